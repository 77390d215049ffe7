# SPDX-License-Identifier: GPL-3.0-or-later
"""Everyone is told: notifications on the desktop, what their buttons do, and reminders by the service's clock."""
import datetime
import os
import re
import subprocess
import time

from gi.repository import Gio, GLib

import duo_service
from duo_ui import App, BUTTON, NOTICES, Process, TAB, run, wait_until

TALENT, RECRUITER = 'Amara Okafor', 'Ada Lindqvist'


class Stage:
    """What lives as long as the tests of this file."""
    service = ada = amara = ada_client = None
    talents = {}
    chats = {}


def told(app, title, button=None):
    """The notification that has this title, and this button."""
    def look():
        notice = NOTICES.find(app, title)
        return notice if notice and (not button or button in notice.buttons) else None
    return wait_until(look, f'{app} to be told {title!r}{f" with {button}" if button else ""}: {list(NOTICES.shown.values())}')


def gone(app, title):
    wait_until(lambda: not NOTICES.find(app, title), f'{app} to be told {title!r} no longer')


def request(number, message):
    """The talent of that number asks Ada for a chat."""
    client = Stage.talents[number]
    answer = client.post(f'/v1/events/{Stage.service.event}/chats',
                         {'verb': 'request', 'with': Stage.ada_client.me, 'message': message},
                         key=duo_service.idempotency_key())
    assert answer.status == 201, answer
    Stage.chats[number] = answer.json
    return answer.json


def state(number):
    """As the service knows it; it is asked only so often."""
    everything = Stage.talents[number].everything(Stage.service.event)
    Stage.chats[number] = next(chat for chat in everything['chats'] if chat['id'] == Stage.chats[number]['id'])
    return Stage.chats[number]['state']


def becomes(number, wanted):
    asked = [0]

    def look():
        if time.monotonic() < asked[0] + 0.5:
            return False
        asked[0] = time.monotonic()
        return state(number) == wanted
    wait_until(look, f'the chat of talent {number} to be {wanted}')


def restart(seconds=0):
    """The service comes back so much later: as a night for who is connected to it."""
    Stage.service.leave()
    Stage.service.come_back(seconds)
    for client in (*Stage.talents.values(), Stage.ada_client):
        client.close()
    for app in (Stage.ada, Stage.amara):
        if app and not app.ended:
            for button in app.root.all(BUTTON, 'Try Again'):
                button.press()  # it tries again by itself, too


def start(profile, email=None):
    app = App(profile, '--test-source', '640x360@15', '--address', Stage.service.address)
    if email:
        app.sign_in(Stage.service, email)
    return app


def test_both_sign_in():
    Stage.service = service = duo_service.Service()
    Stage.ada_client = service.sign_in(service.recruiters[0])
    for email in service.talents:
        client = service.sign_in(email)
        if not any(chat['recruiter'] == Stage.ada_client.me for chat in client.everything(service.event)['chats']):
            Stage.talents[len(Stage.talents)] = client
        if len(Stage.talents) == 8:
            break
    answer = Stage.ada_client.put(f'/v1/events/{service.event}/recruiters/{Stage.ada_client.me}/settings', {'mode': 'selective'})
    assert answer.status == 204, answer
    # The demo was booked a moment ago, by a clock that the windows know to a second or two.
    service.leap(60)
    Stage.ada = start('told', service.recruiters[0])
    Stage.ada.find(TAB, 'Talents')
    Stage.amara = start('told-amara', service.talents[0])
    Stage.amara.find(None, re.compile(RECRUITER))


def test_nothing_old_is_told():
    """What was there when somebody came here first is on the pages, not on the desktop."""
    assert not NOTICES.told, NOTICES.told


def test_a_request_is_told():
    request(0, 'I build compilers.')
    notice = told('told', f'^{TALENT} requests a chat')
    assert notice.body == '“I build compilers.”', notice
    assert list(notice.buttons) == ['Accept', 'Decline'], notice
    assert not NOTICES.find('told-amara', '.'), 'who asks is told of it'


def test_accept_in_the_notification():
    NOTICES.press(told('told', 'requests a chat'), 'Accept')
    told('told', f'^You accepted {TALENT}', 'Undo')
    assert state(0) == 'requested', 'it can still be taken back'
    becomes(0, 'accepted')
    gone('told', 'You accepted')


def test_the_talent_picks_a_time_from_hers():
    notice = told('told-amara', f'^{RECRUITER} accepted: pick a time', 'Pick a Time')
    NOTICES.press(notice, 'Pick a Time')
    Stage.amara.find(BUTTON, re.compile(r'\d\d:\d\d.*, free'))
    Stage.amara.find(None, re.compile(RECRUITER))


def test_decline_and_undo():
    request(1, 'Robots & <b>sensors</b>')
    notice = told('told', 'requests a chat')
    assert '<b' not in notice.body and notice.body.replace('\u2060', '') == '“Robots & <b>sensors</b>”', 'words became markup'
    NOTICES.press(notice, 'Decline')
    NOTICES.press(told('told', '^You declined', 'Undo'), 'Undo')
    NOTICES.press(told('told', 'requests a chat', 'Decline'), 'Decline')
    assert state(1) == 'requested'
    becomes(1, 'declined')


