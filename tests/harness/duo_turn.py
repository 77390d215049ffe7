# SPDX-License-Identifier: GPL-3.0-or-later
"""coturn with a configuration of ours, and a small TURN client (RFC 8656, RFC 6156) that asks it for things.

Python's standard library only; nothing sleeps."""
import hashlib
import hmac
import ipaddress
import os
import pathlib
import re
import secrets
import select
import shutil
import socket
import struct
import subprocess
import tempfile
import time
import urllib.parse

from duo_service import BOUND

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / 'data' / 'duologued.coturn.conf'

COOKIE = 0x2112A442
BINDING, ALLOCATE, REFRESH, CREATE_PERMISSION, CHANNEL_BIND = 0x001, 0x003, 0x004, 0x008, 0x009
SEND_INDICATION = 0x016
FAILED = 0x110  # of the class, beside the method
CHANNEL_NUMBER, LIFETIME, USERNAME, INTEGRITY, ERROR_CODE = 0x000C, 0x000D, 0x0006, 0x0008, 0x0009
PEER, DATA, REALM, NONCE, RELAYED, FAMILY, TRANSPORT = 0x0012, 0x0013, 0x0014, 0x0015, 0x0016, 0x0017, 0x0019
UDP, TCP = 17, 6
FAMILIES = {4: 1, 6: 2}
STALE = 438
MISMATCH = 437


def free_port():
    """One that is free for both, at the moment."""
    while True:
        with socket.socket() as stream, socket.socket(type=socket.SOCK_DGRAM) as packets:
            stream.bind(('127.0.0.1', 0))
            try:
                packets.bind(stream.getsockname())
            except OSError:
                continue
            return packets.getsockname()[1]


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
            probe.bind(('::1', 0))
            return True
    except OSError:
        return False


class Relay:
    """A running coturn on loopback: the sample's text with another port and secret, and what `change` makes of it."""

    def __init__(self, change=lambda text: text, more=''):
        self.home = tempfile.mkdtemp(prefix='duo-turn-')
        self.port, self.secret = free_port(), secrets.token_hex(24)
        text = self.replace(self.sample(), 'listening-port', str(self.port))
        text = self.replace(text, 'static-auth-secret', self.secret)
        path = os.path.join(self.home, 'turnserver.conf')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(change(text) + self.where() + more)
        self.log_path = os.path.join(self.home, 'log')
        self.log_file = open(self.log_path, 'w', encoding='utf-8')  # noqa: SIM115
        self.process = subprocess.Popen(['turnserver', '-c', path], cwd=self.home, stdout=self.log_file,
                                        stderr=subprocess.STDOUT)
        self.wait_ready()

    @staticmethod
    def sample():
        return SAMPLE.read_text(encoding='utf-8')

    @staticmethod
    def replace(text, key, value):
        changed, count = re.subn(rf'(?m)^{key}=.*$', f'{key}={value}', text)
        assert count == 1, f'the sample has no {key}'
        return changed

    def where(self):
        relays = ['127.0.0.1', *(['::1'] if has_ipv6() else [])]
        return '\n'.join(['', 'listening-ip=127.0.0.1', *(f'relay-ip={ip}' for ip in relays),
                          f'pidfile={self.home}/pid', f'userdb={self.home}/db', 'log-file=stdout', 'simple-log', ''])

    def wait_ready(self):
        client, end = Client(self.port), time.monotonic() + BOUND
        while self.process.poll() is None and time.monotonic() < end:
            if client.ask(client.message(BINDING), 0.1):
                return
        raise AssertionError(f'coturn did not begin: {self.log()}')

    def log(self):
        with open(self.log_path, encoding='utf-8', errors='replace') as log:
            return log.read()

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.process.terminate()
        self.process.wait(timeout=BOUND)
        self.log_file.close()
        shutil.rmtree(self.home, ignore_errors=True)


def read_credentials(server):
    """(user, password) of "turn://user:password@host:port"."""
    user = urllib.parse.urlsplit(server).netloc.rsplit('@', 1)[0].split(':', 1)
    return tuple(urllib.parse.unquote(part) for part in user)


def attribute(kind, value):
    return struct.pack('!HH', kind, len(value)) + value + b'\0' * (-len(value) % 4)


def masked(address, port, transaction):
    """An XOR-…-ADDRESS (RFC 8489 §14.2)."""
    ip = ipaddress.ip_address(address)
    mask = struct.pack('!I', COOKIE) + transaction
    packed = bytes(a ^ b for a, b in zip(ip.packed, mask))
    return struct.pack('!BBH', 0, FAMILIES[ip.version], port ^ (COOKIE >> 16)) + packed


