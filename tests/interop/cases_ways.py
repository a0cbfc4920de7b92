# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to the server: certificates and proxies."""

import base64
import json

from base import KEY, LocalCase
from proxy import Proxy

LOGIN = "us%40er:pa%3Ass"  # as in an address
FAR = "far.example"  # leads nowhere but over a proxy


class Certificates(LocalCase):
    """Of what a certificate may lack, each is said by its own name."""

    def serve(self, certificate):
        self.start_server(certificate=certificate)
        self.start_relay()
        return f"https://localhost:{self.relay.url.rsplit(':')[-1]}"

    def test_own_authority(self):
        """with the file of the authority it is trusted, without it is not"""
        url = self.serve(self.world.authority.sign("good"))
        trusted = self.ask(
            "--ca-file", self.world.authority.certificate, "hello", ANTHROPIC_BASE_URL=url
        )
        self.assertEqual((trusted.status, trusted.err), (0, ""))
        self.assertIn("Hello", trusted.out)
        self.assertNotIn(KEY.encode(), b"".join(bytes(e.sent) for e in self.relay.exchanges))

        unknown = self.ask("hello", ANTHROPIC_BASE_URL=url)
        self.assert_ended(unknown, 3, "No secure connection could be made.")
        self.assertEqual(unknown.out, "")

    def check(self, certificate, authority):
        url = self.serve(certificate)
        (report,) = self.converse("--ca-file", authority, "@check", ANTHROPIC_BASE_URL=url)
        self.assertNotIn(KEY, json.dumps(report))
        return report

    def assert_distrusted(self, report, advice, subject, issuer):
        self.assertEqual(report["title"], "The certificate is not trusted.")
        self.assertIn(advice, report["advice"])
        self.assertIn(f"Made out to: CN={subject}\nSigned by: CN={issuer}\n", report["certificate"])
        self.assertRegex(report["certificate"], r"Valid from: .+\nValid until: \d+ \w+ \d+$")

    def test_good(self):
        """a good one: the connection works, and no certificate is shown"""
        authority = self.world.authority
        report = self.check(authority.sign("fine"), authority.certificate)
        self.assertEqual(report["title"], "The connection works.")
        self.assertIsNone(report["certificate"])

    def test_wrong_name(self):
        """one made out to another name"""
        authority = self.world.authority
        certificate = authority.sign("elsewhere", "DNS:elsewhere.example")
        report = self.check(certificate, authority.certificate)
        self.assert_distrusted(report, "made out to another name", "elsewhere", "Interop authority")

    def test_expired(self):
        """one that has expired"""
        authority = self.world.authority
        report = self.check(authority.sign("old", days=-1), authority.certificate)
        self.assert_distrusted(report, "It has expired", "old", "Interop authority")

    def test_unknown(self):
        """one of another authority"""
        certificate = self.world.stranger.sign("strange")
        report = self.check(certificate, self.world.authority.certificate)
        self.assert_distrusted(report, "does not know", "strange", "Strange authority")

    def test_window(self):
        """by the window: told, and after that with an account that trusts the authority"""
        url = self.serve(self.world.authority.sign("shown"))
        self.talk([{"say": "hello", "until": "No secure connection could be made"}], url)
        self.talk(
            [{"say": "hello", "until": "demo model"}],
            url,
            ca_file=str(self.world.authority.certificate),
        )


