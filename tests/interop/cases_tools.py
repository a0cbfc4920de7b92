# SPDX-License-Identifier: GPL-3.0-or-later
"""Tool calls from aimock: shown, answered as not run, sent back; --strict judges the thinking."""

from base import MODEL, Case, kinds, roles
from servers import fixture

REASONING = "A tool will know."
SIGNATURE = "c2lnbmVkIGJ5IGFpbW9jaw=="
REDACTED = "aGlkZGVuIHRob3VnaHRz+/8="
WEATHER = {"city": "Graz", "days": 3, "units": ["°C", "🌡"], "path": "/a/b", "ratio": 1.5}


def call(name, arguments, identity):
    return {"name": name, "arguments": arguments, "id": identity}


def text(words):
    return {"type": "text", "text": words}


def tool(*arguments):
    return {"type": "toolCall"} | call(*arguments)


TURNS = [
    fixture("first question", {"content": "First answer."}),
    fixture("go on without it", {"content": "As you like."}),
    fixture("what is the weather", {"toolCalls": [call("get_weather", WEATHER, "toolu_1")]}),
    fixture("what time is it", {"toolCalls": [call("get_time", {}, "toolu_time")]}),
    fixture(
        "compare two towns",
        {
            "content": "I look at both.",
            "toolCalls": [
                call("get_weather", {"city": "Graz"}, "toolu_2"),
                call("get_weather", {"city": "Linz"}, "toolu_3"),
            ],
        },
    ),
    fixture(
        "look and tell in turns",
        {
            "blocks": [
                tool("get_time", {}, "toolu_4"),
                text("Now the weather."),
                tool("get_weather", {"city": "Wien"}, "toolu_5"),
                text("And one more."),
                tool("get_weather", {"city": "Salzburg"}, "toolu_6"),
            ]
        },
    ),
    fixture(
        "think and use a tool",
        {
            "toolCalls": [call("get_weather", {"city": "Bregenz"}, "toolu_7")],
            "reasoning": REASONING,
            "reasoningSignature": SIGNATURE,
        },
    ),
    fixture(
        "think in secret and use a tool",
        {
            "content": "Wait.",
            "toolCalls": [call("get_time", {}, "toolu_8")],
            "redactedThinking": [REDACTED],
        },
    ),
    fixture(
        "think slowly and talk",
        {
            "content": "This takes a while to be said to its end.",
            "reasoning": REASONING,
            "reasoningSignature": SIGNATURE,
        },
        chunkSize=5,
        latency=50,
    ),
    fixture(
        "call twice by one name",
        {"toolCalls": [call("get_time", {}, "toolu_9"), call("get_time", {}, "toolu_9")]},
    ),
    fixture("call by a foreign name", {"toolCalls": [call("get_time", {}, "call:é/1")]}),
]
PLAIN = TURNS
STRICT = TURNS


def results_of(message):
    return [block for block in message["content"] if block["type"] == "tool_result"]


