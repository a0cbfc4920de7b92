# SPDX-License-Identifier: GPL-3.0-or-later
"""What belongs together: build files, translations, desktop files, commands and their documents."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree

import tree

GETTEXT_CALL = re.compile(r"(?<!\w)(?:_|C_|N_|NC_|ngettext|g_dngettext|g_dpgettext2)\s*\(")
# A string of a message, behind which an upper-case name follows.
WHOLE_MESSAGE = re.compile(
    r'(?<!\w)(?:_|ngettext)\s*\((?:[\s,]*"(?:[^"\\]|\\.)*")+\s*[A-Z][A-Z0-9_]{2,}'
)
OPTION = re.compile(r'^\s*\{\s*"([a-z][\w-]*)",\s*(?:\'.\'|0|\\0)', re.MULTILINE)
POTFILES = pathlib.Path("po/POTFILES.in")
README = pathlib.Path("README.md")
DEV = pathlib.Path("dev")
DESKTOP = pathlib.Path("data/org.example.ClaudeChat.desktop.in")
METAINFO = pathlib.Path("data/org.example.ClaudeChat.metainfo.xml.in")
APPLICATION = pathlib.Path("src/ui/application/chat-application.c")

# The name is what it is; appstreamcli 0.16 does not know <developer> yet, later ones ask for it.
KNOWN_PEDANTRY = {"cid-contains-uppercase-letter", "unknown-tag developer"}
SCHEMA = pathlib.Path("data/org.example.ClaudeChat.gschema.xml")


def tool(*command, path):
    """Runs a checker on a file; a complaint if it has one."""
    if shutil.which(command[0]) is None:
        yield path, 1, f"{command[0]} is not installed (./dev setup)"
        return
    run = subprocess.run(
        command, cwd=tree.ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if run.returncode != 0:
        yield path, 1, run.stdout.decode("utf-8", "replace").strip()


def is_translatable(path):
    if path.suffix == ".c":
        return GETTEXT_CALL.search(tree.text(path)) is not None
    if path.suffix == ".ui":
        return 'translatable="' in tree.text(path)
    return path.name.endswith((".desktop.in", ".metainfo.xml.in", ".gschema.xml", ".page"))


def check_sources_are_built():
    """every C file is in the meson.build of its folder or one above"""
    for path in tree.under("src", ".c") + tree.under("tests", ".c"):
        builds = [folder / "meson.build" for folder in path.parents if folder.parts]
        relative = {path.relative_to(build.parent).as_posix(): build for build in builds}
        # A loop over programs may name them without their suffix.
        if not any(
            f"'{name}'" in tree.text(build) or f"'{name.removesuffix('.c')}'" in tree.text(build)
            for name, build in relative.items()
            if (tree.ROOT / build).exists()
        ):
            yield path, 1, "is built by no meson.build"


def check_potfiles():
    """po/POTFILES.in lists exactly the files with text for people, in order"""
    listed = tree.text(POTFILES).split()
    candidates = tree.under("src", ".c", ".ui") + tree.under("data")
    found = sorted(path.as_posix() for path in candidates if is_translatable(path))
    for name in sorted(set(found) - set(listed)):
        yield pathlib.Path(name), 1, "is missing in po/POTFILES.in"
    for name in sorted(set(listed) - set(found)):
        yield POTFILES, listed.index(name) + 1, f"{name} has no text to translate"
    if listed != sorted(listed):
        yield POTFILES, 1, "is not sorted"


def catalogue_statistics(path):
    """What msgfmt counts, in English: "1306 translated messages, 2 untranslated messages."."""
    command = ["msgfmt", "--statistics", "--output-file=/dev/null", path.as_posix()]
    environment = {**os.environ, "LC_ALL": "C"}
    run = subprocess.run(
        command, cwd=tree.ROOT, env=environment, stderr=subprocess.PIPE, check=False, text=True
    )
    return run.stderr.strip()


def translated():
    """How much of each catalogue is translated; what is missing shows in English."""
    if shutil.which("msgfmt") is not None:
        for path in tree.under("po", ".po"):
            yield f"{path.stem}: {catalogue_statistics(path)}"


def check_translations():
    """translations pass msgfmt, none is a guess, and LINGUAS lists them all"""
    listed = tree.text(pathlib.Path("po/LINGUAS")).split()
    catalogues = tree.under("po", ".po")
    if sorted(listed) != sorted(path.stem for path in catalogues):
        yield pathlib.Path("po/LINGUAS"), 1, "does not list the catalogues that there are"
    for path in catalogues:
        findings = list(
            tool("msgfmt", "--check", "--output-file=/dev/null", path.as_posix(), path=path)
        )
        yield from findings
        if not findings and "fuzzy" in catalogue_statistics(path):
            yield path, 1, "has fuzzy messages"


def check_whole_messages():
    """messages hold no macro: xgettext would end them there"""
    for path in tree.under("src", ".c"):
        for call in WHOLE_MESSAGE.finditer(tree.text(path)):
            yield path, tree.line_of(path, call.start()), "a macro ends the message"


def check_xml():
    """interface and resource files are well-formed"""
    for path in tree.under("src", ".ui", ".xml") + tree.under("data", ".ui", ".xml"):
        try:
            ElementTree.parse(tree.ROOT / path)
        except ElementTree.ParseError as error:
            yield path, error.position[0], str(error)


def judge_metainfo(copy, path):
    """What appstreamcli finds, down to pedantry; its exit status only knows errors."""
    command = ["appstreamcli", "validate", "--no-net", "--pedantic", copy]
    yield from tool(*command, path=path)
    run = subprocess.run(command, stdout=subprocess.PIPE, check=False, text=True)
    for finding in re.finditer(r"^[EWIP]: \S+?:(\d+): (.*)", run.stdout, re.MULTILINE):
        if finding[2].split(" org.")[0] not in KNOWN_PEDANTRY:
            yield path, int(finding[1]), finding[2]


def check_desktop():
    """the desktop entry and the metainfo are valid"""
    with tempfile.TemporaryDirectory() as folder:
        for path in tree.under("data"):
            if not path.name.endswith((".desktop.in", ".metainfo.xml.in")):
                continue
            # The validators judge a file by its name, too; translations change nothing.
            copy = pathlib.Path(folder) / path.name.removesuffix(".in")
            copy.write_text(tree.text(path), encoding="utf-8")
            if copy.suffix == ".desktop":
                yield from tool("desktop-file-validate", copy, path=path)
            elif shutil.which("appstreamcli"):
                yield from judge_metainfo(copy, path)
            else:
                yield path, 1, "appstreamcli is not installed (./dev setup)"


def check_screenshots():
    """the pictures that the metainfo names are in data/screenshots, and no others"""
    named = re.findall(r"<image>.*/([\w.-]+)</image>", tree.text(METAINFO))
    there = [path.name for path in tree.under("data/screenshots", ".png")]
    if sorted(named) != sorted(there):
        yield METAINFO, 1, f"names {', '.join(named)}; there are {', '.join(there)}"


def check_entries():
    """the desktop's actions are actions of the application, which D-Bus activates"""
    text = tree.text(DESKTOP)
    names = re.findall(r"^\[Desktop Action (.*)\]$", text, re.MULTILINE)
    for name in names:
        if f'{{ .name = "{name}",' not in tree.text(APPLICATION):
            yield DESKTOP, tree.line_of(DESKTOP, text.index(f"Action {name}]")), f"no app.{name}"
    if f"Actions={';'.join(names)};" not in text:
        yield DESKTOP, 1, "Actions does not list the actions that there are"


