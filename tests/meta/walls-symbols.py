# walls-symbols.py: each room, taken alone, needs symbols of the rooms and libraries on its line of
# src/rooms.txt and no other: a prototype of one's own does not get round the wall
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# Usage: walls-symbols.py BUILD PKG-CONFIG NM CC

import subprocess
import sys
from functools import cache
from pathlib import Path

from project import report, rooms

build, pkg_config, nm, cc = Path(sys.argv[1]), *sys.argv[2:]
# A room that this build leaves out (meson_options.txt) cannot be looked at.
table = {
    room: line for room, line in rooms().items() if (build / "src" / f"libregie-{room}.a").exists()
}
# The compiler's own helpers, and those of sanitizers and coverage.
COMPILER = ("__asan_", "__ubsan_", "__lsan_", "__tsan_", "__gcov_", "__sanitizer_", "_GLOBAL_OFFSET_TABLE_")


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def symbols(path, *options):
    """Names that nm prints for a file, without their versions"""
    lines = output(nm, "--format=posix", *options, str(path)).splitlines()
    return {line.split(" ")[0].split("@")[0] for line in lines if " " in line}


@cache
def archive(room, which):
    return symbols(build / "src" / f"libregie-{room}.a", which)


@cache
def shared(name):
    """What lib…so defines; `name` as for the linker (-lNAME) or a file's name"""
    for file in (f"lib{name}.so", name):
        path = output(cc, f"-print-file-name={file}").strip()
        if Path(path).is_absolute():
            return symbols(Path(path).resolve(), "--dynamic", "--defined-only")
    raise FileNotFoundError(name)


def library(name):
    run = subprocess.run([pkg_config, "--libs-only-l", name], capture_output=True, text=True, check=False)
    words = [word[2:] for word in run.stdout.split() if word.startswith("-l")]
    try:
        return set().union(*(shared(word) for word in words or [name]))
    except FileNotFoundError:
        # The build went without it, so the room may not need anything of it.
        return set()


of_c = set().union(*(shared(name) for name in ("libc.so.6", "libm.so.6", "libgcc_s.so.1", "ld-linux-x86-64.so.2")
                     if Path(output(cc, f"-print-file-name={name}").strip()).is_absolute()))
problems = []
for room, (inside, outside) in table.items():
    wanted = {
        name for name in archive(room, "--undefined-only") - archive(room, "--defined-only")
        if not name.startswith(COMPILER)
    } - of_c
    for other in inside:
        wanted -= archive(other, "--defined-only")
    for name in outside:
        wanted -= library(name)
    for name in sorted(wanted):
        owner = next((o for o in table if name in archive(o, "--defined-only")), "no room or library on its line")
        problems.append(f"{room}: needs {name} of {owner}")
report(problems, len(table))
