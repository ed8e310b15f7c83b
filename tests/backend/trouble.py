"""What goes wrong around a backend must not go wrong in it: crashes, full disks, nonsense, crowds."""
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers

import asyncio
import concurrent.futures
import datetime
import json
import resource
import socket
import subprocess
import tempfile
import threading
import unittest
import uuid

import requests
import websockets

from backend_process import PROGRAM, Backend, until

OPTIONS = [{'id': 'a', 'text': 'Ja'}, {'id': 'b', 'text': 'Nein'}]


def open_poll(backend):
    poll = backend.admin.do('/v1/polls', {'stage': 'stage-1', 'kind': 'single', 'title': 'Ja?',
                                          'entries': OPTIONS})['subject']
    backend.admin.do(f'/v1/polls/{poll}/open')
    return poll


def question(person, text='Wann kommt das?', stage='stage-1', **more):
    return person.do('/v1/messages', {'stage': stage, 'kind': 'question', 'text': text}, **more)


def result(backend, poll):
    state = [state for state in backend.states('poll.state') if state['poll'] == poll][0]
    return state['state'], state['voters'], {entry['id']: entry['count']
                                             for entry in state['entries']}


class Case(unittest.TestCase):
    config = 'rate=0\n'

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.backend = Backend(folder.name, self.config).start()
        self.addCleanup(lambda: self.backend.process and self.backend.kill())

    def restart(self, how):
        how()
        self.backend.start()

    def assertProblem(self, answer, status, kind):
        self.assertEqual(answer.status_code, status, answer.text)
        self.assertEqual(answer.headers['Content-Type'], 'application/problem+json')
        self.assertEqual(answer.json()['answer'], kind)
        self.assertEqual(answer.json()['status'], status)


