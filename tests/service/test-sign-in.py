#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in and out, who is let in, and what a path that does not exist says."""
import os
import statistics
import sys
import time

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import Client, Service, new_key


def attempt(service, email, password, **device):
    body = {'method': 'password', 'email': email, 'password': password,
            'device': {'name': 'laptop', 'key': new_key(), **device}}
    return service.client().post('/v1/sessions', body)


def test_service_says_what_it_is(service):
    answer = service.client().get('/v1/service')
    assert answer.status == 200
    assert answer.json['protocol'] == [1] and 'password' in answer.json['sign_in'], answer
    assert answer.json['name'] and answer.json['version']


def test_right_password_opens_a_session(service):
    answer = attempt(service, service.talents[0], service.password)
    assert answer.status == 201, answer
    assert answer.json['account']['email'] == service.talents[0]
    assert answer.headers['cache-control'] == 'no-store'
    assert len(answer.json['token']) == 43, 'a token has 256 bits'
    assert Client(service.address, answer.json['token']).get('/v1/events').status == 200


def test_address_is_read_without_its_case(service):
    assert attempt(service, service.talents[0].upper(), service.password).status == 201


def test_wrong_password_and_unknown_account_answer_alike(service):
    wrong = attempt(service, service.talents[0], 'not the password')
    unknown = attempt(service, 'nobody@nowhere.example', 'not the password')
    assert wrong.status == unknown.status == 401
    assert wrong.body == unknown.body, 'whoever asks could find out who has an account'
    # Negative control: the two are told apart where the password is right.
    assert attempt(service, service.talents[0], service.password).body != unknown.body


def median_time(service, email):
    times = []
    for _ in range(9):
        begin = time.perf_counter()
        assert attempt(service, email, 'not the password').status == 401
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def test_they_answer_alike_in_time_too(service):
    begin = time.perf_counter()
    service.client().get('/v1/service')
    nothing = time.perf_counter() - begin
    wrong, unknown = median_time(service, service.talents[1]), median_time(service, 'nobody@nowhere.example')
    assert 0.4 < wrong / unknown < 2.5, (wrong, unknown)
    # Negative control: an answer without a hash is much quicker, and would be seen.
    assert unknown > 2 * nothing, (unknown, nothing)


def test_what_is_missing_is_named(service):
    cases = [({'email': 'a@b.example'}, 'password'), ({'password': 'x'}, 'email'), ({}, 'method')]
    for body, name in cases:
        answer = service.client().post('/v1/sessions', {**({'method': 'password'} if body else {}), **body})
        assert answer.status == 400 and answer.code == 'malformed', answer
    answer = attempt(service, service.talents[0], service.password, key='short')
    assert answer.status == 400 and 'key' in answer.json['detail'], answer


def test_without_a_token_nothing_is_told(service):
    for token in (None, 'x' * 43, 'ä'.encode().decode('latin-1') * 20, ''):
        for method, path in (('GET', '/v1/events'), ('GET', f'/v1/events/{service.event}'),
                             ('POST', f'/v1/events/{service.event}/chats'), ('DELETE', '/v1/sessions/current')):
            answer = Client(service.address, token).request(method, path)
            assert answer.status == 401 and answer.code == 'unauthorized', (token, path, answer)
            assert answer.headers['www-authenticate'] == 'Bearer'


def test_signing_out_ends_the_session(service):
    client = service.sign_in(service.talents[2])
    assert client.request('DELETE', '/v1/sessions/current').status == 204
    assert client.get('/v1/events').status == 401


def test_signing_out_ends_only_that_session(service):
    one, other = service.sign_in(service.talents[3]), service.sign_in(service.talents[3])
    assert one.request('DELETE', '/v1/sessions/current').status == 204
    assert other.get('/v1/events').status == 200


def test_unknown_paths_and_methods(service):
    client = service.sign_in(service.talents[0])
    for path in ('/', '/v1', '/v2/service', '/v1/events/', '/v1/events/short', '/v1/events//changes', '/v1/service/',
                 '/v1/service%00', '/v1/%73ervice/../events', '/v1/chats/' + 'A' * 22 + '/dance'):
        answer = client.get(path)
        assert answer.status == 404, (path, answer)
        assert answer.headers['content-type'] == 'application/problem+json'
    answer = client.request('PATCH', '/v1/events')
    assert answer.status == 405 and answer.headers['allow'] == 'GET' and answer.code == 'method', answer


def test_head_has_the_headers_of_get(service):
    answer = service.client().request('HEAD', '/v1/service')
    assert answer.status == 200 and answer.body == b'' and int(answer.headers['content-length']) > 50


def test_probes(service):
    assert service.client().get('/healthz').body == b'ok\n'
    assert service.client().get('/readyz').status == 200


def test_a_session_slides_and_expires(service):
    day = 86400
    used, idle = service.sign_in(service.talents[4]), service.sign_in(service.talents[5])
    for _ in range(3):
        service.leap(14 * day)
        assert used.get('/v1/events').status == 200, 'a session that is used goes on'
    assert idle.get('/v1/events').status == 401, 'one that is not used for 30 days has ended'
    service.leap(-42 * day)


def test_a_live_socket_lasts_as_long_as_its_session(service):
    day = 86400
    used, asking, idle = [service.sign_in(service.talents[n]) for n in (6, 7, 8)]
    with used.live() as spoken, asking.live() as silent, idle.live() as left:
        for n in range(3):
            service.leap(14 * day)
            spoken.send(type='ping', n=n)
            assert spoken.wait('pong')['n'] == n, 'a socket that is used prolongs its session'
            assert asking.get('/v1/events').status == 200
        assert left.wait_closed() == 1008, 'its session has ended'
        silent.send(type='ping', n=5)
        assert silent.wait('pong')['n'] == 5, 'requests keep the sockets of their session'
    assert used.get('/v1/events').status == 200
    service.leap(-42 * day)


if __name__ == '__main__':
    with Service() as running:
        status = duo_tap.run(__name__, service=running)
    sys.exit(status)
