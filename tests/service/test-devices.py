#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""On which devices somebody is signed in, and what one says of another: whose it may be, and who hears it."""
import base64
import ctypes
import ctypes.util
import datetime
import os
import sys

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import Service, new_key

NOWHERE = 'A' * 22
# As many sign-ins as an account may have at one time, and more.
CONFIG = '[rates]\nsign-in-per-account = 100/6000\nsign-in-per-email = 100/6000\n'
numbers = iter(range(30))
sodium = ctypes.CDLL(ctypes.util.find_library('sodium') or 'libsodium.so.23')


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


class Device:
    """A computer with a key of its own, on which somebody may sign in."""

    def __init__(self, name):
        self.name, public, self.secret = name, ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
        assert sodium.crypto_sign_keypair(public, self.secret) == 0
        self.public = public.raw
        self.key = encode(self.public)

    def sign_in(self, service, email):
        client = service.client()
        answer = client.post('/v1/sessions', {'method': 'password', 'email': email, 'password': service.password,
                                              'device': {'name': self.name, 'key': self.key}})
        assert answer.status == 201, answer
        client.token = answer.json['token']
        client.me = client.get(f'/v1/events/{service.event}').json['me']
        return client

    def sign(self, other):
        """What openapi.yaml says: the tag and both keys, each behind its length."""
        statement = b''.join(len(part).to_bytes(8, 'big') + part
                             for part in (b'duologue device', self.public, other.public))
        signature = ctypes.create_string_buffer(64)
        assert sodium.crypto_sign_detached(signature, None, statement, ctypes.c_ulonglong(len(statement)), self.secret) == 0
        return {'key': other.key, 'by': self.key, 'signature': encode(signature.raw)}


class Owner:
    """Somebody with an older and a newer device."""

    def __init__(self, service, email=None):
        self.service, self.email = service, email or service.talents[next(numbers)]
        self.old, self.new = Device('Old laptop'), Device('New laptop')
        self.on_old = self.old.sign_in(service, self.email)
        service.leap(60)
        self.on_new = self.new.sign_in(service, self.email)

    def session(self, device):
        return next(one['session'] for one in devices(self.on_old) if one['key'] == device.key)

    def vouch(self, body=None, session=None):
        return self.on_old.put(f'/v1/sessions/{session or self.session(self.new)}/vouch', body or self.old.sign(self.new))


def devices(client):
    answer = client.get('/v1/sessions')
    assert answer.status == 200, answer
    return answer.json['devices']


def told(client):
    return {one['name']: one.get('vouches', []) for one in devices(client)}


def test_the_list_is_ones_own(service):
    owner, other = Owner(service), Owner(service)
    mine = devices(owner.on_old)
    assert {one['key'] for one in mine} == {owner.old.key, owner.new.key}, mine
    others = devices(owner.on_new)
    assert [one['name'] for one in mine if one.pop('current')] == ['Old laptop'], mine
    assert [one['name'] for one in others if one.pop('current')] == ['New laptop'], others
    assert mine == others
    assert not {one['session'] for one in mine} & {one['session'] for one in devices(other.on_old)}
    since = {one['name']: one['since'] for one in mine}
    assert since['Old laptop'] < since['New laptop'], since
    assert owner.on_new.request('DELETE', '/v1/sessions/current').status == 204
    assert told(owner.on_old) == {'Old laptop': []}
    assert owner.on_new.get('/v1/sessions').status == 401


def test_another_with_the_same_key(service):
    """A stolen password, and a public key that every peer has seen: it is a session of its own, and not the owner's."""
    owner = Owner(service)
    thief = Device('Thief')
    thief.public, thief.key = owner.old.public, owner.old.key
    on_thief = thief.sign_in(service, owner.email)
    mine = devices(owner.on_old)
    assert sorted(one['name'] for one in mine) == ['New laptop', 'Old laptop', 'Thief'], mine
    assert [one['name'] for one in mine if one['current']] == ['Old laptop'], mine
    # Nor does it speak for others: it has no secret for that key.
    answer = on_thief.put(f'/v1/sessions/{owner.session(owner.new)}/vouch', thief.sign(owner.new))
    assert (answer.status, answer.code) == (422, 'not-signed'), answer


def test_vouching(service):
    owner = Owner(service)
    assert told(owner.on_new) == {'Old laptop': [], 'New laptop': []}
    assert owner.vouch().status == 204
    word = owner.old.sign(owner.new)
    assert told(owner.on_new) == {'Old laptop': [], 'New laptop': [word]}
    # The answer may be lost, and it is said again.
    assert owner.vouch().status == 204
    third = Device('Tablet')
    on_third = third.sign_in(service, owner.email)
    # Whoever comes later may say the same, or say something of those who were there before: it takes nothing away.
    for device in (owner.new, owner.old):
        answer = on_third.put(f'/v1/sessions/{owner.session(device)}/vouch', third.sign(device))
        assert answer.status == 204, answer
    assert told(owner.on_new) == {'Old laptop': [third.sign(owner.old)], 'Tablet': [],
                                  'New laptop': [word, third.sign(owner.new), third.sign(owner.old)][:2]}
    assert owner.on_new.request('DELETE', '/v1/sessions/current').status == 204
    owner.on_new = owner.new.sign_in(service, owner.email)
    assert told(owner.on_new)['New laptop'][0] == word


