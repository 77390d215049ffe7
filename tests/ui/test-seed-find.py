# SPDX-License-Identifier: GPL-3.0-or-later
"""The seed's sentences on finding recruiters, and on booking or requesting a chat (SEED.md)."""
import re

from duo_seed import TALENT, World, choose_slot, search, show, wait_state
from duo_ui import BUTTON, TAB, run, wait_until

SELECTIVE, ASKING, DIRECT, PAUSED = 'Thandiwe Mokoena', 'Priya Raghunathan', 'Søren Vestergaard', 'Jón Þór Einarsson'
MESSAGE, ANSWER = 'I write firmware and would like to hear more.', 'The one with the meter readings.'


class Stage:
    """What lives as long as the tests of this file."""
    world = amara = recruiter = None


def card(window, label, name):
    """The button on somebody's card, which is looked for as a user does."""
    search(window, name)
    return window.find(BUTTON, f'{label}: {name}')


def test_exploring_starts_as_soon_as_you_registered():
    """6: whoever registered begins by exploring recruiters, to send them requests."""
    Stage.world = World()
    Stage.amara = Stage.world.window(TALENT)
    wait_until(lambda: Stage.amara.find(TAB, '1-1 Chat').checked, '1-1 Chat to be what is seen first')
    Stage.amara.says('^12 recruiters')


def test_in_the_1_1_chat_tab_you_can_find_all_recruiters_available():
    """7: the tab has every recruiter who is available."""
    people = Stage.world.client(TALENT).everything(Stage.world.event)['people']
    recruiters = [person for person in people if person['role'] == 'recruiter']
    assert len(recruiters) == 12, recruiters
    for person in recruiters:
        label = 'Book 1-1 Chat' if person['mode'] == 'direct' else 'Request 1-1 Chat'
        button = card(Stage.amara, label, person['name'])
        assert button.enabled != person['paused'], person['name']
    assert 'takes no new chats' in card(Stage.amara, 'Request 1-1 Chat', PAUSED).description


def test_recruiters_decide_between_direct_and_selective_booking():
    """8: a recruiter opens the schedule for Direct Booking, or limits it to Selective Booking."""
    card(Stage.amara, 'Book 1-1 Chat', DIRECT)
    for mode, label in (('selective', 'Request 1-1 Chat'), ('direct', 'Book 1-1 Chat')):
        Stage.world.set_up(DIRECT, 'settings', {'mode': mode})
        Stage.amara.find(BUTTON, f'{label}: {DIRECT}', where=lambda node: node.enabled)


def test_book_1_1_chat_means_directly_choosing_a_slot():
    """9: "Book 1-1 chat": choose a slot of the recruiter's calendar; nobody approves."""
    card(Stage.amara, 'Book 1-1 Chat', DIRECT).click()
    name = choose_slot(Stage.amara)
    chat = Stage.world.chat_with(DIRECT, TALENT)
    assert chat['state'] == 'confirmed' and chat['start'], chat
    show(Stage.amara, 'My 1-1 Chats')
    Stage.amara.find(None, re.compile(f'^{DIRECT}, {re.search(r"[0-9]{2}:[0-9]{2}", name).group()} to'))
    show(Stage.amara, '1-1 Chat')


def test_request_1_1_chat_means_the_recruiter_accepts_first():
    """10, 11: "Request 1-1 chat": a request is sent, and has to be accepted before a chat can be booked."""
    card(Stage.amara, 'Request 1-1 Chat', ASKING).click()
    Stage.amara.click('Send Request')
    row = Stage.amara.find(None, 'Your answer, needed to send', where=lambda node: node.editable)
    wait_until(lambda: row.focused, 'the answer that is missing to be asked for')
    row.type(ANSWER)
    Stage.amara.find('text', 'Message', where=lambda node: node.editable).type(MESSAGE)
    Stage.amara.says(f'^{len(MESSAGE)} of 1000$')
    Stage.amara.says('Once Priya accepts, you pick a time · 5 of 5 open requests left')
    Stage.amara.click('Send Request')
    Stage.amara.says(f'^Request sent to {ASKING}')
    chat = Stage.world.chat_with(ASKING, TALENT)
    assert (chat['state'], chat['message'], chat['answer']) == ('requested', MESSAGE, ANSWER), chat
    assert not chat.get('start'), chat
    assert not Stage.amara.find(BUTTON, re.compile(f': {ASKING}$')).enabled, 'there is more to do before an answer'


