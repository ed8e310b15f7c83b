# replay.py: a live session is recorded and replayed on a desk without any backend
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers

import json
import subprocess

from access import Atspi, Desk
from rig import ACCESS_CODE, BUILD, Backend, Program, run_cases, wait_for, workplace

STAGE = "stage-2"
QUESTION = "Wird diese Frage auch in der Aufzeichnung zu sehen sein?"
SECONDS = 14


def bundle_program(*arguments):
    return subprocess.run([str(BUILD / "src" / "regie-bundle"), *map(str, arguments)],
                          capture_output=True, text=True, timeout=120)


def record(folder, started):
    """Records fourteen seconds in which a question goes on air and a vote is held."""
    backend = Backend(folder)
    started.append(backend)
    feeds = Program("regie-rehearse",
                    ["--server", backend.address, "--code", ACCESS_CODE, "--participants", "5",
                     "--token-file", backend.token_file, "--polls", "none"], folder)
    started.append(feeds)
    wait_for("the feeds are known",
             lambda: backend.admin.states("stage")[STAGE].get("sources"), 30)

    bundle = folder / "stage-2.regie"
    recorder = Program("regie-bundle",
                       ["record", "--server", backend.address, "--token-file", backend.token_file,
                        "--stage", STAGE, "--seconds", SECONDS, bundle], folder)
    started.append(recorder)
    wait_for("the feed is being recorded", lambda: "recording" in recorder.said(), 30)
    api = backend.admin
    person = api.join()
    question = person.post("/v1/messages", {"stage": STAGE, "kind": "question", "text": QUESTION})
    for state in ("approved", "on_air"):
        api.post(f"/v1/messages/{question['subject']}/move", {"state": state})
    session = api.states("stage")[STAGE]["session"]
    poll = next(poll for poll in api.states("poll").values()
                if poll["session"] == session and poll["kind"] == "single")
    api.post(f"/v1/polls/{poll['poll']}/open")
    for voter in (person, api.join(), api.join()):
        voter.post(f"/v1/polls/{poll['poll']}/ballot",
                   {"round": 1, "ids": [poll["entries"][0]["id"]]})
    wait_for("the recording is made", lambda: recorder.process.poll() is not None, SECONDS + 60)
    assert recorder.process.returncode == 0, recorder.said()
    backend.stop()
    feeds.kill()
    return bundle


bundle = None
desk = None


def the_bundle_is_whole_and_holds_no_secret():
    verified = bundle_program("verify", bundle)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    manifest = json.loads((bundle / "manifest.json").read_text())
    assert manifest, "an empty manifest"
    records = (bundle / "records.jsonl").read_text()
    assert QUESTION in records
    assert "poll.ballot" not in records and '"author"' not in records
    media = list((bundle / "media").iterdir())
    assert media and all(file.stat().st_size > 100_000 for file in media), media


def a_tampered_bundle_names_the_file():
    path = bundle / "records.jsonl"
    original = path.read_bytes()
    path.write_bytes(original.replace(b"Aufzeichnung", b"Aufzeichnunk"))
    try:
        verified = bundle_program("verify", bundle)
        assert verified.returncode == 2, verified.stdout + verified.stderr
        assert "records.jsonl" in verified.stdout + verified.stderr
    finally:
        path.write_bytes(original)


def position():
    return Atspi.Value.get_current_value(desk.find("slider", "Timeline"))


def it_opens_without_a_backend():
    slider = desk.find("slider", "Timeline", seconds=30)
    duration = Atspi.Value.get_maximum_value(slider)
    assert SECONDS - 4 < duration < SECONDS + 20, duration
    assert position() < 1


def at_the_end_everything_has_happened():
    desk.find("page tab", "One stage")
    desk.find("slider", "Timeline")
    desk.do("win.replay-end")
    desk.find(contains=QUESTION)
    desk.find(contains="3 voted")


def who_did_what_with_a_message_is_told_from_the_recording():
    desk.do("win.replay-end")
    # The list of what is on air has one row.
    desk.key("8")
    desk.find("list item", contains=QUESTION)
    desk.key("h")
    for deed in ("put on air", "approved", "sent it in"):
        desk.find("list item", contains=deed)
    desk.key("h", "1")


def at_the_beginning_nothing_has():
    desk.do("win.replay-start")
    wait_for("the beginning", lambda: position() < 0.5)
    desk.gone(contains=QUESTION)
    desk.gone(contains="3 voted")


def playing_it_brings_everything_again():
    desk.press("button", "Play")
    wait_for("it plays", lambda: position() > 3, 20)
    desk.find(contains=QUESTION)
    desk.find(contains="3 voted", seconds=SECONDS + 10)
    desk.press("button", "Pause")
    at = position()
    desk.find("button", "Play")
    assert abs(position() - at) < 1


with workplace() as (place, programs):
    bundle = record(place, programs)
    desk = Desk(place, ["--view", "replay", "--bundle", bundle])
    programs.append(desk)
    run_cases(
        the_bundle_is_whole_and_holds_no_secret,
        a_tampered_bundle_names_the_file,
        it_opens_without_a_backend,
        at_the_end_everything_has_happened,
        who_did_what_with_a_message_is_told_from_the_recording,
        at_the_beginning_nothing_has,
        playing_it_brings_everything_again,
    )
