# room-tables.py: the table of rooms that people read is the one that the build reads
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# In README.md: lines `| \`src/ROOM\` | what it holds | rooms it may include |`.

import re

from project import ROOT, report, rooms

table = rooms()
readme = (ROOT / "README.md").read_text()
told = {
    room: [] if inside.strip() in ("", "–") else inside.replace(",", " ").split()
    for room, inside in re.findall(r"^\| `src/(\w+)` \|[^|]*\|([^|]*)\|", readme, re.MULTILINE)
}
problems = [f"README.md does not tell of the room {room}" for room in table if room not in told]
problems += [f"README.md tells of {room}, which is no room" for room in told if room not in table]
problems += [
    f"README.md: {room} may include {told[room]}, src/rooms.txt says {inside}"
    for room, (inside, _) in table.items() if room in told and told[room] != inside
]
report(problems, len(told))
