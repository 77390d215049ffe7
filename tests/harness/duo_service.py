# SPDX-License-Identifier: GPL-3.0-or-later
"""The real service for tests: start it, call it, hold live sockets to it. Python's standard library only.

    with Service() as service:                     # a demo event with made-up people, on a free port
        amara = service.sign_in(service.talents[0])
        answer = amara.get('/v1/events')
        with amara.live() as live:
            live.send(type='hello', since={service.event: 0})
            live.wait('changes')

Nothing here sleeps: everything that is waited for is an event with a bound.
"""
import base64
import gzip
import hashlib
import http.client
import json
import os
import secrets
import select
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time
import urllib.parse

BOUND = float(os.environ.get('DUO_TEST_BOUND', '20'))


def find_daemon():
    build = os.environ.get('DUO_BUILD') or os.environ.get('BUILD') or 'build'
    return os.environ.get('DUOLOGUED') or os.path.join(build, 'src', 'duologued')


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def new_key():
    return encode(secrets.token_bytes(32))


def idempotency_key():
    return secrets.token_urlsafe(18)


class Answer:
    """What the service said: `status`, `headers` (lower case), `body` bytes, `json`."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        return self.json.get('code')

    def __repr__(self):
        return f'<{self.status} {self.body[:300]!r}>'


def read_answer(reply):
    body = reply.read()
    return Answer(reply.status, {k.lower(): v for k, v in reply.getheaders()}, body)


class Client:
    """One device of one account; `token` None asks without signing in. Keeps its connection."""

    def __init__(self, address, token=None):
        self.address, self.token = address, token
        self.host, self.port = urllib.parse.urlsplit(address).hostname, urllib.parse.urlsplit(address).port
        self.connection = None
        self.account = None
        self.me = None

    def request(self, method, path, body=None, headers=None):
        sent = dict(headers or {})
        if self.token:
            sent.setdefault('Authorization', f'Bearer {self.token}')
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        if body is not None:
            sent.setdefault('Content-Type', 'application/json')
        for again in (False, True):
            if self.connection is None:
                self.connection = http.client.HTTPConnection(self.host, self.port, timeout=BOUND)
            try:
                self.connection.request(method, path, body, sent)
                return read_answer(self.connection.getresponse())
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.close()
                if again:
                    raise

    def get(self, path, **headers):
        return self.request('GET', path, headers={k.replace('_', '-'): v for k, v in headers.items()})

    def post(self, path, body=None, key=None, rev=None, headers=None):
        sent = dict(headers or {})
        if key:
            sent['Idempotency-Key'] = key
        if rev is not None:
            sent['If-Match'] = f'"{rev}"'
        return self.request('POST', path, body if body is not None else {}, sent)

    def put(self, path, body, rev=None):
        return self.request('PUT', path, body, {} if rev is None else {'If-Match': f'"{rev}"'})

    # what tests do all the time

    def slots(self, event, recruiter, state=None):
        """[(start, end, state), …] of all days."""
        days = self.get(f'/v1/events/{event}/recruiters/{recruiter}/slots').json['days']
        return [tuple(slot) for day in days for slot in day['slots'] if state in (None, slot[2])]

    def days(self, event, recruiter):
        return self.get(f'/v1/events/{event}/recruiters/{recruiter}/slots').json['days']

    def book(self, event, recruiter, slot, key=None, **more):
        body = {'verb': 'book', 'with': recruiter, 'start': slot[0], 'end': slot[1], **more}
        return self.post(f'/v1/events/{event}/chats', body, key or idempotency_key())

    def verb(self, chat, verb, key=None, rev=None, **body):
        """Who moves or cancels says why, if not otherwise; all but the talent have to."""
        if verb in ('reschedule', 'cancel'):
            body = {'message': 'Something came up.', **body}
        return self.post(f"/v1/chats/{chat['id']}/{verb}", body, key or idempotency_key(),
                         chat['rev'] if rev is None else rev)

    def everything(self, event):
        answer = self.get(f'/v1/events/{event}/changes?since=0', Accept_Encoding='gzip')
        return json.loads(gzip.decompress(answer.body))

    def live(self):
        return LiveSocket(self.host, self.port, self.token)

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


class Refused(Exception):
    """The service did not upgrade; `answer` says what it said."""

    def __init__(self, answer):
        super().__init__(str(answer))
        self.answer = answer


class LiveSocket:
    """A small WebSocket client (RFC 6455) that speaks JSON objects."""

    GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

    def __init__(self, host, port, token, headers=None):
        self.socket = socket.create_connection((host, port), timeout=BOUND)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b''
        self.messages = []
        self.closed = None  # the close code, once it came
        self.shake_hands(host, port, token, headers or {})

    def shake_hands(self, host, port, token, headers):
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        sent = {'Host': f'{host}:{port}', 'Upgrade': 'websocket', 'Connection': 'Upgrade',
                'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': key}
        if token:
            sent['Authorization'] = f'Bearer {token}'
        sent.update(headers)
        head = ''.join(f'{k}: {v}\r\n' for k, v in sent.items() if v is not None)
        self.socket.sendall(f'GET /v1/live HTTP/1.1\r\n{head}\r\n'.encode())
        while b'\r\n\r\n' not in self.buffer:
            self.buffer += self.receive_some()
        head, self.buffer = self.buffer.split(b'\r\n\r\n', 1)
        lines = head.decode().split('\r\n')
        status = int(lines[0].split()[1])
        found = {k.lower(): v for k, v in (line.split(': ', 1) for line in lines[1:])}
        if status != 101:
            length = int(found.get('content-length', 0))
            while len(self.buffer) < length:
                self.buffer += self.receive_some()
            raise Refused(Answer(status, found, self.buffer))
        expected = base64.b64encode(hashlib.sha1((key + self.GUID).encode()).digest()).decode()
        assert found['sec-websocket-accept'] == expected, found

    def receive_some(self):
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionResetError('the service ended the connection')
        return data

    # frames

    def send_frame(self, opcode, payload, fin=True):
        mask = secrets.token_bytes(4)
        size = len(payload)
        head = bytes([(0x80 if fin else 0) | opcode])
        if size < 126:
            head += bytes([0x80 | size])
        elif size < 65536:
            head += bytes([0x80 | 126]) + struct.pack('!H', size)
        else:
            head += bytes([0x80 | 127]) + struct.pack('!Q', size)
        masked = bytes(b ^ mask[i % 4] for i, b in enumerate(payload))
        self.socket.sendall(head + mask + masked)

    def take(self, size):
        while len(self.buffer) < size:
            self.buffer += self.receive_some()
        data, self.buffer = self.buffer[:size], self.buffer[size:]
        return data

    def read_frame(self):
        first, second = self.take(2)
        size = second & 0x7f
        if size == 126:
            size = struct.unpack('!H', self.take(2))[0]
        elif size == 127:
            size = struct.unpack('!Q', self.take(8))[0]
        return first & 0x0f, self.take(size)

    # messages

    def send(self, **message):
        self.send_frame(1, json.dumps(message).encode())

    def receive_frame(self):
        """One frame: its message, or None where it was about the connection."""
        opcode, payload = self.read_frame()
        if opcode == 1:
            return json.loads(payload)
        if opcode == 9:
            self.send_frame(10, payload)
        if opcode == 8:
            self.closed = struct.unpack('!H', payload[:2])[0] if payload else 1005
            try:
                self.send_frame(8, payload)
            except OSError:
                pass
        return None

    def receive(self):
        """The next message, or None when the service said good-bye."""
        message = None
        while message is None and self.closed is None:
            try:
                message = self.receive_frame()
            except ConnectionResetError:
                self.closed = self.closed or 1006
        return message

    def drain(self):
        """The messages that have come by now, without waiting."""
        poller = select.poll()
        poller.register(self.socket, select.POLLIN)
        while self.closed is None and (self.buffer or poller.poll(0)):
            message = self.receive_frame()
            if message is not None:
                yield message

    def wait(self, kind, matches=lambda message: True, seconds=BOUND):
        """The next message of a type for which `matches` holds; others are kept in `messages` in their order."""
        for i, message in enumerate(self.messages):
            if message['type'] == kind and matches(message):
                return self.messages.pop(i)
        end = time.monotonic() + seconds
        while True:
            self.socket.settimeout(max(0.01, end - time.monotonic()))
            try:
                message = self.receive()
            except TimeoutError:
                raise AssertionError(f'no {kind} within {seconds} s; there were {self.messages}') from None
            finally:
                self.socket.settimeout(BOUND)
            if message is None:
                raise AssertionError(f'closed ({self.closed}) while waiting for {kind}')
            if message['type'] == kind and matches(message):
                return message
            self.messages.append(message)

    def comes(self, kind, seconds):
        """The next message of a type, or None where none comes within so long."""
        try:
            return self.wait(kind, seconds=seconds)
        except AssertionError:
            if self.closed is not None:
                raise
            return None

    def settle(self):
        """Everything that was sent to this socket before now has come when this returns."""
        n = secrets.randbelow(2**31)
        self.send(type='ping', n=n)
        self.wait('pong', lambda message: message['n'] == n)
        return self.messages

    def hello(self, event, since=0):
        self.send(type='hello', since={event: since})
        return self.wait('changes', lambda message: message['event'] == event and not message.get('more'))

    def wait_closed(self):
        while self.receive() is not None:
            pass
        return self.closed

    def break_off(self):
        """As a network that is gone: no good-bye, but the service notices."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.socket.close()

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()


