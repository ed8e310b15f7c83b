# desk.py: what the whole desk costs with three stages, against decoding and scaling them alone
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# desk.py BENCH-MONITORS, on a display of its own. The director's view of `regie` shows three films as its
# stages, one of them on program and one armed, so that five pictures are drawn; a real backend is behind
# it. The floor decodes, scales and converts the same three in another process (see monitors.c); the peer
# is OBS Studio with the same three side by side in its window, where it is installed. Each by itself, one
# after the other, all in CPU seconds per second of the whole process.

import base64
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

SOURCE = pathlib.Path(os.environ["G_TEST_SRCDIR"])
sys.path.insert(0, str(SOURCE / "tests" / "e2e"))

from rig import Backend, Program, wait_for, workplace  # noqa: E402

STAGES = ("stage-1", "stage-2", "stage-3")
# Seconds until everything runs, seconds that are measured, and seconds of a film: all that and the start.
WARM_UP = 4
SPAN = 10
FILM = 45
GOAL = 1.3
OBS_PORT = 44660
# What OBS Studio answers while it is still starting (obs-websocket, RequestStatus).
NOT_READY = 207


def cpu(process):
    """Seconds of processor time that a process has used, with all its threads"""
    with open(f"/proc/{process.pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(process):
    """CPU seconds per second"""
    used, began = cpu(process), time.monotonic()
    end = began + SPAN
    wait_for("the span is over", lambda: process.poll() is None and time.monotonic() >= end, SPAN + 5)
    return (cpu(process) - used) / (time.monotonic() - began)


def settle():
    end = time.monotonic() + WARM_UP
    wait_for("everything runs", lambda: time.monotonic() >= end, WARM_UP + 5)


def figure(name, value, unit, floor=None, peer=None, goal=None):
    ratio = value / floor if floor else None
    print(json.dumps({
        "name": name, "value": round(value, 3), "unit": unit,
        "floor": floor and round(floor, 3), "peer": peer and round(peer, 3),
        "ratio": ratio and round(ratio, 3), "goal": goal,
        "met": ratio <= goal if ratio and goal else None,
    }), flush=True)


def floor(bench, way, uri):
    """One of monitors.c's own processes: CPU seconds per second"""
    run = subprocess.run([bench, way, uri, uri, uri], capture_output=True, text=True, check=True)
    return float(run.stdout.split()[0])


def desk(uri, renderer):
    """The director's view with three stages, one on program, one armed"""
    with workplace() as (folder, programs):
        backend = Backend(folder)
        programs.append(backend)
        for stage in STAGES:
            backend.admin.post(f"/v1/stages/{stage}/sources", {"sources": [uri]})
        backend.admin.post("/v1/program/arm", {"stage": STAGES[0]})

        def program():
            return backend.admin.states("program").popitem()[1]

        backend.admin.post("/v1/program/take",
                           {"armed_rev": program()["rev"], "transition": "cut"})
        backend.admin.post("/v1/program/arm", {"stage": STAGES[1]})
        window = Program("regie", ["--server", backend.address, "--token-file", backend.token_file,
                                   "--view", "direct"], folder,
                         {"GSK_RENDERER": renderer, "GTK_A11Y": "none", "XDG_CONFIG_HOME": str(folder),
                          "XDG_DATA_HOME": str(folder), "XDG_CACHE_HOME": str(folder)})
        programs.append(window)
        wait_for("the desk has a window", lambda: window.running() and subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--pid", str(window.process.pid)],
            capture_output=True).stdout, 30)
        settle()
        cost = measure(window.process)
        where = os.environ.get("REGIE_BENCH_PICTURES")
        if where:
            subprocess.run(["import", "-window", "root", f"{where}/desk-{renderer}.png"], check=True)
        window.stop()
        backend.stop()
        return cost


# ---- OBS Studio ------------------------------------------------------------------------------------


def configure_obs(home):
    """A first start without questions, a canvas of 1920×360 at 30 frames a second, and its remote control"""
    config = home / ".config" / "obs-studio"
    profile = config / "basic" / "profiles" / "Untitled"
    remote = config / "plugin_config" / "obs-websocket"
    profile.mkdir(parents=True)
    remote.mkdir(parents=True)
    (config / "basic" / "scenes").mkdir()
    (remote / "config.json").write_text(json.dumps({
        "alerts_enabled": False, "auth_required": True, "first_load": False, "server_enabled": True,
        "server_password": "bench", "server_port": OBS_PORT}))
    (config / "global.ini").write_text(
        "[General]\nFirstRun=true\nLastVersion=503447555\nInfoIncrement=999\nEnableAutoUpdates=false\n"
        "[Basic]\nProfile=Untitled\nProfileDir=Untitled\nSceneCollection=Untitled\n"
        "SceneCollectionFile=Untitled\nConfigOnNewProfile=false\n")
    (profile / "basic.ini").write_text(
        "[General]\nName=Untitled\n[Video]\nBaseCX=1920\nBaseCY=360\nOutputCX=1920\nOutputCY=360\n"
        "FPSType=0\nFPSCommon=30\n")