class BadInput(Case):
    def test_unreadable_bodies_get_a_problem_and_cost_nothing_else(self):
        admin = self.backend.admin
        deep = b'{"stage":' + b'[' * 5000 + b']' * 5000 + b'}'
        for body in (b'{', b'[]', b'"x"', b'null', b'{"text":"\xff\xfe"}', b'{"text":"a\x00b"}',
                     b'{"text":"\\u0000"}', b'{"a":1}{"b":2}', deep, b'\xef\xbb\xbf{}', b'{"on":}',
                     b'{"state":"approved","state":"rejected","type":"poll.close"}'):
            with self.subTest(body=body[:40]):
                answer = admin.post('/v1/messages/m1/move', data=body)
                self.assertIn(answer.status_code, (400, 404, 422))
                self.assertEqual(answer.json()['answer'], 'invalid')
        self.assertEqual(admin.get('/v1/health').json()['status'], 'ok')

    def test_a_wrong_field_is_named(self):
        answer = self.backend.admin.post('/v1/messages', {
            'stage': 'stage-1', 'kind': 'song', 'text': 'La'})
        self.assertProblem(answer, 422, 'invalid')
        self.assertEqual(answer.json()['field'], 'kind')
        answer = self.backend.admin.post('/v1/messages', {'stage': 'stage-1', 'kind': 'question'})
        self.assertEqual(answer.json()['field'], 'text')

    def test_what_is_too_large_is_refused_before_it_is_read(self):
        answer = self.backend.admin.post('/v1/messages', data=b' ' * (64 * 1024 + 1))
        self.assertProblem(answer, 413, 'invalid')
        before = self.memory()
        with socket.create_connection(self.address()) as line:
            line.sendall(b'POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n')
            try:
                for _ in range(200):
                    line.sendall(b'x' * 100000)
            except OSError:
                pass
        self.assertLess(self.memory() - before, 8 * 1024)
        answer = self.backend.admin.post('/v1/messages', data=iter([b'{', b'}']))
        self.assertProblem(answer, 411, 'invalid')

    def memory(self):
        with open(f'/proc/{self.backend.process.pid}/status', encoding='utf-8') as status:
            return [int(line.split()[1]) for line in status if line.startswith('VmRSS')][0]

    def address(self):
        host, port = self.backend.url.split('//')[1].split(':')
        return host, int(port)

    def test_a_body_needs_its_type_and_a_command_its_key(self):
        admin = self.backend.admin
        answer = admin.post('/v1/backstage', {'text': 'x'}, headers={'Content-Type': 'text/plain'})
        self.assertProblem(answer, 415, 'invalid')
        for key in ('', 'no spaces please', 'x' * 65, '"'):
            answer = requests.post(f'{self.backend.url}/v1/backstage', json={'text': 'x'}, timeout=10,
                                   headers={**admin.headers, 'Idempotency-Key': key})
            self.assertProblem(answer, 422, 'invalid')
            self.assertEqual(answer.json()['field'], 'cmd')

    def test_unknown_paths_methods_and_ids_are_told_apart(self):
        admin = self.backend.admin
        self.assertProblem(admin.get('/v1/nothing'), 404, 'invalid')
        self.assertProblem(admin.post('/v1/messages/nothing/fly'), 404, 'invalid')
        self.assertProblem(admin.get('/v1/messages'), 405, 'invalid')
        self.assertProblem(admin.post('/v1/messages/nothing/move', {'state': 'approved'}), 404,
                           'invalid')
        for path in ('/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/.git/config', '//etc/passwd'):
            answer = requests.get(self.backend.url + path, timeout=10)
            self.assertEqual(answer.status_code, 404)

    def test_nonsense_on_the_line_ends_no_process(self):
        for noise in (b'\x00' * 2000, b'GET / HTTP/1.1\r\n' + b'A: b\r\n' * 30000 + b'\r\n',
                      b'PRI * HTTP/2.0\r\n\r\n', b'GET http://[ HTTP/1.1\r\n\r\n',
                      b'POST /v1/join HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n',
                      b'GET /v1/events HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n'):
            with socket.create_connection(self.address()) as line:
                line.settimeout(5)
                try:
                    line.sendall(noise)
                    line.shutdown(socket.SHUT_WR)
                    while line.recv(65536):
                        pass
                except OSError:
                    pass
        self.assertEqual(requests.get(f'{self.backend.url}/v1/health', timeout=10).status_code, 200)

    def test_a_client_that_hangs_up_before_its_answer_harms_nobody(self):
        token = self.backend.admin.token
        for _ in range(50):
            body = b'{"text":"weg"}'
            with socket.create_connection(self.address()) as line:
                line.sendall(b'POST /v1/backstage HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer '
                             + token.encode() + b'\r\nIdempotency-Key: ' + str(uuid.uuid4()).encode()
                             + b'\r\nContent-Type: application/json\r\nContent-Length: '
                             + str(len(body)).encode() + b'\r\n\r\n' + body)
        self.backend.admin.do('/v1/backstage', {'text': 'da'})


class Pages(Case):
    def test_the_page_is_served_under_a_policy_that_lets_nothing_else_in(self):
        page = requests.get(self.backend.url + '/', timeout=10)
        self.assertEqual(page.status_code, 200)
        self.assertTrue(page.headers['Content-Type'].startswith('text/html'))
        policy = page.headers['Content-Security-Policy']
        for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"):
            self.assertIn(part, policy)
        self.assertNotIn('unsafe', policy)
        self.assertEqual(page.headers['X-Content-Type-Options'], 'nosniff')
        self.assertEqual(page.headers['Referrer-Policy'], 'no-referrer')
        again = requests.get(self.backend.url + '/', timeout=10,
                             headers={'If-None-Match': page.headers['ETag']})
        self.assertEqual((again.status_code, again.content), (304, b''))
        head = requests.head(self.backend.url + '/', timeout=10)
        self.assertEqual((head.status_code, head.content), (200, b''))

    def test_a_page_that_changed_is_served_anew(self):
        folder = self.backend.folder / 'other'
        (folder / 'web').mkdir(parents=True)
        page = folder / 'web' / 'index.html'
        page.write_text('<p>eins', 'utf-8')
        self.backend.stop()
        self.backend.config += f'data-dir={folder}\n'
        self.backend.start()
        first = requests.get(self.backend.url + '/', timeout=10)
        page.write_text('<p>zwei und mehr', 'utf-8')
        second = requests.get(self.backend.url + '/', timeout=10)
        self.assertEqual((first.text, second.text), ('<p>eins', '<p>zwei und mehr'))
        self.assertNotEqual(first.headers['ETag'], second.headers['ETag'])
        page.unlink()
        self.assertEqual(requests.get(self.backend.url + '/', timeout=10).status_code, 404)


