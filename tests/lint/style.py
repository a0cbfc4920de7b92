# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be seen of the style from the text of a line or a call."""

import re

import tree

LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
MAX_COLUMNS = 100
# Markers of work that was put off; spelt so that this file does not find itself.
PUT_OFF = re.compile(r"\b(?:TO" r"DO|FIX" r"ME)\b")
CONNECT = re.compile(r"\bg_signal_connect(?:_swapped|_after)?\s*\(([^;]*)\)\s*;")
SINGLETON = re.compile(
    r"^\s*static\s+Chat\w+\s*\*\s*\w+(?:\s*=\s*NULL)?;"
    r"|\bchat_\w+_(?:get_default|get_instance|get_singleton|get_shared)\s*\("
)
LOOP = re.compile(r"\bg_main_loop_run\s*\(|\bg_main_context_iteration\s*\(")
BLOCKING = re.compile(r"\b(?:soup_session_send(?:_and_read)?|g_usleep|sleep|usleep|\w+_sync)\s*\(")
SLEEP = re.compile(r"\b(?:g_usleep|usleep|nanosleep|sleep)\s*\(")
OLD_TYPES = re.compile(r"\b(?:gint|gchar|gshort|glong|gfloat|gdouble)\b")
PLAIN_ASSERT = re.compile(r"\bg_assert\s*\(|(?<!\w)assert\s*\(")
STRING = re.compile(r'"(?:\\.|[^"\\\n])*"')
COMMENT_OR_STRING = re.compile(r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.DOTALL)


def blank(match):
    return re.sub(r"[^\n]", " ", match[0])


def code_lines(path):
    """The lines of a C file with comments and strings blanked out."""
    return enumerate(COMMENT_OR_STRING.sub(blank, tree.text(path)).split("\n"), start=1)


def grep(paths, pattern, message):
    for path in paths:
        for number, line in code_lines(path):
            if pattern.search(line):
                yield path, number, message


def check_heads():
    """every file says its licence, C files also their purpose in one sentence"""
    for path in tree.c_files():
        head = tree.text(path).split("\n", 3)
        if head[:2] != [f"/* {LICENCE}", " *"] or not re.match(r" \* \S.*", head[2]):
            yield path, 1, "the head is not licence, empty line, sentence"
    for path in tree.scripts("sh", "python") + tree.under("tests", ".py"):
        if LICENCE not in "\n".join(tree.text(path).split("\n", 3)[:3]):
            yield path, 1, "the head does not name the licence"


def check_white_space():
    """no tabs, no blanks at line ends, one line end at the end of a file"""
    for path in tree.text_files():
        for number, line in tree.lines(path):
            # A makefile's commands begin with one.
            if "\t" in line and path.name != "rules":
                yield path, number, "a tab"
            if line != line.rstrip():
                yield path, number, "blanks at the end of the line"
        if tree.text(path) and not re.search(r"[^\n]\n\Z", tree.text(path)):
            yield path, 1, "does not end with exactly one line end"


def check_columns():
    """code stays within 100 columns (headers align theirs beyond, tests quote whole events)"""
    scripts = tree.scripts("sh", "python") + tree.under("tests", ".py")
    meson = [path for path in tree.files() if path.name == "meson.build"]
    for path in tree.under(".", ".c") + scripts + meson:
        quotes = path.suffix == ".c" and path.is_relative_to("tests")
        for number, line in tree.lines(path):
            if len(STRING.sub('""', line) if quotes else line) > MAX_COLUMNS:
                yield path, number, f"{len(line)} columns"


def check_put_off():
    """nothing was put off"""
    for path in tree.text_files():
        for number, line in tree.lines(path):
            if PUT_OFF.search(line):
                yield path, number, "do it or open an issue"


def check_signals():
    """handlers that get self are connected with g_signal_connect_object"""
    # Only an object can be watched; a struct on the stack of main() has no such call.
    for path in tree.c_files("src"):
        if "G_DEFINE_" not in tree.text(path):
            continue
        for call in CONNECT.finditer(tree.text(path)):
            if call[1].rpartition(",")[2].strip() == "self":
                yield path, tree.line_of(path, call.start()), "the handler may outlive self"


def check_loops():
    """no main loop runs inside another one"""
    inner = [path for path in tree.c_files("src") if not path.is_relative_to("src/cli")]
    yield from grep(inner, LOOP, "only a program's own main may run the loop")


def check_blocking():
    """nothing blocks the main thread"""
    yield from grep(tree.c_files("src"), BLOCKING, "use the asynchronous call")


def check_sleep():
    """tests wait for conditions, not for time to pass"""
    yield from grep(tree.c_files("tests"), SLEEP, "use test_wait_until()")


def check_singletons():
    """nothing is shared behind the back of its users"""
    yield from grep(tree.c_files("src"), SINGLETON, "hand it down from whoever creates it")


def check_goto():
    """no goto"""
    yield from grep(tree.c_files(), re.compile(r"^\s*goto\b"), "goto")


def check_types():
    """char and int, not gchar and gint"""
    yield from grep(tree.c_files(), OLD_TYPES, "use the C type")


def check_asserts():
    """tests say what they compare"""
    yield from grep(tree.c_files("tests"), PLAIN_ASSERT, "use g_assert_true() or g_assert_cmp*()")


CHECKS = [
    check_heads,
    check_white_space,
    check_columns,
    check_put_off,
    check_signals,
    check_loops,
    check_blocking,
    check_sleep,
    check_singletons,
    check_goto,
    check_types,
    check_asserts,
]
