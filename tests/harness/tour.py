# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays the thread of the product in two real windows: find, book, lose a race, talk, leave; `./run demo` runs it.

Pictures go to DUO_PICTURES where that is set. With DUO_STAY the windows stay until somebody closes them."""
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import zoneinfo

from gi.repository import Gio, GLib  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import duo_service  # noqa: E402  pylint: disable=wrong-import-position
from duo_ui import App, BUTTON, Service, run_events, wait_until  # noqa: E402  pylint: disable=wrong-import-position

WIDTH, HEIGHT = (int(n) for n in os.environ.get('DUO_WINDOW', '1280x900').split('x'))
PICTURES = os.environ.get('DUO_PICTURES')
WAY = os.environ.get('DUO_WAY', 'light')
MARGIN = 40
BACKGROUND = os.environ.get('DUO_BACKGROUND', '#d6d3cd')
TALENT, RECRUITER = 'Amara Okafor', 'Ada Lindqvist'


def sway(*words):
    answer = subprocess.run(['swaymsg', '-r', *words], check=True, capture_output=True, text=True).stdout
    return json.loads(answer)


class Window(App):
    """A window with a display of its own where there is none for all."""

    def __init__(self, profile, email, service, output):
        self.output = output if PICTURES else None
        if PICTURES:
            sway('focus', 'output', output)
        super().__init__(profile, '--address', service.address, '--test-source', '640x360@15')
        self.email, self.service = email, service
        self.place()

    def place(self):
        """Puts the window where its shadow has room."""
        if self.output:
            mine = f'[pid={self.child.pid}]'
            sway(f'{mine} floating enable, resize set {WIDTH} {HEIGHT}, move position {MARGIN} {MARGIN}, focus')

    def picture(self, page):
        """What this window shows now, once everything that was asked of it is drawn."""
        if not self.output:
            return
        self.place()
        run_events(0.7)
        path = pathlib.Path(PICTURES, f'{page}-{WAY}-{WIDTH}.png')
        subprocess.run(['grim', '-o', self.output, str(path)], check=True)
        print(f'  {path.name}', flush=True)

    def show(self, view):
        self.find(None, re.compile(f'^{view}'), where=lambda node: node.role in {'page tab', 'radio button', 'toggle button'} or
                  (node.role in BUTTON)).click()


def read_the_screen(on):
    """With a screen reader on nothing fades over the video. A user's own desktop is left as it is."""
    if not PICTURES:
        return
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.freedesktop.DBus.Properties', 'Set',
                  GLib.Variant('(ssv)', ('org.a11y.Status', 'ScreenReaderEnabled', GLib.Variant('b', on))),
                  None, Gio.DBusCallFlags.NONE, -1, None)


def sign_in(window):
    window.find(None, 'Sign In')
    window.picture(f'12-sign-in-{window.profile}')
    window.sign_in(window.service, window.email)


def book(amara, service):
    """Ada's slots; one is taken by somebody else while it is chosen; the first, whose room is open, is booked."""
    amara.find(None, re.compile(RECRUITER))
    amara.picture('01-directory')
    amara.find(None, re.compile('^Search')).type('Lindqvist')
    amara.click(re.compile(f'^Book 1-1 Chat(: {RECRUITER})?$'))
    amara.find(BUTTON, re.compile(r'\d\d:\d\d.*, free'))
    amara.picture('02-slot-picker')
    amara.root.all(BUTTON, re.compile(r'\d\d:\d\d.*, free'))[2].click()
    chosen = amara.find(BUTTON, re.compile(r', chosen')).name
    amara.picture('02-slot-picker-chosen')
    take_slot(service, re.search(r'\d\d:\d\d', chosen).group())
    amara.says('was just taken')
    amara.picture('15-lost-race')
    amara.find(BUTTON, re.compile(r'\d\d:\d\d.*, free')).click()
    amara.click('Book 1-1 Chat', where=lambda node: node.enabled)
    amara.says('Booked')
    amara.picture('01-directory-booked')


def take_slot(service, time):
    """Somebody else books what is chosen, as a race has it: today's at that time of the event's."""
    other = duo_service.Client(service.address)
    event = service.demo['event']
    signed_in = other.post('/v1/sessions', {
        'method': 'password', 'email': service.demo['talents'][20], 'password': service.password,
        'device': {'name': 'a race', 'key': duo_service.new_key()}})
    other.token = signed_in.json['token']
    ada = next(person['id'] for person in other.everything(event)['people'] if person['name'] == RECRUITER)
    zone = zoneinfo.ZoneInfo(other.get(f'/v1/events/{event}').json['zone'])
    slot = next(slot for slot in other.slots(event, ada, 'open')
                if datetime.datetime.fromisoformat(slot[0]).astimezone(zone).strftime('%H:%M') == time)
    answer = other.book(event, ada, slot)
    assert answer.status == 201, answer
    other.close()


