# moderate.py: a moderator's day by keyboard alone, seen in the accessibility tree and asked of the API
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# A second moderator works on the same stage through the API. Nothing here is clicked.

import subprocess

from access import Atspi, Desk, GLib, name_of
from rig import BUILD, Api, Backend, Problem, run_cases, wait_for, workplace

STAGE = "stage-2"


def is_selected(node):
    try:
        return node.get_state_set().contains(Atspi.StateType.SELECTED)
    except GLib.Error:
        return False


def is_sensitive(node):
    try:
        return node.get_state_set().contains(Atspi.StateType.SENSITIVE)
    except GLib.Error:
        return False


class Scene:
    """A backend, a desk, an audience, and a colleague."""

    def __init__(self, folder, started):
        self.backend = Backend(folder)
        started.append(self.backend)
        self.api = self.backend.admin
        self.people = [self.api.join() for _ in range(4)]
        self.colleague = Api(self.backend.address, self.token("Moderation 2"))
        own = folder / "own.token"
        own.write_text(self.token("Moderation 1"))
        own.chmod(0o600)
        self.desk = Desk(folder, ["--server", self.backend.address, "--token-file", own,
                                  "--stage", STAGE])
        started.append(self.desk)
        self.desk.find("frame", contains="Fachkongress")
        self.desk.key("alt+2")
        self.desk.find("toggle button", contains="Inbox")
        self.empty_the_inbox()

    def token(self, name):
        out = subprocess.run(
            [BUILD / "src" / "regie-backend", "token", "add", "--database", self.backend.database,
             "--role", "moderator", "--stage", STAGE, "--name", name],
            check=True, capture_output=True, text=True)
        token = out.stdout.strip()
        # The running backend looks for new passes once a second.
        wait_for("the pass is known", lambda: self.is_known(token))
        return token

    def is_known(self, token):
        try:
            return Api(self.backend.address, token).get("/v1/me")
        except Problem:
            return None

    def empty_the_inbox(self):
        """What the demo congress brings goes out of the way."""
        for name, message in self.api.states("message").items():
            if message["stage"] == STAGE and message["state"] in ("new", "approved", "next"):
                self.api.post(f"/v1/messages/{name}/move", {"state": "rejected"})

    def ask(self, text, person=0):
        body = {"stage": STAGE, "kind": "question", "text": text}
        return self.people[person].post("/v1/messages", body)["subject"]

    def message(self, name):
        return self.api.states("message")[name]

    def wait(self, name, **fields):
        """Waits until the backend has these fields of the message."""
        wait_for(f"{name} is {fields}", lambda: fields.items() <= self.message(name).items())

    def go_to(self, text):
        """Selects the row with this text, with the arrow keys."""

        def row_there():
            if not self.desk.all("list item", contains=text):
                self.desk.key("u")
            return self.desk.all("list item", contains=text)

        rows = wait_for(f"a row with {text}", row_there)[0].get_parent()

        def selected():
            all_rows = [rows.get_child_at_index(i) for i in range(rows.get_child_count())]
            at = next((i for i, row in enumerate(all_rows) if is_selected(row)), None)
            goal = next((i for i, row in enumerate(all_rows) if text in name_of(row)), None)
            if goal is None or goal == at:
                return goal is not None
            # Without a selection the first step goes to the first row.
            steps = goal - at if at is not None else 1
            self.desk.key(*["Down" if steps > 0 else "Up"] * abs(steps))
            return False

        wait_for(f"the row with {text} is selected", selected, 30)


scene = None


