# monitors.py: what the director sees and hears of a stage's signal, and what is said when it goes
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers

import subprocess

from access import Atspi, Desk, GLib, is_showing
from rig import ACCESS_CODE, Backend, Program, run_cases, wait_for, workplace

STAGES = ("stage-1", "stage-2", "stage-3")
# A name that nothing listens to: connecting is refused at once.
NOWHERE = "rtsp://127.0.0.1:9/nothing"


class Scene:
    """Backend, three real feeds, and a director's desk that shows them."""

    def __init__(self, folder, started):
        self.backend = Backend(folder)
        started.append(self.backend)
        self.api = self.backend.admin
        rehearsal = Program(
            "regie-rehearse",
            ["--server", self.backend.address, "--token-file", self.backend.token_file,
             "--code", ACCESS_CODE, "--participants", "2"],
            folder,
        )
        started.append(rehearsal)
        wait_for("the three stages have a feed", lambda: rehearsal.running() and all(
            stage.get("sources") for stage in self.api.states("stage").values()), 60)
        self.desk = Desk(folder, ["--server", self.backend.address, "--token-file",
                                  self.backend.token_file, "--view", "direct"])
        started.append(self.desk)
        self.said = []
        self.listener = Atspi.EventListener.new(self.on_announcement)
        self.listener.register("object:announcement")
        for number in (1, 2, 3):
            self.chip(number, "no alarms", 60)

    def on_announcement(self, event):
        self.said.append(str(event.any_data))

    def announced(self, text, seconds=20):
        """Waits until assistive technology was told this."""

        def told():
            while GLib.MainContext.default().iteration(False):
                pass
            return any(text in said for said in self.said)

        wait_for(f"“{text}” is announced, and not only {self.said}", told, seconds)

    def chip(self, number, text, seconds=20):
        """The stage's place on the alarm panel, once it says this."""

        def there():
            return next((node for node in self.desk.all("toggle button",
                                                        contains=f"Stage {number}: ")
                         if text in node.get_name()), None)

        return wait_for(f"the panel says of stage {number}: {text}", there, seconds)

    def sources(self, stage, *addresses):
        self.api.post(f"/v1/stages/{stage}/sources", {"sources": list(addresses)})

    def solo(self, number):
        """The headphones of a stage, on its card."""
        return self.desk.find("toggle button", f"Listen to Stage {number}")

    def frames(self):
        return [self.app_child(i) for i in range(self.desk.app.get_child_count())]

    def app_child(self, i):
        return self.desk.app.get_child_at_index(i)

    def window(self, name):
        return next((frame for frame in self.frames()
                     if frame is not None and frame.get_name() == name and is_showing(frame)), None)


scene = None


def pressed(node):
    states = node.get_state_set()
    return states.contains(Atspi.StateType.PRESSED) or states.contains(Atspi.StateType.CHECKED)


def a_feed_that_goes_is_an_alarm_and_announced():
    before = scene.api.states("stage")["stage-3"]["sources"]
    scene.sources("stage-3", NOWHERE)
    scene.chip(3, "NO SIGNAL")
    scene.announced("Stage 3: Nothing arrives from the source")
    # The others are not concerned.
    scene.chip(1, "no alarms")
    scene.desk.find("toggle button", contains="1 alarm")

    scene.sources("stage-3", *before)
    scene.chip(3, "no alarms", 40)
    scene.announced("Stage 3: the picture is back")


def an_alarm_that_is_known_can_be_ignored():
    before = scene.api.states("stage")["stage-3"]["sources"]
    scene.sources("stage-3", NOWHERE)
    Atspi.Action.do_action(scene.chip(3, "NO SIGNAL"), 0)
    scene.desk.press("button", contains="Ignore 10 min: Stage 3")
    scene.desk.find("button", contains="Watch Again: Stage 3")
    scene.desk.key("Escape")
    scene.chip(3, "no alarms")
    scene.sources("stage-3", *before)


def one_stage_is_heard_at_a_time_by_keyboard():
    scene.desk.key("shift+1")
    wait_for("stage 1 is heard", lambda: pressed(scene.solo(1)))
    scene.desk.key("shift+2")
    wait_for("stage 2 is heard", lambda: pressed(scene.solo(2)))
    assert not pressed(scene.solo(1)), "two stages are heard at once"
    scene.desk.key("shift+2")
    wait_for("none is heard", lambda: not pressed(scene.solo(2)))


def the_multiview_opens_and_closes():
    scene.desk.key("ctrl+m")
    wait_for("the multiview is open", lambda: scene.window("Multiview"))
    scene.desk.key("F11")
    scene.desk.key("Escape")
    scene.desk.key("ctrl+w")
    wait_for("the multiview is closed", lambda: not scene.window("Multiview"))


def a_threshold_is_set_in_the_preferences():
    scene.desk.key("ctrl+comma")
    number = scene.desk.find("spin button", "Black")
    Atspi.Value.set_current_value(number, 7)
    scene.desk.key("Escape")
    scene.desk.gone("spin button", "Black")
    scene.desk.key("ctrl+comma")
    kept = scene.desk.find("spin button", "Black")
    assert Atspi.Value.get_current_value(kept) == 7, "the threshold was not kept"
    scene.desk.key("Escape")


with workplace() as (place, programs):
    scene = Scene(place, programs)
    run_cases(
        a_feed_that_goes_is_an_alarm_and_announced,
        an_alarm_that_is_known_can_be_ignored,
        one_stage_is_heard_at_a_time_by_keyboard,
        the_multiview_opens_and_closes,
        a_threshold_is_set_in_the_preferences,
    )