class Twice(Case):
    def test_the_same_key_gets_the_same_answer_also_after_a_restart(self):
        person = self.backend.participant()
        key = str(uuid.uuid4())
        first = question(person, key=key)
        again = question(person, key=key)
        self.assertEqual((again['answer'], again['seq'], again['subject']),
                         ('duplicate', first['seq'], first['subject']))
        self.restart(self.backend.kill)
        again = question(person, key=key)
        self.assertEqual((again['answer'], again['seq'], again['subject']),
                         ('duplicate', first['seq'], first['subject']))
        own = person.get('/v1/me').json()['messages']
        self.assertEqual(len(own), 1)

    def test_a_result_for_voters_goes_to_those_who_voted_and_without_blocked_words(self):
        admin = self.backend.admin
        choice = open_poll(self.backend)
        words = admin.do('/v1/polls', {'stage': 'stage-1', 'kind': 'words', 'title': 'Und?',
                                       'max': 3, 'length': 40})['subject']
        admin.do(f'/v1/polls/{words}/open')
        voter, other = self.backend.participant(), self.backend.participant()
        voter.do(f'/v1/polls/{choice}/ballot', {'round': 1, 'ids': ['a']})
        voter.do(f'/v1/polls/{words}/ballot', {'round': 1, 'ids': ['Mut', 'Unfug']})
        other.do(f'/v1/polls/{words}/ballot', {'round': 1, 'ids': ['mut']})
        self.assertEqual(voter.get('/v1/me').json()['results'], {})
        for poll in (choice, words):
            admin.do(f'/v1/polls/{poll}/show', {'visibility': 'after_own_vote'})
        admin.do(f'/v1/polls/{words}/words/block', {'key': 'unfug', 'on': True})
        # Tallies come a moment after the ballots, each poll's in its own time.
        until(lambda: self.results(voter, choice, 1), 5)
        results = until(lambda: self.results(voter, words, 2), 5)
        self.assertEqual([(entry['id'], entry['count']) for entry in results[words]['entries']],
                         [('mut', 2)])
        self.assertEqual([(entry['id'], entry['count']) for entry in results[choice]['entries']],
                         [('a', 1), ('b', 0)])
        self.assertEqual((results[choice]['voters'], results[choice]['round']), (1, 1))
        # Who did not vote there, and what is common to all, learns nothing.
        self.assertEqual(set(other.get('/v1/me').json()['results']), {words})
        seen = {state['poll']: state for state in other.get('/v1/snapshot').json()['state']
                if state['type'] == 'poll.state'}
        self.assertEqual([entry.get('count', 0) for entry in seen[choice]['entries']], [0, 0])
        self.assertEqual(seen[words].get('entries', []), [])
        # A role without ballots has no results, and what is hidden again is gone.
        self.assertNotIn('results', admin.get('/v1/me').json())
        admin.do(f'/v1/polls/{choice}/show', {'visibility': 'hidden'})
        self.assertEqual(set(voter.get('/v1/me').json()['results']), {words})

    def results(self, person, poll, voters):
        results = person.get('/v1/me').json()['results']
        return results if results.get(poll, {}).get('voters') == voters else None

    def test_the_same_key_sent_at_once_by_many_is_done_once(self):
        key = str(uuid.uuid4())
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: requests.post(
                f'{self.backend.url}/v1/backstage', json={'text': 'einmal'}, timeout=10,
                headers={**self.backend.admin.headers, 'Idempotency-Key': key}).json(), range(24)))
        self.assertEqual({answer['seq'] for answer in answers}, {answers[0]['seq']})
        self.assertEqual(sum(answer['answer'] == 'applied' for answer in answers), 1)
        self.assertEqual(len(self.backend.states('post.state')), 1)

    def test_a_conflict_tells_what_is_there_and_stays_a_conflict(self):
        message = question(self.backend.participant())['subject']
        seen = [state for state in self.backend.states('message.state')
                if state['message'] == message][0]['rev']
        self.backend.admin.do(f'/v1/messages/{message}/move',
                              {'state': 'approved', 'expect_rev': seen})
        key = str(uuid.uuid4())
        for _ in range(2):
            answer = self.backend.admin.post(f'/v1/messages/{message}/move', {
                'state': 'rejected', 'reason': 'doppelt', 'expect_rev': seen}, key=key)
            self.assertProblem(answer, 409, 'conflict')
            self.assertEqual(answer.json()['current']['state'], 'approved')
            self.assertNotIn('author', answer.json()['current'])
        until(lambda: self.backend.admin.get('/v1/health').ok)
        self.restart(self.backend.stop)
        answer = self.backend.admin.post(f'/v1/messages/{message}/move', {
            'state': 'rejected', 'reason': 'doppelt', 'expect_rev': seen}, key=key)
        self.assertProblem(answer, 409, 'conflict')

    def test_of_two_who_saw_the_same_revision_one_wins(self):
        message = question(self.backend.participant())['subject']
        seen = [state for state in self.backend.states('message.state')
                if state['message'] == message][0]['rev']
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda n: requests.post(
                f'{self.backend.url}/v1/messages/{message}/edit',
                json={'text': f'Fassung {n}', 'expect_rev': seen}, timeout=10,
                headers={**self.backend.admin.headers,
                         'Idempotency-Key': str(uuid.uuid4())}).status_code, range(8)))
        self.assertEqual(sorted(answers), [200] + [409] * 7)


