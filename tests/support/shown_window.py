# SPDX-License-Identifier: GPL-3.0-or-later
"""The window of a program, used as a person would: by keys, and by what a screen reader reads.

Only inside run-headless.
"""

import atexit
import contextlib
import pathlib
import subprocess
import sys
import time

import gi
import pyatspi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402 # after its version

SCRIPT = pathlib.Path(sys.argv[0]).name

PATIENCE_SECONDS = 90
# Between two looks at the window; a look costs about a millisecond a widget.
PAUSE_SECONDS = 0.05
# Faster, and GTK misses characters that the key map has to be changed for.
KEY_DELAY_MS = 30
# By default the library gives up a call after 0.8 s, which a sanitizer on a busy machine takes.
CALL_PATIENCE_MS = 60000
Atspi.set_timeout(CALL_PATIENCE_MS, CALL_PATIENCE_MS)


class Window:
    """A running program, seen through the accessibility bus."""

    def __init__(self, command, environment, **options):
        """options: where it prints, and what else subprocess.Popen() takes."""
        self.process = subprocess.Popen(command, env=environment, **options)
        # also when a test ends early: whoever waits for its output would wait for this one's, too
        atexit.register(self.process.kill)
        self.root = self.wait_for("the window", self.find_application)
        self.wait_for("the keyboard focus", self.find_focus)

    def find_application(self):
        for application in pyatspi.Registry.getDesktop(0):
            if application and application.get_process_id() == self.process.pid:
                return application if application.childCount > 0 else None
        return None

    def nodes(self, node=None):
        node = node or self.root
        yield node
        for child in node:
            yield from self.nodes(child)

    def find_focus(self):
        focused = (n for n in self.nodes() if n.getState().contains(pyatspi.STATE_FOCUSED))
        return next(focused, None)

    def has_focus(self, name):
        """What a screen reader calls so; an older window says that what it had has it still."""
        return any(
            n.name == name and n.getState().contains(pyatspi.STATE_FOCUSED) for n in self.nodes()
        )

    def find_button(self, name):
        buttons = (n for n in self.nodes() if "button" in n.getRoleName() and name in n.name)
        return next(buttons, None)

    def find_named(self, name):
        """Anything that a screen reader calls so; a row's name is that of the label in it."""
        return next((n for n in self.nodes() if name in n.name), None)

    def text(self):
        """All that the window shows as text."""
        shown = []
        for node in self.nodes():
            with contextlib.suppress(NotImplementedError):
                text = node.queryText()
                shown.append(text.getText(0, text.characterCount))
        return "\n".join(shown)

    def wait_for(self, what, condition):
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            # A widget may go while it is being looked at; the next look will not meet it.
            with contextlib.suppress(gi.repository.GLib.Error, LookupError, AttributeError):
                found = condition()
                if found:
                    return found
            if self.process.poll() is not None:
                sys.exit(f"{SCRIPT}: the program has ended ({self.process.returncode})")
            time.sleep(PAUSE_SECONDS)
        sys.exit(f"{SCRIPT}: waited {PATIENCE_SECONDS} s for {what}")

    def wait_for_text(self, text):
        self.wait_for(f"“{text}”", lambda: text in self.text())

    def press(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", str(KEY_DELAY_MS), text], check=True)

    def identify(self):
        """The X window of the program, by its process."""
        pid = str(self.process.pid)
        run = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--pid", pid], capture_output=True, check=False
        )
        return run.stdout.decode().split()[-1:]

    def resize(self, width, height):
        (window,) = self.wait_for("the window on the screen", self.identify)
        subprocess.run(["xdotool", "windowsize", "--sync", window, width, height], check=True)

    def take_picture(self, path):
        (window,) = self.wait_for("the window on the screen", self.identify)
        # Without the time of its making, so that the same sight is the same file.
        options = ["-strip", "-define", "png:exclude-chunks=date,time"]
        subprocess.run(["import", "-window", window, *options, path], check=True)

    def close(self):
        self.process.terminate()
        self.process.wait(PATIENCE_SECONDS)
