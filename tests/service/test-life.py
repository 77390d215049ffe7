#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program itself: its verbs, its configuration, how it ends, and that what was answered is there afterwards."""
import datetime
import json
import os
import pty
import re
import select
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import BOUND, Client, Service, find_daemon, idempotency_key, new_key


def run(*arguments, **environment):
    return subprocess.run([find_daemon(), *arguments], capture_output=True, text=True, timeout=BOUND,
                          stdin=subprocess.DEVNULL, env={**os.environ, **environment}, check=False)


def state_of(service, client, chat):
    """Asked at the address that the service has now."""
    seen = Client(service.address, client.token).everything(service.event)['chats']
    return next(c for c in seen if c['id'] == chat['id'])['state']


def test_what_was_answered_is_there_after_a_restart():
    with Service('--without-chats', talents=60) as service:
        client = service.sign_in(service.talents[50])
        ada = service.sign_in(service.recruiters[0]).me
        slot = client.slots(service.event, ada, 'open')[5]
        key = idempotency_key()
        chat = client.book(service.event, ada, slot, key).json
        service.restart()
        assert state_of(service, client, chat) == 'confirmed'
        repeated = Client(service.address, client.token).book(service.event, ada, slot, key)
        assert repeated.status == 201 and repeated.json['id'] == chat['id'], 'keys survive too'


def test_what_was_answered_is_there_after_a_kill():
    with Service('--without-chats') as service:
        ada = service.sign_in(service.recruiters[0]).me
        clients = [service.sign_in(email) for email in service.talents[12:20]]
        slots = clients[0].slots(service.event, ada, 'open')
        booked, enough = {}, threading.Event()

        def book(n, client):
            try:
                for slot in slots[n::8]:
                    answer = client.book(service.event, ada, slot)
                    if answer.status == 201:
                        booked[answer.json['id']] = slot
                        answer = client.verb(answer.json, 'reschedule', start=slot[0], end=slot[1])
                        client.verb(answer.json if answer.status == 200 else answer.json['chat'], 'cancel')
                    if len(booked) > 12:
                        enough.set()
            except (OSError, KeyError, ValueError):
                pass  # the service is gone, which is the point

        threads = [threading.Thread(target=book, args=each) for each in enumerate(clients)]
        for thread in threads:
            thread.start()
        assert enough.wait(BOUND)
        service.kill()
        for thread in threads:
            thread.join()
        begin = time.monotonic()
        service.restart()
        assert time.monotonic() - begin < 5
        seen = {c['id'] for c in Client(service.address, service.sign_in(service.recruiters[0]).token)
                .everything(service.event)['chats']}
        assert set(booked) <= seen, set(booked) - seen


def test_a_room_survives_a_restart():
    with Service('--without-chats', talents=60) as service:
        client, ada = service.sign_in(service.talents[50]), service.sign_in(service.recruiters[0])
        slot = client.slots(service.event, ada.me, 'open')[0]
        chat = client.book(service.event, ada.me, slot).json
        service.restart()
        service.leap(3600)
        service.wait_until(lambda: state_of(service, client, chat) == 'no-show')


def test_nobody_is_together_while_it_is_away():
    """Two met for a moment, then the service stopped for longer than a chat needs to count as held."""
    with Service('--without-chats', talents=60) as service:
        sides = [service.sign_in(service.recruiters[0]), service.sign_in(service.talents[50])]
        slot = sides[1].slots(service.event, sides[0].me, 'open')[0]
        chat = sides[1].book(service.event, sides[0].me, slot).json
        service.leap(max(0, int(datetime.datetime.fromisoformat(slot[0]).timestamp() - service.now()) - 240))
        lives = [each.live() for each in sides]
        for live in lives:
            live.send(type='room', op='join', chat=chat['id'], key=new_key(), nonce=new_key())
        lives[0].wait('room', lambda m: m['op'] == 'joined')
        service.terminate()
        assert service.wait() == 0, service.log()
        service.set_ahead(600)
        service.restart()
        service.leap(3600)
        service.wait_until(lambda: state_of(service, sides[1], chat) == 'no-show')


