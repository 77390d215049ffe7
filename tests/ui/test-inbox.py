# SPDX-License-Identifier: GPL-3.0-or-later
"""A recruiter goes through requests in the real window, against the real service, mostly by keyboard alone."""
import re

from duo_service import Service
from duo_ui import App, Atspi, BUTTON, GLib, TAB, keys, run, wait_until

RECRUITER, COLLEAGUE = 'Priya Raghunathan', 'Rosa Quispe'
MANY = 50
ROW = re.compile(r'This is request|, (Accepted|Declined|Handed over|Withdrawn)$')


class Stage:
    """The windows, the service and its people, which live as long as the tests of this file."""
    service = priya = rosa = talent = None
    listed = None     # the list of requests of Priya's page
    recruiter = None  # what Priya's own device would say
    talents = []      # clients; the first MANY ask at the beginning
    asked = {}        # number of the request → chat as it was made


def chats():
    """Of Priya, as the service has them: id → record."""
    return {chat['id']: chat for chat in Stage.recruiter.everything(Stage.service.event)['chats']}


def state_of(number):
    return chats()[Stage.asked[number]['id']]['state']


def reaches(number, state):
    wait_until(lambda: state_of(number) == state, f'request {number} to be {state} at the service')


def ask(number, client):
    body = {'verb': 'request', 'with': Stage.recruiter.me, 'message': f'This is request {number}.',
            'answer': f'Answer {number}'}
    answer = client.post(f'/v1/events/{Stage.service.event}/chats', body, key=f'request-{number}-of-the-test')
    assert answer.status == 201, answer
    Stage.asked[number] = answer.json


def rows():
    """Only the list's own children: a walk through the whole window, again and again, takes most of the time."""
    found = []
    for node in Stage.listed.children():
        try:
            if node.matches('list item', ROW, True):
                found.append(node)
        except GLib.Error:  # it went away meanwhile
            continue
    return found


def selected():
    """The number of the request that is looked at, or None where that is answered."""
    for node in rows():
        found = re.search(r'This is request (\d+)\.', node.name)
        if found and node.has_state(Atspi.StateType.SELECTED):
            return int(found.group(1))
    return None


def unanswered(known):
    """The one that is looked at, alone in a list, where it is not among the `known`."""
    number = selected()
    return None if number is None or number in known else [number]


def await_request(number):
    Stage.priya.find('list item', re.compile(rf'This is request {number}\.'))


def look_at(number):
    """Goes there by keys."""
    await_request(number)
    while selected() != number:
        names = [node.name for node in rows()]
        at = next(i for i, node in enumerate(rows()) if node.has_state(Atspi.StateType.SELECTED))
        to = next(i for i, name in enumerate(names) if f'This is request {number}.' in name)
        keys('j' if to > at else 'k')
        wait_until(lambda at=at: not rows()[at].has_state(Atspi.StateType.SELECTED), 'the row beside it', 5)


def test_fifty_ask():
    service = Stage.service = Service('--without-chats', recruiters=30, talents=MANY + 10)
    names = {}
    for email in service.recruiters:
        names[email.split('@')[0].split('.')[0]] = email
    Stage.recruiter = service.sign_in(names['priya'])
    Stage.talents = [service.sign_in(email) for email in service.talents[:MANY + 10]]
    for number in range(MANY):
        ask(number, Stage.talents[number])
    Stage.priya = App('priya', '--address', service.address)
    Stage.priya.sign_in(service, names['priya'])
    Stage.priya.find(TAB, re.compile('My 1-1 Chats'))


def test_the_page_has_a_button_and_a_key():
    Stage.priya.find(TAB, re.compile('My 1-1 Chats')).click()
    Stage.priya.click(f'Review {MANY} Requests')
    Stage.priya.says(f'{MANY} waiting for an answer')
    Stage.priya.says('Which data set would you like to work on')
    keys('Escape')
    Stage.priya.find(BUTTON, f'Review {MANY} Requests')
    keys('ctrl+i')
    Stage.priya.says(f'{MANY} waiting for an answer')
    Stage.listed = Stage.priya.find('list', 'Requests')