def talk(amara, ada):
    read_the_screen(True)
    for window, waits in ((amara, True), (ada, False)):
        window.show('My 1-1 Chats')
        window.find(BUTTON, re.compile('^Join'))
        window.picture(f'04-my-chats-{window.profile}')
        window.find(BUTTON, re.compile('^Join')).click()
        window.find(None, re.compile('Camera Is Off'))
        window.picture(f'08-room-check-{window.profile}')
        window.find(BUTTON, re.compile('Turn.*Camera', re.I)).click()
        window.find(BUTTON, re.compile('Turn.*Microphone', re.I)).click()
        window.picture(f'08-room-check-on-{window.profile}')
        window.find(BUTTON, 'Join').click()
        if waits:
            window.says('has not joined')
            window.picture('09-room-waiting')
    for window in (amara, ada):
        window.wait_line('call: talking')
        window.wait_line(r'frames=([6-9]\d|\d{3,})')
    for window in (amara, ada):
        window.picture(f'09-room-{window.profile}')
    read_the_screen(False)


def leave(amara, ada):
    for window in (amara, ada):
        window.find(BUTTON, re.compile('^Leave')).click()
        window.find(BUTTON, 'Done')
        window.picture(f'10-after-call-{window.profile}')
        window.find(BUTTON, 'Done').click()
        window.show('My Schedule')
        window.picture(f'05-schedule-{window.profile}')
    edit_availability(ada)


def edit_availability(ada):
    """A slot ahead is blocked, and taken back; where there is no room beside the calendar, the settings are a sheet."""
    slot = ada.find(None, re.compile(', open$'), where=lambda node: node.role == 'toggle button').name
    ada.find(None, slot).click()
    ada.find(None, slot.replace(', open', ', blocked'))
    ada.picture('06-availability')
    ada.click('Undo', where=lambda node: node.enabled)
    if ada.root.all(BUTTON, 'Booking Settings'):
        ada.click('Booking Settings')
        ada.find(None, 'Pause Requests')
        ada.picture('06-availability-settings')
        ada.click('Close')


def answer_requests(service):
    """A recruiter whom talents have to ask first: the page of requests, and what one says there."""
    priya = Window('priya', next(email for email in service.demo['recruiters'] if email.startswith('priya')), service,
                   'HEADLESS-2')
    priya.sign_in(service, priya.email)
    priya.show('My 1-1 Chats')
    # Beside the chats, or on a side of their own where the window is narrow.
    place = priya.find(BUTTON, re.compile(r'^(Review \d|Requests \()'))
    if place.name.startswith('Requests'):
        place.click()
    name = re.sub('^Accept: ', '', priya.find(BUTTON, re.compile('^Accept: ')).name)
    priya.picture('04-my-chats-requests')
    priya.click(re.compile('^Review'))
    priya.says('waiting for an answer')
    priya.picture('07-inbox')
    priya.click('Select Several')
    priya.says('0 Selected')
    priya.picture('07-inbox-selection')
    priya.click('Cancel')
    priya.click('Back')
    priya.show('Talents')
    priya.find(None, re.compile('^Search')).type(name)
    priya.click(re.compile('^Show Request'))
    priya.find(BUTTON, 'Hand Over…')
    priya.picture('07-request')
    for question in ('Decline…', 'Hand Over…'):
        priya.click(question)
        priya.find(BUTTON, re.compile('^(Keep Request|Cancel)$'))
        priya.picture('07-request-' + question.split()[0].rstrip('…').lower())
        priya.click(re.compile('^(Keep Request|Cancel)$'))
    priya.click('Accept')
    priya.find(BUTTON, 'Undo')
    priya.picture('07-inbox-answered')
    priya.stop()


def look_after_the_event(organizer):
    """The organizer's page; a length that is taken away meets the chats that are booked with it."""
    organizer.find(None, 'Slot Lengths')
    organizer.picture('11-format')
    organizer.click('15 minutes')
    organizer.find(BUTTON, 'Apply')
    organizer.picture('11-format-touched')
    organizer.click(re.compile('^Discard'))
    organizer.show('Chats')
    organizer.says(r'^\d+ chats')
    organizer.picture('11-chats')
    organizer.stop()


def lose_the_service(amara, service):
    service.stop()
    amara.says('[Oo]ffline|cannot be reached|last known')
    amara.show('1-1 Chat')
    amara.find(None, re.compile('^Search')).type('')
    amara.picture('14-offline')


def main():
    service = Service()
    if PICTURES:
        sway('create_output')
        mode = f'{WIDTH + 2 * MARGIN}x{HEIGHT + 2 * MARGIN}'
        sway(f'output HEADLESS-2 mode {mode} position {WIDTH + 2 * MARGIN} 0 bg {BACKGROUND} solid_color')
    amara = Window('amara', service.demo['talents'][0], service, 'HEADLESS-1')
    ada = Window('ada', service.demo['recruiters'][0], service, 'HEADLESS-2')
    windows = (amara, ada)
    for window in windows:
        sign_in(window)
    book(amara, service)
    ada.show('My 1-1 Chats')
    ada.find(None, re.compile(TALENT))
    talk(amara, ada)
    if os.environ.get('DUO_STAY'):
        print('The windows are yours. Close both to end the demo.')
        wait_until(lambda: all(window.ended for window in windows), 'both windows to be closed', 86400)
    else:
        leave(amara, ada)
        answer_requests(service)
        organizer = Window('organizer', service.demo['organizer'], service, 'HEADLESS-2')
        sign_in(organizer)
        look_after_the_event(organizer)
        lose_the_service(amara, service)
        for window in windows:
            window.stop()
    if not service.ended:
        service.stop()


if __name__ == '__main__':
    main()
