# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page of a talent by Tab and arrows alone: nothing that can be used is out of reach, or without a name."""
import re

import duo_reach
from duo_seed import FREE, TALENT, World, search, show
from duo_ui import BUTTON, Node, keys, run, wait_until

DIRECT, SELECTIVE, ACCEPTS, INVITES = 'Søren Vestergaard', 'Priya Raghunathan', 'Ingrid Solberg', 'Thandiwe Mokoena'
LONG = 'Chen Yu-ting'  # whose slots are half an hour, so that there are not too many


CHAT = re.compile(r'^\w+day \d+ \w+, \d\d:\d\d to \d\d:\d\d( \(.*\))?, ')


class Stage:
    """What lives as long as the tests of this file."""
    world = amara = None


def assert_reached(least, *names):
    """Nothing is out of reach or without a name on what is shown; `names` are there at all."""
    for name in names:
        Stage.amara.find(None, name)
    faults, stops = duo_reach.look(Stage.amara)
    assert not faults, '\n'.join(map(str, faults))
    assert stops >= least, f'only {stops} stops'


def settle(gone, here):
    """Until one page has made way for another."""
    Stage.amara.find(None, here)
    wait_until(lambda: not Stage.amara.root.all(None, gone), f'{gone} to be left')


def test_directory():
    world = Stage.world = World()
    world.begin(TALENT, 'request', ACCEPTS, answer='August.')
    world.answer(ACCEPTS, 'accept', TALENT)
    world.begin(INVITES, 'invite', TALENT)
    for name, nth in ((DIRECT, 4), ('Oluwaseun Adeyemi', -1)):
        world.book(name, world.open_slots(name)[nth])
    world.begin(TALENT, 'request', 'Leïla Benhaddou', answer='COBOL.')
    Stage.amara = world.window(TALENT)
    assert_reached(8, re.compile('^Search'), f'Request 1-1 Chat: {SELECTIVE}')


def test_profile_and_slots():
    search(Stage.amara, LONG)
    Stage.amara.click(f'Book 1-1 Chat: {LONG}')
    settle(re.compile('^Search'), FREE)
    assert_reached(8, FREE, 'Bookmark')
    Stage.amara.find(BUTTON, FREE).click()
    assert_reached(8, 'Book 1-1 Chat')
    keys('alt+Left')
    settle(FREE, re.compile('^Search'))


def test_request():
    search(Stage.amara, SELECTIVE)
    Stage.amara.click(f'Request 1-1 Chat: {SELECTIVE}')
    Stage.amara.find(BUTTON, 'Send Request')
    dialog = Stage.amara.find('dialog')
    faults, stops = duo_reach.look(Stage.amara, dialog)
    assert not faults, '\n'.join(map(str, faults))
    assert stops >= 3, stops
    Stage.amara.click('Cancel')
    settle('Send Request', re.compile('^Search'))


def test_my_chats():
    show(Stage.amara, 'My 1-1 Chats')
    settle(re.compile('^Search'), f'Pick a Time: {ACCEPTS}')
    assert_reached(8, f'Reject: {INVITES}', f'More: {DIRECT}', re.compile(r'^Sent \(1\)$'))


def test_my_schedule():
    """One stop for the chats of all days; arrows lead from one to the other."""
    show(Stage.amara, 'My Schedule')
    settle(f'Pick a Time: {ACCEPTS}', re.compile(f', {DIRECT}, '))
    faults, _stops = duo_reach.look(Stage.amara)
    assert all(CHAT.search(fault.name) for fault in faults), faults
    chats = {node.name for node in Stage.amara.root.all(BUTTON, CHAT)}
    walk, reached = duo_reach.Walk(Stage.amara), set()
    try:
        for key in ('Tab',) * 8 + ('Down', 'Up', 'Right', 'Left'):
            focus = walk.press(key)
            if focus is not None and CHAT.search(focus.get_name()):
                reached.add(focus.get_name())
                while (focus := walk.press('Right') or walk.press('Down')) and focus.get_name() not in reached:
                    reached.add(focus.get_name())
    finally:
        walk.close()
    assert reached >= chats and len(chats) == 2, (reached, chats)


def faults_with(owner, attribute, broken):
    """What is found while something is broken on purpose."""
    whole = getattr(owner, attribute)
    setattr(owner, attribute, broken(whole))
    try:
        return duo_reach.look(Stage.amara)[0]
    finally:
        setattr(owner, attribute, whole)


def test_what_is_missing_is_noticed():
    """The negative controls: a button to which Tab does not lead, and one that has lost its name."""
    unreached = faults_with(duo_reach.Walk, 'note', lambda note: lambda walk, stop: stop is not None and
                            'Account' not in stop.get_name() and note(walk, stop))
    assert any(fault.what == 'out of reach' and 'Account' in fault.name for fault in unreached), unreached
    nameless = faults_with(Node, 'name', lambda name: property(lambda node: '' if 'Account' in name.fget(node)
                                                               else name.fget(node)))
    assert any(fault.what == 'without a name' for fault in nameless), nameless


def test_nothing_was_complained_about():
    Stage.world.close()


run(test_directory, test_profile_and_slots, test_request, test_my_chats, test_my_schedule,
    test_what_is_missing_is_noticed, test_nothing_was_complained_about)
