"""A backend to test against: started, spoken to and ended by the tests."""
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers

import json
import os
import pathlib
import resource
import select
import subprocess
import time
import uuid

import requests

PROGRAM = os.environ['REGIE_BACKEND']
SOURCE = pathlib.Path(os.environ['G_TEST_SRCDIR'])
DEMO = SOURCE / 'data' / 'demo' / 'congress.json'
CODE = 'LINDE'


def until(what, seconds=10):
    """Waits until what() is true and returns that."""
    deadline = time.monotonic() + seconds
    while True:
        result = what()
        if result:
            return result
        if time.monotonic() > deadline:
            raise AssertionError(f'not so within {seconds} s: {what}')
        time.sleep(0.01)


class Backend:
    """A process `regie-backend` with a folder of its own."""

    def __init__(self, folder, config=''):
        self.folder = pathlib.Path(folder)
        self.config = config
        self.process = None
        self.url = None

    @property
    def database(self):
        return self.folder / 'congress.sqlite'

    def command(self, *more):
        path = self.folder / 'backend.conf'
        path.write_text(
            f'[backend]\nlisten=127.0.0.1:0\ndatabase={self.database}\naccess-code={CODE}\n'
            f'import={DEMO}\nshift-to-now=true\nadmin-token-file={self.folder}/admin\n'
            f'data-dir={SOURCE}/data\n{self.config}', 'utf-8')
        return [PROGRAM, '--config', str(path), *more]

    def start(self, files=None):
        """Starts it and waits until it serves; @files: how many it may have open."""
        def limit():
            if files is not None:
                resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))

        self.log = open(self.folder / 'log', 'ab')
        self.process = subprocess.Popen(self.command(), stdout=subprocess.PIPE, stderr=self.log,
                                        preexec_fn=limit)
        assert select.select([self.process.stdout], [], [], 60)[0], self.read_log()
        line = self.process.stdout.readline().decode()
        assert line.startswith('ready on http://'), self.read_log()
        self.url = line.split()[-1]
        self.admin = Person(self, (self.folder / 'admin').read_text().strip())
        return self

    def read_log(self):
        return (self.folder / 'log').read_text('utf-8', 'replace')

    def stop(self):
        """Ends it as an operator does; returns the exit status."""
        if self.process is None:
            return None
        self.process.terminate()
        return self.reap()

    def kill(self):
        self.process.kill()
        return self.reap()

    def reap(self):
        try:
            status = self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        self.process.stdout.close()
        self.log.close()
        self.process = None
        return status

    def token(self, role, *more):
        run = subprocess.run([PROGRAM, 'token', 'add', '--database', str(self.database), '--role',
                              role, *more], capture_output=True, text=True, check=True)
        person = Person(self, run.stdout.strip())
        if self.process is not None:
            # The running backend looks for new passes once a second.
            until(lambda: person.get('/v1/me').status_code == 200)
        return person

    def participant(self):
        answer = requests.post(f'{self.url}/v1/join', json={'code': CODE}, timeout=10)
        assert answer.status_code == 200, answer.text
        return Person(self, answer.json()['token'])

    def states(self, kind, person=None):
        state = (person or self.admin).get('/v1/snapshot').json()['state']
        return [record for record in state if record['type'] == kind]

    def __enter__(self):
        return self.start()

    def __exit__(self, *error):
        if self.process is not None:
            status = self.stop()
            assert error[0] is not None or status == 0, f'{status}: {self.read_log()}'


class Person:
    """Somebody with a token."""

    def __init__(self, backend, token):
        self.backend = backend
        self.token = token
        self.session = requests.Session()

    @property
    def headers(self):
        return {'Authorization': f'Bearer {self.token}'}

    def get(self, path, **more):
        return self.session.get(self.backend.url + path, headers=self.headers, timeout=10, **more)

    def post(self, path, body=None, key=None, data=None, headers=None):
        head = {**self.headers, 'Idempotency-Key': key or str(uuid.uuid4()),
                'Content-Type': 'application/json', **(headers or {})}
        if data is None:
            data = json.dumps(body if body is not None else {}).encode()
        return self.session.post(self.backend.url + path, data=data, headers=head, timeout=30)

    def do(self, path, body=None, **more):
        """A command that must be applied; returns its answer."""
        answer = self.post(path, body, **more)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.json()
