#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""CVs under way: an account has few of them, and so have all together; who is refused is told when to come back, and who
is slow makes room."""
import contextlib
import json
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
cv-bytes-per-second = {{least}}
cv-pace-seconds = {{pace}}
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


def begin_putting(client, service, begun=LARGEST[:100000]):
    """The service has read the head where it says to go on, and the body never ends."""
    connection = dial(service, f'PUT /v1/me/cv HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {client.token}\r\n'
                               'Content-Type: application/pdf\r\nExpect: 100-continue\r\n'
                               f'Content-Length: {len(LARGEST)}\r\n\r\n')
    assert connection.recv(25) == b'HTTP/1.1 100 Continue\r\n\r\n', client
    connection.sendall(begun)
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


def listen(connection, seconds):
    """What comes within so long, or None: the pace of who sends."""
    connection.settimeout(seconds)
    try:
        return connection.recv(4096)
    except TimeoutError:
        return None


def test_who_dawdles_is_cut(brisk):
    """Who holds all the places and sends nothing, or takes nothing, does not keep others from theirs."""
    one, two, three = (with_cv(brisk, n) for n in (0, 1, 2))
    putting = [begin_putting(one, brisk) for _ in range(2)]
    reading, status = begin_reading(two, brisk, two.me)
    assert status == 200
    with held([*putting, reading]):
        assert_refused(read(three, three.me), 503, 'unavailable')
        brisk.wait_until(lambda: read(three, three.me).status == 200)
        for connection in putting:
            head, _, body = listen(connection, BOUND).partition(b'\r\n\r\n')
            assert b' 408 ' in head.splitlines()[0] and b'\r\nRetry-After: 30\r\n' in head, head
            assert json.loads(body)['code'] == 'timeout', body
    # They would be back at once: for a while they are told to wait.
    brisk.wait_until(lambda: put(two).status == 429)
    for client in one, two:
        assert_pauses(client, brisk)
    # Negative control: others are not.
    assert put(three).status == 200


def test_who_is_slow_but_moves_is_not_cut(brisk):
    """Several looks long a little comes all the time, which is more than the least."""
    one = with_cv(brisk, 3)
    connection = begin_putting(one, brisk)
    with held([connection]):
        for _ in range(14):
            connection.sendall(b' ' * 20000)
            assert listen(connection, .25) is None, 'cut off'
        connection.settimeout(BOUND)
        connection.sendall(b' ' * (len(LARGEST) - 100000 - 14 * 20000))
        assert connection.recv(12).split()[1] == b'200'


def assert_pauses(client, service):
    service.wait_until(lambda: put(client).status == 429)
    answer = put(client)
    assert_refused(answer, 429, 'too-many')
    assert 2 < int(answer.headers['retry-after']) <= 30, answer.headers


def test_who_leaves_before_the_look_is_no_quicker(patient):
    """Nobody is looked at within the time of this test; who moved nothing meanwhile is judged when they go."""
    one, two, three, four = (with_cv(patient, n) for n in range(4))
    good = begin_putting(three, patient)
    putting = begin_putting(one, patient, LARGEST[:100])
    reading, status = begin_reading(two, patient, two.me)
    assert status == 200
    with held([good, putting, reading]):
        assert listen(putting, 4) is None
        # Negative control: what went fast until then.
        good.close()
        patient.wait_until(lambda: read(four, four.me).status == 200)
        assert put(three).status == 200
    assert_pauses(one, patient)
    assert_pauses(two, patient)
    assert put(three).status == 200


def test_who_ends_before_the_look_is_no_quicker(patient):
    one, two = with_cv(patient, 4), with_cv(patient, 5)
    head = ('PUT /v1/me/cv HTTP/1.1\r\nHost: x\r\nContent-Type: application/pdf\r\nContent-Length: 100\r\n'
            'Authorization: Bearer {}\r\n\r\n')
    connection = dial(patient, head.format(one.token), LARGEST[:99])
    with held([connection]):
        assert listen(connection, 3) is None
        connection.sendall(b' ')
        connection.settimeout(BOUND)
        assert connection.recv(12).split()[1] == b'200'
    assert_pauses(one, patient)
    # Negative control: as little of it, at once.
    connection = dial(patient, head.format(two.token), LARGEST[:100])
    with held([connection]):
        assert connection.recv(12).split()[1] == b'200'
    assert put(two).status == 200


def configured(up, down, least=0, pace=600):
    """Only where there is a least is anybody slow, however slow the machine is on which this runs."""
    service = Service('--without-chats', recruiters=12, talents=12)
    service.configure(CONFIG.format(up=up, down=down, least=least, pace=pace))
    return service


if __name__ == '__main__':
    with configured('1000/1000', '1000/1000') as calm, configured('2/1', '3/1') as strict, Service() as narrow, \
            configured('1000/1000', '1000/1000', 4096, pace=1) as quick, \
            configured('1000/1000', '1000/1000', 4096) as late:
        narrow.configure('[limits]\nbody-bytes = 4096\n')
        status = duo_tap.run(__name__, service=calm, hasty=strict, small=narrow, brisk=quick,
                             patient=late)
    sys.exit(status)
