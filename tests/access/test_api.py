#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The negative control of the comparison that the build makes: whatever one side leaves out is named."""
import copy
import json
import pathlib
import sys
import types
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import compare_api  # noqa: E402
from api_description import ApiDescription  # noqa: E402

TABLES = json.loads(pathlib.Path(sys.argv.pop(1)).read_text(encoding='utf-8'))
DOCUMENT = ApiDescription.load().document


def change(function):
    """The faults after `function (document, tables)` has spoilt copies of both."""
    document, tables = copy.deepcopy(DOCUMENT), copy.deepcopy(TABLES)
    function(document, tables)
    return compare_api.compare(ApiDescription(document), tables)


def answer(status, body, kind='application/json'):
    headers = {'content-type': kind} if body is not None else {}
    return types.SimpleNamespace(status=status, headers=headers, json=body)


class Comparison(unittest.TestCase):
    def assert_named(self, words, function):
        faults = change(function)
        self.assertTrue(any(words in fault for fault in faults), faults)

    def test_both_are_the_same(self):
        self.assertEqual(change(lambda document, tables: None), [])

    def test_a_call_that_is_not_described(self):
        for call in TABLES['routes']:
            path = next(p for p in DOCUMENT['paths'] if compare_api.plain(p) == call['path'])
            self.assert_named(f"call {call['method']} {call['path']} is not described",
                              lambda document, _, c=call, p=path: document['paths'][p].pop(c['method'].lower()))

    def test_a_new_route(self):
        self.assert_named('call GET /v1/secrets is not described', lambda _, tables: tables['routes'].append(
            {'method': 'GET', 'path': '/v1/secrets', 'open': True}))

    def test_a_call_that_is_gone(self):
        self.assert_named('call GET /v1/live is described, but there is none', lambda _, tables: tables['routes'].pop())

    def test_a_sign_in_that_is_not_asked_for(self):
        def open_it(_, tables):
            next(one for one in tables['routes'] if one['path'] == '/v1/events')['open'] = True
        self.assert_named('call GET /v1/events needs no sign-in', open_it)

    def test_a_verb_and_who_may(self):
        self.assert_named('verb bribe is not described', lambda _, tables: tables['verbs'].update(bribe=['talent']))
        self.assert_named('accept by talent is not described', lambda _, tables: tables['verbs']['accept'].append('talent'))
        self.assert_named('invite by recruiter is described, but there is none',
                          lambda _, tables: tables['beginnings'].update(invite=['colleague']))

    def test_words(self):
        self.assert_named('state asleep is not described', lambda _, tables: tables['states'].append('asleep'))
        self.assert_named('slot held is not described', lambda _, tables: tables['slots'].append('held'))
        self.assert_named('code paused 410 is not described', lambda _, tables: tables['problems'].update(paused=410))

    def test_live_messages(self):
        for index, message in enumerate(DOCUMENT['x-live']):
            self.assert_named(f"live message {message['type']}", lambda document, _, i=index: document['x-live'].pop(i))
        self.assert_named('says no x-access', lambda document, _: document['x-live'][0].pop('x-access'))

    def test_what_every_call_says(self):
        event = '/v1/events/{event}'
        self.assert_named('says no x-access', lambda document, _: document['paths'][event]['get'].pop('x-access'))
        self.assert_named('has no 401', lambda document, _: document['paths'][event]['get']['responses'].pop('401'))
        self.assert_named('leads nowhere', lambda document, _: document['components']['schemas'].pop('Event'))


class Answers(unittest.TestCase):
    """Whether an answer is one that is described: what the checks look for in everything that they hear."""

    def setUp(self):
        self.api = ApiDescription.load()

    def faults(self, *arguments):
        return self.api.faults_of_answer('GET', '/v1/service', answer(*arguments))

    def test_a_good_one(self):
        self.assertEqual(self.faults(200, {'name': 'D', 'version': '1', 'protocol': [1], 'registration': 'open',
                                           'sign_in': ['password']}), [])

    def test_wrong_ones(self):
        self.assertIn('$: lacks name', self.faults(200, {}))
        self.assertIn('$.name: not string', self.faults(200, {'name': 5}))
        self.assertTrue(self.faults(200, None))
        self.assertTrue(self.faults(200, {}, 'text/html'))
        self.assertTrue(self.faults(418, {}, 'application/json'))

    def test_problems(self):
        problem = {'type': 'about:blank', 'title': 'x', 'status': 503, 'code': 'unavailable'}
        kind = 'application/problem+json'
        self.assertEqual(self.faults(503, problem, kind), [])
        self.assertIn('paused is not described for 409', self.faults(409, {**problem, 'status': 409, 'code': 'paused'}, kind))
        self.assertIn('unavailable does not go with 500', self.faults(500, problem, kind))
        self.assertIn('$: stack is not described', self.faults(503, {**problem, 'stack': 'main ()'}, kind))

    def test_a_call_that_nobody_knows(self):
        self.assertEqual(self.api.faults_of_answer('GET', '/v2', answer(404, None)), [])
        self.assertTrue(self.api.faults_of_answer('GET', '/v2', answer(200, None)))

    def test_messages(self):
        self.assertEqual(self.api.faults_of_message({'type': 'pong', 'n': 4}), [])
        self.assertTrue(self.api.faults_of_message({'type': 'pong', 'n': True}))
        self.assertTrue(self.api.faults_of_message({'type': 'hello', 'since': {}}), 'the service says no hello')
        self.assertTrue(self.api.faults_of_message({'type': 'gossip'}))


if __name__ == '__main__':
    unittest.main()