def test_what_is_dealt_with_elsewhere_goes():
    chat = request(2, 'Sensors.')
    told('told', 'requests a chat')
    answer = Stage.ada_client.verb(chat, 'decline')
    assert answer.status == 200, answer
    gone('told', 'requests a chat')


def test_what_is_seen_goes():
    request(3, 'Type systems.')
    told('told', 'requests a chat')
    focus(Stage.ada)
    show('My 1-1 Chats')
    gone('told', 'requests a chat')
    show('Talents')


def shows(view):
    return any(tab.checked and view in tab.name for tab in Stage.ada.root.all(TAB))


def show(view):
    Stage.ada.find(TAB, view).click()
    wait_until(lambda: shows(view), f'the view {view}')


def focus(app):
    windows = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(app.child.pid)], check=True,
                             capture_output=True, text=True).stdout.split()
    subprocess.run(['xdotool', 'windowfocus', '--sync', windows[-1]], check=True)


def test_booked_moved_and_cancelled():
    event, client = Stage.service.event, Stage.talents[0]
    now = Stage.service.now()
    slots = [slot for slot in client.slots(event, Stage.ada_client.me, 'open') if when(slot[0]) > now + 3600]
    pick = client.verb(Stage.chats[0], 'pick', start=slots[0][0], end=slots[0][1])
    assert pick.status == 200, pick
    told('told', f'^{TALENT} booked a chat')
    moved = client.verb(pick.json, 'reschedule', start=slots[1][0], end=slots[1][1])
    assert moved.status == 200, moved
    notice = told('told', f'^The chat with {TALENT} was moved')
    assert re.search(r'^From \w+day .* to \w+day ', notice.body), notice
    Stage.chats[0] = moved.json


def when(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00')).timestamp()


def test_ten_minutes_before():
    """The machine slept: of all the reminders only the last is given."""
    begins = when(Stage.chats[0]['start'])
    restart(begins - 600 + 2 - Stage.service.now())
    for app, peer in (('told', TALENT), ('told-amara', RECRUITER)):
        notice = told(app, f'^Chat with {peer} in 10 min')
        assert notice.urgent and not notice.buttons, notice
        assert NOTICES.count(app, f'^Chat with {peer}') == 1, NOTICES.told


def test_join_opens_the_room():
    restart(360)
    NOTICES.press(told('told', f'^Chat with {TALENT} in \\d min', 'Join'), 'Join')
    Stage.ada.says('Camera Is Off')


def test_nothing_is_told_twice():
    Stage.ada.stop()
    count = NOTICES.count('told', TALENT)
    Stage.ada = start('told')
    Stage.ada.wait_line('session: connecting → online')
    request(4, 'Something new.')
    told('told', 'requests a chat')
    assert NOTICES.count('told', TALENT) == count, NOTICES.told


def test_accept_without_a_window():
    """The desktop starts the program for it; it ends by itself when the answer is on its way."""
    notice = NOTICES.find('told', 'requests a chat')
    Stage.ada.stop()
    program = Process([*App.program, '--profile', 'told', '--gapplication-service'],
                      env={'G_MESSAGES_DEBUG': 'duo-app duo-client', 'GSETTINGS_SCHEMA_DIR': os.environ['DUO_BUILD'] + '/data'})
    wait_until(lambda: has_owner(notice.app), 'the program on the bus')
    NOTICES.press(notice, 'Accept')
    told('told', '^You accepted')
    becomes(4, 'accepted')
    wait_until(lambda: program.ended, 'the program to end by itself')
    program.assert_clean()


def has_owner(name):
    answer = NOTICES.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'NameHasOwner',
                                   GLib.Variant('(s)', (name,)), None, Gio.DBusCallFlags.NONE, -1, None)
    return answer.unpack()[0]


def test_many_things_meanwhile_are_one():
    for number in (5, 6, 7):
        request(number, 'While you were away.')
    answer = Stage.talents[3].verb(Stage.chats[3], 'withdraw')
    assert answer.status == 200, answer
    Stage.ada = start('told')
    notice = told('told', '^4 things happened meanwhile')
    assert len(notice.body.split('\n')) == 4, notice
    assert not NOTICES.find('told', 'requests a chat'), 'a pile'
    NOTICES.press(notice)
    wait_until(lambda: shows('My 1-1 Chats'), 'the chats')


def test_nothing_was_complained_about():
    for app in (Stage.ada, Stage.amara):
        app.stop()
        app.assert_clean()
    Stage.service.close()


run(test_both_sign_in, test_nothing_old_is_told, test_a_request_is_told, test_accept_in_the_notification,
    test_the_talent_picks_a_time_from_hers, test_decline_and_undo, test_what_is_dealt_with_elsewhere_goes, test_what_is_seen_goes,
    test_booked_moved_and_cancelled, test_ten_minutes_before, test_join_opens_the_room, test_nothing_is_told_twice,
    test_accept_without_a_window, test_many_things_meanwhile_are_one, test_nothing_was_complained_about)
