# SPDX-License-Identifier: GPL-3.0-or-later
"""PipeWire of a test's own, and a screen in it, as a desktop gives its to whoever may share it."""
import json
import os
import pathlib
import socket
import subprocess

from duo_ui import wait_until

SCREEN = ('videotestsrc is-live=true pattern={pattern} ! video/x-raw,format=BGRx,width=1280,height=720,framerate=15/1 '
          '! pipewiresink mode=provide stream-properties=props,media.class=Video/Source,node.name={name}')
SOCKET = pathlib.Path(os.environ['XDG_RUNTIME_DIR'], 'pipewire-0')


class Desktop:
    """PipeWire and who links its nodes; screens last until somebody who looked at one leaves it."""

    def __init__(self):
        self.parts = [self.start('pipewire')]
        wait_until(self.connect, 'PipeWire to answer').close()
        self.parts.append(self.start('wireplumber'))
        self.screens = 0

    @staticmethod
    def start(*command):
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    @staticmethod
    def connect():
        """A connection of one's own, as the portal hands it out."""
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(str(SOCKET))
            return connection
        except OSError:
            connection.close()
            return None

    def show(self, pattern='smpte75'):
        """A new screen; its node."""
        self.screens += 1
        name = f'screen-{self.screens}'
        self.parts.append(self.start('gst-launch-1.0', '-q', *SCREEN.format(pattern=pattern, name=name).split()))
        return wait_until(lambda: self.find(name), f'the node {name}')

    @staticmethod
    def find(name):
        found = subprocess.run(['pw-dump'], check=False, capture_output=True, text=True).stdout
        nodes = [thing for thing in json.loads(found or '[]') if thing.get('type', '').endswith('Node')]
        return next((node['id'] for node in nodes if node['info']['props'].get('node.name') == name), None)

    def close(self):
        for part in reversed(self.parts):
            part.kill()
            part.wait()
