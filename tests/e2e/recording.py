#!/usr/bin/env python3
# recording.py: sessions are recorded, exported, checked and imported with the real programs
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers

import json
import os
import subprocess
import sys
import zipfile

from rig import ACCESS_CODE, BUILD, Backend, Program, run_cases, wait_for, workplace

POLL = "d1-s1-1045-1"


def bundle(backend, *arguments, token=None):
    """Runs regie-bundle; returns exit status and everything it said."""
    environment = {**os.environ, "REGIE_TOKEN": token or (backend.admin.token if backend else "")}
    server = ["--server", backend.address] if backend else []
    done = subprocess.run(
        [BUILD / "src" / "regie-bundle", arguments[0], *server, *map(str, arguments[1:])],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120,
        env=environment,
    )
    return done.returncode, done.stdout


def something_happens(backend):
    """A question that goes on air and a vote with three ballots."""
    people = [backend.admin.join() for _ in range(3)]
    stage = next(iter(backend.admin.states("stage")))
    backend.admin.post(f"/v1/stages/{stage}/channel", {"channel": "open"})
    asked = people[0].post("/v1/messages", {
        "stage": stage, "kind": "question", "text": "Wann kommt das Nutzerkonto?"})["subject"]
    message = backend.admin.states("message")[asked]
    if message["state"] == "new":
        backend.admin.post(f"/v1/messages/{asked}/move", {"state": "approved"})
    people[1].post(f"/v1/messages/{asked}/upvote", {"on": True})
    backend.admin.post(f"/v1/messages/{asked}/move", {"state": "on_air"})
    backend.admin.post(f"/v1/polls/{POLL}/open", {"visibility": "live"})
    poll = backend.admin.states("poll")[POLL]
    for person in people:
        person.post(f"/v1/polls/{POLL}/ballot",
                    {"round": poll["round"], "ids": [poll["entries"][0]["id"]]})
    backend.admin.post(f"/v1/polls/{POLL}/close", {})
    wait_for("the result is counted",
             lambda: backend.admin.states("poll")[POLL]["state"] in ("closed", "final"))
    wait_for("the ballots are in the result",
             lambda: backend.admin.states("poll")[POLL].get("voters") == 3)
    # Both are counted in the backend's own time.
    wait_for("the vote for the question is counted",
             lambda: backend.admin.states("message")[asked].get("score") == 1)
    return asked


def three_feeds_are_recorded_beside_what_happens():
    with workplace() as (folder, programs):
        backend = Backend(folder)
        programs.append(backend)
        rehearsal = Program("regie-rehearse", [
            "--server", backend.address, "--code", ACCESS_CODE, "--participants", 5,
            "--token-file", backend.token_file, "--rates", "messages=0,upvotes=0",
        ], folder)
        programs.append(rehearsal)
        wait_for("the stages have feeds", lambda: rehearsal.running() and all(
            stage.get("sources") for stage in backend.admin.states("stage").values()), 30)
        path = folder / "live.regie"
        recording = subprocess.Popen(
            [BUILD / "src" / "regie-bundle", "record", "--server", backend.address, "--token-file",
             backend.token_file, "--seconds", "8", path],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        wait_for("the recording runs", lambda: any(folder.glob("live.regie.part-*/media/*.mkv")), 30)
        asked = something_happens(backend)
        said = recording.communicate(timeout=90)[0]
        assert recording.returncode == 0, said

        status, said = bundle(None, "verify", path)
        assert status == 0, said
        manifest = json.loads((path / "manifest.json").read_text())
        assert len(manifest["media"]) == 3, manifest["media"]
        for media in manifest["media"]:
            assert media["duration"] > 3_000_000, media
            assert (path / media["file"]).stat().st_size > 50_000, media
        records = (path / "records.jsonl").read_text()
        assert asked in records and "poll.tally" in records
        assert "poll.ballot" not in records and "message.upvote" not in records
        status, said = bundle(None, "inspect", path)
        assert status == 0 and "Wann kommt das Nutzerkonto?" in said, said


def an_exported_bundle_ends_in_the_state_of_the_backend():
    with workplace() as (folder, programs):
        backend = Backend(folder)
        programs.append(backend)
        something_happens(backend)
        path = folder / "all.regie"
        status, said = bundle(backend, "export", "--zip", path)
        assert status == 0, said
        with zipfile.ZipFile(path) as archive:
            assert all(entry.compress_type == zipfile.ZIP_STORED for entry in archive.infolist())
            manifest = json.loads(archive.read("manifest.json"))
        assert manifest["hash"] == backend.admin.hash(), manifest
        status, said = bundle(None, "verify", path)
        assert status == 0, said

        other_folder = folder / "other"
        other_folder.mkdir()
        other = Backend(other_folder, demo=False)
        programs.append(other)
        status, said = bundle(other, "import", path)
        assert status == 0, said
        for kind in ("stage", "session", "message", "poll"):
            assert set(other.admin.states(kind)) == set(backend.admin.states(kind)), kind
        assert other.admin.states("poll")[POLL]["voters"] == 3


def what_is_wrong_is_said():
    with workplace() as (folder, programs):
        backend = Backend(folder)
        programs.append(backend)
        path = folder / "session.regie"
        session = next(iter(backend.admin.states("session")))
        status, said = bundle(backend, "export", "--session", session, path)
        assert status == 0, said

        status, said = bundle(backend, "export", path)
        assert status == 1 and "is there already" in said, said
        status, said = bundle(backend, "export", "--session", "nope", folder / "x.regie")
        assert status == 1 and "no session" in said, said
        status, said = bundle(backend, "export", folder / "x.regie", token="wrong")
        assert status == 1 and "token" in said, said
        status, said = bundle(None, "inspect", folder / "nothing.regie")
        assert status == 1 and "no recording" in said, said

        (path / "chapters.vtt").write_text("WEBVTT\n\nNOTE changed\n")
        status, said = bundle(None, "verify", path)
        assert status == 2 and "chapters.vtt was changed" in said, said
        (path / "keyframes.jsonl").unlink()
        status, said = bundle(None, "inspect", path)
        assert status == 2 and "keyframes.jsonl is missing" in said, said
        assert not list(folder.glob("*.part-*")), "half a bundle was left behind"
        backend.running()


if __name__ == "__main__":
    sys.exit(run_cases(three_feeds_are_recorded_beside_what_happens,
                       an_exported_bundle_ends_in_the_state_of_the_backend,
                       what_is_wrong_is_said))
