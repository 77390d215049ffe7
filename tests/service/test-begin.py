#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From nothing to a talent who signs in and books: `duologued init`, `event` and `people`, before the service runs and
beside it. Every bad line of a file is named and nothing of it done; the same file again does nothing."""
import csv
import datetime
import itertools
import os
import stat
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import Service, find_daemon, new_key

FAIR = 'Career Fair 2027'
PEOPLE = '''\
role,name,email,company,title,mode,topics,field
organizer,Olive,olive@fair.example,,,,,
recruiter,Ada Berg,ada@acme.example,Acme,"Manager, ""Tools""",direct,Compilers | Rust,
recruiter,Lin,lin@acme.example,acme,,selective,,
talent,Amara,Amara@Mail.example,,Student,,,
company,Umbra,,,,,,Machines
'''
numbers = itertools.count()


class Begun(Service):
    """An installation of its own, with nothing in it but what `init` makes."""

    def __init__(self):
        self.daemon, self.process, self.offset = find_daemon(), None, 0
        self.home = tempfile.mkdtemp(prefix='duo-begin-')
        self.directory = os.path.join(self.home, 'duologue', 'service')
        self.clock_file, self.log_path = os.path.join(self.home, 'clock'), os.path.join(self.home, 'log')
        assert self.tool('init').returncode == 0

    def tool(self, *arguments, **environment):
        found = {**os.environ, 'XDG_CONFIG_HOME': self.home, 'XDG_DATA_HOME': self.home, **environment}
        return subprocess.run([self.daemon, *arguments], capture_output=True, text=True, timeout=60, env=found)

    def path(self, name, text=None):
        path = os.path.join(self.home, name)
        if text is not None:
            with open(path, 'wb') as file:
                file.write(text if isinstance(text, bytes) else text.encode())
        return path

    def serve(self):
        self.start('serve', '--port', '0')
        self.event = self.tool('event').stdout.split()[0]

    def listed(self):
        """What of all that is in the event somebody in it may see."""
        everything = self.people['olive@fair.example'].everything(self.event)
        return everything['companies'], everything['people']


def read_passwords(path):
    with open(path, newline='') as file:
        return {row['email']: row['password'] for row in csv.DictReader(file)}


def test_nothing_is_said_to_be_nothing(service):
    for verb in (['format', 'show'], ['event'], ['format', 'show', FAIR]):
        empty = service.tool(*verb)
        assert empty.returncode == 1 and 'There is no event yet' in empty.stderr and 'event new' in empty.stderr, empty
    nowhere = service.tool('event', '--data', '/nonexistent')
    assert nowhere.returncode == 1 and 'init' in nowhere.stderr, nowhere


def days(service):
    today = datetime.datetime.now(datetime.UTC).date()
    dates = [today + datetime.timedelta(days=n) for n in (2, 3)]
    return f'days={dates[0]} virtual 09:00-12:00 13:00-17:00; {dates[1]} in-person 10:00-12:00'


def test_what_no_event_can_be(service):
    for words, named in ((['X'], 'zone'), (['X', '--zone', 'Europe/Atlantis'], 'zone'), (['X', 'zone=UTC', 'gap=7'], 'gap'),
                         (['X', 'zone=UTC', '--contact', 'nobody'], 'contact'), ([' ', 'zone=UTC'], 'name'),
                         (['X' * 101, 'zone=UTC'], 'name'), (['X', 'zone=UTC', 'state=open'], 'day'),
                         (['X', 'zone=UTC', 'colour=red'], 'no key “colour”')):
        wrong = service.tool('event', 'new', *words)
        assert wrong.returncode == 1 and named in wrong.stderr and wrong.stderr.endswith('.\n'), (words, wrong)
    assert service.tool('event', 'new').returncode == 2
    assert service.tool('event', 'shut', FAIR).returncode == 2
    dry = service.tool('event', 'new', FAIR, '--zone', 'UTC', '--dry-run')
    assert dry.returncode == 0 and 'Nothing was changed' in dry.stdout, dry
    assert service.tool('event').returncode == 1, 'still none'


def test_an_event_begins(service):
    made = service.tool('event', 'new', FAIR, '--zone', 'UTC', '--contact', 'hello@fair.example', days(service))
    assert made.returncode == 0 and 'state=draft' in made.stdout and 'people import' in made.stdout, made
    again = service.tool('event', 'new', FAIR, '--zone', 'UTC')
    assert again.returncode == 1 and 'already' in again.stderr, again
    listed = service.tool('event')
    assert listed.stdout.count('\n') == 1 and FAIR in listed.stdout and 'draft, UTC' in listed.stdout, listed


def test_every_bad_line_is_named(service):
    wrong = service.path('wrong.csv', PEOPLE.encode() + b'''\