class Crowd(Case):
    config = 'rate=1\nburst=10\nwrong-codes=3\n'

    def test_one_person_who_sends_too_much_is_told_when_to_go_on(self):
        person = self.backend.participant()
        answers = [person.post('/v1/messages', {'stage': 'stage-1', 'kind': 'praise', 'text': 'Gut'})
                   for _ in range(4)]
        self.assertEqual([answer.status_code for answer in answers[:2]], [200, 200])
        self.assertProblem(answers[3], 429, 'unavailable')
        self.assertGreater(int(answers[3].headers['Retry-After']), 0)
        question(self.backend.participant())

    def test_codes_cannot_be_tried_out(self):
        statuses = [requests.post(f'{self.backend.url}/v1/join', json={'code': f'falsch{n}'},
                                  timeout=10).status_code for n in range(5)]
        self.assertEqual(statuses, [403, 403, 403, 429, 429])
        self.backend.participant()

    def test_a_revoked_token_ends_at_once_with_its_socket(self):
        person = self.backend.token('director', '--id', 'gone')

        async def watch():
            address = self.backend.url.replace('http', 'ws') + '/v1/events'
            async with websockets.connect(address, subprotocols=['regie.v1'],
                                          additional_headers=person.headers) as line:
                await line.recv()
                subprocess.run([PROGRAM, 'token', 'revoke', 'gone', '--database',
                                str(self.backend.database)], check=True)
                try:
                    while True:
                        await asyncio.wait_for(line.recv(), 10)
                except websockets.ConnectionClosed as closed:
                    return closed.rcvd.code

        self.assertEqual(asyncio.run(watch()), 1008)
        self.assertEqual(person.get('/v1/me').status_code, 401)


