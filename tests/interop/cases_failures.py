# SPDX-License-Identifier: GPL-3.0-or-later
"""aimock's errors and chaos: what is tried again, what is kept, how the program ends."""

import os
import signal
import time

from base import Case, kinds, roles, text_of
from servers import failure, fixture, last_words

RECOVERED = "Well again."
REASONING = "A long thought about it."
SPEECH = "A speech that will be cut off somewhere in the midst of its words."
PIECE = 10

# Status, the API's type of error, and the word for it in the countdown.
PASSING = [
    (408, "timeout_error", "Server failure"),
    (409, "conflict_error", "Server failure"),
    (429, "rate_limit_error", "Too many requests"),
    (500, "api_error", "Server failure"),
    (502, "api_error", "Server failure"),
    (503, "api_error", "Server failure"),
    (504, "timeout_error", "Server failure"),
    (529, "overloaded_error", "Overloaded"),
]
LASTING = [
    (400, "invalid_request_error", "did not accept the request"),
    (402, "billing_error", "cannot be charged"),
    (403, "permission_error", "key does not allow this"),
    (404, "not_found_error", "does not know this model"),
    (413, "request_too_large", "too large"),
    (422, "invalid_request_error", "did not accept the request"),
]
SERVER_WORDS = "as the server puts it"


def recovers(prompt, first, **behaviour):
    """The first request that ends with the prompt goes wrong, the next one does not."""
    return [
        fixture(prompt, first, sequence=0, **behaviour),
        fixture(prompt, {"content": RECOVERED}, sequence=1),
    ]


def hang_up(n_events):
    """After so many events. node throws away what it was given last, so one more is written, and
    each needs a moment to go out."""
    return {"truncateAfterChunks": n_events + 1, "chunkSize": PIECE, "latency": 10}


def cut(prompt, n_events, response=None):
    return fixture(prompt, response or {"content": SPEECH}, **hang_up(n_events))


PLAIN = [
    # what the program itself says, behind a prompt that may be one of those below
    fixture("broke off after these words", {"content": "and so it went on."}),
    fixture("broke off before its first word", {"content": "Here it is."}),
    *(
        fixture(f"fail with {status}", failure(status, kind, SERVER_WORDS))
        for status, kind, _ in LASTING
    ),
    *(
        entry
        for status, kind, _ in PASSING
        for entry in recovers(f"recover from {status}", failure(status, kind, SERVER_WORDS))
    ),
    *recovers("wait as asked", failure(429, "rate_limit_error", SERVER_WORDS, retryAfter=2)),
    fixture("wait for long", failure(429, "rate_limit_error", SERVER_WORDS, retryAfter=3600)),
    fixture("stay overloaded", failure(529, "overloaded_error", SERVER_WORDS)),
    *recovers("suffer a drop", {"content": "never"}, chaos={"dropRate": 1}),
    *recovers("suffer a disconnect", {"content": "never"}, chaos={"disconnectRate": 1}),
    *recovers("suffer a rate limit", {"content": "never"}, chaos={"rateLimitRate": 1}),
    fixture("suffer malformed JSON", {"content": "never"}, chaos={"malformedRate": 1}),
    fixture("suffer latency", {"content": "Late."}, chaos={"latencyMs": 700}),
    fixture("stay disconnected", {"content": "never"}, chaos={"disconnectRate": 1}),
    *recovers("cut at the start", {"content": SPEECH}, **hang_up(1)),
    *recovers("cut before a word", {"content": SPEECH}, **hang_up(2)),
    cut("cut in the text", 5),
    cut("cut in the text, then go on", 5),
    cut("cut before the last event", 5, {"content": "Short."}),
    fixture(
        "hang up after a while",
        {"content": SPEECH},
        chunkSize=4,
        latency=60,
        disconnectAfterMs=500,
    ),
    cut("cut in thinking", 4, {"content": SPEECH, "reasoning": REASONING}),
    cut(
        "cut in a tool call",
        8,
        {
            "content": "Let me see.",
            "toolCalls": [{"name": "get", "arguments": {"a": "long argument"}, "id": "toolu_1"}],
        },
    ),
    *recovers("cut once", {"content": SPEECH}, **hang_up(5)),
    fixture("reach the limit", {"content": "This is all that", "finishReason": "length"}),
    fixture("ask for something bad", {"content": "I", "finishReason": "refusal"}),
    fixture("pause", {"content": "Half of it,", "finishReason": "pause_turn"}),
    fixture("end in an unknown way", {"content": "Odd.", "finishReason": "sensitive"}),
    fixture("a harmless question", {"content": "A harmless answer."}),
]