def similar_questions_are_merged_and_taken_apart():
    desk = scene.desk
    one, two = scene.ask("Wann ist mein Amt dran?", 0), scene.ask("Wann ist unser Amt dran?", 1)
    for name in (one, two):
        scene.api.post(f"/v1/messages/{name}/move", {"state": "approved"})
    for person, names in ((2, (one, two)), (3, (two,))):
        for name in names:
            scene.people[person].post(f"/v1/messages/{name}/upvote", {"on": True})
    wait_for("votes", lambda: (scene.message(one)["score"], scene.message(two)["score"]) == (1, 2))
    desk.key("2")
    scene.go_to("Wann ist mein Amt dran?")
    desk.key("m")
    desk.find(contains="MERGE INTO")
    desk.key("1")
    scene.wait(one, state="merged", target=two)
    # Who voted for both counts once.
    wait_for("the votes of both", lambda: scene.message(two)["score"] == 2)
    scene.go_to("Wann ist unser Amt dran?")
    desk.find(contains="2 votes from 2 questions")
    desk.key("shift+m")
    desk.find(contains="TAKE OUT AGAIN")
    desk.key("1")
    scene.wait(one, state="approved")
    wait_for("each has its own votes",
             lambda: (scene.message(one)["score"], scene.message(two)["score"]) == (1, 2))


def two_moderators_edit_and_one_chooses():
    desk = scene.desk
    name = scene.ask("Wer zahlt das?", 2)
    desk.key("1")
    scene.go_to("Wer zahlt das?")
    desk.key("e")
    desk.find("text", "Text of the message")
    desk.key("ctrl+a")
    desk.type("Wer zahlt den Betrieb?")
    wait_for("the desk works on it", lambda: scene.message(name).get("claimant"))
    scene.colleague.post(f"/v1/messages/{name}/claim",
                         {"on": True, "claimant": scene.message(name)["claimant"]})
    scene.colleague.post(f"/v1/messages/{name}/edit", {"text": "Wer zahlt den Umbau?"})
    scene.colleague.post(f"/v1/messages/{name}/claim", {"on": False})
    desk.key("ctrl+Return")
    desk.find("button", "Use Yours")
    desk.find(contains="Wer zahlt den Umbau?")
    assert scene.message(name)["text"] == "Wer zahlt den Umbau?"
    desk.key("2")
    scene.wait(name, text="Wer zahlt den Betrieb?")
    desk.gone("button", "Use Yours")


def a_colleague_at_work_is_seen_and_taken_over():
    desk = scene.desk
    name = scene.ask("Was ist mit den Schulen?", 3)
    desk.key("1")
    scene.go_to("Was ist mit den Schulen?")
    scene.colleague.post(f"/v1/messages/{name}/claim", {"on": True, "name": "Moderation 2"})
    desk.find(contains="is on this")
    desk.key("a")
    desk.find(contains="Take it over with Shift+C")
    assert scene.message(name)["state"] == "in_review"
    before = scene.message(name)["claimant"]
    desk.key("shift+c")
    wait_for("taken over", lambda: scene.message(name).get("claimant") not in (None, before))
    desk.key("a")
    scene.wait(name, state="approved")


def a_question_is_parked_for_another_session():
    desk = scene.desk
    name = scene.ask("Und was kommt danach?", 0)
    session = scene.message(name).get("session")
    desk.key("1")
    scene.go_to("Und was kommt danach?")
    desk.key("shift+p")
    desk.find(contains="PARK FOR THE SESSION")
    # The running sessions of the three stages come first.
    desk.key("6")
    scene.wait(name, state="parked")
    assert scene.message(name)["session"] != session, scene.message(name)


def what_was_done_is_told_beside_the_message():
    desk = scene.desk
    name = scene.ask("Gibt es ein Protokoll?", 1)
    desk.key("1")
    scene.go_to("Gibt es ein Protokoll?")
    desk.key("i")
    scene.wait(name, pinned=True)
    desk.key("h")
    desk.find("list item", contains="pinned it")
    desk.find("list item", contains="sent it in")
    desk.key("h")


class Walk:
    """Two questions, what each step makes of them, and the way there and back."""

    FIELDS = ("state", "text", "original", "edited", "pinned", "labels")

    def __init__(self, *names):
        self.names = names
        self.places = [self.here()]

    def here(self):
        """What a step can change; being looked at is no change (SEMANTICS 2)."""
        states = scene.api.states("message")
        return [{field: "new" if states[name].get(field) == "in_review" else states[name].get(field)
                 for field in self.FIELDS} for name in self.names]

    def step(self, *keys):
        """Presses the keys of one step and remembers where it led."""
        before = self.here()
        scene.desk.key(*keys)
        wait_for(f"{keys} changes something", lambda: self.here() != before)
        self.places.append(self.here())

    def away(self):
        """Takes the questions out of the way of the cases that follow."""
        for name in self.names:
            scene.api.post(f"/v1/messages/{name}/move", {"state": "rejected"})

    def back(self):
        """Takes everything back, one key for each step, looking each time."""
        for number, place in reversed(list(enumerate(self.places[:-1]))):
            scene.desk.key("ctrl+z")
            wait_for(f"back at step {number}: {place}", lambda: self.here() == place)

    def forward(self):
        for number, place in list(enumerate(self.places))[1:]:
            scene.desk.key("ctrl+shift+z")
            wait_for(f"again at step {number}: {place}", lambda: self.here() == place)


