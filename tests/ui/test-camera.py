# SPDX-License-Identifier: GPL-3.0-or-later
"""A camera behind the desktop's portal, as a sandboxed program sees it: asked for when it is wanted, denied, allowed."""
import re

import duo_service
from duo_camera import CameraPortal
from duo_plug import Plug
from duo_ui import App, BUTTON, run, wait_until

RECRUITER = 'Ada Lindqvist'


class Stage:
    """What lives as long as the tests of this file."""
    service = amara = portal = None
    plugs = []


def book():
    service = Stage.service
    talent = service.sign_in(next(e for e in service.talents if e.startswith('amara')))
    people = talent.everything(service.event)['people']
    ada = next(person['id'] for person in people if person['name'] == RECRUITER)
    answer = talent.book(service.event, ada, talent.slots(service.event, ada, 'open')[0])
    assert answer.status == 201, answer


def test_nobody_is_asked_before_it_is_wanted():
    Stage.service = duo_service.Service()
    Stage.portal = CameraPortal(False)
    Stage.plugs = [Plug('camera', 'Eye'), Plug('microphone', 'Ear')]
    book()
    # Its own way to PipeWire leads nowhere, as in a sandbox.
    Stage.amara = App('amara', env={'DUO_CONFINED': '1', 'PIPEWIRE_REMOTE': 'nowhere'})
    account = next(e for e in Stage.service.talents if e.startswith('amara'))
    Stage.amara.sign_in(Stage.service, account)
    Stage.amara.find(None, re.compile('My Schedule')).click()
    Stage.amara.click(re.compile('^Join'))
    Stage.amara.says('Camera Is Off')
    Stage.amara.says('Your desktop asks you when you turn it on')
    assert Stage.portal.asked == 0


def test_a_no_says_where_it_can_be_allowed():
    Stage.amara.click('Turn On Camera')
    Stage.amara.says('Duologue may not use the camera. Allow it in Settings')
    assert Stage.portal.asked == 1
    Stage.amara.find(BUTTON, 'Turn On Camera')


def test_a_yes_turns_it_on():
    Stage.portal.allows = True
    Stage.amara.click('Turn On Camera')
    Stage.amara.find(BUTTON, 'Turn Off Camera')
    wait_until(lambda: not Stage.amara.root.has_text('Camera Is Off|may not use'), 'the picture in place of the words')
    Stage.amara.click('Turn Off Camera')
    Stage.amara.click('Turn On Camera')
    Stage.amara.find(BUTTON, 'Turn Off Camera')
    assert Stage.portal.asked == 2, 'once allowed it is not asked again'


def test_nothing_was_complained_about():
    Stage.amara.stop()
    Stage.amara.assert_clean()
    for plug in Stage.plugs:
        plug.pull()
    Stage.service.close()


run(test_nobody_is_asked_before_it_is_wanted, test_a_no_says_where_it_can_be_allowed, test_a_yes_turns_it_on,
    test_nothing_was_complained_about)
