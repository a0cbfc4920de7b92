# SPDX-License-Identifier: GPL-3.0-or-later
"""claude-code-router in front of aimock's other side: a translation of a translation."""

import json

from base import Case, kinds, text_of
from servers import failure, fixture

# The router leaves its connections open for 72 s after a reply.
LINGER_SECONDS = 30
GREETING = "Hello through the router: Grüße, 世界 🌍."
WEATHER = {"city": "Graz", "days": 3}
WRONG_KEY = "sk-ant-api03-wrong-key-of-router"

UPSTREAM = [
    fixture("say hello", {"content": GREETING}, chunkSize=1),
    fixture("think first", {"content": "Thought through.", "reasoning": "Hm."}),
    fixture(
        "what is the weather",
        {
            "content": "Let me look.",
            "toolCalls": [
                {"name": "get_weather", "arguments": WEATHER, "id": "call_1"},
                {"name": "get_time", "arguments": {}, "id": "call_2"},
            ],
        },
    ),
    fixture("and tomorrow", {"content": "Nobody knows."}),
    fixture("be busy once", failure(429, "rate_limit_error", "Slow down"), sequence=0),
    fixture("be busy once", {"content": "Now."}, sequence=1),
    fixture("be broken", failure(400, "invalid_request_error", "Not like this")),
    fixture(
        "hang up",
        {"content": "A speech that will be cut off somewhere."},
        chunkSize=10,
        latency=10,
        truncateAfterChunks=4,
    ),
]


class Router(Case):
    server_name = "router"

    def test_text(self):
        """text, and an end at message_stop though the connection stays open"""
        run = self.ask("say hello")
        self.assert_ended(run, 0)
        self.assertEqual(run.out, GREETING + "\n")
        self.assert_sent(1)
        self.assertLess(run.seconds, LINGER_SECONDS)
        self.assertEqual(self.relay.exchanges[0].first_to_close, "client")
        entry = self.world.upstream.journal("say hello")[0]
        self.assertEqual(entry["path"], "/v1/chat/completions")

    def test_endless(self):
        """message_stop ends a reply whose body does not end"""
        self.start_relay(keeps_end=True)
        run = self.ask("say hello")
        self.assert_ended(run, 0)
        self.assertEqual(run.out, GREETING + "\n")
        self.assertLess(run.seconds, LINGER_SECONDS)

    def test_thinking(self):
        """a reply whose thinking the router leaves out"""
        run = self.ask("--json", "think first")
        self.assert_ended(run, 0)
        self.assertEqual(text_of(run.message), "Thought through.")

    def test_tools(self):
        """tools over two turns: the results reach the other side under their calls"""
        replies = self.converse("what is the weather", "and tomorrow")
        self.assert_states(replies, "complete", "complete")
        first = replies[0]["message"]
        self.assertEqual(kinds(first["content"]), ["text", "tool_use", "tool_use"])
        self.assertEqual([b["input"] for b in first["content"][1:]], [WEATHER, {}])
        self.assertEqual(text_of(replies[1]["message"]), "Nobody knows.")
        self.assert_sent(2)
        (entry,) = self.world.upstream.journal("and tomorrow")
        messages = entry["body"]["messages"]
        results = [m["tool_call_id"] for m in messages if m["role"] == "tool"]
        self.assertEqual(results, [block["id"] for block in first["content"][1:]])
        calls = [m for m in messages if m.get("tool_calls")][0]["tool_calls"]
        self.assertEqual(json.loads(calls[0]["function"]["arguments"]), WEATHER)

    def test_busy(self):
        """a relayed 429 is tried again"""
        run = self.ask("be busy once")
        self.assert_ended(run, 0, "next try in 1 s (1 of 5)")
        self.assertEqual(run.out, "Now.\n")
        self.assert_sent(2)

    def test_error(self):
        """a relayed 400 is told, and not tried again"""
        run = self.ask("be broken")
        self.assert_ended(run, 1, "Not like this")
        self.assert_sent(1)

    def test_cut(self):
        """a reply that breaks off behind the router is not taken for a whole one"""
        run = self.ask("hang up")
        self.assert_ended(run, 3, "What arrived is kept.")
        self.assertEqual(run.out, "A speech that will b\n")
        self.assert_sent(1)

    def test_wrong_key(self):
        """the router's own refusal of a key, which is plain text"""
        run = self.ask("say hello", ANTHROPIC_API_KEY=WRONG_KEY)
        self.assert_ended(run, 1, "The key was refused (401).")
        self.assertNotIn("wrong-key", run.out + run.err)
        self.assert_sent(1)
