#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page in a language: all of its words are that language's, and all of them have room.

    test_languages.py LANGUAGE FOLDER

LANGUAGE is in force already (tests/harness/in-language). In the pseudo language words that cannot be translated show,
and those of buttons may be cut on a narrow window, as they are much longer than people's. "large" is English at 200 %."""
import pathlib
import re
import subprocess
import sys

PAGES = ('directory', 'directory-chats', 'chats', 'no-chats', 'schedule', 'person', 'slots', 'selective', 'move',
         'offline', 'request', 'short-slots', 'directory recruiter', 'chats recruiter', 'schedule recruiter',
         'request recruiter', 'availability', 'inbox recruiter', 'request-detail recruiter', 'no-inbox recruiter')
ROOM = ('check', 'devices', 'waiting', 'talking', 'camera-off', 'muted', 'verifying', 'ended', 'after')
SHELL = ('shell', 'menu', 'sign-in', 'roles', 'reason', 'incompatible', 'opening', 'shortcuts', 'filter',
         'shell recruiter', 'shell offline')
# libadwaita measures the heading of an alert at less than it then gives it, and GTK warns of that.
ALERTS = ('roles', 'reason')
MEASURED = re.compile(r'Gtk-WARNING.*Trying to measure GtkLabel \w+ for width of \d+, but it needs at least \d+')
SIZES = ('1280x900', '360x648')


def commands(folder):
    for program, pages in (('preview', PAGES), ('preview-room', ROOM), ('preview-shell', SHELL)):
        for page in pages:
            for size in SIZES:
                name, *more = page.split()
                yield f'{page} {size}', [folder / program, name, size, *more, 'check']


def faults_of(command, language):
    """What the page has to say of itself; anything else that it says, or another end, is a fault too."""
    if language == 'large':
        command = [*command, 'large']
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    faults = [line for line in (told.stdout + told.stderr).split('\n') if line.strip()]
    if command[1] in ALERTS:
        faults = [fault for fault in faults if not MEASURED.search(fault)]
    if told.returncode not in (0, 1):
        faults.append(f'ended with {told.returncode}')
    if language != 'de' and '360x648' in command:
        faults = [fault for fault in faults if not fault.endswith('is cut')]
    return faults


def main(language, folder):
    cases = list(commands(pathlib.Path(folder)))
    print(f'1..{len(cases)}')
    for number, (name, command) in enumerate(cases, 1):
        faults = faults_of(command, language)
        for fault in faults:
            print(f'# {fault}')
        print(f'{"not ok" if faults else "ok"} {number} - {name}', flush=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
