#!/usr/bin/env python3
# load.py: every acknowledged ballot is in the result, under load and when the backend is killed
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
"""A vote among many participants, once undisturbed and once with kill -9 of the backend in the
middle. The rehearsal says what was acknowledged to whom; the published result must say the same.

The whole congress: load.py --participants 1800 --ballots 600 --window 30"""

import argparse
import json
import re
import sys
import time
from urllib.request import Request, urlopen

from rig import ACCESS_CODE, Backend, Program, run_cases, wait_for, workplace

POLL = "d1-s1-1045-1"
# The rehearsal puts half of its participants at the first of three stages.
SHARE = 0.5


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--participants", type=int, default=200)
    parser.add_argument("--ballots", type=int, default=90, help="about how many vote")
    parser.add_argument("--window", type=float, default=8, help="seconds from opening to closing")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


OPTIONS = arguments()


def metric(backend, name):
    request = Request(backend.address + "/v1/metrics",
                      headers={"Authorization": f"Bearer {backend.admin.token}"})
    with urlopen(request, timeout=20) as answer:
        found = re.search(re.escape(name) + r" ([-+0-9.e]+)$", answer.read().decode(), re.MULTILINE)
    return float(found.group(1))


def connected(backend):
    return metric(backend, 'regie_sockets{audience="public"}')


def processor_seconds(program):
    """User and system time of a process so far."""
    fields = open(f"/proc/{program.process.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def poll_of(backend):
    return backend.admin.states("poll")[POLL]


def start_rehearsal(backend, folder):
    turnout = min(1.0, OPTIONS.ballots / (OPTIONS.participants * SHARE))
    return Program("regie-rehearse", [
        "--server", backend.address, "--code", ACCESS_CODE, "--feeds", "none",
        "--participants", OPTIONS.participants, "--seed", OPTIONS.seed,
        "--rates", f"turnout={turnout},median={OPTIONS.window / 4},changes=0.06",
    ], folder)


def all_connected(backend, rehearsal, seconds=60):
    began = time.monotonic()
    wait_for("everybody is connected",
             lambda: rehearsal.running() and connected(backend) >= OPTIONS.participants, seconds)
    return time.monotonic() - began


def say(*words):
    print("#", *words, flush=True)


def killed(backend, programs, rehearsal):
    """kill -9 while ballots come in, and the backend again on the same file."""
    half = OPTIONS.ballots / 3
    wait_for("ballots are coming in", lambda: poll_of(backend).get("voters", 0) >= half, 60)
    before = backend.admin.hash()
    backend.kill()
    began = time.monotonic()
    again = backend.again()
    programs.append(again)
    say(f"killed with {poll_of(again).get('voters', 0)} ballots counted, "
        f"ready again after {time.monotonic() - began:.2f} s (state before: {before[:12]})")
    say(f"everybody is connected again after {all_connected(again, rehearsal):.2f} s more")
    return again


def vote(kill):
    with workplace() as (folder, programs):
        backend = Backend(folder)
        programs.append(backend)
        rehearsal = start_rehearsal(backend, folder)
        programs.append(rehearsal)
        say(f"{OPTIONS.participants} participants connected after "
            f"{all_connected(backend, rehearsal):.1f} s")

        processor = processor_seconds(rehearsal)
        opened = time.monotonic()
        backend.admin.post(f"/v1/polls/{POLL}/open", {"visibility": "live"})
        if kill:
            backend = killed(backend, programs, rehearsal)
        wait_for("the vote's time is over", lambda: rehearsal.running()
                 and time.monotonic() - opened >= OPTIONS.window, OPTIONS.window + 10)
        backend.admin.post(f"/v1/polls/{POLL}/close", {})
        wait_for("the result is counted", lambda: poll_of(backend)["state"] in ("closed", "final"), 30)
        result = poll_of(backend)
        took = time.monotonic() - opened
        say(f"rehearsal: {(processor_seconds(rehearsal) - processor) / took:.2f} of a core")
        assert rehearsal.stop() == 0, rehearsal.said()

        summary = json.loads(rehearsal.said().strip().splitlines()[-1])
        compare(summary, result)


def compare(summary, result):
    ballots = summary["ballots"]
    [counted] = [entry for entry in summary["rounds"] if entry["poll"] == POLL]
    say(f"ballots: {ballots['sent']} sent, {ballots['acknowledged']} acknowledged, "
        f"{ballots['late']} late, {ballots['refused']} refused, {ballots['lost']} lost, of "
        f"{counted['voters']} voters; the result says {result['voters']}")
    say(f"answers after {summary['latency_p50_ms']:.1f} ms (median), "
        f"{summary['latency_p99_ms']:.1f} ms (99 %)")
    say(f"participants: {summary['participants']}")
    assert counted["voters"] >= OPTIONS.ballots / 2, "hardly anybody voted"
    assert ballots["refused"] == 0 and ballots["lost"] == 0, ballots
    assert counted["voters"] == result["voters"], (counted, result)
    said = {entry["id"]: entry["count"] for entry in result["entries"] if entry["count"]}
    assert said == counted["counts"], (said, counted["counts"])


def every_acknowledged_ballot_is_in_the_result():
    vote(kill=False)


def every_acknowledged_ballot_survives_kill_9():
    vote(kill=True)


if __name__ == "__main__":
    sys.exit(run_cases(every_acknowledged_ballot_is_in_the_result,
                       every_acknowledged_ballot_survives_kill_9))
