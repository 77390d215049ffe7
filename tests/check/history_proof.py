# SPDX-License-Identifier: GPL-3.0-or-later
"""What must be true of everything that happened in `check history`, in the order of the revisions: the order of the
commits. Nobody looks at the service here, only at what it said."""
import calendar
import collections
import os
import subprocess
import time

BUILD = os.environ.get('DUO_BUILD') or os.environ['BUILD']
FAVOURABLE = ('talents', 'recruiters', 'booking', 'open', 'free', 'room')
BY_SERVICE = ('expire', 'close-room', 'close-empty-room')
PENDING = ('requested', 'invited', 'accepted')

# One version of a chat, with the one before it.
Version = collections.namedtuple('Version', 'event chat rev before state start end recruiter talent acted moved_by changed')


def seconds(stamp):
    return calendar.timegm(time.strptime(stamp, '%Y-%m-%dT%H:%M:%SZ')) if stamp else 0


def is_open(version, now):
    return version.state in PENDING or version.state == 'confirmed' and version.start > now


def overlaps(start, end, other):
    return start < other.end and other.start < end


class Proof:
    """All versions that anybody was shown, and all commands that anybody had acknowledged."""

    def __init__(self, cast, versions, done):
        self.cast, self.members = cast, cast.members()
        self.done = done
        self.versions = {}  # (event, chat, rev)
        self.faults = collections.defaultdict(list)
        by_chat = collections.defaultdict(list)
        for (event, chat, rev), values in versions.items():
            by_chat[event, chat].append((rev, values))
        for (event, chat), some in by_chat.items():
            before = None
            for rev, (state, start, end, *people, changed) in sorted(some):
                before = Version(event, chat, rev, before and before._replace(before=None), state, seconds(start),
                                 seconds(end), *people, seconds(changed))
                self.versions[event, chat, rev] = before

    def fault(self, kind, words):
        self.faults[kind].append(words)

    def run(self):
        commands = collections.defaultdict(list)
        for one in self.done:
            commands[one.event, one.chat, one.rev].append(one)
        self.look_for_lost(commands)
        self.judge(commands)
        for event in (self.cast.spring, self.cast.autumn):
            self.replay(event, [self.versions[key] for key in sorted(self.versions, key=lambda key: key[2]) if key[0] == event])

    # ── lost updates ──

    def look_for_lost(self, commands):
        """Each command changed exactly what its sender had seen, and each change is one command's."""
        for key, some in commands.items():
            version = self.versions[key]
            if len(some) > 1:
                self.fault('lost', f'one version, two commands: {some}')
            if some[0].seen is not None and (version.before is None or version.before.rev != some[0].seen):
                self.fault('lost', f'{some[0]} went over {version.before}')

    # ── illegal states ──

    def facts(self, version, role, direct):
        before, facts = version.before, set(FAVOURABLE) | ({'direct'} if direct else set())
        if before is None or before.state != 'confirmed':
            return facts - {'room', 'free'}
        if version.changed >= before.start:
            facts.add('begun')
        if version.changed > before.start - self.cast.notice[version.event]:
            facts.add('notice')
        if before.moved_by != 'stranger' and before.moved_by is not None and (before.moved_by == 'talent') != (role == 'talent'):
            facts.add('moved')
        return facts

    def role_of(self, one, version):
        member = next(m for account, m in self.members.values() if account == one.who and m.event == one.event)
        chat = version.before or version
        if member.person in (chat.talent, chat.recruiter):
            return 'talent' if member.person == chat.talent else 'recruiter'
        return 'colleague' if member.role == 'recruiter' else member.role

    def questions(self, version, some):
        """Each way in which the table may have come from the version before to this one."""
        state = version.before.state if version.before else 'none'
        if not some:
            return [f'{state} {verb} service booking' for verb in BY_SERVICE] if version.acted == 'service' else []
        role = self.role_of(some[0], version)
        return [f'{state} {some[0].verb} {role} {",".join(sorted(self.facts(version, role, direct)))}'
                for direct in (False, True)]

    def judge(self, commands):
        asked = {key: self.questions(version, commands.get(key)) for key, version in self.versions.items()}
        answers = ask_table({question for some in asked.values() for question in some})
        for key, some in asked.items():
            version = self.versions[key]
            if ('none', version.state) not in [answers[question] for question in some]:
                self.fault('illegal', f'{version} by {commands.get(key)}: {[(q, answers[q]) for q in some]}')

    # ── one after the other ──

    def replay(self, event, versions):
        """At no moment does anybody have two chats at one time, a pair two open ones, or a talent too many requests."""
        now, held = {}, collections.defaultdict(dict)
        pairs, asked = collections.defaultdict(dict), collections.defaultdict(set)
        for version in versions:
            old = now.get(version.chat)
            if old:
                for person in (old.recruiter, old.talent):
                    held[person].pop(old.chat, None)
                pairs[old.recruiter, old.talent].pop(old.chat, None)
                asked[old.talent].discard(old.chat)
            now[version.chat] = version
            self.look_at_time(version, held)
            self.look_at_pair(version, pairs[version.recruiter, version.talent])
            if version.state in ('requested', 'accepted'):
                asked[version.talent].add(version.chat)
                if 0 < self.cast.limit[event] < len(asked[version.talent]):
                    self.fault('illegal', f'{version}: {len(asked[version.talent])} requests')
        self.now = {**getattr(self, 'now', {}), **now}

    def look_at_time(self, version, held):
        if version.state != 'confirmed':
            return
        for person in (version.recruiter, version.talent):
            for other in held[person].values():
                if overlaps(version.start, version.end, other):
                    self.fault('overlap', f'{version} and {other}')
            held[person][version.chat] = version

    def look_at_pair(self, version, pair):
        for other in pair.values():
            if is_open(version, version.changed) and is_open(other, version.changed):
                self.fault('illegal', f'two open of a pair: {version} and {other}')
        pair[version.chat] = version

    # ── as it is in the end ──

    def compare_with_end(self, chats):
        """What was acknowledged last is what is there, and of one account nothing overlaps in all events together."""
        held = collections.defaultdict(list)
        for chat, version in self.now.items():
            if chat not in chats or chats[chat]['rev'] != version.rev:
                self.fault('lost', f'{version} is {chats.get(chat)}')
            if version.state == 'confirmed':
                for person in (version.recruiter, version.talent):
                    held[self.members[person][0]].append((version.start, version.end, version))
        for some in held.values():
            some.sort(key=lambda one: one[:2])
            for earlier, later in zip(some, some[1:]):
                if later[0] < earlier[1]:
                    self.fault('overlap', f'{earlier[2]} and {later[2]}')

    def look_for_lost_puts(self, puts, read):
        """What was put and is there is of somebody after whom nobody else began."""
        by_name = collections.defaultdict(list)
        for put in puts:
            by_name[put.event, put.what].append(put)
        for (event, what), some in by_name.items():
            last = max(put.begin for put in some)
            if not any(read(event, what, put.value) for put in some if put.end >= last):
                self.fault('lost', f'{what}: not {[put.value for put in some if put.end >= last]}')


def ask_table(questions):
    """What the table says: {question: (refusal, next state)}."""
    questions = sorted(questions)
    said = subprocess.run([os.path.join(BUILD, 'tests', 'check', 'judge')], input=''.join(f'{q}\n' for q in questions),
                          text=True, capture_output=True, check=True).stdout
    return dict(zip(questions, (tuple(line.split()) for line in said.splitlines())))
