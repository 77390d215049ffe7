# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of a desktop's portal that says whether a program may go on without a window, for tests.

Answers what it is told to, and writes down what it was asked. Of the whole portal it has the Background interface only."""
from gi.repository import Gio, GLib

NAME, PATH = 'org.freedesktop.portal.Desktop', '/org/freedesktop/portal/desktop'
INTERFACE = """<node><interface name='org.freedesktop.portal.Background'>
  <method name='RequestBackground'>
    <arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>
  </method>
</interface></node>"""


class Portal:
    """Allows it where `allows`."""

    def __init__(self, allows):
        self.allows = allows
        self.reasons = []
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], self.on_call, None, None)
        self.owner = Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE, None, None)

    def on_call(self, _bus, sender, _path, _interface, _method, parameters, invocation):
        _window, options = parameters.unpack()
        self.reasons.append(options.get('reason'))
        request = f"{PATH}/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"
        invocation.return_value(GLib.Variant('(o)', (request,)))
        results = {'background': GLib.Variant('b', self.allows), 'autostart': GLib.Variant('b', False)}
        self.bus.emit_signal(sender, request, 'org.freedesktop.portal.Request', 'Response',
                             GLib.Variant('(ua{sv})', (0 if self.allows else 1, results)))
