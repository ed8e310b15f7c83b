# desk.py: a moderator's and a director's work at the real desk, seen on the desk and asked of the API
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers

import re
import time

from access import Atspi, Desk, name_of, walk
from rig import Backend, run_cases, wait_for, workplace
from wire import Wire

STAGE = "stage-2"
QUESTION = "Wann kommt die elektronische Akte in alle Ämter?"
# How long the line is cut: longer than a reconnect or two.
CUT = 10.0


class Scene:
    """Backend, a line that can be cut, a desk, and five participants on one stage."""

    def __init__(self, folder, started):
        self.backend = Backend(folder)
        started.append(self.backend)
        self.api = self.backend.admin
        self.people = [self.api.join() for _ in range(5)]
        self.wire = Wire(self.backend.port)
        self.desk = Desk(
            folder,
            ["--server", self.wire.address, "--token-file", self.backend.token_file,
             "--stage", STAGE],
        )
        started.append(self.desk)
        self.desk.find("frame", contains="Fachkongress")

    def ask(self, text, person=0):
        body = {"stage": STAGE, "kind": "question", "text": text}
        return self.people[person].post("/v1/messages", body)["subject"]

    def message(self, name):
        return self.api.states("message")[name]

    def poll(self, name):
        return self.api.states("poll")[name]

    def program(self):
        return next(iter(self.api.states("program").values()))

    def moderate(self):
        self.desk.key("alt+2")
        self.desk.find("toggle button", contains="Inbox")

    def direct(self):
        self.desk.key("alt+1")
        self.desk.find("button", contains="Take")

    def choose(self, text):
        """Selects the row with this text in the list of questions, which may hold still just now."""

        def row_there():
            if not self.desk.all("list item", contains=text):
                self.desk.do("win.moderate-update-list")
            return (self.desk.all("list item", contains=text) or [None])[0]

        self.desk.do("row.select", node=wait_for(f"a row with {text}", row_there))

    def desk_state(self):
        """What the desk holds to be true: (seq, hash)."""
        before = self.desk.said().count("State: seq=")
        self.desk.do("win.report-state")
        wait_for("the desk reports its state",
                 lambda: self.desk.said().count("State: seq=") > before)
        seq, digest = re.findall(r"State: seq=(\d+) hash=([0-9a-f]+)", self.desk.said())[-1]
        return int(seq), digest

    def same_state(self):
        """Waits until desk and backend hold the same to be true."""

        def equal():
            return self.desk_state()[1] == self.api.hash()

        wait_for("desk and backend have the same state", equal, 30)


scene = None


def a_question_is_approved_put_on_air_and_answered():
    scene.moderate()
    question = scene.ask(QUESTION)
    scene.choose(QUESTION)
    scene.desk.press("button", "Approve")
    wait_for("approved", lambda: scene.message(question)["state"] == "approved")
    scene.desk.gone("list item", contains=QUESTION)

    approved = scene.desk.find("toggle button", contains="Approved")
    Atspi.Action.do_action(approved, 0)
    scene.choose(QUESTION)
    scene.desk.press("button", "On Air")
    wait_for("on air", lambda: scene.message(question)["state"] == "on_air")
    an_output_shows(QUESTION)
    overlay = scene.api.states("stage")[STAGE]
    assert (overlay["overlay"], overlay["target"]) == ("question", question), overlay
    seen = scene.people[1].states("message")[question]
    assert seen["text"] == QUESTION and "author" not in seen, seen

    scene.desk.press("button", contains="Answered")
    wait_for("answered", lambda: scene.message(question)["state"] == "answered")
    assert scene.api.states("stage")[STAGE]["overlay"] == "none"
    scene.same_state()


def an_output_shows(text):
    """Opens the stage's output, reads it, makes it fill the screen and closes it."""
    before = scene.api.hash()
    scene.desk.key("ctrl+F2")
    frame = scene.desk.find("frame", contains="Output")
    wait_for("the output shows the question",
             lambda: any(text in name_of(node) for node in walk(frame)))
    scene.desk.key("F11")
    width = scene.desk.frame().get_extents(Atspi.CoordType.WINDOW).width
    wait_for("it fills the screen",
             lambda: frame.get_extents(Atspi.CoordType.WINDOW).width >= max(width, 1440))
    scene.desk.key("Escape")
    scene.desk.key("ctrl+w")
    scene.desk.gone("frame", contains="Output")
    assert scene.api.hash() == before, "looking at an output changed the congress"


