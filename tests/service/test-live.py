#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The live socket: who may open one, what it says when something changes, and what it does with nonsense."""
import contextlib
import json
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import LiveSocket, Refused, Service, idempotency_key

numbers = iter(range(40, 120))


def talent(service):
    return service.sign_in(service.talents[next(numbers)])


def ada(service):
    return service.sign_in(service.recruiters[0])


def refused(service, token, **headers):
    try:
        LiveSocket(service.host, service.port, token, {k.replace('_', '-'): v for k, v in headers.items()}).close()
    except Refused as error:
        return error.answer
    raise AssertionError('it was let in')


def test_nobody_gets_in_without_a_token(service):
    for token in (None, 'x' * 43):
        answer = refused(service, token)
        assert answer.status == 401 and answer.code == 'unauthorized', answer


def test_the_handshake_is_checked(service):
    token = talent(service).token
    for headers in ({'Upgrade': 'h2c'}, {'Upgrade': None}, {'Sec_WebSocket_Version': '8'},
                    {'Sec_WebSocket_Key': 'short'}, {'Connection': 'close'}):
        answer = refused(service, token, **headers)
        assert answer.status == 426 and answer.headers['sec-websocket-version'] == '13', (headers, answer)


def test_hello_brings_everything_and_the_cursor(service):
    client = talent(service)
    with client.live() as live:
        changes = live.hello(service.event)
        assert live.messages[0]['type'] == 'welcome' and live.messages[0]['now'].endswith('Z')
        bulk = client.everything(service.event)
        assert changes['upto'] == bulk['upto']
        assert {p['id'] for p in changes['people']} == {p['id'] for p in bulk['people']}
        assert changes['counts'] == bulk['counts']


def test_hello_with_a_cursor_brings_only_what_is_newer(service):
    client = talent(service)
    upto = client.everything(service.event)['upto']
    chat = client.book(service.event, ada(service).me,
                       client.slots(service.event, ada(service).me, 'open')[0]).json
    with client.live() as live:
        changes = live.hello(service.event, upto)
        assert [c['id'] for c in changes['chats']] == [chat['id']] and not changes.get('people')
        assert changes['since'] == upto and changes['upto'] >= chat['rev']


def test_hello_to_an_event_that_is_not_mine(service):
    with talent(service).live() as live:
        live.send(type='hello', since={'A' * 22: 0})
        assert live.wait('problem')['code'] == 'not-found'


def test_a_personal_change_comes_at_once_and_ahead_of_the_cursor(service):
    client, recruiter = talent(service), ada(service)
    with recruiter.live() as live:
        before = live.hello(service.event)['upto']
        slot = client.slots(service.event, recruiter.me, 'open')[2]
        chat = client.book(service.event, recruiter.me, slot, message='Hello').json
        personal = live.wait('changes', lambda m: any(c['id'] == chat['id'] for c in m.get('chats', [])))
        assert 'upto' not in personal and personal['chats'][0]['peer']['id'] == client.me
        assert personal['chats'][0]['message'] == 'Hello'
        assert live.wait('changes', lambda m: 'upto' in m)['upto'] >= chat['rev'] > before


def test_others_learn_the_counts_but_not_the_chat(service):
    client, other, recruiter = talent(service), talent(service), ada(service)
    with other.live() as live:
        counts = {c[0]: c[1] for c in live.hello(service.event)['counts']}
        slot = client.slots(service.event, recruiter.me, 'open')[3]
        chat = client.book(service.event, recruiter.me, slot).json
        changes = live.wait('changes', lambda m: m.get('upto', 0) >= chat['rev'])
        assert [recruiter.me, counts[recruiter.me] - 1] == changes['counts'][0][:2], changes
        assert chat['id'] not in json.dumps([changes, live.settle()])


def test_counts_are_new_to_who_comes_when_all_had_left(service):
    """Somebody watches a calendar all the while, and keeps what the service knows of the event."""
    client, other, recruiter = talent(service), talent(service), ada(service)
    with client.live() as watching:
        watching.send(type='watch', event=service.event, recruiter=recruiter.me, on=True)
        watching.wait('slots')
        with other.live() as live:
            before = {c[0]: c[1] for c in live.hello(service.event)['counts']}[recruiter.me]
        client.book(service.event, recruiter.me, client.slots(service.event, recruiter.me, 'open')[4])
        with other.live() as live:
            live.send(type='hello', since={service.event: 0})
            live.wait('changes', lambda m: [recruiter.me, before - 1] in [c[:2] for c in m.get('counts', [])])