def test_it_drains():
    with Service() as service:
        client = service.sign_in(service.talents[0])
        live = client.live()
        live.hello(service.event)
        service.terminate()
        assert live.wait_closed() == 1001, 'sockets are told that it goes away'
        assert service.wait() == 0, service.log()
        service.killed = True
        try:
            socket.create_connection((service.host, service.port), timeout=1).close()
            raise AssertionError('it still listens')
        except ConnectionRefusedError:
            pass


def test_answers_under_way_are_given_while_it_drains():
    with Service() as service:
        results = []

        def sign_in(n):
            answer = service.client().post('/v1/sessions', {
                'method': 'password', 'email': service.talents[n], 'password': 'wrong',
                'device': {'name': 'x', 'key': 'A' * 43}})
            results.append(answer.status)

        threads = [threading.Thread(target=sign_in, args=(n,)) for n in range(12)]
        for thread in threads:
            thread.start()
        service.wait_until(lambda: results)
        service.terminate()
        for thread in threads:
            thread.join()
        assert service.wait() == 0, service.log()
        service.killed = True
        assert set(results) <= {401}, results


def test_the_demo_ends_with_stdin():
    process = subprocess.Popen([find_daemon(), 'demo'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    said = json.loads(process.stdout.readline())
    assert {'address', 'password', 'event', 'talents', 'recruiters'} <= set(said)
    process.stdin.close()
    assert process.wait(timeout=BOUND) == 0
    process.stdout.close()


def test_the_demo_reads_no_terminal():
    """In its background that would stop it, and what is typed there is for the shell."""
    master, terminal = pty.openpty()
    process = subprocess.Popen([find_daemon(), 'demo'], stdin=terminal, stdout=subprocess.PIPE)
    said = json.loads(process.stdout.readline())
    os.write(master, b'typed for the shell\n\x04')
    for email in said['talents'][:5]:
        client = Client(said['address'])
        answer = client.post('/v1/sessions', {'method': 'password', 'email': email, 'password': said['password'],
                                              'device': {'name': 'a test', 'key': new_key()}})
        assert answer.status == 201, answer
    assert select.select([terminal], [], [], 0)[0], 'what was typed is not there any more'
    process.terminate()
    assert process.wait(timeout=BOUND) == 0
    process.stdout.close()
    os.close(terminal)
    os.close(master)


def test_the_demo_leaves_nothing_behind():
    with tempfile.TemporaryDirectory() as place:
        process = subprocess.Popen([find_daemon(), 'demo'], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   env={**os.environ, 'TMPDIR': place})
        process.stdout.readline()
        made = os.listdir(place)
        assert len(made) == 1 and stat.S_IMODE(os.stat(os.path.join(place, made[0])).st_mode) == 0o700
        process.stdin.close()
        assert process.wait(timeout=BOUND) == 0
        process.stdout.close()
        assert os.listdir(place) == []


def test_the_demo_has_the_people_it_should():
    with Service(recruiters=40, talents=200) as service:
        client = service.sign_in(service.talents[0])
        everything = client.everything(service.event)
        people = everything['people']
        assert service.talents[0].startswith('amara.okafor@') and service.recruiters[0].startswith('ada.lindqvist@')
        assert len(people) == 40 and len(everything['companies']) == 12 and len(service.talents) == 200
        assert {p['mode'] for p in people} == {'direct', 'selective'} and {p['paused'] for p in people} == {True, False}
        assert any(p.get('question') for p in people) and max(len(p['name']) for p in people) >= 60
        assert len({p.get('about') for p in people}) == 40, 'no two say the same'
        counts = {c[0]: c[1:] for c in everything['counts']}
        # Whom to book is drawn, by the hour: for one slot of a full calendar nobody may be free.
        assert any(c[0] <= 1 for c in counts.values()) and any(c[1] > 0 for c in counts.values())
        states = {c['state'] for c in everything['chats']}
        assert {'confirmed', 'accepted', 'invited', 'requested'} <= states, states


def test_a_demo_chat_can_be_joined_within_the_minute():
    with Service() as service:
        client, ada = service.sign_in(service.talents[0]), service.sign_in(service.recruiters[0])
        slot = client.slots(service.event, ada.me, 'open')[0]
        chat = client.book(service.event, ada.me, slot).json
        answer = client.post(f"/v1/chats/{chat['id']}/room")
        assert answer.status == 200 and answer.json['may_join'], answer


def test_the_same_seed_makes_the_same_people():
    def names(seed):
        with Service('--seed', seed, recruiters=50, talents=60) as service:
            people = service.sign_in(service.talents[0]).everything(service.event)['people']
            return sorted(p['name'] for p in people)
    assert names('3') == names('3') != names('4')


def test_ten_thousand_recruiters_come_quickly():
    begin = time.monotonic()
    with Service(recruiters=10000, talents=50) as service:
        took = time.monotonic() - begin
        client = service.sign_in(service.talents[0])
        answer = client.get(f'/v1/events/{service.event}/changes?since=0', Accept_Encoding='gzip')
        import gzip
        assert len(json.loads(gzip.decompress(answer.body))['people']) == 10000
    slow = 'asan' in find_daemon()
    assert took < (60 if slow else 15), f'{took:.1f} s'
    print(f'# {took:.1f} s to make them, {len(answer.body)} bytes packed')


def test_configuration_errors_name_what_is_wrong():
    cases = {
        '[service]\nport = many\n': ('port', 'many'),
        '[service]\nport = 70000\n': ('port', '65535'),
        '[service]\nprot = 80\n': ('prot', '[service]'),
        '[servcie]\nport = 80\n': ('servcie',),
        '[service]\nlisten = localhost\n': ('listen', 'localhost'),
        '[service]\nbehind-proxy = maybe\n': ('behind-proxy', 'maybe'),
        '[rates]\nsign-in-per-account = fast\n': ('sign-in-per-account', '10/60'),
        '[rooms]\nice = example.org\n': ('ice', 'stun://'),
        'port = 80\n': ('group',),
    }
    with tempfile.TemporaryDirectory() as place:
        path = os.path.join(place, 'duologued.conf')
        for text, words in cases.items():
            with open(path, 'w') as file:
                file.write(text)
            for verb in ('check-config', 'serve'):
                result = run(verb, '--config', path)
                assert result.returncode == 1 and path in result.stderr, (verb, text, result)
                assert all(word in result.stderr for word in words), (text, result.stderr)
        assert run('check-config', '--config', path + '.none').returncode == 1


def test_init_writes_what_serve_reads():
    with tempfile.TemporaryDirectory() as place:
        path, data = os.path.join(place, 'etc', 'duologued.conf'), os.path.join(place, 'data')
        result = run('init', '--config', path, '--data', data)
        assert result.returncode == 0 and path in result.stdout, result
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
        checked = run('check-config', '--config', path)
        assert checked.returncode == 0 and data in checked.stdout, checked
        again = run('init', '--config', path, '--data', data)
        assert again.returncode == 1 and 'stays as it is' in again.stderr
        # Every key of the sample is a valid one when it is not a comment.
        with open(path) as file:
            text = re.sub(r'(?m)^#(\S+ = .*)$', r'\1', file.read()).replace('$XDG_DATA_HOME', place)
        with open(path, 'w') as file:
            file.write(text)
        checked = run('check-config', '--config', path)
        assert checked.returncode == 0, checked


def test_wrong_command_lines():
    for arguments in ([], ['dance'], ['serve', '--colour'], ['demo', '--recruiters', '-1'], ['demo', 'extra'],
                      ['demo', '--port', '99999']):
        result = run(*arguments)
        assert result.returncode == 2 and result.stderr, (arguments, result)
    assert 'check-config' in run('help').stdout
    assert re.match(r'duologued \d', run('version').stdout)


def test_a_port_that_is_taken():
    with socket.create_server(('127.0.0.1', 0)) as other, tempfile.TemporaryDirectory() as place:
        port = str(other.getsockname()[1])
        result = run('serve', '--data', place, '--port', port)
        assert result.returncode == 1 and port in result.stderr and 'another port' in result.stderr, result


def test_the_demo_does_not_touch_other_data():
    with Service() as service:
        before = os.path.getmtime(os.path.join(service.directory, 'duologue.db'))
        result = run('demo', '--directory', service.directory)
        assert result.returncode == 1 and 'empty directory' in result.stderr, result
        assert os.path.getmtime(os.path.join(service.directory, 'duologue.db')) == before


def test_a_second_signal_does_no_harm():
    with Service() as service:
        service.terminate()
        service.process.send_signal(signal.SIGTERM)
        service.process.send_signal(signal.SIGINT)
        assert service.wait() == 0
        service.killed = True


if __name__ == '__main__':
    sys.exit(duo_tap.run(__name__))
