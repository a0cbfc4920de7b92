# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo server as a program of its own, told what to answer and asked what it was sent."""

import atexit
import json
import subprocess
import urllib.request


class Server:
    def __init__(self, shell, *options):
        self.process = subprocess.Popen(
            [shell, "demo-server", "--speed", "0", "--control", *options], stdout=subprocess.PIPE
        )
        # also when a test ends early: whoever waits for its output would wait for this one's, too
        atexit.register(self.process.kill)
        self.url = self.process.stdout.readline().decode().split()[-1]

    def play(self, script):
        body = json.dumps(script).encode()
        address = f"{self.url}/__demo/script"
        urllib.request.urlopen(urllib.request.Request(address, body, method="PUT")).close()

    def journal(self):
        with urllib.request.urlopen(f"{self.url}/__demo/journal") as answer:
            return json.load(answer)

    def count(self):
        return len(self.journal())

    def close(self):
        self.process.terminate()
        self.process.wait()
