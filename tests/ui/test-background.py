# SPDX-License-Identifier: GPL-3.0-or-later
"""Preferences, and the program that stays without a window where that is wanted and allowed."""
import re
import subprocess

import duo_service
from duo_portal import Portal
from duo_ui import App, BUTTON, NOTICES, SWITCH, TAB, keys, run, wait_until


class Stage:
    """What lives as long as the tests of this file."""
    service = ada = talent = portal = ada_client = None


def switch(name):
    """The switch inside the row of that name: the row alone does nothing."""
    return wait_until(lambda: Stage.ada.root.all(SWITCH, name), f'the switch {name}')[-1]


def request(message):
    answer = Stage.talent.post(f'/v1/events/{Stage.service.event}/chats',
                               {'verb': 'request', 'with': Stage.ada_client.me, 'message': message},
                               key=duo_service.idempotency_key())
    assert answer.status == 201, answer
    return answer.json


def told(title):
    return wait_until(lambda: NOTICES.find('background', title), f'to be told {title!r}')


def test_recruiter_signs_in():
    Stage.service = service = duo_service.Service()
    Stage.ada_client = service.sign_in(service.recruiters[0])
    Stage.talent = service.sign_in(service.talents[0])
    Stage.ada_client.put(f'/v1/events/{service.event}/recruiters/{Stage.ada_client.me}/settings', {'mode': 'selective'})
    Stage.portal = Portal(False)
    Stage.ada = App('background', '--address', service.address)
    Stage.ada.sign_in(service, service.recruiters[0])
    Stage.ada.find(TAB, 'Talents')


def test_preferences_are_in_the_menu():
    Stage.ada.click('Account and Main Menu', 'toggle button')
    Stage.ada.click('Preferences')
    for name in ('Requests and Answers', 'Bookings and Changes', 'Reminders'):
        assert switch(name).checked, name


def test_a_desktop_that_says_no():
    switch('Run in the Background').click()
    Stage.ada.says('^The desktop does not let Duologue run in the background')
    wait_until(lambda: not switch('Run in the Background').checked, 'the switch to be off again')
    assert re.search(r'tells you', Stage.portal.reasons[0]), 'no reason was given'


def test_one_that_says_yes():
    Stage.portal.allows = True
    switch('Run in the Background').click()
    wait_until(lambda: len(Stage.portal.reasons) == 2 and switch('Run in the Background').checked, 'the switch to be on')
    # Nothing but the window holds what is pressed so, see src/app/shell/duo-dialog-hold.h.
    Stage.ada.find('dialog').find(BUTTON, 'Close').click()
    Stage.ada.root.gone('dialog')
    Stage.ada.assert_clean()


def test_it_stays_without_a_window():
    focus()
    keys('ctrl+w')
    wait_until(lambda: not Stage.ada.ended and not windows(), 'the window to close')
    chat = request('Is anybody there?')
    notice = told('requests a chat')
    NOTICES.press(notice)
    wait_until(windows, 'the window to come back')
    Stage.ada.root = wait_until(Stage.ada.find_root, 'the window to be told of')
    wait_until(lambda: any(tab.checked and 'My 1-1 Chats' in tab.name for tab in Stage.ada.root.all(TAB)), 'its chats')
    Stage.ada.says('Is anybody there')
    assert not Stage.ada_client.verb(chat, 'decline').status >= 400


def windows():
    """Those of the program that are on the display."""
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(Stage.ada.child.pid)], check=False,
                           capture_output=True, text=True)
    return found.stdout.split()


def focus():
    subprocess.run(['xdotool', 'windowfocus', '--sync', windows()[-1]], check=True)


def test_quitting_is_the_end():
    focus()
    keys('ctrl+q')
    wait_until(lambda: Stage.ada.ended, 'the program to end')
    Stage.ada.assert_clean()


QUESTION = re.compile(r'^You have a chat with .+ on .+\. Without a window, Duologue can still remind you of it')


def cancel_all(talent):
    client = Stage.service.sign_in(talent)
    for chat in client.everything(Stage.service.event)['chats']:
        if chat['state'] == 'confirmed':
            assert client.verb(chat, 'cancel').status == 200


def open_window_of(talent, profile, chat_ahead):
    """It takes the place of Ada's; the demo's people have chats."""
    Stage.ada = App(profile, '--address', Stage.service.address)
    Stage.ada.sign_in(Stage.service, talent)
    Stage.ada.find(TAB, 'My 1-1 Chats')
    if chat_ahead:
        Stage.ada.find(BUTTON, re.compile('^Move'))  # on the card of whom it is with
    focus()


def close_for_good():
    def closes():
        keys('ctrl+w')  # more than once: a window that has just got the focus may not hear the first
        return Stage.ada.ended
    wait_until(closes, 'the program to end')
    Stage.ada.assert_clean()


def test_who_closes_with_no_chat_ahead_is_not_asked():
    reasons = len(Stage.portal.reasons)
    cancel_all(Stage.service.talents[2])
    open_window_of(Stage.service.talents[2], 'nothing-ahead', False)
    close_for_good()
    assert len(Stage.portal.reasons) == reasons, 'the desktop was asked'


def close_and_stay():
    keys('ctrl+w')
    Stage.ada.says(QUESTION)
    Stage.ada.click('Stay')


def test_who_closes_with_a_chat_ahead_is_asked_once():
    """The desktop says no, which is said; closing is closing from then on."""
    Stage.portal.allows = False
    reasons = len(Stage.portal.reasons)
    open_window_of(Stage.service.talents[1], 'asked-once', True)
    close_and_stay()
    Stage.ada.says('^The desktop does not let Duologue run in the background')
    assert len(Stage.portal.reasons) == reasons + 1 and Stage.portal.reasons[-1]
    focus()
    close_for_good()
    assert len(Stage.portal.reasons) == reasons + 1, 'the desktop was asked again'


def test_who_wants_it_to_stay_has_it_stay():
    Stage.portal.allows = True
    open_window_of(Stage.service.talents[1], 'stays', True)
    close_and_stay()
    wait_until(lambda: not windows(), 'the window to close')
    assert not Stage.ada.ended
    Stage.ada.stop()
    Stage.service.close()


run(test_recruiter_signs_in, test_preferences_are_in_the_menu, test_a_desktop_that_says_no, test_one_that_says_yes,
    test_it_stays_without_a_window, test_quitting_is_the_end, test_who_closes_with_no_chat_ahead_is_not_asked,
    test_who_closes_with_a_chat_ahead_is_asked_once, test_who_wants_it_to_stay_has_it_stay)
