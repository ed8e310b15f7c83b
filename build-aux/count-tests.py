#!/usr/bin/env python3
# count-tests.py: the sum of what `meson test` left in one or more build directories
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
"""Usage: count-tests.py BUILD…

Counts single test cases where a program reports them (TAP), else the program as one. Skipped ones
are named with their reason, failed ones too; the last line is `N passed, N failed`. Exits with 1
when anything failed or when nothing ran."""

import json
import sys
from pathlib import Path

FAILED = {"FAIL", "ERROR", "TIMEOUT", "INTERRUPT", "UNEXPECTEDPASS"}


def cases(line):
    """Yields (name, result, reason) for one test program of meson's log."""
    name = line["name"].rpartition(" / ")[2]
    seen = False
    for text in (line.get("stdout") or "").splitlines():
        good = text.startswith("ok ")
        if not good and not text.startswith("not ok "):
            continue
        seen = True
        rest = text.split(" ", 1 if good else 2)[-1]
        case, _, note = rest.partition(" # ")
        word, _, reason = note.partition(" ")
        label = f"{name}: {case.lstrip('0123456789 -')}"
        if word.upper().startswith("SKIP"):
            yield label, "SKIP", reason
        else:
            yield label, "OK" if good else "FAIL", ""
    if not seen:
        said = (line.get("stdout") or "").strip().splitlines()
        yield name, line["result"], said[-1] if said else ""


def main(builds):
    passed, failed, skipped = 0, [], []
    for build in builds:
        log = Path(build) / "meson-logs" / "testlog.json"
        if not log.exists():
            failed.append((build, "no test log"))
            continue
        for text in log.read_text().splitlines():
            line = json.loads(text)
            bad = 0
            for name, result, reason in cases(line):
                if result in FAILED:
                    bad += 1
                    failed.append((f"{build}: {name}", result.lower()))
                elif result == "SKIP":
                    skipped.append((name, reason))
                else:
                    passed += 1
            if line["result"] in FAILED and bad == 0:
                failed.append((f"{build}: {line["name"].rpartition(" / ")[2]}", line["result"].lower()))
    print()
    for name, result in failed:
        print(f"failed: {name} ({result})")
    for name, reason in skipped:
        print(f"skipped: {name} ({reason or 'no reason given'})")
    if skipped:
        print(f"{len(skipped)} skipped")
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
