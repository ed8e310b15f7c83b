"""The commands of the question desk against a running backend: limits, roles, and what they answer."""
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers

import tempfile
import unittest

from backend_process import Backend

BULK = ('move', 'label', 'assign', 'classify', 'pin', 'flag')
BODIES = {
    'move': {'state': 'approved'},
    'label': {'labels': ['Netz']},
    'assign': {'assignee': 'Leitung Digitales'},
    'classify': {'kind': 'praise'},
    'pin': {'on': True},
    'flag': {'flags': []},
}


class QuestionDesk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.backend = Backend(cls.folder.name, 'rate=0\n').start()
        cls.admin = cls.backend.admin
        cls.anna = cls.backend.token('moderator', '--stage', 'stage-1', '--name', 'Anna')
        cls.ben = cls.backend.token('moderator', '--stage', 'stage-1', '--name', 'Ben')
        cls.guest = cls.backend.participant()

    @classmethod
    def tearDownClass(cls):
        cls.backend.stop()
        cls.folder.cleanup()

    def question(self, stage='stage-1', text='Wann kommt das Netz?'):
        return self.guest.do('/v1/messages', {'stage': stage, 'kind': 'question',
                                              'text': text})['subject']

    def state(self, message):
        return [state for state in self.backend.states('message.state')
                if state['message'] == message][0]

    def assertRefused(self, answer, statuses, kind):
        self.assertIn(answer.status_code, statuses, answer.text)
        self.assertEqual(answer.headers['Content-Type'], 'application/problem+json')
        self.assertEqual(answer.json()['answer'], kind)

    def assertInvalid(self, answer, field=None):
        self.assertRefused(answer, (400, 404, 413, 422), 'invalid')
        if field:
            self.assertEqual(answer.json().get('field'), field, answer.text)

    def test_a_bulk_action_takes_500_messages_and_not_one_more(self):
        ids = [self.question(text=f'Frage {n}') for n in range(3)]
        for verb in BULK:
            with self.subTest(verb=verb):
                many = [f'm-{n}' for n in range(501)]
                self.assertInvalid(self.anna.post(f'/v1/messages/{verb}',
                                                  {**BODIES[verb], 'messages': many}), 'messages')
                self.assertInvalid(self.anna.post(f'/v1/messages/{verb}',
                                                  {**BODIES[verb], 'messages': []}))
                self.assertInvalid(self.anna.post(f'/v1/messages/{verb}', BODIES[verb]))
                self.assertInvalid(self.anna.post(f'/v1/messages/{verb}',
                                                  {**BODIES[verb], 'messages': ['a b']}))
                self.assertInvalid(self.anna.post(f'/v1/messages/{verb}',
                                                  {**BODIES[verb], 'messages': 'm'}))
                self.anna.do(f'/v1/messages/{verb}', {**BODIES[verb], 'messages': ids})

    def test_a_bulk_action_is_done_for_all_or_for_none(self):
        ids = [self.question(text=f'Noch eine {n}') for n in range(3)]
        self.assertInvalid(self.anna.post('/v1/messages/move', {
            'state': 'approved', 'messages': [*ids, 'nothing']}))
        self.anna.do(f'/v1/messages/{ids[1]}/move', {'state': 'rejected'})
        answer = self.anna.post('/v1/messages/move', {'state': 'parked', 'messages': ids})
        self.assertRefused(answer, (409,), 'conflict')
        self.assertEqual(answer.json()['current']['message'], ids[1])
        self.assertEqual(answer.json()['name'], 'Anna')
        self.assertEqual([self.state(message)['state'] for message in ids],
                         ['new', 'rejected', 'new'])

    def test_nobody_acts_on_a_stage_that_is_not_theirs(self):
        here = self.question()
        there = self.question('stage-2')
        for verb in BULK:
            with self.subTest(verb=verb):
                self.assertRefused(self.anna.post(f'/v1/messages/{there}/{verb}', BODIES[verb]),
                                   (403,), 'denied')
                self.assertRefused(self.anna.post(f'/v1/messages/{verb}', {
                    **BODIES[verb], 'messages': [here, there]}), (403, 422), 'denied')
                self.assertRefused(self.guest.post(f'/v1/messages/{verb}', {
                    **BODIES[verb], 'messages': [here]}), (403,), 'denied')
        for verb, body in (('merge', {'target': here}), ('restrain', {'restraint': 'mute'}),
                           ('claim', {'on': True}), ('advance', {}), ('answer', {'answer': 'Ja'})):
            with self.subTest(verb=verb):
                self.assertRefused(self.anna.post(f'/v1/messages/{there}/{verb}', body), (403,),
                                   'denied')
                self.assertRefused(self.guest.post(f'/v1/messages/{here}/{verb}', body), (403,),
                                   'denied')
        self.assertRefused(self.anna.post('/v1/stages/stage-2/order', {'messages': []}), (403,),
                           'denied')
        self.assertEqual(self.state(here)['state'], 'new')

    def test_texts_have_their_limits(self):
        message = self.question()
        for verb, field, limit in (('note', 'note', 2000), ('assign', 'assignee', 128),
                                   ('edit', 'text', 4000)):
            with self.subTest(verb=verb):
                url = f'/v1/messages/{message}/{verb}'
                self.assertInvalid(self.anna.post(url, {field: 'ä' * limit}), field)
                self.assertInvalid(self.anna.post(url, data=b'{"' + field.encode()
                                                  + b'":"\xff\xfe"}'))
                self.assertInvalid(self.anna.post(url, {field: 7}), field)
        answered = {'state': 'answered', 'answer': 'x' * 4001}
        self.anna.do(f'/v1/messages/{message}/move', {'state': 'approved'})
        self.assertInvalid(self.anna.post(f'/v1/messages/{message}/move', answered), 'answer')
        self.assertInvalid(self.anna.post(f'/v1/messages/{message}/flag', {'flags': ['ugly']}))
        self.assertInvalid(self.anna.post(f'/v1/messages/{message}/restrain',
                                          {'restraint': 'jail'}), 'restraint')
        self.assertInvalid(self.guest.post('/v1/messages', {
            'stage': 'stage-1', 'kind': 'question', 'text': 'Wo?', 'flags': []}), 'flags')

    def test_what_is_not_there_cannot_be_merged_ordered_or_undone(self):
        message = self.question()
        self.assertInvalid(self.anna.post(f'/v1/messages/{message}/merge', {'target': 'nothing'}))
        self.assertNotEqual(self.anna.post(f'/v1/messages/{message}/merge',
                                           {'target': message}).status_code, 200)
        self.assertNotEqual(self.anna.post(f'/v1/messages/{message}/unmerge').status_code, 200)
        self.assertNotEqual(self.anna.post('/v1/stages/stage-1/order',
                                           {'messages': [message, message]}).status_code, 200)
        for verb in ('undo', 'redo'):
            self.assertInvalid(self.anna.post(f'/v1/steps/nothing/{verb}'))
        self.assertInvalid(self.anna.get('/v1/messages/nothing/history'))
        self.assertRefused(self.guest.get(f'/v1/messages/{message}/history'), (403,), 'denied')

    def test_a_conflict_says_who_was_faster_and_when(self):
        message = self.question()
        rev = self.state(message)['rev']
        self.anna.do(f'/v1/messages/{message}/move', {'state': 'approved', 'expect_rev': rev})
        answer = self.ben.post(f'/v1/messages/{message}/move', {'state': 'rejected',
                                                                'expect_rev': rev})
        self.assertRefused(answer, (409,), 'conflict')
        problem = answer.json()
        self.assertEqual(problem['current']['state'], 'approved')
        self.assertEqual(problem['name'], 'Anna')
        self.assertEqual(problem['cause']['type'], 'message.move')
        self.assertEqual(problem['cause']['by']['role'], 'moderator')
        self.assertRegex(problem['cause']['at'], r'^\d{4}-\d\d-\d\dT')
        # Approving what is approved is a success.
        self.ben.do(f'/v1/messages/{message}/move', {'state': 'approved'})

    def test_what_cannot_be_undone_names_the_step_that_depends_on_it(self):
        message = self.question()
        self.anna.do(f'/v1/messages/{message}/move', {'state': 'approved'})
        first = [step for step in self.backend.states('step.state')
                 if step['action'] == 'message.move' and message in step['messages']][0]
        self.ben.do(f'/v1/messages/{message}/move', {'state': 'next', 'name': 'Ben'})
        answer = self.anna.post(f'/v1/steps/{first["step"]}/undo')
        self.assertRefused(answer, (409,), 'conflict')
        current = answer.json()['current']
        self.assertEqual(answer.json()['cause']['type'], 'message.move')
        self.assertEqual(answer.json()['name'], 'Ben')
        self.assertEqual((current['type'], current['action'], current['name'], current['messages']),
                         ('step.state', 'message.move', 'Ben', [message]))
        # When that is taken back, nothing depends on it any more.
        self.ben.do(f'/v1/steps/{current["step"]}/undo')
        self.anna.do(f'/v1/steps/{first["step"]}/undo')
        self.assertEqual(self.state(message)['state'], 'new')

    def test_history_says_who_did_what_when(self):
        message = self.question()
        other = self.question(text='Und wann das Wasser?')
        self.anna.do(f'/v1/messages/{message}/claim', {'on': True})
        self.anna.do(f'/v1/messages/{message}/claim', {'on': True})
        self.anna.do(f'/v1/messages/{message}/edit', {'text': 'Wann kommt endlich das Netz?'})
        self.anna.do('/v1/messages/move', {'state': 'approved', 'messages': [message, other]})
        self.ben.do(f'/v1/messages/{other}/merge', {'target': message})
        step = [step for step in self.backend.states('step.state')
                if step['action'] == 'message.merge' and other in step['messages']][0]
        self.ben.do(f'/v1/steps/{step["step"]}/undo')
        self.backend.participant().do(f'/v1/messages/{message}/upvote', {'on': True})
        history = self.anna.get(f'/v1/messages/{message}/history').json()
        self.assertEqual([record['type'] for record in history['records']],
                         ['message.submit', 'message.claim', 'message.edit', 'message.move',
                          'message.merge', 'message.undo'])
        self.assertNotIn('id', history['records'][0]['by'])
        names = [history['people'].get(record['by'].get('id')) for record in history['records']]
        self.assertEqual(names, [None, 'Anna', 'Anna', 'Anna', 'Ben', 'Ben'])
        # It outlives the process.
        self.backend.kill()
        self.backend.start()
        again = self.backend.admin.get(f'/v1/messages/{message}/history').json()
        self.assertEqual(again, history)

    def test_a_claim_is_respected_until_it_is_taken_over(self):
        message = self.question()
        self.anna.do(f'/v1/messages/{message}/claim', {'on': True})
        answer = self.ben.post(f'/v1/messages/{message}/claim', {'on': True})
        self.assertRefused(answer, (409,), 'conflict')
        claimant = answer.json()['current']['claimant']
        self.assertEqual(answer.json()['current']['name'], 'Anna')
        self.ben.do(f'/v1/messages/{message}/claim', {'on': True, 'claimant': claimant})
        self.assertEqual(self.state(message)['name'], 'Ben')


if __name__ == '__main__':
    unittest.main(verbosity=2)
