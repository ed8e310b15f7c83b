# tour.py: a short walk through the running desk that leaves screenshots behind
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# Used by demo.py on a virtual display. The desk is worked by its keys, as at a real one; what came of
# it is asked of the backend. Every step waits for what it shows, with a deadline; a step that cannot
# be shown is said, and the tour goes on.

import os
import time

from access import Desk
from gi.repository import GLib
from rig import Problem, wait_for

# Each program that looks at the desk asks GTK for a cache that it does not have, and says so.
GLib.log_set_handler("dbind", GLib.LogLevelFlags.LEVEL_MASK, lambda *_: None)

STAGE, OTHER_STAGE = "stage-1", "stage-2"


class Tour:
    def __init__(self, folder, programs, backend, arguments, where, say):
        self.api = backend.admin
        self.where = where
        self.say = say
        self.number = 0
        self.failed = 0
        where.mkdir(parents=True, exist_ok=True)
        for old in where.glob("*.png"):
            old.unlink()
        # The desk speaks the language of who called.
        language = {name: os.environ[name] for name in ("LANG", "LC_ALL") if name in os.environ}
        self.desk = Desk(folder, arguments, {"LANGUAGE": "", **language})
        programs.append(self.desk)

    def step(self, action):
        """Does one step and says whether it could be shown."""
        try:
            action()
        except (AssertionError, Problem) as error:
            self.desk.running()
            self.failed += 1
            self.say(f"  not shown: {action.__doc__} ({str(error).splitlines()[0]})")

    def picture(self, name):
        self.number += 1
        path = self.where / f"{self.number}-{name}.png"
        self.desk.screenshot(path)
        self.say(f"  {path}")

    def settle(self, seconds):
        """Lets pictures and animations go on for a while: a screenshot shows a moment, not a state."""
        end = time.monotonic() + seconds
        wait_for("the desk keeps running", lambda: self.desk.running() and time.monotonic() > end,
                 seconds + 5)

    def program(self):
        return self.api.states("program").popitem()[1]

    def poll_of(self, kind):
        """The prepared poll of this kind of the session that runs on the stage"""
        session = self.api.states("stage")[STAGE]["session"]
        for name, poll in self.api.states("poll").items():
            if (poll["session"], poll["kind"], poll["state"]) == (session, kind, "draft"):
                return name
        raise AssertionError(f"no prepared poll of kind {kind} on {STAGE}")

    def voters(self, poll):
        return self.api.states("poll")[poll].get("voters", 0)

    def wait_for_voters(self, poll):
        """Waits until nobody new has voted for a while."""
        last = [0, time.monotonic()]

        def settled():
            now = self.voters(poll)
            if now != last[0]:
                last[:] = now, time.monotonic()
            return last[0] > 0 and time.monotonic() - last[1] > 4

        wait_for("people vote", settled, 60)

    # ---- the steps ------------------------------------------------------------------------------

    def director(self):
        """the director's view"""
        self.desk.key("alt+1")
        self.settle(5)
        self.picture("director")

    def take(self):
        """arming and taking stage 2"""
        self.desk.key("2")
        wait_for("stage 2 is armed", lambda: self.program().get("armed") == OTHER_STAGE)
        self.settle(1.5)
        self.picture("director-armed")
        self.desk.key("Return")
        wait_for("stage 2 is on program", lambda: self.program().get("program") == OTHER_STAGE)
        self.settle(1.5)
        self.picture("director-taken")

    def moderator(self):
        """the moderator's view"""
        self.desk.key("alt+2")
        self.settle(3)
        self.picture("moderator")

    def question(self):
        """a question approved and put on air"""
        def on_air():
            return [message for message in self.api.states("message").values()
                    if message["stage"] == STAGE and message["state"] == "on_air"]

        def in_inbox():
            return [message for message in self.api.states("message").values()
                    if message["stage"] == STAGE and message["state"] == "new"]

        wait_for("a question in the inbox", in_inbox, 60)
        approved = len(in_inbox())
        self.desk.key("1")
        self.desk.key("Down")
        self.desk.key("a")
        wait_for("a question is approved", lambda: len(in_inbox()) < approved or on_air(), 10)
        self.desk.key("2")
        self.settle(0.5)
        self.desk.key("o")
        wait_for("a question is on air", on_air, 10)
        self.settle(1.5)
        self.picture("moderator-question")
        self.desk.key("1")

    def output(self):
        """the output window with the question on air, as a projector shows it"""
        self.desk.key("ctrl+F1")
        self.desk.find("frame", contains="·")
        self.desk.key("F11")
        self.settle(1.5)
        self.picture("output-question")
        self.desk.key("Escape")
        self.desk.key("ctrl+w")
        self.desk.gone("frame", contains="·")

    def multiview(self):
        """the multiview, for a second screen"""
        self.desk.key("ctrl+m")
        self.desk.find("frame", contains="Multiview")
        self.desk.key("F11")
        self.settle(3)
        self.picture("multiview")
        self.desk.key("Escape")
        self.desk.key("ctrl+w")
        self.desk.gone("frame", contains="Multiview")

    def vote(self):
        """a vote running"""
        poll = self.poll_of("single")
        self.api.post(f"/v1/polls/{poll}/open")
        self.wait_for_voters(poll)
        self.picture("vote-running")
        self.api.post(f"/v1/polls/{poll}/close")
        self.api.post(f"/v1/polls/{poll}/show", {"visibility": "published", "placement": "stage"})

    def words(self):
        """a word cloud growing"""
        poll = self.poll_of("words")
        self.api.post(f"/v1/polls/{poll}/open")
        wait_for("the first words", lambda: self.voters(poll) >= 10, 30)
        self.settle(1)
        self.picture("words-begin")
        self.wait_for_voters(poll)
        self.picture("words-grown")

    def everything(self):
        """the director's view with all of it running"""
        self.desk.key("alt+1")
        self.settle(1)
        self.desk.key("1")
        wait_for("stage 1 is armed", lambda: self.program().get("armed") == STAGE)
        self.settle(2)
        self.picture("director-live")


def run(folder, programs, backend, arguments, where, say):
    """Walks through the desk; returns how many steps could not be shown."""
    say("The tour:")
    tour = Tour(folder, programs, backend, arguments, where, say)
    for step in (tour.director, tour.take, tour.moderator, tour.question, tour.output, tour.vote,
                 tour.words, tour.everything, tour.multiview):
        tour.step(step)
    if tour.failed:
        say(f"The desk said:\n{tour.desk.said()[-2000:]}")
    return tour.failed
