#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The booking path over HTTP: commands, their keys and revisions, and every refusal a client must tell apart."""
import concurrent.futures
import os
import sys
import threading

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import Service, idempotency_key


class People:
    """Signed-in people with nothing between them yet: each test takes fresh ones."""

    def __init__(self, service):
        self.service = service
        self.next = 30
        first = service.sign_in(service.talents[0])
        people = first.everything(service.event)['people']
        self.ids = {person['name']: person['id'] for person in people}
        self.people = {person['id']: person for person in people}
        self.ada = self.ids['Ada Lindqvist']
        self.selective = self.ids['Thandiwe Mokoena']
        self.asking = self.ids['Leïla Benhaddou']

    def talent(self):
        self.next += 1
        return self.service.sign_in(self.service.talents[self.next])

    def recruiter(self, first):
        return self.service.sign_in(next(e for e in self.service.recruiters if e.startswith(first)))


def request(client, event, recruiter, key=None, **more):
    return client.post(f'/v1/events/{event}/chats', {'verb': 'request', 'with': recruiter, **more},
                       key or idempotency_key())


def test_booking_a_slot(service, people):
    talent = people.talent()
    slot = talent.slots(service.event, people.ada, 'open')[3]
    answer = talent.book(service.event, people.ada, slot, message='Until then.')
    assert answer.status == 201, answer
    chat = answer.json
    assert (chat['state'], chat['start'], chat['end']) == ('confirmed', slot[0], slot[1])
    assert chat['peer']['name'] == 'Ada Lindqvist' and chat['peer']['company'] == 'Kvarken Systems'
    assert (slot[0], slot[1], 'booked') in talent.slots(service.event, people.ada)
    ada = people.recruiter('ada')
    seen = [c for c in ada.everything(service.event)['chats'] if c['id'] == chat['id']]
    assert seen and seen[0]['peer']['id'] == talent.me and seen[0]['message'] == 'Until then.'


def test_a_lost_race_says_what_is_left(service, people):
    winner, loser = people.talent(), people.talent()
    open_before = winner.slots(service.event, people.ada, 'open')
    slot = open_before[5]
    assert winner.book(service.event, people.ada, slot).status == 201
    answer = loser.book(service.event, people.ada, slot)
    assert answer.status == 409 and answer.code == 'slot-taken', answer
    still_open = loser.slots(service.event, people.ada, 'open')
    assert answer.json['left'] == len(still_open) == len(open_before) - 1
    assert len(answer.json['slots']) == 3
    assert all(tuple(each) in [(s, e) for s, e, _ in still_open] for each in answer.json['slots']), answer.json
    assert [slot[0], slot[1]] not in answer.json['slots']
    nearest = [[open_before[4][0], open_before[4][1]], [open_before[6][0], open_before[6][1]]]
    assert all(each in answer.json['slots'] for each in nearest), (answer.json['slots'], nearest)


