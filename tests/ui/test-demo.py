# SPDX-License-Identifier: GPL-3.0-or-later
"""Try the Demo Event: one person alone sees all of it, in either role, and nothing of it stays."""
import os
import pathlib
import re

from duo_ui import App, BUTTON, TAB, run, wait_until

SOURCE = ('--test-source', '640x360@15')
FRAMES = re.compile(r'call: received frames=(\d+) audio-ms=(\d+)')
CACHE = pathlib.Path(os.environ.get('XDG_CACHE_HOME', '~/.cache')).expanduser() / 'duologue'


class Stage:
    """The window that lives as long as the tests of this file."""
    app = None


def show(view):
    Stage.app.find(TAB, re.compile(f'^{view}')).click()


def start_demo(role):
    Stage.app.click('Try the Demo Event')
    Stage.app.click(role)
    Stage.app.find(TAB, re.compile('^My Schedule'), patience=60)


def children():
    """The processes that the window started and that still run."""
    found = []
    for entry in pathlib.Path('/proc').iterdir():
        try:
            fields = (entry / 'stat').read_text().rsplit(')', 1)[1].split()
            if int(fields[1]) == Stage.app.child.pid and fields[0] != 'Z':
                found.append((entry / 'cmdline').read_bytes().decode().replace('\0', ' '))
        except (OSError, IndexError, ValueError):
            continue
    return found


def directories():
    return list(CACHE.glob('.demo-*'))


def enough_of_the_other():
    for line in Stage.app.lines:
        found = FRAMES.search(line)
        if found and int(found.group(1)) >= 30 and int(found.group(2)) >= 1000:
            return True
    return False


def join_from_schedule(name):
    show('My Schedule')
    Stage.app.find(BUTTON, re.compile(f'^Join the chat with {name}'), patience=60).click()
    Stage.app.find(BUTTON, re.compile('Turn.*Camera', re.I)).click()
    Stage.app.find(BUTTON, re.compile('Turn.*Microphone', re.I)).click()
    Stage.app.find(BUTTON, 'Join', where=lambda node: node.enabled).click()
    Stage.app.wait_line('call: talking', 60)
    wait_until(enough_of_the_other, 'a second of the partner', 60)


def leave():
    Stage.app.find(BUTTON, re.compile('^Leave')).click()
    Stage.app.find(BUTTON, 'Done').click()
    Stage.app.lines.clear()


def test_talent_books_and_the_partner_comes():
    Stage.app = App('demo', *SOURCE)
    start_demo('Talent')
    Stage.app.find(None, re.compile('^Search')).type('Lindqvist')
    Stage.app.click(re.compile('Book 1-1 Chat'))
    Stage.app.find(BUTTON, re.compile(r'\d\d:\d\d.*, free')).click()
    Stage.app.click('Book 1-1 Chat', where=lambda node: node.enabled)
    Stage.app.says('Booked')
    join_from_schedule('Ada Lindqvist')
    leave()


def test_end_of_the_demo_leaves_nothing():
    assert len(children()) == 2, f'service and partner were expected: {children()}'
    assert len(directories()) == 1, directories()
    Stage.app.click('Account and Main Menu', 'toggle button')
    Stage.app.click('End Demo')
    Stage.app.find(BUTTON, 'Sign In')
    wait_until(lambda: not children(), 'service and partner to end')
    assert not directories(), directories()


def test_recruiter_is_booked_and_the_partner_comes():
    start_demo('Recruiter')
    Stage.app.says('Amara Okafor booked', 60)
    join_from_schedule('Amara Okafor')
    leave()


def test_organizer_sees_who_it_is():
    Stage.app.click('Account and Main Menu', 'toggle button')
    Stage.app.click('End Demo')
    Stage.app.click('Try the Demo Event')
    Stage.app.click('Organizer')
    Stage.app.find(TAB, re.compile('^Format'), patience=60)
    Stage.app.says(r'^Demo event: you are \w')


def test_demo_ends_with_the_window():
    Stage.app.stop()
    Stage.app.assert_clean()
    assert not children() and not directories(), (children(), directories())


run(test_talent_books_and_the_partner_comes, test_end_of_the_demo_leaves_nothing,
    test_recruiter_is_booked_and_the_partner_comes, test_organizer_sees_who_it_is,
    test_demo_ends_with_the_window)
