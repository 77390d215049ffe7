# SPDX-License-Identifier: GPL-3.0-or-later
"""Check page, room and what follows, in two real windows against the real service, as two people use them."""
import base64
import contextlib
import os
import re
import sqlite3
import subprocess

import duo_service
from gi.repository import GLib
from duo_ui import Announcements, App, BUTTON, keys, picture, run, wait_until

TALENT, RECRUITER = 'Amara Okafor', 'Ada Lindqvist'
LIBRARIES, PLUGINS = '/libgst', '/gstreamer-1.0/libgst'
PICTURES = os.environ.get('DUO_PICTURES')


class Stage:
    """The service and the two windows, which live as long as the tests of this file."""
    service = ada = amara = told = None


def look(name, window):
    """A picture of one window, for whoever asked for pictures."""
    if not PICTURES:
        return
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(window.child.pid)], check=True,
                           capture_output=True, text=True).stdout.split()
    subprocess.run(['xdotool', 'windowraise', found[-1]], check=True)
    picture(f'{PICTURES}/{name}.png')


def book():
    """A chat of the two in the slot that comes next, whose room is open."""
    service = Stage.service
    talent = service.sign_in(next(e for e in service.talents if e.startswith('amara')))
    people = talent.everything(service.event)['people']
    ada = next(person['id'] for person in people if person['name'] == RECRUITER)
    answer = talent.book(service.event, ada, talent.slots(service.event, ada, 'open')[0])
    assert answer.status == 201, answer


def open_check(window):
    window.find(None, re.compile('My Schedule')).click()
    window.click(re.compile('^Join'))
    window.says('Camera Is Off')


def test_check_page_begins_with_everything_off():
    Stage.service = duo_service.Service()
    book()
    for who in ('amara', 'ada'):
        account = next(e for e in Stage.service.talents + Stage.service.recruiters if e.startswith(who))
        window = App(who, '--test-source', '640x360@15')
        window.sign_in(Stage.service, account)
        setattr(Stage, who, window)
    # No start waits for what only a room needs.
    assert not Stage.amara.has_loaded(LIBRARIES)
    open_check(Stage.amara)
    wait_until(lambda: Stage.amara.has_loaded(PLUGINS), 'the media plugins to be loaded')
    for words in (f'1-1 Chat with {RECRUITER}', 'Ada sees your initials until you turn it on', 'Ada has not joined yet',
                  'You will hear a chime', 'Turn the microphone on to see it', 'The service answers in',
                  'End to end, checked when Ada joins'):
        Stage.amara.says(words)
    Stage.amara.find(BUTTON, 'Turn On Camera')
    Stage.amara.find(BUTTON, 'Turn On Microphone')
    look('check', Stage.amara)


def test_devices_go_on_and_off():
    amara = Stage.amara
    amara.click('Turn On Camera')
    amara.find(BUTTON, 'Turn Off Camera')
    wait_until(lambda: not amara.root.has_text('Camera Is Off'), 'the picture in place of the words')
    amara.click('Turn On Microphone')
    amara.says('Say a few words')
    look('check-on', Stage.amara)


def test_waiting_has_words():
    Stage.told = Announcements()
    Stage.amara.click('Join')
    Stage.amara.says('Ada has not joined yet')
    Stage.amara.says('The room is open until')
    open_check(Stage.ada)
    Stage.ada.says('Amara is here')
    look('waiting', Stage.amara)


def test_they_talk():
    Stage.ada.click('Turn On Camera')
    Stage.ada.click('Join')
    for window in (Stage.amara, Stage.ada):
        window.wait_line('call: talking')
        window.wait_line(r'call: received frames=[1-9]')
    look('talking', Stage.amara)


def test_screen_readers_are_told_who_came():
    for window, peer in ((Stage.amara, 'Ada'), (Stage.ada, 'Amara')):
        Stage.told.wait(window, f'You are connected to {peer}')
    Stage.told.wait(Stage.amara, 'Ada is here')
    assert not Stage.told.has(Stage.amara, 'Ada has left')


def code_of(window):
    return window.find(BUTTON, re.compile('^Code to compare: ')).name


def test_both_have_the_same_code():
    assert code_of(Stage.amara) == code_of(Stage.ada)
    assert re.search(r': (\w, ){5}\w$', code_of(Stage.ada)), code_of(Stage.ada)


def test_mute_and_camera_are_told():
    amara, ada = Stage.amara, Stage.ada
    amara.says('^Ada is muted$')
    ada.click('Turn On Microphone')
    wait_until(lambda: not amara.root.has_text('^Ada is muted$'), 'the sign of silence to go')
    amara.click('Turn Off Camera')
    ada.says('Amara’s camera is off')
    amara.says('Camera off')
    look('camera-off', Stage.ada)
    look('camera-off-own', Stage.amara)
    amara.click('Turn On Camera')
    wait_until(lambda: not ada.root.has_text('camera is off'), 'the picture again')


def focus(window):
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(window.child.pid)], check=True,
                           capture_output=True, text=True).stdout.split()
    subprocess.run(['xdotool', 'windowfocus', '--sync', found[-1]], check=True)


def test_what_one_writes_the_other_reads():
    Stage.amara.click('Show Text')
    Stage.amara.find(None, 'Write to Ada').type('Can you hear me?')
    Stage.amara.click('Send')
    Stage.amara.find(None, re.compile(r'^You, [^·]*: Can you hear me\?$'))
    Stage.told.wait(Stage.ada, 'Amara writes: Can you hear me?')
    # Nobody is pushed aside while talking: the button says that something waits.
    Stage.ada.click('Show Text, 1 unread')
    Stage.ada.find(None, re.compile(r'^Amara, .*: Can you hear me\?$'))
    Stage.ada.find(None, 'Hide Text')
    look('text', Stage.ada)


