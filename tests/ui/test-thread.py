# SPDX-License-Identifier: GPL-3.0-or-later
"""The thread of the product, in two real windows against the real service: find somebody, book, talk."""
import re
import tempfile

from duo_ui import App, BUTTON, Service, run, wait_until

CLOCK = tempfile.NamedTemporaryFile('w', prefix='duologue-clock-', suffix='.txt')
TALENT, RECRUITER = 'Amara Okafor', 'Ada Lindqvist'


class Stage:
    """The two windows and the service, which live as long as the tests of this file."""
    service = ada = amara = None


def move_clock(seconds):
    CLOCK.seek(0)
    CLOCK.truncate()
    CLOCK.write(str(seconds))
    CLOCK.flush()


def test_both_sign_in():
    Stage.service = Service('--clock-offset-file', CLOCK.name)
    for who, account in (('ada', Stage.service.demo['recruiters'][0]), ('amara', Stage.service.demo['talents'][0])):
        window = App(who, '--test-source', '640x360@15')
        window.sign_in(Stage.service, account)
        setattr(Stage, who, window)
    Stage.amara.find(None, re.compile(RECRUITER))
    Stage.ada.find(None, re.compile('Talents'))


def test_talent_books_a_slot():
    amara = Stage.amara
    amara.find(None, re.compile('Search')).type(RECRUITER)
    amara.click(re.compile(f'Book 1-1 Chat with {RECRUITER}|Book 1-1 Chat'))
    amara.find(BUTTON, re.compile(r'\d\d:\d\d.*, free')).click()
    amara.click('Book 1-1 Chat', where=lambda node: node.enabled)
    amara.says('Booked')


def test_recruiter_sees_it_at_once():
    ada = Stage.ada
    ada.find(None, re.compile('My 1-1 Chats')).click()
    ada.find(None, re.compile(TALENT), patience=10)


def join(window):
    window.find(None, re.compile('My 1-1 Chats')).click()
    window.click(re.compile('Join'))
    window.click(re.compile('Turn Camera On|Turn On Camera|Camera'))
    window.click(re.compile('Turn Microphone On|Microphone'))
    window.click('Join')


def test_they_talk():
    join(Stage.amara)
    Stage.amara.says('Ada has not joined yet')
    join(Stage.ada)
    for window in (Stage.amara, Stage.ada):
        window.wait_line('call: talking')

        def enough(window=window):
            for line in window.lines:
                found = re.search(r'call: received frames=(\d+) audio-ms=(\d+)', line)
                if found and int(found.group(1)) >= 60 and int(found.group(2)) >= 2000:
                    return True
            return False
        wait_until(enough, f'60 frames and 2 s of sound at {window.profile}', 60)


def test_leave_and_completed():
    for window in (Stage.amara, Stage.ada):
        window.click(re.compile('Leave'))
    move_clock(3600)
    for window in (Stage.amara, Stage.ada):
        window.click('Done')
        window.click('Completed')
        window.find(None, re.compile(TALENT if window is Stage.ada else RECRUITER))


def test_nothing_was_complained_about():
    for window in (Stage.amara, Stage.ada):
        window.stop()
        window.assert_clean()
    Stage.service.stop()
    Stage.service.assert_clean()


run(test_both_sign_in, test_talent_books_a_slot, test_recruiter_sees_it_at_once, test_they_talk,
    test_leave_and_completed, test_nothing_was_complained_about)
