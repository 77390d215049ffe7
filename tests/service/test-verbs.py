#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A chat's life over HTTP, verb by verb, as both sides and their colleagues see it."""
import os
import sys
import threading

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import Service, idempotency_key, new_key

numbers = iter(range(5, 100))


def talent(service):
    return service.sign_in(service.talents[next(numbers)])


def by_name(service, first):
    return service.sign_in(next(e for e in service.recruiters if e.startswith(first)))


def begin(client, service, verb, peer, **more):
    answer = client.post(f'/v1/events/{service.event}/chats', {'verb': verb, 'with': peer, **more}, idempotency_key())
    assert answer.status == 201, answer
    return answer.json


def seen_by(client, service, chat):
    return next((c for c in client.everything(service.event)['chats'] if c['id'] == chat['id']), None)


def book(service, recruiter, client=None, nth=0):
    client = client or talent(service)
    slot = client.slots(service.event, recruiter.me, 'open')[nth]
    answer = client.book(service.event, recruiter.me, slot)
    assert answer.status == 201, answer
    return client, answer.json


def test_withdrawing_a_request(service):
    one, recruiter = talent(service), by_name(service, 'thandiwe')
    chat = begin(one, service, 'request', recruiter.me)
    assert recruiter.verb(chat, 'withdraw').code in ('not-allowed', 'wrong-state')
    gone = one.verb(chat, 'withdraw', message='I was too quick.')
    assert gone.status == 200 and gone.json['state'] == 'cancelled' and gone.json['acted'] == 'talent', gone
    assert one.verb(gone.json, 'withdraw').code == 'wrong-state'
    begin(one, service, 'request', recruiter.me)  # a withdrawn one may be sent again


def test_both_ends_of_an_invitation(service):
    one, other, recruiter = talent(service), talent(service), by_name(service, 'soren')
    first, second = (begin(recruiter, service, 'invite', each.me) for each in (one, other))
    slot = one.slots(service.event, recruiter.me, 'open')[4]
    picked = one.verb(first, 'pick', start=slot[0], end=slot[1])
    assert picked.status == 200 and picked.json['state'] == 'confirmed', picked
    lost = other.verb(second, 'pick', start=slot[0], end=slot[1])
    assert lost.status == 409 and lost.code == 'slot-taken' and lost.json['left'] > 0 and len(lost.json['slots']) == 3
    declined = other.verb(second, 'decline', message='No, thank you.')
    assert declined.json['state'] == 'declined' and seen_by(recruiter, service, second)['reason'] == 'No, thank you.'


def test_booking_promotes_an_invitation(service):
    one, recruiter = talent(service), by_name(service, 'soren')
    invited = begin(recruiter, service, 'invite', one.me)
    _, booked = book(service, recruiter, one, 8)
    assert booked['id'] == invited['id'] and booked['state'] == 'confirmed', 'one record of a pair'


def test_reject_after_acceptance_gives_the_credit_back(service):
    one = talent(service)
    recruiter = by_name(service, 'thandiwe')
    chat = begin(one, service, 'request', recruiter.me)
    accepted = recruiter.verb(chat, 'accept').json
    rejected = one.verb(accepted, 'withdraw')
    assert rejected.json['state'] == 'cancelled', rejected
    begin(one, service, 'request', recruiter.me)


def test_the_recruiter_moves_and_the_talent_sees_who(service):
    recruiter = by_name(service, 'ada')
    one, chat = book(service, recruiter, nth=20)
    slot = recruiter.slots(service.event, recruiter.me, 'open')[25]
    moved = recruiter.verb(chat, 'reschedule', start=slot[0], end=slot[1], message='A meeting came up.')
    assert moved.status == 200 and moved.json['moved_by'] == 'recruiter', moved
    mine = seen_by(one, service, chat)
    assert mine['start'] == slot[0] and mine['reason'] == 'A meeting came up.' and mine['moved_by'] == 'recruiter'


def test_cancelling_reopens_the_slot(service):
    recruiter = by_name(service, 'ada')
    before = recruiter.slots(service.event, recruiter.me, 'open')
    one, chat = book(service, recruiter, nth=22)
    assert len(recruiter.slots(service.event, recruiter.me, 'open')) == len(before) - 1
    silent = recruiter.post(f"/v1/chats/{chat['id']}/cancel", {}, idempotency_key(), chat['rev'])
    assert silent.status == 422 and silent.code == 'reason-missing', silent
    cancelled = recruiter.verb(chat, 'cancel', message='I am ill.')
    assert cancelled.json['state'] == 'cancelled' and cancelled.json['acted'] == 'recruiter'
    assert recruiter.slots(service.event, recruiter.me, 'open') == before
    assert one.verb(cancelled.json, 'cancel').code == 'wrong-state'


def test_a_colleague_answers_and_hands_over(service):
    ada, piotr = by_name(service, 'ada'), by_name(service, 'piotr')
    one, chat = book(service, ada, nth=30)
    with one.live() as live, ada.live() as left, piotr.live() as right:
        for socket in (live, left, right):
            socket.hello(service.event)
        answer = piotr.verb(chat, 'hand-over', **{'with': piotr.me})
        assert answer.status == 200, answer
        assert answer.json['recruiter'] == piotr.me and answer.json['moved_by'] in ('colleague', 'recruiter')
        for socket in (live, left, right):
            told = socket.wait('changes', lambda m: any(c['id'] == chat['id'] for c in m.get('chats', [])))
            assert told['chats'][0]['recruiter'] == piotr.me
    assert seen_by(one, service, chat)['peer']['name'] == 'Piotr Zieliński'
    open_again = [s[0] for s in ada.slots(service.event, ada.me, 'open')]
    assert chat['start'] in open_again, 'the first one has the time back'


