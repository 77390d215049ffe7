#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is too large, too deep, too slow or too often: a clear problem document, and the service goes on."""
import json
import os
import socket
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import BOUND, Service, idempotency_key, new_key

CONFIG = '''
[limits]
header-seconds = 1
body-seconds = 2
idle-seconds = 1
[accounts]
hash-threads = 1
hash-queue = 2
[rates]
sign-in-per-account = 3/1
sign-in-per-address = 40/1000
requests-per-account = 60/60
commands-per-account = 5/5
'''


def raw(service, data):
    """Sends bytes and reads until the service ends the connection: (status, body)."""
    connection = socket.create_connection((service.host, service.port), timeout=BOUND)
    connection.sendall(data)
    return finish(connection)


def finish(connection):
    got = b''
    try:
        while True:
            more = connection.recv(65536)
            if not more:
                break
            got += more
            head, _, body = got.partition(b'\r\n\r\n')
            length = [int(l.split(b':')[1]) for l in head.split(b'\r\n') if l.lower().startswith(b'content-length')]
            if length and len(body) >= length[0]:
                break
    except ConnectionResetError:
        pass
    connection.close()
    if not got:
        return 0, b''
    head, _, body = got.partition(b'\r\n\r\n')
    return int(head.split()[1]), body


def is_alive(service):
    assert service.client().get('/healthz').status == 200


def test_large_heads(service):
    for size, document in ((17 * 1024, True), (200 * 1024, False)):
        status, body = raw(service, b'GET /v1/service HTTP/1.1\r\nHost: x\r\nX: ' + b'a' * size + b'\r\n\r\n')
        assert status == 431, status
        if document:
            assert json.loads(body)['code'] == 'headers-too-large'
    is_alive(service)
    # Negative control: what is within the limit passes.
    assert service.client().get('/v1/service', X='a' * 15000).status == 200


def test_large_bodies(service):
    client = service.client()
    answer = client.request('POST', '/v1/sessions', b'{"a":"' + b'x' * (1024 * 1024) + b'"}')
    assert answer.status == 413 and answer.code == 'too-large', answer
    status, body = raw(service, b'POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n')
    assert status == 413 and json.loads(body)['code'] == 'too-large'
    # Negative control: what is within the limit is read, and is wrong for another reason.
    answer = service.client().request('POST', '/v1/sessions', b'{"a":"' + b'x' * (1024 * 1023) + b'"}')
    assert answer.status == 400 and answer.code == 'malformed', answer


def test_large_bodies_in_chunks(service):
    connection = socket.create_connection((service.host, service.port), timeout=BOUND)
    connection.sendall(b'POST /v1/sessions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n')
    piece = b'8000\r\n' + b'x' * 0x8000 + b'\r\n'
    for _ in range(40):
        connection.sendall(piece)
    connection.sendall(b'0\r\n\r\n')
    status, body = finish(connection)
    assert status == 413 and json.loads(body)['code'] == 'too-large', (status, body)
    is_alive(service)


def test_deep_doubled_and_broken_json(service):
    deep = '{"method":"password","x":' + '[' * 40 + ']' * 40 + '}'
    answer = service.client().request('POST', '/v1/sessions', deep)
    assert answer.status == 413 and answer.code == 'too-large', answer
    for text in ('{"email":"a","email":"b"}', '{"email":"a\\u0000b","password":"x","method":"password"}',
                 '{"email":"\\ud800"}', '{"n":1e999}', '{"a":1,}', "{'a':1}", '{"a":NaN}', '\ufeff{}', '{} {}', '\x00',
                 '{"a":"\x00"}', '{"a":01}'):
        answer = service.client().request('POST', '/v1/sessions', text.encode())
        assert answer.status == 400 and answer.code == 'malformed', (text[:40], answer)
    answer = service.client().request('POST', '/v1/sessions', b'{"email":"\xff\xfe"}')
    assert answer.status == 400 and answer.code == 'malformed', answer


def test_what_is_no_http(service):
    for data in (b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' * 10 + b'\r\n\r\n', b'GET\r\n\r\n', b'\x00' * 500,
                 b'GET /v1/service HTTP/9.9\r\n\r\n', b'GET /v1/service HTTP/1.1\r\n\r\n',
                 b'GET /v1/service HTTP/1.1\r\nHost: x\r\nBad\x00Header: y\r\n\r\n',
                 b'POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n',
                 b'POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!',
                 b'POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n'
                 b'0\r\n\r\n'):
        status, _ = raw(service, data)
        assert status == 0 or 400 <= status < 600, (data[:40], status)
    is_alive(service)


