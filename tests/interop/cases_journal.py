# SPDX-License-Identifier: GPL-3.0-or-later
"""What aimock has written down of all that the other cases sent. They must have ended."""

from base import Case

KEY_HEADERS = {"x-api-key", "authorization"}


class Journal(Case):
    def entries(self):
        """Requests of our programs; the cases themselves ask some things, too."""
        servers = (self.world.plain, self.world.strict, self.world.locked)
        entries = [entry for server in servers for entry in server.journal()]
        ours = [e for e in entries if e["headers"].get("user-agent", "").startswith("claude-chat/")]
        self.assertTrue(ours)
        return ours

    def test_headers(self):
        """aimock's journal: the version, no beta, never two keys, one path"""
        for entry in self.entries():
            headers = entry["headers"]
            self.assertEqual(headers["anthropic-version"], "2023-06-01")
            self.assertNotIn("anthropic-beta", headers)
            self.assertLessEqual(len(headers.keys() & KEY_HEADERS), 1, headers)
            self.assertEqual((entry["method"], entry["path"]), ("POST", "/v1/messages"))

    def test_bodies(self):
        """aimock's journal: all of it could be read, and streams; the last words are the user's"""
        for entry in self.entries():
            if entry["response"]["status"] == 401:
                continue
            body = entry["body"]
            self.assertTrue(body["stream"])
            self.assertGreater(body["max_tokens"], 0)
            self.assertIn(body["messages"][-1]["role"], ("user", "tool"))
            for message in body["messages"]:
                self.assertTrue(message["content"] or message.get("tool_calls"), body)

    def test_answers(self):
        """aimock's journal: not one request was refused but those that should be"""
        refused = [e for e in self.entries() if e["response"]["status"] in (400, 404, 422)]
        for entry in refused:
            words = entry["body"]["messages"][-1]["content"]
            self.assertRegex(words, "^(fail with|refuse it|a prompt that nobody foresaw)")
