# SPDX-License-Identifier: GPL-3.0-or-later
"""Budgets: how long a file, a header, a function may become."""

import re

import tree

MAX_FILE = 600
MAX_HEADER = 150
MAX_FUNCTION = 60
N_LARGEST = 10

FUNCTION_HEAD = re.compile(r"^(\w+) \(")
# Lists that are long by nature; everything else is cut by role.
EXEMPT = re.compile(r"_class_init$")


def functions(path):
    """Name, first line and length of each function body, found by braces in the first column."""
    name = start = None
    for number, line in tree.lines(path):
        head = FUNCTION_HEAD.match(line)
        if head:
            name = head[1]
        elif line == "{" and name:
            start = number
        elif line.startswith("}"):
            if start:
                yield name, start, number - start - 1
            name = start = None


def check_files():
    """no source file is over 600 lines, no header over 150"""
    for path in tree.c_files():
        budget = MAX_HEADER if path.suffix == ".h" else MAX_FILE
        length = tree.text(path).count("\n")
        if length > budget:
            yield path, length, f"{length} lines; cut it by role ({budget} allowed)"


def check_functions():
    """no function is over 60 lines"""
    for path in tree.c_files():
        for name, number, length in functions(path):
            if length > MAX_FUNCTION and not EXEMPT.search(name):
                yield path, number, f"{name} has {length} lines ({MAX_FUNCTION} allowed)"


def largest():
    """The largest files and functions of the sources, for people to keep an eye on."""
    sources = tree.c_files("src")
    by_lines = sorted(((tree.text(path).count("\n"), path) for path in sources), reverse=True)
    by_body = sorted(
        ((length, name, path) for path in sources for name, _, length in functions(path)),
        reverse=True,
    )
    yield "largest files"
    for length, path in by_lines[:N_LARGEST]:
        yield f"{length:5} {path}"
    yield "largest functions"
    for length, name, path in by_body[:N_LARGEST]:
        yield f"{length:5} {name} ({path.name})"


CHECKS = [check_files, check_functions]
