# SPDX-License-Identifier: GPL-3.0-or-later
"""The recruiter's availability in a real window, and what a talent with another one sees of it at once."""
import re

import duo_reach
from duo_ui import App, BUTTON, Service, TAB, keys, run, wait_until

RECRUITER = 'Ada Lindqvist'
OPEN = re.compile(r', open$')
SLOT = {'toggle button'}
AHEAD = 12  # slots of five minutes: what is used here must not begin meanwhile


class Stage:
    """The two windows and the service, which live as long as the tests of this file."""
    service = ada = amara = None
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
    amara, ada = Stage.amara, Stage.ada
    amara.find(None, re.compile(RECRUITER))
    amara.find(None, re.compile('^Search')).type(RECRUITER)
    amara.click(re.compile(f'^Book 1-1 Chat(: {RECRUITER})?$'))
    amara.find(BUTTON, re.compile(r'\d\d:\d\d.*, free'))
    show(ada, 'My Schedule')
    ada.find(SLOT, OPEN)


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


def stand_on(role, name):
    """As somebody who goes there by Tab."""
    walk = duo_reach.Walk(Stage.ada)
    try:
        duo_reach.focus_window(Stage.ada)
        for _ in range(60):
            focus = walk.press('Tab')
            if focus is not None and focus.get_role_name() in role and name.search(focus.get_name()):
                return focus.get_name()
    finally:
        walk.close()
    raise AssertionError(f'{name.pattern} is not reached by keyboard')


def times_of(face):
    return {node.name.rsplit(', ', 1)[0] for node in Stage.ada.root.all(SLOT, re.compile(f', {face}$'))}


def test_everything_has_a_name():
    things = duo_reach.find_active(Stage.ada.root)
    assert len(things) > 20, len(things)
    assert not [thing for thing in things if not thing.named], things
    for day in {date_of(node.name) for node in open_slots()}:
        Stage.ada.find('toggle button', re.compile(f'^Length of slots, {day}: \\d+ minutes$'))


def test_a_range_is_blocked_by_keyboard():
    """From the one slot to which Tab leads: away from now, then three of them."""
    before = times_of('blocked')
    stand_on(SLOT, re.compile('^'))
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


def test_nothing_was_complained_about():
    for window in (Stage.amara, Stage.ada):
        window.stop()
        window.assert_clean()
    Stage.service.stop()
    Stage.service.assert_clean()


run(test_both_sign_in, test_a_slot_is_blocked_and_gone_from_the_open_picker, test_undo_brings_it_back,
    test_a_whole_day_is_blocked_and_opened, test_everything_has_a_name, test_a_range_is_blocked_by_keyboard,
    test_nothing_was_complained_about)
