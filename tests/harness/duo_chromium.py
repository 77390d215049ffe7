# SPDX-License-Identifier: GPL-3.0-or-later
"""Chromium, driven: one browser is one party, as one program of ours is one.

    driver = Driver()
    browser = Browser(driver, rate=30)
    browser.open(address)
    browser.wait('state.ready')
"""
import contextlib
import http.client
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import threading
import time

import figures

PATIENCE = 60


def is_there():
    return all(shutil.which(program) for program in ('chromium', 'chromedriver'))


def clean_environment():
    """Without what a test asks of our own programs: the browser has GLib and malloc in it, too."""
    ours = ('G_DEBUG', 'MALLOC_', 'GST_')
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


class Driver:
    """chromedriver and what is asked of it."""

    def __init__(self):
        with socket.create_server(('127.0.0.1', 0)) as free:
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(['chromedriver', f'--port={self.port}'], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, env=clean_environment())
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if self.ask('GET', '/status')['ready']:
                    return
            except OSError:
                threading.Event().wait(0.05)
        raise RuntimeError('chromedriver did not start')

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=PATIENCE)
        connection.request(method, path, json.dumps(body or {}) if method == 'POST' else None,
                           {'Content-Type': 'application/json'})
        answer = json.loads(connection.getresponse().read())['value']
        connection.close()
        if isinstance(answer, dict) and 'error' in answer and 'message' in answer:
            raise RuntimeError(answer['message'].split('\n')[0])
        return answer

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)


class Browser:
    """One fresh Chromium with one page. `picture`: a y4m file in the place of its camera; without `devices` it has none,
    and its addresses stay hidden behind names. `window`: its size, where there is a display to show it on."""

    def __init__(self, driver, rate=30, picture=None, window=None, devices=True):
        self.driver = driver
        self.profile = tempfile.mkdtemp()
        arguments = ['--no-sandbox', '--disable-dev-shm-usage', f'--user-data-dir={self.profile}',
                     '--autoplay-policy=no-user-gesture-required']
        arguments += ['--use-fake-ui-for-media-stream', f'--use-fake-device-for-media-stream=fps={rate}'] * devices
        # Nothing in it but the page.
        arguments += ['--window-size={},{}'.format(*window), '--app=data:,'] if window else ['--headless']
        arguments += [f'--use-file-for-fake-video-capture={picture}'] if picture else []
        wanted = {'capabilities': {'alwaysMatch': {'goog:chromeOptions': {
            'args': arguments, 'excludeSwitches': ['enable-automation']}}}}
        self.session = '/session/' + driver.ask('POST', '/session', wanted)['sessionId']

    def open(self, address):
        self.driver.ask('POST', self.session + '/url', {'url': address})

    def run(self, script):
        """What the script returns; a promise is waited for."""
        return self.driver.ask('POST', self.session + '/execute/sync', {'script': script, 'args': []})

    def wait(self, expression, seconds=PATIENCE):
        """The value of the expression once it is something; the page's own error otherwise."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value, error = self.run(f'return [{expression}, state.error]')
            if error:
                raise RuntimeError('Chromium: ' + error)
            if value:
                return value
            threading.Event().wait(0.05)
        raise RuntimeError('Chromium did not get there: ' + expression)

    def processes(self):
        """Of the whole browser, whichever of them do the work."""
        parents, found = {}, []
        for status in pathlib.Path('/proc').glob('[0-9]*/stat'):
            try:
                fields = status.read_text().rsplit(')', 1)[1].split()
                parents[int(status.parent.name)] = int(fields[1])
                if f'--user-data-dir={self.profile}' in (status.parent / 'cmdline').read_text():
                    found.append(int(status.parent.name))
            except OSError:
                continue  # one that has just ended
        for pid, parent in sorted(parents.items()):
            if pid not in found and parent in found:
                found.append(pid)
        return found

    def processor_ms(self):
        spent = 0
        for pid in self.processes():
            with contextlib.suppress(OSError):  # one that has just ended
                spent += figures.process_ms(pid)
        return spent

    def close(self):
        self.driver.ask('DELETE', self.session)
        shutil.rmtree(self.profile, ignore_errors=True)