class Votes(Case):
    def test_every_acknowledged_ballot_is_in_the_result_after_kill_9(self):
        poll = open_poll(self.backend)
        people = [self.backend.participant() for _ in range(60)]
        acknowledged = set()
        enough = threading.Event()

        def vote(person):
            for n in range(1000):
                choice = 'ab'[n % 2]
                try:
                    answer = person.post(f'/v1/polls/{poll}/ballot', {'round': 1, 'ids': [choice]})
                except requests.RequestException:
                    # Nobody knows whether this last one counts; those before it do.
                    return
                self.assertEqual(answer.status_code, 200, answer.text)
                acknowledged.add(person.token)
                if len(acknowledged) == len(people):
                    enough.set()

        with concurrent.futures.ThreadPoolExecutor(len(people)) as pool:
            done = [pool.submit(vote, person) for person in people]
            self.assertTrue(enough.wait(60))
            self.restart(self.backend.kill)
            for each in done:
                each.result(30)
        for person in people:
            ballot = person.get('/v1/me').json()['ballots'].get(poll)
            self.assertTrue(ballot, 'an acknowledged ballot is gone')
        self.backend.admin.do(f'/v1/polls/{poll}/close')
        state, voters, counts = result(self.backend, poll)
        self.assertEqual((state, voters, sum(counts.values())), ('closed', 60, 60))
        stored = [person.get('/v1/me').json()['ballots'][poll][0] for person in people]
        self.assertEqual(counts, {'a': stored.count('a'), 'b': stored.count('b')})

    def test_ballots_race_with_the_close_and_the_result_is_what_was_applied(self):
        poll = open_poll(self.backend)
        people = [self.backend.participant() for _ in range(40)]
        statuses = []

        def vote(person):
            answer = person.post(f'/v1/polls/{poll}/ballot', {'round': 1, 'ids': ['a']})
            statuses.append(answer.status_code)

        with concurrent.futures.ThreadPoolExecutor(41) as pool:
            done = [pool.submit(vote, person) for person in people[:20]]
            done.append(pool.submit(self.backend.admin.do, f'/v1/polls/{poll}/close'))
            done += [pool.submit(vote, person) for person in people[20:]]
            for each in done:
                each.result(30)
        self.assertEqual(set(statuses) - {200, 410}, set())
        _, voters, counts = result(self.backend, poll)
        self.assertEqual(voters, statuses.count(200))
        self.assertEqual(counts['a'], statuses.count(200))

    def test_a_large_cloud_is_told_less_often(self):
        admin = self.backend.admin
        cloud = admin.do('/v1/polls', {'stage': 'stage-1', 'kind': 'words', 'max': 10,
                                       'title': 'Was fehlt?'})['subject']
        start = admin.do(f'/v1/polls/{cloud}/open')['seq']
        people = [self.backend.participant() for _ in range(10)]
        for turn in range(12):
            for number, person in enumerate(people):
                words = [f'wort{turn}x{number}x{n}' for n in range(10)]
                # The ones before are replaced: everybody has one ballot.
                person.do(f'/v1/polls/{cloud}/ballot', {'round': 1, 'ids': words})
        admin.do(f'/v1/polls/{cloud}/close')
        told = [record for record in admin.get(f'/v1/records?after={start}').json()['records']
                if record['type'] == 'poll.tally']
        self.assertEqual(told[-1]['voters'], 10)
        self.assertEqual(sum(word['count'] for word in told[-1]['entries']), 100)
        moments = [datetime.datetime.fromisoformat(tally['at']) for tally in told
                   if len(tally['entries']) >= 100 and not tally.get('final')]
        for before, after in zip(moments, moments[1:]):
            self.assertGreaterEqual((after - before).total_seconds(), 0.4)

    def test_a_poll_ends_by_itself_at_its_end(self):
        poll = self.backend.admin.do('/v1/polls', {'stage': 'stage-1', 'kind': 'single',
                                                   'title': 'Kurz?', 'entries': OPTIONS})['subject']
        now = self.backend.admin.do('/v1/backstage', {'text': 'wann?'})
        at = [record['at'] for record in self.backend.admin.get(
            f'/v1/records?after={now["seq"] - 1}').json()['records']][0]
        end = datetime.datetime.fromisoformat(at) + datetime.timedelta(seconds=3)
        end = end.strftime('%Y-%m-%dT%H:%M:%S.%fZ')
        self.backend.admin.do(f'/v1/polls/{poll}/open', {'end': end})
        self.backend.participant().do(f'/v1/polls/{poll}/ballot', {'round': 1, 'ids': ['b']})
        until(lambda: result(self.backend, poll)[0] == 'closed')
        self.assertEqual(result(self.backend, poll), ('closed', 1, {'a': 0, 'b': 1}))

    def test_a_stop_in_the_middle_answers_what_is_under_way(self):
        poll = open_poll(self.backend)
        people = [self.backend.participant() for _ in range(20)]
        applied = []

        def vote(person):
            for _ in range(200):
                try:
                    answer = person.post(f'/v1/polls/{poll}/ballot', {'round': 1, 'ids': ['a']})
                except requests.RequestException:
                    return
                if answer.status_code == 200:
                    applied.append(person.token)

        with concurrent.futures.ThreadPoolExecutor(20) as pool:
            for person in people:
                pool.submit(vote, person)
            until(lambda: len(set(applied)) == 20)
            self.assertEqual(self.backend.stop(), 0)
        self.backend.start()
        self.backend.admin.do(f'/v1/polls/{poll}/close')
        self.assertEqual(result(self.backend, poll), ('closed', 20, {'a': 20, 'b': 0}))


