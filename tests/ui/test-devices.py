# SPDX-License-Identifier: GPL-3.0-or-later
"""Real devices of a sound server in a call: unplugged, plugged in again, chosen, and what is said of it."""
import os
import re

import duo_service
from duo_plug import Plug
from duo_ui import App, BUTTON, picture, run, wait_until

RECRUITER = 'Ada Lindqvist'
PICTURES = os.environ.get('DUO_PICTURES')
CAMERA_OFF, MUTED = 'Amara’s camera is off', '^Amara is muted$'


class Stage:
    """What lives as long as the tests of this file."""
    service = ada = amara = None
    plugs = {}


def look(name):
    if PICTURES:
        picture(f'{PICTURES}/{name}.png')


def plug(kind, name):
    Stage.plugs[name] = Plug(kind, name)


def pull(name):
    Stage.plugs.pop(name).pull()


def book():
    service = Stage.service
    talent = service.sign_in(next(e for e in service.talents if e.startswith('amara')))
    people = talent.everything(service.event)['people']
    ada = next(person['id'] for person in people if person['name'] == RECRUITER)
    answer = talent.book(service.event, ada, talent.slots(service.event, ada, 'open')[0])
    assert answer.status == 201, answer


def enter(who, *options):
    account = next(e for e in Stage.service.talents + Stage.service.recruiters if e.startswith(who))
    window = App(who, *options)
    window.sign_in(Stage.service, account)
    window.find(None, re.compile('My Schedule')).click()
    window.click(re.compile('^Join'))
    window.says('Camera Is Off|No Camera Found')
    return window


def test_what_is_plugged_in_shows():
    Stage.service = duo_service.Service()
    book()
    Stage.amara = enter('amara')
    Stage.amara.says('No camera found. Plug one in')
    Stage.amara.says('No microphone found. Plug one in')
    plug('camera', 'Eye')
    plug('microphone', 'Ear')
    plug('speaker', 'Desk')
    Stage.amara.says('Camera Is Off')
    wait_until(lambda: not Stage.amara.root.has_text('No microphone found'), 'the microphone to be found')
    Stage.amara.find(None, re.compile('Eye'))
    look('check')


def test_one_hears_oneself():
    """What it says in between is there for five seconds, which a busy machine may spend elsewhere."""
    amara = Stage.amara
    amara.click(re.compile('^Record'))
    amara.wait_line('sound trial: idle . recording')
    look('recording')
    amara.wait_line('sound trial: recording . playing')
    amara.wait_line('sound trial: playing . idle')
    amara.says('played back and not kept')
    amara.find(BUTTON, re.compile('^Record'), where=lambda node: node.enabled)


def test_they_talk():
    Stage.amara.enter_room()
    Stage.ada = enter('ada', '--test-source', '640x360@15')
    Stage.ada.click('Join')
    for window in (Stage.amara, Stage.ada):
        window.wait_line('call: talking')
    Stage.ada.wait_line(r'call: received frames=[1-9]')
    Stage.ada.root.gone(None, re.compile(CAMERA_OFF))


def test_an_unplugged_camera_is_said_and_comes_back():
    pull('Eye')
    Stage.amara.says('Eye was unplugged. It goes on again when it is back')
    Stage.ada.says(CAMERA_OFF)
    look('unplugged')
    plug('camera', 'Eye')
    Stage.amara.says('Eye is used again')
    Stage.amara.find(BUTTON, 'Turn Off Camera')
    wait_until(lambda: not Stage.ada.root.has_text(CAMERA_OFF), 'the picture again')


def test_left_off_it_stays_off():
    pull('Ear')
    Stage.amara.says('Ear was unplugged')
    Stage.ada.says(MUTED)
    Stage.amara.click('Keep Off')
    Stage.amara.root.gone(None, re.compile('Ear was unplugged'))
    plug('microphone', 'Ear')
    Stage.amara.find(BUTTON, 'Turn On Microphone', where=lambda node: node.enabled)
    assert Stage.ada.root.has_text(MUTED)
    Stage.amara.click('Turn On Microphone')
    wait_until(lambda: not Stage.ada.root.has_text(MUTED), 'the sign of silence to go')


def test_what_goes_together_is_said_together():
    """A webcam is both: who leaves off what was unplugged is not filmed when it is back."""
    pull('Eye')
    pull('Ear')
    Stage.amara.says('Camera and microphone were unplugged')
    for words in (CAMERA_OFF, MUTED):
        Stage.ada.says(words)
    look('both-unplugged')
    Stage.amara.click('Keep Off')
    Stage.amara.root.gone(None, re.compile('Camera and microphone were unplugged'))
    plug('camera', 'Eye')
    plug('microphone', 'Ear')
    for name in ('Turn On Camera', 'Turn On Microphone'):
        Stage.amara.find(BUTTON, name, where=lambda node: node.enabled)
    for words in (CAMERA_OFF, MUTED):
        assert Stage.ada.root.has_text(words)
    for name in ('Turn On Camera', 'Turn On Microphone'):
        Stage.amara.click(name)
    wait_until(lambda: not Stage.ada.root.has_text(CAMERA_OFF), 'the picture again')
    wait_until(lambda: not Stage.ada.root.has_text(MUTED), 'the sign of silence to go')


def test_what_is_still_gone_is_still_said():
    pull('Ear')
    pull('Eye')
    Stage.amara.says('Camera and microphone were unplugged')
    plug('camera', 'Eye')
    Stage.amara.says('Ear was unplugged. It goes on again when it is back')
    wait_until(lambda: not Stage.ada.root.has_text(CAMERA_OFF), 'the picture again')
    assert Stage.ada.root.has_text(MUTED)
    plug('microphone', 'Ear')
    Stage.amara.root.gone(None, re.compile('Ear was unplugged'))
    wait_until(lambda: not Stage.ada.root.has_text(MUTED), 'the sign of silence to go')


def test_the_next_best_takes_its_place():
    plug('microphone', 'Spare')
    plug('speaker', 'Head')
    Stage.amara.click('Devices')
    Stage.amara.says('Suppress Noise')
    Stage.amara.find(None, re.compile('Cancel Echo'), where=lambda node: node.checked)
    look('devices')
    Stage.amara.click('Close')
    pull('Ear')
    Stage.amara.says('Ear was unplugged. Spare is used now')
    assert not Stage.ada.root.has_text(MUTED)


def test_nothing_was_complained_about():
    for window in (Stage.amara, Stage.ada):
        window.stop()
        window.assert_clean()
    for name in list(Stage.plugs):
        pull(name)
    Stage.service.close()


run(test_what_is_plugged_in_shows, test_one_hears_oneself, test_they_talk, test_an_unplugged_camera_is_said_and_comes_back,
    test_left_off_it_stays_off, test_what_goes_together_is_said_together, test_what_is_still_gone_is_still_said,
    test_the_next_best_takes_its_place, test_nothing_was_complained_about)
