# SPDX-License-Identifier: GPL-3.0-or-later
"""The seed's sentences on monitoring requests, and on confirming them by picking a time (SEED.md)."""
import datetime
import re
import subprocess

from duo_seed import TALENT, World, choose_slot, show, wait_state
from duo_ui import Atspi, BUTTON, TAB, keys, run, wait_until

ANSWER = 'From August.'
TAKEN = 'All slots are taken. If one reopens, you can pick it here.'
# Who stands where on the page.
INVITES, ACCEPTS, SENT, DECLINED, CANCELLED = ('Thandiwe Mokoena', 'Priya Raghunathan', 'Leïla Benhaddou',
                                               'Ingrid Solberg', 'Nilufar Karimova')
CONFIRMED = ('Tuomas Heikkinen', 'Søren Vestergaard', 'Oluwaseun Adeyemi')
FULL = 'Mateusz Kowalczyk'


class Stage:
    """What lives as long as the tests of this file."""
    world = amara = other = None


def book_out_of_order(world):
    """The last day first, and two on one day."""
    for name, day, nth in zip(CONFIRMED, (2, 1, 1), (0, 6, 2)):
        slots = world.client(TALENT).days(world.event, world.names[name])[day]['slots']
        world.book(name, [slot for slot in slots if slot[2] == 'open'][nth])


def card(name, yes='Pick a Time'):
    return Stage.amara.find(BUTTON, f'{yes}: {name}')


def cards():
    return {node.name.removeprefix('Reject: ') for node in Stage.amara.root.all(BUTTON, re.compile('^Reject: '))}


def test_my_1_1_chats_tab_manages_all_of_them():
    """12: the "My 1-1 Chats" tab manages all 1-1 Chats: every one of them is there, whatever became of it."""
    world = Stage.world = World()
    world.begin(INVITES, 'invite', TALENT, message='Fifteen minutes?')
    for name in (ACCEPTS, SENT, DECLINED, CANCELLED):
        world.begin(TALENT, 'request', name, answer=ANSWER)
    world.answer(DECLINED, 'decline', TALENT, message='We have filled this one.')
    world.answer(TALENT, 'withdraw', CANCELLED)
    book_out_of_order(world)
    Stage.amara = world.window(TALENT)
    show(Stage.amara, 'My 1-1 Chats')
    for words in ('^Open Requests$', '^Confirmed Chats$', '^Sent '):
        Stage.amara.says(words)


def test_on_the_left_are_all_requests_that_require_action():
    """13: on the left are all requests that still require action from my side, and no others."""
    card(INVITES)
    assert cards() == {INVITES}, cards()
    Stage.world.answer(ACCEPTS, 'accept', TALENT, message='Take any slot.')
    card(ACCEPTS)
    assert cards() == {INVITES, ACCEPTS}, cards()
    confirmed = next(node for node in Stage.amara.root.all(None, re.compile(f'^{CONFIRMED[0]}, ')))
    assert left_of(card(INVITES)) < left_of(confirmed), 'requests do not stand on the left'


def left_of(node):
    return node.accessible.get_component_iface().get_extents(Atspi.CoordType.WINDOW).x


def test_accepted_request_shows_up_in_open_requests():
    """17: a request that a recruiter accepts shows up under "Open Requests", with what was written."""
    Stage.amara.says('^Accepted: “Take any slot.”$')
    assert card(ACCEPTS).enabled


def focus_window():
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(Stage.amara.child.pid)], check=True,
                           capture_output=True, text=True).stdout.split()
    subprocess.run(['xdotool', 'windowfocus', '--sync', found[0]], check=True)


def choose(number):
    """An entry of the drop-down, by keyboard."""
    Stage.amara.find('combo box', re.compile(r'\(\d+\)$')).find(BUTTON).click()
    keys('Home', *['Down'] * number, 'Return')


def test_drop_down_reviews_sent_declined_or_cancelled():
    """14: a drop-down reviews sent, declined, or cancelled requests, each with what was written."""
    focus_window()
    kinds = (('Sent', SENT, 'sent'), ('Declined', DECLINED, 'declined'), ('Cancelled', CANCELLED, 'cancelled'))
    for number, (kind, name, deed) in enumerate(kinds):
        choose(number)
        Stage.amara.find('combo box', f'{kind} (1)')
        Stage.amara.find('list item', re.compile(f'^{name}, .* {deed} '))
        for other in {SENT, DECLINED, CANCELLED} - {name}:
            assert not Stage.amara.root.all('list item', re.compile(f'^{other}, ')), f'{other} among {kind}'
        assert Stage.amara.root.has_text('“We have filled this one.”') == (kind == 'Declined')


def test_pick_a_time_or_reject():
    """13: what requires action is a time to pick, or a rejection, which can be taken back for a moment."""
    card(INVITES, 'Reject').click()
    Stage.amara.says(f'^Rejected the chat with {INVITES.split()[0]}$')
    Stage.amara.click('Undo')
    wait_until(lambda: card(INVITES).enabled, 'the invitation to be open again')
    card(INVITES, 'Reject').click()
    wait_state(Stage.world, TALENT, INVITES, 'declined')
    wait_until(lambda: cards() == {ACCEPTS}, 'what was rejected to go')


