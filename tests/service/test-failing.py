#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service does while its database cannot be read: it says so, and nobody misses anything afterwards."""
import contextlib
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import Service, idempotency_key, new_key

# A failing read is a warning in the log, which is what is wanted here.
os.environ.pop('G_DEBUG', None)

numbers = iter(range(20, 60))


def talent(service):
    return service.sign_in(service.talents[next(numbers)])


def run_sql(service, sql, *values):
    database = sqlite3.connect(os.path.join(service.directory, 'duologue.db'), timeout=20)
    with database:
        found = database.execute(sql, values).fetchall()
    database.close()
    return found


@contextlib.contextmanager
def without(service, table):
    """Every statement that reads `table` fails meanwhile."""
    run_sql(service, f'ALTER TABLE {table} RENAME TO hidden')
    try:
        yield
    finally:
        run_sql(service, f'ALTER TABLE hidden RENAME TO {table}')


def test_a_failed_read_of_the_directory_loses_nothing(service):
    recruiter, client = service.sign_in(service.recruiters[5]), talent(service)
    path = f'/v1/events/{service.event}/recruiters/{recruiter.me}/settings'
    with client.live() as live:
        upto = live.hello(service.event)['upto']
        with without(service, 'tombstones'):
            assert recruiter.put(path, {'about': 'Something new'}).status == 204
            assert live.wait_closed() == 1006, 'it is cut off instead of told that there is nothing'
        cursors = [m['upto'] for m in live.messages if 'upto' in m]
        assert max(cursors, default=upto) == upto, cursors
    with client.live() as live:
        people = live.hello(service.event, upto)['people']
        assert [p['about'] for p in people if p['id'] == recruiter.me] == ['Something new']


def book(service, client, recruiter, n=0):
    slot = client.slots(service.event, recruiter.me, 'open')[n]
    return slot, client.book(service.event, recruiter.me, slot)


def test_what_cannot_be_read_is_not_missing(service):
    """`not-found` is said of what is not there, never of what the disk does not give."""
    recruiter, client = service.sign_in(service.recruiters[0]), talent(service)
    chat = book(service, client, recruiter)[1].json
    with without(service, 'companies'):
        for answer in (client.get(f'/v1/events/{service.event}/changes?since={chat["rev"] - 1}'),
                       client.post(f'/v1/chats/{chat["id"]}/cancel', {}, idempotency_key())):
            assert answer.status == 503 and answer.headers['retry-after'], answer
    other, key = talent(service), idempotency_key()
    asked = (service.event, recruiter.me, (chat['start'], chat['end']), key)
    answer = other.book(*asked)
    assert answer.status == 409 and answer.code == 'slot-taken' and answer.json['left'] > 0, answer
    with without(service, 'availability'):
        assert other.book(*asked).status == 503, 'not that nothing is left'
    assert other.book(*asked).json['left'] > 0


def test_a_live_socket_is_cut_off_instead(service):
    recruiter, client = service.sign_in(service.recruiters[0]), talent(service)
    chat = book(service, client, recruiter, 30)[1].json
    asks = ({'type': 'hello', 'since': {service.event: chat['rev'] - 1}},
            {'type': 'watch', 'event': service.event, 'recruiter': recruiter.me, 'on': True},
            {'type': 'room', 'op': 'join', 'chat': chat['id'], 'key': new_key(), 'nonce': new_key()},
            {'type': 'signal', 'chat': chat['id'], 'data': 'x'},
            {'type': 'presence', 'chat': chat['id']})
    for asked in asks:
        with client.live() as live:
            live.settle()
            with without(service, 'people'):
                live.send(**asked)
                assert live.wait_closed() == 1006, (asked, live.messages)
    # Negative control: what is not there is said to be so.
    with client.live() as live:
        live.send(type='presence', chat='A' * 22)
        assert live.wait('problem')['code'] == 'not-found'


def test_a_personal_change_that_cannot_be_told(service):
    """The command is done; whoever cannot be told comes back and finds it."""
    recruiter, client = service.sign_in(service.recruiters[0]), talent(service)
    with recruiter.live() as live:
        upto = live.hello(service.event)['upto']
        slot = client.slots(service.event, recruiter.me, 'open')[40]
        with client.live() as own:
            own.hello(service.event, upto)
            with without(service, 'companies'):
                assert client.book(service.event, recruiter.me, slot).status == 503
                assert own.wait_closed() == 1006
        assert live.wait('changes', lambda m: m.get('chats'))
    with client.live() as own:
        found = own.hello(service.event, upto)['chats']
        assert [c['start'] for c in found if c['state'] == 'confirmed'] == [slot[0]]


if __name__ == '__main__':
    with Service('--without-chats', talents=60) as running:
        status = duo_tap.run(__name__, service=running)
    sys.exit(status)