def test_triage_of_fifty_requests_by_keyboard_only():
    """At most two keys each, and the service has what was meant."""
    meant, pressed = {}, 0
    while len(meant) < MANY:
        [number] = wait_until(lambda: unanswered(meant), f'the next request after {len(meant)}')
        key, meant[number] = ('a', 'accepted') if number % 2 == 0 else ('d', 'declined')
        keys(key)
        pressed += 1
    assert pressed <= 2 * MANY, f'{pressed} keys for {MANY} requests'
    print(f'# {pressed} keys for {MANY} requests')
    Stage.priya.says('Everything Is Answered')
    wait_until(lambda: all(chats()[Stage.asked[n]['id']]['state'] == state for n, state in meant.items()),
               'the service to have every answer', 90)
    Stage.priya.says('No Requests')


def test_u_takes_an_answer_back():
    """What was taken back never went: a request that is accepted could not be declined."""
    ask(50, Stage.talents[50])
    await_request(50)
    wait_until(lambda: selected() == 50, 'the new request to be looked at')
    keys('a')
    Stage.priya.find('list item', re.compile('Accepted'))
    keys('u')
    Stage.priya.says('1 waiting for an answer')
    wait_until(lambda: selected() == 50, 'the request to be looked at again')
    keys('d')
    reaches(50, 'declined')


def test_several_at_once():
    for number in (51, 52, 53):
        ask(number, Stage.talents[number])
    for number in (51, 52, 53):
        await_request(number)
    look_at(51)
    keys('x')
    Stage.priya.says('1 Selected')
    look_at(53)
    keys('x')
    Stage.priya.says('2 Selected')
    keys('a')
    Stage.priya.says('1 waiting for an answer')
    Stage.priya.says('Sending 2 answers')
    for number in (51, 53):
        reaches(number, 'accepted')
    assert state_of(52) == 'requested'


def test_letters_in_a_dialog_are_text():
    """And the talent reads what was written."""
    wait_until(lambda: selected() == 52, 'the request that is left')
    keys('shift+d')
    message = Stage.priya.find(None, 'Message (optional)', where=lambda node: node.editable)
    wait_until(lambda: message.focused, 'the message to have the focus')
    keys('a', 'd', 'u', 'x')
    wait_until(lambda: message.text_inside == 'adux', 'the letters to be written')
    assert state_of(52) == 'requested'
    message.type('We have filled this one. Good luck!')
    Stage.priya.click('Decline')
    reaches(52, 'declined')
    theirs = Stage.talents[52].everything(Stage.service.event)['chats']
    assert [chat['reason'] for chat in theirs] == ['We have filled this one. Good luck!'], theirs


def test_a_withdrawn_request_leaves_with_a_word():
    for number in (54, 55):
        ask(number, Stage.talents[number])
        await_request(number)
    look_at(55)
    answer = Stage.talents[54].verb(Stage.asked[54], 'withdraw')
    assert answer.status == 200, answer
    Stage.priya.says('withdrew')
    wait_until(lambda: not Stage.priya.root.all('list item', re.compile(r'This is request 54\.')), 'the row to go')
    assert selected() == 55


def test_the_chat_that_changed_is_told():
    """It is withdrawn while its answer can still be taken back: 412, in words."""
    keys('a')
    Stage.priya.find('list item', re.compile('Accepted'))
    answer = Stage.talents[55].verb(Stage.asked[55], 'withdraw')
    assert answer.status == 200, answer
    Stage.priya.says('This chat changed meanwhile')
    assert state_of(55) == 'cancelled'