def check_schema():
    """the schema of the settings is valid, and says what each key means"""
    command = ["glib-compile-schemas", "--strict", "--dry-run", "data"]
    yield from tool(*command, path=SCHEMA)
    for key in re.finditer(r"<key .*?</key>", tree.text(SCHEMA), re.DOTALL):
        if not re.search(r"<summary>.+</summary>\s*<description>.+</description>", key[0]):
            yield SCHEMA, tree.line_of(SCHEMA, key.start()), "has no summary or no description"


def check_scripts():
    """shell scripts pass shellcheck"""
    for path in tree.scripts("bash", "/sh"):
        yield from tool("shellcheck", "--format=gcc", path.as_posix(), path=path)


def check_manuals():
    """manual pages are free of warnings"""
    for path in tree.under("data", ".1"):
        if shutil.which("man") is None:
            yield path, 1, "man is not installed (./dev setup)"
            continue
        run = subprocess.run(
            ["man", "--warnings", "--encoding=UTF-8", "--local-file", tree.ROOT / path],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={"LC_ALL": "C.UTF-8", "MANROFFSEQ": "", "MANWIDTH": "80", "PATH": "/usr/bin:/bin"},
            check=False,
        )
        if run.returncode != 0 or run.stderr:
            yield path, 1, run.stderr.decode("utf-8", "replace").strip()


def check_options():
    """every option of a program is in its manual page"""
    programs = {"src/cli": "data/claude-chat-cli.1", "src/ui": "data/claude-chat.1"}
    for folder, manual in programs.items():
        text = tree.text(pathlib.Path(manual)).replace(r"\-", "-")
        for path in tree.under(folder, ".c"):
            if "GOptionEntry" not in tree.text(path):
                continue
            for option in OPTION.finditer(tree.text(path)):
                if f"--{option[1]}" not in text:
                    number = tree.line_of(path, option.start(1))
                    yield path, number, f"--{option[1]} is not in {manual}"


def check_commands():
    """every command of ./dev has its line of help and is in README.md"""
    text = tree.text(DEV)
    for command in re.finditer(r"^command_(\w+) \(\)", text, re.MULTILINE):
        number = tree.line_of(DEV, command.start())
        above = text[: command.start()].rstrip("\n").rpartition("\n")[2]
        if not above.startswith(f"## {command[1]} "):
            yield DEV, number, f"{command[1]} has no line of help"
        if f"./dev {command[1]}" not in tree.text(README):
            yield DEV, number, f"./dev {command[1]} is not in README.md"


CHECKS = [
    check_sources_are_built,
    check_potfiles,
    check_translations,
    check_whole_messages,
    check_xml,
    check_desktop,
    check_screenshots,
    check_entries,
    check_schema,
    check_scripts,
    check_manuals,
    check_options,
    check_commands,
]
