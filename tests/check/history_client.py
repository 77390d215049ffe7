# SPDX-License-Identifier: GPL-3.0-or-later
"""One client of `check history`: keeps its lists as an app does, from pages of changes and from the live socket, and
does whatever somebody in its role might do, rightly or wrongly, with what it knows."""
import collections
import http.client
import json
import multiprocessing
import random
import threading
import time

import world as worlds
from duo_service import BOUND, Client, LiveSocket, Refused, idempotency_key

LOST = (OSError, http.client.HTTPException, Refused)
# A chat's version, as everybody sees it.
VERSION = ('state', 'start', 'end', 'recruiter', 'talent', 'acted', 'moved_by', 'changed')
# What was acknowledged: the chat's `rev` that was seen, None for a new chat, and the one that it became.
Done = collections.namedtuple('Done', 'who event verb chat seen rev')
# A value that was put: when it was first sent, 0 where it is not known whether it was done, and when it was answered.
Put = collections.namedtuple('Put', 'event what begin end value')
TALENT = {'requested': ('withdraw', 'book'), 'invited': ('pick', 'pick', 'decline', 'book'),
          'accepted': ('pick', 'pick', 'pick', 'withdraw', 'book'),
          'confirmed': ('reschedule', 'reschedule', 'cancel', 'late', 'extend')}
RECRUITER = {'requested': ('accept', 'accept', 'decline', 'hand-over'), 'invited': ('withdraw',),
             'accepted': ('withdraw',), 'confirmed': ('reschedule', 'cancel', 'hand-over', 'late', 'extend'),
             'completed': ('outcome',), 'no-show': ('outcome',)}
ORGANIZER = {'confirmed': ('reschedule', 'reassign', 'reassign', 'cancel')}
ALL_VERBS = ('accept', 'decline', 'withdraw', 'pick', 'reschedule', 'cancel', 'hand-over', 'reassign', 'late', 'extend',
             'outcome')


def version_of(chat):
    return tuple(chat.get(name) for name in VERSION)


class Lists:
    """What one client knows of one event."""

    def __init__(self, event, drops=False):
        self.event, self.since, self.drops = event, 0, drops
        self.chats, self.people, self.companies, self.counts = {}, {}, {}, {}
        self.details = None  # of the event itself

    def take(self, changes):
        for name in ('companies', 'people', 'chats'):
            kept = getattr(self, name)
            for record in changes.get(name, ()):
                if self.drops and name == 'chats' and int(record['rev']) % 3 == 0:
                    continue
                if record['id'] not in kept or kept[record['id']]['rev'] < record['rev']:
                    kept[record['id']] = record
        for gone in changes.get('gone', ()):
            kind, _, name = gone.partition(':')
            (self.chats if kind == 'chat' else self.people).pop(name, None)
        for recruiter, opened, requests in changes.get('counts', ()):
            self.counts[recruiter] = (opened, requests)
        if 'details' in changes and changes['details']['changed'] > self.details['changed']:
            self.details = changes['details']
        self.since = max(self.since, changes.get('upto', 0))

    def all(self):
        return {'companies': self.companies, 'people': self.people, 'chats': self.chats, 'counts': self.counts}


class Place:
    """Where the service is, shared by processes: its port, 0 while there is none, and how far ahead its clock is."""

    def __init__(self):
        self.port, self.ahead = multiprocessing.Value('i', 0), multiprocessing.Value('d', 0)

    def wait(self):
        waker, end = threading.Event(), time.monotonic() + 3 * BOUND
        while self.port.value == 0:
            assert time.monotonic() < end, 'the service never came back'
            waker.wait(0.02)
        return self.port.value

    def now(self):
        return time.time() + self.ahead.value


