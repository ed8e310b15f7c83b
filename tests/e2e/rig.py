# rig.py: the real programs, started for an end-to-end test and stopped for certain afterwards
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# Every wait here has a deadline and says what it was waiting for. Cases are functions; run_cases()
# prints TAP, ends with the first failure of a case and goes on with the next case.

import contextlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.error
import urllib.request
import uuid

SOURCE = pathlib.Path(os.environ["G_TEST_SRCDIR"])
BUILD = pathlib.Path(os.environ["G_TEST_BUILDDIR"])
DEMO = SOURCE / "data" / "demo" / "congress.json"
ACCESS_CODE = "E2E-2026"
SKIPPED = 77
_PAUSE = threading.Event()


def wait_for(what, condition, seconds=15.0):
    """Polls condition() until it gives something true; returns that, or fails naming `what`."""
    end = time.monotonic() + seconds
    pause = 0.01
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds:g} s: {what}")
        # Polling another process: there is nothing to wait on but time.
        _PAUSE.wait(pause)
        pause = min(pause * 1.5, 0.2)


class Problem(Exception):
    """An answer that is no success: status and the problem document."""

    def __init__(self, status, document):
        super().__init__(f"{status}: {document}")
        self.status = status
        self.document = document


class Api:
    """The backend's public REST API with one token."""

    def __init__(self, address, token=None):
        self.address = address
        self.token = token

    def call(self, method, path, body=None, key=None):
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        if method == "POST":
            headers["Idempotency-Key"] = key or str(uuid.uuid4())
        data = json.dumps(body if body is not None else {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.address + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                text = answer.read()
                return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            text = error.read().decode(errors="replace")
            try:
                document = json.loads(text)
            except ValueError:
                document = text
            raise Problem(error.code, document) from None

    def get(self, path):
        return self.call("GET", path)

    def post(self, path, body=None, key=None):
        return self.call("POST", path, body, key)

    def join(self):
        """A new participant's Api."""
        return Api(self.address, self.post("/v1/join", {"code": ACCESS_CODE})["token"])

    def states(self, kind):
        """The state records of one kind in the snapshot, by id."""
        subject = kind
        return {
            record.get(subject, ""): record
            for record in self.get("/v1/snapshot")["state"]
            if record["type"] == kind + ".state"
        }

    def hash(self):
        return self.get("/v1/hash")["hash"]


class Program:
    """A process whose output goes to a file, and that is gone when the test is."""

    def __init__(self, name, arguments, folder, env=None):
        self.name = name
        self.log = folder / f"{name}.log"
        self.process = subprocess.Popen(
            [str(BUILD / "src" / name), *map(str, arguments)],
            stdout=open(self.log, "ab"),
            stderr=subprocess.STDOUT,
            env={**os.environ, **(env or {})},
        )

    def said(self):
        return self.log.read_text(errors="replace")

    def running(self):
        if self.process.poll() is not None:
            raise AssertionError(
                f"{self.name} ended with {self.process.returncode}:\n{self.said()[-3000:]}"
            )
        return True

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, seconds=10):
        """Asks it to end; returns the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError(f"{self.name} did not end within {seconds} s of SIGTERM")
        return self.process.returncode


class Backend(Program):
    """regie-backend with the demo congress, running now, on a free port."""

    def __init__(self, folder, listen="127.0.0.1:0", extra=(), demo=True):
        self.folder = folder
        self.token_file = folder / "admin.token"
        self.database = folder / "congress.sqlite"
        config = folder / "backend.conf"
        config.write_text(
            "[backend]\n"
            f"listen={listen}\n"
            f"database={self.database}\n"
            f"data-dir={SOURCE / 'data'}\n"
            f"admin-token-file={self.token_file}\n"
            f"access-code={ACCESS_CODE}\n"
            + (f"import={DEMO}\nshift-to-now=true\n" if demo else "")
            + "".join(line + "\n" for line in extra)
        )
        super().__init__("regie-backend", ["--config", config], folder)
        already = len(self.said())

        def address():
            self.running()
            text = self.said()[already:]
            at = text.find("http://127.0.0.1:")
            if at < 0 or "\n" not in text[at:]:
                return None
            end = at + len("http://127.0.0.1:")
            while end < len(text) and text[end].isdigit():
                end += 1
            return text[at:end]

        self.address = wait_for("the backend is ready", address)
        self.port = int(self.address.rsplit(":", 1)[1])
        self.admin = Api(self.address, self.token_file.read_text().strip())

    def again(self):
        """The same backend on the same port and file, after kill() or stop()."""
        return Backend(self.folder, f"127.0.0.1:{self.port}")


@contextlib.contextmanager
def workplace(*programs):
    """A folder of its own; every program appended to the list it yields is stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="regie-e2e-") as name:
        started = list(programs)
        folder = pathlib.Path(name)
        try:
            yield folder, started
        except BaseException as error:
            good = isinstance(error, SystemExit) and not error.code
            for program in [] if good else started:
                print(f"# {program.name} said:", file=sys.stderr)
                print(program.said()[-4000:], file=sys.stderr)
            raise
        finally:
            for program in reversed(started):
                if program.process.poll() is None:
                    program.kill()


def run_cases(*cases):
    """Runs each case and prints TAP; the exit status says whether all passed."""
    print("TAP version 13")
    print(f"1..{len(cases)}")
    failed = 0
    for number, case in enumerate(cases, 1):
        name = case.__name__.replace("_", " ")
        try:
            case()
        except Exception:
            failed += 1
            for line in traceback.format_exc().splitlines():
                print("# " + line)
            print(f"not ok {number} {name}", flush=True)
        else:
            print(f"ok {number} {name}", flush=True)
    sys.exit(1 if failed else 0)
