# SPDX-License-Identifier: GPL-3.0-or-later
"""An HTTP proxy that leads everywhere to the same server, and remembers what it is told."""

import base64
import contextlib
import socket
import threading

REFUSAL = (
    b"HTTP/1.1 407 Proxy Authentication Required\r\n"
    b'Proxy-Authenticate: Basic realm="interop"\r\nContent-Length: 0\r\n\r\n'
)
DONE = b"HTTP/1.1 200 Connection established\r\n\r\n"


class Proxy:
    """login: "user:password" that it asks for; None: nobody is asked."""

    def __init__(self, port, login=None):
        self.port = port
        self.login = login and b"Basic " + base64.b64encode(login.encode())
        self.heads = []  # of the requests that it was sent itself
        self.heard = bytearray()  # everything, also what went on through a tunnel
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def read_head(self, client):
        data = b""
        while b"\r\n\r\n" not in data:
            part = client.recv(65536)
            if not part:
                return None, b""
            self.heard += part
            data += part
        head, _, rest = data.partition(b"\r\n\r\n")
        self.heads.append(head)
        return head, rest

    def is_let_in(self, head):
        return not self.login or b"\r\nProxy-Authorization: " + self.login in head

    def serve(self, client):
        with contextlib.suppress(OSError), client:
            head, rest = self.read_head(client)
            while head and not self.is_let_in(head):
                client.sendall(REFUSAL)
                head, rest = self.read_head(client)
            if not head:
                return
            with socket.create_connection(("127.0.0.1", self.port)) as server:
                if head.startswith(b"CONNECT "):
                    client.sendall(DONE)
                else:
                    server.sendall(without_host(head) + b"\r\n\r\n")
                server.sendall(rest)
                self.exchange(client, server)

    def exchange(self, client, server):
        back = threading.Thread(target=pump, args=(server, client), daemon=True)
        back.start()
        pump(client, server, self.heard)
        back.join()

    def close(self):
        self.listener.close()


def without_host(head):
    """As a proxy hands a request on: a path instead of an address, without the password."""
    line, *fields = head.split(b"\r\n")
    method, address, version = line.split(b" ")
    path = b"/" + address.split(b"/", 3)[3]
    fields = [field for field in fields if not field.startswith(b"Proxy-Authorization:")]
    return b"\r\n".join([b" ".join([method, path, version]), *fields])


def pump(source, target, kept=None):
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            if kept is not None:
                kept += data
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
