# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom: the table of src/README.md is the law."""

import functools
import re

import tree

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^">]+)[">]')
TABLE_ROW = re.compile(r"^\| `(?P<folder>[\w-]+)` \|.*\| (?P<leans>[^|]*) \|$", re.MULTILINE)

# Headers from outside that a folder may only include if its row names the library.
LIBRARIES = {
    "GTK": re.compile(r"^(gtk|gdk|gsk|adwaita|pango)[/.]|^(gtk|adwaita)\.h$"),
    "libsoup": re.compile(r"^libsoup/"),
}

# The engine leans on the wire, but what leans on the engine sees only what lies behind that.
HIDDEN = {("engine", "wire")}


@functools.cache
def table():
    """Folder → what its row leans on: folders and libraries."""
    rows = TABLE_ROW.finditer(tree.text(tree.pathlib.Path("src/README.md")))
    return {row["folder"]: re.findall(r"[\w-]+", row["leans"]) for row in rows}


def offered_folders(folder):
    """The folder and what it lets those see that lean on it."""
    seen = {folder}
    for lean in table()[folder]:
        if lean in table():
            seen |= offered_folders(lean) - ({lean} if (folder, lean) in HIDDEN else set())
    return seen


def visible_folders(folder):
    """The folder and all that it may include from."""
    return {folder}.union(*(offered_folders(lean) for lean in table()[folder] if lean in table()))


@functools.cache
def homes():
    """Header name → its folder."""
    return {path.name: path.parts[1] for path in tree.under("src", ".h")}


def includes(path):
    for number, line in tree.lines(path):
        match = INCLUDE.match(line)
        if match:
            yield number, match[1] == "<", match[2]


def judge_system(folder, name):
    for library, pattern in LIBRARIES.items():
        if pattern.search(name) and library not in table()[folder]:
            return f"{name}: src/{folder} does not lean on {library}"
    return None


def judge_own(folder, name):
    home = homes().get(name.rpartition("/")[2])
    if home is None or home in visible_folders(folder):
        return None
    return f"{name}: src/{folder} may not include from src/{home}"


def check_layers():
    """includes follow the arrows of src/README.md"""
    for path in tree.c_files("src"):
        if len(path.parts) < 3:
            continue
        folder = path.parts[1]
        if folder not in table():
            yield path, 1, f"src/{folder} has no row in src/README.md"
            continue
        for number, system, name in includes(path):
            complaint = judge_system(folder, name) if system else judge_own(folder, name)
            if complaint:
                yield path, number, complaint


def check_include_order():
    """each file includes its own header first, after config.h"""
    for path in tree.under("src", ".c"):
        own = path.with_suffix(".h").name
        if own not in homes():
            continue
        private = path.with_name(f"{path.stem}-private.h").name
        names = [name for _, _, name in includes(path) if name != "config.h"]
        if not names or names[0].rpartition("/")[2] not in (own, private):
            yield path, 1, f"{own} is not its first include"


CHECKS = [check_layers, check_include_order]
