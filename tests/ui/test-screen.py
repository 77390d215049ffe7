# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen is shared in a chat: what the one shows, what the other sees, and every way in which it ends."""
import os
import re
import subprocess

import duo_service
from duo_desktop import Desktop
from duo_portal import ScreenCast
from duo_ui import App, BUTTON, keys, picture, run, wait_until

RECRUITER = 'Ada Lindqvist'
SHARE, STOP = 'Share Your Screen…', 'Stop Sharing Your Screen'
PICTURES = os.environ.get('DUO_PICTURES')


class Stage:
    """What lives as long as the tests of this file."""
    service = ada = amara = desktop = cast = None


def look(name):
    for window in (Stage.amara, Stage.ada):
        if PICTURES:
            found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(window.child.pid)], check=True,
                                   capture_output=True, text=True).stdout.split()
            subprocess.run(['xdotool', 'windowraise', found[-1]], check=True)
            picture(f'{PICTURES}/{name}-{window.profile}.png')


def book():
    service = Stage.service
    talent = service.sign_in(next(e for e in service.talents if e.startswith('amara')))
    people = talent.everything(service.event)['people']
    ada = next(person['id'] for person in people if person['name'] == RECRUITER)
    answer = talent.book(service.event, ada, talent.slots(service.event, ada, 'open')[0])
    assert answer.status == 201, answer


def test_they_talk():
    Stage.service = duo_service.Service()
    book()
    for who in ('amara', 'ada'):
        account = next(e for e in Stage.service.talents + Stage.service.recruiters if e.startswith(who))
        window = App(who, '--test-source', '640x360@15')
        window.sign_in(Stage.service, account)
        window.find(None, re.compile('My Schedule')).click()
        window.click(re.compile('^Join'))
        window.enter_room()
        setattr(Stage, who, window)
    for window in (Stage.amara, Stage.ada):
        window.wait_line('call: talking')


def test_a_desktop_that_cannot():
    """Nothing answers there: it is said what to do, and the talk goes on."""
    Stage.amara.click(SHARE)
    Stage.amara.says('Your Screen Cannot Be Shared')
    Stage.amara.says('xdg-desktop-portal')
    look('screen-no-portal')
    Stage.amara.click('Close', where=lambda node: 'button' in node.role)
    Stage.amara.root.gone(None, 'Your Screen Cannot Be Shared')
    Stage.amara.find(BUTTON, SHARE)


def test_who_wants_none_shares_none():
    Stage.desktop = Desktop()
    Stage.cast = ScreenCast(Stage.desktop)
    Stage.amara.click(SHARE)
    wait_until(lambda: Stage.cast.asked and not Stage.cast.sessions, 'the question to be taken back')
    assert Stage.cast.asked[0]['types'] == 3 and Stage.cast.asked[0]['cursor_mode'] == 2, Stage.cast.asked
    Stage.amara.find(BUTTON, SHARE)
    assert not Stage.amara.root.has_text('not give your screen')
    assert not Stage.amara.root.has_text('You are sharing')


def share():
    Stage.cast.node = Stage.desktop.show()
    Stage.amara.click(SHARE)
    Stage.amara.says('^You are sharing your screen$')
    Stage.ada.says('^Amara is sharing a screen$')
    Stage.ada.find(None, 'Screen of Amara Okafor')
    before = count_screen(Stage.ada)
    wait_until(lambda: count_screen(Stage.ada) > before, 'pictures of the screen')


def count_screen(window):
    """Of the other's screen, as the call says once a second."""
    said = [re.search(r'received frames=.* screen=(\d+)', line) for line in window.lines]
    return max((int(match.group(1)) for match in said if match), default=0)


def is_over():
    Stage.amara.find(BUTTON, SHARE)
    wait_until(lambda: not Stage.amara.root.has_text('^You are sharing your screen$'), 'the bar to go')
    wait_until(lambda: not Stage.ada.root.has_text('is sharing a screen'), 'the screen to go')
    Stage.ada.root.gone(None, 'Screen of Amara Okafor')
    wait_until(lambda: not Stage.cast.sessions, 'the desktop to be told')


def test_one_shares_and_the_other_sees():
    share()
    Stage.ada.find(None, 'Small picture of Amara Okafor')
    Stage.amara.find(BUTTON, STOP)
    look('screen')


def test_one_click_stops_it():
    Stage.amara.click('Stop Sharing')
    is_over()
    assert not Stage.amara.root.has_text('not shared any more')


def test_the_key_does_both():
    Stage.cast.node = Stage.desktop.show('ball')
    Stage.amara.focus()
    keys('ctrl+s')
    Stage.ada.says('^Amara is sharing a screen$')
    Stage.amara.focus()
    keys('ctrl+s')
    is_over()


def test_the_desktop_takes_it_away():
    share()
    Stage.cast.take_away()
    is_over()
    Stage.amara.says('^Your screen is not shared any more$')


def test_who_leaves_shares_nothing():
    share()
    Stage.amara.click('Leave')
    wait_until(lambda: not Stage.cast.sessions, 'the desktop to be told')
    Stage.ada.says('Amara has left')
    Stage.ada.root.gone(None, 'Screen of Amara Okafor')


def test_nothing_was_complained_about():
    for window in (Stage.amara, Stage.ada):
        window.stop()
        window.assert_clean()
    Stage.desktop.close()
    Stage.service.close()


run(test_they_talk, test_a_desktop_that_cannot, test_who_wants_none_shares_none, test_one_shares_and_the_other_sees,
    test_one_click_stops_it, test_the_key_does_both, test_the_desktop_takes_it_away, test_who_leaves_shares_nothing,
    test_nothing_was_complained_about)