class Proxies(LocalCase):
    """far.example is found by nobody but the proxy."""

    def start_proxy(self, secure, login=None):
        self.start_server(certificate=self.world.authority.sign(self.id()) if secure else None)
        self.proxy = Proxy(self.server.port, login)
        self.addCleanup(self.proxy.close)
        self.relay = None

    def ask_far(self, secure, login=""):
        address = f"http://{login}{self.proxy.address}"
        scheme = "https" if secure else "http"
        trust = ["--ca-file", self.world.authority.certificate] if secure else ["--allow-http"]
        return self.ask(
            *trust,
            "hello",
            ANTHROPIC_BASE_URL=f"{scheme}://{FAR}",
            http_proxy=address,
            https_proxy=address,
        )

    def assert_answered(self, run):
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertIn("Hello", run.out)

    def assert_refused(self, run, n_heads):
        self.assert_ended(run, 3, "The proxy refused the connection (407).")
        self.assertEqual(run.out, "")
        self.assertEqual(len(self.proxy.heads), n_heads)

    def assert_no_key(self):
        for key in (KEY.encode(), base64.b64encode(KEY.encode())[:-4]):
            self.assertNotIn(key, bytes(self.proxy.heard))

    def test_connect(self):
        """a tunnel; the proxy sees no key"""
        self.start_proxy(secure=True)
        self.assert_answered(self.ask_far(secure=True))
        self.assertEqual(len(self.proxy.heads), 1)
        self.assertTrue(self.proxy.heads[0].startswith(b"CONNECT far.example:443 "))
        self.assert_no_key()

    def test_connect_login(self):
        """a tunnel with a password, which is sent when it is asked for"""
        self.start_proxy(secure=True, login="us@er:pa:ss")
        self.assert_answered(self.ask_far(secure=True, login=LOGIN + "@"))
        self.assertEqual(len(self.proxy.heads), 2)
        self.assert_no_key()

    def test_connect_wrong(self):
        """a tunnel with a wrong password: once, then it is told"""
        self.start_proxy(secure=True, login="us@er:other")
        self.assert_refused(self.ask_far(secure=True, login=LOGIN + "@"), 2)
        self.assert_no_key()

    def test_connect_missing(self):
        """a tunnel without the password that is asked for"""
        self.start_proxy(secure=True, login="us@er:pa:ss")
        self.assert_refused(self.ask_far(secure=True), 1)
        self.assert_no_key()

    def test_http(self):
        """plain http, where the account allows it"""
        self.start_proxy(secure=False)
        self.assert_answered(self.ask_far(secure=False))
        (head,) = self.proxy.heads
        self.assertTrue(head.startswith(b"POST http://far.example/v1/messages "))

    def test_http_login(self):
        """plain http with a password, which comes at once"""
        self.start_proxy(secure=False, login="us@er:pa:ss")
        self.assert_answered(self.ask_far(secure=False, login=LOGIN + "@"))
        self.assertEqual(len(self.proxy.heads), 1)

    def test_http_wrong(self):
        """plain http with a wrong password"""
        self.start_proxy(secure=False, login="us@er:other")
        self.assert_refused(self.ask_far(secure=False, login=LOGIN + "@"), 1)

    def test_http_missing(self):
        """plain http without the password that is asked for"""
        self.start_proxy(secure=False, login="us@er:pa:ss")
        self.assert_refused(self.ask_far(secure=False), 1)

    def test_check(self):
        """testing the connection names the proxy"""
        self.start_proxy(secure=True, login="us@er:other")
        trust = ["--ca-file", self.world.authority.certificate]
        far = {"ANTHROPIC_BASE_URL": f"https://{FAR}"}
        proxy = f"http://{LOGIN}@{self.proxy.address}"
        (report,) = self.converse(*trust, "--proxy", proxy, "@check", **far)
        self.assertEqual(report["title"], "The proxy refused the connection to far.example.")
        self.assertNotIn("pa", report["tried"].replace("far.example", ""))
        (report,) = self.converse(*trust, "--proxy", "http://127.0.0.1:1", "@check", **far)
        self.assertEqual(report["title"], "The proxy refused the connection to far.example.")

    def test_window(self):
        """by the window, over the proxy of its account"""
        self.start_proxy(secure=True)
        self.talk(
            [{"say": "hello", "until": "demo model"}],
            f"https://{FAR}",
            ca_file=str(self.world.authority.certificate),
            proxy=f"http://{self.proxy.address}",
        )
        self.assert_no_key()
