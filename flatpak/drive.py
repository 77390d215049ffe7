# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the installed Flatpak and looks at its first page through AT-SPI, from outside of the sandbox."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'tests', 'harness'))
os.environ.setdefault('DUO_BUILD', 'build-flatpak')
os.environ.setdefault('DBUS_SYSTEM_BUS_ADDRESS', os.environ['DBUS_SESSION_BUS_ADDRESS'])

from gi.repository import Atspi  # noqa: E402  pylint: disable=wrong-import-position
from figures import finish  # noqa: E402  pylint: disable=wrong-import-position
from duo_ui import BUTTON, Missing, Node, Process, picture, wait_until  # noqa: E402  pylint: disable=wrong-import-position

APP_ID = 'io.github.duologue.Duologue'


def find_window():
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(i)
        if child and child.get_child_count() > 0 and 'duologue' in (child.get_name() or '').lower():
            return Node(child)
    return None


def main():
    app = Process(['flatpak', 'run', '--user', APP_ID])
    seen = []
    try:
        window = wait_until(find_window, 'the window of the sandboxed app', 60)
        for role, name in ((None, re.compile('Welcome to Duologue')), (None, re.compile('Service Address', re.I)),
                           (None, 'Email'), (None, 'Password'), (BUTTON, 'Sign In'),
                           (None, re.compile('Try the Demo Event'))):
            seen.append(window.find(role, name).name)
        picture('build-flatpak/sign-in.png')
    except Missing as missing:
        print('\n'.join(app.lines[-20:]))
        finish('flatpak', f'the sandboxed window shows {", ".join(seen)}', [str(missing)])
    finally:
        app.stop()
    finish('flatpak', f'the sandboxed window shows {", ".join(seen)}', [])


if __name__ == '__main__':
    main()
