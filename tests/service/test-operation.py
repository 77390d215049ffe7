#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator configures: a proxy in front, TURN servers, limits of connections, a name."""
import base64
import hashlib
import hmac
import os
import resource
import socket
import sys
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import BOUND, Service, new_key

PROXIED = '''
[service]
name = Fair 2027
behind-proxy = true
[rooms]
ice = stun://stun.example:3478;turn://turn.example:3478
turn-secret = north
turn-seconds = 120
[rates]
sign-in-per-address = 3/1
'''

SMALL = '''
[limits]
connections-per-address = 12
live-sockets-per-account = 2
[rates]
sign-in-per-address = 5/1
'''

NARROW = '''
[limits]
connections = 16
header-seconds = 600
idle-seconds = 600
live-sockets-per-account = 20
'''


def guess(service, n, *forwarded):
    """`forwarded`: one or two lines of X-Forwarded-For."""
    headers = dict(zip(('X-Forwarded-For', 'x-forwarded-for'), forwarded))
    return service.client().post('/v1/sessions', {'method': 'password', 'email': f'{n}@x.example', 'password': 'x',
                                                  'device': {'name': 'x', 'key': new_key()}}, headers=headers).status


def test_the_name(proxied):
    assert proxied.client().get('/v1/service').json['name'] == 'Fair 2027'


def test_addresses_come_from_the_proxy(proxied):
    assert [guess(proxied, n, '198.51.100.1') for n in range(4)] == [401, 401, 401, 429]
    assert guess(proxied, 5, '198.51.100.2') == 401, 'another address is not touched'
    # What the client itself put in front of the proxy's word is not believed.
    assert guess(proxied, 6, '203.0.113.9, 198.51.100.1') == 429
    assert guess(proxied, 7, '198.51.100.1, 203.0.113.77') == 401
    # Nor is a line of its own, where the proxy adds another.
    assert guess(proxied, 8, '203.0.113.10', '198.51.100.1') == 429
    assert guess(proxied, 9, '198.51.100.1', '203.0.113.78') == 401


def test_without_a_proxy_nobody_is_believed(small):
    """Negative control: the same header changes nothing where no proxy is configured."""
    found = [guess(small, n, f'198.51.100.{n}') for n in range(7)]
    assert found == [401] * 5 + [429] * 2, found


def test_turn_credentials(proxied):
    client = proxied.people['talent']
    answer = client.post(f"/v1/chats/{proxied.chat['id']}/room")
    assert answer.status == 200, answer
    stun, turn = answer.json['ice']
    assert stun == 'stun://stun.example:3478'
    parts = urllib.parse.urlsplit(turn)
    user, password = urllib.parse.unquote(parts.username), urllib.parse.unquote(parts.password)
    expires = int(user.split(':')[0])
    assert 60 < expires - proxied.now() <= 121, user
    wanted = base64.b64encode(hmac.new(b'north', user.encode(), hashlib.sha1).digest()).decode()
    assert (parts.scheme, parts.hostname, parts.port, password) == ('turn', 'turn.example', 3478, wanted)
    assert client.account['email'] not in user and client.account['id'] not in user, user
    assert answer.json['ice_until'] == time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(expires)), answer.json


def test_who_looks_gets_no_credentials(proxied):
    """Until when a room is open is asked again and again."""
    client = proxied.people['talent']
    path = f"/v1/chats/{proxied.chat['id']}/room"
    looked, asked = client.get(path), client.post(path)
    assert looked.status == 200 and looked.json['ice'] == [] and 'ice_until' not in looked.json, looked
    assert looked.json['closes'] == asked.json['closes']
    assert proxied.people['other'].get(path).status == 404


def test_credentials_are_for_those_who_may_join(proxied):
    answer = proxied.people['other'].post(f"/v1/chats/{proxied.chat['id']}/room")
    assert answer.status == 404 and b'turn' not in answer.body


def test_connections_of_one_address(small):
    held, refused = [], 0
    for _ in range(20):
        connection = socket.create_connection((small.host, small.port), timeout=BOUND)
        connection.sendall(b'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
        try:
            answered = connection.recv(100).startswith(b'HTTP/1.1 200')
        except ConnectionResetError:
            answered = False
        refused += not answered
        held.append(connection)
    assert 5 <= refused <= 12, refused
    for connection in held:
        connection.close()
    small.wait_until(lambda: answers(small))


def fill(service, count, more):
    """`count` connections that were let in and answered, and `more` that wait in the listener's queue."""
    held = [socket.create_connection((service.host, service.port), timeout=BOUND) for _ in range(count + more)]
    for connection in held:
        connection.sendall(b'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
    for connection in held[:count]:
        assert connection.recv(100).startswith(b'HTTP/1.1 200')
    return held


def test_a_full_service_hears_again(narrow):
    for connection in fill(narrow, 16, 24):
        connection.close()
    narrow.wait_until(lambda: answers(narrow))


def count_descriptors(service):
    return len(os.listdir(f'/proc/{service.process.pid}/fd'))


def test_live_sockets_that_leave_make_room(narrow):
    """They are none of libmicrohttpd's connections, which ran out of descriptors because of them."""
    sockets = [narrow.people['talent'].live() for _ in range(10)]
    usual = resource.prlimit(narrow.process.pid, resource.RLIMIT_NOFILE)
    resource.prlimit(narrow.process.pid, resource.RLIMIT_NOFILE, (count_descriptors(narrow) + 1, usual[1]))
    held = fill(narrow, 1, 2)
    for _ in range(2):  # by the second pong the queue was looked at
        sockets[0].settle()
    held[0].close()
    for each in sockets:
        each.close()
    narrow.wait_until(lambda: answers(narrow))
    for each in held[1:]:
        each.close()
    resource.prlimit(narrow.process.pid, resource.RLIMIT_NOFILE, usual)


def answers(service):
    try:
        return service.client().get('/healthz').status == 200
    except OSError:
        return False


def test_sockets_of_one_account(small):
    client = small.people['talent']
    sockets = [client.live() for _ in range(3)]
    assert sockets[0].wait_closed() == 1008
    for each in sockets[1:]:
        each.send(type='ping', n=1)
        each.wait('pong')
    for each in sockets:
        each.close()


def configured(text):
    service = Service('--without-chats', recruiters=12, talents=20)
    path = os.path.join(service.home, 'duologued.conf')
    with open(path, 'w') as file:
        file.write(text)
    talent, other = service.sign_in(service.talents[3]), service.sign_in(service.talents[4])
    ada = service.sign_in(service.recruiters[0])
    slot = talent.slots(service.event, ada.me, 'open')[0]
    service.chat = talent.book(service.event, ada.me, slot).json
    service.restart('--config', path)
    service.people = {'talent': service.client(talent.token), 'other': service.client(other.token)}
    service.people['talent'].account = talent.account
    return service


if __name__ == '__main__':
    with configured(PROXIED) as one, configured(SMALL) as other, configured(NARROW) as third:
        status = duo_tap.run(__name__, proxied=one, small=other, narrow=third)
    sys.exit(status)
