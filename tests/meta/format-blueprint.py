# format-blueprint.py: every Blueprint file is as `blueprint-compiler format` wants it
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# Usage: format-blueprint.py BLUEPRINT-COMPILER

import subprocess
import sys

from project import ROOT, files, report

program = sys.argv[1]
templates = files("ui/**/*.blp")
problems = []
for template in templates:
    run = subprocess.run(
        [program, "format", template], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if run.returncode:
        problems.append(f"{template}: repair with: {program} format --fix {template}")
report(problems, len(templates))
