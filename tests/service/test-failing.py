#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service does while its database cannot be read: it says so, and nobody misses anything afterwards."""
import contextlib
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import Service

# A failing read is a warning in the log, which is what is wanted here.
os.environ.pop('G_DEBUG', None)

numbers = iter(range(20, 60))


def talent(service):
    return service.sign_in(service.talents[next(numbers)])


def run_sql(service, sql, *values):
    database = sqlite3.connect(os.path.join(service.directory, 'duologue.db'), timeout=20)
    with database:
        found = database.execute(sql, values).fetchall()
    database.close()
    return found


@contextlib.contextmanager
def without(service, table):
    """Every statement that reads `table` fails meanwhile."""
    run_sql(service, f'ALTER TABLE {table} RENAME TO hidden')
    try:
        yield
    finally:
        run_sql(service, f'ALTER TABLE hidden RENAME TO {table}')


def test_a_failed_read_of_the_directory_loses_nothing(service):
    recruiter, client = service.sign_in(service.recruiters[5]), talent(service)
    path = f'/v1/events/{service.event}/recruiters/{recruiter.me}/settings'
    with client.live() as live:
        upto = live.hello(service.event)['upto']
        with without(service, 'tombstones'):
            assert recruiter.put(path, {'about': 'Something new'}).status == 204
            assert live.wait_closed() == 1006, 'it is cut off instead of told that there is nothing'
        cursors = [m['upto'] for m in live.messages if 'upto' in m]
        assert max(cursors, default=upto) == upto, cursors
    with client.live() as live:
        people = live.hello(service.event, upto)['people']
        assert [p['about'] for p in people if p['id'] == recruiter.me] == ['Something new']


if __name__ == '__main__':
    with Service('--without-chats', talents=60) as running:
        status = duo_tap.run(__name__, service=running)
    sys.exit(status)
