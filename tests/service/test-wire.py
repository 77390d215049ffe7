#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of everything that is said: field by field, so that an old app goes on understanding a new service."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import Service, idempotency_key, new_key

# A shape: a type or pattern; {name: shape} where a trailing ? may be missing; [shape] for lists of it.
ID = re.compile(r'[A-Za-z0-9_-]{22}')
KEY = re.compile(r'[A-Za-z0-9_-]{43}')
TIME = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ')
DATE = re.compile(r'\d{4}-\d\d-\d\d')
REV = int
DETAILS = {'id': ID, 'name': str, 'description?': str, 'contact?': str, 'zone': re.compile(r'[A-Z]\w+/\w+'),
           'state': re.compile('draft|open|closed'), 'rev': REV, 'changed': REV,
           'days': [{'date': DATE, 'kind': re.compile('virtual|in-person'), 'windows': [[int]]}],
           'format': {'requests_by': [re.compile('talents|recruiters')], 'durations': [int], 'limit_per_talent': int,
                      'limit_per_company': int, 'gap': int, 'opens?': TIME, 'closes': int, 'expiry': int, 'notice': int,
                      'room_early': int, 'room_late': int}}
EVENT = {**DETAILS, 'role': re.compile('talent|recruiter|organizer'), 'me': ID,
         'profile': {'topics': [str], 'languages': [str]}}
COMPANY = {'id': ID, 'name': str, 'field': str, 'size': str, 'languages': [str], 'website?': re.compile('https://.+'),
           'rev': REV}
PERSON = {'id': ID, 'role': re.compile('recruiter|talent|organizer'), 'name': str, 'title': str, 'company?': ID, 'about?': str,
          'topics': [str], 'languages': [str], 'question?': str, 'mode?': re.compile('direct|selective'),
          'paused?': bool, 'listed': bool, 'rev': REV}
CHAT = {'id': ID, 'event': ID, 'recruiter': ID, 'talent': ID,
        'state': re.compile('requested|invited|accepted|confirmed|completed|no-show|declined|cancelled|expired'),
        'start?': TIME, 'end?': TIME, 'message?': str, 'question?': str, 'answer?': str, 'reason?': str,
        'absent?': re.compile('talent|recruiter|both'), 'late?': int,
        'acted': re.compile('talent|recruiter|colleague|organizer|service'), 'moved_by?': str, 'created': TIME,
        'changed': TIME, 'rev': REV, 'peer?': {'id': ID, 'name': str, 'title': str, 'company?': str,
                                                  'cv?': {'name': str, 'size': int, 'uploaded': TIME}}}
SLOTS = {'recruiter': ID, 'rev': REV,
         'days': [{'date': DATE, 'minutes': int, 'place?': str, 'blocked?': [[TIME]],
                   'slots': [[re.compile(TIME.pattern + '|open|blocked|booked|past')]]}]}
NOTE = {'chat': ID, 'author': ID, 'text': str, 'next_step': str, 'mark': re.compile('none|strong-yes|yes|maybe|no'),
        'shared': bool, 'changed': TIME, 'rev': REV}
CHANGES = {'event': ID, 'since': int, 'upto?': int, 'more': bool, 'details?': DETAILS, 'companies?': [COMPANY], 'people?': [PERSON],
           'chats?': [CHAT], 'notes?': [NOTE], 'gone?': [re.compile('(chat|person|company|note):.+')],
           'counts?': list}
PROBLEM = {'type': re.compile('about:blank'), 'title': str, 'status': int, 'code': re.compile('[a-z-]+'), 'detail': str,
           'chat?': CHAT, 'slots?': [[TIME]], 'left?': int, 'opens?': TIME, 'closes?': TIME,
           'member?': str, 'fault?': re.compile('[a-z-]+'), 'touched?': [CHAT], 'event?': EVENT,
           'calendar?': SLOTS}
ROOM = {'may_join': bool, 'opens': TIME, 'closes': TIME, 'peer_present': bool, 'elsewhere': bool,
        'ice': [str], 'ice_until?': TIME}


def must_fit(value, shape, path='answer'):
    if isinstance(shape, dict):
        assert isinstance(value, dict), (path, value)
        known = {name.rstrip('?') for name in shape}
        assert set(value) <= known, f'{path} has {set(value) - known} besides'
        for name, inner in shape.items():
            if name.endswith('?') and name[:-1] not in value:
                continue
            assert name.rstrip('?') in value, f'{path} has no {name}'
            must_fit(value[name.rstrip('?')], inner, f'{path}.{name.rstrip("?")}')
    elif isinstance(shape, list):
        assert isinstance(value, list), (path, value)
        for n, each in enumerate(value):
            must_fit(each, shape[0], f'{path}[{n}]')
    elif isinstance(shape, re.Pattern):
        assert isinstance(value, str) and shape.fullmatch(value), f'{path}: {value!r} is no {shape.pattern}'
    else:
        assert type(value) is shape, f'{path}: {value!r} is no {shape.__name__}'


