# SPDX-License-Identifier: GPL-3.0-or-later
"""The cells of the chat's life: in which situation who does what to a chat in which state. Each has people and a chat
of its own, so that no cell stands in another's way."""
import world as worlds

DAY = 86400
QUARTER = 900
STATES = ('none', 'requested', 'invited', 'accepted', 'confirmed', 'completed', 'no-show', 'declined', 'cancelled', 'expired')
BEGINNINGS = ('request', 'invite', 'book')
VERBS = ('accept', 'decline', 'withdraw', 'pick', 'reschedule', 'cancel', 'hand-over', 'reassign', 'late', 'extend', 'outcome')
ROLES = ('talent', 'recruiter', 'colleague', 'organizer', 'stranger')
BASE = frozenset(('talents', 'recruiters', 'booking', 'open', 'free'))
TIME_FACTS = frozenset(('begun', 'notice', 'room', 'in-person'))


class Situation:
    """What is different in one event: its format, its recruiters, its chats' time; and the facts that follow."""

    def __init__(self, name, event=None, recruiter=None, plus=(), minus=(), start=None, states=STATES, **more):
        self.name, self.event, self.recruiter = name, event or {}, recruiter or {}
        self.facts = (BASE | set(plus)) - set(minus)
        self.start, self.states, self.more = start, states, more


def situations(world):
    """Each fact on its own, and those together that alternatives in the table ask for."""
    before, soon = world.tick(-600), world.tick(1200)
    begun = {'start': before, 'plus': ('begun', 'notice', 'room'), 'states': ('confirmed',)}
    draft = {'event': {'state': 'draft'}, 'minus': ('open',)}
    unfinished, ended = ('none', 'requested', 'invited', 'accepted', 'confirmed'), ('completed', 'no-show')
    return [
        Situation('base'),
        Situation('direct', recruiter={'direct': 1}, plus=('direct',)),
        Situation('paused', recruiter={'paused': 1}, plus=('paused',), states=unfinished),
        Situation('direct and paused', recruiter={'direct': 1, 'paused': 1}, plus=('direct', 'paused'), states=unfinished),
        Situation('recruiters only', event={'requests_by': 2}, minus=('talents',), states=unfinished),
        Situation('direct, recruiters only', event={'requests_by': 2}, recruiter={'direct': 1}, plus=('direct',),
                  minus=('talents',), states=unfinished),
        Situation('talents only', event={'requests_by': 1}, minus=('recruiters',), states=unfinished),
        Situation('not open yet', event={'opens': world.now + DAY}, minus=('booking',), states=unfinished),
        Situation('direct, not open yet', event={'opens': world.now + DAY}, recruiter={'direct': 1}, plus=('direct',),
                  minus=('booking',), states=unfinished),
        Situation('draft', **draft, states=unfinished),
        Situation('limit', event={'limit_per_talent': 1}, plus=('limit',), limit=True, states=unfinished),
        Situation('company full', event={'limit_per_company': 1}, recruiter={'direct': 1}, plus=('direct', 'full'),
                  full=True, states=unfinished),
        Situation('pair open', plus=('pair',), pair=True, states=('requested', 'confirmed')),
        Situation('notice', event={'notice': 5 * 1440}, plus=('notice',), states=('confirmed',)),
        Situation('notice, moved', event={'notice': 5 * 1440}, plus=('notice',), moved='recruiter', states=('confirmed',)),
        Situation('notice, moved by the talent', event={'notice': 5 * 1440}, plus=('notice',), moved='talent',
                  states=('confirmed',)),
        Situation('room open', event={'room_early': 60}, plus=('room',), start=soon, states=('confirmed',)),
        Situation('begun', **begun),
        Situation('begun, next one', **{**begun, 'minus': ('free',)}, follows=True),
        Situation('in person', plus=('in-person',), kind=1, states=('confirmed',)),
        Situation('begun in person', **{**begun, 'plus': ('begun', 'notice', 'room', 'in-person')}, kind=1),
        Situation('days after', minus=('open',), days=(-4, -3), states=ended),
        Situation('long after', minus=('open',), plus=('outcome',), days=(-12, -11), states=ended),
    ]


