# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that speak the API in their own way, played by the demo server."""

from base import LocalCase, kinds, text_of

SCRIPTS = "fixtures/dialects"
TOOL = {"name": "find_town", "input": {"name": "Graz"}}


class Dialect:
    """One server from the list of models to its errors: by the shell, the engine, the window."""

    models = []
    shown = []  # what the window calls them
    plain = ["text"]
    refusal = ()
    breaking = ()
    breaking_status = 1

    def setUp(self):
        self.start_server(script=f"{SCRIPTS}/{self.script}.json")
        super().setUp()

    def test_stream(self):
        """an answer comes as it is meant, and the server was sent nothing that it may not know"""
        run = self.ask("--json", "hello")
        self.assert_ended(run, 0)
        self.assertEqual(kinds(run.message["content"]), self.plain)
        self.assertEqual(text_of(run.message), "Yes.")
        (request,) = self.assert_sent(1)
        self.assertEqual(request.values("anthropic-beta"), [])
        self.assertEqual(request.values("anthropic-version"), ["2023-06-01"])
        self.assertEqual(set(request.body), {"model", "max_tokens", "stream", "messages"})

    def test_tool(self):
        """a tool call has its input, and the next request answers it"""
        replies = self.converse("use a tool", "hello")
        self.assert_states(replies, "complete", "complete")
        call = replies[0]["message"]["content"][-1]
        self.assertEqual({name: call[name] for name in TOOL}, TOOL)
        _, request = self.assert_sent(2)
        self.assertEqual(kinds(request.messages[-1]["content"]), ["tool_result", "text"])

    def test_errors(self):
        """errors are told in the server's words, before the reply and within it"""
        run = self.ask("refuse it")
        self.assert_ended(run, 1, *self.refusal)
        run = self.ask("break it")
        self.assert_ended(run, self.breaking_status, "What arrived is kept.", *self.breaking)
        self.assertEqual(run.out, "Half\n")
        self.assertEqual(len(self.relay.requests), 2)

    def test_models(self):
        """the list of models, as far as there is one"""
        self.assertEqual(self.converse("@models"), [self.models])

    def test_window(self):
        """all of it by the window"""
        self.talk(
            [
                {"say": "hello", "until": "Yes."},
                {"say": "use a tool", "until": "find_town"},
                {"say": "refuse it", "until": self.refusal[-1]},
                {"say": "break it", "until": "Interrupted"},
                *({"press": "ctrl+m", "until": name, "shown": True} for name in self.shown),
            ]
        )


class Ollama(Dialect, LocalCase):
    script = "ollama"
    models = shown = ["qwen3:8b"]
    refusal = ("(404)", "model 'some-model' not found")
    breaking_status = 3


class LlamaCpp(Dialect, LocalCase):
    script = "llama-cpp"
    models = shown = ["m.gguf"]
    plain = ["thinking", "text"]
    complaints = ["unsigned thinking"]  # as it came: it goes back to whom it came from
    refusal = ("(400)", "the request exceeds the available context size")
    breaking = ("slot was lost",)


class OldVllm(Dialect, LocalCase):
    script = "vllm-old"
    models = shown = ["vllm-m"]
    refusal = ("(400)", "the prompt is too long for m")
    breaking = ("the engine died",)


class OpenRouter(Dialect, LocalCase):
    script = "openrouter"
    models = ["maker/m"]
    shown = ["Maker: M"]
    refusal = ("(402)", "Insufficient credits")
    breaking = ("Provider returned error",)


class Kimi(Dialect, LocalCase):
    script = "kimi"
    refusal = ("(403)", "This model is for coding agents only")
    breaking = ("upstream closed",)
