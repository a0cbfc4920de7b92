# SPDX-License-Identifier: GPL-3.0-or-later
"""A listener between client and server that hands on each byte and remembers it."""

import contextlib
import json
import socket
import threading
import time

PATIENCE_SECONDS = 30
LAST_CHUNK = b"\r\n0\r\n\r\n"


class Request:
    """One request as it was on the wire."""

    def __init__(self, head, body):
        line, *fields = head.decode("latin-1").split("\r\n")
        self.method, self.path, self.version = line.split(" ", 2)
        self.headers = [tuple(field.split(": ", 1)) for field in fields]
        self.raw_body = body

    @property
    def body(self):
        return json.loads(self.raw_body)

    @property
    def messages(self):
        return self.body["messages"]

    def values(self, name):
        """All that was sent under the name of a header."""
        return [value for header, value in self.headers if header.lower() == name]


class Exchange:
    """One connection."""

    def __init__(self):
        self.sent = bytearray()
        self.received = bytearray()
        self.first_to_close = None
        self.closed = threading.Event()

    def requests(self):
        data = bytes(self.sent)
        while data:
            head, _, data = data.partition(b"\r\n\r\n")
            request = Request(head, b"")
            length = int((request.values("content-length") or ["0"])[0])
            request.raw_body, data = data[:length], data[length:]
            yield request


class Relay:
    """keeps_end: the last chunk of a reply is not handed on, so that the body never ends."""

    def __init__(self, port, keeps_end=False):
        self.port = port
        self.keeps_end = keeps_end
        self.exchanges = []
        self.sockets = []
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = "http://127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.port))
                exchange = Exchange()
                self.exchanges.append(exchange)
                self.sockets += [client, server]
                for end in (client, server):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for ends in ((client, server, "client"), (server, client, "server")):
                    threading.Thread(target=self.pump, args=(exchange, *ends), daemon=True).start()

    def pump(self, exchange, source, target, who):
        kept = exchange.sent if who == "client" else exchange.received
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                kept += data
                if self.keeps_end and kept.endswith(LAST_CHUNK):
                    data = data.removesuffix(LAST_CHUNK[2:])
                target.sendall(data)
        with self.lock:
            exchange.first_to_close = exchange.first_to_close or who
        # A server that is cut off must look cut off: no polite half-close in between.
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        exchange.closed.set()

    def settle(self):
        """Waits until all connections so far are closed; the client has ended."""
        end = time.monotonic() + PATIENCE_SECONDS
        for exchange in self.exchanges:
            exchange.closed.wait(max(0, end - time.monotonic()))

    @property
    def requests(self):
        return [request for exchange in self.exchanges for request in exchange.requests()]

    def close(self):
        self.listener.close()
        for end in self.sockets:
            end.close()
