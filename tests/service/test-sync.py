#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever follows the changes, by whatever ways and with whatever interruptions, ends with what is there."""
import json
import os
import random
import sys

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import Service, idempotency_key


class Follower:
    """Keeps a copy of an event as the app does: records by id, one cursor, two speeds."""

    def __init__(self, service, client):
        self.service, self.client, self.event = service, client, service.event
        self.people, self.companies, self.chats, self.counts = {}, {}, {}, {}
        self.cursor = 0
        self.live = None

    def apply(self, changes):
        for name in ('people', 'companies', 'chats'):
            kept = getattr(self, name)
            for record in changes.get(name, []):
                if kept.get(record['id'], {}).get('rev', 0) <= record['rev']:
                    kept[record['id']] = record
        for gone in changes.get('gone', []):
            kind, _, which = gone.partition(':')
            {'chat': self.chats, 'person': self.people}.get(kind, {}).pop(which, None)
        for which, *numbers in changes.get('counts', []):
            self.counts[which] = numbers
        if 'upto' in changes:
            assert changes['since'] <= self.cursor, 'a gap: something was missed'
            self.cursor = max(self.cursor, changes['upto'])

    def connect(self):
        self.live = self.client.live()
        self.live.send(type='hello', since={self.event: self.cursor})

    def read(self):
        for message in self.live.settle():
            if message['type'] == 'changes':
                self.apply(message)
        self.live.messages.clear()

    def page(self):
        more = True
        while more:
            answer = self.client.get(f'/v1/events/{self.event}/changes?since={self.cursor}').json
            self.apply(answer)
            more = answer['more']

    def lose(self):
        if self.live:
            self.live.break_off()
        self.live = None

    def catch_up(self, upto):
        if self.live is None:
            self.page()
            return
        self.read()
        while self.cursor < upto:
            self.apply(self.live.wait('changes'))

    def must_be_whole(self):
        fresh = Follower(self.service, self.client)
        fresh.apply(self.client.everything(self.event))
        for name in ('people', 'companies', 'chats'):
            assert getattr(self, name) == getattr(fresh, name), (name, self.cursor, fresh.cursor)
        return fresh


class Crowd:
    """People who do something at random, all of it allowed to fail."""

    def __init__(self, service, seed):
        self.random = random.Random(seed)
        self.service, self.event = service, service.event
        by = lambda first: service.sign_in(next(e for e in service.recruiters if e.startswith(first)))
        self.recruiters = [by('ada'), by('piotr'), by('soren'), by('thandiwe'), by('tuomas')]
        self.talents = [service.sign_in(email) for email in service.talents[10:18]]
        self.chats = {}

    def anybody(self):
        return self.random.choice(self.talents), self.random.choice(self.recruiters)

    def book(self):
        talent, recruiter = self.anybody()
        slot = self.random.choice(talent.slots(self.event, recruiter.me, 'open')[:12])
        self.remember(talent.book(self.event, recruiter.me, slot), talent, recruiter)

    def ask(self):
        talent, recruiter = self.anybody()
        asker, verb, peer = self.random.choice([(talent, 'request', recruiter.me), (recruiter, 'invite', talent.me)])
        self.remember(asker.post(f'/v1/events/{self.event}/chats', {'verb': verb, 'with': peer, 'message': '…'},
                                 idempotency_key()), talent, recruiter)

    def act(self):
        if not self.chats:
            return
        chat, talent, recruiter = self.random.choice(list(self.chats.values()))
        verb = self.random.choice(['cancel', 'reschedule', 'accept', 'decline', 'withdraw', 'pick'])
        body = {}
        if verb in ('reschedule', 'pick'):
            slot = self.random.choice(talent.slots(self.event, recruiter.me, 'open')[:12])
            body = {'start': slot[0], 'end': slot[1]}
        actor = self.random.choice([talent, recruiter])
        self.remember(actor.verb(chat, verb, **body), talent, recruiter)

    def set(self):
        recruiter = self.random.choice(self.recruiters)
        recruiter.put(f'/v1/events/{self.event}/recruiters/{recruiter.me}/settings',
                      {'paused': self.random.random() < 0.3, 'about': f'At the {self.random.randrange(1000)}th hour.'})

    def remember(self, answer, talent, recruiter):
        chat = answer.json if answer.status < 300 else answer.json.get('chat')
        if chat:
            self.chats[chat['id']] = (chat, talent, recruiter)

    def do_something(self):
        self.random.choice([self.book, self.book, self.ask, self.act, self.act, self.act, self.set])()