def test_one_too_many(service):
    """An account is signed in 64 times at most; what was used least lately is out, its socket too."""
    owner = Owner(service)
    with owner.on_old.live() as old, owner.on_new.live() as new:
        for number in range(63):
            Device(f'Device {number}').sign_in(service, owner.email)
        assert old.wait_closed() == 1008, 'its session has ended'
        assert owner.on_old.get('/v1/sessions').status == 401
        assert len(devices(owner.on_new)) == 64
        new.send(type='ping', n=1)
        new.wait('pong')


def test_what_is_refused(service):
    owner, other = Owner(service), Owner(service)
    forged = owner.old.sign(owner.new)
    forged['signature'] = ('B' if forged['signature'][0] == 'A' else 'A') + forged['signature'][1:]
    elsewhere = {**other.old.sign(owner.new), 'by': owner.old.key}
    another = {**owner.old.sign(owner.new), 'key': other.new.key}
    for body in (forged, elsewhere, another, other.old.sign(owner.new), owner.new.sign(owner.old),
                 owner.old.sign(other.new)):
        answer = owner.vouch(body)
        assert (answer.status, answer.code) == (422, 'not-signed'), (body, answer)
    answer = owner.vouch(owner.old.sign(owner.old), owner.session(owner.old))
    assert (answer.status, answer.code) == (409, 'conflict'), answer
    for body in ({}, {'key': owner.new.key, 'by': owner.old.key}, {**forged, 'by': 'AA'}, {**forged, 'key': None}, []):
        assert owner.on_old.put(f'/v1/sessions/{owner.session(owner.new)}/vouch', body).code == 'malformed', body
    assert told(owner.on_old) == {'Old laptop': [], 'New laptop': []}


def test_anothers_looks_like_nothing(service):
    owner, other = Owner(service), Owner(service)
    body = owner.old.sign(other.new)
    real, nothing = (owner.vouch(body, session) for session in (other.session(other.new), NOWHERE))
    assert real.status == nothing.status == 404, real
    assert real.body == nothing.body, (real, nothing)
    assert told(other.on_old) == {'Old laptop': [], 'New laptop': []}
    answer = service.client().put(f'/v1/sessions/{owner.session(owner.new)}/vouch', owner.old.sign(owner.new))
    assert answer.status == 401, answer


def room(live, op):
    return live.wait('room', lambda message: message['op'] == op)


def join(live, chat, key, nonce=None):
    live.send(type='room', op='join', chat=chat, key=key, nonce=nonce or new_key())


def test_the_peer_hears_it(service):
    owner = Owner(service)
    ada = service.sign_in(next(one for one in service.recruiters if one.startswith('ada')))
    tablet = Device('Tablet')
    tablet.sign_in(service, owner.email)
    assert owner.vouch().status == 204
    answer = owner.on_new.put(f'/v1/sessions/{owner.session(tablet)}/vouch', owner.new.sign(tablet))
    assert answer.status == 204, answer
    slot = owner.on_new.slots(service.event, ada.me, 'open')[0]
    chat = owner.on_new.book(service.event, ada.me, slot).json['id']
    service.leap(int(max(0, datetime.datetime.fromisoformat(slot[0]).timestamp() - service.now() - 240)))
    expected = {owner.old: None, owner.new: [owner.old.sign(owner.new)],
                tablet: [owner.new.sign(tablet), owner.old.sign(owner.new)]}
    with ada.live() as hers, owner.on_new.live() as theirs:
        join(hers, chat, new_key())
        for device, vouches in expected.items():
            # Who was there first is told, and who comes after.
            join(theirs, chat, device.key)
            seen = room(hers, 'joined')
            assert seen['key'] == device.key and seen.get('vouches') == vouches, seen
            assert 'vouches' not in room(theirs, 'joined')
            join(hers, chat, new_key())
            assert room(hers, 'joined').get('vouches') == vouches
            room(theirs, 'joined')


def test_what_is_said_for_somebody_inside(service):
    """Whoever confirms a device while it is in a room, and whose connection breaks then: the peer who comes next hears it."""
    owner = Owner(service)
    ada = service.sign_in(next(one for one in service.recruiters if one.startswith('ada')))
    slot = owner.on_new.slots(service.event, ada.me, 'open')[0]
    chat = owner.on_new.book(service.event, ada.me, slot).json['id']
    service.leap(int(max(0, datetime.datetime.fromisoformat(slot[0]).timestamp() - service.now() - 240)))
    nonce = new_key()
    with ada.live() as hers, owner.on_new.live() as theirs:
        join(theirs, chat, owner.new.key, nonce)
        join(hers, chat, new_key())
        assert 'vouches' not in room(hers, 'joined')
        room(theirs, 'joined')
        assert owner.vouch().status == 204
        join(theirs, chat, owner.new.key, nonce)
        room(theirs, 'joined')
        join(hers, chat, new_key())
        assert room(hers, 'joined').get('vouches') == [owner.old.sign(owner.new)]


if __name__ == '__main__':
    with Service('--without-chats') as running:
        running.configure(CONFIG)
        status = duo_tap.run(__name__, service=running)
    sys.exit(status)
