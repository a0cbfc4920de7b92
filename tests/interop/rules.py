# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Messages API asks of a request: each complaint is a sentence."""

import json
import re

BODY_MEMBERS = {"model", "max_tokens", "stream", "system", "messages", "thinking"}
BLOCK_MEMBERS = {
    "text": {"type", "text", "citations"},
    "thinking": {"type", "thinking", "signature"},
    "redacted_thinking": {"type", "data"},
    "tool_use": {"type", "id", "name", "input", "caller"},
    "tool_result": {"type", "tool_use_id", "content", "is_error"},
    "image": {"type", "source"},
    "document": {"type", "source", "title"},
}
ROLE_BLOCKS = {
    "user": {"text", "image", "document", "tool_result"},
    "assistant": {"text", "thinking", "redacted_thinking", "tool_use"},
}
NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def check_headers(request, n_keys):
    keys = request.values("x-api-key") + request.values("authorization")
    if len(keys) != n_keys:
        yield f"{len(keys)} headers with a key"
    for name, value in {
        "anthropic-version": "2023-06-01",
        "content-type": "application/json",
        "accept-encoding": "identity",
    }.items():
        if request.values(name) != [value]:
            yield f"{name}: {request.values(name)}"
    for name in ("anthropic-beta", "cookie", "referer", "origin"):
        if request.values(name):
            yield f"{name}: {request.values(name)}"
    if (request.method, request.path, request.version) != ("POST", "/v1/messages", "HTTP/1.1"):
        yield f"{request.method} {request.path} {request.version}"


def check_text(request):
    """The body as text: real JSON, in UTF-8, without halves of characters."""
    text = request.raw_body.decode("utf-8")
    if LONE_SURROGATE.search(json.dumps(json.loads(text), ensure_ascii=False)):
        yield "a lone surrogate"
    if re.search(r"[\x00-\x1f]", text):
        yield "a control character that is not escaped"


def check_members(body):
    foreign = body.keys() - BODY_MEMBERS
    if foreign:
        yield f"members {sorted(foreign)}"
    if not isinstance(body.get("model"), str) or not body["model"]:
        yield "no model"
    if not isinstance(body.get("max_tokens"), int) or body["max_tokens"] < 1:
        yield f"max_tokens {body.get('max_tokens')}"
    if body.get("stream") is not True:
        yield "no stream"
    thinking = body.get("thinking", {})
    if thinking.get("type") == "enabled" and thinking["budget_tokens"] >= body["max_tokens"]:
        yield "a thinking budget above max_tokens"


def check_roles(messages):
    roles = [message["role"] for message in messages]
    if roles[:1] != ["user"]:
        yield f"the first of {roles} is not the user's"
    if roles[-1:] != ["user"]:
        yield f"the last of {roles} is not the user's (prefill)"
    if any(role == next_role for role, next_role in zip(roles, roles[1:])):
        yield f"{roles} do not alternate"


def blocks_of(message):
    content = message["content"]
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


def check_block(block, role):
    kind = block.get("type")
    if kind not in ROLE_BLOCKS[role]:
        yield f"a {kind} block in a turn of {role}"
        return
    if block.keys() - BLOCK_MEMBERS[kind]:
        yield f"members {sorted(block.keys() - BLOCK_MEMBERS[kind])} in a {kind} block"
    if kind == "text" and not block["text"].strip():
        yield "an empty text block"
    if kind == "thinking" and not block.get("signature"):
        yield "unsigned thinking"
    if kind == "redacted_thinking" and not block.get("data"):
        yield "redacted thinking without data"
    if kind == "tool_use":
        if not NAME.fullmatch(block["id"]) or not NAME.fullmatch(block["name"]):
            yield f"tool call {block['id']} {block['name']}"
        if not isinstance(block["input"], dict):
            yield f"tool input {block['input']}"


def check_blocks(messages):
    for message in messages:
        blocks = blocks_of(message)
        if not blocks:
            yield f"a turn of {message['role']} without blocks"
        for block in blocks:
            yield from check_block(block, message["role"])
        if message["role"] == "assistant" and blocks and blocks[-1]["type"] == "text":
            if blocks[-1]["text"] != blocks[-1]["text"].rstrip():
                yield "an assistant's turn ends in white space"


def check_results(messages):
    """Each call is answered once, at the front of the next turn; nothing else is answered."""
    calls = []
    for message in messages:
        kinds = [block["type"] for block in blocks_of(message)]
        results = [b["tool_use_id"] for b in blocks_of(message) if b["type"] == "tool_result"]
        if sorted(results) != sorted(calls):
            yield f"calls {calls}, results {results}"
        if kinds[: len(results)] != ["tool_result"] * len(results):
            yield f"the results are not at the front: {kinds}"
        calls = [block["id"] for block in blocks_of(message) if block["type"] == "tool_use"]
    if calls:
        yield f"calls {calls} have no results"


def check(request, n_keys=1):
    """All complaints about one request."""
    yield from check_headers(request, n_keys)
    yield from check_text(request)
    yield from check_members(request.body)
    yield from check_roles(request.messages)
    yield from check_blocks(request.messages)
    yield from check_results(request.messages)