class Remote:
    """OBS Studio's remote control (obs-websocket 5)"""

    def __init__(self):
        from websockets.sync.client import connect

        self.socket = connect(f"ws://127.0.0.1:{OBS_PORT}", subprotocols=["obswebsocket.json"])
        asked = json.loads(self.socket.recv())["d"]["authentication"]

        def digest(text):
            return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

        answer = digest(digest("bench" + asked["salt"]) + asked["challenge"])
        self.socket.send(json.dumps({"op": 1, "d": {"rpcVersion": 1, "authentication": answer,
                                                    "eventSubscriptions": 0}}))
        self.socket.recv()

    def ask(self, kind, data):
        self.socket.send(json.dumps({"op": 6, "d": {"requestType": kind, "requestId": kind,
                                                    "requestData": data}}))
        return json.loads(self.socket.recv())["d"]

    def is_ready(self):
        return self.ask("GetSceneList", {})["requestStatus"]["code"] != NOT_READY

    def call(self, kind, **data):
        answer = self.ask(kind, data)
        if not answer["requestStatus"]["result"]:
            raise AssertionError(f"OBS Studio refuses {kind}: {answer['requestStatus']}")
        return answer.get("responseData") or {}


def obs(uri, height):
    """The same three in OBS Studio, each 640×360 in its window; None where it is not installed"""
    if not shutil.which("obs"):
        print("OBS Studio is not installed (regie-dev --with components): NOT compared with it",
              file=sys.stderr, flush=True)
        return None
    with workplace() as (folder, _):
        configure_obs(folder)
        log = folder / "obs.log"
        process = subprocess.Popen(
            ["obs", "--multi", "--disable-shutdown-check", "--disable-updater",
             "--disable-missing-files-check"],
            stdout=open(log, "wb"), stderr=subprocess.STDOUT,
            env={**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / ".config"),
                 "QT_QPA_PLATFORM": "xcb", "LIBGL_ALWAYS_SOFTWARE": "1"})
        try:
            wait_for("OBS Studio has started", lambda: process.poll() is None
                     and b"Server started" in log.read_bytes(), 40)
            remote = Remote()
            wait_for("OBS Studio is ready", remote.is_ready, 30)
            remote.call("CreateScene", sceneName="Stages")
            remote.call("SetCurrentProgramScene", sceneName="Stages")
            for i, stage in enumerate(STAGES):
                item = remote.call("CreateInput", sceneName="Stages", inputName=stage,
                                   inputKind="ffmpeg_source",
                                   inputSettings={"local_file": uri.removeprefix("file://"),
                                                  "looping": True, "hw_decode": False})
                remote.call("SetSceneItemTransform", sceneName="Stages",
                            sceneItemId=item["sceneItemId"],
                            sceneItemTransform={"positionX": 640 * i, "positionY": 0,
                                                "scaleX": 360 / height, "scaleY": 360 / height})
            settle()
            cost = measure(process)
            where = os.environ.get("REGIE_BENCH_PICTURES")
            if where:
                subprocess.run(["import", "-window", "root", f"{where}/obs.png"], check=True)
            return cost
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def compare(bench, folder, height):
    made = subprocess.run([bench, "film", folder, str(height), str(FILM)],
                          capture_output=True, text=True, check=True)
    uri = made.stdout.strip()
    least, usual = floor(bench, "floor", uri), floor(bench, "usual-floor", uri)
    peer = obs(uri, height)
    for name, renderer in (("cairo", "cairo"), ("gl", "ngl")):
        ours = desk(uri, renderer)
        figure(f"desk.{height}p30-{name}-cpu", ours, "CPU s/s", usual, peer, GOAL)
        figure(f"desk.{height}p30-{name}-cpu-strict", ours, "CPU s/s", least, peer, GOAL)


def main():
    with workplace() as (folder, _):
        for height in (720, 1080):
            compare(sys.argv[1], str(folder), height)


main()
