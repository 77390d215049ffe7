# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the installed Flatpak through AT-SPI, from outside of the sandbox: its first page, and a booking at its service."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'tests', 'harness'))
os.environ.setdefault('DUO_BUILD', 'build-flatpak')
os.environ.setdefault('DBUS_SYSTEM_BUS_ADDRESS', os.environ['DBUS_SESSION_BUS_ADDRESS'])

from figures import finish  # noqa: E402  pylint: disable=wrong-import-position
from duo_ui import App, BUTTON, Missing, Node, Service, picture  # noqa: E402  pylint: disable=wrong-import-position
from duo_ui import Atspi  # noqa: E402  pylint: disable=wrong-import-position

APP_ID = 'io.github.duologue.Duologue'
RECRUITER = 'Ada Lindqvist'
FREE = re.compile(r'\d\d:\d\d.*, free')


class SandboxedService(Service):
    """The demo's service as the bundle has it, with the bundle's own libraries."""
    program = ['flatpak', 'run', '--user', '--command=duologued', APP_ID]


class SandboxedApp(App):
    program = ['flatpak', 'run', '--user', APP_ID]

    def find_root(self):
        """By its name: outside of the sandbox its process has another number."""
        if self.ended:
            raise Missing('the app ended:\n' + '\n'.join(self.lines[-30:]))
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_child_count() > 0 and 'duologue' in (child.get_name() or '').lower():
                return Node(child)
        return None


def look_at_first_page(app):
    for name in ('Welcome to Duologue', re.compile('Service address', re.I), 'Email', 'Password', 'Sign In',
                 re.compile('Try the Demo Event')):
        app.find(None, name)
    picture('build-flatpak/sign-in.png')
    return 'the sandboxed window shows its sign-in page'


def sign_in(app, service):
    app.sign_in(service, service.demo['talents'][0])
    app.find(None, re.compile(RECRUITER))
    picture('build-flatpak/directory.png')
    return 'signs in'


def book(app):
    app.find(None, re.compile('^Search')).type('Lindqvist')
    app.click(re.compile(f'^Book 1-1 Chat(: {RECRUITER})?$'))
    app.find(BUTTON, FREE).click()
    app.find(BUTTON, re.compile(', chosen'))
    app.click('Book 1-1 Chat', where=lambda node: node.enabled)
    app.says('Booked')
    return 'books'


def look_at_chat(app):
    app.click(re.compile('^My 1-1 Chats'), role={'page tab', 'radio button', 'toggle button'})
    app.find(None, 'Confirmed Chats')
    app.root.gone(None, re.compile('^Search'))
    app.find(BUTTON, re.compile('^Join'))
    app.says(RECRUITER)
    picture('build-flatpak/chats.png')
    return 'shows the chat'


def main():
    done, faults, started = [], [], []
    try:
        started.append(SandboxedService())
        started.append(SandboxedApp('sandbox'))
        service, app = started
        done.append(look_at_first_page(app))
        done.append(sign_in(app, service))
        done.append(book(app))
        done.append(look_at_chat(app))
    except (Missing, AssertionError) as fault:
        faults.append(str(fault))
        print('\n'.join(line for process in started for line in process.lines[-20:]))
    finally:
        for process in reversed(started):
            process.stop()
    finish('flatpak', ', '.join(done) or 'nothing', faults)


if __name__ == '__main__':
    main()
