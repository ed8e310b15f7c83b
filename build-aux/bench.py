#!/usr/bin/env python3
# bench.py: runs the benchmarks of a build directory and shows their figures as one table
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
"""Usage: bench.py BUILD [NAME…]

Each benchmark prints one JSON object a line: name, value, unit, and where it has them floor, peer,
ratio, goal and met. They also end up in BUILD/bench.json. Exits with 1 when a benchmark failed; a
goal that is not met is a figure, not a failure."""

import json
import subprocess
import sys
from pathlib import Path

COLUMNS = ("name", "value", "unit", "floor", "peer", "ratio", "goal", "met")


def figures(log):
    """Yields what the benchmarks in meson's log printed"""
    for line in log.read_text().splitlines():
        run = json.loads(line)
        for text in (run.get("stdout") or "").splitlines():
            if not text.startswith("{"):
                continue
            try:
                yield json.loads(text)
            except ValueError as error:
                print(f"{run['name']}: not a figure ({error}): {text}", file=sys.stderr)


def cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "NO"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)


def table(rows):
    cells = [COLUMNS] + [tuple(cell(row.get(column)) for column in COLUMNS) for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(COLUMNS))]
    for row in cells:
        yield "  ".join(
            text.ljust(width) if column in ("name", "unit", "goal", "met") else text.rjust(width)
            for text, width, column in zip(row, widths, COLUMNS)
        ).rstrip()


def main(build, names):
    # One at a time: they measure the machine.
    status = subprocess.run(
        ["meson", "test", "-C", build, "--benchmark", "--no-rebuild", "--logbase", "benchmarklog",
         "--num-processes", "1", "--print-errorlogs", *names],
        check=False,
    ).returncode
    log = Path(build) / "meson-logs" / "benchmarklog.json"
    rows = list(figures(log)) if log.exists() else []
    (Path(build) / "bench.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
    print()
    print("\n".join(table(rows)))
    print(f"\n{len(rows)} figures, also in {build}/bench.json")
    return 1 if status or not rows else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
