#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The room: who may enter when, what is passed on and to whom, and what becomes of the chat when it closes."""
import datetime
import hashlib
import json
import os
import socket
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import Service, idempotency_key, new_key

numbers = iter(range(40, 120))


def talent(service):
    return service.sign_in(service.talents[next(numbers)])


def by_name(service, first):
    return service.sign_in(next(e for e in service.recruiters if e.startswith(first)))


class Pair:
    """A recruiter, a talent, and their chat, whose room is open, or opens `later`. Gives the time back at the end."""

    def __init__(self, service, later=False):
        self.service = service
        self.email = service.talents[next(numbers)]
        self.recruiter, self.talent = by_name(service, 'ada'), service.sign_in(self.email)
        slots = self.talent.slots(service.event, self.recruiter.me, 'open')
        self.slot = slots[30] if later else slots[0]
        answer = self.talent.book(service.event, self.recruiter.me, self.slot)
        assert answer.status == 201, answer
        self.chat = answer.json
        self.id = self.chat['id']
        ahead = seconds(self.slot[0]) - service.now()
        if not later and ahead > 280:
            service.leap(int(ahead) - 240)

    def now(self):
        seen = self.talent.everything(self.service.event)['chats']
        return next(c for c in seen if c['id'] == self.id)


    def __enter__(self):
        return self

    def __exit__(self, *unused):
        chat = self.now()
        if chat['state'] == 'confirmed':
            self.recruiter.verb(chat, 'cancel', message='The test is over.')


def seconds(text):
    return datetime.datetime.fromisoformat(text).timestamp()


def join(live, pair, key=None, nonce=None):
    live.send(type='room', op='join', chat=pair.id, key=key or new_key(), nonce=nonce or new_key())


def room(live, op):
    return live.wait('room', lambda m: m['op'] == op)


def test_the_room_before_its_time(service):
    with Pair(service, later=True) as pair:
        answer = pair.talent.post(f'/v1/chats/{pair.id}/room')
        assert answer.status == 409 and answer.code == 'room-closed', answer
        assert answer.json['opens'] < pair.slot[0] and answer.json['closes'] >= pair.slot[1]
        with pair.talent.live() as live:
            join(live, pair)
            problem = live.wait('problem')
            assert problem['code'] == 'room-closed' and problem['chat'] == pair.id
            live.send(type='signal', chat=pair.id, data='{}')
            assert live.wait('problem')['code'] == 'room-closed'


def slot_behind(client, service, recruiter, slot):
    return next(s for s in client.slots(service.event, recruiter, 'open') if s[0] == slot[1])


def followed_slot(client, service, recruiter):
    """One that begins two days ahead or later, and has another right behind it."""
    slots = client.slots(service.event, recruiter, 'open')
    return next(one for one, other in zip(slots, slots[1:])
                if one[1] == other[0] and seconds(one[0]) - service.now() > 48 * 3600)


def ask_room(client, chat):
    answer = client.post(f'/v1/chats/{chat["id"]}/room')
    return answer.status, answer.json['opens'], answer.json['closes']


def test_what_comes_behind_is_not_told_before(service):
    client, other, recruiter = talent(service), talent(service), by_name(service, 'ada')
    slot = followed_slot(client, service, recruiter.me)
    chat = client.book(service.event, recruiter.me, slot).json
    alone = ask_room(client, chat)
    assert alone[0] == 409 and seconds(alone[2]) == seconds(slot[1]) + 300, alone
    behind = other.book(service.event, recruiter.me, slot_behind(other, service, recruiter.me, slot))
    assert behind.status == 201 and ask_room(client, chat) == ask_room(recruiter, chat) == alone
    for booked in (chat, behind.json):
        recruiter.verb(booked, 'cancel', message='The test is over.')


def test_what_comes_behind_is_told_once_it_is_open(service):
    with Pair(service) as pair:
        other = talent(service)
        slot = slot_behind(other, service, pair.recruiter.me, pair.slot)
        behind = other.book(service.event, pair.recruiter.me, slot)
        assert behind.status == 201, behind
        assert ask_room(pair.talent, pair.chat)[::2] == (200, slot[0])
        pair.recruiter.verb(behind.json, 'cancel', message='The test is over.')


