# SPDX-License-Identifier: GPL-3.0-or-later
"""Without the service, and back: what is known stays readable, what is asked for waits, what went wrong is said."""
import datetime
import re
import signal
import socket
import zoneinfo

import duo_service
from duo_ui import App, BUTTON, TAB, run, wait_until

WAITS = 'will be sent when online'


class Stage:
    """What lives as long as the tests of this file."""
    service = ada = amara = ada_client = None
    talents = {}  # by name, who may ask Ada
    names = []
    chats = {}


def sign_in_talents():
    service, ada = Stage.service, Stage.ada_client.me
    everything = Stage.ada_client.everything(service.event)
    names = {person['id']: person['name'] for person in everything['people']}
    for email in service.talents:
        client = service.sign_in(email)
        if not any(chat['recruiter'] == ada for chat in client.everything(service.event)['chats']):
            Stage.talents[names[client.me]] = client
        if len(Stage.talents) == 3:
            break
    Stage.names = list(Stage.talents)


def start():
    return App('offline', '--address', Stage.service.address)


def show(view):
    tab = Stage.ada.find(TAB, view)
    tab.click()
    wait_until(lambda: tab.checked, f'the view {view}')


def known(name):
    """The talent's chat with Ada, as the service knows it."""
    Stage.talents[name].close()
    chats = Stage.talents[name].everything(Stage.service.event)['chats']
    return next(chat for chat in chats if chat['id'] == Stage.chats[name])


def card(name):
    return next((node for node in Stage.ada.root.all(None, re.compile(f'^{re.escape(name)}, '))
                 if node.role in ('list item', 'table row', 'row')), None)


def says_of(name, words):
    wait_until(lambda: card(name) and words in card(name).name, f'{words!r} of {name}')


def test_recruiter_signs_in():
    Stage.service = service = duo_service.Service()
    Stage.ada_client = service.sign_in(service.recruiters[0])
    Stage.ada_client.put(f'/v1/events/{service.event}/recruiters/{Stage.ada_client.me}/settings', {'mode': 'selective'})
    sign_in_talents()
    for name, client in Stage.talents.items():
        answer = client.post(f'/v1/events/{service.event}/chats',
                             {'verb': 'request', 'with': Stage.ada_client.me, 'message': 'Hello from ' + name},
                             key=duo_service.idempotency_key())
        assert answer.status == 201, answer
        Stage.chats[name] = answer.json['id']
    Stage.ada = start()
    Stage.ada.sign_in(service, service.recruiters[0])
    Stage.ada.says(r'^\d+ talents')
    show('My 1-1 Chats')
    for name in Stage.names:
        says_of(name, 'Requests a chat')


def test_pages_stay_readable():
    Stage.service.leave()
    Stage.ada.says(r'^Offline\. Last updated \d')
    for name in Stage.names:
        Stage.ada.says('Hello from ' + re.escape(name))
    show('Talents')
    Stage.ada.says(r'^\d+ talents')
    show('My Schedule')
    Stage.ada.find(BUTTON, re.compile(r'^\w+day \d+ \w+, \d\d:\d\d to \d\d:\d\d( \(.*\))?, '))


def test_answers_wait():
    show('My 1-1 Chats')
    yes, conflict, no = Stage.names
    for name in (yes, conflict):
        Stage.ada.click(f'Accept: {name}')
        says_of(name, WAITS)
    Stage.ada.click(f'Decline…: {no}')
    Stage.ada.find(None, re.compile('^Message'), where=lambda node: node.editable).type('We are full.')
    Stage.ada.click('Decline')
    says_of(no, WAITS)


def test_they_wait_for_another_start():
    """The program ends, and starts without the service: it shows what it knew, and what waits."""
    Stage.ada.stop()
    Stage.ada.assert_clean()
    Stage.ada = start()
    Stage.ada.says(r'^Offline\. Last updated \d')
    show('My 1-1 Chats')
    for name in Stage.names:
        says_of(name, WAITS)


