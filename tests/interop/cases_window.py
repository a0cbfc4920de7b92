# SPDX-License-Identifier: GPL-3.0-or-later
"""The window in conversation, used by keys and read as a screen reader reads it."""

from base import Case, kinds, roles
from servers import failure, fixture

SPEECH = "Said aloud and cut off somewhere in the midst of its words."

TURNS = [
    fixture("greet me", {"content": "Good day to you."}),
    fixture("think aloud", {"content": "Thought of.", "reasoning": "A long and winding thought."}),
    fixture(
        "call a tool",
        {
            "content": "I look it up.",
            "toolCalls": [{"name": "find_town", "arguments": {"name": "Graz"}, "id": "toolu_w1"}],
        },
    ),
    fixture("say goodbye", {"content": "See you soon."}),
]
STRICT = TURNS
UPSTREAM = TURNS
PLAIN = [
    *TURNS,
    fixture("fall ill", failure(529, "overloaded_error", "Too much"), sequence=0),
    fixture("fall ill", {"content": "Up again."}, sequence=1),
    # first, because its turn begins with the words that were refused
    fixture("break off", {"content": SPEECH}, chunkSize=10, latency=10, truncateAfterChunks=6),
    fixture("refuse it", failure(400, "invalid_request_error", "Not in these words")),
    fixture("never end", {"content": "tick tock " * 1000}, chunkSize=10, latency=50),
]
CONVERSATION = [
    {"say": "greet me", "until": "Good day to you."},
    {"say": "think aloud", "until": "Thought of."},
    {"say": "call a tool", "until": "find_town"},
    {"say": "say goodbye", "until": "See you soon."},
]


class Window(Case):
    def assert_conversation(self):
        requests = self.assert_sent(4)
        self.assertEqual(roles(requests[3]), ["user", "assistant"] * 3 + ["user"])
        answer = requests[3].messages[6]["content"]
        self.assertEqual(kinds(answer), ["tool_result", "text"])
        self.assertEqual(answer[1]["text"], "say goodbye")

    def test_conversation(self):
        """four turns with thinking and a tool, by the window"""
        self.talk(CONVERSATION)
        self.assert_conversation()

    def test_failures(self):
        """by the window: a server that recovers, one that refuses, one that hangs up, and Stop"""
        self.talk(
            [
                {"say": "fall ill", "until": "Up again."},
                {"say": "refuse it", "until": "Not in these words"},
                {"say": "break off", "until": "Interrupted"},
                {"say": "greet me", "until": "Good day to you."},
                {"say": "never end", "until": "tick tock tick", "going_on": True},
                {"press": "Escape", "until": "Stopped"},
                {"say": "say goodbye", "until": "See you soon."},
            ],
        )
        requests = self.assert_sent(7)
        # connections are used again, so it may have brought other replies before
        stopped = next(one for one in self.relay.exchanges if b'"never end"' in one.sent)
        self.assertEqual(stopped.first_to_close, "client")
        _, _, last = stopped.received.rpartition(b"message_start")
        self.assertNotIn(b"message_stop", last)
        # the words that were refused are sent again, the error is not
        self.assertIn(b"refuse it", requests[6].raw_body)
        self.assertNotIn(b"Not in these words", requests[6].raw_body)


class StrictWindow(Window):
    server_name = "strict"
    test_failures = None


class RouterWindow(Window):
    server_name = "router"
    test_failures = None
