"""Holds docs/openapi.yaml and docs/asyncapi.yaml against the running backend."""
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers

import asyncio
import json
import re
import subprocess
import tempfile
import unittest

import jsonschema
import requests
import websockets
import yaml

from backend_process import CODE, PROGRAM, SOURCE, Backend, until

METHODS = ('get', 'post', 'put', 'delete', 'patch')


def load(name):
    return yaml.safe_load((SOURCE / 'docs' / name).read_text('utf-8'))


def resolve(document, node):
    """Replaces references and `#/components` everywhere, so that one schema stands alone."""
    if isinstance(node, dict):
        if '$ref' in node:
            target = document
            for part in node['$ref'][2:].split('/'):
                target = target[part]
            return resolve(document, target)
        return {key: resolve(document, value) for key, value in node.items()}
    if isinstance(node, list):
        return [resolve(document, value) for value in node]
    return node


class Contract(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.api = load('openapi.yaml')
        cls.folder = tempfile.TemporaryDirectory()
        cls.backend = Backend(cls.folder.name, 'burst=500\n').start()
        cls.people = {
            'participant': cls.backend.participant(),
            'screen': cls.backend.token('screen'),
            'moderator': cls.backend.token('moderator', '--stage', 'stage-1', '--name', 'One'),
            'director': cls.backend.token('director'),
            'admin': cls.backend.admin,
        }

    @classmethod
    def tearDownClass(cls):
        cls.backend.stop()
        cls.folder.cleanup()

    def check(self, path, method, answer):
        """Whether an answer is one that the document describes."""
        operation = self.api['paths'][path][method]
        status = str(answer.status_code)
        self.assertIn(status, operation['responses'], f'{method} {path}: {answer.text}')
        response = resolve(self.api, operation['responses'][status])
        kind = answer.headers['Content-Type'].split(';')[0]
        self.assertIn(kind, response['content'], f'{method} {path} {status}')
        if kind.endswith('json'):
            jsonschema.validate(answer.json(), response['content'][kind]['schema'],
                                jsonschema.Draft202012Validator)
        return answer

    def operations(self):
        for path, item in self.api['paths'].items():
            for method in METHODS:
                if method in item:
                    yield path, method, item[method]

    def test_every_route_is_described_and_every_description_is_a_route(self):
        printed = subprocess.run([PROGRAM, '--print-routes'], capture_output=True, text=True,
                                 check=True).stdout.split('\n')
        routes = {tuple(line.split()) for line in printed if line}
        described = {(method.upper(), path) for path, method, _ in self.operations()}
        self.assertEqual(routes, described)

    def test_every_operation_asks_for_a_token_as_described(self):
        for path, method, operation in self.operations():
            url = self.backend.url + re.sub(r'{\w+}', 'x', path)
            with self.subTest(path=path):
                for headers in ({}, {'Authorization': 'Bearer nonsense'}):
                    answer = requests.request(method, url, headers=headers, json={}, timeout=10)
                    if operation['x-role'] == 'none':
                        self.assertNotEqual(answer.status_code, 401)
                    else:
                        self.assertEqual(answer.status_code, 401)
                        self.assertIn('WWW-Authenticate', answer.headers)
                    self.check(path, method, answer)

    def test_every_operation_is_denied_below_its_role_and_not_above(self):
        order = ['participant', 'screen', 'moderator', 'director', 'admin']
        crowd_only = {'castBallot', 'upvoteMessage', 'withdrawMessage', 'eraseMyself'}
        for path, method, operation in self.operations():
            least = operation['x-role']
            if least == 'none' or path == '/v1/events':
                continue
            for role in order:
                person = self.people[role]
                with self.subTest(path=path, role=role):
                    url = re.sub(r'{\w+}', 'nothing', path.replace('{stage}', 'stage-1'))
                    if method == 'get':
                        answer = person.get(url)
                    else:
                        answer = person.post(url, {'what': 'is this'})
                    self.check(path, method, answer)
                    command = method == 'post' and path != '/v1/import'
                    denied = order.index(role) < order.index(least)
                    if command and role == 'screen':
                        denied = True
                    if role != 'participant' and operation['operationId'] in crowd_only:
                        denied = True
                    if denied:
                        self.assertEqual(answer.status_code, 403, answer.text)
                    else:
                        self.assertNotIn(answer.status_code, (401, 403), answer.text)

    # Where a message has to be before the example of a command is applied to it.
    WANTED_STATES = {'upvoteMessage': ['approved'], 'answerMessage': ['approved', 'answered'],
                     'advanceMessage': ['approved', 'on_air'], 'orderMessages': ['next']}

    def message(self):
        # Whoever is restrained or erased for an example is needed for no other one.
        author = (self.backend.participant() if self.wants in ('restrainAuthor', 'eraseAuthor')
                  else self.people['participant'])
        return author.do('/v1/messages', {
            'stage': 'stage-1', 'kind': 'question', 'text': 'Wirklich?'})['subject']

    def subject(self, name):
        """An entity that an example can be tried on."""
        admin = self.people['admin']
        if name == 'stage':
            return 'stage-1'
        if name == 'message':
            message = self.message()
            for state in self.WANTED_STATES.get(self.wants, ()):
                admin.do(f'/v1/messages/{message}/move', {'state': state})
            if self.wants == 'unmergeMessage':
                admin.do(f'/v1/messages/{message}/merge', {'target': self.message()})
            return message
        if name == 'step':
            moderator = self.people['moderator']
            message = self.subject('message')
            step = moderator.do(f'/v1/messages/{message}/pin', {'on': True})['seq']
            if self.wants == 'redoStep':
                moderator.do(f'/v1/steps/{step}/undo')
            return str(step)
        if name == 'cue':
            return admin.do('/v1/cues', {'stage': 'stage-1', 'kind': 'go'})['subject']
        options = [{'id': 'a', 'text': 'Ja'}, {'id': 'b', 'text': 'Nein'}]
        body = {'kind': 'words'} if self.wants == 'blockWord' else {'kind': 'single', 'entries': options}
        poll = admin.do('/v1/polls', {'stage': 'stage-1', 'title': 'Und?', **body})['subject']
        admin.do(f'/v1/polls/{poll}/open')
        return poll

    def test_the_example_of_every_command_is_applied(self):
        director = self.people['director']
        other = self.backend.participant()
        for path, method, operation in self.operations():
            if method != 'post' or path in ('/v1/join',):
                continue
            example = dict(operation['requestBody']['content']['application/json']['example'])
            name = operation['operationId']
            self.wants = name
            url = re.sub(r'{(\w+)}', lambda match: self.subject(match[1]), path)
            schema = resolve(self.api,
                             operation['requestBody']['content']['application/json']['schema'])
            jsonschema.validate(example, schema, jsonschema.Draft202012Validator)
            person = self.people[operation['x-role']]
            if 'messages' in example:
                example['messages'] = [self.subject('message'), self.subject('message')]
            if name == 'mergeMessage':
                example['target'] = self.message()
            if name == 'upvoteMessage':
                person = other
            if name == 'eraseMyself':
                person = self.backend.participant()
            if name == 'takeProgram':
                director.do('/v1/program/arm', {'stage': 'stage-2'})
                example['armed_rev'] = self.backend.states('program.state')[0]['armed_rev']
            if name == 'takeBackProgram':
                before = self.backend.states('program.state')[0]
                example['stage'] = before['previous']
                self.assertEqual(before['program'], 'stage-2')
            with self.subTest(command=name):
                # Takes keep a distance of 200 ms.
                answer = until(lambda: self.applied(person, url, example), 2)
                self.check(path, method, answer)

    def applied(self, person, url, body):
        answer = person.post(url, body)
        return answer if answer.status_code == 200 else self.fail_unless_early(answer)

    def fail_unless_early(self, answer):
        self.assertEqual(answer.status_code, 409, answer.text)
        self.assertIn('200 ms', answer.text)

    def test_join_answers_as_described(self):
        for body, status in (({'code': CODE}, 200), ({'code': 'falsch'}, 403), ({}, 422), ([], 422)):
            answer = requests.post(f'{self.backend.url}/v1/join', json=body, timeout=10)
            self.assertEqual(answer.status_code, status)
            self.check('/v1/join', 'post', answer)

    def test_events_are_as_described(self):
        document = load('asyncapi.yaml')
        messages = document['components']['messages']
        sent = {ref['$ref'].split('/')[-1]
                for ref in document['operations']['tell']['messages']}
        seen = set()

        def look(text):
            event = json.loads(text)
            self.assertIn(event['event'], sent)
            jsonschema.validate(event, resolve(document, messages[event['event']]['payload']),
                                jsonschema.Draft202012Validator)
            seen.add(event['event'])
            return event

        async def ask_own(address, person):
            person.do('/v1/messages', {'stage': 'stage-1', 'kind': 'question', 'text': 'Und nun?'})
            async with websockets.connect(address, subprotocols=['regie.v1'],
                                          additional_headers=person.headers) as socket:
                await socket.send('{"event":"resume","seq":0}')
                while 'own' not in seen:
                    look(await asyncio.wait_for(socket.recv(), 10))

        async def listen(backend):
            address = backend.url.replace('http', 'ws') + '/v1/events'
            await ask_own(address, backend.participant())
            async with websockets.connect(address, subprotocols=['regie.v1'],
                                          additional_headers=backend.admin.headers) as socket:
                look(await socket.recv())
                await socket.send('{"event":"resume","seq":0}')
                place = {'event': 'place', 'stage': 'stage-1', 'view': 'inbox', 'message': 'm1'}
                jsonschema.validate(place, resolve(document, messages['place']['payload']),
                                    jsonschema.Draft202012Validator)
                await socket.send(json.dumps(place))
                await socket.send('{"event":"ping","client_time":17}')
                asyncio.get_running_loop().run_in_executor(
                    None, lambda: backend.admin.do('/v1/backstage', {'text': 'Hallo'}))
                while not seen >= {'snapshot', 'records', 'presence', 'pong'}:
                    event = look(await asyncio.wait_for(socket.recv(), 10))
                    if event['event'] == 'pong':
                        self.assertEqual(event['client_time'], 17)
                backend.process.terminate()
                try:
                    while True:
                        look(await asyncio.wait_for(socket.recv(), 10))
                except websockets.ConnectionClosed as closed:
                    self.assertEqual(closed.rcvd.code, 1001)

        with tempfile.TemporaryDirectory() as folder:
            backend = Backend(folder).start()
            asyncio.run(listen(backend))
            self.assertEqual(backend.reap(), 0)
        self.assertEqual(seen, sent)

    def test_a_place_is_told_to_the_staff_and_a_participant_has_none(self):
        async def listen(backend):
            address = backend.url.replace('http', 'ws') + '/v1/events'
            one = backend.token('moderator', '--stage', 'stage-1', '--name', 'Anna')
            connect = [websockets.connect(address, subprotocols=['regie.v1'],
                                          additional_headers=person.headers)
                       for person in (backend.admin, one, backend.participant())]
            async with connect[0] as staff, connect[1] as moderator, connect[2] as guest:
                for socket in (staff, moderator, guest):
                    await socket.send('{"event":"resume","seq":0}')
                    await socket.send('{"event":"place","stage":"stage-2","view":"inbox"}')
                while True:
                    event = json.loads(await asyncio.wait_for(staff.recv(), 10))
                    people = event.get('people', [])
                    if len(people) == 2 and all('stage' in person for person in people):
                        break
                self.assertEqual({person.get('name') for person in people}, {'Anna', 'Admin'})
                self.assertEqual({person['stage'] for person in people}, {'stage-2'})

        with tempfile.TemporaryDirectory() as folder, Backend(folder) as backend:
            asyncio.run(listen(backend))

    def test_presence_counts_who_watches_and_not_the_staff(self):
        def events(backend, person):
            return websockets.connect(backend.url.replace('http', 'ws') + '/v1/events',
                                      subprotocols=['regie.v1'], additional_headers=person.headers)

        async def listen(backend):
            async with events(backend, backend.admin) as staff, \
                    events(backend, backend.participant()) as one, events(backend, backend.participant()) as other:
                for socket in (one, other, staff):
                    await socket.send('{"event":"resume","seq":0}')
                presence = {}
                while (presence.get('watching'), presence.get('staff')) != (2, 1):
                    event = json.loads(await asyncio.wait_for(staff.recv(), 10))
                    if event['event'] == 'presence':
                        presence = event

        with tempfile.TemporaryDirectory() as folder:
            backend = Backend(folder).start()
            asyncio.run(listen(backend))
            backend.process.terminate()
            self.assertEqual(backend.reap(), 0)


if __name__ == '__main__':
    unittest.main(verbosity=2)
