# SPDX-License-Identifier: GPL-3.0-or-later
"""The organizer's format in a real window, and what a talent's window makes of it, at once."""
import datetime
import re
import subprocess
import zoneinfo

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

import duo_service  # noqa: E402
from duo_ui import App, BUTTON, Service, TAB, keys, run, wait_until  # noqa: E402

BOOK = re.compile('^(Book|Request) 1-1 Chat')
INVITATION = 'invitation only'
WHO = ['Talents', 'Recruiters', 'Talents and Recruiters']
LIMIT = r'^Limit of \d+ requests? reached$'


class Stage:
    """What lives as long as the tests of this file."""
    service = organizer = talent = client = None


def sign_in(email):
    client = duo_service.Client(Stage.service.address)
    answer = client.post('/v1/sessions', {'method': 'password', 'email': email, 'password': Stage.service.password,
                                          'device': {'name': 'a test', 'key': duo_service.new_key()}})
    assert answer.status == 201, answer
    client.token = answer.json['token']
    return client


def event():
    return Stage.client.get(f"/v1/events/{Stage.service.demo['event']}").json


def person(name):
    return next(one['id'] for one in Stage.client.everything(Stage.service.demo['event'])['people'] if one['name'] == name)


def focus(app):
    window = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(app.child.pid)], check=True,
                            capture_output=True, text=True).stdout.split()[-1]
    subprocess.run(['xdotool', 'windowfocus', '--sync', window], check=True)


def stand_on(node):
    """As somebody who goes there by Tab."""
    focus(Stage.organizer)
    for _ in range(80):
        if node.focused:
            return
        before = focused_node()
        keys('Tab')
        wait_until(lambda before=before: focused_node() != before, 'the focus to move')
    raise AssertionError(f'{node.name!r} is not reached by keyboard')


def focused_node():
    """What has the focus: where it is in the tree."""
    return next((n for n, node in enumerate(Stage.organizer.root.walk()) if node.has_state(Atspi.StateType.FOCUSED)), None)


def choose(row, values, value):
    """By keyboard: open, go to the value from the first one on, take it."""
    stand_on(Stage.organizer.find({'list item', 'combo box'}, row))
    keys('space')
    Stage.organizer.find('label', value)
    keys('Home', *['Down'] * values.index(value), 'Return')


def buttons():
    return [button for button in Stage.talent.root.all(BUTTON, BOOK) if button.enabled]


def test_an_organizer_has_views_of_their_own():
    Stage.service = Service('--without-chats')
    Stage.client = sign_in(Stage.service.demo['talents'][0])
    Stage.organizer, Stage.talent = App('organizer'), App('talent')
    Stage.organizer.sign_in(Stage.service, Stage.service.demo['organizer'])
    Stage.talent.sign_in(Stage.service, Stage.service.demo['talents'][0])
    Stage.organizer.find(TAB, 'Format')
    Stage.organizer.find(TAB, 'Chats')
    Stage.organizer.says('Open Requests per Talent')
    assert not Stage.organizer.root.all(TAB, '1-1 Chat') and not Stage.organizer.root.all(TAB, 'My Schedule')
    wait_until(buttons, 'the talent to see whom to book')


def test_a_change_is_undone():
    """By the toast, or by what stands in the header until something else is changed."""
    choose('Who May Request', WHO, 'Recruiters')
    Stage.organizer.click('Undo', where=lambda node: node.enabled)
    wait_until(lambda: event()['format']['requests_by'] == ['talents', 'recruiters'], 'the change to be taken back')
    wait_until(buttons, 'the talent to see whom to book, still or again')


def test_talents_who_are_excluded_lose_their_buttons():
    choose('Who May Request', WHO, 'Recruiters')
    wait_until(lambda: event()['format']['requests_by'] == ['recruiters'], 'the change to be saved')
    Stage.talent.says(INVITATION)
    wait_until(lambda: not buttons(), 'the buttons to be gone')


def test_and_the_service_refuses_it_too():
    ada = person('Ada Lindqvist')
    slot = Stage.client.slots(Stage.service.demo['event'], ada, 'open')[0]
    refused = Stage.client.book(Stage.service.demo['event'], ada, slot)
    assert refused.status == 409 and refused.code == 'talents-excluded', refused


