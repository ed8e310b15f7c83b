# tour.py: a short walk through the running desk that leaves screenshots behind
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# Used by demo.py on a virtual display. Every step waits for what it shows, with a deadline; a step
# that cannot be shown is said, and the tour goes on.

import os
import time

from access import Desk
from rig import Problem, wait_for

STAGE = "stage-1"


class Tour:
    def __init__(self, folder, programs, backend, arguments, where, say):
        self.backend = backend
        self.where = where
        self.say = say
        self.number = 0
        where.mkdir(parents=True, exist_ok=True)
        for old in where.glob("*.png"):
            old.unlink()
        # The desk speaks the language of who called.
        language = {name: os.environ[name] for name in ("LANG", "LANGUAGE", "LC_ALL")
                    if name in os.environ}
        self.desk = Desk(folder, arguments, {"LANGUAGE": "", **language})
        programs.append(self.desk)

    def picture(self, name):
        self.number += 1
        path = self.where / f"{self.number}-{name}.png"
        self.desk.screenshot(path)
        self.say(f"  {path}")

    def settle(self, seconds):
        """Lets video and animations come to rest: a picture is of a moment, not of a state."""
        end = time.monotonic() + seconds
        wait_for("the desk keeps running", lambda: self.desk.running() and time.monotonic() > end,
                 seconds + 5)

    def poll(self, kind, title, **fields):
        """Makes a poll and opens it; returns its id."""
        api = self.backend.admin
        before = set(api.states("poll"))
        api.post("/v1/polls", {"stage": STAGE, "poll_kind": kind, "title": title, **fields})
        (poll,) = set(api.states("poll")) - before
        api.post(f"/v1/polls/{poll}/open", {"round": 1})
        return poll

    def voters(self, poll):
        return self.backend.admin.states("poll")[poll].get("voters", 0)


def run(folder, programs, backend, arguments, where, say):
    say("The tour:")
    tour = Tour(folder, programs, backend, arguments, where, say)
    tour.settle(4)
    tour.picture("director")