def test_picking_a_time_confirms():
    """18: by picking a time slot in the recruiter's calendar the chat is scheduled and confirmed."""
    card(ACCEPTS).click()
    name = choose_slot(Stage.amara, 5)  # of quarters of an hour: its room is not open yet
    chat = Stage.world.chat_with(ACCEPTS, TALENT)
    assert chat['state'] == 'confirmed' and chat['start'], chat
    time = re.search(r'\d\d:\d\d to \d\d:\d\d', name).group()
    Stage.amara.find('list item', re.compile(f'^{ACCEPTS}, {time}'))
    wait_until(lambda: not cards(), 'nothing to require action any more')


def test_on_the_right_confirmed_chats_by_day_and_time():
    """15: on the right are all confirmed chats, ordered by day and time."""
    seen = [node.name.split(',')[0] for node in Stage.amara.root.all('list item', re.compile(r'\d\d:\d\d to \d\d:\d\d'))]
    chats = sorted((chat['start'], chat['recruiter']) for chat in Stage.world.chats(TALENT).values()
                   if chat['state'] == 'confirmed')
    names = {each: name for name, each in Stage.world.names.items()}
    assert list(dict.fromkeys(seen)) == [names[recruiter] for _start, recruiter in chats], seen
    days = [node for node in Stage.amara.root.all('list', re.compile(r'\w+day \d+ \w+$'))]
    assert len({node.name for node in days}) == 3, days


def test_completed_chats_are_behind_a_toggle():
    """15 and PRODUCT §6: what is over makes no room among what is ahead: it is behind a toggle."""
    Stage.amara.find(TAB, 'Completed').click()
    Stage.amara.says('^Nothing Completed Yet$')
    Stage.amara.find(TAB, 'Upcoming').click()
    Stage.amara.find('list item', re.compile(f'^{CONFIRMED[0]}, '))


def test_invited_but_all_slots_taken_is_said():
    """19: a recruiter sent me a request, but other talents have taken all time slots: I am told so."""
    world = Stage.world
    slots = world.leave_open(FULL, 2)
    world.begin(FULL, 'invite', TALENT)
    wait_until(lambda: card(FULL).enabled, 'a time to pick while there is one')
    for talent, slot in zip(world.other_talents(2), slots):
        answer = talent.book(world.event, world.names[FULL], slot)
        assert answer.status == 201, answer
        Stage.other = talent, answer.json
    Stage.amara.says(f'^{re.escape(TAKEN)}$')
    wait_until(lambda: not card(FULL).enabled, 'nothing to pick any more')
    assert card(FULL, 'Reject').enabled


def test_a_slot_that_reopens_can_be_picked():
    """20: others reschedule or cancel, and a slot opens up again: it appears by itself, and can be picked."""
    talent, chat = Stage.other
    answer = talent.verb(chat, 'cancel')
    assert answer.status == 200, answer
    wait_until(lambda: card(FULL).enabled, 'the slot that reopened')
    assert not Stage.amara.root.has_text(re.escape(TAKEN))
    card(FULL).click()
    choose_slot(Stage.amara)
    assert Stage.world.chat_with(TALENT, FULL)['start'] == chat['start']


def test_join_at_the_appointed_time_from_here():
    """16: at the appointed time the chat can be joined from here; not before."""
    first = min((chat for chat in Stage.world.chats(TALENT).values() if chat['state'] == 'confirmed'),
                key=lambda chat: chat['start'])
    assert not Stage.amara.root.all(BUTTON, re.compile('^Join'))
    Stage.world.go_to(datetime.datetime.fromisoformat(first['start']).timestamp() - 4 * 60)
    join = Stage.amara.find(BUTTON, re.compile('^Join: '), where=lambda node: node.enabled)
    names = {each: name for name, each in Stage.world.names.items()}
    assert join.name == f'Join: {names[first["recruiter"]]}', join.name
    join.click()
    Stage.amara.says(f'^1-1 Chat with {names[first["recruiter"]]}$')
    Stage.amara.find(BUTTON, 'Join', where=lambda node: node.enabled)


def test_nothing_was_complained_about():
    Stage.world.close()


run(test_my_1_1_chats_tab_manages_all_of_them, test_on_the_left_are_all_requests_that_require_action,
    test_accepted_request_shows_up_in_open_requests, test_drop_down_reviews_sent_declined_or_cancelled,
    test_pick_a_time_or_reject, test_picking_a_time_confirms, test_on_the_right_confirmed_chats_by_day_and_time,
    test_completed_chats_are_behind_a_toggle, test_invited_but_all_slots_taken_is_said,
    test_a_slot_that_reopens_can_be_picked, test_join_at_the_appointed_time_from_here,
    test_nothing_was_complained_about)
