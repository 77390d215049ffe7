# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives real windows the way a screen reader does: by role and name, through AT-SPI.

Run inside tests/harness/with-desktop. Nothing here sleeps: wait_until() turns the main loop until what is waited
for is true, woken by accessibility events, process output and a slow tick, and fails loudly at its bound."""
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time
import traceback

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

# A window that has just opened may have no cache yet: the library says so as if something had failed.
GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)

from duo_notices import Notices  # noqa: E402

# Who tells something on a private desktop needs somebody who shows it; the user's own is left alone.
NOTICES = Notices() if os.environ.get('DUO_PRIVATE_DESKTOP') else None

BUILD = pathlib.Path(os.environ.get('DUO_BUILD', 'build')).resolve()
SOURCE = pathlib.Path(os.environ.get('DUO_SOURCE', '.')).resolve()
# Sanitized builds on a busy two-core machine are slow; a bound only costs time where something is broken.
PATIENCE = float(os.environ.get('DUO_PATIENCE', '30'))

BUTTON = {'button', 'push button', 'toggle button', 'radio button', 'menu button'}
SWITCH = {'switch', 'check box', 'toggle button'}
ENTRY = {'entry', 'text', 'password text', 'text box'}
TAB = {'page tab', 'radio button', 'toggle button', 'button'}


class Missing(AssertionError):
    """What was waited for did not come."""


def wait_until(predicate, what, patience=None):
    """The first true value of predicate(); raises Missing, naming `what`, when the bound has passed."""
    context = GLib.MainContext.default()
    deadline = time.monotonic() + (patience or PATIENCE)
    tick = GLib.timeout_add(50, lambda: True)
    try:
        while True:
            try:
                found = predicate()
            except GLib.Error:  # a node went away while it was looked at
                found = None
            if found:
                return found
            if time.monotonic() > deadline:
                raise Missing(f'{what}: not within {patience or PATIENCE:.0f} s')
            context.iteration(True)
    finally:
        GLib.source_remove(tick)


def run_events(seconds):
    """Turns the main loop for so long: for what has no event of its own, such as the last frame of a fade."""
    deadline = time.monotonic() + seconds
    wait_until(lambda: time.monotonic() > deadline, 'time to pass', seconds + 5)


class Node:
    """One accessible thing, or the whole of an application."""

    def __init__(self, accessible):
        self.accessible = accessible

    @property
    def name(self):
        return self.accessible.get_name() or ''

    @property
    def role(self):
        return self.accessible.get_role_name()

    @property
    def description(self):
        return self.accessible.get_description() or ''

    def has_state(self, state):
        return self.accessible.get_state_set().contains(state)

    @property
    def showing(self):
        return self.has_state(Atspi.StateType.SHOWING)

    @property
    def enabled(self):
        return self.has_state(Atspi.StateType.SENSITIVE)

    @property
    def checked(self):
        return self.has_state(Atspi.StateType.CHECKED) or self.has_state(Atspi.StateType.PRESSED)

    def children(self):
        for i in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(i)
            if child:
                yield Node(child)

    def walk(self):
        yield self
        for child in self.children():
            yield from child.walk()

    def matches(self, role, name, showing):
        if role and self.role not in ({role} if isinstance(role, str) else role):
            return False
        if name is not None:
            text = self.name
            if isinstance(name, re.Pattern):
                if not name.search(text):
                    return False
            elif text != name:
                return False
        return self.showing or not showing

    def each(self, role=None, name=None, showing=True):
        """Every match below, as they are met."""
        for node in self.walk():
            try:
                if node.matches(role, name, showing):
                    yield node
            except GLib.Error:
                continue

    def all(self, role=None, name=None, showing=True):
        """Every match below, now."""
        return list(self.each(role, name, showing))

    def find(self, role=None, name=None, showing=True, patience=None, where=None):
        """The first match, waited for. `where` is a further condition on it."""
        def look():
            return next((n for n in self.each(role, name, showing) if not where or where(n)), None)
        return wait_until(look, f'{role or "anything"} named {getattr(name, "pattern", name)!r}', patience)

    def gone(self, role=None, name=None, patience=None):
        wait_until(lambda: not self.all(role, name), f'{role} named {name!r} to go', patience)

    def has_text(self, pattern):
        """Whether anything below says it: a name, a description or a text."""
        expression = re.compile(pattern) if isinstance(pattern, str) else pattern
        return any(expression.search(n.name) or expression.search(n.text) for n in self.walk() if n.showing)

    def says(self, pattern, patience=None):
        wait_until(lambda: self.has_text(pattern), f'the words {pattern!r}', patience)

    @property
    def text(self):
        try:
            if not self.accessible.get_text_iface():
                return ''
            return Atspi.Text.get_text(self.accessible, 0, -1)
        except (GLib.Error, AttributeError):
            return ''

    def click(self):
        """The default action, as a screen reader performs it."""
        wait_until(lambda: self.enabled, f'{self.role} {self.name!r} to be sensitive')
        if not self.press():
            raise AssertionError(f'{self.role} {self.name!r} has no action')
        return self

    def press(self):
        """The default action, now or not at all: whether it was done."""
        try:
            return Atspi.Action.do_action(self.accessible, 0)
        except GLib.Error:  # it went away meanwhile
            return False

    @property
    def editable(self):
        """Whether it, or something inside it, takes text."""
        return any(node.accessible.get_editable_text_iface() for node in self.walk())

    @property
    def focused(self):
        """Whether it, or something inside it, has the focus."""
        return any(node.has_state(Atspi.StateType.FOCUSED) for node in self.walk())

    @property
    def text_inside(self):
        """What stands in an entry (in the entry inside a row)."""
        return next((node.text for node in self.walk() if node.accessible.get_editable_text_iface()), None)

    def type(self, text):
        """Replaces the text of an entry (of the text inside a row)."""
        for node in self.walk():
            if node.accessible.get_editable_text_iface():
                assert Atspi.EditableText.set_text_contents(node.accessible, text), f'cannot write into {self.name!r}'
                return self
        raise AssertionError(f'{self.role} {self.name!r} takes no text')

    def tree(self, depth=0):
        """For the eyes of whoever mends a test."""
        lines = []
        try:
            states = '' if self.showing else ' (hidden)'
            lines.append(f'{"  " * depth}{self.role} {self.name!r} {self.text[:60]!r}{states}')
            for child in self.children():
                lines += child.tree(depth + 1)
        except GLib.Error:
            pass
        return lines


class Announcements:
    """What windows have a screen reader say, from when this is made."""

    def __init__(self):
        self.heard = []
        self.listener = Atspi.EventListener.new(self.on_announcement)
        self.listener.register('object:announcement')

    def on_announcement(self, event):
        self.heard.append((event.source.get_process_id(), str(event.any_data)))

    def has(self, window, text):
        return (window.child.pid, text) in self.heard

    def wait(self, window, text):
        wait_until(lambda: self.has(window, text), f'{window.profile} to be told {text!r}, among {self.heard}')

    def stop(self):
        self.listener.deregister('object:announcement')


class Process:
    """A child whose output is read as it comes, and can be waited for."""
    started = []

    def __init__(self, command, env=None, stdin=None):
        self.started.append(self)
        self.lines = []
        self.command = command
        self.child = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                      env={**os.environ, **(env or {})}, start_new_session=True)
        stream = Gio.UnixInputStream.new(self.child.stdout.fileno(), False)
        self.reader = Gio.DataInputStream.new(stream)
        self.read_on()

    def read_on(self):
        self.reader.read_line_async(GLib.PRIORITY_DEFAULT, None, self.on_line)

    def on_line(self, reader, result):
        try:
            line, _length = reader.read_line_finish_utf8(result)
        except GLib.Error:
            return
        if line is None:  # the bare bytes would be an empty line at the end, and one after the other
            return
        self.lines.append(line)
        if os.environ.get('DUO_VERBOSE'):
            print('#', self.lines[-1], file=sys.stderr)
        self.read_on()

    @property
    def ended(self):
        return self.child.poll() is not None

    def wait_line(self, pattern, patience=None):
        """The match of the first line that fits `pattern`, past ones included."""
        expression = re.compile(pattern)

        def look():
            for line in self.lines:
                found = expression.search(line)
                if found:
                    return found
            if self.ended:
                raise Missing(f'{self.command[0]} ended before it said {pattern!r}:\n' + '\n'.join(self.lines[-30:]))
            return None
        return wait_until(look, f'a line with {pattern!r}', patience)

    def stop(self, patience=20):
        """Ends it politely; what does not end is a failure."""
        if not self.ended:
            self.child.send_signal(signal.SIGTERM)
        try:
            self.child.wait(patience)
        except subprocess.TimeoutExpired:
            self.child.kill()
            raise AssertionError(f'{self.command[0]} did not end within {patience} s') from None

    def assert_clean(self):
        """Nothing a sanitizer or GLib would complain about was said."""
        bad = [line for line in self.lines
               if re.search(r'AddressSanitizer|LeakSanitizer|runtime error:|-CRITICAL \*\*|-WARNING \*\*', line)]
        assert not bad, f'{self.command[0]} complained:\n' + '\n'.join(bad[:10] + self.lines[-40:])


class Service(Process):
    """`duologued demo`: made-up people, on loopback, for as long as the test lives."""
    program = [str(BUILD / 'src/duologued')]

    def __init__(self, *options):
        super().__init__([*self.program, 'demo', '--port', '0', *options], stdin=subprocess.PIPE)
        line = self.wait_line(r'^\{.*"address".*\}$').group(0)
        self.demo = json.loads(line)
        self.address = self.demo['address']
        self.password = self.demo['password']


class App(Process):
    """One window of the app, under a profile of its own."""
    program = [str(BUILD / 'src/duologue')]

    def __init__(self, profile, *options, env=None):
        super().__init__([*self.program, '--profile', profile, *options],
                         env={'G_MESSAGES_DEBUG': 'duo-app duo-call duo-client',
                              'GSETTINGS_SCHEMA_DIR': str(BUILD / 'data'), **(env or {})})
        self.profile = profile
        self.root = wait_until(self.find_root, f'the window of {profile}')

    def find_root(self):
        if self.ended:
            raise Missing(f'the app ended {self.child.returncode}:\n' + '\n'.join(self.lines[-30:]))
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_process_id() == self.child.pid and child.get_child_count() > 0:
                return Node(child)
        return None

    def find(self, *args, **kwargs):
        return self.root.find(*args, **kwargs)

    def has_loaded(self, part):
        """Whether a file whose path has `part` is mapped into the program."""
        return part in pathlib.Path(f'/proc/{self.child.pid}/maps').read_text(encoding='utf-8')

    def click(self, name, role=None, **kwargs):
        return self.root.find(role or BUTTON, name, **kwargs).click()

    def says(self, pattern, patience=None):
        self.root.says(pattern, patience)

    def focus(self):
        """Gives its window the keys, which one that came later took (X11)."""
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.child.pid)], check=True,
                               capture_output=True, text=True)
        subprocess.run(['xdotool', 'windowfocus', '--sync', found.stdout.split()[-1]], check=True)

    def enter_room(self):
        """From the check page, with camera and microphone on."""
        self.find(BUTTON, re.compile('^Turn On Camera', re.I)).click()
        self.find(BUTTON, re.compile('^Turn On Microphone', re.I)).click()
        self.find(BUTTON, 'Join').click()

    def sign_in(self, service, email):
        for row, text in ((re.compile('^Service Address$', re.I), service.address), ('Email', email),
                          ('Password', service.password)):
            self.find(None, row, where=lambda node: node.editable).type(text)
        self.click('Sign In')


def picture(path):
    """A picture of the whole display, by whichever tool the display has."""
    pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
    tool = ['grim', str(path)] if os.environ.get('WAYLAND_DISPLAY') else ['import', '-window', 'root', str(path)]
    subprocess.run(tool, check=True)


def keys(*names):
    """Real key presses into the window that has the focus (X11)."""
    subprocess.run(['xdotool', 'key', '--clearmodifiers', *names], check=True)


def run(*tests):
    """Runs test functions, which build on each other, and prints TAP. The first failure ends it, and shows the
    trees of the windows that were open, and what each program said last."""
    failed = 0
    print(f'1..{len(tests)}')
    for number, test in enumerate(tests, 1):
        try:
            test()
            print(f'ok {number} {test.__name__}', flush=True)
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f'not ok {number} {test.__name__}')
            print(traceback.format_exc(), file=sys.stderr, flush=True)  # meson keeps TAP's own comments to itself
            print('\n'.join('# ' + line for line in traceback.format_exc().splitlines()), flush=True)
            show_windows(test.__name__)
            show_lines()
            print(f'Bail out! {len(tests) - number} more build on it', flush=True)
            break
    sys.exit(1 if failed else 0)


def show_lines():
    for process in Process.started:
        print(f'# {" ".join(process.command)}')
        print('\n'.join('#   ' + line for line in process.lines[-60:]), flush=True)


def show_windows(name):
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(i)
        if child:
            print('\n'.join('# ' + line for line in Node(child).tree()[:200]), flush=True)
    try:
        picture(BUILD / 'pictures' / f'failed-{name}.png')
    except (OSError, subprocess.CalledProcessError):
        print('# no picture could be taken')
