# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every state that the room can be in, those too that two who talk hardly come to; `./run demo` runs it.

What is shown is tests/unit/app/preview-room, without a service. Pictures go to DUO_PICTURES."""
import pathlib
import subprocess

from duo_ui import App, BUILD, Process, wait_until
from tour import MARGIN, PICTURES, WAY, WIDTH, HEIGHT, sway, run_events

# What each says once it is what it is called. Without a state it is what becomes of the one before.
STATES = (
    ('08-check', 'check', 'Camera Is Off'), ('08-check-on', 'check-on', 'Say a few words'),
    ('08-check-late', 'check-late', 'You said: 5 minutes late'), ('08-check-here', 'check-here', 'Waiting in the room'),
    ('08-check-devices', 'check-full', 'Camera Is Off'), ('08-check-none', 'devices', 'No Camera Found'),
    ('08-check-denied', 'check-denied', 'The Camera Does Not Work'),
    ('08-check-busy', 'check-busy', 'Another program is using the camera'),
    ('08-check-recording', 'check-record', 'Speak now'), ('08-check-playing', None, 'This is how you sound'),
    ('08-check-encryption', 'check-encryption', 'compare the code in the room'),
    ('08-check-elsewhere', 'check-elsewhere', 'Move the Chat to This Device'),
    ('08-check-network-good', 'check-good', 'A call gets through'),
    ('08-check-network-tcp', 'check-tcp', 'Only TCP gets through'),
    ('08-check-network-blocked', 'check-blocked', 'The relay does not answer'),
    ('09-state-preparing', 'preparing', 'Getting ready'), ('09-state-waiting', 'waiting', 'has not joined yet'),
    ('09-state-late', 'late', 'is 10 minutes late'), ('09-state-left', 'left', 'has left'),
    ('09-state-new-key', 'new-key', 'has a new key'), ('09-state-connecting', 'connecting', 'Connecting'),
    ('09-state-verifying', 'verifying', 'Checking that it is'), ('09-state-talking', 'talking', 'W7Q 2MX'),
    ('09-state-camera-off', 'camera-off', 'camera is off'), ('09-state-my-camera-off', 'my-camera-off', 'Camera off'),
    ('09-state-muted', 'muted', 'is muted'), ('09-state-my-microphone-off', 'my-microphone-off', 'W7Q 2MX'),
    ('09-state-unread', 'unread', 'W7Q 2MX'), ('09-state-poor', 'poor', 'Poor'),
    ('09-state-sound-only', 'sound-only', 'is too slow for'), ('09-state-reconnecting', 'reconnecting', 'is interrupted'),
    ('09-state-away', 'away', 'the call goes on|your call goes on'), ('09-state-sharing', 'sharing', 'You are sharing your screen'),
    ('09-state-watching', 'watching', 'is sharing a screen'), ('09-state-devices', 'devices-dialog', 'Cancel Echo'),
    ('09-state-code', 'code', 'Read this to each other'), ('09-state-code-agreed', 'code-agreed', 'has a new key'),
    ('09-state-code-known', 'code-known', 'a device that you know'), ('09-state-leaving', 'leave', 'Leave the Chat'),
    ('09-state-no-screen', 'no-screen', 'Your Screen Cannot Be Shared'),
    ('09-state-lost-device', 'lost-device', 'was unplugged'),
    ('09-state-lost-devices', 'lost-devices', 'were unplugged'),
    ('09-state-more', 'more', '5 More Minutes'), ('09-state-over', 'over', '2 min over'),
    ('09-state-unverified', 'ended', 'could not be verified'), ('09-state-lost', 'ended-lost', 'was lost'),
    ('09-state-unreachable', 'ended-unreachable', 'No connection to'),
    ('09-state-no-relay', 'ended-relay', 'Your address cannot be hidden'),
    ('09-state-misunderstood', 'ended-peer', 'The call has ended'),
    ('09-state-elsewhere', 'ended-elsewhere', 'on another device'), ('09-state-closed', 'ended-closed', 'is closed'),
    ('09-panel-company', 'person', 'Engineering Manager'), ('09-panel-notes', 'notes', 'Only you see this'),
    ('09-panel-notes-recruiter', 'notes recruiter', 'never sees this'), ('09-panel-text', 'text', 'not delivered yet'),
    ('09-panel-text-empty', 'text-empty', 'Nothing Written Yet'), ('10-after', 'after', 'You talked with'),
    ('10-after-recruiter', 'after recruiter', 'never sees this'), ('10-after-missed', 'after-missed', 'You did not meet'))


class Preview(App):
    """One program that shows one state after the other."""
    program = [str(BUILD / 'tests/unit/app/preview-room'), 'pages']

    def __init__(self):  # pylint: disable=super-init-not-called
        Process.__init__(self, self.program, stdin=subprocess.PIPE,
                         env={'GSETTINGS_SCHEMA_DIR': str(BUILD / 'data')})
        self.profile, self.root = 'the room', None
        self.mine = f'[pid={self.child.pid}]'

    def show(self, state, text):
        name, *words = state.split()
        line = ' '.join([name, f'{WIDTH}x{HEIGHT}', *words])
        self.child.stdin.write(f'{line}\n'.encode())
        self.child.stdin.flush()
        wait_until(lambda: self.has_come_to(line), f'the turn of {state}')
        self.root = wait_until(self.find_root, f'the window of {state}')
        self.says(text)
        sway(f'{self.mine} floating enable, resize set {WIDTH} {HEIGHT}, move position {MARGIN} {MARGIN}, focus')

    def has_come_to(self, line):
        """A window with a dialog in it closes that first; one that is gone already is no fault."""
        if f'= {line}' in self.lines:
            return True
        if self.root:
            subprocess.run(['swaymsg', '-q', f'{self.mine} kill'], check=False, stderr=subprocess.DEVNULL)
        return False

    def take(self, name):
        run_events(0.7)
        path = pathlib.Path(PICTURES, f'{name}-{WAY}-{WIDTH}.png')
        subprocess.run(['grim', str(path)], check=True)
        print(f'  {path.name}', flush=True)


def main():
    preview = Preview()
    for name, state, text in STATES:
        if state:
            preview.show(state, text)
        else:
            preview.says(text)
        preview.take(name)
    preview.stop()


if __name__ == '__main__':
    main()