def follow_with_interruptions(service, seed, steps):
    crowd = Crowd(service, seed)
    followers = [Follower(service, client) for client in
                 (crowd.talents[0], crowd.recruiters[0], crowd.recruiters[3], service.sign_in(service.talents[40]))]
    for follower in followers:
        follower.page()
    for _ in range(steps):
        crowd.do_something()
        for follower in followers:
            chance = crowd.random.random()
            if follower.live is None and chance < 0.2:
                follower.connect()
            elif follower.live is None and chance < 0.3:
                follower.page()
            elif follower.live is not None and chance < 0.1:
                follower.lose()
            elif follower.live is not None and chance < 0.5:
                follower.read()
    upto = service.client(crowd.talents[0].token).everything(service.event)['upto']
    for follower in followers:
        follower.catch_up(upto)
    return followers


def test_all_who_follow_end_with_the_same(service):
    for seed in (1, 2, 3):
        for follower in follow_with_interruptions(service, seed, 60):
            assert follower.chats or follower.people
            follower.must_be_whole()
            follower.lose()


def test_counts_follow_too(service):
    crowd = Crowd(service, 9)
    follower = Follower(service, service.sign_in(service.talents[41]))
    follower.connect()
    follower.read()
    for _ in range(40):
        crowd.do_something()
    upto = follower.client.everything(service.event)['upto']
    follower.catch_up(upto)
    follower.read()
    assert follower.must_be_whole().counts == follower.counts
    follower.lose()


def test_a_follower_who_misses_one_message_is_found_out(service):
    """Negative control: with one change thrown away the comparison fails."""
    crowd = Crowd(service, 4)
    recruiter = crowd.recruiters[2]
    recruiter.put(f'/v1/events/{service.event}/recruiters/{recruiter.me}/settings', {'paused': False})
    follower = Follower(service, service.sign_in(service.talents[43]))
    follower.page()
    follower.connect()
    follower.read()
    missed = follower.client.book(service.event, recruiter.me,
                                  follower.client.slots(service.event, recruiter.me, 'open')[-1])
    assert missed.status == 201, missed
    follower.catch_up(missed.json['rev'])
    follower.must_be_whole()
    follower.chats.pop(missed.json['id'])
    try:
        follower.must_be_whole()
    except AssertionError:
        follower.lose()
        return
    raise AssertionError('the check does not see what is missing')


def test_pages_are_whole_and_in_order(large):
    client = large.sign_in(large.talents[0])
    everything = client.everything(large.event)
    follower = Follower(large, client)
    follower.cursor = 1
    pages = 0
    more = True
    while more:
        before = follower.cursor
        answer = client.get(f'/v1/events/{large.event}/changes?since={before}').json
        assert before < answer['upto'] <= everything['upto']
        revs = [p['rev'] for p in answer['people']]
        assert revs == sorted(revs) and all(before < rev <= answer['upto'] for rev in revs)
        assert ('counts' in answer) != answer['more'], 'counts come with the last page'
        follower.apply(answer)
        more, pages = answer['more'], pages + 1
    assert pages > 2
    assert set(follower.people) == {p['id'] for p in everything['people'] if p['rev'] > 1}