class Actor:
    """Somebody who knows what is there and acts on it."""

    def __init__(self, person, cast, place, seed, looks, drops=False):
        self.person, self.cast, self.place = person, cast, place
        self.is_live, self.looks = looks == 'live', looks
        self.random = random.Random(seed)
        self.lists = {event: Lists(event, drops) for event in person.members}
        self.slots = {}  # recruiter → the slots as they were told last
        self.done, self.puts, self.versions, self.odd = [], [], {}, []
        self.counts = collections.Counter()
        self.two_faces = 0
        self.last = None  # the last command and its answer
        self.client = self.live = None
        self.failures = 0

    # ── the line ──

    def connect(self):
        port = self.place.wait()
        self.client = Client(f'http://127.0.0.1:{port}', self.person.token)
        for event, one in self.lists.items():
            if one.since == 0:
                one.details = self.client.get(f'/v1/events/{event}').json
                self.get_changes(event)
        if self.is_live:
            self.live = LiveSocket('127.0.0.1', port, self.person.token)
            self.live.send(type='hello', since={event: one.since for event, one in self.lists.items()})
            for event, recruiter in self.watched():
                self.live.send(type='watch', event=event, recruiter=recruiter, on=True)

    def close(self):
        for one in (self.client, self.live):
            if one:
                one.close()
        self.client = self.live = None

    def insist(self, work):
        """Does it until it is answered, by whichever service is there then."""
        while True:
            try:
                if self.client is None:
                    self.connect()
                answer = work()
                if getattr(answer, 'status', 200) != 503:
                    self.failures = 0
                    return answer
            except LOST:
                pass
            self.give_up_line()

    def give_up_line(self):
        self.counts['again'] += 1
        self.failures += 1
        assert self.failures < 100, 'the service does not answer'
        self.close()
        threading.Event().wait(0.02 * self.failures)

    def watched(self):
        """The first recruiters whom one sees in each event."""
        for event, one in self.lists.items():
            recruiters = sorted(p['id'] for p in one.people.values() if p['role'] == 'recruiter')
            chance = random.Random(self.person.name)
            for recruiter in chance.sample(recruiters, min(2, len(recruiters))):
                yield event, recruiter

    # ── what is known ──

    def note_version(self, chat):
        key = (chat['event'], chat['id'], chat['rev'])
        if self.versions.setdefault(key, version_of(chat)) != version_of(chat):
            self.two_faces += 1

    def hear(self, message):
        if message['type'] == 'changes':
            for chat in message.get('chats', ()):
                self.note_version(chat)
            self.lists[message['event']].take(message)
        elif message['type'] == 'slots':
            self.slots[message['recruiter']] = message
        elif message['type'] not in ('welcome', 'pong', 'presence'):
            self.odd.append(str(message))

    def get_changes(self, event):
        more = True
        while more:
            page = self.client.get(f'/v1/events/{event}/changes?since={self.lists[event].since}').json
            self.hear({'type': 'changes', **page})
            more = page['more']

    def get_slots(self, event, recruiter):
        answer = self.client.get(f'/v1/events/{event}/recruiters/{recruiter}/slots')
        if answer.status == 200:
            self.slots[recruiter] = answer.json
        return answer

    def look(self):
        """What has been told by now. Who has no live socket asks now and then, as often as it `looks`."""
        if self.live:
            for message in self.live.drain():
                self.hear(message)
            if self.live.closed is not None:
                raise ConnectionResetError('the live socket was closed')
        elif self.random.random() < self.looks:
            self.refresh()

    def refresh(self):
        for event in self.lists:
            self.get_changes(event)

    # ── acting ──

    def run(self, commands):
        for _ in range(commands):
            self.insist(self.look)
            self.act()

    def act(self):
        if self.last and self.random.random() < 0.03:
            self.repeat()
            return
        event = self.random.choice(list(self.lists))
        member = self.person.members[event]
        chance = self.random.random()
        if member.role == 'recruiter' and chance < 0.12:
            self.put_settings(event, self.random.choice(self.colleagues(event)))
        elif member.role == 'recruiter' and chance < 0.2:
            self.put_availability(event, self.random.choice(self.colleagues(event)))
        elif member.role == 'organizer' and chance < 0.1:
            self.put_format(event)
        else:
            self.do_something(event, member, chance > 0.93)

    def colleagues(self, event):
        mine = self.person.members[event]
        return [member.person for one in self.cast.people for member in one.members.values()
                if member.event == event and member.role == 'recruiter' and member.company == mine.company]

    def do_something(self, event, member, wrongly):
        """Something to one of the chats that are known, or a new one."""
        verbs = {'talent': TALENT, 'recruiter': RECRUITER, 'organizer': ORGANIZER}[member.role]
        known = list(self.lists[event].chats.values())
        fit = known if wrongly else [chat for chat in known if chat['state'] in verbs]
        if member.role != 'organizer' and (not fit or self.random.random() < (0.35 if len(fit) < 8 else 0.1)):
            self.begin(event, member, wrongly)
        elif fit:
            chat = self.random.choice(fit)
            self.do_verb(event, chat, self.random.choice(ALL_VERBS if wrongly else verbs[chat['state']]))
        else:
            self.get_room(event)

    def get_room(self, event):
        chats = list(self.lists[event].chats) or [worlds.NOWHERE]
        self.counts['room'] += 1
        path = f'/v1/chats/{self.random.choice(chats)}/room'
        self.expect(self.insist(lambda: self.client.post(path, {})), (200, 404, 409))

    def begin(self, event, member, wrongly):
        others = [p for p in self.lists[event].people.values()
                  if p['role'] == ('recruiter' if member.role == 'talent' else 'talent')]
        peer = self.random.choice(others)
        if member.role == 'recruiter':
            verb = 'invite'
        else:
            verb = 'book' if (peer['mode'] == 'direct') != wrongly else 'request'
        body = {'verb': verb, 'with': peer['id'], 'message': f'Hello {self.random.random()}', 'answer': 'Because.'}
        if verb == 'book':
            body.update(self.choose_slot(event, peer['id']))
        self.command(event, f'/v1/events/{event}/chats', body, None, None, verb)

    def do_verb(self, event, chat, verb):
        body = {'message': f'Why not {self.random.random()}'}
        if verb in ('hand-over', 'reassign'):
            body['with'] = self.random.choice(self.successors(event, verb))
        elif verb in ('late', 'extend'):
            body['minutes'] = 5
        elif verb in ('pick', 'reschedule', 'book'):
            body.update(self.choose_slot(event, chat['recruiter']))
        if verb in ('pick', 'book'):
            body['answer'] = 'Because.'
        if verb == 'book':
            body.update({'verb': verb, 'with': chat['recruiter']})
            self.command(event, f'/v1/events/{event}/chats', body, None, None, verb)
        else:
            self.command(event, f"/v1/chats/{chat['id']}/{verb}", body, chat['id'], chat['rev'], verb)

    def successors(self, event, verb):
        if verb == 'hand-over' and self.person.members[event].role == 'recruiter':
            return self.colleagues(event)
        return [p['id'] for p in self.lists[event].people.values() if p['role'] == 'recruiter'] or [worlds.NOWHERE]

    def choose_slot(self, event, recruiter):
        """One of those that begin soonest, so that many want the same."""
        if recruiter not in self.slots or not self.live and self.random.random() < self.looks:
            self.insist(lambda: self.get_slots(event, recruiter))
        days = self.slots.get(recruiter, {'days': []})['days']
        opened = [slot for day in days for slot in day['slots'] if slot[2] == 'open']
        if not opened:
            soon = int(self.place.now()) // worlds.TICK * worlds.TICK + self.random.randrange(1, 300) * worlds.TICK
            return {'start': worlds.stamp(soon), 'end': worlds.stamp(soon + 900)}
        slot = self.random.choice(opened[:self.random.choice((2, 12, 200))])
        return {'start': slot[0], 'end': slot[1]}

    def command(self, event, path, body, chat, rev, verb):
        key = idempotency_key()
        answer = self.insist(lambda: self.client.post(path, body, key, rev))
        self.last = (event, path, body, chat, rev, verb, key, answer.status, answer.body)
        self.counts[verb] += 1
        self.expect(answer, (200, 201, 404, 409, 412, 422))
        if answer.status in (200, 201):
            record = answer.json
            self.counts['done'] += 1
            self.note_version(record)
            self.done.append(Done(self.person.account, event, verb, record['id'], rev, record['rev']))

    def repeat(self):
        """The same key again: the same answer; with another body it is refused."""
        _, path, body, _, rev, _, key, status, said = self.last
        again = self.insist(lambda: self.client.post(path, body, key, rev))
        self.counts['repeat'] += 1
        # Who the other side is and what is left are written anew.
        if again.status != status or status < 300 and again.json['rev'] != self.rev_in(said):
            self.odd.append(f'repeated: {status} {said[:200]!r} became {again}')
        other = self.insist(lambda: self.client.post(path, {**body, 'message': 'else'}, key, rev))
        if (other.status, other.code) != (422, 'key-reused'):
            self.odd.append(f'another body under the same key: {other}')

    @staticmethod
    def rev_in(said):
        return json.loads(said)['rev']

    def put_settings(self, event, recruiter):
        value = {'mode': self.random.choice(('direct', 'selective')), 'paused': self.random.random() < 0.15,
                 'question': self.random.choice(('', 'Why us?')), 'topics': [f'topic {self.random.randrange(1000)}']}
        value = dict(self.random.sample(sorted(value.items()), 2))
        self.put(event, recruiter, 'settings', value, [((recruiter, name), one) for name, one in value.items()])

    def put_availability(self, event, recruiter):
        days = [row['date'] for row in self.cast.world.rows['days'] if row['event'] == event]
        self.insist(lambda: self.get_slots(event, recruiter))
        date = self.random.choice(days)
        slots = [slot for day in self.slots[recruiter]['days'] if day['date'] == date for slot in day['slots']]
        blocked = sorted(slot[:2] for slot in self.random.sample(slots, min(3, len(slots))))
        value = {'date': date, 'minutes': self.random.choice((15, 30)), 'blocked': blocked}
        self.put(event, recruiter, 'availability', {'days': [value]}, [((recruiter, date), value)])

    def put_format(self, event):
        """Whom to ask: it touches no chat."""
        value = f'desk{self.random.randrange(10**6)}@contact.example'
        path, seen = f'/v1/events/{event}/format', self.lists[event].details['changed']
        self.settle_put(event, lambda: self.client.put(path, {'contact': value}, seen), 'format', True, [('contact', value)])

    def put(self, event, recruiter, what, body, values):
        path, known = f'/v1/events/{event}/recruiters/{recruiter}/{what}', self.lists[event].people.get(recruiter)
        seen = known['rev'] if known and what == 'settings' and self.random.random() < 0.5 else None
        self.settle_put(event, lambda: self.client.put(path, body, seen), what, seen is not None, values)

    def settle_put(self, event, send, what, may_be_stale, values):
        begin, lost = time.monotonic(), self.counts['again']
        answer = self.insist(send)
        self.counts[what] += 1
        self.expect(answer, (200, 204, 412) if may_be_stale else (200, 204))
        self.counts['done'] += answer.status < 300
        if answer.status == 412 and self.counts['again'] > lost:
            begin = 0  # perhaps it was done, and its own first try is what it met
        elif answer.status >= 300:
            return
        self.puts += [Put(event, name, begin, time.monotonic(), value) for name, value in values]

    def expect(self, answer, statuses):
        if answer.status not in statuses:
            self.odd.append(str(answer))

    # ── at the end ──

    def fresh(self, event):
        """The same lists as somebody gets who knows nothing."""
        lists, more = Lists(event), True
        lists.details = self.client.get(f'/v1/events/{event}').json
        while more:
            page = self.client.get(f'/v1/events/{event}/changes?since={lists.since}').json
            lists.take(page)
            more = page['more']
        return lists

    def differences(self):
        """What is not as the service says it is."""
        if self.live:
            self.look()
            self.live.settle()
            for message in self.live.messages:
                self.hear(message)
            self.live.messages.clear()
        else:
            self.refresh()
        found = []
        for event, mine in self.lists.items():
            theirs = self.fresh(event)
            for chat in theirs.chats.values():
                self.note_version(chat)
            if mine.details['contact'] != theirs.details['contact']:
                found.append(f'{self.person.name}: {mine.details} is {theirs.details}')
            for name, right in theirs.all().items():
                kept = mine.all()[name]
                found += [f'{self.person.name}: {name} {one}: {kept.get(one)} is {right.get(one)}'
                          for one in set(kept) | set(right) if kept.get(one) != right.get(one)]
        return found + (self.different_slots() if self.live else [])

    def different_slots(self):
        """Of the recruiters whom one watches. What has just become past is nobody's news."""
        found, now = [], worlds.stamp(self.place.now())
        for event, recruiter in self.watched():
            told = self.slots.get(recruiter)
            self.get_slots(event, recruiter)
            views = [[(day['date'], *slot) for day in one['days'] for slot in day['slots'] if slot[0] > now]
                     for one in (told, self.slots[recruiter]) if one]
            if len(views) < 2 or views[0] != views[1]:
                found.append(f'{self.person.name}: slots of {recruiter}')
        return found

    def settle(self, seconds):
        """Nobody does anything any more: in the end all lists are right. Returns what is not."""
        end, waker = time.monotonic() + seconds, threading.Event()
        found = self.insist(self.differences)
        while found and time.monotonic() < end:
            waker.wait(0.3)
            found = self.insist(self.differences)
        self.close()
        return found