def test_two_meet(service):
    with Pair(service) as pair:
        answer = pair.talent.post(f'/v1/chats/{pair.id}/room')
        assert answer.status == 200 and answer.json['may_join'] and not answer.json['peer_present'], answer
        keys = {'recruiter': (new_key(), new_key()), 'talent': (new_key(), new_key())}
        with pair.recruiter.live() as one, pair.talent.live() as other:
            other.settle()
            join(one, pair, *keys['recruiter'])
            assert other.wait('presence') == {'type': 'presence', 'chat': pair.id, 'peer_present': True}
            assert pair.talent.post(f'/v1/chats/{pair.id}/room').json['peer_present']
            assert not pair.recruiter.post(f'/v1/chats/{pair.id}/room').json['peer_present']
            join(other, pair, *keys['talent'])
            seen = room(other, 'joined')
            assert (seen['key'], seen['nonce']) == keys['recruiter'] and seen['chat'] == pair.id
            seen = room(one, 'joined')
            assert (seen['key'], seen['nonce']) == keys['talent']
            exact = '{"kind" : "offer",\n  "sdp":"v=0\\r\\nüñ😀", "pad":"' + 'x' * 20000 + '"}'
            one.send(type='signal', chat=pair.id, data=exact)
            assert other.wait('signal')['data'] == exact, 'hashes are over the exact text'
            other.send(type='signal', chat=pair.id, data='back')
            assert one.wait('signal') == {'type': 'signal', 'chat': pair.id, 'data': 'back'}
            assert not [m for m in other.settle() if m['type'] == 'signal'], 'nobody hears themselves'
            other.send(type='room', op='leave', chat=pair.id)
            room(one, 'left')
            one.send(type='presence', chat=pair.id)
            assert one.wait('presence')['peer_present'] is False
            other.send(type='signal', chat=pair.id, data='after leaving')
            assert other.wait('problem')['chat'] == pair.id
            assert not [m for m in one.settle() if m['type'] == 'signal']


def test_nobody_else_gets_in(service):
    with Pair(service) as pair:
        others = {'stranger': talent(service), 'other company': by_name(service, 'thandiwe'),
                  'colleague': by_name(service, 'piotr')}
        with pair.recruiter.live() as one, pair.talent.live() as other:
            join(one, pair)
            one.settle()
            join(other, pair)
            room(one, 'joined')
            room(other, 'joined')
            for who, client in others.items():
                with client.live() as live:
                    join(live, pair)
                    problem = live.wait('problem')
                    assert problem['code'] == ('not-allowed' if who == 'colleague' else 'not-found'), (who, problem)
                    live.send(type='signal', chat=pair.id, data='let me in')
                    assert live.wait('problem')['code'] == problem['code'], who
                    live.send(type='room', op='leave', chat=pair.id)
                    live.send(type='presence', chat=pair.id)
                    assert live.wait('problem')['code'] == 'not-found', who
                    live.send(type='room', op='join', chat='A' * 22, key=new_key(), nonce=new_key())
                    if who != 'colleague':
                        assert {**live.wait('problem'), 'chat': pair.id} == problem, 'not yours looks like not there'
                answer = client.post(f'/v1/chats/{pair.id}/room')
                assert answer.status == (409 if who == 'colleague' else 404), (who, answer)
            for live in (one, other):
                assert not [m for m in live.settle() if m['type'] in ('signal', 'room')], live.messages
            # Negative control: those who may are heard.
            one.send(type='signal', chat=pair.id, data='we two')
            assert other.wait('signal')['data'] == 'we two'


def count_descriptors(service):
    return len(os.listdir(f'/proc/{service.process.pid}/fd'))


def test_a_lost_socket_keeps_its_place(service):
    with Pair(service) as pair:
        key, nonce = new_key(), new_key()
        with pair.recruiter.live() as one:
            lost = pair.talent.live()
            join(lost, pair, key, nonce)
            lost.settle()
            join(one, pair)
            room(lost, 'joined')
            before = count_descriptors(service)
            lost.break_off()
            service.wait_until(lambda: count_descriptors(service) < before)  # it has noticed
            one.send(type='signal', chat=pair.id, data='while you were away')
            with pair.talent.live() as back:
                join(back, pair, key, nonce)
                room(back, 'joined')
                assert back.wait('signal')['data'] == 'while you were away'
                ops = [m['op'] for m in one.settle() if m['type'] == 'room']
                assert ops == ['joined'], f'the peer must not notice: {ops}'
                back.send(type='signal', chat=pair.id, data='here again')
                assert one.wait('signal')['data'] == 'here again'


