# SPDX-License-Identifier: GPL-3.0-or-later
"""Text and thinking from aimock, shown and sent back."""

import base64
import pathlib
import zlib

from base import KEY, MODEL, Case, kinds, roles, text_of
from servers import fixture

GREETING = "Hello from another server, in plain words."
POEM = "Grüße, 世界 — 🌍🙂 naïve café.\n\n- one\n- two\n"
SIGNATURE = "EqQBCgIYAhIM0sFhY2tub3dsZWRnZWQ+/AbC=="
REASONING = "The person asks about bees. What do they do?"
LONG_REPLY = "".join(f"Line {number} of a long reply.\n" for number in range(2000))
NUMBERS = " ".join(str(number) for number in range(1, 1000))

PLAIN = [
    fixture(
        "say hello with usage",
        {
            "content": GREETING,
            "id": "msg_interop",
            "usage": {"input_tokens": 12, "output_tokens": 34},
        },
    ),
    fixture("say hello", {"content": GREETING}),
    fixture("recite the poem", {"content": POEM}, chunkSize=1),
    fixture("write at length", {"content": LONG_REPLY}, chunkSize=7),
    fixture(
        "speak slowly",
        {"content": "Slowly, but surely."},
        chunkSize=5,
        streamingProfile={"ttft": 400, "tps": 20, "jitter": 0},
    ),
    fixture("count forever", {"content": NUMBERS}, chunkSize=12, latency=50),
    fixture("what is in the picture", {"content": "One white pixel."}),
    fixture("how do you speak", {"content": "Arr."}, system="like a pirate"),
    fixture("first question", {"content": "First answer."}),
    fixture("second question", {"content": "Second answer."}),
    fixture("third question", {"content": "Third answer."}),
    fixture("say nothing", {"content": " \n"}),
    fixture(
        "think about bees",
        {"content": "Bees dance.", "reasoning": REASONING, "reasoningSignature": SIGNATURE},
    ),
    fixture(
        "think in secret",
        {"content": "That stays between us.", "redactedThinking": ["c2VjcmV0Cg==", "bW9yZQ+/w=="]},
    ),
]


def make_png():
    """One white pixel."""

    def chunk(name, data):
        checked = name + data
        return len(data).to_bytes(4, "big") + checked + zlib.crc32(checked).to_bytes(4, "big")

    head = (1).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    pixels = zlib.compress(b"\x00\xff")
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


