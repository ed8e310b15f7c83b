# file-headers.py: every file says what it is, under which licence, and whose it is
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# C files begin `/* NAME: what it is`, then SPDX and copyright, and C sources define their log domain.

import re

from project import ROOT, files, report, room_of

problems = []
every = files(
    "src/**/*.c", "src/**/*.h", "tests/**/*.c", "tests/**/*.h", "tests/**/*.py", "ui/**/*.blp",
    "ui/**/*.css", "data/*.in", "data/*.xml", "data/icons/*.svg", "data/web/**/*.html",
    "data/web/**/*.css", "data/web/**/*.js", "build-aux/*", ".ci/run", "docs/*.md",
)
for path in every:
    text = (ROOT / path).read_text()
    head = "\n".join(text.splitlines()[:12])
    if "SPDX-License-Identifier: " not in head:
        problems.append(f"{path}: no SPDX-License-Identifier in its first lines")
    if "SPDX-FileCopyrightText: " not in head:
        problems.append(f"{path}: no SPDX-FileCopyrightText in its first lines")
    if path.suffix not in (".c", ".h"):
        continue
    first = text.split("\n", 1)[0]
    if not first.startswith(f"/* {path.name}: "):
        problems.append(f"{path}: the first line is not `/* {path.name}: what it is`")
    if path.suffix == ".h" and "\n#pragma once\n" not in text:
        problems.append(f"{path}: no #pragma once")
    if path.suffix == ".c" and (room := room_of(path)):
        domain = re.search(r'^#define G_LOG_DOMAIN "(.*)"$', text, re.MULTILINE)
        if not domain:
            problems.append(f"{path}: does not define G_LOG_DOMAIN")
        elif domain[1] != f"regie-{room}":
            problems.append(f"{path}: its log domain is {domain[1]}, not regie-{room}")
report(problems, len(every))
