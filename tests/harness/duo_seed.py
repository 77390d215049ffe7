# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the seed's sentences share: a demo event in which nobody has met yet, its people by name, and
windows in which a talent or a recruiter looks at it. The other side plays through HTTP, which is quicker."""
import os
import re
import sqlite3
import time

import duo_service
from duo_ui import App, BUTTON, TAB, wait_until

TALENT = 'Amara Okafor'
FREE = re.compile(r'\d\d:\d\d.*, free')


class World:
    """The service with twelve recruiters and thirty talents, without a single chat."""

    def __init__(self):
        self.service = duo_service.Service('--without-chats')
        self.event = self.service.event
        self.emails = self.service.said['people']
        self.clients = {}
        self.windows = []
        talent = self.service.sign_in(self.service.talents[0])
        self.names = {person['name']: person['id'] for person in talent.everything(self.event)['people']}
        self.clients[TALENT] = talent
        recruiter = self.service.sign_in(self.service.recruiters[0])
        self.names |= {person['name']: person['id'] for person in recruiter.everything(self.event)['people']}

    # ── people ──

    def client(self, name):
        """That person's other device, which only knows HTTP."""
        if name not in self.clients:
            self.clients[name] = self.service.sign_in(self.emails[self.names[name]])
        return self.clients[name]

    def other_talents(self, count):
        return [self.service.sign_in(email) for email in self.service.talents[1:count + 1]]

    def window(self, name, *options, env=None):
        app = App(name.split()[0].lower(), *options, env=env)
        app.sign_in(self.service, self.emails[self.names[name]])
        app.find(TAB, re.compile('My Schedule'))
        self.windows.append(app)
        return app

    # ── what they do ──

    def chats(self, name):
        return {chat['id']: chat for chat in self.client(name).everything(self.event)['chats']}

    def chat_with(self, name, peer):
        """The latest record of the two, as `name` sees it, or None."""
        other = self.names[peer]
        mine = [chat for chat in self.chats(name).values() if other in (chat['recruiter'], chat['talent'])]
        return max(mine, key=lambda chat: chat['rev'], default=None)

    def begin(self, name, verb, peer, **more):
        """A new chat by request, invitation or booking."""
        answer = self.client(name).post(f'/v1/events/{self.event}/chats',
                                        {'verb': verb, 'with': self.names[peer], **more},
                                        duo_service.idempotency_key())
        assert answer.status == 201, answer
        return answer.json

    def answer(self, name, verb, peer, **more):
        """What `name` does to the chat of the two."""
        answer = self.client(name).verb(self.chat_with(name, peer), verb, **more)
        assert answer.status == 200, answer
        return answer.json

    def open_slots(self, recruiter):
        return self.client(TALENT).slots(self.event, self.names[recruiter], 'open')

    def book(self, recruiter, slot):
        return self.begin(TALENT, 'book', recruiter, start=slot[0], end=slot[1])

    def set_up(self, recruiter, what, body):
        """Their settings or their availability."""
        answer = self.client(recruiter).put(f'/v1/events/{self.event}/recruiters/{self.names[recruiter]}/{what}', body)
        assert answer.status in (200, 204), answer

    def leave_open(self, recruiter, count):
        """Blocks all but the last slots of their last day; what is left."""
        days = self.client(recruiter).days(self.event, self.names[recruiter])
        left = self.open_slots(recruiter)[-count:]
        self.set_up(recruiter, 'availability', {'days': [
            {'date': day['date'], 'minutes': day['minutes'],
             'blocked': [slot[:2] for slot in day['slots'] if slot[2] == 'open' and tuple(slot) not in left]}
            for day in days]})
        assert self.open_slots(recruiter) == left
        return left

    def change_format(self, **columns):
        """Another 1-1 Chat format, by the organizer's hand in the service's database while it is down."""
        def write():
            values = ', '.join(f'{name} = :{name}' for name in columns)
            with sqlite3.connect(os.path.join(self.service.directory, 'duologue.db')) as database:
                database.execute(f'UPDATE events SET {values}', columns)
            database.close()
        self.restart(write)

    def go_to(self, moment):
        """Moves the service's clock to that time. Windows read it when they come back to the service."""
        self.service.set_ahead(moment - time.time() - self.service.offset)
        self.restart(lambda: None)

    def restart(self, meanwhile):
        """At the same place, so that windows find it again by themselves."""
        port = self.service.port
        self.service.terminate()
        assert self.service.wait() == 0, self.service.log()
        meanwhile()
        self.service.restart('--port', str(port))
        for client in self.clients.values():
            client.close()

    # ── windows ──

    def close(self):
        for window in self.windows:
            window.stop()
            window.assert_clean()
        self.service.close()


def show(window, view):
    """One of the views of the shell."""
    window.find(TAB, re.compile(f'^{view}')).click()


def search(window, text):
    window.find(None, re.compile('^Search')).type(text)


def choose_slot(window, number=0):
    """Chooses one of the free slots that the picker shows and books it; how it was named."""
    window.find(BUTTON, FREE)
    slot = window.root.all(BUTTON, FREE)[number]
    name = slot.name
    slot.click()
    window.find(BUTTON, re.compile(r'\d\d:\d\d.*, chosen'))
    window.click('Book 1-1 Chat', where=lambda node: node.enabled)
    window.root.gone(BUTTON, 'Book 1-1 Chat')
    return name


def wait_state(world, name, peer, state):
    """Until the chat of the two has come to `state` at the service."""
    wait_until(lambda: (world.chat_with(name, peer) or {}).get('state') == state, f'{peer}: {state}')
