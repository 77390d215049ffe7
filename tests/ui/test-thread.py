# SPDX-License-Identifier: GPL-3.0-or-later
"""The thread of the product, in two real windows against the real service: find somebody, book, talk."""
import re
import tempfile

from duo_ui import App, BUTTON, Service, TAB, run, wait_until

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
        window = App(who, '--test-source', '640x360@15', '--address', Stage.service.address)
        window.sign_in(Stage.service, account)
        setattr(Stage, who, window)
    Stage.amara.find(None, re.compile(RECRUITER))
    Stage.ada.find(None, re.compile('Talents'))


def test_talent_books_a_slot():
    amara = Stage.amara
    amara.find(None, re.compile('^Search')).type(RECRUITER)
    amara.click(re.compile(f'^Book 1-1 Chat(: {RECRUITER})?$'))
    amara.find(BUTTON, re.compile(r'\d\d:\d\d.*, free')).click()
    amara.click('Book 1-1 Chat', where=lambda node: node.enabled)
    amara.says('Booked')


def test_recruiter_sees_it_at_once():
    show(Stage.ada, 'My 1-1 Chats')
    Stage.ada.find(None, TALENT, patience=10)


def show(window, view):
    window.find(TAB, view).click()


def join(window):
    show(window, 'My 1-1 Chats')
    window.find(BUTTON, re.compile('^Join: ')).click()
    window.says('Camera Is Off')
    window.enter_room()


def test_talent_waits_for_the_recruiter():
    join(Stage.amara)
    Stage.amara.says('Ada has not joined yet')
    assert not any('call: talking' in line for line in Stage.amara.lines), 'nobody to talk to yet'


def received_enough(window):
    """CALL: sixty frames and two seconds of sound of the other, decoded."""
    for line in window.lines:
        found = re.search(r'call: received frames=(\d+) audio-ms=(\d+)', line)
        if found and int(found.group(1)) >= 60 and int(found.group(2)) >= 2000:
            return True
    return False


def test_they_talk():
    join(Stage.ada)
    for window in (Stage.amara, Stage.ada):
        window.wait_line('call: talking')
        wait_until(lambda window=window: received_enough(window), f'60 frames and 2 s of sound at {window.profile}', 90)


def test_both_leave():
    for window in (Stage.amara, Stage.ada):
        window.find(BUTTON, re.compile('^Leave')).click()
        window.find(BUTTON, 'Done').click()


def test_completed_when_the_room_closes():
    move_clock(1200)
    for window, peer in ((Stage.amara, RECRUITER), (Stage.ada, TALENT)):
        show(window, 'My 1-1 Chats')
        window.find(None, 'Completed', where=lambda node: node.role in TAB).click()
        window.find(None, peer)


def test_nothing_was_complained_about():
    for window in (Stage.amara, Stage.ada):
        window.stop()
        window.assert_clean()
    Stage.service.stop()
    Stage.service.assert_clean()


run(test_both_sign_in, test_talent_books_a_slot, test_recruiter_sees_it_at_once, test_talent_waits_for_the_recruiter,
    test_they_talk, test_both_leave, test_completed_when_the_room_closes, test_nothing_was_complained_about)
