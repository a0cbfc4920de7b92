# SPDX-License-Identifier: GPL-3.0-or-later
"""What the cases share: the servers, our programs, and what is asked of every request."""

import dataclasses
import json
import os
import pathlib
import signal
import subprocess
import time
import unittest

import rules
import servers
from relay import Relay

TESTS = pathlib.Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 120
WINDOW_PATIENCE_SECONDS = 300
KEY = "interop-key-that-fits"
# A model that takes a thinking budget, the only way of thinking that aimock judges.
MODEL = "claude-opus-4-5"


@dataclasses.dataclass
class World:
    build: pathlib.Path
    home: pathlib.Path
    plain: object = None  # aimock as it comes
    strict: object = None  # aimock --strict
    locked: object = None  # aimock that knows only KEY
    upstream: object = None  # aimock behind the router
    router: object = None
    authority: object = None  # whose certificates are trusted by those who are told to
    stranger: object = None  # one whose are not


@dataclasses.dataclass
class Run:
    """A program that has ended."""

    status: int
    out: str
    err: str
    seconds: float

    @property
    def message(self):
        return json.loads(self.out)

    @property
    def events(self):
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def stats(self):
        return json.loads(self.err.splitlines()[-1])


class Case(unittest.TestCase):
    """One case; between our programs and the server stands a relay of its own."""

    maxDiff = None
    world: World
    server_name = "plain"
    complaints = []  # about requests, that are meant to be

    def setUp(self):
        self.server = getattr(self.world, self.server_name)
        self.start_relay()

    def start_relay(self, keeps_end=False):
        """Afresh: what was sent so far is forgotten."""
        self.relay = Relay(self.server.port, keeps_end)
        self.addCleanup(self.relay.close)

    def surroundings(self, **environment):
        """Nothing of the person's own; None takes a variable away."""
        all_of_it = {
            "ANTHROPIC_BASE_URL": self.relay and self.relay.url,
            "ANTHROPIC_API_KEY": KEY,
            "ANTHROPIC_MODEL": MODEL,
        } | environment
        kept = {name: value for name, value in all_of_it.items() if value is not None}
        return dict(os.environ) | kept

    def start(self, program, *arguments, **environment):
        return subprocess.Popen(
            [str(self.world.build / program), *map(str, arguments)],
            env=self.surroundings(**environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def finish(self, process, started):
        try:
            out, err = process.communicate(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            self.fail(f"did not end in {PATIENCE_SECONDS} s; printed {out} and {err}")
        seconds = time.monotonic() - started
        if self.relay:
            self.relay.settle()
        return Run(process.returncode, out.decode("utf-8"), err.decode("utf-8"), seconds)

    def ask(self, *arguments, **environment):
        started = time.monotonic()
        process = self.start("src/cli/claude-chat-cli", "ask", *arguments, **environment)
        return self.finish(process, started)

    def ask_and_interrupt(self, *arguments):
        """SIGINT once anything was printed. What was printed until then, and the run."""
        started = time.monotonic()
        process = self.start("src/cli/claude-chat-cli", "ask", *arguments)
        begun = os.read(process.stdout.fileno(), 4096).decode("utf-8")
        process.send_signal(signal.SIGINT)
        return begun, self.finish(process, started)

    def converse(self, *arguments, **environment):
        """The replies, one a step that sends."""
        started = time.monotonic()
        process = self.start("tests/interop/converse", *arguments, **environment)
        run = self.finish(process, started)
        self.assertEqual((run.status, run.err), (0, ""))
        return run.events

    def talk(self, steps, url=None, **account):
        """Takes the steps by the window; the picture of their end is left in the build folder. With
        members of an account, it has this one, which needs no key, else the environment's."""
        picture = self.world.build / "interop" / f"{type(self).__name__}.{self._testMethodName}.png"
        picture.parent.mkdir(exist_ok=True)
        server = {"CHAT_SERVER": url or self.relay.url, "CHAT_KEY": KEY}
        run = subprocess.run(
            [
                TESTS / "support/run-headless",
                TESTS / "interop/talk-in-window",
                self.world.build / "src/claude-chat",
                picture,
                json.dumps(steps),
            ],
            env=dict(os.environ) | server | {"CHAT_ACCOUNT": json.dumps(account)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=WINDOW_PATIENCE_SECONDS,
            check=False,
        )
        if self.relay:
            self.relay.settle()
        self.assertEqual(run.returncode, 0, f"{run.stderr.decode()}\nSee {picture}")

    def assert_sent(self, number, n_keys=1):
        """So many requests went out, each of them right. Returns them."""
        requests = self.relay.requests
        self.assertEqual(len(requests), number, "requests")
        for request in requests:
            complaints = [one for one in rules.check(request, n_keys) if one not in self.complaints]
            self.assertEqual(complaints, [], request.raw_body)
        return requests

    def assert_ended(self, run, status, *words):
        """The exit code, and words that standard error must have."""
        self.assertEqual(run.status, status, run)
        for word in words:
            self.assertIn(word, run.err)
        if not words:
            self.assertEqual(run.err, "")

    def assert_states(self, replies, *states):
        self.assertEqual([reply["state"] for reply in replies], list(states))


class LocalCase(Case):
    """One with a demo server of its own; it needs nobody else's."""

    def setUp(self):
        if getattr(self, "server", None):
            self.start_relay()

    def start_server(self, script=None, certificate=None):
        options = ["--script", TESTS / script] if script else []
        options += ["--tls-certificate", certificate] if certificate else []
        self.server = servers.DemoServer(self.world.build, *options)
        self.addCleanup(self.server.close)


def roles(request):
    return [message["role"] for message in request.messages]


def kinds(content):
    return [block["type"] for block in content]


def text_of(message):
    return "".join(block["text"] for block in message["content"] if block["type"] == "text")
