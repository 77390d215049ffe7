# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks a window by Tab alone, as somebody does who has no pointer, and says what was out of reach or has no name.

A list, a grid, or another group with a name is one stop: what is inside is arrows' to reach, which test-reach.c follows
to every single widget, without the time that real keys take."""
import collections
import subprocess
import time

from gi.repository import GLib
from duo_ui import Atspi, Node, keys

# How long a key may take to move the focus; one that moves nothing costs as much.
PAUSE = 0.6
LONGEST_WALK = 120

ACTIVE = {'button', 'push button', 'toggle button', 'radio button', 'check box', 'switch', 'combo box', 'entry',
          'password text', 'page tab', 'link', 'slider', 'spin button', 'menu item'}
# Those of the window manager, which has keys of its own for them.
MANAGED = {'Minimize', 'Maximize', 'Restore', 'Close'}

# What takes the focus only to hand it on, or to scroll.
FRAMES = {'panel', 'scroll pane', 'dialog'}
# What is one stop, with arrows inside.
GROUPS = {'table', 'list', 'page tab list'}
NAMED = {'Slots', 'Days', 'Which Chats'}

Fault = collections.namedtuple('Fault', 'what role name')
Thing = collections.namedtuple('Thing', 'node above group role name named')  # `above`: everything that it is a part of


class Walk:
    """Where the focus has been in one window."""

    def __init__(self, app):
        self.app = app
        self.focus = None
        self.seen = {}  # accessible → Node, in the order in which they had the focus
        self.listener = Atspi.EventListener.new(self.on_event)
        self.listener.register('object:state-changed:focused')

    def close(self):
        self.listener.deregister('object:state-changed:focused')

    def on_event(self, event):
        if event.detail1 and event.source.get_process_id() == self.app.child.pid:
            self.focus = event.source

    def press(self, key):
        """What has the focus after a key that moved it; None where it stays."""
        self.focus = None
        keys(key)
        context, deadline = GLib.MainContext.default(), time.monotonic() + PAUSE
        tick = GLib.timeout_add(20, lambda: True)
        while self.focus is None and time.monotonic() < deadline:
            context.iteration(True)
        GLib.source_remove(tick)
        return self.focus

    def note(self, accessible):
        """Whether it is new."""
        if accessible is None or accessible in self.seen:
            return False
        self.seen[accessible] = Node(accessible)
        return True

    def around(self):
        """By Tab, once around."""
        first = None
        for _step in range(LONGEST_WALK):
            stop = self.press('Tab')
            if stop is not None and stop == first:
                return
            first = first or stop
            self.note(stop)

    def missing(self, things):
        """Those that never had the focus, nor something inside them, nor what they are a part of."""
        above = {each for accessible in self.seen for each in parents(accessible)}
        reached = above.union(self.seen)
        return [thing for thing in things if thing.node.accessible not in reached
                and not any(each in self.seen for each in thing.above)
                and (thing.group is None or thing.group not in above)]


def parents(accessible):
    try:
        accessible = accessible.get_parent()
        while accessible is not None:
            yield accessible
            accessible = accessible.get_parent()
    except GLib.Error:  # it went away meanwhile
        return


def focus_window(app):
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(app.child.pid)], check=True,
                           capture_output=True, text=True).stdout.split()
    subprocess.run(['xdotool', 'windowfocus', '--sync', found[0]], check=True)


def stand_on(app, role, name):
    """Goes there by Tab; what it is called."""
    walk = Walk(app)
    try:
        focus_window(app)
        for _step in range(LONGEST_WALK):
            focus = walk.press('Tab')
            if focus is not None and focus.get_role_name() in role and name.search(focus.get_name()):
                return focus.get_name()
    finally:
        walk.close()
    raise AssertionError(f'{name.pattern} is not reached by keyboard')


def is_active(node):
    if not node.showing or not node.enabled or node.name in MANAGED or node.role in FRAMES:
        return False
    return node.has_state(Atspi.StateType.FOCUSABLE) or node.role in ACTIVE


def find_active(node, above=(), group=None):
    """Everything below that can be used now. `group`: the innermost list, grid or other group with a name around it."""
    found = []
    try:
        if is_active(node):
            # A choice of one has no role of its own: its buttons stand side by side.
            group = above[-1] if node.role == 'radio button' else group
            found.append(Thing(node, above, group, node.role, node.name, has_name(node)))
        if node.role in GROUPS or (node.role == 'grouping' and node.name in NAMED):
            group = node.accessible
        for child in node.children():
            found += find_active(child, (*above, node.accessible), group)
    except GLib.Error:  # it went away meanwhile
        pass
    return found


def has_name(node):
    """Its own, or that of the control it is a part of, as the text inside an entry."""
    parent = node.accessible.get_parent()
    return bool(node.name) or (node.role in ('text', 'entry') and parent is not None and bool(parent.get_name()))


def look(app, root=None):
    """The faults of what the window shows now (below `root`), after a walk through all of it; and how many stops there
    were."""
    focus_window(app)
    walk = Walk(app)
    try:
        things = find_active(root or app.root)
        walk.around()
        faults = [Fault('out of reach', thing.role, thing.name) for thing in walk.missing(things)]
        faults += [Fault('without a name', thing.role, '') for thing in things if not thing.named]
        return faults, len(walk.seen)
    finally:
        walk.close()