def test_the_shapes_are_looked_at(world):
    """Negative control: a field too many, one missing, and one of another type are found."""
    event = world.talent.get('/v1/events').json['events'][0]
    must_fit(event, EVENT)
    for broken in ({**event, 'more': 1}, {k: v for k, v in event.items() if k != 'zone'}, {**event, 'rev': '7'},
                   {**event, 'id': 'short'}, {**event, 'format': {**event['format'], 'gap': None}}):
        try:
            must_fit(broken, EVENT)
        except AssertionError:
            continue
        raise AssertionError(f'not seen: {broken}')


def test_service_and_session(world):
    must_fit(world.talent.get('/v1/service').json,
             {'name': str, 'version': str, 'protocol': [int], 'registration': str, 'sign_in': [str]})
    answer = world.service.client().post('/v1/sessions', {
        'method': 'password', 'email': world.service.talents[0], 'password': world.service.password,
        'device': {'name': 'x', 'key': new_key()}})
    must_fit(answer.json, {'token': KEY, 'expires': TIME, 'account': {'id': ID, 'name': str, 'email': str}})


def test_events(world):
    for client in world.everybody:
        answer = client.get('/v1/events').json
        must_fit(answer, {'events': [EVENT]})
        must_fit(client.get(f"/v1/events/{answer['events'][0]['id']}").json, EVENT)


def test_changes(world):
    for client in world.everybody:
        changes = client.everything(world.event)
        must_fit(changes, CHANGES)
        assert changes['people'] and changes['companies']
        for count in changes.get('counts', []):
            must_fit(count[0], ID)
            assert [type(n) for n in count[1:]] == [int, int], count
    assert any(c['chats'] for c in (client.everything(world.event) for client in world.everybody))


def test_recruiters_have_a_mode_and_a_company(world):
    for person in world.talent.everything(world.event)['people']:
        assert {'mode', 'paused', 'company'} <= set(person), person
    for person in world.recruiter.everything(world.event)['people']:
        assert ('company' in person) == (person['role'] == 'recruiter'), person


def test_slots(world):
    for client in (world.talent, world.recruiter):
        slots = client.get(f'/v1/events/{world.event}/recruiters/{world.recruiter.me}/slots').json
        must_fit(slots, SLOTS)
        for day in slots['days']:
            assert all(len(slot) == 3 and slot[0] < slot[1] for slot in day['slots'])
        one = client.get(f"/v1/events/{world.event}/recruiters/{world.recruiter.me}/slots?day={slots['days'][1]['date']}")
        assert one.json['days'] == slots['days'][1:2], 'one day is that day'
        assert all(('blocked' in day) == (client is world.recruiter) for day in slots['days']), 'talents are not told'


def test_chats_and_what_refuses_them(world):
    slots = world.talent.slots(world.event, world.recruiter.me, 'open')
    booked = world.talent.book(world.event, world.recruiter.me, slots[0], message='hello')
    must_fit(booked.json, CHAT)
    for client in (world.talent, world.recruiter):
        assert 'peer' in next(c for c in client.everything(world.event)['chats'] if c['id'] == booked.json['id'])
    room = world.talent.post(f"/v1/chats/{booked.json['id']}/room")
    must_fit(room.json, ROOM)
    refusals = [
        world.other.book(world.event, world.recruiter.me, slots[0]),
        world.talent.book(world.event, world.recruiter.me, slots[1]),
        world.talent.book(world.event, world.recruiter.me, ('2020-01-01T10:00:00Z', '2020-01-01T10:05:00Z')),
        world.talent.post(f"/v1/chats/{booked.json['id']}/cancel", {}, idempotency_key()),
        world.talent.post(f"/v1/chats/{booked.json['id']}/cancel", {}, idempotency_key(), rev=1),
        world.talent.post(f"/v1/chats/{'A' * 22}/cancel", {}, idempotency_key(), rev=1),
        world.talent.get('/v1/nothing'), world.service.client().get('/v1/events'),
        world.talent.request('PATCH', '/v1/events'), world.talent.post('/v1/sessions', '{'),
    ]
    for answer in refusals:
        must_fit(answer.json, PROBLEM)
        assert answer.headers['content-type'] == 'application/problem+json'
        assert answer.json['status'] == answer.status
    assert {a.status for a in refusals} == {400, 401, 404, 405, 409, 412, 428}
    cancelled = world.talent.verb(booked.json, 'cancel', message='over')
    must_fit(cancelled.json, CHAT)


