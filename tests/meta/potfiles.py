# potfiles.py: every file with text that people read is in po/POTFILES.in, and nothing else is
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers

import re

from project import ROOT, files, report

MARKS = {
    ".c": r"(?<![A-Za-z0-9_])(?:_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2?|dgettext)\s*\(",
    ".h": r"(?<![A-Za-z0-9_])(?:_|N_|C_|NC_|ngettext)\s*\(",
    ".blp": r"(?<![A-Za-z0-9_])(?:_|C_)\s*\(",
    ".ui": r'translatable="(?:yes|true)"',
    ".in": r"^(?:Name|Comment|Keywords)=|<(?:summary|p|li)>",
    ".xml": r"<summary>|<mime-type ",
}
listed = {
    line.strip() for line in (ROOT / "po" / "POTFILES.in").read_text().splitlines()
    if line.strip() and not line.startswith("#")
}
looked = files("src/**/*.c", "src/**/*.h", "ui/**/*.blp", "ui/**/*.ui", "data/*.in", "data/*.xml")
marked = set()
for path in looked:
    text = (ROOT / path).read_text()
    if path.suffix in (".c", ".h"):
        # Comments, and the definitions of the marks themselves, mark nothing.
        text = re.sub(r"/\*.*?\*/|^\s*#\s*define.*?$", "", text, flags=re.DOTALL | re.MULTILINE)
    if re.search(MARKS[path.suffix], text, re.MULTILINE):
        marked.add(str(path))
problems = [f"{name}: has text to translate and is not in po/POTFILES.in" for name in marked - listed]
problems += [f"{name}: in po/POTFILES.in, but has no text to translate" for name in listed - marked]
report(sorted(problems), len(looked))
