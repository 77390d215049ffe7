# SPDX-License-Identifier: GPL-3.0-or-later
"""Time keeping with people: late, waiting alone, five more minutes, the next chat, and an end that cuts nobody. Two real
windows against the real service, whose clock is moved."""
import datetime
import os
import re
import subprocess

import duo_service
from duo_ui import App, BUTTON, NOTICES, TAB, picture, run, wait_until

TALENT, RECRUITER = 'Amara Okafor', 'Ada Lindqvist'
PICTURES = os.environ.get('DUO_PICTURES')


class Stage:
    """What lives as long as the tests of this file."""
    service = ada = amara = talent = None
    chat = {}
    start = end = 0


def look(name, window):
    """A picture of one window, for whoever asked for pictures."""
    if not PICTURES:
        return
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(window.child.pid)], check=True,
                           capture_output=True, text=True).stdout.split()
    subprocess.run(['xdotool', 'windowraise', found[-1]], check=True)
    picture(f'{PICTURES}/{name}.png')


def when(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00')).timestamp()


def go_to(moment):
    """The service comes back at that moment: windows read the clock when they find it again."""
    Stage.service.leave()
    Stage.service.come_back(moment - Stage.service.offset - datetime.datetime.now().timestamp())
    Stage.talent.close()
    for window in (Stage.ada, Stage.amara):
        for button in window.root.all(BUTTON, 'Try Again'):
            button.press()  # it tries again by itself, too


def everything(client):
    return client.everything(Stage.service.event)


def book(client, recruiter, slot):
    answer = client.book(Stage.service.event, recruiter, slot)
    assert answer.status == 201, answer
    return answer.json


def find_slots(recruiter, busy):
    """A slot of Ada's in which both are free for a quarter of an hour behind it, and one of hers soon after that."""
    slots = Stage.talent.slots(Stage.service.event, recruiter, 'open')
    for slot in slots:
        start, end = when(slot[0]), when(slot[1])
        if end - start != 900 or start < Stage.service.now() + 900:
            continue
        if any(begins < end + 1800 and ends > start for begins, ends in busy):
            continue
        behind = [other for other in slots if when(other[0]) == end]
        after = [other for other in slots if when(other[0]) == end + 900]
        if behind and after:
            return slot, after[0]
    raise AssertionError('the demo has no afternoon that is free')


def prepare_chats():
    """Amara's with Ada, and Ada's next with somebody else."""
    people = everything(Stage.talent)['people']
    ada = next(person['id'] for person in people if person['name'] == RECRUITER)
    busy = [(when(chat['start']), when(chat['end'])) for chat in everything(Stage.talent)['chats'] if chat.get('start')]
    slot, after = find_slots(ada, busy)
    Stage.chat = book(Stage.talent, ada, slot)
    Stage.start, Stage.end = when(slot[0]), when(slot[1])
    for email in Stage.service.talents[1:]:
        other = Stage.service.sign_in(email)
        answer = other.book(Stage.service.event, ada, after)
        if answer.status == 201:
            other.close()
            return
    raise AssertionError('nobody can book the slot after it')


def open_check(window):
    window.find(TAB, re.compile('^My 1-1 Chats')).click()
    window.click(f'Join: {RECRUITER if window is Stage.amara else TALENT}')
    window.says('Camera Is Off')


def open_menu(window, name):
    """The button in a menu button is what can be pressed."""
    window.find(BUTTON, name).find('toggle button').click()


def go_back(window):
    """A page that is still coming does not go yet."""
    def look():
        if window.root.all(TAB, re.compile('^My 1-1 Chats')):
            return True
        for button in window.root.all(BUTTON, 'Back'):
            button.press()
        return False
    wait_until(look, f'{window.profile} to be back')


def told(app, title):
    return wait_until(lambda: NOTICES.find(app, title), f'{app} to be told {title!r}: {list(NOTICES.shown.values())}')


def test_both_sign_in():
    Stage.service = service = duo_service.Service()
    amara = next(email for email in service.talents if email.startswith('amara'))
    ada = next(email for email in service.recruiters if email.startswith('ada'))
    Stage.talent = service.sign_in(amara)
    prepare_chats()
    service.leap(int(Stage.start - 240 - service.now()))
    for who, email in (('time-amara', amara), ('time-ada', ada)):
        window = App(who, '--test-source', '640x360@15', '--address', service.address)
        window.sign_in(service, email)
        window.find(TAB, re.compile('^My 1-1 Chats'))
        setattr(Stage, who[5:], window)


def test_running_late_reaches_the_other():
    ada, amara = Stage.ada, Stage.amara
    open_check(amara)
    ada.find(TAB, re.compile('^My 1-1 Chats')).click()
    open_menu(ada, f'More: {TALENT}')
    ada.says('^Running Late$')
    look('late-menu', ada)
    ada.find(BUTTON, '3 Minutes Late').click()
    amara.says('Ada is 3 minutes late')
    amara.says('Expected at')
    look('late-check', amara)
    told('time-amara', f'^{RECRUITER} is running late')
    assert not amara.root.has_text('is running late'), 'the page says it itself'


def test_what_was_said_is_on_the_button():
    open_check(Stage.ada)
    Stage.ada.find(BUTTON, 'You said: 3 minutes late')
    look('late-said', Stage.ada)
    go_back(Stage.ada)
    Stage.ada.says('You said: 3 minutes late')
    look('late-row', Stage.ada)
    open_check(Stage.ada)


def test_who_waits_reads_it():
    Stage.amara.click('Join')
    Stage.amara.says('Ada is 3 minutes late')
    Stage.amara.says('The room is open until')
    assert not Stage.amara.root.all(BUTTON, 'Book Another Time…')
    look('late-waiting', Stage.amara)


def test_after_a_third_one_books_again_in_one_step():
    """The minutes are over, too, and nobody came."""
    amara = Stage.amara
    go_to(Stage.start + 301)
    amara.says('Ada has not joined yet')
    amara.find(BUTTON, 'Book Another Time…')
    look('another-time', amara)
    amara.click('Book Another Time…')
    amara.find(BUTTON, re.compile(r'\d\d:\d\d.*, free'))
    go_back(amara)
    open_check(amara)
    amara.enter_room()
    Stage.ada.enter_room()
    for window in (amara, Stage.ada):
        window.wait_line('call: talking')


def test_five_more_minutes_are_offered_in_the_last_two():
    assert not any(window.root.all(BUTTON, '5 More Minutes') for window in (Stage.ada, Stage.amara))
    go_to(Stage.end - 90)
    for window in (Stage.ada, Stage.amara):
        window.find(BUTTON, '5 More Minutes')
        window.says(r'1:\d\d.* left$')
    look('last-two', Stage.amara)


def ends():
    return when(next(chat for chat in everything(Stage.talent)['chats'] if chat['id'] == Stage.chat['id'])['end'])


def extend(one, other, name):
    one.click('5 More Minutes')
    one.says('^The chat now ends at')
    other.says(f'^{name} extended the chat. It now ends at')
    for window in (one, other):
        window.root.gone(BUTTON, '5 More Minutes')


def test_one_press_is_enough():
    extend(Stage.amara, Stage.ada, 'Amara')
    for window in (Stage.ada, Stage.amara):
        window.says(r'^[56] min left$')
    assert ends() == Stage.end + 300
    look('extended', Stage.ada)


def test_over_the_end_there_is_more():
    go_to(Stage.end + 300 + 60)
    Stage.ada.says('^1 min over$')
    extend(Stage.ada, Stage.amara, 'Ada')
    assert ends() == Stage.end + 600
    look('over', Stage.ada)


def test_the_next_chat_is_a_banner_and_nothing_is_cut():
    ada, amara = Stage.ada, Stage.amara
    go_to(Stage.end + 600 + 60)
    ada.says(r'^Your next chat, with \w+, begins in 4 min$')
    look('next-chat', ada)
    assert not amara.root.has_text('Your next chat')


def test_it_goes_as_far_as_the_next_chat_and_a_quarter_of_an_hour():
    extend(Stage.amara, Stage.ada, 'Amara')
    assert ends() == Stage.end + 900
    refused = Stage.talent.verb(next(chat for chat in everything(Stage.talent)['chats'] if chat['id'] == Stage.chat['id']),
                                'extend', minutes=5)
    assert refused.code == 'too-late', refused


def test_who_left_comes_back():
    amara = Stage.amara
    amara.click('Leave')
    Stage.ada.says('Amara has left')
    amara.click('Join Again')
    wait_until(lambda: amara.root.all(BUTTON, re.compile('^Code to compare: ')), 'talking again')


def state():
    return next(chat for chat in everything(Stage.talent)['chats'] if chat['id'] == Stage.chat['id'])['state']


def test_nobody_is_cut_while_both_are_there():
    """Nine minutes over everything: the room of one would be closed, and Ada's next chat has begun."""
    ada, amara = Stage.ada, Stage.amara
    Stage.service.leap(int(Stage.end + 900 + 540 - Stage.service.now()))
    with Stage.talent.live() as live:
        live.hello(Stage.service.event)
        live.settle()
    assert state() == 'confirmed'
    for window in (ada, amara):
        assert window.root.all(BUTTON, re.compile('^Code to compare: ')), 'the call goes on'
        assert not window.root.has_text('The room is closed')


def test_when_one_leaves_it_is_closed():
    Stage.amara.click('Leave')
    Stage.amara.says(f'You talked with {RECRUITER}')
    Stage.ada.says('The room is closed')
    wait_until(lambda: state() == 'completed', 'the chat to be completed')


def test_nothing_was_complained_about():
    for window in (Stage.amara, Stage.ada):
        window.stop()
        window.assert_clean()
    Stage.service.close()


run(test_both_sign_in, test_running_late_reaches_the_other, test_what_was_said_is_on_the_button, test_who_waits_reads_it,
    test_after_a_third_one_books_again_in_one_step, test_five_more_minutes_are_offered_in_the_last_two,
    test_one_press_is_enough, test_over_the_end_there_is_more, test_the_next_chat_is_a_banner_and_nothing_is_cut,
    test_it_goes_as_far_as_the_next_chat_and_a_quarter_of_an_hour, test_who_left_comes_back,
    test_nobody_is_cut_while_both_are_there, test_when_one_leaves_it_is_closed, test_nothing_was_complained_about)
