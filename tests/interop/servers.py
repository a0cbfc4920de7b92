# SPDX-License-Identifier: GPL-3.0-or-later
"""Starting and ending the servers that others wrote."""

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

PATIENCE_SECONDS = 60
# Between two looks at a server that does not say when it listens.
PAUSE_SECONDS = 0.05


class Server:
    """A program of node in a home of its own, together with whatever it starts."""

    def __init__(self, home, script, *arguments, **environment):
        home.mkdir(parents=True)
        self.log = home / "log"
        surroundings = {"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home)}
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                ["node", script, *arguments],
                env=surroundings | environment,
                cwd=home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until(self, condition):
        """What the condition gives, once that is something."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            found = condition()
            if found:
                return found
            if self.process.poll() is not None:
                break
            time.sleep(PAUSE_SECONDS)
        self.close()
        raise RuntimeError(f"{self.process.args[1]} did not start:\n{self.log.read_text()}")

    def close(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


def fixture(prompt, response, sequence=None, system=None, **behaviour):
    """What aimock answers to a prompt, or to the nth request that ends with it."""
    match = {"userMessage": prompt, "sequenceIndex": sequence, "systemMessage": system}
    match = {name: value for name, value in match.items() if value is not None}
    return {"match": match, "response": response} | behaviour


def failure(status, kind, message, **details):
    return {"status": status, "error": {"type": kind, "message": message}} | details


class Aimock(Server):
    """@copilotkit/aimock."""

    def __init__(self, modules, home, fixtures, *options, **environment):
        script = modules / "@copilotkit/aimock/dist/cli.js"
        played = home.with_suffix(".json")
        played.write_text(json.dumps({"fixtures": fixtures}))
        arguments = ["--port", "0", "--fixtures", str(played), "--validate-on-load", *options]
        super().__init__(home, script, *arguments, **environment)
        self.key = environment.get("AIMOCK_API_KEYS")
        self.port = int(self.wait_until(self.find_port)[1])
        self.url = f"http://127.0.0.1:{self.port}"

    def find_port(self):
        return re.search(r"listening on http://127\.0\.0\.1:(\d+)", self.log.read_text())

    def post(self, body):
        """Status and body of the answer to a request that is not our program's."""
        request = urllib.request.Request(
            f"{self.url}/v1/messages",
            data=json.dumps(body).encode(),
            headers={"content-type": "application/json", "anthropic-version": "2023-06-01"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def journal(self, prompt=""):
        """What it was sent, oldest first: entries whose last words of the user hold the prompt."""
        headers = {"x-api-key": self.key} if self.key else {}
        request = urllib.request.Request(f"{self.url}/__aimock/journal", headers=headers)
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
            entries = json.load(answer)
        return [entry for entry in entries if prompt in last_words(entry)]


def last_words(entry):
    """aimock keeps requests in the shape of the other API; its own translation makes strings."""
    messages = (entry.get("body") or {}).get("messages", [])
    contents = [message["content"] for message in messages if message["role"] == "user"]
    words = contents[-1] if contents else ""
    return words if isinstance(words, str) else "".join(part.get("text", "") for part in words)


class Router(Server):
    """@musistudio/claude-code-router, handing on to the OpenAI side of an aimock."""

    def __init__(self, modules, home, upstream, key):
        self.port = find_free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = {
            "HOST": "127.0.0.1",
            "PORT": self.port,
            "APIKEY": key,
            "LOG": False,
            "NON_INTERACTIVE_MODE": True,
            "Providers": [
                {
                    "name": "mock",
                    "api_base_url": f"{upstream}/v1/chat/completions",
                    "api_key": "upstream-key",
                    "models": ["mock-model"],
                }
            ],
            "Router": {"default": "mock,mock-model"},
        }
        folder = home / "home" / ".claude-code-router"
        folder.mkdir(parents=True)
        (folder / "config.json").write_text(json.dumps(self.settings))
        script = modules / "@musistudio/claude-code-router/dist/cli.js"
        super().__init__(home / "work", script, "start", HOME=str(home / "home"))
        self.wait_until(self.answers)

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
        except OSError:
            return False


class DemoServer:
    """Our own, as a program."""

    def __init__(self, build, *options):
        program = build / "src/cli/claude-chat-cli"
        self.process = subprocess.Popen(
            [program, "demo-server", "--speed", "0", *map(str, options)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        said = self.process.stdout.readline().decode()
        if not said:
            raise RuntimeError("the demo server did not start")
        self.port = int(said.rsplit(":", 1)[1])

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


def find_free_port():
    """For a server that cannot be told to choose one itself; it must be started at once."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]
