# SPDX-License-Identifier: GPL-3.0-or-later
"""The shell around the pages: views, menus and calendar by keyboard, what others do, and a service that goes away."""
import ctypes
import re
import subprocess

import duo_service
from duo_ui import App, BUTTON, Service, TAB, keys, run, wait_until

CHAT = re.compile(r'^\w+day \d+ \w+, \d\d:\d\d to \d\d:\d\d( \(.*\))?, ')


class Stage:
    """What lives as long as the tests of this file."""
    service = ada = None


def find_window(app):
    return subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(app.child.pid)], check=True,
                          capture_output=True, text=True).stdout.split()[-1]


def focus(app):
    subprocess.run(['xdotool', 'windowfocus', '--sync', find_window(app)], check=True)


def sign_in(email):
    client = duo_service.Client(Stage.service.address)
    answer = client.post('/v1/sessions', {'method': 'password', 'email': email, 'password': Stage.service.password,
                                          'device': {'name': 'a test', 'key': duo_service.new_key()}})
    client.token = answer.json['token']
    return client


def selected_view():
    return next((tab.name for tab in Stage.ada.root.all(TAB) if tab.checked and tab.name in VIEWS), None)


VIEWS = ('Talents', 'My 1-1 Chats', 'My Schedule')


def focused_chat():
    return next((node.name for node in Stage.ada.root.all(BUTTON, CHAT) if node.focused), None)


def test_recruiter_sees_talents():
    Stage.service = Service()
    Stage.ada = App('shell')
    Stage.ada.sign_in(Stage.service, Stage.service.demo['recruiters'][0])
    Stage.ada.find(TAB, 'Talents')
    Stage.ada.says(r'^\d+ talents')


def icon_width(window):
    """Of the first picture that an X11 window carries for the desktop's panels; 0 without one."""
    x11 = ctypes.CDLL('libX11.so.6')
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    kind, form = ctypes.c_ulong(), ctypes.c_int()
    count, left, data = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.POINTER(ctypes.c_ulong)()
    x11.XGetWindowProperty(display, ctypes.c_ulong(int(window)), ctypes.c_ulong(x11.XInternAtom(display, b'_NET_WM_ICON', 0)),
                           ctypes.c_long(0), ctypes.c_long(1), 0, ctypes.c_ulong(0), *map(ctypes.byref, (kind, form, count, left, data)))
    width = data[0] if count.value else 0
    x11.XCloseDisplay(display)
    return width


def test_window_has_the_icon():
    """It comes after the first frame."""
    wait_until(lambda: icon_width(find_window(Stage.ada)) >= 48, 'the window to carry the icon')


def test_keys_change_the_view():
    focus(Stage.ada)
    for number, view in enumerate(VIEWS, 1):
        keys(f'alt+{number}')
        wait_until(lambda view=view: view in (selected_view() or ''), f'{view} by its key')


def test_search_has_a_key():
    keys('alt+3')
    wait_until(lambda: 'Schedule' in (selected_view() or ''), 'another view')
    keys('ctrl+f')
    wait_until(lambda: Stage.ada.find(None, re.compile('^Search')).focused, 'the search to have the focus')


def test_account_menu_opens_by_key():
    focus(Stage.ada)
    keys('F10')
    Stage.ada.says('ada.lindqvist')
    Stage.ada.find(BUTTON, 'Sign Out')
    keys('Escape')
    Stage.ada.root.gone(BUTTON, 'Sign Out')


def test_shortcuts_are_listed():
    focus(Stage.ada)
    keys('F1')
    Stage.ada.says('Account and main menu')
    keys('Escape')
    wait_until(lambda: not Stage.ada.root.has_text('Account and main menu'), 'the list to be gone')


def test_event_says_what_it_is():
    """So does the button of the menu, which keeps its name when that is open; the event is inside of it."""
    def describes(node):
        return re.search(r'\d', node.description) and 'as recruiter' in node.description
    button = Stage.ada.find('toggle button', 'Tech Careers Online 2026', where=describes)

    def named():
        return [node for node in Stage.ada.root.all(BUTTON, 'Tech Careers Online 2026') if describes(node)]
    before = len(named())
    button.click()
    wait_until(lambda: len(named()) > before, 'the event in the menu')
    assert button.name == 'Tech Careers Online 2026', button.name
    named()[-1].click()


def test_a_booking_is_told_at_once():
    amara = sign_in(Stage.service.demo['talents'][0])
    event = Stage.service.demo['event']
    everything = amara.everything(event)
    ada = next(person['id'] for person in everything['people'] if person['name'] == 'Ada Lindqvist')
    answer = amara.book(event, ada, amara.slots(event, ada, 'open')[3])
    assert answer.status == 201, answer
    Stage.ada.says(r'Amara Okafor booked \w+day')
    Stage.ada.click('Show')
    wait_until(lambda: 'My 1-1 Chats' in (selected_view() or ''), 'the chats behind the toast')
    answer = amara.verb(answer.json, 'cancel')
    assert answer.status == 200, answer
    Stage.ada.says('Amara Okafor cancelled the chat')
    assert not Stage.ada.root.all(BUTTON, 'Show'), 'the way to where one is'
    amara.close()


def test_own_deeds_are_no_news():
    assert not Stage.ada.root.has_text('You booked|Ada Lindqvist booked')


def test_signing_out_on_purpose_is_no_news():
    Stage.ada.click('Account and Main Menu', 'toggle button')
    Stage.ada.click('Sign Out')
    Stage.ada.find(None, 'Email', where=lambda node: node.editable)
    assert not Stage.ada.root.has_text('You were signed out'), 'who signs out is told so as if it were a failure'
    Stage.ada.sign_in(Stage.service, Stage.service.demo['recruiters'][0])
    Stage.ada.says(r'^\d+ talents')


def test_lost_service_is_said_and_nothing_can_be_joined():
    Stage.service.stop()
    Stage.ada.says(r'Offline\. Last updated \d')
    for join in Stage.ada.root.all(BUTTON, re.compile('^Join the chat')):
        assert not join.enabled, 'Join can be pressed without a service'


def test_an_ended_session_is_said():
    port = Stage.service.address.rsplit(':', 1)[1]
    Stage.service = Service('--port', port)  # the same place, where nobody knows the token
    for button in Stage.ada.root.all(BUTTON, 'Try Again'):
        button.press()  # the app tries again by itself: it may be there before the button is pressed
    Stage.ada.says('You were signed out')
    Stage.ada.find(None, 'Email', where=lambda node: node.editable)


def test_nothing_was_complained_about():
    Stage.ada.stop()
    Stage.ada.assert_clean()
    Stage.service.stop()


run(test_recruiter_sees_talents, test_window_has_the_icon, test_keys_change_the_view, test_search_has_a_key, test_account_menu_opens_by_key,
    test_shortcuts_are_listed, test_event_says_what_it_is, test_a_booking_is_told_at_once, test_own_deeds_are_no_news,
    test_signing_out_on_purpose_is_no_news,
    test_lost_service_is_said_and_nothing_can_be_joined, test_an_ended_session_is_said, test_nothing_was_complained_about)