def test_a_new_nonce_is_a_new_start(service):
    with Pair(service) as pair:
        with pair.recruiter.live() as one, pair.talent.live() as other:
            join(one, pair)
            join(other, pair)
            first = room(one, 'joined')
            nonce = new_key()
            join(other, pair, nonce=nonce)
            assert room(one, 'joined')['nonce'] == nonce != first['nonce']


def is_elsewhere(client, pair):
    return client.post(f'/v1/chats/{pair.id}/room').json['elsewhere']


def test_another_device_is_told_that_one_is_inside(service):
    with Pair(service) as pair:
        again = service.sign_in(pair.email)
        with pair.recruiter.live() as one, pair.talent.live() as first:
            join(one, pair)
            assert not is_elsewhere(again, pair), 'it is the peer who is inside'
            join(first, pair)
            room(first, 'joined')
            assert is_elsewhere(again, pair)
            assert not is_elsewhere(pair.talent, pair), 'one is not elsewhere than oneself'
            assert not is_elsewhere(pair.recruiter, pair)
            first.send(type='room', op='leave', chat=pair.id)
            room(one, 'left')
            assert not is_elsewhere(again, pair)


def test_nobody_makes_the_other_begin_anew_for_ever(service):
    with Pair(service) as pair:
        with pair.recruiter.live() as one, pair.talent.live() as other:
            join(one, pair)
            one.settle()
            for _ in range(60):
                join(other, pair)
            assert other.wait('problem')['code'] == 'too-many'
            heard = [m for m in one.settle() if m['type'] == 'room' and m['op'] == 'joined']
            assert 0 < len(heard) < 30, len(heard)


def test_another_device_takes_the_place(service):
    with Pair(service) as pair:
        with pair.recruiter.live() as one, pair.talent.live() as old, pair.talent.live() as new:
            join(one, pair)
            join(old, pair)
            room(one, 'joined')
            join(new, pair)
            room(one, 'joined')
            room(old, 'closed')
            one.send(type='signal', chat=pair.id, data='to the new one')
            assert new.wait('signal')['data'] == 'to the new one'
            assert not [m for m in old.settle() if m['type'] == 'signal']


def test_cancelling_closes_the_room(service):
    with Pair(service) as pair:
        with pair.recruiter.live() as one, pair.talent.live() as other:
            join(one, pair)
            join(other, pair)
            room(one, 'joined')
            answer = pair.recruiter.verb(pair.chat, 'cancel', message='Fire alarm.')
            assert answer.status == 200, answer
            room(one, 'closed')
            room(other, 'closed')
            one.send(type='signal', chat=pair.id, data='still there?')
            assert one.wait('problem')['chat'] == pair.id
            assert not [m for m in other.settle() if m['type'] == 'signal']


def meet(pair, one, other):
    join(one, pair)
    join(other, pair)
    room(one, 'joined')
    room(other, 'joined')


def signals(messages):
    return [m for m in messages if m['type'] == 'signal']


def refusals(live):
    return [m['code'] for m in live.settle() if m['type'] == 'problem']


def test_nobody_buries_the_peer_in_signals(service):
    with Pair(service) as pair, pair.recruiter.live() as one, pair.talent.live() as other:
        meet(pair, one, other)
        for _ in range(60):
            other.send(type='signal', chat=pair.id, data='x' * 60000)
        refused = refusals(other)
        assert refused.count('too-many') > 40 and set(refused) == {'too-many'}, refused
        passed = signals(one.settle())
        assert 4 <= len(passed) < 20 and len(passed) + len(refused) == 60, len(passed)
        one.send(type='signal', chat=pair.id, data='the other way')
        assert other.wait('signal')['data'] == 'the other way', "the budget is each one's own, and the room goes on"


def test_a_real_call_is_far_from_the_measure(service):
    """Five times over: an offer with every codec, an answer, and more candidates than anybody has."""
    with Pair(service) as pair, pair.recruiter.live() as one, pair.talent.live() as other:
        meet(pair, one, other)
        for _ in range(5):
            for size in (8000, *[400] * 20):
                one.send(type='signal', chat=pair.id, data='o' * size)
                other.send(type='signal', chat=pair.id, data='a' * size)
        assert refusals(one) == refusals(other) == []
        one.settle()
        assert len(signals(one.messages)) == len(signals(other.messages)) == 105