class Cell:
    def __init__(self, situation, state, verb, role):
        self.situation, self.state, self.verb, self.role = situation, state, verb, role
        self.chat = self.rev = None

    def __str__(self):
        return f'{self.situation.name}: {self.state} {self.verb} by {self.role}'

    def judged_state(self):
        """A booking goes on from the record that the pair has; any other beginning makes a new one."""
        if self.verb == 'book' and self.state in ('requested', 'invited', 'accepted'):
            return self.state
        return 'none' if self.verb in BEGINNINGS else self.state

    def judged_facts(self):
        facts, state = set(self.situation.facts), self.judged_state()
        if state != 'confirmed':
            facts -= TIME_FACTS
        if state == 'none':
            facts -= {'pair'}
            if self.state in ('requested', 'invited', 'accepted') or self.state == 'confirmed' and 'begun' not in self.situation.facts:
                facts.add('pair')
            if self.state == 'declined':
                facts.add('declined')
        elif self.verb not in ('hand-over', 'reassign'):
            facts -= {'pair'}
        moved = self.situation.more.get('moved')
        if moved and (moved == 'talent') != (self.role == 'talent'):
            facts.add('moved')
        return facts

    def question(self):
        return f'{self.judged_state()} {self.verb} {self.role} {",".join(sorted(self.judged_facts()))}'


def all_cells(world):
    for situation in situations(world):
        for state in situation.states:
            for role in ROLES:
                for verb in BEGINNINGS if state == 'none' else BEGINNINGS + VERBS:
                    if not (verb in BEGINNINGS and role in ('colleague', 'organizer')):  # no pair of theirs
                        yield Cell(situation, state, verb, role)


class Stage:
    """One situation's event, and the people whom all of its cells share."""

    def __init__(self, world, situation):
        self.world, self.situation = world, situation
        more = situation.more
        self.event = world.event(situation.name, days=more.get('days', (0, 1, 2)), kind=more.get('kind', 0),
                                 **situation.event)
        self.company, other = (world.company(self.event, name) for name in ('ours', 'theirs'))
        self.tokens, self.people = {}, {}
        for role, as_role, company in (('colleague', 'recruiter', self.company), ('organizer', 'organizer', None),
                                       ('stranger', 'recruiter', other), ('stranger talent', 'talent', None),
                                       ('spare', 'recruiter', self.company)):
            account = world.account(f'{role} of {situation.name}')
            self.tokens[role] = world.session(account)
            self.people[role] = world.person(self.event, account, as_role, company)
        if more.get('full'):
            world.chat(self.event, self.people['spare'], self.people['stranger talent'], 'completed')
        self.start = situation.start or world.now // DAY * DAY + DAY + 6 * 3600
        self.slot = world.now // DAY * DAY + 2 * DAY + 12 * 3600
        self.shifts = 0

    def enter(self, cell, number):
        """The cell's own talent and recruiter, and its chat."""
        world, more = self.world, self.situation.more
        cell.stage, cell.tokens = self, dict(self.tokens)
        for role in ('talent', 'recruiter'):
            account = world.account(f'{role} {number}')
            cell.tokens[role] = world.session(account)
            settings = self.situation.recruiter if role == 'recruiter' else {}
            setattr(cell, role, world.person(self.event, account, role, self.company if role == 'recruiter' else None,
                                             **settings))
        if cell.state != 'none':
            self.add_chat(cell)
        if more.get('limit'):
            world.chat(self.event, self.people['spare'], cell.talent, 'requested')
        if more.get('pair'):
            world.chat(self.event, self.people['colleague'], cell.talent, 'requested')
        if more.get('follows'):
            world.chat(self.event, self.people['spare'], cell.talent, 'confirmed', cell.end, cell.end + QUARTER)

    def add_chat(self, cell):
        start = end = 0
        if cell.state in ('confirmed', 'completed', 'no-show'):
            begun = 'begun' in self.situation.facts
            if not begun and cell.verb in ('hand-over', 'reassign') and cell.role not in ('stranger', 'talent'):
                self.shifts += 1  # one colleague takes all of them over
            start = self.start + (0 if begun else self.shifts * QUARTER)
            end = start + (3600 if begun else QUARTER)
        cell.end = end
        cell.chat = self.world.chat(self.event, cell.recruiter, cell.talent, cell.state, start, end,
                                    moved_by=self.situation.more.get('moved', 'stranger'))
        cell.rev = self.world.chat_row(cell.chat)['rev']

    def body(self, cell):
        """What the verb needs: a slot that is open, a colleague who is free, minutes, a reason."""
        if cell.verb in ('hand-over', 'reassign'):
            return {'with': self.people['colleague']}
        if cell.verb in ('late', 'extend'):
            return {'minutes': 5}
        slot = {'start': worlds.stamp(self.slot), 'end': worlds.stamp(self.slot + QUARTER)}
        reason = {'message': 'Something came up.'} if cell.verb in ('reschedule', 'cancel') else {}
        return {**(slot if cell.verb in ('pick', 'reschedule', 'book') else {}), **reason}