class Errors(Case):
    def test_lasting(self):
        """an error that lasts is said at once, in words, with what the server says"""
        for status, kind, words in LASTING:
            with self.subTest(status):
                self.start_relay()
                run = self.ask("fail", "with", str(status))
                self.assert_ended(run, 1, f"({status})", words, kind, SERVER_WORDS)
                self.assertEqual(run.out, "")
                self.assert_sent(1)

    def test_unknown(self):
        """a prompt that aimock has no answer for is its 404"""
        run = self.ask("a prompt that nobody foresaw")
        self.assert_ended(run, 1, "(404)", "No fixture matched")
        self.assert_sent(1)

    def test_passing(self):
        """an error that passes is tried again, and says so"""
        for status, _, words in PASSING:
            with self.subTest(status):
                self.start_relay()
                run = self.ask("recover", "from", str(status))
                self.assert_ended(run, 0, f"{words}: next try in 1 s (1 of 5)")
                self.assertEqual(run.out, RECOVERED + "\n")
                first, second = self.assert_sent(2)
                self.assertEqual(first.raw_body, second.raw_body)

    def test_retry_after(self):
        """the server's own word about the next try is kept"""
        run = self.ask("wait as asked")
        self.assert_ended(run, 0, "Too many requests: next try in 2 s (1 of 5)")
        (wait,) = self.waits("wait as asked")
        self.assertGreaterEqual(wait, 2000)

    def test_retry_after_long(self):
        """nobody waits for an hour: it is said instead"""
        run = self.ask("wait for long")
        self.assert_ended(run, 1, "(429)", "60 minutes")
        self.assert_sent(1)

    def test_exhaustion(self):
        """five more tries, further and further apart, then the error"""
        run = self.ask("stay overloaded")
        self.assert_ended(run, 1, "(5 of 5)", "The server is overloaded (529).")
        self.assert_sent(6)
        waits = self.waits("stay overloaded")
        for wait, longest in zip(waits, (500, 1000, 2000, 4000, 8000), strict=True):
            self.assertGreaterEqual(wait, 0.75 * longest)
            # what a busy machine may add
            self.assertLessEqual(wait, longest + 2000)

    def test_stop_in_countdown(self):
        """Ctrl+C ends a countdown: nothing more is sent"""
        started = time.monotonic()
        process = self.start("src/cli/claude-chat-cli", "ask", "stay overloaded for Stop")
        said = os.read(process.stderr.fileno(), 4096)
        process.send_signal(signal.SIGINT)
        run = self.finish(process, started)
        self.assertIn(b"next try", said)
        self.assertEqual(run.status, 130, run)
        self.assert_sent(1)

    def waits(self, prompt):
        """Milliseconds between the requests, by the server's clock."""
        entries = self.server.journal(prompt)
        times = [entry["timestamp"] for entry in entries if last_words(entry) == prompt]
        return [later - earlier for earlier, later in zip(times, times[1:])]


class Chaos(Case):
    def test_drop(self):
        """a dropped request is tried again"""
        run = self.ask("suffer a drop")
        self.assert_ended(run, 0, "Server failure: next try in 1 s (1 of 5)")
        self.assertEqual(run.out, RECOVERED + "\n")
        self.assert_sent(2)

    def test_rate_limit(self):
        """a rate limit is waited for"""
        run = self.ask("suffer a rate limit")
        self.assert_ended(run, 0, "Too many requests: next try in 1 s (1 of 5)")
        self.assertEqual(run.out, RECOVERED + "\n")
        self.assert_sent(2)

    def test_disconnect(self):
        """a connection that is closed without a word is tried again"""
        run = self.ask("suffer a disconnect")
        self.assert_ended(run, 0, "Connection lost: next try in 1 s (1 of 5)")
        self.assertEqual(run.out, RECOVERED + "\n")
        self.assert_sent(2)

    def test_disconnected(self):
        """a server that closes each connection: five more tries, then code 3"""
        run = self.ask("stay disconnected")
        self.assert_ended(run, 3, "(5 of 5)", "The connection was lost.")
        self.assertEqual(run.out, "")
        self.assert_sent(6)

    def test_malformed(self):
        """JSON that is none is said so, and not asked for again"""
        run = self.ask("suffer malformed JSON")
        self.assert_ended(run, 1, "could not be understood")
        self.assertEqual(run.out, "")
        self.assert_sent(1)

    def test_latency(self):
        """a late answer is as good as an early one"""
        run = self.ask("--stats", "suffer latency")
        self.assertEqual((run.status, run.out), (0, "Late.\n"))
        self.assertGreaterEqual(run.stats["ttft_ms"], 700)
        self.assert_sent(1)


