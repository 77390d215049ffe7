#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page in a language: all of its words are that language's, and all of them have room.

    test_languages.py LANGUAGE FOLDER

LANGUAGE is in force already (tests/harness/in-language). In the pseudo language words that cannot be translated show,
and those of buttons may be cut on a narrow window, as they are much longer than people's. "large" is English at 200 %."""
import os
import pathlib
import re
import subprocess
import sys

PAGES = {
    'preview': (
        'directory', 'directory-chats', 'chats', 'no-chats', 'full', 'schedule', 'person', 'slots', 'selective', 'move',
        'offline', 'request', 'short-slots', 'preferences', 'directory recruiter', 'chats recruiter',
        'schedule recruiter', 'request recruiter', 'request-detail recruiter', 'no-inbox recruiter', 'inbox recruiter',
        'inbox recruiter do=inbox.select do=inbox.mark do=inbox.next do=inbox.mark',
        'inbox recruiter do=inbox.hand-over', 'inbox recruiter do=inbox.decline-with-words',
        'inbox recruiter do=inbox.accept-with-words', 'availability',
        'availability press=fold_bar', 'availability do=availability.copy-day:2026-11-03',
        'availability do=availability.set-place:2026-11-05', 'availability do=availability.cancel-chat:c-daniel',
        'format organizer', 'format-day organizer', 'format-opens organizer', 'format-touched organizer',
        'my-profile', 'my-profile-none', 'my-profile-sending', 'my-profile-problem', 'my-profile recruiter', 'cv recruiter',
        'event-chats organizer', 'event-chats organizer do=event-chats.cancel:c-ada'),
    'preview-room': (
        'check', 'check-on', 'check-late', 'check-here', 'check-denied', 'check-busy', 'check-elsewhere', 'devices',
        'preparing', 'waiting', 'left', 'new-key', 'connecting', 'verifying', 'reconnecting', 'talking',
        'camera-off', 'my-camera-off', 'muted', 'away', 'poor', 'sound-only', 'sharing', 'watching', 'more', 'over',
        'crowded', 'leave', 'no-screen', 'ended', 'ended-lost', 'ended-unreachable',
        'ended-relay', 'ended-peer', 'ended-elsewhere', 'ended-closed', 'person', 'person recruiter',
        'notes', 'notes recruiter',
        'text-empty', 'after', 'after recruiter', 'after-missed'),
    'preview-shell': ('shell', 'menu', 'sign-in', 'roles', 'reason', 'incompatible', 'opening', 'shortcuts', 'filter',
                      'shell recruiter', 'shell offline')}
# libadwaita measures the heading of an alert at less than it then gives it, and GTK warns of that.
ALERTS = ('roles', 'reason', 'check-elsewhere', 'leave', 'no-screen')
MEASURED = re.compile(r'Gtk-WARNING.*Trying to measure GtkLabel \w+ for width of \d+, but it needs at least \d+')
# What the call says to its log, where the picture is that something is not allowed.
LOGGED = re.compile(r'^\S*duo-call-Message: ')
SIZES = ('1280x900', '360x648')


def lines(pages):
    return [' '.join([name, size, *more, 'check']) for name, *more in map(str.split, pages) for size in SIZES]


def tell(program, pages, language):
    """What each of the pages had to say of itself, all of them in one go: the program's start is what takes long."""
    words = ['pages'] + (['large'] if language == 'large' else [])
    # At 200 % GTK (4.18.6) makes objects within gtk_widget_unparent() of a window that it takes down, and forgets them; which
    # only a stack tells that takes long to read.
    leaks = ':detect_leaks=0' if language == 'large' else ''
    env = {**os.environ, 'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + leaks}
    told = subprocess.run([program, *words], input='\n'.join(pages), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False, timeout=240, env=env)
    said, rest = {}, None
    for line in told.stdout.split('\n'):
        if line.startswith('= '):
            rest = said.setdefault(line[2:], [])
        elif rest is not None and line.strip():
            rest.append(line)
    if told.returncode not in (0, 1):
        rest.append(f'ended with {told.returncode}')
    return said


def faults_of(page, said, language):
    """Anything that a page says is a fault, but for what is known of it."""
    faults = [fault for fault in said.get(page, ['was not shown']) if not LOGGED.search(fault)]
    if page.split()[0] in ALERTS or '=' in page:
        faults = [fault for fault in faults if not MEASURED.search(fault)]
    if language != 'de' and '360x648' in page:
        faults = [fault for fault in faults if not fault.endswith('is cut')]
    return faults


def main(language, folder):
    cases = {program: lines(pages) for program, pages in PAGES.items()}
    print(f'1..{sum(map(len, cases.values()))}')
    number = 0
    for program, pages in cases.items():
        said = tell(pathlib.Path(folder, program), pages, language)
        for number, page in enumerate(pages, number + 1):
            faults = faults_of(page, said, language)
            for fault in faults:
                print(f'# {fault}')
            print(f'{"not ok" if faults else "ok"} {number} - {program} {page.removesuffix(" check")}', flush=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
