#!/usr/bin/env python3
# demo.py: a congress on this machine: backend, rehearsal and desk, and at the end nothing of it left
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
"""Usage: demo.py BUILD [--participants N] [--tour] [--screenshots DIRECTORY]

On a display the desk stays open until its window is closed or Ctrl+C is pressed. Without one, or
with --tour, everything happens on a virtual display: a short tour, screenshots, and the end. A
summary of what was running comes last."""

import argparse
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1]
# The end-to-end tests start and stop the same programs in the same way.
sys.path.insert(0, str(SOURCE / "tests" / "e2e"))
# They are told by their environment where the programs are.
os.environ.setdefault("G_TEST_SRCDIR", str(SOURCE))
os.environ.setdefault("G_TEST_BUILDDIR", os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "."))

from rig import ACCESS_CODE, Api, Backend, Problem, Program, wait_for, workplace  # noqa: E402


def say(*words):
    print(*words, flush=True)


def arguments():
    parser = argparse.ArgumentParser(prog="regie-dev run", description=__doc__.split("\n\n")[1])
    parser.add_argument("build", help=argparse.SUPPRESS)
    parser.add_argument("--participants", type=int, default=200, metavar="N",
                        help="how large the synthetic audience is (200)")
    parser.add_argument("--tour", action="store_true",
                        help="a tour with screenshots on a virtual display, also when there is a real one")
    parser.add_argument("--screenshots", type=Path, metavar="DIRECTORY",
                        help="where the tour puts them (in the build directory)")
    return parser.parse_args()


def on_virtual_display():
    """Starts this program again on a display of its own, once."""
    os.environ.pop("DISPLAY", None)
    os.environ["REGIE_DEMO_DISPLAY"] = "virtual"
    os.environ.setdefault("REGIE_SCREEN", "1440x900x24")
    os.execv(str(SOURCE / "tests" / "in-display"),
             ["in-display", sys.executable, __file__, *sys.argv[1:]])


def metrics(backend):
    """The backend's figures by name, e.g. regie_records_total"""
    from urllib.request import Request, urlopen

    request = Request(backend.address + "/v1/metrics",
                      headers={"Authorization": f"Bearer {backend.admin.token}"})
    with urlopen(request, timeout=10) as answer:
        text = answer.read().decode()
    return {
        name: float(value)
        for name, value in re.findall(r"^([a-z_]+(?:\{[^}]*\})?) ([-+0-9.eE]+)$", text, re.MULTILINE)
    }


def staff_token(backend, folder, role, name, identity):
    """A file with the token of one of the staff, whose name the desks can show"""
    run = subprocess.run(
        [backend.process.args[0], "token", "add", "--database", backend.database,
         "--role", role, "--name", name, "--id", identity],
        capture_output=True, text=True, check=True,
    )
    token = run.stdout.split()[-1]
    path = folder / f"{identity}.token"
    path.touch(mode=0o600)
    path.write_text(token)

    def known():
        try:
            return Api(backend.address, token).get("/v1/me")
        except Problem:
            return None

    # The backend looks for tokens that others made every now and then.
    wait_for(f"the backend knows {name}", known)
    return path


def frame_rates(rehearsal):
    """Stage -> frames per second, of the last line that the rehearsal said about its feeds"""
    rates = {}
    for stage, rate in re.findall(r"^feed (\S+): .*?([0-9.,]+) fps", rehearsal.said(), re.MULTILINE):
        rates[stage] = float(rate.replace(",", "."))
    return rates


def summary(backend, rehearsal, started):
    figures = metrics(backend)
    stages = backend.admin.states("stage")
    rates = frame_rates(rehearsal)
    say("\nWhat was running:")
    for stage in sorted(stages.values(), key=lambda state: state["number"]):
        rate = rates.get(stage["stage"])
        feed = f"{rate:.1f} frames per second" if rate is not None else "no feed"
        say(f"  stage {stage['number']} {stage['title']}: {stage['state']}, {feed}")
    polls = backend.admin.states("poll").values()
    say(f"  {figures.get('regie_sockets{audience=\"public\"}', 0):.0f} participants and "
        f"{figures.get('regie_sockets{audience=\"staff\"}', 0):.0f} staff connected, "
        f"{len(backend.admin.states('message'))} messages, {len(polls)} votes and word clouds")
    say(f"  {figures.get('regie_records_total', 0):.0f} records in the journal, "
        f"{figures.get('regie_ballots_total', 0):.0f} ballots, "
        f"slowest commit {figures.get('regie_commit_slowest_seconds', 0) * 1000:.0f} ms, "
        f"{time.monotonic() - started:.0f} s")


def main():
    options = arguments()
    virtual = os.environ.get("REGIE_DEMO_DISPLAY") == "virtual"
    real = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    if not virtual and (options.tour or not real):
        on_virtual_display()
    build = Path(options.build).resolve()
    os.environ["GSETTINGS_SCHEMA_DIR"] = str(build / "data")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

    started = time.monotonic()
    with workplace() as (folder, programs):
        backend = Backend(folder)
        programs.append(backend)
        say(f"The backend is at {backend.address}; the audience joins there with the code {ACCESS_CODE}.")
        colleagues = [staff_token(backend, folder, "moderator", f"Moderation {number}",
                                  f"moderation-{number}") for number in (2, 3)]
        rehearsal = Program("regie-rehearse", [
            "--server", backend.address, "--token-file", backend.token_file,
            "--code", ACCESS_CODE, "--participants", options.participants,
            *(word for path in colleagues for word in ("--colleague", path)),
            # The tour is its own director; a person at the desk finds that something is going on.
            *([] if virtual else ["--drive"]),
        ], folder)
        programs.append(rehearsal)
        wait_for("the three stages have a feed", lambda: rehearsal.running() and all(
            stage.get("sources") for stage in backend.admin.states("stage").values()), 60)
        say(f"The rehearsal runs three stage feeds and {options.participants} participants.")
        desk = ["--server", backend.address, "--token-file",
                staff_token(backend, folder, "director", "Regie", "regie")]
        try:
            if virtual:
                import tour

                where = options.screenshots or build / "tour"
                tour.run(folder, programs, backend, desk, where, say)
            else:
                say("The desk opens now. Close its window, or press Ctrl+C here, to end it all.")
                program = Program("regie", desk, folder)
                programs.append(program)
                program.process.wait()
        except KeyboardInterrupt:
            say("")
        summary(backend, rehearsal, started)
        status = 0
        for program in reversed(programs):
            ended = program.stop()
            if ended not in (0, -signal.SIGTERM, -signal.SIGINT, 128 + signal.SIGTERM):
                say(f"{program.name} ended with {ended}:\n{program.said()[-2000:]}")
                status = 1
    return status


if __name__ == "__main__":
    try:
        sys.exit(main())
    except AssertionError as error:
        sys.exit(f"regie-dev run: {error}")