def slow_socket(client):
    """One that takes next to nothing before somebody reads, as on a poor line."""
    plain = socket.create_connection

    def create(address, timeout):
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
        made.settimeout(timeout)
        made.connect(address)
        return made
    socket.create_connection = create
    try:
        return client.live()
    finally:
        socket.create_connection = plain


def test_who_cannot_read_is_not_cut_off_by_signals(service):
    with Pair(service) as pair, slow_socket(pair.recruiter) as one, pair.talent.live() as other:
        meet(pair, one, other)
        for _ in range(180):  # more than a megabyte that nobody reads
            one.send(type='watch', event=service.event, recruiter=pair.recruiter.me, on=True)
        assert any(is_refused(other, pair) for _ in range(150)), 'what is unread has a measure'
        assert {m['data'] for m in signals(one.settle())} <= {'x'}
        other.send(type='signal', chat=pair.id, data='again')
        one.wait('signal', lambda m: m['data'] == 'again')  # behind those that passed before: there is room again


def is_refused(live, pair):
    live.send(type='signal', chat=pair.id, data='x')
    return 'too-many' in refusals(live)


def test_completed_when_both_were_there(service):
    with Pair(service) as pair:
        with pair.recruiter.live() as one, pair.talent.live() as other:
            one.hello(service.event)
            join(one, pair)
            join(other, pair)
            room(one, 'joined')
            service.leap(40)
            other.send(type='room', op='leave', chat=pair.id)
            one.send(type='room', op='leave', chat=pair.id)
            service.leap(16 * 60)
            changed = one.wait('changes', lambda m: any(
                c['id'] == pair.id and c['state'] != 'confirmed' for c in m.get('chats', [])))
            assert changed['chats'][0]['state'] == 'completed', changed
        assert pair.now()['state'] == 'completed'
        assert pair.talent.post(f'/v1/chats/{pair.id}/room').status == 409


def test_no_show_when_nobody_came(service):
    with Pair(service) as pair:
        service.leap(16 * 60)
        service.wait_until(lambda: pair.now()['state'] == 'no-show')


def test_together_too_shortly_is_a_no_show(service):
    with Pair(service) as pair:
        with pair.recruiter.live() as one, pair.talent.live() as other:
            join(one, pair)
            join(other, pair)
            room(one, 'joined')
            other.send(type='room', op='leave', chat=pair.id)
            room(one, 'left')
            one.send(type='room', op='leave', chat=pair.id)
            one.settle()
        service.leap(16 * 60)
        service.wait_until(lambda: pair.now()['state'] == 'no-show')


def test_the_room_stays_open_while_both_talk(service):
    with Pair(service) as pair:
        with pair.recruiter.live() as one, pair.talent.live() as other:
            join(one, pair)
            join(other, pair)
            room(one, 'joined')
            service.leap(16 * 60)
            one.send(type='signal', chat=pair.id, data='nobody is cut')
            assert other.wait('signal')['data'] == 'nobody is cut'
            assert pair.now()['state'] == 'confirmed'
            other.send(type='room', op='leave', chat=pair.id)
            room(one, 'closed')
            service.wait_until(lambda: pair.now()['state'] == 'completed')


def test_who_waited_at_the_old_time_was_not_at_the_new_one(service):
    with Pair(service, later=True) as pair:
        service.leap(int(seconds(pair.slot[0]) - service.now()) - 240)
        with pair.recruiter.live() as one, pair.talent.live() as other:
            join(one, pair)
            join(other, pair)
            room(one, 'joined')
            slot = next(s for s in pair.talent.slots(service.event, pair.recruiter.me, 'open')
                        if seconds(s[0]) > seconds(pair.slot[1]))
            answer = pair.recruiter.verb(pair.chat, 'reschedule', start=slot[0], end=slot[1])
            assert answer.status == 200, answer
            room(one, 'closed')
            room(other, 'closed')
        service.leap(int(seconds(slot[1]) - service.now()) + 6 * 60)
        service.wait_until(lambda: pair.now()['state'] != 'confirmed')
        assert pair.now()['state'] == 'no-show', pair.now()