class Service:
    """A running `duologued demo` (or `serve` of a directory, after restart())."""

    def __init__(self, *arguments, directory=None, recruiters=12, talents=30, daemon=None):
        self.daemon = daemon or find_daemon()
        self.home = tempfile.mkdtemp(prefix='duo-service-')
        self.directory = directory or os.path.join(self.home, 'data')
        self.clock_file = os.path.join(self.home, 'clock')
        self.offset = 0
        self.log_path = os.path.join(self.home, 'log')
        self.process = None
        self.start('demo', '--directory', self.directory, '--clock-offset-file', self.clock_file,
                   '--recruiters', str(recruiters), '--talents', str(talents), *arguments)
        self.password, self.event = self.said['password'], self.said['event']
        self.talents, self.recruiters = self.said['talents'], self.said['recruiters']
        self.organizer = self.said['organizer']

    def start(self, *arguments):
        self.killed = False
        environment = {**os.environ, 'XDG_CONFIG_HOME': self.home, 'XDG_DATA_HOME': self.home}
        with open(self.log_path, 'ab') as log:
            self.process = subprocess.Popen([self.daemon, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=log, env=environment)
        line = self.read_line()
        assert line, f'the service did not begin: {self.log()}'
        self.said = json.loads(line)
        self.address = self.said['address']
        parts = urllib.parse.urlsplit(self.address)
        self.host, self.port = parts.hostname, parts.port

    def read_line(self):
        ready, _, _ = select.select([self.process.stdout], [], [], 3 * BOUND)
        return self.process.stdout.readline().decode() if ready else ''

    def log(self):
        with open(self.log_path, errors='replace') as log:
            return log.read()

    def configure(self, text):
        """Begins again with what a configuration file says."""
        path = os.path.join(self.home, 'duologued.conf')
        with open(path, 'w') as file:
            file.write(text)
        self.restart('--config', path)

    # people

    def client(self, token=None):
        return Client(self.address, token)

    def sign_in(self, email, password=None, device='a test'):
        client = self.client()
        answer = client.post('/v1/sessions', {'method': 'password', 'email': email,
                                              'password': password or self.password,
                                              'device': {'name': device, 'key': new_key()}})
        assert answer.status == 201, answer
        client.token, client.account = answer.json['token'], answer.json['account']
        client.me = client.get(f'/v1/events/{self.event}').json.get('me')
        return client

    # time

    def set_ahead(self, seconds):
        """Moves the clock that the service reads, also while it does not run."""
        self.offset += seconds
        fresh = self.clock_file + '.new'
        with open(fresh, 'w') as file:
            file.write(f'{self.offset}\n')
        os.replace(fresh, self.clock_file)

    def leap(self, seconds):
        """Moves the service's clock; returns once it has."""
        self.set_ahead(seconds)
        target = time.time() + self.offset
        self.wait_until(lambda: abs(self.now() - target) < 5)

    def now(self):
        import email.utils
        answer = self.client().get('/v1/service')
        return email.utils.parsedate_to_datetime(answer.headers['date']).timestamp()

    def wait_until(self, holds, seconds=BOUND):
        end = time.monotonic() + seconds
        waker = select.poll()
        while not holds():
            assert time.monotonic() < end, 'it never came'
            waker.poll(20)

    # ends

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def wait(self):
        status = self.process.wait(timeout=BOUND)
        self.process.stdin.close()
        self.process.stdout.close()
        return status

    def kill(self):
        self.killed = True
        self.process.kill()
        self.wait()

    def restart(self, *arguments):
        """As `serve` on the same data, on another port."""
        if self.process.poll() is None:
            self.terminate()
            assert self.wait() == 0, self.log()
        self.start('serve', '--data', self.directory, '--port', '0', '--clock-offset-file', self.clock_file, *arguments)
        self.wait_until(lambda: self.client().get('/readyz').status == 200)

    def leave(self):
        """Ends, and can come back."""
        self.terminate()
        assert self.wait() == 0, self.log()

    def come_back(self, seconds=0, port=None):
        """At the same place, or another, so much later: as a night for who was connected to it."""
        self.set_ahead(int(seconds))
        self.start('serve', '--data', self.directory, '--port', str(port or self.port), '--clock-offset-file', self.clock_file)
        self.wait_until(lambda: self.client().get('/readyz').status == 200)

    def close(self):
        if self.process.poll() is None:
            self.terminate()
            status = self.wait()
            assert status == 0, f'ended with {status}: {self.log()}'
        elif not self.killed:
            raise AssertionError(f'ended by itself with {self.process.returncode}: {self.log()}')
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, *unused):
        if kind is not None:
            print('# the service said:', self.log().replace('\n', '\n# '), flush=True)
        self.close()