def test_everything_comes_in_pages_where_it_is_not_packed(large):
    client = large.sign_in(large.talents[3])
    everything, follower = client.everything(large.event), Follower(large, client)
    follower.cursor, pages, more = 0, 0, True
    while more:
        answer = client.get(f'/v1/events/{large.event}/changes?since={follower.cursor}')
        more, pages = answer.json['more'], pages + 1
        assert len(answer.json['people']) <= 500
        assert 'etag' not in answer.headers, 'a part has no tag of the whole'
        follower.apply(answer.json)
    assert pages > 2 and set(follower.people) == {p['id'] for p in everything['people']}


def count_answers(service, client):
    found = [client.get(f'/v1/events/{service.event}/changes?since=0').status for _ in range(250)]
    assert set(found) <= {200, 429}, found
    return found.count(200)


def test_large_answers_count_as_many_requests(large, service):
    """600 requests at once are not 600 full pages."""
    assert 20 < count_answers(large, large.sign_in(large.talents[4])) < 240
    # Negative control: small ones are one request each.
    assert count_answers(service, service.sign_in(service.talents[43])) == 250


def test_hello_comes_in_pages_too(large):
    client = large.sign_in(large.talents[1])
    with client.live() as live:
        live.send(type='hello', since={large.event: 0})
        pages = [live.wait('changes')]
        while pages[-1]['more']:
            pages.append(live.wait('changes'))
        assert len(pages) > 2 and all(a['upto'] == b['since'] for a, b in zip(pages, pages[1:]))
        people = [p['id'] for page in pages for p in page['people']]
        assert len(people) == len(set(people)) == len(large.recruiters)
        assert json.dumps(pages[-1]['counts']) == json.dumps(client.everything(large.event)['counts'])


def test_a_flood_of_hellos_is_not_a_flood_of_answers(large):
    """Each would be answered with the whole event, and all of them before the first byte can leave."""
    client = large.sign_in(large.talents[2])
    hello = json.dumps({'type': 'hello', 'since': {large.event: 0}}).encode()
    with client.live() as live:
        frame = bytes([0x81, 0x80 | len(hello)]) + bytes(4) + hello
        live.socket.sendall(frame * 230)
        messages = live.settle()
        told = [m for m in messages if m['type'] == 'changes' and m['since'] == 0]
        refused = [m for m in messages if m['type'] == 'problem']
        assert 1 <= len(told) < 20, len(told)
        assert len(told) + len(refused) == 230 and {m['code'] for m in refused} == {'too-many'}
        # Who was refused goes on hearing what changes.
        path = f'/v1/events/{large.event}/recruiters/{{}}/settings'
        recruiter = large.sign_in(large.recruiters[0])
        assert recruiter.put(path.format(recruiter.me), {'about': 'After the flood.'}).status == 204
        live.wait('changes', lambda m: [p['about'] for p in m.get('people', [])] == ['After the flood.'])


def test_a_cursor_of_other_data_begins_again(service):
    client = service.sign_in(service.talents[42])
    upto = client.everything(service.event)['upto']
    answer = client.get(f'/v1/events/{service.event}/changes?since={upto + 1000}')
    assert answer.status == 410 and answer.code == 'gone', answer
    assert client.get(f'/v1/events/{service.event}/changes?since={upto}').json['upto'] == upto
    with client.live() as live:
        changes = live.hello(service.event, upto + 1000)
        assert changes['since'] == 0 and len(changes['people']) == len(service.recruiters)


def test_the_live_socket_and_the_page_say_the_same(service):
    crowd = Crowd(service, 5)
    client = crowd.talents[2]
    start = client.everything(service.event)['upto']
    for _ in range(25):
        crowd.do_something()
    page = client.get(f'/v1/events/{service.event}/changes?since={start}').json
    with client.live() as live:
        told = live.hello(service.event, start)
    for name in ('people', 'chats', 'gone', 'companies', 'upto', 'counts'):
        assert page.get(name) == told.get(name), name


if __name__ == '__main__':
    with Service('--without-chats', recruiters=40, talents=50) as running, \
            Service('--without-chats', recruiters=1500, talents=5) as many:
        status = duo_tap.run(__name__, service=running, large=many)
    sys.exit(status)
