#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A talent's CV: what is taken, who reads it and hears of it, and that nothing else may be as large."""
import os
import sys
import urllib.parse

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import LiveSocket, Service

MEBIBYTE = 1024 * 1024
PDF = b'%PDF-1.4\n' + bytes(range(256)) * 8


class World:
    """Ada with a colleague, one of another company, and a chat of Ada's with a talent."""

    def __init__(self, service):
        def by(name):
            return service.sign_in(next(email for email in service.recruiters if email.startswith(name)))
        self.service, self.event = service, service.event
        self.ada, self.colleague, self.other = by('ada'), by('piotr'), by('thandiwe')
        self.talent, self.stranger = service.sign_in(service.talents[3]), service.sign_in(service.talents[4])
        slot = self.talent.slots(self.event, self.ada.me, 'open')[0]
        self.chat = self.talent.book(self.event, self.ada.me, slot).json['id']
        self.remove()

    def put(self, body=PDF, name='My CV.pdf', client=None, kind='application/pdf'):
        path = '/v1/me/cv?' + urllib.parse.urlencode({'name': name})
        return (client or self.talent).request('PUT', path, body, {'Content-Type': kind})

    def remove(self):
        answer = self.talent.request('DELETE', '/v1/me/cv')
        assert answer.status == 204, answer

    def read(self, client):
        return client.get(f'/v1/people/{self.talent.me}/cv')

    def told(self, client):
        """What somebody's chat with the talent says of the CV."""
        chat = next(one for one in client.everything(self.event)['chats'] if one['id'] == self.chat)
        return chat['peer'].get('cv')

    def own(self):
        return self.talent.get(f'/v1/events/{self.event}/me').json


def test_what_was_put_is_read_by_who_may(world):
    world.remove()
    assert 'cv' not in world.own() and world.read(world.talent).status == 404
    cv = world.put().json
    assert cv['name'] == 'My CV.pdf' and cv['size'] == len(PDF), cv
    assert world.own()['cv'] == cv and world.own()['person']['id'] == world.talent.me
    for client in (world.talent, world.ada, world.colleague):
        answer = world.read(client)
        assert answer.status == 200 and answer.body == PDF, answer
        assert answer.headers['content-type'] == 'application/pdf'
        assert answer.headers['x-content-type-options'] == 'nosniff'
        assert answer.headers['cache-control'] == 'private, no-store'
        assert answer.headers['content-disposition'].startswith('attachment;')
        assert "filename*=UTF-8''My%20CV.pdf" in answer.headers['content-disposition']
    for client in (world.other, world.stranger):
        nothing = client.get(f'/v1/people/{"A" * 21}w/cv')
        answer = world.read(client)
        assert (answer.status, answer.body) == (nothing.status, nothing.body) and answer.status == 404, answer
    assert world.read(world.service.client()).status == 401


def test_the_chat_says_so_to_who_may_read_it(world):
    world.remove()
    assert world.told(world.ada) is None
    before = next(one['rev'] for one in world.ada.everything(world.event)['chats'] if one['id'] == world.chat)
    cv = world.put().json
    assert world.told(world.ada) == world.told(world.colleague) == cv
    assert world.told(world.talent) is None
    after = next(one['rev'] for one in world.ada.everything(world.event)['chats'] if one['id'] == world.chat)
    assert before == after, 'a command that saw the chat before would come too late'
    world.remove()
    assert world.told(world.ada) is None and world.read(world.ada).status == 404


def test_it_is_told_at_once_to_nobody_else(world):
    sockets = {}
    for client in (world.ada, world.colleague, world.other, world.stranger):
        sockets[client] = LiveSocket(world.service.host, world.service.port, client.token)
        sockets[client].send(type='hello', since={world.event: client.everything(world.event)['upto']})
        sockets[client].settle()
        sockets[client].messages.clear()
    cv = world.put().json

    def says(message):
        return any(chat['peer'].get('cv') == cv for chat in message.get('chats', ()))
    for client in (world.ada, world.colleague):
        sockets[client].wait('changes', says)
    for client in (world.other, world.stranger):
        assert not any(world.chat in str(message) for message in sockets[client].settle()), client
    for socket in sockets.values():
        socket.close()


def test_all_chats_of_two_are_told_of_in_one_message(world):
    talent = world.service.sign_in(world.service.talents[5])
    slots = talent.slots(world.event, world.ada.me, 'open')
    chats = []
    for slot in slots[:4]:
        chats.append(talent.book(world.event, world.ada.me, slot).json)
        assert talent.verb(chats[-1], 'cancel').status == 200
    watching = [client.live() for client in (world.ada, world.colleague, world.other)]
    for live in watching:
        live.hello(world.event)
        live.settle()
        live.messages.clear()
    cv = world.put(client=talent).json

    def told(live):
        return [[chat['id'] for chat in message['chats'] if chat['peer'].get('cv') == cv]
                for message in live.settle() if message.get('chats')]
    for live in watching[:2]:
        assert [sorted(ids) for ids in told(live)] == [sorted(chat['id'] for chat in chats)], live.messages
    assert told(watching[2]) == []
    for live in watching:
        live.close()


def test_another_takes_its_place(world):
    world.put(PDF, 'Old.pdf')
    cv = world.put(PDF + b'more', '../../etc/New one.PDF').json
    assert cv['name'] == 'New one.pdf' and world.told(world.ada) == cv
    assert world.read(world.ada).body == PDF + b'more'


def test_what_is_not_taken(world):
    world.put()
    for body, kind, status, code in ((b'PK\x03\x04', 'application/pdf', 422, 'not-a-pdf'),
                                     (b'', 'application/pdf', 422, 'not-a-pdf'),
                                     (PDF, 'application/json', 415, 'unsupported-type'),
                                     (PDF, 'application/pdfx', 415, 'unsupported-type'),
                                     (PDF + b' ' * 5 * MEBIBYTE, 'application/pdf', 413, 'too-large')):
        answer = world.put(body, kind=kind)
        assert (answer.status, answer.code) == (status, code), answer
        assert answer.json['detail'], answer
    assert world.read(world.ada).body == PDF
    # Negative control: what is just within the limit is taken, and comes back whole.
    largest = PDF + b' ' * (5 * MEBIBYTE - len(PDF))
    assert world.put(largest, kind='Application/PDF; version=1.4').status == 200
    assert world.read(world.ada).body == largest


def test_only_talents_have_one(world):
    for client in (world.ada, world.service.sign_in(world.service.organizer)):
        for answer in (world.put(client=client), client.request('DELETE', '/v1/me/cv')):
            assert answer.status == 409 and answer.code == 'not-allowed', answer


def test_nothing_else_may_be_as_large(world):
    large = PDF + b' ' * (2 * MEBIBYTE)
    for method, path in (('PUT', f'/v1/chats/{world.chat}/note'), ('POST', '/v1/me/cv'), ('PUT', '/v1/me/cv/')):
        answer = world.talent.request(method, path, large)
        assert answer.status == 413 and answer.code == 'too-large', answer
    # Nor who is not signed in: what they send is not even kept.
    answer = world.put(large, client=world.service.client())
    assert answer.status == 401, answer
    assert world.put(large).status == 200


if __name__ == '__main__':
    with Service('--without-chats', recruiters=40, talents=40) as running:
        running.configure('[rates]\ncvs-up-per-account = 1000/1000\n')
        status = duo_tap.run(__name__, world=World(running))
    sys.exit(status)