class Disk(Case):
    def test_a_full_disk_is_told_survived_and_left_behind(self):
        admin = self.backend.admin
        first = admin.do('/v1/backstage', {'text': 'vorher'})['seq']
        pid = self.backend.process.pid
        most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        # No file may grow beyond a page: to the process the disk is full.
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, most[1]))
        key = str(uuid.uuid4())
        answer = admin.post('/v1/backstage', {'text': 'mittendrin'}, key=key)
        self.assertProblem(answer, 503, 'unavailable')
        self.assertIn('Retry-After', answer.headers)
        health = admin.get('/v1/health')
        self.assertEqual((health.status_code, health.json()['status']), (503, 'degraded'))
        self.assertTrue(health.json()['problem'])
        posts = len(self.backend.states('post.state'))
        resource.prlimit(pid, resource.RLIMIT_FSIZE, most)
        until(lambda: admin.post('/v1/backstage', {'text': 'nachher'}).status_code == 200)
        self.assertEqual(admin.get('/v1/health').json()['status'], 'ok')
        # What was refused is nowhere, and may be sent again.
        self.assertNotIn('mittendrin', admin.get('/v1/snapshot').text)
        posts += 1
        admin.do('/v1/backstage', {'text': 'mittendrin'}, key=key)
        before = admin.get('/v1/hash').json()
        self.assertGreater(before['seq'], first)
        self.assertEqual(len(self.backend.states('post.state')), posts + 1)
        self.restart(self.backend.kill)
        after = self.backend.admin.get('/v1/hash').json()
        self.assertEqual((after['seq'], after['hash']), (before['seq'], before['hash']))

    def test_a_restart_has_the_same_state_and_the_same_epoch(self):
        person = self.backend.participant()
        message = question(person)['subject']
        self.backend.admin.do(f'/v1/messages/{message}/move', {'state': 'approved'})
        self.backend.participant().do(f'/v1/messages/{message}/upvote', {'on': True})
        until(lambda: any(state.get('score') for state in self.backend.states('message.state')
                          if state['message'] == message))
        before = self.backend.admin.get('/v1/hash').json()
        self.restart(self.backend.kill)
        self.assertEqual(self.backend.admin.get('/v1/hash').json(), before)


