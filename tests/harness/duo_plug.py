# SPDX-License-Identifier: GPL-3.0-or-later
"""Devices that are plugged in at the sound server of with-sound, and pulled out."""
import pathlib
import subprocess

PLUG = pathlib.Path(__file__).with_name('plug')


class Plug:
    """kind: camera, microphone, tone or speaker"""

    def __init__(self, kind, name):
        self.child = subprocess.Popen([str(PLUG), kind, name], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def pull(self):
        self.child.stdin.close()
        self.child.wait()