def everything_is_done_and_taken_back_by_keys():
    desk = scene.desk
    first, second = scene.ask("Wan kommt das Konto?", 0), scene.ask("Wer bezahlt es?", 1)
    walk = Walk(first, second)
    desk.key("1")
    scene.go_to("Wan kommt das Konto?")
    desk.key("c")
    scene.wait(first, state="in_review")
    desk.key("e")
    desk.find("text", "Text of the message")
    desk.key("ctrl+a")
    desk.type("Wann kommt das Konto?")
    walk.step("ctrl+Return")
    scene.wait(first, text="Wann kommt das Konto?", original="Wan kommt das Konto?")
    desk.gone("text", "Text of the message")
    walk.step("a")
    scene.wait(first, state="approved")
    scene.go_to("Wer bezahlt es?")
    walk.step("a")
    scene.wait(second, state="approved")
    desk.key("2")
    scene.go_to("Wann kommt das Konto?")
    walk.step("n")
    scene.wait(first, state="next")
    scene.go_to("Wer bezahlt es?")
    walk.step("n")
    scene.wait(second, state="next")
    walk.step("shift+o")
    scene.wait(first, state="on_air")
    # For a moment after a change nothing else goes on air, and the button shows it.
    button = desk.find("button", "Answered, Next One on Air")
    wait_for("the next one may go on air", lambda: is_sensitive(button))
    walk.step("shift+o")
    scene.wait(first, state="answered")
    scene.wait(second, state="on_air")
    walk.step("d")
    scene.wait(second, state="answered")
    assert len(walk.places) == 9
    walk.back()
    scene.wait(first, state="new", text="Wan kommt das Konto?")
    walk.forward()
    # As fast as the keys come, from wherever the focus is, an empty search included.
    desk.key("slash", *["ctrl+z"] * (len(walk.places) - 1))
    wait_for("back at the start", lambda: walk.here() == walk.places[0])
    desk.key("Escape", "ctrl+z")
    desk.find(contains="nothing of yours to undo")
    walk.away()


def several_are_rejected_and_brought_back_as_one():
    desk = scene.desk
    names = [scene.ask(f"{what} bitte einmal genauer", number)
             for number, what in enumerate(("Standards", "Schnittstellen", "Register"))]
    desk.key("1")
    scene.go_to("Standards bitte")
    desk.key("shift+Down", "shift+Down")
    desk.find(contains="3 messages selected")
    before = scene.api.get("/v1/snapshot")["seq"]
    desk.key("r")
    desk.find(contains="REJECT BECAUSE IT IS")
    desk.key("1")
    for name in names:
        scene.wait(name, state="rejected", reason="off_topic")
    assert scene.api.get("/v1/snapshot")["seq"] == before + 1, "not one record"
    desk.key("ctrl+z")
    for name in names:
        scene.wait(name, state="new")
    assert scene.api.get("/v1/snapshot")["seq"] == before + 2, "not taken back as one"
    desk.key("ctrl+shift+z")
    for name in names:
        scene.wait(name, state="rejected", reason="off_topic")


with workplace() as (place, programs):
    scene = Scene(place, programs)
    run_cases(
        everything_is_done_and_taken_back_by_keys,
        several_are_rejected_and_brought_back_as_one,
        similar_questions_are_merged_and_taken_apart,
        two_moderators_edit_and_one_chooses,
        a_colleague_at_work_is_seen_and_taken_over,
        a_question_is_parked_for_another_session,
        what_was_done_is_told_beside_the_message,
    )
