# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys: an aimock that wants one, and how many of them are sent."""

from base import KEY, Case
from servers import fixture

WRONG_KEY = "sk-ant-api03-wrong-key-of-interop"

LOCKED = [fixture("open the door", {"content": "It is open."})]


class Keys(Case):
    server_name = "locked"

    def assert_open(self, run):
        self.assert_ended(run, 0)
        self.assertEqual(run.out, "It is open.\n")

    def test_api_key(self):
        """ANTHROPIC_API_KEY goes out as x-api-key and opens the door"""
        self.assert_open(self.ask("open the door"))
        (request,) = self.assert_sent(1)
        self.assertEqual(request.values("x-api-key"), [KEY])

    def test_token(self):
        """ANTHROPIC_AUTH_TOKEN goes out as a bearer token and opens the door"""
        run = self.ask("open the door", ANTHROPIC_API_KEY=None, ANTHROPIC_AUTH_TOKEN=KEY)
        self.assert_open(run)
        (request,) = self.assert_sent(1)
        self.assertEqual(request.values("authorization"), [f"Bearer {KEY}"])

    def test_both(self):
        """of two keys only one goes out"""
        self.assert_open(self.ask("open the door", ANTHROPIC_AUTH_TOKEN="another"))
        (request,) = self.assert_sent(1)
        self.assertEqual(request.values("x-api-key"), [KEY])
        self.assertNotIn(b"another", bytes(self.relay.exchanges[0].sent))

    def test_choice(self):
        """--auth chooses the header"""
        self.assert_open(self.ask("--auth", "bearer", "open the door"))
        (request,) = self.assert_sent(1)
        self.assertEqual(request.values("authorization"), [f"Bearer {KEY}"])

    def test_wrong(self):
        """a wrong key is told in words, once, and is not shown"""
        for options in ((), ("--json",), ("--events",), ("--auth", "bearer", "--stats")):
            with self.subTest(options):
                self.start_relay()
                run = self.ask(*options, "open the door", ANTHROPIC_API_KEY=WRONG_KEY)
                self.assert_ended(run, 1, "The key was refused (401).", "Invalid API key")
                self.assertNotIn(WRONG_KEY, run.out + run.err)
                self.assertNotIn("wrong-key", run.out + run.err)
                self.assert_sent(1)

    def test_none(self):
        """no key at all is the server's affair"""
        run = self.ask("open the door", ANTHROPIC_API_KEY=None)
        self.assert_ended(run, 1, "(401)")
        self.assert_sent(1, n_keys=0)

    def test_address(self):
        """the address may be the base, /v1, or the whole endpoint"""
        for tail in ("/", "/v1", "/v1/", "/v1/messages"):
            with self.subTest(tail):
                self.start_relay()
                run = self.ask("open the door", ANTHROPIC_BASE_URL=self.relay.url + tail)
                self.assert_open(run)
                self.assert_sent(1)