def doubts(service, chat):
    """Who could not verify the other in this chat, as the log has it, and that the log holds together."""
    database = sqlite3.connect(os.path.join(service.directory, 'duologue.db'), timeout=20)
    lines = database.execute('SELECT made, account, action, detail, hash FROM audit ORDER BY number').fetchall()
    database.close()
    before = ''
    for made, account, action, detail, digest in lines:
        parts = (before, str(made), account or '', action, detail or '')
        before = hashlib.sha256(b''.join(p.encode() + b'\0' for p in parts)).hexdigest()
        assert before == digest, 'no line of the log was changed'
    return [(account, made) for made, account, action, detail, _ in lines if (action, detail) == ('unverified', chat)]


def account_of(service, person):
    database = sqlite3.connect(os.path.join(service.directory, 'duologue.db'), timeout=20)
    found = database.execute('SELECT account FROM people WHERE id = ?', (person,)).fetchone()[0]
    database.close()
    return found


def bye(live, pair, reason):
    live.send(type='signal', chat=pair.id, data=json.dumps({'kind': 'bye', 'reason': reason}))


def test_who_could_not_verify_the_other_is_in_the_log(service):
    with Pair(service) as pair:
        with pair.recruiter.live() as one, pair.talent.live() as other:
            join(one, pair)
            join(other, pair)
            room(one, 'joined')
            began = service.now()
            for text in ('left', 'failed', 'unverified?'):
                bye(other, pair, text)
            other.send(type='signal', chat=pair.id, data='"unverified"')
            bye(other, pair, 'unverified')
            bye(other, pair, 'unverified')
            for _ in range(6):
                one.wait('signal')
            service.wait_until(lambda: doubts(service, pair.id))
            (account, made), = doubts(service, pair.id)
            assert account == account_of(service, pair.talent.me)
            assert int(began) <= made <= service.now() + 1
            join(other, pair)
            room(one, 'joined')
            bye(other, pair, 'unverified')
            service.wait_until(lambda: len(doubts(service, pair.id)) == 2)


def test_nobody_fills_the_log_with_doubts(service):
    """Who comes and goes to say it again is passed over after a while; the other is not."""
    with Pair(service) as pair:
        with pair.recruiter.live() as one, pair.talent.live() as other:
            join(one, pair)
            for _ in range(12):
                join(other, pair)
                room(one, 'joined')
                bye(other, pair, 'unverified')
                one.wait('signal')
            bye(one, pair, 'unverified')
            mine, theirs = account_of(service, pair.recruiter.me), account_of(service, pair.talent.me)
            service.wait_until(lambda: mine in [account for account, _ in doubts(service, pair.id)])
            said = [account for account, _ in doubts(service, pair.id)]
            assert said.count(theirs) == 8 and said.count(mine) == 1, said


def test_who_is_not_there_cannot_doubt(service):
    with Pair(service) as pair:
        stranger = talent(service)
        with pair.recruiter.live() as one, stranger.live() as other:
            join(one, pair)
            bye(other, pair, 'unverified')
            other.wait('problem')
            bye(one, pair, 'unverified')  # nobody is there who could not be verified
            one.settle()
            assert not doubts(service, pair.id)
            with pair.talent.live() as peer:
                join(peer, pair)
                room(one, 'joined')
                bye(one, pair, 'unverified')
                service.wait_until(lambda: doubts(service, pair.id))
            assert [a for a, _ in doubts(service, pair.id)] == [account_of(service, pair.recruiter.me)]


def test_requests_expire(service):
    asking, recruiter = talent(service), by_name(service, 'thandiwe')
    chat = asking.post(f'/v1/events/{service.event}/chats', {'verb': 'request', 'with': recruiter.me},
                       idempotency_key()).json
    service.leap(23 * 3600)
    assert next(c for c in asking.everything(service.event)['chats'] if c['id'] == chat['id'])['state'] == 'requested'
    service.leap(2 * 3600)
    service.wait_until(lambda: next(
        c for c in asking.everything(service.event)['chats'] if c['id'] == chat['id'])['state'] == 'expired')
    assert recruiter.verb(chat, 'accept').status == 412, 'what has expired cannot be accepted'


if __name__ == '__main__':
    with Service('--without-chats', recruiters=40, talents=120) as running:
        status = duo_tap.run(__name__, service=running)
    sys.exit(status)
