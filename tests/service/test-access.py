#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call by everybody: who may, who may not, and that a stranger cannot tell "not yours" from "not there"."""
import os
import sys

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import Service, idempotency_key

NOWHERE = 'A' * 22


class World:
    """Ada and a talent with a confirmed chat, a request to Thandiwe, and who else there is."""

    def __init__(self, service):
        self.service, self.event = service, service.event
        by = lambda first: service.sign_in(next(e for e in service.recruiters if e.startswith(first)))
        self.ada, self.colleague, self.other = by('ada'), by('piotr'), by('thandiwe')
        self.talent, self.second = service.sign_in(service.talents[20]), service.sign_in(service.talents[21])
        self.nobody = service.client()
        slot = self.talent.slots(self.event, self.ada.me, 'open')[40]
        self.chat = self.talent.book(self.event, self.ada.me, slot, message='a secret word').json
        answer = self.talent.post(f'/v1/events/{self.event}/chats',
                                  {'verb': 'request', 'with': self.other.me, 'message': 'another secret'},
                                  idempotency_key())
        self.request = answer.json
        self.everybody = {'nobody': self.nobody, 'talent': self.talent, 'second talent': self.second,
                          'ada': self.ada, 'colleague': self.colleague, 'other company': self.other}


def statuses(world, ask):
    return {who: ask(client).status for who, client in world.everybody.items()}


def test_events(world):
    for path in ('/v1/events', f'/v1/events/{world.event}', f'/v1/events/{world.event}/changes'):
        found = statuses(world, lambda client, path=path: client.get(path))
        assert found.pop('nobody') == 401 and set(found.values()) == {200}, (path, found)


def test_slots(world):
    path = f'/v1/events/{world.event}/recruiters/{world.ada.me}/slots'
    found = statuses(world, lambda client: client.get(path))
    assert found == {'nobody': 401, 'talent': 200, 'second talent': 200, 'ada': 200, 'colleague': 200,
                     'other company': 404}, found


def test_a_talent_has_no_slots(world):
    for client in (world.ada, world.second, world.talent):
        path = f'/v1/events/{world.event}/recruiters/{world.talent.me}/slots'
        nothing = path.replace(world.talent.me, NOWHERE)
        assert client.get(path).body == client.get(nothing).body


def test_availability_and_settings(world):
    day = world.ada.days(world.event, world.ada.me)[-1]
    bodies = {'availability': {'days': [{'date': day['date'], 'minutes': day['minutes'], 'blocked': []}]},
              'settings': {'paused': False}}
    for what, body in bodies.items():
        path = f'/v1/events/{world.event}/recruiters/{world.ada.me}/{what}'
        found = statuses(world, lambda client, path=path, body=body: client.put(path, body))
        right = 200 if what == 'availability' else 204
        assert found == {'nobody': 401, 'talent': 409, 'second talent': 409, 'ada': right, 'colleague': right,
                         'other company': 404}, (what, found)


def test_verbs_on_a_chat(world):
    def cancel(client):
        return client.post(f"/v1/chats/{world.chat['id']}/cancel", {}, idempotency_key(), rev=1)
    found = statuses(world, cancel)
    # 412: allowed to try, with an old revision.
    assert found == {'nobody': 401, 'talent': 412, 'second talent': 404, 'ada': 412, 'colleague': 412,
                     'other company': 404}, found


def test_the_room(world):
    found = statuses(world, lambda client: client.post(f"/v1/chats/{world.chat['id']}/room"))
    assert found == {'nobody': 401, 'talent': 409, 'second talent': 404, 'ada': 409, 'colleague': 409,
                     'other company': 404}, found
    assert world.colleague.post(f"/v1/chats/{world.chat['id']}/room").code == 'not-allowed'
    assert world.talent.post(f"/v1/chats/{world.chat['id']}/room").code == 'room-closed'


