#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one notes on a chat: whose it is, who hears of it, and what becomes of it when two devices write at once."""
import os
import sys

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import Service


class World:
    """Ada with a colleague, one of another company, and a chat of Ada's with a talent."""

    def __init__(self, service):
        def by(name):
            return service.sign_in(next(email for email in service.recruiters if email.startswith(name)))
        self.service, self.event = service, service.event
        self.ada, self.colleague, self.other = by('ada'), by('piotr'), by('thandiwe')
        self.talent = service.sign_in(service.talents[3])
        slot = self.talent.slots(self.event, self.ada.me, 'open')[0]
        self.chat = self.talent.book(self.event, self.ada.me, slot).json['id']

    def put(self, client, body, rev=None):
        return client.put(f'/v1/chats/{self.chat}/note', body, rev)

    def rev(self, client):
        return next((note['rev'] for note in self.notes(client) if note['author'] == client.me), None)

    def noted(self, client, **body):
        answer = self.put(client, body, self.rev(client))
        assert answer.status == 200, answer
        return answer.json

    def notes(self, client):
        return client.everything(self.event).get('notes', [])


def test_a_note_comes_back_as_it_was_written(world):
    note = world.noted(world.ada, text='Knows compaction.\nWants Uppsala.', mark='strong-yes', next_step='Second talk')
    assert note['chat'] == world.chat and note['author'] == world.ada.me and not note['shared']
    assert [note] == world.notes(world.ada)
    for client in (world.colleague, world.other, world.talent):
        assert world.notes(client) == [], client


def test_another_device_that_saw_less_is_told(world):
    first = world.noted(world.ada, text='One')
    for rev in (None, first['rev'] - 1):
        answer = world.put(world.ada, {'text': 'Two'}, rev)
        assert answer.status == 412 and answer.json['note'] == first, answer
    again = world.put(world.ada, {'text': 'One'})
    assert again.status == 200 and again.json == first, again


def test_a_talent_keeps_a_note_and_nothing_else(world):
    for body in ({'mark': 'yes'}, {'shared': True}, {'next_step': 'Call back'}):
        answer = world.put(world.talent, body)
        assert answer.status == 409 and answer.code == 'not-allowed', answer
    note = world.noted(world.talent, text='Ask about the team')
    assert world.notes(world.talent) == [note]
    assert all(one['author'] != world.talent.me for one in world.notes(world.ada))


def test_what_is_too_long_or_unknown_is_refused(world):
    for body in ({'text': 'x' * 4001}, {'next_step': 'x' * 201}, {'mark': 'brilliant'}, {'shared': 'yes'}, {'text': 7}):
        answer = world.put(world.ada, body)
        assert answer.status == 400 and answer.code == 'malformed', (body, answer)


def test_nobody_hears_of_it_but_who_may_read_it(world):
    """Also in what goes to all of a company in the same words, because its directory changed at the same moment."""
    lives = {name: client.live() for name, client in
             (('ada', world.ada), ('colleague', world.colleague), ('other', world.other), ('talent', world.talent))}
    cursors = {name: live.hello(world.event)['upto'] for name, live in lives.items()}
    world.noted(world.ada, text='to myself')
    note = world.noted(world.ada, text='for us', shared=True)
    world.noted(world.ada, text='to myself again')
    settings = world.ada.put(f'/v1/events/{world.event}/recruiters/{world.ada.me}/settings', {'about': 'Storage'})
    assert settings.status == 204, settings
    heard = {}
    for name, live in lives.items():
        upto = live.wait('changes', lambda message, name=name: any(
            one['id'] == world.ada.me for one in message.get('people', ()))) if name != 'other' else {}
        heard[name] = [*live.settle(), upto]
        assert upto.get('upto', cursors[name] + 1) > cursors[name]
    texts = {name: [note['text'] for message in messages for note in message.get('notes', ())]
             for name, messages in heard.items()}
    gone = {name: [word for message in messages for word in message.get('gone', ())] for name, messages in heard.items()}
    assert texts == {'ada': ['to myself', 'for us', 'to myself again'], 'colleague': ['for us'], 'other': [], 'talent': []}, texts
    assert gone == {'ada': [], 'colleague': [f'note:{world.chat}/{note["author"]}'], 'other': [], 'talent': []}, gone
    for live in lives.values():
        live.close()


def settle_all(world, watching):
    """What earlier tests did may be told half a second later: the tick that tells of this is the last of them."""
    settings = world.ada.put(f'/v1/events/{world.event}/recruiters/{world.ada.me}/settings', {'about': 'Settled'})
    assert settings.status == 204, settings
    rev = world.ada.everything(world.event)['upto']
    return [live.wait('changes', lambda message: message.get('upto', 0) >= rev)['upto'] for live in watching]


def test_nobody_else_is_woken_by_it(world):
    """Not even by a message with nothing in it, and what comes next still joins what they have."""
    talents = [world.service.sign_in(world.service.talents[n]) for n in (4, 5)]
    watching = [client.live() for client in (world.other, talents[0])]
    for live in watching:
        live.hello(world.event)
    cursors = settle_all(world, watching)
    with world.ada.live() as own:
        own.hello(world.event)
        note = world.noted(world.ada, text='What nobody hears of')
        own.wait('changes', lambda message: message.get('notes') == [note])
    for live in watching:
        assert live.comes('changes', seconds=2) is None
    slot = talents[1].slots(world.event, world.ada.me, 'open')[0]
    chat = talents[1].book(world.event, world.ada.me, slot).json
    for live, cursor in zip(watching, cursors):
        told = live.wait('changes', lambda message: message.get('upto', 0) >= chat['rev'])
        assert told['since'] <= cursor and 'What nobody' not in str(told), told
        live.close()


def test_it_survives_the_service(world):
    before = world.noted(world.ada, text='still here', mark='no')
    world.service.restart()
    assert world.notes(world.service.client(world.ada.token)) == [before]


if __name__ == '__main__':
    with Service('--without-chats', recruiters=40, talents=40) as running:
        status = duo_tap.run(__name__, world=World(running))
    sys.exit(status)
