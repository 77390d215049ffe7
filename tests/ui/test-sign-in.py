# SPDX-License-Identifier: GPL-3.0-or-later
"""The sign-in page: a stranger's mistakes are said in words, and what was typed once is not asked again."""
import re
import subprocess

from duo_ui import App, BUTTON, Missing, Service, keys, run

KEPT = {'GSETTINGS_BACKEND': 'keyfile'}  # of the desktop's own home, so that an app finds what the one before left


class Stage:
    """What lives as long as the tests of this file."""
    service = app = None


def row(title):
    return Stage.app.find(None, title, where=lambda node: node.editable)


def fill(address, email, password):
    for title, text in (('Service address', address), ('Email', email), ('Password', password)):
        row(title).type(text)


def focus_window():
    """Nobody manages the windows here: the keys go where they are sent."""
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(Stage.app.child.pid)], check=True,
                           capture_output=True, text=True).stdout.split()
    subprocess.run(['xdotool', 'windowfocus', '--sync', found[-1]], check=True)


def test_nothing_to_sign_in_with():
    Stage.service = Service()
    Stage.app = App('sign-in', env=KEPT)
    assert not Stage.app.find(BUTTON, 'Sign In').enabled, 'Sign In can be pressed with empty rows'


def test_no_address_at_all():
    fill('not an address', 'amara@mail.example', 'secret')
    Stage.app.says('not the address of a service')


def test_only_loopback_is_reached_in_the_clear():
    row('Service address').type('http://chats.example.org')
    Stage.app.says('not the address of a service')


def test_nobody_answers():
    row('Service address').type('http://127.0.0.1:9')
    Stage.app.says('127.0.0.1:9 does not answer')


def test_service_is_found_while_typing():
    row('Service address').type(Stage.service.address)
    Stage.app.find(None, re.compile('^Found: '))
    assert not Stage.app.root.has_text('does not answer'), 'an old complaint stays'


def test_wrong_password():
    fill(Stage.service.address, Stage.service.demo['talents'][0], 'not this one')
    Stage.app.click('Sign In')
    Stage.app.says('The email or password is not right')
    Stage.app.find(BUTTON, 'Sign In', where=lambda node: node.enabled)


def test_keyboard_alone_signs_in():
    row('Password').type('')
    focus_window()
    # The empty row has the focus from here: Shift+Tab and Tab come back to it.
    keys('Tab')
    for _step in range(12):
        if row('Password').focused:
            break
        keys('Tab')
    assert row('Password').focused, 'the Tab key does not reach the password'
    subprocess.run(['xdotool', 'type', Stage.service.password], check=True)
    keys('Return')
    Stage.app.find(None, re.compile('^My Schedule'))
    assert not Stage.app.root.all(BUTTON, 'Sign In'), 'the sign-in page stays'


def test_still_signed_in_the_next_time():
    Stage.app.stop()
    Stage.app.assert_clean()
    Stage.app = App('sign-in', env=KEPT)
    Stage.app.find(None, re.compile('^My Schedule'))
    Stage.app.find(None, re.compile('Ada Lindqvist'))


def test_known_data_is_shown_without_a_service():
    Stage.app.stop()
    Stage.service.stop()
    Stage.app = App('sign-in', env=KEPT)
    Stage.app.find(None, re.compile('Ada Lindqvist'))
    Stage.app.says(r'Offline\. Last updated \d')
    Stage.app.find(BUTTON, 'Try Again')


def test_sign_out_asks_again_and_remembers_the_address():
    Stage.app.click('Account and Main Menu', 'toggle button')
    Stage.app.click('Sign Out')
    assert row('Service address').text_inside == Stage.service.address
    assert row('Email').text_inside == Stage.service.demo['talents'][0]
    assert row('Password').text_inside == ''
    try:
        Stage.app.find(None, re.compile('Ada Lindqvist'), patience=1)
    except Missing:
        return
    raise AssertionError('who signed out still sees people')


def test_a_profile_knows_nothing_of_another():
    other = App('another', env=KEPT)
    assert other.find(None, 'Email', where=lambda node: node.editable).text_inside == ''
    other.stop()
    other.assert_clean()


def test_nothing_was_complained_about():
    Stage.app.stop()
    Stage.app.assert_clean()


run(test_nothing_to_sign_in_with, test_no_address_at_all, test_only_loopback_is_reached_in_the_clear,
    test_nobody_answers, test_service_is_found_while_typing, test_wrong_password, test_keyboard_alone_signs_in,
    test_still_signed_in_the_next_time, test_known_data_is_shown_without_a_service,
    test_sign_out_asks_again_and_remembers_the_address, test_a_profile_knows_nothing_of_another,
    test_nothing_was_complained_about)