def strangers_calls(world, client):
    """(what there is, what there is not) for somebody to whom it is not theirs."""
    chat, event, ada = world.chat['id'], world.event, world.ada.me
    key = {'Idempotency-Key': idempotency_key()}
    def both(method, path, real, body=None, headers=None):
        return tuple(client.request(method, path.replace(real, instead), body,
                                    {**(headers or {}), **({'Idempotency-Key': idempotency_key()} if headers else {})})
                     for instead in (real, NOWHERE))
    yield 'room', both('POST', f'/v1/chats/{chat}/room', chat, {})
    yield 'a look at the room', both('GET', f'/v1/chats/{chat}/room', chat)
    for verb in ('accept', 'decline', 'withdraw', 'pick', 'reschedule', 'cancel', 'hand-over', 'reassign', 'late',
                 'extend', 'outcome'):
        body = {'minutes': 5} if verb == 'late' else {}
        yield verb, both('POST', f'/v1/chats/{chat}/{verb}', chat, body, {**key, 'If-Match': '"5"'})
        yield f'{verb} without a tag', both('POST', f'/v1/chats/{chat}/{verb}', chat, {}, key)
    if client is world.other:
        yield 'slots', both('GET', f'/v1/events/{event}/recruiters/{ada}/slots', ada)
        yield 'settings', both('PUT', f'/v1/events/{event}/recruiters/{ada}/settings', ada, {'paused': True})
        yield 'availability', both('PUT', f'/v1/events/{event}/recruiters/{ada}/availability', ada, {'days': []})


def test_not_yours_looks_like_not_there(world):
    for client in (world.second, world.other):
        for what, (real, made_up) in strangers_calls(world, client):
            assert real.status == made_up.status == 404, (what, real, made_up)
            assert real.body == made_up.body, (what, real, made_up)
            hide = ('date',)
            heads = [{k: v for k, v in a.headers.items() if k not in hide} for a in (real, made_up)]
            assert heads[0] == heads[1], (what, heads)


def test_those_to_whom_it_belongs_can_tell(world):
    """Negative control: the same comparison does see a difference for the chat's own talent."""
    differences = [what for what, (real, made_up) in strangers_calls(world, world.talent) if real.body != made_up.body]
    assert len(differences) >= 20, differences


def test_events_of_others_look_like_none(world):
    with Service(recruiters=1, talents=1) as elsewhere:
        for path in ('', '/changes', f'/recruiters/{NOWHERE}/slots'):
            real = world.talent.get(f'/v1/events/{elsewhere.event}{path}')
            assert real.status == 404 and real.body == world.talent.get(f'/v1/events/{NOWHERE}{path}').body


def test_what_was_written_reaches_only_those_it_was_written_to(world):
    for who, client in world.everybody.items():
        if who == 'nobody':
            continue
        text = client.get(f'/v1/events/{world.event}/changes').body.decode()
        assert ('a secret word' in text) == (who in ('talent', 'ada', 'colleague')), who
        assert ('another secret' in text) == (who in ('talent', 'other company')), who


def test_directories(world):
    people = {who: {p['id']: p for p in client.everything(world.event)['people']}
              for who, client in world.everybody.items() if who != 'nobody'}
    assert {p['role'] for p in people['talent'].values()} == {'recruiter'}
    assert world.colleague.me in people['ada'] and world.other.me not in people['ada']
    assert world.talent.me in people['ada'] and world.talent.me not in people['second talent']
    for everybody in people.values():
        for person in everybody.values():
            assert not {'account', 'email', 'password'} & set(person), person


def test_nothing_tells_an_account_or_address(world):
    """Ids of accounts and e-mail addresses are known to oneself only."""
    mine = world.ada.account
    for client in (world.talent, world.colleague, world.other):
        text = client.get(f'/v1/events/{world.event}/changes').body.decode()
        assert mine['id'] not in text and mine['email'] not in text
    assert '$argon2' not in text


def test_a_colleague_may_answer_but_not_ask(world):
    chat = next(c for c in world.colleague.everything(world.event)['chats'] if c['id'] == world.chat['id'])
    assert chat['peer']['id'] == world.talent.me
    answer = world.second.post(f'/v1/events/{world.event}/chats',
                               {'verb': 'invite', 'with': world.talent.me}, idempotency_key())
    assert answer.status in (404, 409), answer


def test_people_of_the_same_side_cannot_book_each_other(world):
    slot = world.talent.slots(world.event, world.ada.me, 'open')[3]
    for client, peer in ((world.talent, world.second.me), (world.ada, world.colleague.me), (world.ada, world.ada.me),
                         (world.ada, NOWHERE), (world.talent, world.talent.me)):
        for verb in ('book', 'request', 'invite'):
            answer = client.post(f'/v1/events/{world.event}/chats',
                                 {'verb': verb, 'with': peer, 'start': slot[0], 'end': slot[1]}, idempotency_key())
            assert answer.status in (404, 409), (verb, answer)


def test_the_chat_is_as_it_was(world):
    now = next(c for c in world.talent.everything(world.event)['chats'] if c['id'] == world.chat['id'])
    assert now == world.chat, 'nobody changed anything'


if __name__ == '__main__':
    with Service('--without-chats', recruiters=40, talents=60) as running:
        status = duo_tap.run(__name__, world=World(running))
    sys.exit(status)