def test_one_of_many_at_once_wins(service, people):
    clients = [people.talent() for _ in range(8)]
    slot = clients[0].slots(service.event, people.ada, 'open')[9]
    answers = []
    threads = [threading.Thread(target=lambda c=c: answers.append(c.book(service.event, people.ada, slot)))
               for c in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(a.status for a in answers) == [201] + [409] * 7, answers
    assert all(a.code == 'slot-taken' for a in answers if a.status == 409)


def test_the_same_key_has_one_effect(service, people):
    talent = people.talent()
    slots = talent.slots(service.event, people.ada, 'open')
    key = idempotency_key()
    first = talent.book(service.event, people.ada, slots[2], key)
    again = talent.book(service.event, people.ada, slots[2], key)
    assert first.status == again.status == 201 and first.json['id'] == again.json['id']
    other = talent.book(service.event, people.ada, slots[4], key)
    assert other.status == 422 and other.code == 'key-reused', other
    # Negative control: with a new key the same body is a second command, and is refused.
    assert talent.book(service.event, people.ada, slots[2]).code == 'pair-open'


def test_keys_belong_to_their_account(service, people):
    one, other = people.talent(), people.talent()
    slots = one.slots(service.event, people.ada, 'open')
    key = idempotency_key()
    assert one.book(service.event, people.ada, slots[0], key).status == 201
    assert other.book(service.event, people.ada, slots[1], key).status == 201


def test_a_refusal_is_repeated_too(service, people):
    winner, loser = people.talent(), people.talent()
    slot = winner.slots(service.event, people.ada, 'open')[1]
    chat = winner.book(service.event, people.ada, slot).json
    key = idempotency_key()
    assert loser.book(service.event, people.ada, slot, key).code == 'slot-taken'
    assert winner.verb(chat, 'cancel').status == 200
    assert loser.book(service.event, people.ada, slot, key).code == 'slot-taken', 'same key, same answer'
    assert loser.book(service.event, people.ada, slot).status == 201


def test_commands_need_a_key(service, people):
    talent = people.talent()
    slot = talent.slots(service.event, people.ada, 'open')[0]
    for key in (None, 'short', 'x' * 65, 'with a blank in it'):
        answer = talent.post(f'/v1/events/{service.event}/chats',
                             {'verb': 'book', 'with': people.ada, 'start': slot[0], 'end': slot[1]}, key)
        assert answer.status == 400 and answer.code == 'key-missing', (key, answer)


def test_a_verb_needs_the_revision_that_was_seen(service, people):
    talent = people.talent()
    slots = talent.slots(service.event, people.ada, 'open')
    chat = talent.book(service.event, people.ada, slots[0]).json
    path = f"/v1/chats/{chat['id']}/cancel"
    answer = talent.post(path, {}, idempotency_key())
    assert answer.status == 428 and answer.code == 'precondition-required', answer
    assert answer.json['chat']['rev'] == chat['rev']
    answer = talent.post(path, {}, idempotency_key(), rev=chat['rev'] - 1)
    assert answer.status == 412 and answer.code == 'stale' and answer.json['chat']['id'] == chat['id'], answer
    for tag in ('17', '"x"', '""', '*', 'W/"3"'):
        answer = talent.post(path, {}, idempotency_key(), headers={'If-Match': tag})
        assert answer.status == 400 and answer.code == 'malformed', (tag, answer)
    answer = talent.verb(chat, 'cancel', message='I found something else.')
    assert answer.status == 200 and answer.json['state'] == 'cancelled', answer


def test_moving_a_chat(service, people):
    talent = people.talent()
    slots = talent.slots(service.event, people.ada, 'open')
    chat = talent.book(service.event, people.ada, slots[0]).json
    moved = talent.verb(chat, 'reschedule', start=slots[6][0], end=slots[6][1])
    assert moved.status == 200 and moved.json['start'] == slots[6][0], moved
    now = talent.slots(service.event, people.ada, 'open')
    assert slots[0] in now and slots[6] not in now
    stale = talent.verb(chat, 'reschedule', start=slots[1][0], end=slots[1][1])
    assert stale.status == 412 and stale.json['chat']['start'] == slots[6][0]


def test_request_accept_pick(service, people):
    talent, recruiter = people.talent(), people.recruiter('thandiwe')
    assert talent.book(service.event, people.selective,
                       talent.slots(service.event, people.selective, 'open')[0]).code == 'selective'
    asked = request(talent, service.event, people.selective, message='May I?')
    assert asked.status == 201 and asked.json['state'] == 'requested', asked
    accepted = recruiter.verb(asked.json, 'accept', message='Take any.')
    assert accepted.status == 200 and accepted.json['state'] == 'accepted', accepted
    slot = talent.slots(service.event, people.selective, 'open')[0]
    picked = talent.verb(accepted.json, 'pick', start=slot[0], end=slot[1])
    assert picked.status == 200 and picked.json['state'] == 'confirmed', picked


def test_declining(service, people):
    talent, recruiter = people.talent(), people.recruiter('thandiwe')
    asked = request(talent, service.event, people.selective).json
    declined = recruiter.verb(asked, 'decline', message='Not this year.')
    assert declined.json['state'] == 'declined' and declined.json['reason'] == 'Not this year.', declined
    assert request(talent, service.event, people.selective).code == 'declined-today'


def test_inviting(service, people):
    talent, recruiter = people.talent(), people.recruiter('thandiwe')
    answer = recruiter.post(f'/v1/events/{service.event}/chats',
                            {'verb': 'invite', 'with': talent.me, 'message': 'Come by.'}, idempotency_key())
    assert answer.status == 201 and answer.json['state'] == 'invited' and answer.json['peer']['id'] == talent.me
    mine = [c for c in talent.everything(service.event)['chats'] if c['id'] == answer.json['id']]
    assert mine[0]['message'] == 'Come by.' and mine[0]['peer']['name'] == 'Thandiwe Mokoena'
    assert request(talent, service.event, people.selective).code == 'pair-open'


def test_a_question_needs_its_answer(service, people):
    talent = people.talent()
    answer = request(talent, service.event, people.asking)
    assert answer.status == 422 and answer.code == 'answer-missing', answer
    answer = request(talent, service.event, people.asking, answer='A parser from 1998.')
    assert answer.status == 201 and answer.json['answer'] == 'A parser from 1998.'
    assert answer.json['question'] == people.people[people.asking]['question']


def test_direct_and_paused(service, people):
    talent = people.talent()
    assert request(talent, service.event, people.ada).code == 'direct'
    assert request(talent, service.event, people.ids['Jón Þór Einarsson']).code == 'paused'


def test_times_that_are_no_slots(service, people):
    talent = people.talent()
    before, slot = talent.slots(service.event, people.ada, 'open')[-2:]
    for start, end in (('2026-01-01T10:00:00Z', '2026-01-01T10:05:00Z'), (before[0], slot[1])):
        answer = talent.book(service.event, people.ada, (start, end))
        assert answer.status == 409 and answer.code == 'slot-unknown' and answer.json['left'] > 0, answer
    for start, end in ((slot[1], slot[0]), ('yesterday', slot[1]), (slot[0][:-1], slot[1]), (None, slot[1])):
        answer = talent.book(service.event, people.ada, (start, end))
        assert answer.status == 400 and answer.code == 'malformed', (start, end, answer)


def test_nobody_is_in_two_chats_at_once(service, people):
    talent = people.talent()
    one, other = people.ids['Søren Vestergaard'], people.ids['Oluwaseun Adeyemi']
    free = set(talent.slots(service.event, one, 'open')) & set(talent.slots(service.event, other, 'open'))
    slot = sorted(free)[0]
    assert talent.book(service.event, one, slot).status == 201
    answer = talent.book(service.event, other, slot)
    assert answer.status == 409 and answer.code == 'not-free', answer


def test_bodies_that_are_wrong(service, people):
    talent = people.talent()
    path = f'/v1/events/{service.event}/chats'
    for body in ('', '[]', '{"verb":"book"', '{"verb":"dance","with":"x"}', '{"verb":"accept"}', '"text"', 'null',
                 '{"verb":"book","with":"nobody"}', '{"verb":7}', '{"verb":"request","with":"' + 'A' * 22 + '","message":5}',
                 '{"verb":"request","with":"' + people.selective + '","message":"' + 'x' * 4001 + '"}'):
        answer = talent.request('POST', path, body, {'Idempotency-Key': idempotency_key()})
        assert answer.status == 400 and answer.code == 'malformed', (body[:60], answer)
        assert answer.json['detail']


def test_verbs_of_the_scheduler_are_nobodys(service, people):
    talent = people.talent()
    chat = talent.book(service.event, people.ada, talent.slots(service.event, people.ada, 'open')[0]).json
    for verb in ('expire', 'close-room', 'close-empty-room', 'remove', 'join', 'book', 'request'):
        answer = talent.verb(chat, verb)
        assert answer.status == 404, (verb, answer)


def test_the_limit_of_open_requests(service, people):
    talent = people.talent()
    selective = [p['id'] for p in people.people.values() if p['mode'] == 'selective' and not p['paused']]
    codes = []
    for recruiter in selective:
        answer = request(talent, service.event, recruiter, answer='Yes.')
        codes.append(answer.code if answer.status != 201 else 'sent')
    assert codes == ['sent'] * 5 + ['limit-reached'] * (len(selective) - 5), codes


def test_availability(service, people):
    ada, talent = people.recruiter('ada'), people.talent()
    slots = ada.slots(service.event, ada.me, 'open')
    day = ada.days(service.event, ada.me)[-1]['date']
    path = f'/v1/events/{service.event}/recruiters/{ada.me}/availability'
    blocked = [slots[-1][0], slots[-1][1]]
    answer = ada.put(path, {'days': [{'date': day, 'minutes': 15, 'blocked': [blocked]}]})
    assert answer.status == 200, answer
    assert (*blocked, 'blocked') in ada.slots(service.event, ada.me)
    assert (*blocked, 'booked') in talent.slots(service.event, ada.me), 'a talent does not see what is blocked'
    assert ada.days(service.event, ada.me)[-1]['blocked'] == [blocked]
    assert not any('blocked' in day for day in talent.days(service.event, ada.me)), 'nor what it was made of'
    assert talent.book(service.event, ada.me, blocked).code == 'slot-unknown'
    pieces = [[slots[-1][0], slots[-1][1]], [slots[-2][0], slots[-2][1]]]
    assert pieces[1][1] == pieces[0][0]
    answer = ada.put(path, {'days': [{'date': day, 'minutes': 15, 'blocked': pieces}]})
    assert answer.json['days'][-1]['blocked'] == [[pieces[1][0], pieces[0][1]]], 'what touches is one'
    for change, name in (({'date': '2020-01-01'}, 'date'), ({'minutes': 20}, 'minutes'), ({'minutes': 7}, 'minutes')):
        answer = ada.put(path, {'days': [{'date': day, 'minutes': 15, 'blocked': [], **change}]})
        assert answer.status == 400 and name in answer.json['detail'], answer
    twice = ada.put(path, {'days': [{'date': day, 'minutes': 15, 'blocked': blocked} for blocked in ([], [])]})
    assert twice.status == 400 and 'twice' in twice.json['detail'], twice
    assert ada.put(path, {'days': [{'date': day, 'minutes': 15, 'blocked': []}]}).status == 200
    assert (*blocked, 'open') in talent.slots(service.event, ada.me)


def test_availability_that_was_seen(service, people):
    """Whoever sets a day that somebody else has set meanwhile is shown it, and nothing is lost."""
    ada, talent = people.recruiter('ada'), people.talent()
    path = f'/v1/events/{service.event}/recruiters/{ada.me}'
    seen = ada.get(f'{path}/slots').json
    day = {'date': seen['days'][-1]['date'], 'minutes': 15}
    first, second = (slot[:2] for slot in ada.slots(service.event, ada.me, 'open')[-2:])
    assert talent.book(service.event, ada.me, ada.slots(service.event, ada.me, 'open')[0]).status == 201
    done = ada.put(f'{path}/availability', {'days': [{**day, 'blocked': [list(first)]}]}, seen['rev'])
    assert done.status == 200, 'a booking is not in the way'
    stale = ada.put(f'{path}/availability', {'days': [{**day, 'blocked': [list(second)]}]}, seen['rev'])
    assert (stale.status, stale.code) == (412, 'stale'), stale
    assert stale.json['calendar'] == done.json, 'it comes as it is'
    again = ada.put(f'{path}/availability', {'days': [{**day, 'blocked': []}]}, stale.json['calendar']['rev'])
    assert again.status == 200, again
    bad = ada.request('PUT', f'{path}/availability', {'days': []}, {'If-Match': 'x'})
    assert (bad.status, bad.code) == (400, 'malformed'), bad


def test_settings(service, people):
    soren, talent = people.recruiter('soren'), people.talent()
    path = f'/v1/events/{service.event}/recruiters/{soren.me}/settings'
    slot = talent.slots(service.event, soren.me, 'open')[-1]
    assert soren.put(path, {'mode': 'selective', 'question': 'Why?'}).status == 204
    seen = next(p for p in talent.everything(service.event)['people'] if p['id'] == soren.me)
    assert seen['mode'] == 'selective' and seen['question'] == 'Why?' and seen['name'] == 'Søren Vestergaard'
    assert talent.book(service.event, soren.me, slot).code == 'selective'
    assert soren.put(path, {'mode': 'direct', 'question': ''}).status == 204
    answer = talent.book(service.event, soren.me, slot)
    assert answer.status == 201, answer
    assert soren.put(path, {'paused': 'yes'}).status == 400


def test_free_text_is_what_it_looks_like(service, people):
    soren, talent = people.recruiter('soren'), people.talent()
    path = f'/v1/events/{service.event}/recruiters/{soren.me}/settings'
    assert soren.put(path, {'about': 'a\u202eb\u0007\r\nc', 'topics': ['Ru\u2066st\n']}).status == 204
    seen = settings_of(talent, service.event, soren.me)
    assert (seen['about'], seen['topics']) == ('ab\nc', ['Rust ']), seen
    chat = request(talent, service.event, people.selective, message='\u202ehello\u0000'.replace('\u0000', '\u0001'))
    assert chat.json['message'] == 'hello', chat


def test_queries_that_cannot_be_read(service, people):
    talent = people.talent()
    for query in ('since=%00', 'since=%zz', '%00=1', 'since=', 'since=-1', 'since=1x'):
        answer = talent.get(f'/v1/events/{service.event}/changes?{query}')
        assert answer.status == 400 and answer.code == 'malformed', (query, answer)
        assert answer.headers['content-type'] == 'application/problem+json'
    slots = f'/v1/events/{service.event}/recruiters/{people.ada}/slots'
    assert talent.get(f'{slots}?day=%00').status == 400
    assert talent.get(f'{slots}?').status == 200


def settings_of(client, event, who):
    return next(p for p in client.everything(event)['people'] if p['id'] == who)


def test_two_colleagues_change_settings(service, people):
    """Nobody's change is lost without a word, whether they say what they saw or not."""
    soren = people.recruiter('soren')
    path = f'/v1/events/{service.event}/recruiters/{soren.me}/settings'
    talent = people.talent()
    seen = settings_of(talent, service.event, soren.me)['rev']
    assert soren.put(path, {'question': 'First?'}, rev=seen).status == 204
    late = soren.put(path, {'question': 'Second?'}, rev=seen)
    assert late.status == 412 and late.code == 'stale', late
    assert late.json['person'] == settings_of(talent, service.event, soren.me), late
    assert settings_of(talent, service.event, soren.me)['question'] == 'First?'
    assert soren.put(path, {}, rev='x').status == 400

    fields = [{'question': 'Both?'}, {'about': 'Both.'}, {'topics': ['Both']}, {'languages': ['Both']}, {'paused': True}]
    clients = [people.recruiter('soren') for _ in fields]
    with concurrent.futures.ThreadPoolExecutor(len(fields)) as pool:
        answers = list(pool.map(lambda pair: pair[0].put(path, pair[1]), zip(clients, fields)))
    assert [answer.status for answer in answers] == [204] * len(fields), answers
    now = settings_of(talent, service.event, soren.me)
    assert (now['question'], now['about'], now['topics'], now['languages'], now['paused']) == \
        ('Both?', 'Both.', ['Both'], ['Both'], True), now
    assert soren.put(path, {'paused': False, 'question': ''}).status == 204


def test_bulk_answers_have_a_tag(service, people):
    talent = people.talent()
    path = f'/v1/events/{service.event}/changes?since=0'
    plain = talent.get(path)
    tag = plain.headers['etag']
    assert talent.get(path, If_None_Match=tag).status == 304
    packed = talent.get(path, Accept_Encoding='gzip')
    assert packed.headers['content-encoding'] == 'gzip'
    import gzip
    import json
    assert json.loads(gzip.decompress(packed.body)) == plain.json
    assert talent.get(path, Accept_Encoding='gzip').body == packed.body
    slot = talent.slots(service.event, people.ada, 'open')[0]
    chat = talent.book(service.event, people.ada, slot).json
    fresh = talent.get(path, If_None_Match=tag, Accept_Encoding='gzip')
    assert fresh.status == 200 and fresh.headers['etag'] != tag
    assert chat['id'] in gzip.decompress(fresh.body).decode()


def test_changes_since_a_revision(service, people):
    talent, other = people.talent(), people.talent()
    before = talent.everything(service.event)['upto']
    chat = talent.book(service.event, people.ada, talent.slots(service.event, people.ada, 'open')[0]).json
    page = talent.get(f'/v1/events/{service.event}/changes?since={before}').json
    assert [c['id'] for c in page['chats']] == [chat['id']] and page['upto'] >= chat['rev'] and not page['more']
    page = other.get(f'/v1/events/{service.event}/changes?since={before}').json
    assert not page.get('chats'), 'it is between two others'
    assert other.get(f'/v1/events/{service.event}/changes?since=x').status == 400
    assert other.get(f'/v1/events/{service.event}/changes?since=-1').status == 400


if __name__ == '__main__':
    with Service('--without-chats', talents=120) as running:
        status = duo_tap.run(__name__, service=running, people=People(running))
    sys.exit(status)
