#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests and messages with something broken in them, thousands of them: each is answered or refused, none ends or
stalls the service, and nothing that they say is done."""
import json
import os
import random
import select
import socket
import sys
import time

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import BOUND, Refused, Service, idempotency_key, new_key

JUNK = [b'', b'\0', b'\xff', b'%00', b'%', b'../', b'\r\n', b'\r\n\r\n', b'"', b'{', b'[' * 50, b'}', b'A' * 5000,
        b'-1', b'99999999999999999999', b'1e400', b'null', b'true', '√'.encode(), b'\xed\xa0\x80', b"' OR 1=1 --", b'\t',
        b'{"a":1}', b': ', b', ', b'?', b'&', b'#', b'//', b';']


def mutate(data, chance):
    data = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(5)
        if kind == 0:
            data[at:at] = chance.choice(JUNK)
        elif kind == 1 and data:
            data[at % len(data)] = chance.randrange(256)
        elif kind == 2:
            del data[at:at + chance.randint(1, 20)]
        elif kind == 3:
            other = chance.randrange(len(data) + 1)
            data[at:at] = data[other:other + chance.randint(1, 40)]
        else:
            data[at:at + chance.randint(0, 12)] = chance.choice(JUNK)
    return bytes(data)


class Seeds:
    """Whole requests that would do something."""

    def __init__(self, service):
        self.service = service
        self.client = service.sign_in(service.talents[1])
        self.ada = service.sign_in(service.recruiters[0]).me
        slot = self.client.slots(service.event, self.ada, 'open')[5]
        book = {'verb': 'book', 'with': self.ada, 'start': slot[0], 'end': slot[1], 'message': 'häl\nlo'}
        event = service.event
        self.requests = [
            self.request('POST', '/v1/sessions', {'method': 'password', 'email': 'x@y.example', 'password': 'x',
                                                  'device': {'name': 'd', 'key': new_key()}}),
            self.request('GET', '/v1/events'),
            self.request('GET', f'/v1/events/{event}/changes?since=3'),
            self.request('GET', f'/v1/events/{event}/recruiters/{self.ada}/slots?day=2026-11-03'),
            self.request('POST', f'/v1/events/{event}/chats', book, 'Idempotency-Key: 0123456789'),
            self.request('POST', f"/v1/chats/{'B' * 22}/cancel", {'message': 'x'}, 'Idempotency-Key: 9876543210',
                         'If-Match: "7"'),
            self.request('POST', f"/v1/chats/{'B' * 22}/room", {}),
            self.request('PUT', f'/v1/events/{event}/recruiters/{self.ada}/settings', {'mode': 'direct'}),
            self.request('GET', '/v1/live', None, 'Upgrade: websocket', 'Connection: Upgrade',
                         'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='),
        ]

    def request(self, method, path, body=None, *headers):
        text = json.dumps(body).encode() if body is not None else b''
        lines = [f'{method} {path} HTTP/1.1', 'Host: x', f'Authorization: Bearer {self.client.token}', *headers,
                 'Connection: close' if 'live' not in path else 'X: y']
        if body is not None:
            lines.append(f'Content-Length: {len(text)}')
        return '\r\n'.join(lines).encode() + b'\r\n\r\n' + text


def throw(service, requests, seconds):
    """Sends each on a connection of its own, at once: the first bytes of each answer, b'' where none came in time."""
    poller, waiting, answers = select.poll(), {}, [b''] * len(requests)
    for n, data in enumerate(requests):
        connection = socket.create_connection((service.host, service.port), timeout=BOUND)
        connection.sendall(data)
        poller.register(connection, select.POLLIN)
        waiting[connection.fileno()] = (n, connection)
    end = time.monotonic() + seconds
    while waiting and time.monotonic() < end:
        for fd, _ in poller.poll(max(0, (end - time.monotonic()) * 1000)):
            n, connection = waiting.pop(fd)
            poller.unregister(fd)
            try:
                answers[n] = connection.recv(65536)
            except ConnectionResetError:
                pass
            connection.close()
    for _, connection in waiting.values():
        connection.close()
    return answers


def is_alive(service):
    assert service.client().get('/healthz').status == 200


def test_the_seeds_are_right(service, seeds):
    """Negative control: unbroken, they are understood."""
    found = [int(answer.split()[1]) for answer in throw(service, seeds.requests, BOUND)]
    assert found == [401, 200, 200, 200, 201, 404, 404, 409, 101], found
    chat = next(c for c in seeds.client.everything(service.event)['chats'] if c['recruiter'] == seeds.ada)
    assert seeds.client.verb(chat, 'cancel').status == 200


def test_broken_requests(service, seeds):
    chance = random.Random(20)
    answered = 0
    for _ in range(20):
        broken = [mutate(chance.choice(seeds.requests), chance) for _ in range(80)]
        # Some only look unfinished, and the service rightly waits for their rest.
        answers = throw(service, broken, 0.5)
        assert all(a == b'' or a.startswith(b'HTTP/1.') for a in answers), answers
        answered += sum(a != b'' for a in answers)
        is_alive(service)
    assert answered > 600, answered


def test_bodies_that_are_almost_right(service, seeds):
    chance = random.Random(21)
    client = seeds.client
    whole = json.dumps({'verb': 'book', 'with': seeds.ada, 'start': '2026-11-03T10:00:00Z',
                        'end': '2026-11-03T10:05:00Z', 'message': 'hello', 'answer': None}).encode()
    statuses = set()
    for _ in range(400):
        answer = client.request('POST', f'/v1/events/{service.event}/chats', mutate(whole, chance),
                                {'Idempotency-Key': idempotency_key()})
        statuses.add(answer.status)
        assert answer.json['code'] and answer.json['status'] == answer.status
        if answer.status == 429:
            client = service.sign_in(chance.choice(service.talents))
    assert {400, 409} <= statuses and not [s for s in statuses if s >= 500], statuses


def test_broken_messages(service, seeds):
    chance = random.Random(22)
    whole = [json.dumps(m).encode() for m in (
        {'type': 'hello', 'since': {service.event: 3}},
        {'type': 'watch', 'event': service.event, 'recruiter': seeds.ada, 'on': True},
        {'type': 'room', 'op': 'join', 'chat': 'B' * 22, 'key': new_key(), 'nonce': new_key()},
        {'type': 'signal', 'chat': 'B' * 22, 'data': '{"kind":"offer"}'},
        {'type': 'presence', 'chat': 'B' * 22}, {'type': 'ping', 'n': 4})]
    live = seeds.client.live()
    for n in range(600):
        try:
            live.send_frame(1, mutate(chance.choice(whole), chance))
            if n % 50 == 0:
                live.settle()
                live.messages.clear()
        except (AssertionError, OSError):
            live.close()
            live = service.sign_in(chance.choice(service.talents)).live()
    live.close()
    is_alive(service)


def test_broken_frames(service, seeds):
    chance = random.Random(23)
    for _ in range(150):
        try:
            live = seeds.client.live()
        except Refused as refused:
            assert refused.answer.status == 429
            seeds.client = service.sign_in(chance.choice(service.talents))
            continue
        frame = bytes([0x81, 0x80 | 21, 1, 2, 3, 4]) + bytes(chance.randrange(256) for _ in range(21))
        live.socket.sendall(mutate(frame, chance))
        live.close()
    is_alive(service)


def test_nothing_was_done(service, seeds):
    for client in (seeds.client, service.sign_in(service.talents[1])):
        states = {c['state'] for c in client.everything(service.event)['chats']}
        assert states <= {'cancelled', 'confirmed', 'requested'}, states
    people = seeds.client.everything(service.event)['people']
    assert next(p for p in people if p['id'] == seeds.ada)['mode'] == 'direct'


if __name__ == '__main__':
    with Service('--without-chats', recruiters=12, talents=30) as running:
        status = duo_tap.run(__name__, service=running, seeds=Seeds(running))
    sys.exit(status)
