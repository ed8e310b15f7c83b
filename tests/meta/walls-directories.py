# walls-directories.py: a room is compiled with the include directories of the rooms and libraries on
# its line of src/rooms.txt, and with no other
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# Usage: walls-directories.py BUILD PKG-CONFIG

import json
import shlex
import subprocess
import sys
from pathlib import Path

from project import ROOT, files, report, room_of, rooms

build, pkg_config = Path(sys.argv[1]).resolve(), sys.argv[2]
table = rooms()
# Folders of a room are the room's own business; only itself sees them.
folders = {}
for path in files("src/**/*.h", "src/**/*.c"):
    if room := room_of(path):
        folders.setdefault(room, {Path("src") / room}).add(path.parent)


def included(command, directory):
    """The include directories of a compiler's command line"""
    words = iter(shlex.split(command))
    for word in words:
        for option in ("-isystem", "-iquote", "-idirafter", "-I"):
            if word == option:
                yield (directory / next(words)).resolve()
            elif word.startswith(option):
                yield (directory / word[len(option):]).resolve()


def library_directories(names):
    """The directories that pkg-config names for libraries; one without a file (wslay) has none."""
    found = set()
    for name in names:
        run = subprocess.run(
            [pkg_config, "--cflags", name], capture_output=True, text=True, check=False
        )
        found |= set(included(run.stdout, ROOT))
    return found


problems, looked = [], 0
for entry in json.loads((build / "compile_commands.json").read_text()):
    directory = Path(entry["directory"])
    source = (directory / entry["file"]).resolve()
    output = entry.get("output", "")
    room = None
    if output.startswith("src/libregie-"):
        room = output.split("/")[1].removeprefix("libregie-").split(".")[0]
    if room not in table:
        continue
    looked += 1
    inside, outside = table[room]
    allowed = {ROOT, build}
    for folder in folders[room] | {Path("src") / other for other in inside}:
        allowed |= {ROOT / folder, build / folder}
    # A target's own directory of generated files; the Blueprint resources are the desk's.
    allowed |= {(build / output).parent} | ({ROOT / "ui", build / "ui"} if room == "desk" else set())
    allowed |= library_directories(outside)
    for path in sorted(set(included(entry["command"], directory)) - allowed):
        problems.append(f"{source.name} in {room}: is compiled with -I{path}")
report(problems, looked)