def test_handing_over_to_a_stranger(service):
    ada, stranger = by_name(service, 'ada'), by_name(service, 'thandiwe')
    _, chat = book(service, ada, nth=32)
    for peer in (stranger.me, 'A' * 22, ada.me):
        answer = ada.verb(chat, 'hand-over', **{'with': peer})
        assert answer.status in (404, 409), answer
    assert seen_by(ada, service, chat)['recruiter'] == ada.me


def open_room(service, recruiter, client, chat):
    ahead = seconds(chat['start']) - service.now()
    if ahead > 280:
        service.leap(int(ahead) - 200)


def seconds(text):
    import datetime
    return datetime.datetime.fromisoformat(text).timestamp()


def enter(live, chat):
    live.send(type='room', op='join', chat=chat['id'], key=new_key(), nonce=new_key())


def test_extending_keeps_the_room_open(service):
    ada = by_name(service, 'ada')
    one, chat = book(service, ada, nth=1)
    open_room(service, ada, one, chat)
    with one.live() as here, ada.live() as there:
        enter(here, chat)
        enter(there, chat)
        here.wait('room', lambda m: m['op'] == 'joined')
        service.leap(int(seconds(chat['start']) - service.now()) + 60)
        before = one.post(f"/v1/chats/{chat['id']}/room").json
        extended = one.verb(chat, 'extend', minutes=5)
        assert extended.status == 200, extended
        assert seconds(extended.json['end']) - seconds(chat['end']) == 300
        after = one.post(f"/v1/chats/{chat['id']}/room").json
        assert after['closes'] > before['closes']
        here.send(type='signal', chat=chat['id'], data='still here')
        assert there.wait('signal')['data'] == 'still here', 'an extension does not close the room'
        late = one.verb(extended.json, 'cancel')
        assert late.code == 'begun', late


def test_saying_that_one_is_late(service):
    ada = by_name(service, 'ada')
    one, chat = book(service, ada, nth=1)
    open_room(service, ada, one, chat)
    with ada.live() as live:
        live.hello(service.event)
        for body in ({}, {'minutes': 0}, {'minutes': 1}, {'minutes': 7}, {'minutes': 15}):
            refused = one.verb(chat, 'late', **body)
            assert refused.status == 400 and 'minutes' in refused.json['detail'], refused
        answer = one.verb(chat, 'late', minutes=5)
        assert answer.status == 200, answer
        told = live.wait('changes', lambda m: any(c['id'] == chat['id'] and 'late' in c for c in m.get('chats', [])))
        late = next(c for c in told['chats'] if c['id'] == chat['id'])
        assert late['late'] == 5 and late['acted'] == 'talent', late
        slot = ada.slots(service.event, ada.me, 'open')[-1]
        moved = ada.verb(answer.json, 'reschedule', start=slot[0], end=slot[1])
        assert moved.status == 200 and 'late' not in moved.json, moved  # nobody is late for the new time


def test_the_recruiter_corrects_the_outcome(service):
    ada = by_name(service, 'ada')
    one, chat = book(service, ada, nth=0)
    service.leap(int(seconds(chat['end']) - service.now()) + 900)
    service.wait_until(lambda: seen_by(one, service, chat)['state'] == 'no-show')
    now = seen_by(ada, service, chat)
    assert one.verb(now, 'outcome').status == 409, 'not for the talent to say'
    corrected = ada.verb(now, 'outcome')
    assert now['absent'] == 'both', 'nobody came'
    assert corrected.status == 200 and corrected.json['state'] == 'completed', corrected
    assert 'absent' not in corrected.json
    assert ada.verb(corrected.json, 'outcome').json['state'] == 'no-show'


def test_one_command_sent_twenty_times_at_once(service):
    recruiter, one = by_name(service, 'ada'), talent(service)
    slot = one.slots(service.event, recruiter.me, 'open')[5]
    key, answers = idempotency_key(), []

    def send():
        answers.append(service.client(one.token).book(service.event, recruiter.me, slot, key))

    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {a.status for a in answers} == {201}, answers
    assert len({a.body for a in answers}) == 1, 'the same answer, to the byte'
    mine = [c for c in one.everything(service.event)['chats'] if c['recruiter'] == recruiter.me]
    assert len(mine) == 1


def test_two_devices_and_one_revision(service):
    recruiter = by_name(service, 'ada')
    one, chat = book(service, recruiter, nth=7)
    other = service.sign_in(one.account['email'])
    slots = one.slots(service.event, recruiter.me, 'open')
    answers = []
    threads = [threading.Thread(target=lambda c=c, s=s: answers.append(
        c.verb(chat, 'reschedule', start=s[0], end=s[1]))) for c, s in ((one, slots[9]), (other, slots[11]))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(a.status for a in answers) == [200, 412], answers
    won, lost = sorted(answers, key=lambda a: a.status)
    assert lost.json['chat']['start'] == won.json['start'], 'the loser sees the chat as it is'


if __name__ == '__main__':
    with Service('--without-chats', recruiters=40, talents=100) as running:
        status = duo_tap.run(__name__, service=running)
    sys.exit(status)
