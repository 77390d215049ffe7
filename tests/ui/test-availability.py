# SPDX-License-Identifier: GPL-3.0-or-later
"""The recruiter's availability in a real window, and what a talent with another one sees of it at once."""
import re

import duo_reach
import duo_service
from duo_ui import App, BUTTON, Service, TAB, keys, run, wait_until

RECRUITER = 'Ada Lindqvist'
OPEN = re.compile(r', open$')
SLOT = {'toggle button'}
QUESTION = 'Change the Length of Slots?'
AHEAD = 12  # slots of five minutes: what is used here must not begin meanwhile


class Stage:
    """The two windows and the service, which live as long as the tests of this file."""
    service = ada = amara = event = None
    device = None  # the recruiter's other one, which knows only HTTP
    times = []


def show(window, view):
    window.find(TAB, view).click()


def time_of(name):
    """"14:15 to 14:30" of "Tuesday 3 November, 14:15 to 14:30, open"."""
    return re.search(r'\d\d:\d\d to \d\d:\d\d', name).group()


def date_of(name):
    return name.split(',')[0]


def free_in_picker(day, times):
    return Stage.amara.root.all(BUTTON, re.compile(f'^{day}, {times}, free'))


def taken_in_picker(day, times):
    return Stage.amara.root.all(None, re.compile(f'^{day}, {times}, taken'))


def open_slots(day=''):
    return [n for n in Stage.ada.root.all(SLOT, OPEN) if n.name.startswith(day)]


def test_both_sign_in():
    Stage.service = Service()
    for who, account in (('amara', Stage.service.demo['talents'][0]), ('ada', Stage.service.demo['recruiters'][0])):
        window = App(who, '--test-source', '640x360@15', '--address', Stage.service.address)
        window.sign_in(Stage.service, account)
        setattr(Stage, who, window)
    Stage.event = Stage.service.demo['event']
    Stage.device = device_of(Stage.service.demo['recruiters'][0])
    amara, ada = Stage.amara, Stage.ada
    amara.find(None, re.compile(RECRUITER))
    amara.find(None, re.compile('^Search')).type(RECRUITER)
    amara.click(re.compile(f'^Book 1-1 Chat(: {RECRUITER})?$'))
    amara.find(BUTTON, re.compile(r'\d\d:\d\d.*, free'))
    show(ada, 'My Schedule')
    ada.find(SLOT, OPEN)


def device_of(email):
    client = duo_service.Client(Stage.service.address)
    answer = client.post('/v1/sessions', {'method': 'password', 'email': email, 'password': Stage.service.password,
                                          'device': {'name': 'a test', 'key': duo_service.new_key()}})
    assert answer.status == 201, answer
    client.token = answer.json['token']
    client.me = client.get(f'/v1/events/{Stage.event}').json['me']
    return client


def test_a_slot_is_blocked_and_gone_from_the_open_picker():
    slot = next(n for n in open_slots()[AHEAD:] if free_in_picker(date_of(n.name), time_of(n.name)))
    day, times = date_of(slot.name), time_of(slot.name)
    slot.click()
    Stage.ada.find(SLOT, f'{day}, {times}, blocked')
    wait_until(lambda: taken_in_picker(day, times) and not free_in_picker(day, times), 'the picker to lose the slot')
    Stage.times = [day, times]


def test_undo_brings_it_back():
    day, times = Stage.times
    Stage.ada.find(BUTTON, 'Undo', where=lambda node: node.enabled).click()
    Stage.ada.find(SLOT, f'{day}, {times}, open')
    wait_until(lambda: free_in_picker(day, times), 'the picker to have the slot again')
    wait_until(lambda: not Stage.ada.find(BUTTON, 'Undo').enabled, 'nothing more to undo')


def press_inside(node):
    """What can be pressed of a button that is made of another."""
    wait_until(lambda: any(inner.press() for inner in node.walk()), f'{node.name} to be pressed')


def menu(day, item):
    press_inside(Stage.ada.find(BUTTON, f'More for {day}'))
    Stage.ada.find('menu', f'More for {day}').find('menu item', item, showing=False).click()


def test_a_whole_day_is_blocked_and_opened():
    day = Stage.times[0]
    menu(day, 'Block Whole Day')
    wait_until(lambda: not open_slots(day), 'the day to be blocked')
    wait_until(lambda: not Stage.amara.root.all(BUTTON, re.compile(f'^{day}, .*, free')), 'the picker to show it')
    menu(day, 'Open Whole Day')
    wait_until(lambda: open_slots(day), 'the day to be open')
    wait_until(lambda: Stage.amara.root.all(BUTTON, re.compile(f'^{day}, .*, free')), 'the picker to show it')


def times_of(face):
    return {node.name.rsplit(', ', 1)[0] for node in Stage.ada.root.all(SLOT, re.compile(f', {face}$'))}


def test_everything_has_a_name():
    assert_named(20)
    for day in {date_of(node.name) for node in open_slots()}:
        Stage.ada.find('toggle button', re.compile(f'^Length of slots, {day}: \\d+ minutes$'))


def assert_named(least):
    things = duo_reach.find_active(Stage.ada.root)
    assert len(things) > least, len(things)
    assert not [thing for thing in things if not thing.named], things


def test_settings_have_names_too():
    """The lists inside the choice of a calendar among them, folded and unfolded."""
    Stage.ada.click('Booking Settings')
    Stage.ada.find('check box', 'Pause Requests')
    assert_named(20)
    duo_reach.stand_on(Stage.ada, {'combo box'}, re.compile('^Calendar$'))
    keys('space')
    wait_until(lambda: len(Stage.ada.find('combo box', 'Calendar').all('list item')) > 1, 'the colleagues to be unfolded')
    assert_named(20)
    keys('Escape', 'Escape')
    Stage.ada.root.gone('check box', 'Pause Requests')


