# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the project as the checks see them."""

import functools
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Not ours to judge: data as it came from elsewhere, and what tools put down.
SKIPPED_FOLDERS = {".git", ".cache", "__pycache__", "node_modules", "fixtures"}
SKIPPED_FILES = {"COPYING"}
BINARY_SUFFIXES = {".png", ".gz", ".svg"}


def _walk(folder):
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            continue
        if path.is_dir():
            if path.name not in SKIPPED_FOLDERS and not path.name.startswith("_build"):
                yield from _walk(path)
        elif path.name not in SKIPPED_FILES:
            yield path


@functools.cache
def files():
    """All files as paths from the top of the tree."""
    return [path.relative_to(ROOT) for path in _walk(ROOT)]


@functools.cache
def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def lines(path):
    """Pairs of number and line, without the line end."""
    return enumerate(text(path).split("\n"), start=1)


def line_of(path, offset):
    return text(path).count("\n", 0, offset) + 1


def under(folder, *suffixes):
    """Files below a folder with one of the suffixes (all without any)."""
    return [
        path
        for path in files()
        if path.is_relative_to(folder) and (not suffixes or path.suffix in suffixes)
    ]


def c_files(folder="."):
    return under(folder, ".c", ".h")


def first_line(path):
    with open(ROOT / path, "rb") as stream:
        return stream.readline().decode("utf-8", "replace")


def scripts(*interpreters):
    """Files that start with #! and name one of the interpreters."""
    return [
        path
        for path in files()
        if path.suffix not in BINARY_SUFFIXES
        and first_line(path).startswith("#!")
        and any(name in first_line(path) for name in interpreters)
    ]


def text_files():
    return [path for path in files() if path.suffix not in BINARY_SUFFIXES]