def test_what_an_organizer_changes(world):
    """The event comes back as it is now, and what refuses a change says why in members of its own."""
    path, organizer = f'/v1/events/{world.event}/format', world.organizer
    event = organizer.get(f'/v1/events/{world.event}').json
    must_fit(event, EVENT)
    seen = organizer.everything(world.event)['upto']
    changed = organizer.put(path, {'contact': 'help@fair.example'}, event['changed'])
    assert changed.status == 200, changed
    must_fit(changed.json, EVENT)
    for client in (world.talent, world.recruiter, organizer):
        after = client.get(f'/v1/events/{world.event}/changes?since={seen}').json
        must_fit(after, CHANGES)
        assert after['details'] == {name: changed.json[name] for name in after['details']}, after
    chat = world.other.book(world.event, world.recruiter.me, world.other.slots(world.event, world.recruiter.me, 'open')[-1])
    must_fit(chat.json, CHAT)
    now = changed.json['changed']
    refusals = {
        'event': organizer.put(path, {'contact': ''}, event['changed']),
        'fault': organizer.put(path, {'zone': 'Nowhere/At_All'}, now),
        'touched': organizer.put(path, {'days': event['days'][:1]}, now),
    }
    for member, answer in refusals.items():
        must_fit(answer.json, PROBLEM)
        assert member in answer.json and answer.json['status'] == answer.status, answer
    assert [answer.code for answer in refusals.values()] == ['stale', 'format-refused', 'chats-touched'], refusals
    must_fit(world.other.verb(chat.json, 'cancel', message='over').json, CHAT)


LIVE = {
    'welcome': {'type': str, 'now': TIME},
    'changes': {'type': str, **CHANGES},
    'slots': {'type': str, **SLOTS},
    'presence': {'type': str, 'chat': ID, 'peer_present': bool},
    'signal': {'type': str, 'chat': ID, 'data': str},
    'pong': {'type': str, 'n': int},
    'problem': {'type': str, 'code': re.compile('[a-z-]+'), 'detail': str, 'chat?': ID},
    'joined': {'type': str, 'op': str, 'chat': ID, 'key': KEY, 'nonce': KEY},
    'left': {'type': str, 'op': str, 'chat': ID},
    'closed': {'type': str, 'op': str, 'chat': ID},
}


def collect(live, seen):
    """Every message that came, each fitting its shape."""
    for message in live.settle():
        kind = message['op'] if message['type'] == 'room' else message['type']
        must_fit(message, LIVE[kind], kind)
        seen.add(kind)
    live.messages.clear()


def test_notes(world):
    slot = world.talent.slots(world.event, world.recruiter.me, 'open')[0]
    chat = world.talent.book(world.event, world.recruiter.me, slot).json
    note = world.recruiter.put(f"/v1/chats/{chat['id']}/note", {'text': 'Ask about Uppsala', 'mark': 'maybe'})
    must_fit(note.json, NOTE)
    must_fit(world.recruiter.everything(world.event), {**CHANGES, 'notes': [NOTE]})
    world.recruiter.verb(chat, 'cancel', message='The test is over.')


def test_the_live_socket(world):
    slot = world.talent.slots(world.event, world.recruiter.me, 'open')[0]
    seen = {'pong'}
    with world.talent.live() as one, world.recruiter.live() as other:
        for live in (one, other):
            live.send(type='hello', since={world.event: 0})
            live.send(type='watch', event=world.event, recruiter=world.recruiter.me, on=True)
        chat = world.talent.book(world.event, world.recruiter.me, slot).json
        for live in (one, other, one, other):
            live.send(type='room', op='join', chat=chat['id'], key=new_key(), nonce=new_key())
            live.settle()
        one.send(type='signal', chat=chat['id'], data='{}')
        one.send(type='signal', chat='A' * 22, data='{}')
        one.send(type='presence', chat=chat['id'])
        one.send(type='room', op='leave', chat=chat['id'])
        one.settle()
        world.recruiter.verb(chat, 'cancel', message='over')
        for live in (one, other, one, other):
            collect(live, seen)
    assert seen == set(LIVE), set(LIVE) - seen


class World:
    def __init__(self, service):
        self.service, self.event = service, service.event
        self.talent, self.other = service.sign_in(service.talents[0]), service.sign_in(service.talents[1])
        self.recruiter, self.organizer = service.sign_in(service.recruiters[0]), service.sign_in(service.organizer)
        self.everybody = [self.talent, self.other, self.recruiter, service.sign_in(service.recruiters[1]), self.organizer]
        self.other.post(f'/v1/events/{self.event}/chats', {
            'verb': 'request', 'with': self.everybody[3].me, 'message': 'Hello', 'answer': 'Soon.'}, idempotency_key())


if __name__ == '__main__':
    with Service('--without-chats', recruiters=40, talents=20) as running:
        status = duo_tap.run(__name__, world=World(running))
    sys.exit(status)
