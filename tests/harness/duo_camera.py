# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of a desktop's portal that lets a sandboxed program at cameras, for tests."""
import os
import socket

from gi.repository import Gio, GLib

NAME, PATH = 'org.freedesktop.portal.Desktop', '/org/freedesktop/portal/desktop'
INTERFACE = """<node><interface name='org.freedesktop.portal.Camera'>
  <method name='AccessCamera'>
    <arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>
  </method>
  <method name='OpenPipeWireRemote'>
    <arg type='a{sv}' direction='in'/><arg type='h' direction='out'/>
  </method>
</interface></node>"""


class CameraPortal:
    """Allows it where `allows`; what it gives is a connection to the PipeWire of with-sound."""

    def __init__(self, allows):
        self.allows = allows
        self.asked = 0
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], self.on_call, None, None)
        self.owner = Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE, None, None)

    def on_call(self, _bus, sender, _path, _interface, method, parameters, invocation):
        if method == 'AccessCamera':
            self.answer(sender, parameters.unpack()[0], invocation)
            return
        if not self.allows:
            invocation.return_dbus_error('org.freedesktop.portal.Error.NotAllowed', 'no')
            return
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(os.path.join(os.environ['XDG_RUNTIME_DIR'], 'pipewire-0'))
            descriptors = Gio.UnixFDList()
            descriptors.append(connection.fileno())
            invocation.return_value_with_unix_fd_list(GLib.Variant('(h)', (0,)), descriptors)

    def answer(self, sender, options, invocation):
        self.asked += 1
        request = f"{PATH}/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"
        invocation.return_value(GLib.Variant('(o)', (request,)))
        self.bus.emit_signal(sender, request, 'org.freedesktop.portal.Request', 'Response',
                             GLib.Variant('(ua{sv})', (0 if self.allows else 1, {})))
