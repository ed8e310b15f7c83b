# german.py: the German translation is complete, has no guesses, and fits its originals
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# Usage: german.py XGETTEXT MSGMERGE MSGFMT MSGATTRIB. Takes the texts from the sources of now, not
# from an old template, so that a new text without its German fails at once.

import subprocess
import sys
import tempfile
from pathlib import Path

from project import ROOT, report

xgettext, msgmerge, msgfmt, msgattrib = sys.argv[1:]


def run(*command):
    """Returns (worked, what it printed, what it complained about)"""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout, done.stderr


KEYWORDS = [
    "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=ngettext:1,2",
    "--keyword=g_dngettext:2,3", "--flag=g_strdup_printf:1:c-format", "--flag=N_:1:pass-c-format",
    "--flag=_:1:pass-c-format", "--flag=ngettext:1:pass-c-format", "--flag=ngettext:2:pass-c-format",
]
with tempfile.TemporaryDirectory() as directory:
    template = Path(directory) / "regie.pot"
    merged = Path(directory) / "de.po"
    problems = []
    good, _, said = run(
        xgettext, "--from-code=UTF-8", *KEYWORDS, "--files-from=po/POTFILES.in", "-o", str(template)
    )
    if not good:
        problems.append(f"xgettext: {said}")
    good, _, said = run(
        msgmerge, "--quiet", "--no-fuzzy-matching", "-o", str(merged), "po/de.po", str(template)
    )
    if not good:
        problems.append(f"msgmerge: {said}")
    for flag, what in (("--untranslated", "not translated"), ("--only-fuzzy", "only guessed")):
        _, text, _ = run(msgattrib, flag, "--no-obsolete", "--no-wrap", str(merged))
        problems += [
            f"{what}: {line[6:]}" for line in text.splitlines()
            if line.startswith("msgid ") and line != 'msgid ""'
        ]
    good, _, said = run(
        msgfmt, "--check", "--check-accelerators=_", "-o", "/dev/null", str(merged)
    )
    if not good:
        problems.append(f"msgfmt --check: {said}")
    report(problems, merged.read_text().count("\nmsgid "))