class Text(Case):
    def test_plain(self):
        """text comes out as it was sent, and nothing else"""
        run = self.ask("say", "hello", "please")
        self.assert_ended(run, 0)
        self.assertEqual(run.out, GREETING + "\n")
        (request,) = self.assert_sent(1)
        self.assertEqual(request.values("x-api-key"), [KEY])
        self.assertEqual(request.body["model"], MODEL)
        (entry,) = self.server.journal("say hello please")
        (message,) = entry["body"]["messages"]
        self.assertEqual(message, {"role": "user", "content": "say hello please"})

    def test_message(self):
        """--json prints the whole message, --stats its tokens"""
        run = self.ask("--json", "--stats", "say hello with usage")
        self.assertEqual(run.status, 0)
        self.assertEqual(run.message["content"], [{"type": "text", "text": GREETING}])
        self.assertEqual(run.message["id"], "msg_interop")
        self.assertEqual(run.message["stop_reason"], "end_turn")
        self.assertEqual((run.stats["input_tokens"], run.stats["output_tokens"]), (12, 34))
        self.assertLessEqual(run.stats["ttft_ms"], run.stats["total_ms"])

    def test_events(self):
        """--events prints each event as it came"""
        run = self.ask("--events", "say hello")
        self.assert_ended(run, 0)
        events = [event["type"] for event in run.events]
        self.assertEqual(events[:2], ["message_start", "content_block_start"])
        self.assertEqual(events[-3:], ["content_block_stop", "message_delta", "message_stop"])
        deltas = [event["delta"] for event in run.events if event["type"] == "content_block_delta"]
        self.assertEqual("".join(delta["text"] for delta in deltas), GREETING)
        self.assertGreater(len(deltas), 1)

    def test_characters(self):
        """a reply of one character a delta is whole, whatever the characters"""
        run = self.ask("recite the poem")
        self.assert_ended(run, 0)
        self.assertEqual(run.out, POEM)

    def test_long(self):
        """a long reply in many small deltas is whole"""
        run = self.ask("write at length")
        self.assert_ended(run, 0)
        self.assertEqual(run.out, LONG_REPLY)

    def test_pace(self):
        """the words come as they are written, and the times are true"""
        run = self.ask("--stats", "speak slowly")
        self.assertEqual((run.status, run.out), (0, "Slowly, but surely.\n"))
        # aimock waits 400 ms before the first event and 50 ms before each of the eight others
        self.assertGreaterEqual(run.stats["ttft_ms"], 400)
        self.assertGreaterEqual(run.stats["total_ms"] - run.stats["ttft_ms"], 200)

    def test_interrupt(self):
        """Ctrl+C stops a reply in the midst: what came stays, the server is told, code 130"""
        begun, run = self.ask_and_interrupt("count forever")
        self.assertEqual(run.status, 130, run)
        self.assertTrue(begun.startswith("1 2 3 "), begun)
        self.assertNotIn("999", run.out)
        self.assert_sent(1)
        self.assertEqual(self.relay.exchanges[0].first_to_close, "client")

    def test_picture(self):
        """a picture goes along as it is in the file"""
        picture = pathlib.Path(self.world.home) / "pixel.png"
        picture.write_bytes(make_png())
        run = self.ask("--file", str(picture), "what is in the picture")
        self.assert_ended(run, 0)
        (request,) = self.assert_sent(1)
        blocks = request.messages[0]["content"]
        self.assertEqual(sorted(kinds(blocks)), ["image", "text"])
        (source,) = [block["source"] for block in blocks if block["type"] == "image"]
        self.assertEqual(source["media_type"], "image/png")
        self.assertEqual(base64.b64decode(source["data"]), make_png())

    def test_system(self):
        """the system prompt reaches the server as one"""
        run = self.ask("--system", "Answer like a pirate.", "how do you speak")
        self.assertEqual(run.out, "Arr.\n")
        self.assert_sent(1)

    def test_turns(self):
        """three turns: each request holds all that was said before"""
        replies = self.converse("first question", "second question", "third question")
        self.assert_states(replies, "complete", "complete", "complete")
        requests = self.assert_sent(3)
        said = [text_of(message) for message in requests[2].messages]
        self.assertEqual(
            said,
            [
                "first question",
                "First answer.",
                "second question",
                "Second answer.",
                "third question",
            ],
        )
        # each turn begins with the bytes of the one before: that is what a prompt cache lives on
        for earlier, later in zip(requests, requests[1:]):
            shared = earlier.raw_body[: earlier.raw_body.rindex(b"]")]
            self.assertTrue(later.raw_body.startswith(shared), later.raw_body)

    def test_blank(self):
        """an empty reply is not sent back"""
        replies = self.converse("say nothing", "first question")
        self.assert_states(replies, "complete", "complete")
        requests = self.assert_sent(2)
        self.assertEqual(roles(requests[1]), ["user"])


class Thinking(Case):
    def test_signed(self):
        """thinking is not printed as text; its signature is kept"""
        run = self.ask("think about bees")
        self.assert_ended(run, 0)
        self.assertEqual(run.out, "Bees dance.\n")
        run = self.ask("--json", "think about bees")
        thinking, text = run.message["content"]
        self.assertEqual(thinking["thinking"], REASONING)
        self.assertEqual(thinking["signature"], SIGNATURE)
        self.assertEqual(text["text"], "Bees dance.")

    def test_redacted(self):
        """redacted thinking is kept as it came"""
        run = self.ask("--json", "think in secret")
        self.assert_ended(run, 0)
        self.assertEqual(
            run.message["content"],
            [
                {"type": "redacted_thinking", "data": "c2VjcmV0Cg=="},
                {"type": "redacted_thinking", "data": "bW9yZQ+/w=="},
                {"type": "text", "text": "That stays between us."},
            ],
        )

    def test_sent_back(self):
        """signed and redacted thinking goes back as it came"""
        replies = self.converse("think about bees", "think in secret", "first question")
        requests = self.assert_sent(3)
        for position, reply in ((1, replies[0]), (3, replies[1])):
            sent = requests[2].messages[position]["content"]
            self.assertEqual(sent, reply["message"]["content"])

    def test_other_model(self):
        """thinking does not go to another model"""
        self.converse("think about bees", "@model=claude-sonnet-4-5", "first question")
        requests = self.assert_sent(2)
        self.assertEqual(kinds(requests[1].messages[1]["content"]), ["text"])
