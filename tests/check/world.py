# SPDX-License-Identifier: GPL-3.0-or-later
"""A made-up world put straight into the service's database: events, people, chats in any state, and signed-in devices.

What takes hours in life, or an organizer, is there at once. The service is down while it is written."""
import base64
import datetime
import hashlib
import os
import sqlite3
import time

import crowd
import duo_service

OPEN_STATES = ('requested', 'invited', 'accepted', 'confirmed')
TICK = 300


def make_id(*name):
    """The same 22 characters for the same name."""
    return base64.urlsafe_b64encode(hashlib.sha256(repr(name).encode()).digest())[:22].decode()


NOWHERE = make_id('nowhere')


def stamp(moment):
    return datetime.datetime.fromtimestamp(moment, datetime.UTC).strftime('%Y-%m-%dT%H:%M:%SZ')


def insert(database, table, row):
    marks = ', '.join(f':{name}' for name in row)
    database.execute(f'INSERT INTO {table} ({", ".join(row)}) VALUES ({marks})', row)


class World:
    """Rows to be, by table. Whatever is added answers with its id."""

    def __init__(self, now=None):
        self.now = int(now or time.time())
        self.rows = {table: [] for table in ('accounts', 'sessions', 'events', 'days', 'companies', 'people', 'cvs', 'chats')}
        self.revs, self.roles = {}, {}

    def tick(self, ahead=0):
        """A five-minute boundary, `ahead` seconds from the one that has just gone by."""
        return self.now // TICK * TICK + ahead

    def add(self, table, **row):
        self.rows[table].append(row)
        return row.get('id')

    def rev(self, event):
        self.revs[event] = self.revs.get(event, 1) + 1
        return self.revs[event]

    def account(self, name):
        account = make_id('account', name)
        return self.add('accounts', id=account, name=name, password='!',
                        email=f'{name.lower().replace(" ", ".")}@account.example')

    def session(self, account, name='device', lasts=30 * 86400):
        token = make_id('token', account, name)
        self.add('sessions', id=make_id('session', account, name), account=account, device_key=b'k' * 32,
                 device_name=name, expires=self.now + lasts, token_hash=hashlib.sha256(token.encode()).digest())
        return token

    def event(self, name, days=(0, 1, 2), windows='0-1440', kind=0, **more):
        event = make_id('event', name)
        self.add('events', **{**dict(
            id=event, name=f'Event {name}', description=f'About {name}', contact=f'{name}@contact.example', zone='UTC',
            state='open', requests_by=3, durations='15 30', limit_per_talent=0, limit_per_company=0, gap=0, opens=0,
            closes=0, expiry=0, notice=0, room_early=5, room_late=5, rev=0, changed=1), **more})
        for day in days:
            self.add('days', event=event, kind=kind, windows=windows,
                     date=datetime.datetime.fromtimestamp(self.now + day * 86400, datetime.UTC).strftime('%Y-%m-%d'))
        return event

    def company(self, event, name):
        return self.add('companies', id=make_id('company', event, name), event=event, name=f'Company {name}',
                        languages='', rev=self.rev(event))

    def person(self, event, account, role, company=None, **more):
        name = next(row['name'] for row in self.rows['accounts'] if row['id'] == account)
        person = make_id('person', event, account)
        self.roles[person] = role
        return self.add('people', **{**dict(
            id=person, event=event, account=account, company=company, role=role, name=name, title='Somebody',
            topics='', languages='', direct=0, paused=0, listed=1, admin=0, rev=self.rev(event)), **more})

    def chat(self, event, recruiter, talent, state, start=0, end=0, **more):
        name = more.pop('name', state)
        return self.add('chats', **{**dict(
            id=make_id('chat', event, recruiter, talent, name), event=event, recruiter=recruiter, talent=talent,
            state=state, open=int(state in OPEN_STATES), starts=start, ends=end, planned=end, acted='talent',
            moved_by='stranger', created=self.now - 3600, changed=self.now - 3600, rev=self.rev(event)), **more})

    def chat_row(self, chat):
        return next(row for row in self.rows['chats'] if row['id'] == chat)

    def write(self, database):
        for event in self.rows['events']:
            event['rev'] = self.revs.get(event['id'], 1)
        for table, rows in self.rows.items():
            for row in rows:
                insert(database, table, row)
        for chat in self.rows['chats']:
            if chat['state'] == 'confirmed' and chat['ends'] > self.now:
                self.hold(database, chat)

    def hold(self, database, chat):
        """Its time is taken; what overlaps for somebody who is at many events here is not held twice."""
        for person in (chat['recruiter'], chat['talent']):
            account = next(row['account'] for row in self.rows['people'] if row['id'] == person)
            for moment in range(chat['starts'], chat['ends'], TICK):
                database.execute('INSERT INTO occupancy VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
                                 (account, moment // TICK, chat['id']))


def open_service(world, daemon=None, script='', config=''):
    """The service with that world in it, after what an operator must never do."""
    service = duo_service.Service('--without-chats', recruiters=1, talents=1)
    service.config = os.path.join(service.home, 'duologued.conf')
    with open(service.config, 'w', encoding='utf-8') as file:
        file.write(crowd.RATES + config)
    service.terminate()
    service.wait()
    with sqlite3.connect(crowd.database_of(service)) as database:
        world.write(database)
        database.executescript(script)
    database.close()
    service.daemon = daemon or service.daemon
    service.start('serve', '--data', service.directory, '--port', '0', '--clock-offset-file', service.clock_file,
                  '--config', service.config)
    service.wait_until(lambda: service.client().get('/readyz').status == 200)
    return service
