# SPDX-License-Identifier: GPL-3.0-or-later
"""A CV from a talent's file to a recruiter's PDF viewer, in two real windows against the real service."""
import os
import pathlib
import re
import stat
import tempfile

import duo_reach
from duo_ui import App, BUTTON, Service, TAB, keys, run, wait_until

TALENT, RECRUITER = 'Amara Okafor', 'Ada Lindqvist'
HOME = pathlib.Path(os.environ['XDG_DATA_HOME'])
SHOWN = pathlib.Path(tempfile.mkdtemp(prefix='duologue-shown-'))
VIEWER = f'''#!/bin/sh
stat -c '%a' "$1" > {SHOWN}/mode
printf '%s' "$1" > {SHOWN}/path
cat "$1" > {SHOWN}/body.part
mv {SHOWN}/body.part {SHOWN}/body
'''
ENTRY = '''[Desktop Entry]
Type=Application
Name=Viewer
Exec={} %f
MimeType=application/pdf
'''


class Stage:
    """The two windows and the service, which live as long as the tests of this file."""
    service = ada = amara = None


def install_viewer():
    """What opens PDF files on this desktop."""
    program = SHOWN / 'viewer'
    program.write_text(VIEWER)
    program.chmod(0o700)
    applications = HOME / 'applications'
    applications.mkdir(parents=True, exist_ok=True)
    (applications / 'viewer.desktop').write_text(ENTRY.format(program))
    (applications / 'mimeapps.list').write_text('[Default Applications]\napplication/pdf=viewer.desktop\n')


def shown():
    """What the viewer was given since the last look."""
    body = SHOWN / 'body'
    wait_until(body.exists, 'the viewer to be started')
    found = body.read_bytes()
    body.unlink()
    return found


def path_shown():
    return pathlib.Path((SHOWN / 'path').read_text())


def test_both_sign_in():
    install_viewer()
    Stage.service = Service('--without-chats')
    for who, account in (('ada', Stage.service.demo['recruiters'][0]), ('amara', Stage.service.demo['talents'][0])):
        window = App(who, '--address', Stage.service.address)
        window.sign_in(Stage.service, account)
        setattr(Stage, who, window)
    Stage.amara.find(None, re.compile(RECRUITER))
    Stage.ada.find(None, re.compile('Talents'))


def test_a_talent_sees_their_own():
    Stage.amara.click('Account and Main Menu', 'toggle button')
    Stage.amara.click('My Profile')
    Stage.amara.says(f'{TALENT}.pdf')
    Stage.amara.click('Open')
    assert shown().startswith(b'%PDF-')


def test_the_dialog_closes():
    """Undo has its own test, in one process: here somebody else may take the five seconds that it has."""
    Stage.amara.focus()
    keys('Escape')
    Stage.amara.root.gone(None, 'Replace…')


def open_page_of_talent():
    Stage.ada.find(None, re.compile('^Search')).type(TALENT)
    duo_reach.stand_on(Stage.ada, 'table cell', re.compile(f'^{TALENT}'))
    keys('Return')
    Stage.ada.says('About Amara')


def test_a_recruiter_who_shares_no_chat_finds_none():
    open_page_of_talent()
    assert not Stage.ada.root.all(None, re.compile('^Open CV'))


def test_a_booking_shows_it_at_once():
    amara = Stage.amara
    amara.find(None, re.compile('^Search')).type(RECRUITER)
    amara.click(re.compile(f'^Book 1-1 Chat(: {RECRUITER})?$'))
    amara.find(BUTTON, re.compile(r'\d\d:\d\d.*, free')).click()
    amara.click('Book 1-1 Chat', where=lambda node: node.enabled)
    amara.says('Booked')
    Stage.ada.find('list item', re.compile('^Open CV'))


def test_a_recruiter_opens_it():
    duo_reach.stand_on(Stage.ada, 'list item', re.compile('^Open CV'))
    keys('Return')
    assert shown().startswith(b'%PDF-')
    assert (SHOWN / 'mode').read_text().strip() == '600'
    folder = path_shown().parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_removal_outlives_its_window():
    Stage.amara.click('Account and Main Menu', 'toggle button')
    Stage.amara.click('My Profile')
    Stage.amara.click('Remove')
    Stage.amara.says('No CV Yet')
    Stage.amara.stop()
    Stage.ada.root.gone('list item', re.compile('^Open CV'))


def test_nothing_of_it_stays():
    path = path_shown()
    wait_until(lambda: not path.exists(), 'the removed CV to be removed here too')
    Stage.ada.stop()
    for window in (Stage.ada, Stage.amara):
        window.assert_clean()
    Stage.service.stop()


run(test_both_sign_in, test_a_talent_sees_their_own, test_the_dialog_closes,
    test_a_recruiter_who_shares_no_chat_finds_none, test_a_booking_shows_it_at_once, test_a_recruiter_opens_it,
    test_a_removal_outlives_its_window, test_nothing_of_it_stays)