class Cuts(Case):
    """The server hangs up in the midst of a reply."""

    def assert_interrupted(self, run, text):
        self.assert_ended(run, 3, "What arrived is kept.")
        self.assertEqual(run.out, text)
        self.assert_sent(1)

    def test_before_content(self):
        """before the first word it is tried again"""
        for prompt in ("cut at the start", "cut before a word"):
            with self.subTest(prompt):
                self.start_relay()
                run = self.ask(prompt)
                self.assert_ended(run, 0, ": next try in 1 s (1 of 5)")
                self.assertEqual(run.out, RECOVERED + "\n")
                self.assert_sent(2)

    def test_in_text(self):
        """in the text: what came is kept, code 3, and nothing is sent again"""
        run = self.ask("cut in the text")
        self.assert_interrupted(run, SPEECH[: 3 * PIECE] + "\n")

    def test_after_a_while(self):
        """the same when the connection breaks between two slow words"""
        run = self.ask("hang up after a while")
        self.assertTrue(SPEECH.startswith(run.out.rstrip("\n")), run.out)
        self.assert_interrupted(run, run.out)

    def test_in_thinking(self):
        """in the thinking: nothing is sent again"""
        run = self.ask("--json", "cut in thinking")
        self.assertEqual(run.status, 3, run)
        self.assertEqual(run.message["content"][0]["thinking"], REASONING[: 2 * PIECE])
        self.assertIsNone(run.message["stop_reason"])
        self.assert_sent(1)

    def test_in_tool_call(self):
        """in a tool call: its JSON is marked as cut, and nothing is sent again"""
        run = self.ask("--json", "cut in a tool call")
        self.assertEqual(run.status, 3, run)
        block = run.message["content"][1]
        self.assertEqual((block["name"], block["input"]), ("get", None))
        self.assertEqual(block["partial_json"], '{"a":"long argument"}'[: 2 * PIECE])
        self.assert_sent(1)

    def test_before_last_event(self):
        """with a stop reason but no message_stop a reply counts as whole"""
        run = self.ask("cut before the last event")
        self.assert_ended(run, 0)
        self.assertEqual(run.out, "Short.\n")
        self.assert_sent(1)

    def test_continue(self):
        """Continue asks to go on after the last words, without prefill"""
        replies = self.converse("cut in the text, then go on", "@continue")
        self.assert_states(replies, "interrupted", "complete")
        self.assertEqual(text_of(replies[1]["message"]), "and so it went on.")
        request = self.assert_sent(2)[1]
        self.assertEqual(roles(request), ["user", "assistant", "user"])
        kept = SPEECH[: 3 * PIECE]
        self.assertEqual(text_of(request.messages[1]), kept.rstrip())
        self.assertIn(kept.rstrip(), text_of(request.messages[2]))

    def test_continue_after_thinking(self):
        """unsigned thinking does not go back"""
        replies = self.converse("cut in thinking", "@continue")
        self.assert_states(replies, "interrupted", "complete")
        request = self.assert_sent(2)[1]
        self.assertEqual(roles(request), ["user"])

    def test_continue_after_tool_call(self):
        """a cut tool call does not go back"""
        replies = self.converse("cut in a tool call", "a harmless question")
        self.assert_states(replies, "interrupted", "complete")
        request = self.assert_sent(2)[1]
        self.assertEqual(kinds(request.messages[1]["content"]), ["text"])
        self.assertEqual(kinds(request.messages[2]["content"]), ["text"])

    def test_retry(self):
        """Retry asks again as if nothing had come"""
        replies = self.converse("cut once", "@retry")
        self.assert_states(replies, "interrupted", "complete")
        first, second = self.assert_sent(2)
        self.assertEqual(first.raw_body, second.raw_body)


class Ends(Case):
    def test_limit(self):
        """a reply that reached its limit says so"""
        run = self.ask("reach the limit")
        self.assert_ended(run, 0, "max_tokens")
        self.assertEqual(run.out, "This is all that\n")

    def test_refusal(self):
        """a refusal is code 1"""
        run = self.ask("ask for something bad")
        self.assert_ended(run, 1, "declined")

    def test_after_refusal(self):
        """what was refused is not sent again"""
        replies = self.converse("ask for something bad", "a harmless question")
        self.assert_states(replies, "refused", "complete")
        request = self.assert_sent(2)[1]
        self.assertEqual(len(request.messages), 1)
        self.assertNotIn(b"bad", request.raw_body)

    def test_pause(self):
        """a pause without tools of the server's cannot go back as it is: it is asked to go on"""
        replies = self.converse("pause", "@continue")
        self.assert_states(replies, "complete", "complete")
        request = self.assert_sent(2)[1]
        self.assertEqual(roles(request), ["user", "assistant", "user"])
        self.assertEqual(text_of(replies[1]["message"]), "and so it went on.")

    def test_unknown(self):
        """a stop reason that nobody knows ends a reply like any other"""
        run = self.ask("end in an unknown way")
        self.assertEqual((run.status, run.out), (0, "Odd.\n"))

    def test_closed_output(self):
        """a reader that goes away stops the reply"""
        started = time.monotonic()
        process = self.start("src/cli/claude-chat-cli", "ask", "count forever")
        os.read(process.stdout.fileno(), 1)
        process.stdout.close()
        process.stdout = None
        _, err = process.communicate(timeout=60)
        self.relay.settle()
        self.assertEqual((process.returncode, err), (130, b""))
        self.assertEqual(self.relay.exchanges[0].first_to_close, "client")
        # fifty seconds long, if it were read to its end
        self.assertLess(time.monotonic() - started, 10)