class Start(Case):
    def refused(self, *command):
        run = subprocess.run([PROGRAM, *command], capture_output=True, text=True, timeout=20)
        self.assertNotEqual(run.returncode, 0)
        return run.stderr

    def test_a_second_instance_is_refused_with_the_reason(self):
        error = self.refused('--listen', '127.0.0.1:0', '--database', str(self.backend.database))
        self.assertIn(str(self.backend.database), error)
        self.assertIn(str(self.backend.process.pid), error)
        port = self.backend.url.split(':')[-1]
        error = self.refused('--listen', f'127.0.0.1:{port}', '--database',
                             str(self.backend.folder / 'other.sqlite'))
        self.assertIn('in use', error)
        self.assertEqual(self.backend.admin.get('/v1/health').status_code, 200)

    def test_a_wrong_configuration_names_line_and_key(self):
        path = self.backend.folder / 'wrong.conf'
        for text, parts in (('[backend]\nlisten=1\nrat=2\n', ('line 3', '"rat"')),
                            ('[backend]\n# so\nrate=viel\n', ('line 3', '"rate"')),
                            ('[backend]\nlisten\n', ('line 2',)),
                            ('[frontend]\nlisten=1\n', ('[frontend]',))):
            path.write_text(text, 'utf-8')
            error = self.refused('--config', str(path))
            for part in (str(path), *parts):
                self.assertIn(part, error)

    def test_a_place_that_cannot_be_used_is_named(self):
        self.assertIn('/nowhere/at/all', self.refused('--database', '/nowhere/at/all/x.sqlite'))
        self.assertIn('no.address', self.refused(
            '--database', str(self.backend.folder / 'new.sqlite'), '--listen', 'no.address'))
        noise = self.backend.folder / 'noise.sqlite'
        noise.write_bytes(b'no database at all' * 1000)
        self.assertIn('noise.sqlite', self.refused('--database', str(noise)))
        self.assertIn('nothing.json', self.refused(
            '--database', str(self.backend.folder / 'new2.sqlite'), '--import', 'nothing.json'))

    def test_help_and_version_are_told(self):
        for word in ('--help', '--version'):
            run = subprocess.run([PROGRAM, word], capture_output=True, text=True, check=True)
            self.assertTrue(run.stdout)
        run = subprocess.run([PROGRAM, 'token', 'list', '--database', str(self.backend.database)],
                             capture_output=True, text=True, check=True)
        self.assertIn('admin', run.stdout)


class Full(Case):
    def test_who_finds_no_room_is_told_and_the_others_go_on(self):
        self.backend.stop()
        self.backend.start(files=60)

        async def crowd():
            address = self.backend.url.replace('http', 'ws') + '/v1/events'
            lines = []
            try:
                while len(lines) < 100:
                    lines.append(await websockets.connect(
                        address, subprotocols=['regie.v1'],
                        additional_headers=self.backend.admin.headers))
            except websockets.InvalidStatus as refused:
                status = refused.response.status_code
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(
                None, self.backend.admin.do, '/v1/backstage', {'text': 'geht'})
            for line in lines:
                await line.close()
            return len(lines), status

        self.assertEqual(asyncio.run(crowd()), (30, 503))