class Reply:
    def __init__(self, data):
        self.kind, _, _, self.transaction = struct.unpack('!HHI12s', data[:20])
        self.attributes, at = {}, 20
        while at + 4 <= len(data):
            kind, length = struct.unpack('!HH', data[at:at + 4])
            self.attributes.setdefault(kind, data[at + 4:at + 4 + length])
            at += 4 + length + (-length % 4)

    @property
    def error(self):
        """Its code, or None where it was done."""
        if self.kind & FAILED != FAILED:
            return None
        value = self.attributes[ERROR_CODE]
        return value[2] * 100 + value[3]

    @property
    def relayed(self):
        """The port there, on which the relay takes what is for us."""
        value = self.attributes[RELAYED]
        return struct.unpack('!H', value[2:4])[0] ^ (COOKIE >> 16)


class Client:
    """One socket of somebody who wants to be relayed."""

    def __init__(self, port, user='', password='', stream=False):
        self.user, self.password, self.stream = user, password, stream
        self.socket = self.open(port)
        self.realm = self.nonce = b''
        self.buffer = b''

    def open(self, port):
        opened = socket.socket(type=socket.SOCK_STREAM if self.stream else socket.SOCK_DGRAM)
        opened.connect(('127.0.0.1', port))
        return opened

    # ── messages ──

    def message(self, method, *attributes):
        """Signed, once the relay has said its realm (RFC 8489 §9.2)."""
        transaction = secrets.token_bytes(12)
        body = b''.join(a(transaction) if callable(a) else a for a in attributes)
        if self.realm:
            body += attribute(USERNAME, self.user.encode()) + attribute(REALM, self.realm) + attribute(NONCE, self.nonce)
            head = struct.pack('!HHI', method, len(body) + 24, COOKIE) + transaction
            key = hashlib.md5(b':'.join((self.user.encode(), self.realm, self.password.encode()))).digest()
            body += attribute(INTEGRITY, hmac.new(key, head + body, hashlib.sha1).digest())
        return struct.pack('!HHI', method, len(body), COOKIE) + transaction + body

    def receive(self, seconds):
        end = time.monotonic() + seconds
        while True:
            ready, _, _ = select.select([self.socket], [], [], max(0, end - time.monotonic()))
            if not ready:
                return None
            try:
                self.buffer += self.socket.recv(65536)
            except ConnectionRefusedError:
                return None
            if len(self.buffer) >= 20 and len(self.buffer) >= 20 + struct.unpack('!H', self.buffer[2:4])[0]:
                data, self.buffer = self.buffer, b''
                return Reply(data)

    def ask(self, message, seconds=BOUND):
        """The answer, or None; as UDP loses, it is asked once more each half second."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.socket.send(message)
            reply = self.receive(left if self.stream else min(left, 0.5))
            if reply and reply.transaction == message[8:20]:
                return reply
        return None

    def request(self, method, *attributes):
        # A request that was sent twice has two answers, each with a nonce of its own, of which one is stale.
        for _ in range(4):
            reply = self.ask(self.message(method, *attributes))
            assert reply, 'coturn does not answer'
            if reply.error not in (401, STALE) or reply.attributes.get(NONCE, self.nonce) == self.nonce:
                break
            self.realm, self.nonce = reply.attributes[REALM], reply.attributes[NONCE]
        return reply

    # ── what one can want ──

    def allocate(self, version=4, transport=UDP):
        """From another port where there is an allocation already (RFC 8656 §7.4): its own, of a request that was sent
        twice, or of whoever had the port before."""
        wanted = (ALLOCATE, attribute(TRANSPORT, bytes([transport, 0, 0, 0])),
                  attribute(FAMILY, bytes([FAMILIES[version], 0, 0, 0])))
        reply = self.request(*wanted)
        if reply.error == MISMATCH:
            self.refresh(0)
            port = self.socket.getpeername()[1]
            self.socket.close()
            self.socket = self.open(port)
            reply = self.request(*wanted)
        return reply

    def refresh(self, seconds=600):
        return self.request(REFRESH, attribute(LIFETIME, struct.pack('!I', seconds)))

    def permit(self, *addresses):
        peers = [lambda t, a=address: attribute(PEER, masked(a, 9, t)) for address in addresses]
        return self.request(CREATE_PERMISSION, *peers)

    def bind(self, number, address):
        return self.request(CHANNEL_BIND, attribute(CHANNEL_NUMBER, struct.pack('!HH', number, 0)),
                            lambda t: attribute(PEER, masked(address, 9, t)))

    def send(self, address, port, words):
        """What comes of it nobody is told."""
        transaction = secrets.token_bytes(12)
        body = attribute(PEER, masked(address, port, transaction)) + attribute(DATA, words)
        self.socket.send(struct.pack('!HHI', SEND_INDICATION, len(body), COOKIE) + transaction + body)

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()
