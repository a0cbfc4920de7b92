# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the named characters of HTML that CommonMark takes as a C table, sorted by name.

The names are the HTML standard's (section "Named character references"), as Python carries them.
"""

import html.entities
import sys

names = {name[:-1]: text for name, text in html.entities.html5.items() if name.endswith(";")}

with open(sys.argv[1], "w", encoding="ascii") as out:
    out.write("/* Written by generate-entities.py. */\n\n")
    for name in sorted(names):
        text = "".join(f"\\{byte:03o}" for byte in names[name].encode())
        out.write(f'{{ "{name}", "{text}" }},\n')