def a_poll_is_opened_filled_and_closed():
    scene.moderate()
    session = scene.api.states("stage")[STAGE]["session"]
    draft = next(poll for poll in scene.api.states("poll").values()
                 if poll["session"] == session and poll["kind"] == "single")
    name, options = draft["poll"], [entry["id"] for entry in draft["entries"]]
    card = scene.desk.find("grouping", draft["title"])
    button = next(node for node in scene.desk.all("button", f"Open: {draft['title']}")
                  if any(parent == card for parent in parents(node)))
    Atspi.Action.do_action(button, 0)
    wait_for("the poll is open", lambda: scene.poll(name)["state"] == "open")

    for number, person in enumerate(scene.people):
        answer = person.post(f"/v1/polls/{name}/ballot",
                             {"round": 1, "ids": [options[number % 2]]})
        assert answer["answer"] == "applied", answer
    scene.desk.find(contains="5 voted")

    scene.desk.press("button", f"Close: {draft['title']}")
    wait_for("the poll is closed", lambda: scene.poll(name)["state"] == "closed")
    result = scene.poll(name)
    counts = {entry["id"]: entry["count"] for entry in result["entries"]}
    assert result["voters"] == 5 and counts[options[0]] == 3 and counts[options[1]] == 2, result
    # Nothing was published yet: the audience knows that five voted and not what.
    seen = scene.people[0].states("poll")[name]
    assert seen["voters"] == 5 and not any(entry.get("count") for entry in seen["entries"]), seen
    scene.same_state()


def parents(node):
    while node is not None:
        node = node.get_parent()
        if node is not None:
            yield node


def a_stage_is_armed_and_taken():
    scene.direct()
    scene.desk.do("win.arm-3")
    wait_for("stage 3 is armed", lambda: scene.program().get("armed") == "stage-3")
    scene.desk.find("button", contains="Take Stage 3")
    scene.desk.do("win.take")
    wait_for("stage 3 is on program", lambda: scene.program().get("program") == "stage-3")
    wait_for("nothing is armed", lambda: not scene.program().get("armed"))
    scene.desk.find(contains="ON AIR")
    scene.same_state()


def space_never_fires_a_take():
    scene.direct()
    scene.desk.do("win.arm-2")
    wait_for("stage 2 is armed", lambda: scene.program().get("armed") == STAGE)
    before = scene.program()["program"]
    scene.desk.key("space")
    scene.desk.key("Tab", "space")
    scene.same_state()
    assert scene.program()["program"] == before, "space took a stage to program"
    # What Space has opened (the menu, where the focus begins) must not take the next keys.
    scene.desk.key("Escape")


def after_ten_seconds_without_a_line_nothing_is_missing():
    scene.moderate()
    scene.same_state()
    scene.wire.cut()
    begin = time.monotonic()
    scene.desk.find(contains="No connection")
    missed = [scene.ask(f"Frage {number} aus der Zeit ohne Leitung", number % 5)
              for number in range(10)]
    scene.api.post(f"/v1/messages/{missed[0]}/move", {"state": "approved"})
    scene.api.post("/v1/program/arm", {"stage": "stage-1"})
    # What cannot be sent is not offered, and nothing waits in secret to be sent later.
    commands = [action for action in scene.desk.actions() if action == "win.take"]
    assert not commands, "a take is offered without a line"
    wait_for("ten seconds are over", lambda: time.monotonic() - begin > CUT, CUT + 5)
    assert scene.desk_state()[1] != scene.api.hash(), "the line was not cut"

    scene.wire.mend()
    scene.desk.gone(contains="No connection", seconds=45)
    scene.same_state()
    for name in missed[1:]:
        assert scene.message(name)["state"] == "new"


def a_backend_that_dies_and_comes_back_is_found_again():
    scene.same_state()
    scene.backend.kill()
    scene.desk.find(contains="No connection")
    scene.backend.again()
    scene.desk.gone(contains="No connection", seconds=45)
    scene.same_state()


with workplace() as (place, programs):
    scene = Scene(place, programs)
    run_cases(
        a_question_is_approved_put_on_air_and_answered,
        a_poll_is_opened_filled_and_closed,
        a_stage_is_armed_and_taken,
        space_never_fires_a_take,
        after_ten_seconds_without_a_line_nothing_is_missing,
        a_backend_that_dies_and_comes_back_is_found_again,
    )
