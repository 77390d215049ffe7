#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop, the Flatpak, systemd and a reader are told: valid, one id everywhere, a sandbox with six holes, a
service that is shut in, pictures that are there.

Each guard runs a second time against an input with the fault in it, and must catch it."""
import configparser
import copy
import json
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

SOURCE = pathlib.Path(os.environ['DUO_SOURCE'])
DATA = pathlib.Path(os.environ['DUO_BUILD'], 'data')
APP_ID = re.search(r"^app_id = '(.*)'", (SOURCE / 'meson.build').read_text(), re.M).group(1)
MANIFEST = SOURCE / 'flatpak' / f'{APP_ID}.json'

# Everything else goes through portals (DESIGN §2).
HOLES = {'--share=network', '--share=ipc', '--socket=wayland', '--socket=fallback-x11', '--socket=pulseaudio',
         '--device=dri'}


def faults_of_manifest(manifest):
    faults = [] if manifest.get('id') == APP_ID else ['the id is not that of meson.build']
    holes = manifest.get('finish-args', [])
    faults += [f'{hole} is no hole that was agreed' for hole in holes if hole not in HOLES]
    faults += [f'{hole} is missing' for hole in sorted(HOLES) if hole not in holes]
    if len(holes) != len(set(holes)):
        faults.append('a hole is there twice')
    return faults + faults_of_sources(manifest)


def faults_of_sources(manifest):
    """A download without a hash could be anything; a module could also open the sandbox for itself."""
    faults = []
    for module in manifest.get('modules', []):
        for source in module.get('sources', []):
            if source.get('type') == 'archive' and not re.fullmatch(r'[0-9a-f]{64}', source.get('sha256', '')):
                faults.append(f'{module["name"]} has a source without SHA-256')
        if module.get('build-options', {}).get('build-args'):
            faults.append(f'{module["name"]} is not built offline')
    return faults


def faults_of_desktop(text):
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, f'{APP_ID}.desktop')
        path.write_text(text)
        check = subprocess.run(['desktop-file-validate', str(path)], capture_output=True, text=True, check=False)
        if check.returncode or check.stdout.strip():
            faults.append(check.stdout.strip() or 'not valid')
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string(text)
    entry = parser['Desktop Entry']
    wanted = {'Icon': APP_ID, 'DBusActivatable': 'true', 'Exec': 'duologue %u'}
    faults += [f'{key} is {entry.get(key)}' for key, value in wanted.items() if entry.get(key) != value]
    if 'x-scheme-handler/duologue' not in entry.get('MimeType', '').split(';'):
        faults.append('duologue:// links do not come here')
    return faults


def faults_of_metainfo(text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, f'{APP_ID}.metainfo.xml')
        path.write_text(text)
        check = subprocess.run(['appstreamcli', 'validate', '--no-net', '--pedantic', str(path)],
                               capture_output=True, text=True, check=False)
    faults = [check.stdout.strip()] if check.returncode else []
    root = xml.etree.ElementTree.fromstring(text)
    if root.findtext('id') != APP_ID or root.findtext('launchable') != f'{APP_ID}.desktop':
        faults.append('id or launchable is not that of meson.build')
    return faults


def faults_of_bus_file(text):
    faults = [] if f'Name={APP_ID}\n' in text else ['the bus name is not the id']
    if not re.search(r'^Exec=/.*/duologue --gapplication-service$', text, re.M):
        faults.append('the app is not started as a service')
    return faults


# What a service that is open to the world is not to be without.
GUARDS = {'User': 'duologue', 'NoNewPrivileges': 'yes', 'ProtectSystem': 'strict', 'ProtectHome': 'yes', 'PrivateTmp': 'yes',
          'PrivateDevices': 'yes', 'CapabilityBoundingSet': '', 'MemoryDenyWriteExecute': 'yes', 'RestrictNamespaces': 'yes',
          'SystemCallArchitectures': 'native', 'UMask': '0077'}


def faults_of_unit(text):
    said = dict(line.split('=', 1) for line in text.split('\n') if '=' in line and not line.startswith('#'))
    faults = [f'{key} is {said.get(key)}' for key, value in GUARDS.items() if said.get(key) != value]
    if not re.fullmatch(r'/.*/duologued serve', said.get('ExecStart', '')):
        faults.append('the service is not started')
    home = f'/var/lib/{said.get("StateDirectory")}'
    users = (SOURCE / 'data' / 'duologued.sysusers.conf').read_text()
    if said.get('WorkingDirectory') != home or f' {home}\n' not in users:
        faults.append('the unit and its user have different homes')
    return faults


def faults_of_proxy(text):
    """The live socket is a WebSocket, and the service believes the proxy only about who came to it."""
    wanted = ['proxy_set_header Upgrade $http_upgrade;', 'location = /v1/live {', 'proxy_http_version 1.1;',
              'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;', 'http://127.0.0.1:8440;']
    faults = [f'there is no “{line}”' for line in wanted if line not in text]
    return faults if lets_cvs_through(text) else [*faults, 'a CV is too large for it, or its name is written down']


def lets_cvs_through(text):
    factors = re.search(r'#define DUO_MAX_CV \(([0-9 *]+)\)', (SOURCE / 'src' / 'domain' / 'duo-cv-record.h').read_text())
    place = re.search(r'location = /v1/me/cv \{([^}]*)\}', text)
    size = place and re.search(r'client_max_body_size (\d+)m;', place.group(1))
    return (size and int(size.group(1)) * 1024 * 1024 > math.prod(map(int, factors.group(1).split('*')))
            and 'access_log off;' in place.group(1) and 'proxy_pass ' in place.group(1))


def faults_of_icons(folder):
    return [f'no {kind} icon' for kind, name in (('scalable', f'{APP_ID}.svg'), ('symbolic', f'{APP_ID}-symbolic.svg'))
            if not (folder / kind / 'apps' / name).is_file()]


def faults_of_readme(text):
    """A picture that is not there or says nothing to who cannot see it; and a clone should stay small."""
    pictures = re.findall(r'<img ([^>]*)>', text)
    faults = [] if pictures else ['no picture of the app']
    for attributes in pictures:
        path = SOURCE / re.search(r'src="([^"]*)"', attributes).group(1)
        if not path.is_file():
            faults.append(f'{path.name} is not there')
        elif path.stat().st_size > 256 * 1024:
            faults.append(f'{path.name} is too big: {path.stat().st_size} bytes')
        if not re.search(r'alt="[^"]{20,}"', attributes):
            faults.append(f'{path.name} is not described')
    return faults


def with_argument(manifest, argument):
    wrong = copy.deepcopy(manifest)
    wrong['finish-args'].append(argument)
    return wrong


def without_argument(manifest, argument):
    wrong = copy.deepcopy(manifest)
    wrong['finish-args'].remove(argument)
    return wrong


def without_hash(manifest):
    wrong = copy.deepcopy(manifest)
    del next(s for m in wrong['modules'] for s in m['sources'] if s['type'] == 'archive')['sha256']
    return wrong


def cases():
    manifest = json.loads(MANIFEST.read_text())
    desktop = (DATA / f'{APP_ID}.desktop').read_text()
    metainfo = (DATA / f'{APP_ID}.metainfo.xml').read_text()
    bus = (DATA / f'{APP_ID}.service').read_text()
    unit = (DATA / 'duologued.service').read_text()
    proxy = (SOURCE / 'data' / 'duologued.nginx.conf').read_text()
    icons = SOURCE / 'data' / 'icons' / 'hicolor'
    readme = (SOURCE / 'README.md').read_text()
    yield 'manifest has exactly the six holes', faults_of_manifest(manifest), False
    yield 'desktop file is valid', faults_of_desktop(desktop), False
    yield 'metainfo is valid', faults_of_metainfo(metainfo), False
    yield 'bus file names the id', faults_of_bus_file(bus), False
    yield 'the unit shuts the service in', faults_of_unit(unit), False
    yield 'the proxy lets live sockets through', faults_of_proxy(proxy), False
    yield 'icons are named by the id', faults_of_icons(icons), False
    yield 'the README shows the app', faults_of_readme(readme), False
    yield 'a lost picture is caught', faults_of_readme(readme.replace('screenshots/room', 'screenshots/lost')), True
    yield 'a picture without words is caught', faults_of_readme(readme.replace('alt=', 'title=')), True
    yield 'a seventh hole is caught', faults_of_manifest(with_argument(manifest, '--filesystem=home')), True
    yield 'a camera of its own is caught', faults_of_manifest(with_argument(manifest, '--device=all')), True
    yield 'a closed hole is caught', faults_of_manifest(without_argument(manifest, '--device=dri')), True
    yield 'another id is caught', faults_of_manifest({**manifest, 'id': 'org.example.Other'}), True
    yield 'a source without hash is caught', faults_of_manifest(without_hash(manifest)), True
    yield 'a lost link handler is caught', faults_of_desktop(desktop.replace('x-scheme-handler', 'text')), True
    yield 'an invalid desktop file is caught', faults_of_desktop(desktop.replace('Type=', 'Kind=')), True
    yield 'invalid metainfo is caught', faults_of_metainfo(metainfo.replace('<summary', '<slogan').replace(
        '</summary', '</slogan')), True
    yield 'another bus name is caught', faults_of_bus_file(bus.replace(APP_ID, 'org.example.Other')), True
    yield 'a guard that is gone is caught', faults_of_unit(unit.replace('ProtectSystem=strict', '')), True
    yield 'a home elsewhere is caught', faults_of_unit(unit.replace('/var/lib/duologue', '/srv/duologue')), True
    yield 'a proxy without upgrade is caught', faults_of_proxy(proxy.replace('Upgrade $', 'X-Upgrade $')), True
    yield 'a proxy without CVs is caught', faults_of_proxy(proxy.replace('client_max_body_size 6m;', '')), True
    yield 'a proxy for small CVs is caught', faults_of_proxy(proxy.replace('_size 6m', '_size 5m')), True
    yield 'a proxy that notes their names is caught', faults_of_proxy(
        proxy.replace('    access_log off;\n  }\n\n  # The live', '  }\n\n  # The live')), True
    yield 'a lost icon is caught', faults_of_icons(icons / 'nowhere'), True


def main():
    failed = 0
    all_cases = list(cases())
    print('TAP version 14')
    print(f'1..{len(all_cases)}')
    for number, (name, faults, expected) in enumerate(all_cases, 1):
        good = bool(faults) == expected
        failed += not good
        print(f'{"ok" if good else "not ok"} {number} - {name}')
        for fault in faults if not good else []:
            print('# ' + fault.replace('\n', '\n# '))
    sys.exit(1 if failed else 0)


main()
