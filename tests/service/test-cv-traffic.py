#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""CVs under way: an account has few of them, and so have all together; who is refused is told when to come back."""
import contextlib
import os
import socket
import sys

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import BOUND, Service, read_answer
from http.client import HTTPResponse

MEBIBYTE = 1024 * 1024
LARGEST = b'%PDF-1.4\n' + b' ' * (5 * MEBIBYTE - 9)
AT_ONCE = 3
CONFIG = f'''
[limits]
cvs = {AT_ONCE}
cvs-per-account = 2
[rates]
cvs-up-per-account = {{up}}
cvs-down-per-account = {{down}}
'''


def dial(service, text, body=b''):
    """A connection of whose answer little is taken by itself."""
    connection = socket.socket(socket.AF_INET if '.' in service.host else socket.AF_INET6)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(BOUND)
    connection.connect((service.host, service.port))
    connection.sendall(text.encode() + body)
    return connection


def begin_reading(client, service, person):
    """The answer's first line is there, and its end is not."""
    connection = dial(service, f'GET /v1/people/{person}/cv HTTP/1.1\r\nHost: x\r\n'
                               f'Authorization: Bearer {client.token}\r\n\r\n')
    return connection, int(connection.recv(12).split()[1])


def begin_putting(client, service):
    """The service has read the head where it says to go on, and the body never ends."""
    connection = dial(service, f'PUT /v1/me/cv HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {client.token}\r\n'
                               'Content-Type: application/pdf\r\nExpect: 100-continue\r\n'
                               f'Content-Length: {len(LARGEST)}\r\n\r\n')
    assert connection.recv(21) == b'HTTP/1.1 100 Continue', client
    connection.sendall(LARGEST[:100000])
    return connection


def put(client, body=LARGEST):
    return client.request('PUT', '/v1/me/cv?name=CV.pdf', body, {'Content-Type': 'application/pdf'})


def read(client, person):
    return client.get(f'/v1/people/{person}/cv')


def assert_refused(answer, status, code):
    assert (answer.status, answer.code) == (status, code), answer
    assert int(answer.headers['retry-after']) >= 1, answer.headers


@contextlib.contextmanager
def held(connections):
    try:
        yield
    finally:
        for connection in connections:
            connection.close()


def with_cv(service, n):
    client = service.sign_in(service.talents[n])
    answer = put(client)
    assert answer.status == 200, answer
    return client


def test_an_account_reads_few_at_one_time(service):
    one, other = with_cv(service, 0), with_cv(service, 1)
    begun = [begin_reading(one, service, one.me) for _ in range(2)]
    assert [status for _, status in begun] == [200, 200]
    with held([connection for connection, _ in begun]):
        assert_refused(read(one, one.me), 429, 'too-many')
        assert_refused(put(one), 429, 'too-many')
        # Negative controls: all else goes on, and so does what others do.
        assert one.get('/v1/events').status == 200
        assert read(other, other.me).body == LARGEST
    service.wait_until(lambda: read(one, one.me).status == 200)


def test_an_account_puts_few_at_one_time(service):
    one = with_cv(service, 2)
    with held([begin_putting(one, service) for _ in range(2)]):
        assert_refused(put(one), 429, 'too-many')
        assert_refused(read(one, one.me), 429, 'too-many')
    service.wait_until(lambda: read(one, one.me).status == 200)
    assert put(one).status == 200


def test_all_have_some_at_one_time(service):
    one, two, three = (with_cv(service, n) for n in (3, 4, 5))
    with held([begin_putting(one, service), begin_putting(one, service), begin_putting(two, service)]):
        assert_refused(read(three, three.me), 503, 'unavailable')
        assert_refused(put(three), 503, 'unavailable')
    service.wait_until(lambda: read(three, three.me).status == 200)


def test_what_was_answered_holds_no_place(service):
    one = with_cv(service, 6)
    for _ in range(AT_ONCE + 1):
        assert put(one, b'no PDF').status == 422
        assert read(one, one.me).body == LARGEST
        assert one.request('DELETE', '/v1/me/cv').status == 204
        assert read(one, one.me).status == 404
        assert put(one).status == 200


def test_how_often(hasty):
    one, other = with_cv(hasty, 0), with_cv(hasty, 1)
    assert put(one).status == 200
    assert_refused(put(one), 429, 'too-many')
    assert [read(one, one.me).status for _ in range(3)] == [200] * 3
    assert_refused(read(one, one.me), 429, 'too-many')
    # Negative control: another account's are counted by themselves.
    assert put(other).status == 200 and read(other, other.me).status == 200


def test_what_is_refused_is_refused_before_the_body(hasty):
    """The answer comes although nothing of the body does: no memory was taken for it."""
    one = with_cv(hasty, 2)
    assert put(one).status == 200
    connection = dial(hasty, f'PUT /v1/me/cv HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {one.token}\r\n'
                             f'Content-Type: application/pdf\r\nExpect: 100-continue\r\n'
                             f'Content-Length: {len(LARGEST)}\r\n\r\n')
    with held([connection]):
        reply = HTTPResponse(connection, method='PUT')
        reply.begin()
        assert_refused(read_answer(reply), 429, 'too-many')


def test_however_small_other_bodies_are(small):
    one = with_cv(small, 0)
    assert read(one, one.me).body == LARGEST
    assert put(one, LARGEST + b' ').code == 'too-large'
    statuses = [put(one).status for _ in range(12)]
    assert statuses[0] == 200 and statuses[-1] == 429, 'who is refused reads the answer'
    # Negative control: other bodies are as small as is said.
    answer = one.request('POST', '/v1/me/cv', LARGEST[:5000])
    assert answer.status == 413 and answer.code == 'too-large', answer


def configured(up, down):
    service = Service('--without-chats', recruiters=12, talents=12)
    service.configure(CONFIG.format(up=up, down=down))
    return service


if __name__ == '__main__':
    with configured('1000/1000', '1000/1000') as calm, configured('2/1', '3/1') as strict, Service() as narrow:
        narrow.configure('[limits]\nbody-bytes = 4096\n')
        status = duo_tap.run(__name__, service=calm, hasty=strict, small=narrow)
    sys.exit(status)