def test_a_range_is_blocked_by_keyboard():
    """From the one slot to which Tab leads: away from now, then three of them."""
    before = times_of('blocked')
    duo_reach.stand_on(Stage.ada, SLOT, re.compile('^'))
    keys(*['Down'] * AHEAD, 'shift+Down', 'shift+Down')
    Stage.ada.says(r'^3 slots selected$')
    keys('Return')
    wait_until(lambda: len(times_of('blocked') - before) == 3, 'three slots to be blocked')
    day = next(iter(times_of('blocked') - before)).split(',')[0]
    ranges = [name.split(', ')[1] for name in times_of('blocked') - before]
    wait_until(lambda: all(taken_in_picker(day, times) for times in ranges), 'the picker to lose them')
    keys('ctrl+z')
    wait_until(lambda: times_of('blocked') == before, 'them to be open again')
    wait_until(lambda: all(free_in_picker(day, times) for times in ranges), 'the picker to have them')


# ── what the service has ──

def days():
    """Names and days, in order: "Tuesday 3 November" and what the service has of it."""
    heads = [re.match(r'Length of slots, (.*): \d+ minutes$', node.name) for node in Stage.ada.root.all(SLOT)]
    return dict(zip([head[1] for head in heads if head], Stage.device.days(Stage.event, Stage.device.me)))


def booked():
    """{id: (start, end)} of the recruiter's confirmed chats."""
    return {chat['id']: (chat['start'], chat['end']) for chat in Stage.device.everything(Stage.event)['chats']
            if chat['state'] == 'confirmed' and chat['recruiter'] == Stage.device.me}


def test_a_day_is_copied_to_another():
    """What is blocked there and how long its slots are; what is booked on the other keeps its time."""
    day, other = list(days())[:2]
    before = booked()
    node = open_slots(day)[-1]
    node.click()
    Stage.ada.find(SLOT, f'{day}, {time_of(node.name)}, blocked')
    menu(day, 'Copy to Other Days…')
    dialog = Stage.ada.find('alert')
    assert not dialog.find(BUTTON, 'Copy').enabled, 'nothing is chosen yet'
    duo_reach.stand_on(Stage.ada, {'check box', 'switch', 'list item'}, re.compile(f'^{other}$'))
    keys('space')
    dialog.find(BUTTON, 'Copy', where=lambda button: button.enabled).click()
    Stage.ada.find('alert', QUESTION).find(BUTTON, 'Change Length').click()
    Stage.ada.root.gone('alert')
    Stage.ada.find(SLOT, f'{other}, {time_of(node.name)}, blocked')
    wait_until(lambda: days()[other]['minutes'] == days()[day]['minutes'], 'the length to be copied')
    assert before == booked(), 'who is booked keeps the time'


def choose_length(day, minutes):
    head = Stage.ada.find(SLOT, re.compile(f'^Length of slots, {day}: '))
    Stage.ada.focus()
    assert head.press()
    Stage.ada.find('label', f'{minutes} minutes')
    lengths = Stage.device.get(f'/v1/events/{Stage.event}').json['format']['durations']
    keys('Home', *['Down'] * lengths.index(minutes), 'Return')
    return Stage.ada.find('alert', QUESTION)


def book(slot):
    """By a talent who has no chat with this recruiter yet; their name."""
    for email in Stage.service.demo['talents'][1:]:
        talent = device_of(email)
        answer = talent.book(Stage.event, Stage.device.me, slot)
        if answer.status == 201:
            people = Stage.device.everything(Stage.event)['people']
            return next(person['name'] for person in people if person['id'] == talent.me)
        assert answer.code in ('pair-open', 'not-free'), answer
    raise AssertionError('nobody can book')


def test_another_length_lists_what_is_booked_first():
    """And does nothing until that is answered."""
    day = Stage.times[0]
    slot = next(slot for slot in reversed(days()[day]['slots']) if slot[2] == 'open')
    name = book(slot)
    Stage.ada.find(None, re.compile(f'^{day}, .*{name}'))
    before, chats = days()[day]['minutes'], booked()
    dialog = choose_length(day, 30)
    dialog.says(f'^{name}$')
    assert days()[day]['minutes'] == before, 'nothing is done before it is answered'
    dialog.find(BUTTON, 'Keep Length').click()
    Stage.ada.root.gone('alert')
    Stage.ada.find(SLOT, f'Length of slots, {day}: {before} minutes')
    assert days()[day]['minutes'] == before
    choose_length(day, 30).find(BUTTON, 'Change Length').click()
    wait_until(lambda: days()[day]['minutes'] == 30, 'the day to have the other length')
    Stage.ada.find(SLOT, f'Length of slots, {day}: 30 minutes')
    Stage.amara.find(BUTTON, re.compile(rf'^{day}, (\d\d:00 to \d\d:30|\d\d:30 to \d\d:00), free'))
    assert tuple(slot[:2]) in booked().values() and booked() == chats, 'who is booked keeps the time'


def test_nothing_was_complained_about():
    for window in (Stage.amara, Stage.ada):
        window.stop()
        window.assert_clean()
    Stage.service.stop()
    Stage.service.assert_clean()


run(test_both_sign_in, test_a_slot_is_blocked_and_gone_from_the_open_picker, test_undo_brings_it_back,
    test_a_whole_day_is_blocked_and_opened, test_everything_has_a_name, test_settings_have_names_too,
    test_a_range_is_blocked_by_keyboard, test_a_day_is_copied_to_another, test_another_length_lists_what_is_booked_first,
    test_nothing_was_complained_about)
