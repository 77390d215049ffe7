# SPDX-License-Identifier: GPL-3.0-or-later
"""The seed's sentences on joining, and on what a 1-1 Chat is: a private video chat of two (SEED.md)."""
import re

from duo_seed import TALENT, World, search, show
from duo_service import new_key
from duo_ui import BUTTON, run, wait_until

RECRUITER, STRANGER = 'Ada Lindqvist', 'Søren Vestergaard'


class Stage:
    """What lives as long as the tests of this file."""
    world = amara = ada = chat = None


def open_check(window, name):
    window.find(BUTTON, name, where=lambda node: node.enabled).click()
    window.says('Camera Is Off')


def test_join_from_the_1_1_chat_tab():
    """21: during the live event a confirmed chat is reached through the "1-1 Chat" tab."""
    world = Stage.world = World()
    Stage.chat = world.book(RECRUITER, world.open_slots(RECRUITER)[0])  # five minutes long, so its room is open
    Stage.amara = world.window(TALENT, '--test-source', '640x360@15')
    search(Stage.amara, RECRUITER)
    open_check(Stage.amara, f'Join: {RECRUITER}')
    Stage.amara.click('Back')


def test_join_from_my_schedule():
    """21: … and through the "My Schedule" tab."""
    show(Stage.amara, 'My Schedule')
    Stage.amara.find(BUTTON, re.compile(f', {RECRUITER}, .*(now|room is open)$'))
    open_check(Stage.amara, f'Join the chat with {RECRUITER}')


def test_join_button_opens_the_video_chat():
    """22: a click on "Join" leads to the video chat: each of the two is seen and heard by the other."""
    Stage.amara.enter_room()
    Stage.amara.says('Ada has not joined yet')
    Stage.ada = Stage.world.window(RECRUITER, '--test-source', '640x360@15')
    show(Stage.ada, 'My 1-1 Chats')
    open_check(Stage.ada, f'Join: {TALENT}')
    Stage.ada.enter_room()
    for window in (Stage.amara, Stage.ada):
        window.wait_line('call: talking')
        window.wait_line(r'call: received frames=[1-9]\d* audio-ms=[1-9]', 60)


def test_chats_are_private_between_you_and_one_recruiter():
    """1: 1-1 Chats are private video chats between me and one recruiter: nobody else sees them, or gets in."""
    path = f'/v1/chats/{Stage.chat["id"]}/room'
    others = [Stage.world.client(STRANGER), *Stage.world.other_talents(1), Stage.world.service.client()]
    for other in others:
        answer = other.post(path)
        assert answer.status in (401, 404), answer
        assert other.token is None or Stage.chat['id'] not in other.get(
            f'/v1/events/{Stage.world.event}/changes?since=0', Accept_Encoding='identity').body.decode()
    with others[0].live() as live:
        live.hello(Stage.world.event)
        live.send(type='room', op='join', chat=Stage.chat['id'], key=new_key(), nonce=new_key())
        assert live.wait('problem')['code'] == 'not-found'
    codes = [window.find(BUTTON, re.compile('^Code to compare: ')).name for window in (Stage.amara, Stage.ada)]
    assert codes[0] == codes[1], codes
    wait_until(lambda: not Stage.amara.root.has_text('[Rr]econnecting'), 'the call to go on undisturbed')


def test_nothing_was_complained_about():
    for window in (Stage.amara, Stage.ada):
        window.find(BUTTON, re.compile('^Leave')).click()
        window.find(BUTTON, 'Done').click()
    Stage.world.close()


run(test_join_from_the_1_1_chat_tab, test_join_from_my_schedule, test_join_button_opens_the_video_chat,
    test_chats_are_private_between_you_and_one_recruiter, test_nothing_was_complained_about)
