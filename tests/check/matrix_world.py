# SPDX-License-Identifier: GPL-3.0-or-later
"""Who asks in the matrix, what there is to ask for, what somebody's role towards it is, and which words are whose."""
import world as worlds

WITHOUT_SESSION = ('nobody', 'expired', 'revoked')
SIGNED_IN = ('talent A', 'talent B', 'recruiter A', 'recruiter B', 'colleague', 'organizer own', 'organizer other')
EVERYBODY = (*WITHOUT_SESSION, *SIGNED_IN)


class Cast:
    """Two events. In the first: Ada with a colleague, another company, two talents with a chat each and a hidden one."""

    def __init__(self):
        self.world = world = worlds.World()
        self.accounts = {who: world.account(who) for who in (*SIGNED_IN, 'hidden', 'second', 'talent X', 'recruiter X', 'xenia')}
        self.tokens = {who: world.session(self.accounts[who]) for who in SIGNED_IN}
        self.tokens['nobody'] = None
        self.tokens['expired'] = world.session(self.accounts['talent A'], 'expired', -60)
        self.tokens['revoked'] = world.session(self.accounts['talent A'], 'revoked')
        self.words = {}  # word: who may read it
        self.people, self.companies, self.chats = {}, {}, {}
        self.make_own_event()
        self.make_other_event()
        self.keep_cvs()
        self.hide_accounts()

    # ── what there is ──

    def join(self, event, role, company, *names, **more):
        for who in names:
            self.people[who] = self.world.person(event, self.accounts[who], role, company, **more)
            self.companies[who] = company

    def make_own_event(self):
        world = self.world
        self.own = event = world.event('own', requests_by=1)
        mine, theirs = world.company(event, 'mine'), world.company(event, 'theirs')
        asks = {'direct': 1, 'question': 'Why?'}
        self.join(event, 'recruiter', mine, 'recruiter A', 'colleague', **asks)
        self.join(event, 'recruiter', theirs, 'recruiter B', 'second', **asks)
        self.join(event, 'talent', None, 'talent A', 'talent B')
        self.join(event, 'talent', None, 'hidden', listed=0)
        self.join(event, 'organizer', None, 'organizer own')
        self.meet('A', event, 'recruiter A', 'talent A', {'recruiter A', 'talent A', 'colleague'}, 'organizer own')
        self.meet('B', event, 'recruiter B', 'talent B', {'recruiter B', 'talent B'}, 'organizer own')
        self.words['own@contact.example'] = set(SIGNED_IN) - {'organizer other'}
        self.words[self.people['hidden']] = {'organizer own'}

    def make_other_event(self):
        world = self.world
        self.other = event = world.event('other', requests_by=1)
        company = world.company(event, 'elsewhere')
        self.join(event, 'recruiter', company, 'recruiter X', 'xenia', direct=1, question='Why?')
        self.join(event, 'talent', None, 'talent X')
        self.join(event, 'organizer', None, 'organizer other')
        self.meet('X', event, 'recruiter X', 'talent X', set(), 'organizer other')
        for word in ('other@contact.example', self.people['recruiter X'], self.people['talent X']):
            self.words[word] = {'organizer other'}

    def meet(self, name, event, recruiter, talent, readers, organizer):
        """A chat whose room is open, and a cancelled one; with words in every text."""
        start = self.world.tick()
        for kind, state, times in (('open', 'confirmed', (start, start + 3600)), ('closed', 'cancelled', (0, 0))):
            texts = {text: f'{text} of {kind} chat {name}' for text in ('message', 'answer', 'reason')}
            chat = self.world.chat(event, self.people[recruiter], self.people[talent], state, *times, name=kind,
                                   question='Why?', **texts)
            self.chats[f'{name} {kind}'] = chat
            self.words[chat] = readers | {organizer}
            self.words.update((word, readers) for word in texts.values())

    def keep_cvs(self):
        """Each talent has one, which says whose it is; nobody has a chat with the hidden one."""
        readers = {'talent A': {'talent A', 'recruiter A', 'colleague'}, 'talent B': {'talent B', 'recruiter B'},
                   'hidden': set(), 'talent X': set()}
        for who, those in readers.items():
            body = self.cv_of(who)
            self.words[body.decode()] = self.words[f'{who} of all.pdf'] = those
            self.world.add('cvs', account=self.accounts[who], name=f'{who} of all.pdf', size=len(body),
                           uploaded=self.world.now, body=body)

    @staticmethod
    def cv_of(who):
        return f'%PDF-1.4 what {who} has done so far'.encode()

    def hide_accounts(self):
        """Nobody ever reads these: they are for signing in."""
        for who, account in self.accounts.items():
            self.words[account] = self.words[f'{who.lower().replace(" ", ".")}@account.example'] = set()
        self.words.update((worlds.make_id('session', self.accounts[who], 'device'), {who}) for who in SIGNED_IN)
        self.words.update((token, set()) for token in self.tokens.values() if token)

    # ── roles ──

    def role_in(self, who, event):
        person = self.people.get(who)
        here = any(row['id'] == person and row['event'] == event for row in self.world.rows['people'])
        return self.world.roles[person] if here else 'stranger'

    def role_to_recruiter(self, who, event, person):
        row = next((row for row in self.world.rows['people'] if row['id'] == person), None)
        mine = self.role_in(who, event)
        if row is None or row['event'] != event or row['role'] != 'recruiter' or mine == 'stranger':
            return 'stranger'
        if mine != 'recruiter' or self.people[who] == person:
            return mine
        return 'colleague' if self.companies[who] == row['company'] else 'stranger'

    def home(self, who):
        """The event that somebody takes part in: each does in one."""
        person = self.people.get(who)
        return next((row['event'] for row in self.world.rows['people'] if row['id'] == person), worlds.NOWHERE)

    def role_to_cv(self, who, person):
        """Recruiters of whose company one has a record of a chat with that talent, whatever became of it."""
        if self.people.get(who) == person and self.world.roles[person] == 'talent':
            return 'talent'
        met = [self.role_to_chat(who, row['id']) for row in self.world.rows['chats'] if row['talent'] == person]
        return 'recruiter' if {'recruiter', 'colleague'} & set(met) else 'stranger'

    def role_to_chat(self, who, chat):
        if chat == worlds.NOWHERE:
            return 'stranger'
        row = self.world.chat_row(chat)
        if self.people.get(who) in (row['talent'], row['recruiter']):
            return self.role_in(who, row['event'])
        role = self.role_to_recruiter(who, row['event'], row['recruiter'])
        return role if role in ('colleague', 'organizer') else 'stranger'

    def overheard(self, who, text):
        """Words in what somebody was answered that are not theirs."""
        return [word for word, readers in self.words.items() if who not in readers and word in text]