class Sockets(Case):
    def listen(self, person, talk):
        async def run():
            address = self.backend.url.replace('http', 'ws') + '/v1/events'
            async with websockets.connect(address, subprotocols=['regie.v1'], max_size=None,
                                          additional_headers=person.headers) as line:
                return await talk(line, json.loads(await line.recv()))
        return asyncio.run(run())

    def closed_with(self, frame):
        async def talk(line, hello):
            await line.send(frame)
            try:
                while True:
                    await asyncio.wait_for(line.recv(), 10)
            except websockets.ConnectionClosed as closed:
                return closed.rcvd.code
        return self.listen(self.backend.admin, talk)

    def test_a_socket_that_breaks_the_protocol_is_closed_with_the_reason(self):
        self.assertEqual(self.closed_with('{"event":'), 1008)
        self.assertEqual(self.closed_with('[1]'), 1008)
        self.assertEqual(self.closed_with(b'\x00\x01'), 1003)
        self.assertEqual(self.closed_with('x' * 65537), 1009)

    def test_events_need_the_protocol_and_a_token(self):
        url = self.backend.url + '/v1/events'
        head = {'Connection': 'Upgrade', 'Upgrade': 'websocket', 'Sec-WebSocket-Version': '13',
                'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ=='}
        self.assertEqual(requests.get(url, headers=head, timeout=10).status_code, 401)
        head.update(self.backend.admin.headers)
        self.assertEqual(requests.get(url, headers=head, timeout=10).status_code, 400)
        self.assertEqual(requests.get(url, headers=self.backend.admin.headers,
                                      timeout=10).status_code, 426)

    def test_who_comes_back_gets_exactly_what_was_missed(self):
        admin = self.backend.admin
        person = self.backend.participant()

        async def first(line, hello):
            await line.send(json.dumps({'event': 'resume', 'seq': 0}))
            snapshot = json.loads(await line.recv())
            return hello['epoch'], snapshot['seq']

        epoch, seq = self.listen(admin, first)
        posted = [admin.do('/v1/backstage', {'text': f'Nummer {n}'})['seq'] for n in range(30)]
        question(person)

        async def again(line, hello):
            await line.send(json.dumps({'event': 'resume', 'epoch': epoch, 'seq': seq}))
            seen = []
            while not seen or seen[-1] < posted[-1] + 1:
                event = json.loads(await asyncio.wait_for(line.recv(), 10))
                self.assertIn(event['event'], ('records', 'presence'))
                seen += [record['seq'] for record in event.get('records', [])]
            return seen

        self.assertEqual(self.listen(admin, again), posted + [posted[-1] + 1])
        # After a restart the journal's end serves as well; another epoch gets everything.
        self.restart(self.backend.kill)
        self.assertEqual(self.listen(self.backend.admin, again), posted + [posted[-1] + 1])

        async def stranger(line, hello):
            await line.send(json.dumps({'event': 'resume', 'epoch': 'other', 'seq': seq}))
            return json.loads(await line.recv())['event']

        self.assertEqual(self.listen(self.backend.admin, stranger), 'snapshot')

    def test_staff_is_told_how_many_participants_watch(self):
        address = self.backend.url.replace('http', 'ws') + '/v1/events'
        people = [self.backend.participant(), self.backend.participant(),
                  self.backend.token('screen')]

        async def talk(line, hello):
            await line.send(json.dumps({'event': 'resume', 'seq': 0}))
            others = []
            for person in people:
                other = await websockets.connect(address, subprotocols=['regie.v1'],
                                                 additional_headers=person.headers)
                await other.recv()
                await other.send(json.dumps({'event': 'resume', 'seq': 0}))
                await other.recv()
                others.append(other)
            event = {}
            while (event.get('watching'), event.get('staff')) != (2, 1):
                event = json.loads(await asyncio.wait_for(line.recv(), 10))
            await others[0].close()
            while event.get('watching') != 1:
                event = json.loads(await asyncio.wait_for(line.recv(), 10))
            for other in others:
                await other.close()
            return event['staff']

        self.assertEqual(self.listen(self.backend.admin, talk), 1)

    def test_nothing_unmoderated_leaves_toward_the_audience(self):
        admin = self.backend.admin
        secret = 'streng geheim'
        message = question(self.backend.participant(), secret)['subject']
        watcher = self.backend.participant()

        async def talk(line, hello):
            await line.send(json.dumps({'event': 'resume', 'seq': 0}))
            heard = await line.recv()
            loop = asyncio.get_running_loop()
            for path, body in ((f'/v1/messages/{message}/edit', {'text': secret + '!'}),
                               (f'/v1/messages/{message}/note', {'note': secret}),
                               (f'/v1/messages/{message}/move',
                                {'state': 'rejected', 'reason': secret}),
                               ('/v1/backstage', {'text': secret}),
                               ('/v1/stages/stage-1/channel', {'channel': 'paused'})):
                await loop.run_in_executor(None, admin.do, path, body)
            while '"paused"' not in heard:
                heard += await asyncio.wait_for(line.recv(), 10)
            return heard

        self.assertNotIn(secret, self.listen(watcher, talk))
        for path in ('/v1/snapshot', '/v1/me'):
            self.assertNotIn(secret, watcher.get(path).text)
        answer = watcher.post(f'/v1/messages/{message}/upvote', {'on': True})
        self.assertEqual(answer.status_code, 404, answer.text)
        self.assertNotIn(secret, answer.text)


if __name__ == '__main__':
    unittest.main(verbosity=2)
