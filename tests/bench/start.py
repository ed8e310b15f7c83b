# start.py: how long the desk takes to its first window and what it weighs, beside an empty window
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# start.py DESK FLOOR, on a display of its own. Both are timed from exec to the window being mapped,
# in turn, so that both meet the same machine.

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 5
GOAL_SECONDS = 0.6
GOAL_MEGABYTES = 110


def memory(pid):
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


def window_of(pid):
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--pid", str(pid)], capture_output=True, text=True
    )
    return found.stdout.split()


def start(command):
    """Seconds until the window is there, and megabytes half a second later."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "XDG_CONFIG_HOME": home,
            "XDG_DATA_HOME": home,
            "XDG_CACHE_HOME": home,
            "GTK_A11Y": "none",
        }
        begin = time.monotonic()
        process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        while not window_of(process.pid):
            if time.monotonic() - begin > 30 or process.poll() is not None:
                sys.exit(f"{command[0]} shows no window")
        seconds = time.monotonic() - begin
        try:
            process.wait(0.5)
        except subprocess.TimeoutExpired:
            pass
        megabytes = memory(process.pid)
        process.terminate()
        process.wait()
        return seconds, megabytes


def figure(name, value, unit, floor, goal):
    print(
        json.dumps(
            {
                "name": name,
                "value": round(value, 3),
                "unit": unit,
                "floor": round(floor, 3),
                "peer": None,
                "ratio": round(value / floor, 3),
                "goal": goal,
                "met": value <= goal,
            }
        ),
        flush=True,
    )


def main():
    desk, floor = sys.argv[1:3]
    runs = [(start([desk]), start([floor])) for _ in range(ROUNDS)]
    ours, theirs = ([run[side] for run in runs] for side in (0, 1))
    for name, unit, at, goal in (
        ("time to first window", "s", 0, GOAL_SECONDS),
        ("memory without video", "MB", 1, GOAL_MEGABYTES),
    ):
        figure(
            name,
            statistics.median(run[at] for run in ours),
            unit,
            statistics.median(run[at] for run in theirs),
            goal,
        )


main()