def test_what_went_wrong_is_said():
    """Somebody was faster while nobody here could know: it is said in words, and the rest goes through."""
    yes, conflict, no = Stage.names
    port = Stage.service.port
    Stage.service.come_back(port=free_port())  # where Ada's window does not look
    client = Stage.talents[conflict]
    client.port = Stage.service.port
    client.close()
    answer = client.verb(known(conflict), 'withdraw')
    assert answer.status == 200, answer
    Stage.service.leave()
    Stage.service.come_back(port=port)
    for each in Stage.talents.values():
        each.port = port
        each.close()
    for button in Stage.ada.root.all(BUTTON, 'Try Again'):
        button.press()  # it tries again by itself, too
    Stage.ada.says(f'^{re.escape(conflict)}: .*\\w')
    wait_until(lambda: not Stage.ada.root.has_text('^Offline'), 'the banner to go')
    wait_until(lambda: not Stage.ada.root.has_text(WAITS) and not Stage.ada.root.has_text('Being sent'), 'nothing to wait')
    assert known(yes)['state'] == 'accepted'
    assert known(conflict)['state'] == 'cancelled'
    declined = known(no)
    assert declined['state'] == 'declined' and declined['reason'] == 'We are full.', declined


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def test_a_restart_is_no_news():
    """The service is restarted, and what happens afterwards arrives as if nothing had been."""
    Stage.service.leave()
    Stage.service.come_back()
    for client in Stage.talents.values():
        client.close()
    yes = Stage.names[0]
    slots = [slot for slot in Stage.talents[yes].slots(Stage.service.event, Stage.ada_client.me, 'open')]
    slot = next(slot for slot in slots if when(slot[0]) > Stage.service.now() + 3600)
    answer = Stage.talents[yes].verb(known(yes), 'pick', start=slot[0], end=slot[1])
    assert answer.status == 200, answer
    Stage.ada.find(BUTTON, re.compile(f'^(More|Move…).*{re.escape(yes)}'))
    wait_until(lambda: not Stage.ada.root.has_text('^Offline'), 'the word of being offline to go')
    assert not Stage.ada.root.has_text('signed out')


def when(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00')).timestamp()


def test_a_service_that_hangs():
    """The talent's booking says at once that it goes, soon that the service is slow, and then that it went."""
    Stage.amara = App('offline-amara', '--address', Stage.service.address)
    Stage.amara.sign_in(Stage.service, Stage.service.talents[0])
    book = Stage.amara.find(BUTTON, re.compile('^Pick a Time: '))
    name = book.name.split(': ')[1]
    book.click()
    Stage.amara.find(BUTTON, re.compile(r'\d\d:\d\d.*, free')).click()
    confirm = Stage.amara.find(BUTTON, 'Book 1-1 Chat', where=lambda node: node.enabled)
    Stage.service.process.send_signal(signal.SIGSTOP)
    try:
        confirm.click()
        Stage.amara.says('^Being sent…')
        Stage.amara.says('^Waiting for the service…')
    finally:
        Stage.service.process.send_signal(signal.SIGCONT)
    Stage.amara.says('^Booked ' + re.escape(name))


def test_a_night_later():
    """The machine slept: what was ahead is over, and the page is of the day that it is."""
    yes = Stage.names[0]
    Stage.service.leave()
    Stage.service.come_back(seconds=20 * 3600)
    wait_until(lambda: not Stage.ada.root.has_text('^Offline'), 'the banner to go')
    assert known(yes)['state'] in ('completed', 'no-show'), known(yes)
    Stage.ada.root.gone(BUTTON, re.compile(f'Move….*{re.escape(yes)}'))
    Stage.ada.find(None, 'Completed', where=lambda node: node.role in TAB).click()
    Stage.ada.says(re.escape(yes))
    zone = zoneinfo.ZoneInfo(Stage.ada_client.get('/v1/events').json['events'][0]['zone'])
    day = datetime.datetime.fromtimestamp(Stage.service.now(), zone)
    show('My Schedule')
    Stage.ada.says(f'{day:%A} {day.day} {day:%B}')


def test_nothing_was_complained_about():
    for window in (Stage.ada, Stage.amara):
        window.stop()
        window.assert_clean()
    Stage.service.close()


run(test_recruiter_signs_in, test_pages_stay_readable, test_answers_wait, test_they_wait_for_another_start,
    test_what_went_wrong_is_said, test_a_restart_is_no_news, test_a_service_that_hangs, test_a_night_later,
    test_nothing_was_complained_about)
