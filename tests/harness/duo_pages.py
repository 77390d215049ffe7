# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page in a browser needs of a test: somewhere it comes from, and somebody who carries its words.

    Room      two pages and the words between them, without a service
    Doorway   a page, and behind it the real service: a page cannot send a live socket's `Authorization` itself
"""
import base64
import contextlib
import hashlib
import os
import select
import socket
import struct
import threading
import urllib.parse

GUID = b'258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
TYPES = {'.html': 'text/html', '.js': 'text/javascript'}
WEB = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'web')


class Pages:
    """Serves the files of some folders; what else is asked is for answer()."""

    def __init__(self, folder):
        self.folders = (folder, WEB)
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.host = f'127.0.0.1:{self.listener.getsockname()[1]}'
        threading.Thread(target=self.accept, daemon=True).start()

    def address(self, page, **query):
        return f'http://{self.host}/{page}?{urllib.parse.urlencode(query)}'

    def accept(self):
        while True:
            try:
                one, _ = self.listener.accept()
            except OSError:
                return
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.serve, args=(one,), daemon=True).start()

    def serve(self, one):
        said = b''
        with contextlib.suppress(OSError):  # a browser that ends just goes
            while b'\r\n\r\n' not in said:
                data = one.recv(4096)
                if not data:
                    return
                said += data
            head, body = said.split(b'\r\n\r\n', 1)
            path = urllib.parse.urlsplit(head.split()[1].decode()).path
            if not self.answer(one, path, head, body):
                self.send_file(one, os.path.basename(path))

    def answer(self, one, path, head, body):
        """Whether it was no file that was asked for."""
        return False

    def send_file(self, one, name):
        found = [os.path.join(folder, name) for folder in self.folders if os.path.isfile(os.path.join(folder, name))]
        body, kind = b'', TYPES.get(os.path.splitext(name)[1], 'text/plain')
        if found:
            with open(found[0], 'rb') as file:
                body = file.read()
        status = '200 OK' if found else '404 Not Found'
        one.sendall(f'HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nConnection: close\r\n'
                    f'Content-Length: {len(body)}\r\n\r\n'.encode() + body)
        one.close()

    def close(self):
        self.listener.close()


def find_field(head, name):
    lines = [line.split(b': ', 1) for line in head.split(b'\r\n')[1:]]
    return next((line[1] for line in lines if line[0].lower() == name), None)


class Room(Pages):
    """Carries WebSocket messages between the two sides, `offers` and `answers`."""

    SIDES = ('offers', 'answers')

    def __init__(self, folder):
        self.sockets, self.lock = {}, threading.Lock()
        super().__init__(folder)

    def answer(self, one, path, head, body):
        key = find_field(head, b'sec-websocket-key')
        if not key:
            return False
        accept = base64.b64encode(hashlib.sha1(key + GUID).digest())
        one.sendall(b'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
                    b'Sec-WebSocket-Accept: ' + accept + b'\r\n\r\n')
        side = path.strip('/')
        with self.lock:
            self.sockets[side] = one
        stream = one.makefile('rb')
        while (text := read_frame(stream)) is not None:
            self.carry(side, text)
        return True

    def carry(self, side, text):
        self.tell(self.SIDES[1 - self.SIDES.index(side)], text)

    def tell(self, side, text):
        head = b'\x81' + (bytes([len(text)]) if len(text) < 126 else b'\x7e' + struct.pack('>H', len(text)))
        with self.lock:
            self.sockets[side].sendall(head + text)

    def close(self):
        super().close()
        for one in self.sockets.values():
            one.close()


def read_frame(stream):
    """A text message, or None where the other side is gone."""
    try:
        head = stream.read(2)
        if len(head) < 2 or head[0] & 0x0F == 8:
            return None
        length = head[1] & 0x7F
        if length == 126:
            length = struct.unpack('>H', stream.read(2))[0]
        elif length == 127:
            length = struct.unpack('>Q', stream.read(8))[0]
        mask = stream.read(4)
        return bytes(byte ^ mask[i % 4] for i, byte in enumerate(stream.read(length)))
    except (OSError, ValueError):
        return None


class Doorway(Pages):
    """Passes `/v1/…` on to the service as it is, but for the token of `/v1/live?token=…`, which becomes a header."""

    def __init__(self, folder, service):
        self.service = (service.host, service.port)
        super().__init__(folder)

    def answer(self, one, path, head, body):
        if not path.startswith('/v1/'):
            return False
        line, fields = head.split(b'\r\n', 1)
        method, target, version = line.split()
        token = urllib.parse.parse_qs(urllib.parse.urlsplit(target.decode()).query).get('token')
        if path == '/v1/live' and token:
            target = path.encode()
            fields += b'\r\nAuthorization: Bearer ' + token[0].encode()
        with one, socket.create_connection(self.service) as service:
            service.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            service.sendall(b' '.join((method, target, version)) + b'\r\n' + fields + b'\r\n\r\n' + body)
            splice(one, service)
        return True


def splice(one, other):
    """Until either ends."""
    while True:
        ready, _, _ = select.select([one, other], [], [])
        for source in ready:
            data = source.recv(65536)
            if not data:
                return
            (other if source is one else one).sendall(data)
