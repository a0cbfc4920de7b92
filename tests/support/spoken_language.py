# SPDX-License-Identifier: GPL-3.0-or-later
"""What it takes for a program to speak a language in the clean surroundings of tests."""

import os
import pathlib

PLAIN = pathlib.Path("/usr/lib/locale/C.utf8")
NAMES = {"en": "en_US"}


def build_environment(language):
    """Newer C libraries translate nothing in C.UTF-8, and newer GTK is mirrored by that
    name: so it is called after the language. All else stays."""
    environment = {"LANGUAGE": language}
    if PLAIN.is_dir():
        folder = pathlib.Path(os.environ["HOME"]) / "locale"
        folder.mkdir(exist_ok=True)
        name = NAMES.get(language, language)
        place = folder / f"{name}.utf8"
        if not place.exists():
            place.symlink_to(PLAIN)
        environment |= {"LOCPATH": str(folder), "LC_ALL": f"{name}.UTF-8"}
    return environment