def test_characters_are_shown_as_they_are_written_where_one_wants_that():
    Stage.ada.find(None, 'Write to Amara').type('Not')
    assert not Stage.amara.root.all(None, 'Ada is writing: Not')
    Stage.ada.click('Show What I Write While I Write It')
    Stage.amara.find(None, 'Ada is writing: Not')
    Stage.ada.find(None, 'Write to Amara').type('Not very well')
    Stage.amara.find(None, 'Ada is writing: Not very well')
    Stage.told.wait(Stage.amara, 'Ada is writing: Not very')
    Stage.told.wait(Stage.amara, 'Ada: well')
    Stage.ada.click('Send')
    Stage.told.wait(Stage.amara, 'Ada has sent it')
    Stage.amara.find(None, re.compile('^Ada, .*: Not very well$'))
    for window in (Stage.ada, Stage.amara):
        window.click('Hide Text')


def test_what_one_notes_is_one_s_own():
    """Beside the picture are profile and notes, too; what a recruiter notes saves itself, and stays where it is."""
    ada, amara = Stage.ada, Stage.amara
    ada.click('Show Profile and Notes')
    ada.says('About Amara|Topics')
    focus(ada)
    keys('ctrl+n')
    ada.find('text', 'Notes').type('Knows compaction')
    ada.find(None, 'Strong Yes').click()
    ada.says('^Saved$')
    ada.says('Amara never sees this')
    look('notes', ada)
    amara.click('Show Profile and Notes')
    amara.says('About Ada')
    assert not amara.root.has_text('Knows compaction')
    for window in (ada, amara):
        window.click('Hide Profile and Notes')


def test_a_slip_of_the_hand_ends_nothing():
    """Ctrl+W and Ctrl+Q lie beside the keys of camera and microphone; Return and Escape stay."""
    for close, stay in (('ctrl+w', 'Escape'), ('ctrl+q', 'Return')):
        focus(Stage.amara)
        keys(close)
        Stage.amara.find(BUTTON, 'Leave and Close')
        keys(stay)
        Stage.amara.root.gone(BUTTON, 'Leave and Close')
    Stage.amara.find(BUTTON, 'Leave')


def test_who_is_left_can_wait():
    Stage.ada.click('Leave')
    Stage.ada.says(f'You talked with {TALENT}')
    Stage.ada.says('Knows compaction')
    look('after', Stage.ada)
    Stage.amara.says('Ada has left')
    Stage.told.wait(Stage.amara, 'Ada has left')
    Stage.told.stop()
    look('left', Stage.amara)


def test_coming_back_goes_straight_in():
    ada = Stage.ada
    ada.click('Join Again')
    wait_until(lambda: Stage.amara.root.all(BUTTON, re.compile('^Code to compare: ')), 'talking again')
    look('again', Stage.amara)


def open_keys(window):
    path = os.path.join(GLib.get_user_data_dir(), 'duologue', window.profile, 'known-keys.sqlite')
    return contextlib.closing(sqlite3.connect(path))


def count_keys(window):
    with open_keys(window) as database:
        return database.execute('SELECT count(*) FROM known_key').fetchone()[0]


def forget_keys(window):
    """Leaves every key that this person's app has learnt another one than it was."""
    other = base64.b64encode(bytes(32)).decode()
    with open_keys(window) as database, database:
        assert database.execute('UPDATE known_key SET key = ?', (other,)).rowcount == 1


def test_a_changed_key_is_said():
    """As if Amara had been talked to with another key: nothing is sent before Ada has agreed to this one."""
    amara, ada = Stage.amara, Stage.ada
    ada.click('Leave')
    amara.says('Ada has left')
    forget_keys(ada)
    ada.click('Join Again')
    ada.says('Amara has a new key')
    amara.says('Ada is here')
    look('new-key', ada)
    assert not ada.root.all(BUTTON, re.compile('^Code to compare: '))
    ada.click('Continue Anyway')
    for window in (amara, ada):
        wait_until(lambda: window.root.all(BUTTON, re.compile('^Code to compare: ')), 'talking once agreed')
    assert count_keys(ada) == 1
    ada.find(BUTTON, re.compile('^Code to compare: ')).find('toggle button').click()
    ada.says('Amara has a new key. Compare the code')
    look('agreed', ada)
    ada.click('The Code Is the Same')
    wait_until(lambda: count_keys(ada) == 2, 'the key is remembered once the code was compared')


def test_done_goes_back():
    for window in (Stage.amara, Stage.ada):
        window.click('Leave')
        window.click('Done')
        window.find(None, re.compile('My 1-1 Chats'))


def test_nothing_was_complained_about():
    for window in (Stage.amara, Stage.ada):
        window.stop()
        window.assert_clean()
    Stage.service.close()


run(test_check_page_begins_with_everything_off, test_devices_go_on_and_off, test_waiting_has_words, test_they_talk,
    test_screen_readers_are_told_who_came, test_both_have_the_same_code, test_mute_and_camera_are_told,
        test_what_one_writes_the_other_reads,
        test_characters_are_shown_as_they_are_written_where_one_wants_that,
    test_what_one_notes_is_one_s_own, test_a_slip_of_the_hand_ends_nothing, test_who_is_left_can_wait,
    test_coming_back_goes_straight_in, test_a_changed_key_is_said, test_done_goes_back,
    test_nothing_was_complained_about)