def test_two_lengths_are_refused(service):
    for lengths in ((5, 6), (6, 5), (6, 6)):
        lines = b''.join(b'Content-Length: %d\r\n' % length for length in lengths)
        status, body = raw(service, b'POST /v1/sessions HTTP/1.1\r\nHost: x\r\n' + lines + b'\r\nhello!')
        assert status == 400 and 'Content-Length' in json.loads(body)['detail'], (lengths, status, body)
    # Negative control: with one of them the body is what is wrong.
    status, body = raw(service, b'POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nhello!')
    assert status == 400 and 'Content-Length' not in json.loads(body)['detail'], (status, body)


def ended_after(service, first, drip=b'', every=0.2):
    """Sends something, then a byte now and then: (status, body, seconds until the service ended it)."""
    connection = socket.create_connection((service.host, service.port), timeout=every)
    begin = time.monotonic()
    connection.sendall(first)
    got = b''
    while time.monotonic() - begin < BOUND:
        try:
            more = connection.recv(65536)
            if not more:
                break
            got += more
        except TimeoutError:
            try:
                connection.sendall(drip)
            except OSError:
                break
        except ConnectionResetError:
            break
    took = time.monotonic() - begin
    connection.close()
    head, _, body = got.partition(b'\r\n\r\n')
    return (int(head.split()[1]) if got else 0), body, took


def test_a_slow_head_ends(service):
    status, body, took = ended_after(service, b'GET /v1/service HTTP/1.1\r\nHost: x\r\n', b'a')
    assert status == 408 and json.loads(body)['code'] == 'timeout', (status, body)
    assert 0.8 < took < 5, took


def test_a_head_that_never_begins_ends(service):
    _, _, took = ended_after(service, b'')
    assert took < 5, took


def test_a_slow_body_ends(service):
    head = b'POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n'
    status, _, took = ended_after(service, head, b'{')
    assert status == 408 and 1.5 < took < 6, (status, took)


def test_an_idle_connection_ends(service):
    status, _, took = ended_after(service, b'GET /v1/service HTTP/1.1\r\nHost: x\r\n\r\n')
    assert status == 200 and took < 5, (status, took)


def test_slow_ones_do_not_hold_up_others(service):
    slow = [socket.create_connection((service.host, service.port), timeout=BOUND) for _ in range(100)]
    for connection in slow:
        connection.sendall(b'GET /v1/service HTTP/1.1\r\n')
    begin = time.monotonic()
    is_alive(service)
    assert time.monotonic() - begin < 1
    for connection in slow:
        connection.close()


def test_a_patient_configuration_waits(patient):
    """Negative control of the slow ones: without the deadline nobody is cut."""
    connection = socket.create_connection((patient.host, patient.port), timeout=3)
    connection.sendall(b'GET /v1/service HTTP/1.1\r\nHost: x\r\n')
    try:
        assert connection.recv(100) == b'never', 'it was cut'
    except TimeoutError:
        pass
    connection.sendall(b'\r\n')
    assert finish(connection)[0] == 200


def sign_in(service, email, password='wrong'):
    return service.client().post('/v1/sessions', {'method': 'password', 'email': email, 'password': password,
                                                  'device': {'name': 'x', 'key': new_key()}})


def test_guessing_one_account_is_slowed(service):
    answers = [sign_in(service, 'guess@me.example') for _ in range(5)]
    assert [a.status for a in answers] == [401] * 3 + [429] * 2, answers
    assert answers[-1].code == 'too-many' and int(answers[-1].headers['retry-after']) >= 1
    # Negative control: another account is not touched by it.
    assert sign_in(service, 'another@me.example').status == 401
    assert sign_in(service, 'GUESS@me.example').status == 429, 'the case is no way around'


def test_commands_are_limited_per_account(service):
    one, other = service.sign_in(service.talents[20]), service.sign_in(service.talents[21])
    def command(client):
        return client.post(f'/v1/events/{service.event}/chats', {'verb': 'request', 'with': 'A' * 22},
                           idempotency_key()).status
    assert [command(one) for _ in range(7)] == [404] * 5 + [429] * 2
    assert command(other) == 404
    assert one.get('/v1/events').status == 200, 'reading goes on'


def test_requests_are_limited_per_account(service):
    client = service.sign_in(service.talents[22])
    statuses = [client.get('/v1/events').status for _ in range(70)]
    assert statuses[0] == 200 and statuses[-1] == 429, statuses


def test_the_queue_of_sign_ins_is_bounded(service):
    statuses = []
    def guess(n):
        statuses.append(sign_in(service, f'crowd{n}@x.example').status)
    threads = [threading.Thread(target=guess, args=(n,)) for n in range(25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) == {401, 429}, statuses
    is_alive(service)


def configured(text):
    service = Service(recruiters=12, talents=30)
    service.configure(text)
    return service


if __name__ == '__main__':
    with configured(CONFIG) as strict, configured('[limits]\nheader-seconds = 600\n') as lenient:
        status = duo_tap.run(__name__, service=strict, patient=lenient)
    sys.exit(status)
