# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of a desktop's portal, for tests: whether a program may go on without a window, and which screen it is given.

Answers what it is told to, and writes down what it was asked."""
from gi.repository import Gio, GLib

NAME, PATH = 'org.freedesktop.portal.Desktop', '/org/freedesktop/portal/desktop'
BACKGROUND = """<node><interface name='org.freedesktop.portal.Background'>
  <method name='RequestBackground'>
    <arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>
  </method>
</interface></node>"""
CAST = """<node><interface name='org.freedesktop.portal.ScreenCast'>
  <property name='AvailableCursorModes' type='u' access='read'/>
  <method name='CreateSession'><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>
  <method name='SelectSources'>
    <arg type='o' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>
  </method>
  <method name='Start'>
    <arg type='o' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>
    <arg type='o' direction='out'/>
  </method>
  <method name='OpenPipeWireRemote'>
    <arg type='o' direction='in'/><arg type='a{sv}' direction='in'/><arg type='h' direction='out'/>
  </method>
</interface></node>"""
SESSION = """<node><interface name='org.freedesktop.portal.Session'>
  <method name='Close'/><signal name='Closed'/>
</interface></node>"""
ACCEPTED, CANCELLED = 0, 1


class Part:
    """One interface of it."""

    def __init__(self, interface, on_get=None):
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(interface).interfaces[0], self.on_call, on_get, None)
        self.owner = Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE, None, None)

    def answer(self, sender, token, invocation, response, results):
        request = f"{PATH}/request/{sender[1:].replace('.', '_')}/{token}"
        invocation.return_value(GLib.Variant('(o)', (request,)))
        self.bus.emit_signal(sender, request, 'org.freedesktop.portal.Request', 'Response',
                             GLib.Variant('(ua{sv})', (response, results)))

    def on_call(self, bus, sender, path, interface, method, parameters, invocation):
        raise NotImplementedError


class Portal(Part):
    """Allows a program to go on where it `allows`."""

    def __init__(self, allows):
        self.allows = allows
        self.reasons = []
        super().__init__(BACKGROUND)

    def on_call(self, _bus, sender, _path, _interface, _method, parameters, invocation):
        _window, options = parameters.unpack()
        self.reasons.append(options.get('reason'))
        self.answer(sender, options['handle_token'], invocation, ACCEPTED if self.allows else CANCELLED,
                    {'background': GLib.Variant('b', self.allows), 'autostart': GLib.Variant('b', False)})


class ScreenCast(Part):
    """Gives the screen `node` of a `desktop`; None: its user wants none."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.node = None
        self.asked = []  # what was to be selected
        self.sessions = {}  # those that are open, and their registration
        super().__init__(CAST, lambda *_: GLib.Variant('u', 7))

    def on_call(self, _bus, sender, _path, _interface, method, parameters, invocation):
        options = parameters.unpack()[-1]
        if method == 'CreateSession':
            results = {'session_handle': GLib.Variant('s', self.open(sender, options['session_handle_token']))}
            self.answer(sender, options['handle_token'], invocation, ACCEPTED, results)
        elif method == 'SelectSources':
            self.asked.append(options)
            self.answer(sender, options['handle_token'], invocation, ACCEPTED, {})
        elif method == 'Start':
            streams = GLib.Variant('a(ua{sv})', [(self.node or 0, {})])
            self.answer(sender, options['handle_token'], invocation, CANCELLED if self.node is None else ACCEPTED,
                        {'streams': streams})
        else:
            self.hand_out(invocation)

    def open(self, sender, token):
        path = f"{PATH}/session/{sender[1:].replace('.', '_')}/{token}"
        self.sessions[path] = self.bus.register_object(
            path, Gio.DBusNodeInfo.new_for_xml(SESSION).interfaces[0], self.on_session, None, None)
        return path

    def on_session(self, _bus, _sender, path, _interface, _method, _parameters, invocation):
        self.bus.unregister_object(self.sessions.pop(path))
        invocation.return_value(None)

    def hand_out(self, invocation):
        with self.desktop.connect() as connection:
            descriptors = Gio.UnixFDList.new()
            descriptors.append(connection.fileno())
        invocation.return_value_with_unix_fd_list(GLib.Variant('(h)', (0,)), descriptors)

    def take_away(self):
        """As the desktop's own button for it does."""
        for path, registration in self.sessions.items():
            self.bus.emit_signal(None, path, 'org.freedesktop.portal.Session', 'Closed', None)
            self.bus.unregister_object(registration)
        self.sessions = {}
