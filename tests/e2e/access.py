# access.py: the desk as assistive technology sees it: find, read, press
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers

import os
import subprocess

# A bus that is slow makes the reader of the accessibility tree warn. That must not end the test; the
# desk itself, which Desk starts with this again, may warn of nothing.
FATAL = os.environ.pop("G_DEBUG", "")

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

from rig import Program, wait_for  # noqa: E402


def walk(node, depth=0):
    """All accessibles below `node`, itself first. Those that vanish meanwhile are passed over."""
    yield node
    if depth > 60:
        return
    try:
        count = node.get_child_count()
    except GLib.Error:
        return
    for i in range(count):
        try:
            child = node.get_child_at_index(i)
        except GLib.Error:
            return
        if child is not None:
            yield from walk(child, depth + 1)


def name_of(node):
    try:
        return node.get_name() or ""
    except GLib.Error:
        return ""


def role_of(node):
    try:
        return node.get_role_name()
    except GLib.Error:
        return ""


def is_showing(node):
    try:
        return node.get_state_set().contains(Atspi.StateType.SHOWING)
    except GLib.Error:
        return False


def text_of(node):
    """What is written in a label or a text field."""
    try:
        count = Atspi.Text.get_character_count(node)
        return Atspi.Text.get_text(node, 0, count)
    except GLib.Error:
        return name_of(node)


class Desk(Program):
    """The real desk on the display of this test."""

    def __init__(self, folder, arguments, env=None):
        settings = {
            "G_DEBUG": FATAL,
            "GTK_A11Y": "atspi",
            "GSK_RENDERER": "cairo",
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            # What the tests read and press is English; German has tests of its own.
            "LANG": "C.UTF-8",
            "LANGUAGE": "",
        }
        super().__init__("regie", arguments, folder, {**settings, **(env or {})})
        self.app = wait_for("the desk is on the accessibility bus", self._find_app, 30)

    def _find_app(self):
        self.running()
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app is not None and name_of(app) == "regie":
                return app
        return None

    def all(self, role=None, name=None, contains=None, showing=True):
        """Every node with this role and name, or with `contains` in its name or text."""
        found = []
        for node in walk(self.app):
            if role is not None and role_of(node) != role:
                continue
            if name is not None and name_of(node) != name:
                continue
            if contains is not None and contains not in name_of(node) + "\n" + text_of(node):
                continue
            if showing and not is_showing(node):
                continue
            found.append(node)
        return found

    def find(self, role=None, name=None, contains=None, seconds=15):
        what = f"{role or 'something'} {name or contains or ''} on the desk"
        return wait_for(what, lambda: (self.all(role, name, contains) or [None])[0], seconds)

    def gone(self, role=None, name=None, contains=None, seconds=15):
        what = f"{role or 'something'} {name or contains or ''} has left the desk"
        wait_for(what, lambda: not self.all(role, name, contains), seconds)

    def press(self, role, name=None, contains=None):
        node = self.find(role, name, contains)
        Atspi.Action.do_action(node, 0)
        return node

    def frame(self):
        return self.find("frame")

    def actions(self, node=None):
        node = node or self.frame()
        return [node.get_action_name(i) for i in range(node.get_n_actions())]

    def do(self, action, seconds=15, node=None):
        """Activates an action of the window (`win.take`), or of `node`, once it is there."""
        node = node or self.frame()

        def index():
            names = self.actions(node)
            return names.index(action) + 1 if action in names else 0

        at = wait_for(f"the action {action}", index, seconds) - 1
        Atspi.Action.do_action(node, at)

    def key(self, *keys):
        """Presses keys as the keyboard would, by their X names."""
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "25", text], check=True)

    def screenshot(self, path):
        subprocess.run(["import", "-window", "root", str(path)], check=True)
