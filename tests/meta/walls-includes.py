# walls-includes.py: a room includes its own headers, those of the rooms and libraries on its line of
# src/rooms.txt, and nothing else
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers

import re

from project import ROOT, files, report, room_of, rooms

# Headers that the build makes for everybody.
GENERATED = {"regie-config.h"}
# Narrower than a library's line: media gives the desk a GdkPaintable and knows no widget.
FORBIDDEN = {"media": ("gtk/", "gsk/")}
C_LIBRARY = re.compile(
    r"(sys|linux|netinet|arpa|net)/[a-z0-9_]+\.h$|(assert|ctype|dirent|errno|fcntl|float|inttypes|"
    r"langinfo|limits|locale|malloc|math|netdb|poll|pthread|pwd|sched|signal|stdarg|stdatomic|stdbool|"
    r"stddef|stdint|stdio|stdlib|string|strings|termios|time|unistd|wchar)\.h$"
)
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)

table = rooms()
libraries = {}
for line in (ROOT / "tests" / "meta" / "libraries.txt").read_text().splitlines():
    if line.strip() and not line.startswith("#"):
        prefix, names = line.split("|")
        libraries[prefix.strip()] = names.split()

sources = files("src/**/*.c", "src/**/*.h")
home = {}  # a header's name -> (room, whether it lies directly in the room and so is public)
for path in sources:
    if path.suffix == ".h" and (room := room_of(path)):
        home.setdefault(path.name, []).append((room, len(path.parts) == 3))


def own_include(name, room, inside):
    """What is wrong with `#include "name"` in a room, or None"""
    if "/" in name:
        return "goes round the wall by its path"
    if name in GENERATED:
        return None
    homes = home.get(name, [])
    if any(where == room for where, _ in homes):
        return None
    if not homes:
        # Made by the build inside the room (glib-mkenums, glib-compile-resources).
        return None if re.fullmatch(r"regie-[a-z-]+(-resources|-enum-types)\.h", name) else "is no header of Regie"
    for where, public in homes:
        if where in inside:
            return None if public else f"is inside the room {where}, not one of its public headers"
    return f"is of the room {homes[0][0]}, which is not on the line of {room or 'a main file'}"


def foreign_include(name, room, outside):
    """What is wrong with `#include <name>` in a room, or None"""
    if name.startswith(FORBIDDEN.get(room, ("\0",))):
        return f"is not for the room {room}"
    owners = max((prefix for prefix in libraries if name.startswith(prefix)), key=len, default=None)
    if owners is None:
        return None if C_LIBRARY.match(name) else "is of no library in tests/meta/libraries.txt"
    if set(libraries[owners]) & set(outside):
        return None
    return f"is of {' or '.join(libraries[owners])}, which is not on the line of {room}"


problems = []
for path in sources:
    room = room_of(path)
    # A program's main file starts one room: it sees that room's public headers and no library but GIO.
    inside, outside = table[room] if room else (list(table), ["gio-2.0"])
    for bracket, name in INCLUDE.findall((ROOT / path).read_text()):
        check = own_include if bracket == '"' else foreign_include
        wrong = check(name, room, inside if bracket == '"' else outside)
        if wrong:
            problems.append(f"{path}: {name} {wrong}")
unknown = {path.parts[1] for path in sources if room_of(path)} - set(table)
problems += [f"src/{room}: a folder with sources that is no room of src/rooms.txt" for room in unknown]
report(problems, len(sources))
