# SPDX-License-Identifier: GPL-3.0-or-later
"""The people of `check history`: two events, with the same accounts in both, some of them in another role."""
import collections

import world as worlds

# Somebody in one event: `role`, and for recruiters the company.
Member = collections.namedtuple('Member', 'event person role company')
LIMIT, NOTICE_MINUTES = 6, 90


class Person:
    """One account with its token, and who it is in each event."""

    def __init__(self, world, name):
        self.name, self.account = name, world.account(name)
        self.token = world.session(self.account)
        self.members = {}

    def enter(self, world, event, role, company=None, **more):
        person = world.person(event, self.account, role, company, **more)
        self.members[event] = Member(event, person, role, company)
        return person


class Cast:
    """A fifth recruiters, four to a company, half of them direct; a few organizers; the others talents."""

    def __init__(self, people):
        self.world = worlds.World()
        self.spring = self.world.event('spring', limit_per_talent=LIMIT, gap=5)
        self.autumn = self.world.event('autumn', notice=NOTICE_MINUTES)
        self.notice = {self.spring: 0, self.autumn: 60 * NOTICE_MINUTES}
        self.limit = {self.spring: LIMIT, self.autumn: 0}
        recruiters, organizers = max(8, people // 5), max(2, people // 50)
        self.people = []
        for number in range(recruiters):
            self.add_recruiter(number)
        for number in range(organizers):
            one = self.add(f'organizer {number}')
            for event in (self.spring, self.autumn):
                one.enter(self.world, event, 'organizer')
        for number in range(people - recruiters - organizers):
            one = self.add(f'talent {number}')
            one.enter(self.world, self.spring, 'talent')
            if number % 3 == 0:
                one.enter(self.world, self.autumn, 'talent')

    def add(self, name):
        self.people.append(Person(self.world, name))
        return self.people[-1]

    def add_recruiter(self, number):
        one = self.add(f'recruiter {number}')
        for event in (self.spring, self.autumn):
            name = f'{event} {number // 4}'
            company = worlds.make_id('company', event, name)
            if number % 4 == 0:
                self.world.company(event, name)
            if event == self.autumn and number % 8 == 1:  # somebody's recruiter is somebody else's talent
                one.enter(self.world, event, 'talent')
            else:
                one.enter(self.world, event, 'recruiter', company, direct=number % 2)

    def members(self):
        """Who each participation is, by its id."""
        return {member.person: (one.account, member) for one in self.people for member in one.members.values()}