def test_the_directory_is_told_twice_a_second_at_most(service):
    client, other, recruiter = talent(service), talent(service), ada(service)
    with other.live() as live:
        live.hello(service.event)
        slots = client.slots(service.event, recruiter.me, 'open')
        chat = client.book(service.event, recruiter.me, slots[0]).json
        for n in range(1, 20):
            chat = client.verb(chat, 'reschedule', start=slots[n][0], end=slots[n][1]).json
        live.wait('changes', lambda m: m.get('upto', 0) >= chat['rev'])
        told = [m for m in live.messages if m['type'] == 'changes']
        assert len(told) <= 6, f'20 commands made {len(told) + 1} messages'


def test_a_watched_grid_comes_at_once_and_with_each_change(service):
    client, other, recruiter = talent(service), talent(service), ada(service)
    with other.live() as live:
        live.send(type='watch', event=service.event, recruiter=recruiter.me, on=True)
        grid = [tuple(s) for d in live.wait('slots')['days'] for s in d['slots']]
        assert grid == client.slots(service.event, recruiter.me)
        slot = next(s for s in grid if s[2] == 'open')
        client.book(service.event, recruiter.me, slot)
        now = [tuple(s) for d in live.wait('slots')['days'] for s in d['slots']]
        assert (slot[0], slot[1], 'booked') in now
        live.send(type='watch', event=service.event, recruiter=recruiter.me, on=False)
        live.settle()
        client2 = talent(service)
        chat = client2.book(service.event, recruiter.me, client2.slots(service.event, recruiter.me, 'open')[1]).json
        other.close()
        with client2.live() as second:
            second.hello(service.event)
        assert not [m for m in live.settle() if m['type'] == 'slots'], 'it was not watched any more'
        assert chat['id']


def test_the_grid_is_told_before_the_chat(service):
    """Who is about to choose a slot hears first, however many are told of the chat."""
    client, recruiter = talent(service), ada(service)
    with recruiter.live() as live:
        live.hello(service.event)
        live.send(type='watch', event=service.event, recruiter=recruiter.me, on=True)
        live.wait('slots')
        live.settle()
        live.messages.clear()
        client.book(service.event, recruiter.me, client.slots(service.event, recruiter.me, 'open')[0])
        told = [m['type'] for m in live.settle() if m['type'] == 'slots' or m.get('chats')]
        assert told == ['slots', 'changes'], told


@contextlib.contextmanager
def without_company(service, *people):
    """Two recruiters who are on their own."""
    database = sqlite3.connect(os.path.join(service.directory, 'duologue.db'), timeout=20)
    companies = database.execute('SELECT company, id FROM people WHERE id IN (?, ?)', people).fetchall()
    with database:
        database.execute('UPDATE people SET company = NULL WHERE id IN (?, ?)', people)
    yield
    with database:
        database.executemany('UPDATE people SET company = ? WHERE id = ?', companies)
    database.close()


def test_who_has_no_company_has_no_colleagues(service):
    one, other = (service.sign_in(service.recruiters[n]) for n in (8, 9))
    client = talent(service)
    path = f'/v1/events/{service.event}/recruiters/{one.me}/'
    with without_company(service, one.me, other.me):
        assert other.get(path + 'slots').code == 'not-found'
        assert other.put(path + 'settings', {'paused': True}).code == 'not-found'
        assert one.put(path + 'settings', {'mode': 'direct', 'paused': False, 'question': ''}).status == 204
        with one.live() as mine, other.live() as theirs:
            mine.hello(service.event)
            theirs.hello(service.event)
            slot = client.slots(service.event, one.me, 'open')[-1]
            chat = client.book(service.event, one.me, slot)
            assert chat.status == 201, chat
            mine.wait('changes', lambda m: any(c['id'] == chat.json['id'] for c in m.get('chats', [])))
            assert chat.json['id'] not in json.dumps(theirs.settle())
    assert service.sign_in(service.recruiters[8]).verb(chat.json, 'cancel').status == 200


def test_blocked_slots_look_booked_to_a_talent_who_watches(service):
    recruiter, client = ada(service), talent(service)
    day = recruiter.days(service.event, recruiter.me)[-1]
    blocked = day['slots'][-1][:2]
    path = f'/v1/events/{service.event}/recruiters/{recruiter.me}/availability'
    with client.live() as live, recruiter.live() as own:
        for socket in (live, own):
            socket.send(type='watch', event=service.event, recruiter=recruiter.me, on=True)
            socket.wait('slots')
        recruiter.put(path, {'days': [{'date': day['date'], 'minutes': day['minutes'], 'blocked': [blocked]}]})
        assert [*blocked, 'booked'] in live.wait('slots')['days'][-1]['slots']
        assert [*blocked, 'blocked'] in own.wait('slots')['days'][-1]['slots']
    recruiter.put(path, {'days': [{'date': day['date'], 'minutes': day['minutes'], 'blocked': []}]})


