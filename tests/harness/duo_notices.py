# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of a desktop that shows notifications, for tests: what GNOME's shell is to programs (org.gtk.Notifications).

It lives in the test's own process, on the private bus of with-desktop, and presses buttons as the shell does: by
org.freedesktop.Application, which works whether the program has a window or not."""
import re

from gi.repository import Gio, GLib

NAME, PATH = 'org.gtk.Notifications', '/org/gtk/Notifications'
INTERFACE = f"""<node><interface name='{NAME}'>
  <method name='AddNotification'>
    <arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='a{{sv}}' direction='in'/>
  </method>
  <method name='RemoveNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/></method>
</interface></node>"""


class Notice:
    """One notification, as it was sent."""

    def __init__(self, app, ident, content):
        self.app, self.ident = app, ident
        self.title = content['title']
        self.body = content.get('body', '')
        self.urgent = content.get('priority') == 'high'
        self.default = (content.get('default-action'), content.get('default-action-target'))
        self.buttons = {button['label']: (button['action'], button.get('target')) for button in content.get('buttons', [])}

    def __repr__(self):
        return f'<{self.app} {self.ident}: {self.title!r} {self.body!r} {list(self.buttons)}>'


class Notices:
    """What is on the desktop now (`shown`), and everything that ever was (`told`)."""

    def __init__(self):
        self.shown = {}
        self.told = []
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], self.on_call, None, None)
        Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE, None, None)

    def on_call(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        app, ident, *content = parameters.unpack()
        if method == 'AddNotification':
            notice = Notice(app, ident, content[0])
            self.told.append(notice)
            self.shown[app, ident] = notice
        else:
            self.shown.pop((app, ident), None)
        invocation.return_value(None)

    def find(self, app, title):
        """(nullable): the one of this profile whose title fits."""
        return next((notice for notice in self.shown.values()
                     if notice.app.endswith(f'.Profile_{app}') and re.search(title, notice.title)), None)

    def count(self, app, title):
        """How often it was ever told."""
        return sum(notice.app.endswith(f'.Profile_{app}') and bool(re.search(title, notice.title)) for notice in self.told)

    def press(self, notice, label=None):
        """A button, or, without a label, the notification itself."""
        action, target = notice.buttons[label] if label else notice.default
        target = [] if target is None else [GLib.Variant('s', target)]
        path = '/' + notice.app.replace('.', '/').replace('-', '_')
        parameters = GLib.Variant('(sava{sv})', (action.removeprefix('app.'), target, {}))
        # The shell takes what was acted upon away.
        self.shown.pop((notice.app, notice.ident), None)
        self.bus.call(notice.app, path, 'org.freedesktop.Application', 'ActivateAction', parameters, None,
                      Gio.DBusCallFlags.NONE, -1, None, None)