def choose_colleague():
    """By keys, as with a list of choices."""
    Stage.priya.focus()
    row = Stage.priya.find('list item', COLLEAGUE)
    for _ in range(3):
        if row.focused:
            break
        keys('Down')
        wait_until(lambda: any(node.focused for node in Stage.priya.root.all('list item')), 'a row to have the focus')
    assert row.focused
    keys('space')
    wait_until(lambda: Stage.priya.find('radio button', COLLEAGUE).checked, 'the colleague to be chosen')


def test_hand_over_is_told_to_talent_and_colleague():
    Stage.talent = App('talent', '--address', Stage.service.address)
    Stage.talent.sign_in(Stage.service, Stage.service.talents[56])
    rosa = next(email for email in Stage.service.recruiters if email.startswith('rosa'))
    Stage.rosa = App('rosa', '--address', Stage.service.address)
    Stage.rosa.sign_in(Stage.service, rosa)
    Stage.talent.find(TAB, re.compile('My 1-1 Chats')).click()
    Stage.rosa.find(TAB, re.compile('My 1-1 Chats'))
    ask(56, Stage.talents[56])
    await_request(56)
    Stage.priya.click('Hand Over…')
    choose_colleague()
    Stage.priya.click('Hand Over')
    Stage.rosa.says('was handed over to you')
    Stage.talent.says(f'{COLLEAGUE} has your request now')
    Stage.talent.find(None, re.compile(COLLEAGUE))
    Stage.rosa.find(TAB, re.compile('My 1-1 Chats')).click()
    Stage.rosa.click('Review 1 Request')
    Stage.rosa.says('This is request 56')
    Stage.rosa.click('Accept')
    wait_until(lambda: Stage.talents[56].everything(Stage.service.event)['chats'][0]['state'] == 'accepted',
               'the colleague’s answer')


def name_of(client):
    return next(person['name'] for person in Stage.recruiter.everything(Stage.service.event)['people']
                if person['id'] == client.me)


def test_an_invitation_carries_its_message():
    priya, name = Stage.priya, name_of(Stage.talents[57])
    Stage.priya.focus()
    keys('alt+1')
    priya.find(None, re.compile('^Search')).type(name)
    priya.click(re.compile(f'^Invite…(: {re.escape(name)})?$'))
    priya.find(None, 'Message', where=lambda node: node.editable).type('Your poster is close to what we do.')
    priya.click('Send Invitation')
    # What is said of it stands for five seconds, which is less than a look around may take.
    wait_until(lambda: [(chat['state'], chat['message'])
                        for chat in Stage.talents[57].everything(Stage.service.event)['chats']] ==
               [('invited', 'Your poster is close to what we do.')], 'the invitation with its message')
    priya.root.gone(BUTTON, 'Send Invitation')


def test_what_waits_can_be_withdrawn():
    client = Stage.talents[57]
    keys('alt+2')
    Stage.priya.says(r'Waiting \(\d+\)')
    Stage.priya.find(BUTTON, f'More: {name_of(client)}').find('toggle button').click()
    Stage.priya.find(None, 'Withdraw', where=lambda node: node.role in BUTTON).click()
    wait_until(lambda: client.everything(Stage.service.event)['chats'][0]['state'] == 'cancelled',
               'the invitation to be withdrawn')


def test_nothing_was_complained_about():
    for window in (Stage.priya, Stage.rosa, Stage.talent):
        window.stop()
        window.assert_clean()
    Stage.service.close()


run(test_fifty_ask, test_the_page_has_a_button_and_a_key, test_triage_of_fifty_requests_by_keyboard_only,
    test_u_takes_an_answer_back, test_several_at_once, test_letters_in_a_dialog_are_text,
    test_a_withdrawn_request_leaves_with_a_word, test_the_chat_that_changed_is_told,
    test_hand_over_is_told_to_talent_and_colleague, test_an_invitation_carries_its_message,
    test_what_waits_can_be_withdrawn, test_nothing_was_complained_about)
