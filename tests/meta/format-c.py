# format-c.py: every C file is as .clang-format wants it
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# Skips (77) without clang-format 19: another version's output is not the norm.

import re
import shutil
import subprocess
import sys

from project import ROOT, files, report

program = shutil.which("clang-format-19") or shutil.which("clang-format") or "/bin/true"
version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
if not re.search(r"version 19\.", version):
    print(f"clang-format 19 is not installed ({version.strip() or 'none is'})")
    sys.exit(77)
sources = files("src/**/*.c", "src/**/*.h", "tests/**/*.c", "tests/**/*.h")
run = subprocess.run(
    [program, "--dry-run", "--Werror", *sources], cwd=ROOT, capture_output=True, text=True, check=False
)
problems = [
    line for line in run.stderr.splitlines() if "clang-format-violations" in line or "error:" in line
]
seen = {}
for line in problems:
    name = line.split(":")[0]
    seen.setdefault(name, line)
if seen:
    print(f"repair with: {program} -i {' '.join(seen)}")
report(list(seen.values()) or ([run.stderr] if run.returncode else []), len(sources))