guest,Gus,gus@mail.example,,,,,
talent,,nameless@mail.example,,,,,
talent,No Address,nowhere,,,,,
talent,Amara,amara@mail.example,,,,,
recruiter,Rae,rae@acme.example,,,,,
talent,Short,short@mail.example
talent,"open"ed,opened@mail.example,,,,,
talent,\xff,latin@mail.example,,,,,
talent,Fine,fine@mail.example,,,,,
''')
    passwords = service.path('unused')
    refused = service.tool('people', 'import', FAIR, wrong, '--passwords', passwords)
    assert refused.returncode == 1 and 'nothing was done' in refused.stderr, refused
    for line, word in ((7, 'guest'), (8, 'name'), (9, 'nowhere'), (10, 'line 5'), (11, 'company'), (12, 'cells'),
                       (13, 'quote'), (14, 'UTF-8')):
        said = next((s for s in refused.stderr.split('\n') if f'line {line}:' in s), '')
        assert word in said and said.endswith('.'), (line, refused.stderr)
    assert 'line 15' not in refused.stderr and not os.path.exists(passwords)
    same = service.tool('people', 'import', FAIR, wrong, '--dry-run')
    assert same.returncode == 1 and same.stderr == refused.stderr, 'a dry run says the same'
    for text, named in (('', 'role'), ('\n\r\n', 'role'), ('name,email\n', 'role'), ('role,name,email,shoe\n', 'shoe'),
                        ('role,name,email,name\n', 'twice')):
        found = service.tool('people', 'import', FAIR, service.path('header.csv', text))
        assert found.returncode == 1 and 'line 1' in found.stderr and named in found.stderr, (text, found)


def test_people_come_from_a_file(service):
    path, passwords = service.path('people.csv', PEOPLE), service.path('passwords.csv')
    dry = service.tool('people', 'import', FAIR, path, '--dry-run')
    assert dry.returncode == 0, dry
    assert 'Would add 2 companies, 1 organizer, 2 recruiters, 1 talent; new accounts: 4.' in dry.stdout, dry
    without = service.tool('people', 'import', FAIR, path)
    assert without.returncode == 1 and '--passwords' in without.stderr, without
    done = service.tool('people', 'import', FAIR, path, '--passwords', passwords)
    assert done.returncode == 0 and 'Added 2 companies' in done.stdout, done
    assert stat.S_IMODE(os.stat(passwords).st_mode) == 0o600
    service.passwords = read_passwords(passwords)
    assert len(set(service.passwords.values())) == 4 and 'amara@mail.example' in service.passwords
    assert not any(word in done.stdout + done.stderr for word in service.passwords.values())
    again = service.tool('people', 'import', FAIR, path)
    assert again.returncode == 0 and 'Everybody is there already' in again.stdout, again


def test_they_sign_in_and_book(service):
    service.serve()
    service.people = {email: service.sign_in(email, word) for email, word in service.passwords.items()}
    amara, ada = service.people['amara@mail.example'], service.people['ada@acme.example']
    companies, people = service.listed()
    assert {c['name'] for c in companies} == {'Acme', 'Umbra'}, companies
    berg = next(p for p in people if p['name'] == 'Ada Berg')
    assert berg['title'] == 'Manager, "Tools"' and berg['mode'] == 'direct' and berg['topics'] == ['Compilers', 'Rust']
    assert len({p['company'] for p in people if p['role'] == 'recruiter'}) == 1, 'Acme and acme are one'
    slot = amara.slots(service.event, ada.me, 'open')[0]
    assert amara.book(service.event, ada.me, slot).code == 'event-closed', 'a draft is not open'
    with amara.live() as live:
        live.hello(service.event)
        opened = service.tool('event', 'open', FAIR)
        assert opened.returncode == 0 and 'state=open' in opened.stdout, opened
        told = live.wait('changes', lambda m: 'details' in m)
        assert told['details']['state'] == 'open'
    assert amara.book(service.event, ada.me, slot).status == 201


def test_beside_the_running_service(service):
    more = service.path('more.csv', b'\xef\xbb\xbfrole;name;email;company\r\ntalent;Bo;bo@mail.example;\r\n'
                                    b'recruiter;Zed;zed@umbra.example;Umbra\r\n')
    kept = service.path('passwords.csv')
    over = service.tool('people', 'import', FAIR, more, '--passwords', kept)
    assert over.returncode == 1 and 'already' in over.stderr and read_passwords(kept) == service.passwords, over
    with service.people['amara@mail.example'].live() as live:
        live.hello(service.event)
        added = service.tool('people', 'import', FAIR, more, '--passwords', service.path('more-passwords.csv'))
        assert added.returncode == 0 and 'Added 1 recruiter, 1 talent' in added.stdout, added
        live.wait('changes', lambda m: any(p['name'] == 'Zed' for p in m.get('people', [])))
    word = read_passwords(service.path('more-passwords.csv'))['bo@mail.example']
    assert service.sign_in('bo@mail.example', word).get('/v1/events').json['events'][0]['name'] == FAIR


def test_nobody_is_two_things(service):
    before = service.listed()
    both = service.path('both.csv', 'role,name,email\norganizer,New,new@fair.example\ntalent,Olive,olive@fair.example\n')
    refused = service.tool('people', 'import', FAIR, both, '--passwords', service.path('unused'))
    assert refused.returncode == 1 and 'line 3' in refused.stderr and 'organizer' in refused.stderr, refused
    assert service.listed() == before and not os.path.exists(service.path('unused'))


def test_one_account_comes_to_another_event(service):
    assert service.tool('event', 'new', 'Expo', '--zone', 'UTC').returncode == 0
    path = service.path('expo.csv', 'role,name,email,company\nrecruiter,Amara,amara@mail.example,Initech\n')
    done = service.tool('people', 'import', 'Expo', path)
    assert done.returncode == 0 and 'new accounts: 0' in done.stdout, done
    events = service.people['amara@mail.example'].get('/v1/events').json['events']
    assert {e['name']: e['role'] for e in events} == {FAIR: 'talent', 'Expo': 'recruiter'}, events


def try_password(service, email, word):
    return service.client().post('/v1/sessions', {'method': 'password', 'email': email, 'password': word,
                                                  'device': {'name': 'x', 'key': new_key()}}).status


def test_a_forgotten_password(service):
    email, path = 'lin@acme.example', service.path('one.csv')
    given = service.tool('people', 'password', email.upper(), '--passwords', path)
    assert given.returncode == 0 and stat.S_IMODE(os.stat(path).st_mode) == 0o600, given
    fresh = read_passwords(path)[email]
    assert fresh not in given.stdout + given.stderr
    assert service.people[email].get('/v1/events').status == 401, 'its devices are out'
    assert (try_password(service, email, service.passwords[email]), try_password(service, email, fresh)) == (401, 201)
    unknown = service.tool('people', 'password', 'nobody@x.example', '--passwords', service.path('none'))
    assert unknown.returncode == 1 and not os.path.exists(service.path('none')), unknown
    assert service.tool('people', 'password', email).returncode == 2


def give_password(service, email):
    path = service.path(f'given-{next(numbers)}.csv')
    assert service.tool('people', 'password', email, '--passwords', path).returncode == 0
    return read_passwords(path)[email]


def answers(live, event):
    live.messages.clear()
    live.send(type='ping', n=1)
    live.wait('pong')
    return live.hello(event)


def test_a_new_password_ends_open_sockets(service):
    bo, lin, amara = 'bo@mail.example', 'lin@acme.example', service.people['amara@mail.example']
    first = give_password(service, bo)
    devices = [service.sign_in(bo, first), service.sign_in(bo, first)]
    with devices[0].live() as one, devices[1].live() as two, amara.live() as kept:
        for live in (one, two, kept):
            assert answers(live, service.event)
        second = give_password(service, bo)
        assert (one.wait_closed(), two.wait_closed()) == (1008, 1008)
        assert answers(kept, service.event), 'nobody else is cut off'
        # Negative control: the same account, signed in with what it was given, stays when others go.
        last = give_password(service, lin)
        with service.sign_in(bo, second).live() as back, service.sign_in(lin, last).live() as other:
            assert answers(back, service.event) and answers(other, service.event)
            give_password(service, lin)
            assert other.wait_closed() == 1008
            assert answers(back, service.event) and answers(kept, service.event)
    assert [device.get('/v1/events').status for device in devices] == [401, 401]


def test_a_file_that_cannot_be_written(service):
    path = service.path('late.csv', 'role,name,email\ntalent,Late,late@mail.example\n')
    before = service.listed()
    refused = service.tool('people', 'import', FAIR, path, '--passwords', '/nonexistent/passwords')
    assert refused.returncode == 1 and 'cannot be written' in refused.stderr, refused
    assert service.listed() == before


def test_help_and_numbers(service):
    for arguments in (['help', 'format'], ['format', '--help'], ['format', 'set', '-h']):
        said = service.tool(*arguments)
        assert said.returncode == 0 and '--cancel-touched' in said.stdout and '--port' not in said.stdout, said
    assert 'serve' in service.tool('help').stdout and service.tool('help', 'nonsense').returncode == 2
    for port in ('99999', '-1', 'x', ''):
        wrong = service.tool('serve', f'--port={port}')
        assert wrong.returncode == 1 and '--port' in wrong.stderr, wrong
    assert service.tool('serve', '--listen', 'here').returncode == 1


if __name__ == '__main__':
    with Begun() as running:
        status = duo_tap.run(__name__, service=running)
    sys.exit(status)
