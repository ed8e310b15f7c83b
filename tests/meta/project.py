# project.py: what the tests of this folder share: the project's files and its table of rooms
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Kept out of a listing without git: build directories and caches.
OUTSIDE = {".git", "__pycache__"}


def files(*patterns):
    """The project's own files that match one of the patterns, e.g. "src/**/*.c", as paths from ROOT.

    Git decides what belongs to the project; new files that are not ignored belong to it. Without
    git (a release archive), everything outside of build directories does."""
    git = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "-C", ROOT, "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"],
        capture_output=True, text=True, check=False,
    )
    if git.returncode == 0:
        every = {Path(name) for name in git.stdout.split("\0") if name}
    else:
        every = {
            path.relative_to(ROOT) for path in ROOT.rglob("*")
            if path.is_file() and not OUTSIDE & set(path.parts)
            and not path.relative_to(ROOT).parts[0].startswith("build-") | (
                path.relative_to(ROOT).parts[0] == "build")
            or path.is_relative_to(ROOT / "build-aux") and path.is_file()
        }
    return sorted(
        path for path in every
        if (ROOT / path).is_file() and any(path.full_match(p) if hasattr(path, "full_match")
                                           else matches(path, p) for p in patterns)
    )


def matches(path, pattern):
    """Path.full_match() of Python 3.13, for one "**/" at most."""
    head, found, tail = pattern.partition("**/")
    if not found:
        return path.match(pattern) and len(path.parts) == len(Path(pattern).parts)
    prefix = Path(head).parts
    return path.parts[: len(prefix)] == prefix and Path(*path.parts[len(prefix):]).match(tail)


def rooms():
    """The table src/rooms.txt: name -> (rooms it may include, libraries), in its order."""
    table = {}
    for line in (ROOT / "src" / "rooms.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            name, inside, outside = (cell.strip() for cell in line.split("|"))
            table[name] = (inside.split(), outside.replace("?", "").split())
    return table


def room_of(path):
    """The room a path below src/ lies in, or None for the programs' main files."""
    return path.parts[1] if len(path.parts) > 2 and path.parts[0] == "src" else None


def report(problems, looked_at):
    """Prints the problems one a line, ends the program with a test's exit status.

    A test that found nothing to look at has not shown anything: it fails too."""
    for problem in problems:
        print(problem)
    print(f"{looked_at} looked at, {len(problems)} wrong")
    sys.exit(1 if problems or not looked_at else 0)
