# SPDX-License-Identifier: GPL-3.0-or-later
"""How a recruiter lets talents book, set by hand in a real window, and a talent's cards and sheets that are open meanwhile."""
import re

import duo_reach
from duo_seed import FREE, TALENT, World, search, show
from duo_ui import BUTTON, keys, run, wait_until

RECRUITER = 'Ada Lindqvist'
QUESTION, ANSWER = 'What did you build last?', 'A clock.'


class Stage:
    """What lives as long as the tests of this file."""
    world = amara = ada = None


def card(label, **more):
    return Stage.amara.find(BUTTON, f'{label} 1-1 Chat: {RECRUITER}', **more)


def choose_mode(name):
    duo_reach.stand_on(Stage.ada, {'radio button', 'list item'}, re.compile(f'^{name}$'))
    keys('space')


def pause(on):
    duo_reach.stand_on(Stage.ada, {'check box', 'switch'}, re.compile('^Pause Requests$'))
    keys('space')
    card('Request', where=lambda button: button.enabled != on)


def test_a_mode_is_seen_on_an_open_card():
    """8: Direct, Selective and neither for a while; the card is on screen all the time."""
    Stage.world = World()
    Stage.amara, Stage.ada = Stage.world.window(TALENT), Stage.world.window(RECRUITER)
    search(Stage.amara, RECRUITER)
    show(Stage.ada, 'My Schedule')
    Stage.ada.click('Booking Settings')
    card('Book', where=lambda button: button.enabled)
    choose_mode('Selective')
    card('Request', where=lambda button: button.enabled)
    pause(True)
    assert 'takes no new chats' in card('Request').description
    pause(False)


def test_a_question_is_put():
    Stage.ada.click('Edit the Question')
    Stage.ada.find(None, 'Question', where=lambda node: node.editable).type(QUESTION)
    Stage.ada.click('Save')
    Stage.ada.root.gone(BUTTON, 'Save')
    wait_until(lambda: Stage.ada.find('list item', QUESTION), 'the question to be shown')


def assert_answer_is_needed(label, button):
    """Nothing is sent without one; the row that asks for it."""
    Stage.amara.says(re.escape(QUESTION))
    row = Stage.amara.find(None, label, where=lambda node: node.editable)
    Stage.amara.focus()
    Stage.amara.click(button, where=lambda node: node.enabled)
    wait_until(lambda: row.focused, 'the answer that is missing to be asked for')
    assert Stage.world.chat_with(RECRUITER, TALENT) is None
    return row


def test_a_request_needs_an_answer():
    card('Request').click()
    assert_answer_is_needed('Your answer, needed to send', 'Send Request')
    Stage.amara.click('Cancel')
    Stage.amara.root.gone(BUTTON, 'Send Request')


def test_a_booking_needs_an_answer():
    """And Back leads to the card by one press, also from slots that stand beside the profile."""
    choose_mode('Direct')
    card('Book', where=lambda button: button.enabled).click()
    Stage.amara.find(BUTTON, FREE)
    Stage.amara.click('Back')
    Stage.amara.root.gone(BUTTON, FREE)  # or one on its way out would be pressed
    card('Book').click()
    Stage.amara.find(BUTTON, FREE).click()
    assert_answer_is_needed('Your answer, needed to book', 'Book 1-1 Chat').type(ANSWER)
    Stage.amara.click('Book 1-1 Chat', where=lambda node: node.enabled)
    wait_until(lambda: Stage.world.chat_with(RECRUITER, TALENT), 'the chat to be booked')
    chat = Stage.world.chat_with(RECRUITER, TALENT)
    assert (chat['state'], chat['answer']) == ('confirmed', ANSWER), chat


def test_nothing_was_complained_about():
    Stage.world.close()


run(test_a_mode_is_seen_on_an_open_card, test_a_question_is_put, test_a_request_needs_an_answer, test_a_booking_needs_an_answer,
    test_nothing_was_complained_about)
