#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`./run demo`: a talent and a recruiter find each other, book a slot and talk, in two real windows.

    demo.py BUILD [--pictures DIRECTORY] [--readme]

On a desktop the two windows open there, play by themselves, and are then yours until you close them. Without a
display, or with --readme, the same is played on virtual ones, light, dark and from right to left, wide and narrow, and
leaves pictures of every page; and of every state of the room, light and dark. With --readme those that the README shows
are taken over from them into data/screenshots."""
import argparse
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
# Each way to play, with its style, what lies behind the windows, and what it runs in.
WAYS = {'light': ('light', '#d6d3cd', []), 'dark': ('dark', '#17171a', []),
        'rtl': ('light', '#d6d3cd', [str(HERE / 'in-language'), 'rtl'])}
# The window's size, and the display's: room for the shadow around it.
SIZES = {'1280': ('1280x900', '1360x980'), '360': ('360x648', '440x728')}
# The README's pictures, and which of the demo's they are.
SCREENSHOTS = {'directory': '01-directory-light-1280', 'booking': '02-slot-picker-chosen-dark-1280',
               'room': '09-room-ada-light-1280', 'narrow-directory': '01-directory-light-360',
               'narrow-room': '09-room-ada-dark-360', 'check': '08-check-on-dark-1280',
               'panel': '09-panel-company-light-1280'}


# Those in which every state of the room is shown.
ROOMS = ('light', 'dark')


def play(build, way, window, display, pictures, what='tour'):
    style, background, speak = WAYS[way]
    env = {**os.environ, 'DUO_BUILD': build, 'DUO_SOURCE': str(HERE.parent.parent), 'DUO_WINDOW': window,
           'ADW_DEBUG_COLOR_SCHEME': f'prefer-{style}', 'DUO_PICTURES': str(pictures), 'DUO_WAY': way,
           'DUO_BACKGROUND': background, 'TZ': os.environ.get('TZ', 'America/New_York')}
    started = time.monotonic()
    status = subprocess.run([str(HERE / 'with-desktop'), '--wayland', '--size', display, *speak,
                             sys.executable, str(HERE / f'{what}.py')], env=env, check=False).returncode
    print(f'{what} {way} {window}: {"played" if status == 0 else "failed"} in {time.monotonic() - started:.0f} s',
          flush=True)
    return status == 0


def without_display(build, pictures):
    pictures.mkdir(parents=True, exist_ok=True)
    good = all([play(build, way, window, display, pictures)
                for way in WAYS for window, display in SIZES.values()] +
               [play(build, way, window, display, pictures, 'rooms')
                for way in ROOMS for window, display in SIZES.values()])
    taken = sorted(pictures.glob('*.png'))
    print(f'{len(taken)} pictures in {pictures}')
    return good and bool(taken)


def take_over(pictures):
    """Less of the backdrop, and WebP: small enough to be kept with the sources."""
    folder = HERE.parent.parent / 'data' / 'screenshots'
    folder.mkdir(exist_ok=True)
    for name, source in SCREENSHOTS.items():
        subprocess.run(['convert', str(pictures / f'{source}.png'), '-shave', '16x16', '-strip', '-quality', '92',
                        '-define', 'webp:method=6', str(folder / f'{name}.webp')], check=True)
    print(f'{len(SCREENSHOTS)} pictures in {folder}')


def on_desktop(build):
    env = {**os.environ, 'DUO_BUILD': build, 'DUO_SOURCE': str(HERE.parent.parent), 'DUO_STAY': '1',
           'PYTHONPATH': str(HERE)}
    command = [sys.executable, str(HERE / 'tour.py')]
    if 'DBUS_SESSION_BUS_ADDRESS' not in os.environ:
        command = ['dbus-run-session', '--', *command]
    return subprocess.run(command, env=env, check=False).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('build')
    parser.add_argument('--pictures', type=pathlib.Path)
    parser.add_argument('--readme', action='store_true')
    args = parser.parse_args()
    build = str(pathlib.Path(args.build).resolve())
    pictures = args.pictures or pathlib.Path(build, 'pictures')
    if not args.readme and (os.environ.get('DISPLAY') or os.environ.get('WAYLAND_DISPLAY')):
        good = on_desktop(build)
    else:
        print('Playing on a virtual display, six times (light, dark and from right to left, wide and narrow); then every state\n'
              'of the room, four times.', flush=True)
        good = without_display(build, pictures)
    if good and args.readme:
        take_over(pictures)
    sys.exit(0 if good else 1)


if __name__ == '__main__':
    main()