class Tools(Case):
    def test_shown(self):
        """a tool call is in the message with its input, to the last digit"""
        run = self.ask("--json", "what is the weather")
        self.assert_ended(run, 0)
        (block,) = run.message["content"]
        self.assertEqual((block["type"], block["id"]), ("tool_use", "toolu_1"))
        self.assertEqual((block["name"], block["input"]), ("get_weather", WEATHER))
        self.assertEqual(run.message["stop_reason"], "tool_use")

    def test_without_arguments(self):
        """a tool call without arguments has the input {}"""
        run = self.ask("--json", "what time is it")
        self.assert_ended(run, 0)
        self.assertEqual(run.message["content"][0]["input"], {})

    def test_order(self):
        """text and tool calls keep their order"""
        run = self.ask("--json", "look and tell in turns")
        order = ["tool_use", "text", "tool_use", "text", "tool_use"]
        self.assertEqual(kinds(run.message["content"]), order)
        run = self.ask("look and tell in turns")
        self.assertEqual(run.out, "Now the weather.\n\nAnd one more.\n")

    def test_answered(self):
        """an open call is answered as not run, before the next words"""
        replies = self.converse("what is the weather", "go on without it")
        requests = self.assert_sent(2)
        question, answer = requests[1].messages[1:]
        self.assertEqual(question["content"], replies[0]["message"]["content"])
        self.assertEqual(kinds(answer["content"]), ["tool_result", "text"])
        (result,) = results_of(answer)
        self.assertEqual((result["tool_use_id"], result["is_error"]), ("toolu_1", True))
        self.assertTrue(result["content"])
        self.assertEqual(answer["content"][1]["text"], "go on without it")
        # aimock read it the same way
        (entry,) = self.server.journal("go on without it")
        self.assertEqual(entry["body"]["messages"][-1]["tool_call_id"], "toolu_1")

    def test_many_turns(self):
        """five turns with tools: each call has its one result, in order"""
        prompts = [
            "compare two towns",
            "look and tell in turns",
            "what time is it",
            "first question",
            "compare two towns",
        ]
        replies = self.converse(*prompts)
        self.assert_states(replies, *["complete"] * 5)
        requests = self.assert_sent(5)
        # the last turn calls by names that were used before, which the API would not do
        answered = [
            [result["tool_use_id"] for result in results_of(message)]
            for message in requests[4].messages
            if message["role"] == "user"
        ]
        self.assertEqual(
            answered,
            [[], ["toolu_2", "toolu_3"], ["toolu_4", "toolu_5", "toolu_6"], ["toolu_time"], []],
        )
        for position, reply in enumerate(replies[:4]):
            sent = requests[4].messages[2 * position + 1]["content"]
            self.assertEqual(sent, reply["message"]["content"])

    def test_other_model(self):
        """another model gets the tool turns, but not their thinking"""
        self.converse(
            "think and use a tool",
            "first question",
            "@model=claude-sonnet-4-5",
            "first question, again",
        )
        requests = self.assert_sent(3)
        self.assertEqual(kinds(requests[1].messages[1]["content"]), ["thinking", "tool_use"])
        self.assertEqual(kinds(requests[2].messages[1]["content"]), ["tool_use"])

    def test_names(self):
        """two calls of one id, and an id that the API refuses, are told apart and renamed"""
        self.converse("call twice by one name", "call by a foreign name", "first question")
        self.assert_sent(3)


class Strict(Case):
    """aimock --strict refuses a tool turn that does not begin with its thinking as it was."""

    server_name = "strict"

    def test_judge(self):
        """the judge is awake: it refuses unsigned thinking, and accepts signed"""
        for signature, status in (("", 400), (SIGNATURE, 200)):
            thinking = {"type": "thinking", "thinking": REASONING, "signature": signature}
            use = {"type": "tool_use", "id": "toolu_1", "name": "get_time", "input": {}}
            result = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "noon"}
            answer, _ = self.server.post(
                {
                    "model": MODEL,
                    "max_tokens": 2048,
                    "thinking": {"type": "enabled", "budget_tokens": 1024},
                    "messages": [
                        {"role": "user", "content": "what time is it"},
                        {"role": "assistant", "content": [thinking, use]},
                        {"role": "user", "content": [result, text("first question")]},
                    ],
                }
            )
            self.assertEqual(answer, status)

    def test_thinking(self):
        """tools over several turns, each begun by signed or redacted thinking"""
        replies = self.converse(
            "--thinking",
            "2048",
            "think and use a tool",
            "think in secret and use a tool",
            "think and use a tool",
            "first question",
        )
        self.assert_states(replies, *["complete"] * 4)
        requests = self.assert_sent(4)
        for request in requests:
            self.assertEqual(request.body["thinking"], {"type": "enabled", "budget_tokens": 2048})
        for position, reply in enumerate(replies[:2]):
            sent = requests[3].messages[2 * position + 1]["content"]
            self.assertEqual(sent, reply["message"]["content"])
        self.assertEqual(requests[3].messages[1]["content"][0]["signature"], SIGNATURE)
        self.assertEqual(requests[3].messages[3]["content"][0]["data"], REDACTED)

    def test_other_model(self):
        """for another model, an open call goes away together with its thinking"""
        replies = self.converse(
            "--thinking",
            "2048",
            "think and use a tool",
            "@model=claude-sonnet-4-5",
            "first question",
        )
        self.assert_states(replies, "complete", "complete")
        requests = self.assert_sent(2)
        self.assertEqual(roles(requests[1]), ["user"])

    def test_stopped(self):
        """a reply stopped in its text leaves a history that is accepted"""
        replies = self.converse(
            "--thinking",
            "2048",
            "think and use a tool",
            "@stop=think slowly and talk",
            "first question",
        )
        self.assert_states(replies, "complete", "stopped", "complete")
        requests = self.assert_sent(3)
        self.assertEqual(requests[2].messages[3]["content"][0]["signature"], SIGNATURE)