def test_what_a_recruiter_changes_reaches_talents(service):
    recruiter, client = service.sign_in(service.recruiters[10]), talent(service)
    path = f'/v1/events/{service.event}/recruiters/{recruiter.me}/settings'
    with client.live() as live:
        live.hello(service.event)
        recruiter.put(path, {'paused': True})
        changes = live.wait('changes', lambda m: m.get('people'))
        assert [(p['id'], p['paused']) for p in changes['people']] == [(recruiter.me, True)], changes
        assert 'upto' in changes
    recruiter.put(path, {'paused': False})


def test_colleagues_see_each_others_chats_and_others_do_not(service):
    client, recruiter = talent(service), ada(service)
    people = {v: k for k, v in service.said['people'].items()}
    colleague = service.sign_in(next(e for e in people if e.startswith('piotr')))
    stranger = service.sign_in(next(e for e in people if e.startswith('thandiwe')))
    with colleague.live() as near, stranger.live() as far:
        near.hello(service.event)
        far.hello(service.event)
        chat = client.book(service.event, recruiter.me,
                           client.slots(service.event, recruiter.me, 'open')[0]).json
        near.wait('changes', lambda m: any(c['id'] == chat['id'] for c in m.get('chats', [])))
        far.wait('changes', lambda m: m.get('upto', 0) >= chat['rev'])
        assert chat['id'] not in json.dumps(far.settle())


def test_strangers_cannot_watch(service):
    people = {v: k for k, v in service.said['people'].items()}
    stranger = service.sign_in(next(e for e in people if e.startswith('thandiwe')))
    with stranger.live() as live:
        for recruiter in (ada(service).me, 'A' * 22):
            live.send(type='watch', event=service.event, recruiter=recruiter, on=True)
            problem = live.wait('problem')
            assert problem['code'] == 'not-found' and recruiter not in json.dumps(problem)


def test_nonsense_is_said_and_the_socket_goes_on(service):
    with talent(service).live() as live:
        for text in ('', '{', '[]', '{"type":7}', '{"type":"watch"}', '{"type":"room","op":"join","chat":"x"}',
                     '{"type":"signal","chat":"' + 'A' * 22 + '"}', '{"type":"ping","type":"ping"}',
                     '[' * 40 + ']' * 40, '{"type":"ping","n":"\\u0000"}'):
            live.send_frame(1, text.encode())
            assert live.wait('problem')['code'] == 'malformed', text
        live.send(type='of a later version', more=[1, 2])
        live.send(type='ping', n=7)
        assert live.wait('pong')['n'] == 7


def test_a_message_in_pieces_is_one(service):
    with talent(service).live() as live:
        live.send_frame(1, b'{"type":"pi', fin=False)
        live.send_frame(9, b'between')
        live.send_frame(0, b'ng","n":3}')
        assert live.wait('pong')['n'] == 3


def test_what_is_no_text_ends_the_socket(service):
    for frames, code in (([(2, b'binary')], 1003), ([(1, b'\xff\xfe')], 1007), ([(1, b'x' * 70000)], 1009),
                         ([(3, b'')], 1002)):
        with talent(service).live() as live:
            for opcode, payload in frames:
                live.send_frame(opcode, payload)
            assert live.wait_closed() == code, (frames[0][1][:10], live.closed)


def test_too_many_messages_are_refused(service):
    with talent(service).live() as live:
        for n in range(900):
            live.send(type='ping', n=n)
        assert live.wait('problem')['code'] == 'too-many'


def test_signing_out_ends_the_socket_at_once(service):
    client = talent(service)
    other = service.sign_in(client.account['email'])
    with client.live() as live, other.live() as kept:
        assert client.request('DELETE', '/v1/sessions/current').status == 204
        assert live.wait_closed() == 1008
        kept.send(type='ping', n=1)
        kept.wait('pong')


def test_one_account_has_not_endless_sockets(service):
    client = talent(service)
    sockets = [client.live() for _ in range(9)]
    assert sockets[0].wait_closed() == 1008
    sockets[-1].send(type='ping', n=1)
    sockets[-1].wait('pong')
    for socket in sockets:
        socket.close()


def test_what_came_behind_the_handshake_is_not_lost(service):
    client = talent(service)
    import base64
    import secrets
    import socket
    raw = socket.create_connection((service.host, service.port), timeout=10)
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    frame = bytes([0x81, 0x80 | 21, 0, 0, 0, 0]) + b'{"type":"ping","n":5}'
    raw.sendall((f'GET /v1/live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
                 f'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n'
                 f'Authorization: Bearer {client.token}\r\n\r\n').encode() + frame)
    got = b''
    while b'"pong"' not in got:
        more = raw.recv(4096)
        assert more, got
        got += more
    raw.close()


if __name__ == '__main__':
    with Service('--without-chats', recruiters=40, talents=120) as running:
        status = duo_tap.run(__name__, service=running)
    sys.exit(status)
