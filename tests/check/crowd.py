# SPDX-License-Identifier: GPL-3.0-or-later
"""A crowd of people at the real service, and what must be true of their chats whatever happened."""
import argparse
import os
import sqlite3
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'harness'))

import duo_service  # noqa: E402
from figures import finish  # noqa: E402,F401

# One crowd is one address here, so that what slows down an attacker must not slow down the proof.
RATES = '[rates]\n' + ''.join(f'{name}=1000000/1000000\n' for name in (
    'sign-in-per-address', 'requests-per-account', 'commands-per-account', 'live-per-account'))

# What a service without the constraint on time would have.
UNGUARD = '''
ALTER TABLE occupancy RENAME TO guarded;
CREATE TABLE occupancy (person TEXT, tick BIGINT, chat TEXT);
INSERT INTO occupancy SELECT person, tick, chat FROM guarded;
DROP TABLE guarded;
CREATE INDEX occupancy_of_person ON occupancy (person, tick);
'''

# … without its memory of commands.
FORGET = '''
CREATE TRIGGER forget AFTER INSERT ON keys BEGIN
  DELETE FROM keys WHERE account = new.account AND name = new.name;
END;
'''


def parse_arguments(what):
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument('--short', action='store_true', help='a run of ten seconds at most')
    parser.add_argument('--control', action='store_true', help='take the guard out: the check must notice')
    return parser.parse_args()


def open_service(recruiters, talents):
    """A demo event, served with rates that let a crowd through."""
    service = duo_service.Service(recruiters=recruiters, talents=talents)
    service.config = os.path.join(service.home, 'duologued.conf')
    with open(service.config, 'w') as file:
        file.write(RATES)
    service.restart('--config', service.config)
    return service


def database_of(service):
    return os.path.join(service.directory, 'duologue.db')


def change_database(service, script):
    """What an operator must never do: the service is down meanwhile."""
    service.terminate()
    service.wait()
    with sqlite3.connect(database_of(service)) as database:
        database.executescript(script)
    database.close()
    service.start('serve', '--data', service.directory, '--port', '0', '--config', service.config)
    service.wait_until(lambda: service.client().get('/readyz').status == 200)


def all_at_once(tasks):
    """Runs them in as many threads, which start together. Their results in order; the first exception is raised."""
    barrier = threading.Barrier(len(tasks))
    results, failures = [None] * len(tasks), []

    def run(index, task):
        try:
            barrier.wait()
            results[index] = task()
        except Exception as exception:  # noqa: BLE001: handed to the caller below
            failures.append(exception)

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return results


def sign_in_all(service, emails):
    """Eight at a time: passwords are slow to check, on purpose."""
    clients = []
    for begin in range(0, len(emails), 8):
        clients += all_at_once([lambda email=email: service.sign_in(email) for email in emails[begin:begin + 8]])
    return clients


def confirmed_chats(service, clients):
    """All confirmed chats that these people see, by id."""
    chats = {}
    for client in clients:
        for chat in client.everything(service.event)['chats']:
            if chat['state'] == 'confirmed':
                chats[chat['id']] = chat
    return chats


def count_overlaps(chats):
    """Pairs of confirmed chats that share a person and a moment."""
    by_person = {}
    for chat in chats:
        for person in (chat['recruiter'], chat['talent']):
            by_person.setdefault(person, []).append((chat['start'], chat['end']))
    overlaps = 0
    for times in by_person.values():
        times.sort()
        overlaps += sum(later[0] < earlier[1] for earlier, later in zip(times, times[1:]))
    return overlaps


def bookable(service, client, at_least):
    """Ids of recruiters in Direct Booking who have that many open slots."""
    everything = client.everything(service.event)
    opens = {count[0]: count[1] for count in everything['counts']}
    return [person['id'] for person in everything['people']
            if person['mode'] == 'direct' and not person['paused'] and opens[person['id']] >= at_least]