def test_nothing_can_be_booked_before_the_request_is_accepted():
    """11: the service, too, lets nobody book whose request is not accepted; from the answer on one can."""
    talent, chat = Stage.world.client(TALENT), Stage.world.chat_with(TALENT, ASKING)
    start, end = Stage.world.open_slots(ASKING)[0][:2]
    for answer in (talent.book(Stage.world.event, Stage.world.names[ASKING], (start, end)),
                   talent.verb(chat, 'pick', start=start, end=end)):
        assert answer.status == 409, answer
    Stage.world.answer(ASKING, 'accept', TALENT)
    Stage.amara.find(BUTTON, f'Pick a Time: {ASKING}', where=lambda node: node.enabled).click()
    choose_slot(Stage.amara)
    wait_state(Stage.world, ASKING, TALENT, 'confirmed')


def test_reasons_stand_where_the_button_is_off():
    """6 and PRODUCT §4: what cannot be asked for says why: the limit of requests with its number."""
    others = ('Ingrid Solberg', 'Leïla Benhaddou', 'Nilufar Karimova', SELECTIVE)
    Stage.world.change_format(limit_per_talent=3)
    for name in others[:3]:
        Stage.world.begin(TALENT, 'request', name, answer=ANSWER)
    button = card(Stage.amara, 'Request 1-1 Chat', SELECTIVE)
    wait_until(lambda: not button.enabled, 'the limit to be reached')
    assert 'as many open requests as this event allows' in button.description, button.description
    Stage.world.answer(TALENT, 'withdraw', others[0])
    Stage.amara.find(BUTTON, f'Request 1-1 Chat: {SELECTIVE}', where=lambda node: node.enabled)


def may_ask(window, label, name, words):
    """Whether a card lets one ask; where it does not, the page says once why."""
    button = card(window, label, name)
    wait_until(lambda: button.enabled != window.root.has_text(words), f'{label} to fit what the event allows')
    return button.enabled


def test_requests_can_be_sent_by_either_recruiters_talents_or_both():
    """2: how the organizer has configured the format says who may send requests."""
    Stage.recruiter = Stage.world.window(SELECTIVE)
    stranger = next(name for name, each in Stage.world.names.items() if Stage.world.emails[each] in Stage.world.service.talents[5:])
    for by, talents, recruiters in ((1, True, False), (2, False, True), (3, True, True)):
        Stage.world.change_format(requests_by=by)
        Stage.amara.find(BUTTON, f'Request 1-1 Chat: {SELECTIVE}', where=lambda node: node.enabled == talents)
        card(Stage.recruiter, 'Invite…', stranger)
        Stage.recruiter.find(BUTTON, f'Invite…: {stranger}', where=lambda node: node.enabled == recruiters)
        assert may_ask(Stage.amara, 'Request 1-1 Chat', SELECTIVE, 'by invitation only') == talents
        assert may_ask(Stage.recruiter, 'Invite…', stranger, 'recruiters do not invite') == recruiters
        for name, verb, peer, allowed in ((TALENT, 'request', SELECTIVE, talents), (SELECTIVE, 'invite', stranger, recruiters)):
            answer = Stage.world.client(name).post(
                f'/v1/events/{Stage.world.event}/chats', {'verb': verb, 'with': Stage.world.names[peer]}, f'{verb}-{by}')
            assert (answer.status == 201) == allowed, (by, verb, answer)
            if allowed:
                Stage.world.answer(name, 'withdraw', peer)


def test_nothing_was_complained_about():
    Stage.world.close()


run(test_exploring_starts_as_soon_as_you_registered, test_in_the_1_1_chat_tab_you_can_find_all_recruiters_available,
    test_recruiters_decide_between_direct_and_selective_booking, test_book_1_1_chat_means_directly_choosing_a_slot,
    test_request_1_1_chat_means_the_recruiter_accepts_first, test_nothing_can_be_booked_before_the_request_is_accepted,
    test_reasons_stand_where_the_button_is_off, test_requests_can_be_sent_by_either_recruiters_talents_or_both,
    test_nothing_was_complained_about)