def test_who_are_allowed_again_get_them_back():
    choose('Who May Request', WHO, 'Talents and Recruiters')
    wait_until(buttons, 'the buttons to be back')
    assert event()['format']['requests_by'] == ['talents', 'recruiters']


def test_booked_chats_are_listed_first():
    ada = person('Ada Lindqvist')
    slot = Stage.client.slots(Stage.service.demo['event'], ada, 'open')[-1]
    booked = Stage.client.book(Stage.service.demo['event'], ada, slot)
    assert booked.status == 201, booked
    Stage.booked = booked.json['id']
    days = [node for node in Stage.organizer.root.all('list item') if re.search(r'\w+day \d+ \w+', node.name)]
    assert len(days) == 3, days
    stand_on(days[-1])
    keys('Return')
    remove = Stage.organizer.find(None, 'Remove Day')
    stand_on(remove)
    keys('Return')
    Stage.organizer.says('affects 1 booked chat')
    Stage.organizer.says('Amara Okafor and Ada Lindqvist')
    assert len(event()['days']) == 3, 'nothing changes until it is said what happens to each'
    assert not Stage.organizer.find(BUTTON, 'Apply').enabled


def test_each_is_cancelled_with_a_reason():
    Stage.organizer.click('Cancel All Chats')
    Stage.organizer.find(None, 'Reason', where=lambda node: node.editable).type('The hall is flooded.')
    Stage.organizer.click('Apply')
    wait_until(lambda: len(event()['days']) == 2, 'the day to be gone')
    chats = Stage.client.everything(Stage.service.demo['event'])['chats']
    lost = next(chat for chat in chats if chat['id'] == Stage.booked)
    assert lost['state'] == 'cancelled' and lost['reason'] == 'The hall is flooded.', lost
    Stage.talent.says('Ada Lindqvist cancelled the chat')


def test_a_limit_shows_its_reason_on_the_button():
    people = Stage.client.everything(Stage.service.demo['event'])['people']
    asked = 0
    for one in (one for one in people if one['mode'] == 'selective' and not one['paused']):
        answer = Stage.client.post(f"/v1/events/{Stage.service.demo['event']}/chats",
                                   {'verb': 'request', 'with': one['id'], 'answer': 'Yes.'}, duo_service.idempotency_key())
        asked += answer.status == 201
        if answer.code == 'limit-reached':
            break
    assert asked == 5, asked
    Stage.talent.says(LIMIT)


def test_a_raised_limit_takes_it_away():
    row = Stage.organizer.find('spin button', 'Open Requests per Talent')
    stand_on(row)
    keys('Up')
    wait_until(lambda: event()['format']['limit_per_talent'] == 6, 'the limit to be raised')
    wait_until(lambda: not Stage.talent.root.has_text(LIMIT), 'the reason to be gone')


def whose_time():
    """What stands behind a count of chats. The demo is where it is midday, which for two hours of the day is where this
    machine is, and then nothing does."""
    begin = datetime.datetime.fromisoformat(event()['days'][0]['date'])
    zone = event()['zone']
    if begin.replace(tzinfo=zoneinfo.ZoneInfo(zone)).utcoffset() == begin.astimezone().utcoffset():
        return ''
    return f" · {zone.split('/')[-1].replace('_', ' ')} time"


def test_all_chats_are_there():
    whose = re.escape(whose_time())
    Stage.organizer.find(TAB, 'Chats').click()
    Stage.organizer.says(f'^6 chats{whose}$')
    Stage.organizer.find(None, re.compile('^Search')).type('Lindqvist')
    Stage.organizer.says(f'^1 chat{whose}$')
    Stage.organizer.says('Amara Okafor and Ada Lindqvist')


def test_nothing_was_complained_about():
    for window in (Stage.organizer, Stage.talent):
        window.stop()
        window.assert_clean()
    Stage.service.stop()


run(test_an_organizer_has_views_of_their_own, test_a_change_is_undone, test_talents_who_are_excluded_lose_their_buttons,
    test_and_the_service_refuses_it_too, test_who_are_allowed_again_get_them_back, test_booked_chats_are_listed_first,
    test_each_is_cancelled_with_a_reason, test_a_limit_shows_its_reason_on_the_button, test_a_raised_limit_takes_it_away,
    test_all_chats_are_there, test_nothing_was_complained_about)
