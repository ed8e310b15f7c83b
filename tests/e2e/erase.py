# erase.py: an admin erases the person behind a message, by keyboard, at the real desk
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# With REGIE_SCREENSHOTS=FOLDER what was seen is kept there; with REGIE_LANG (and an installed
# translation) in another language, for the eye alone.

import os
import pathlib

from access import Desk, text_of, walk
from rig import Backend, Problem, run_cases, wait_for, workplace

STAGE = "stage-2"
SECRET = "Ich bin die Einzige aus Musterstadt"
LANGUAGE = os.environ.get("REGIE_LANG", "")


def keep(desk, name):
    folder = os.environ.get("REGIE_SCREENSHOTS")
    if folder:
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        desk.screenshot(pathlib.Path(folder) / f"desk-{name}.png")


def files_with(folder, text):
    return [path.name for path in folder.iterdir()
            if path.is_file() and path.name.startswith("congress") and text.encode() in path.read_bytes()]


def is_selected(desk):
    """Whether one of the messages stands in the detail, whose text is no row of the list."""
    return [node for node in desk.all("label", contains=SECRET)]


def the_person_behind_a_message_is_erased():
    with workplace() as (folder, started):
        backend = Backend(folder)
        started.append(backend)
        guest = backend.admin.join()
        mine = [guest.post("/v1/messages", {"stage": STAGE, "kind": "question", "text": text})["subject"]
                for text in (SECRET, f"{SECRET}, und noch etwas")]
        env = {"LANG": f"{LANGUAGE}.UTF-8", "LC_ALL": f"{LANGUAGE}.UTF-8"} if LANGUAGE else None
        desk = Desk(folder, ["--server", backend.address, "--token-file", backend.token_file,
                             "--stage", STAGE], env)
        started.append(desk)
        desk.find("frame", contains="Fachkongress")
        desk.key("alt+2")
        desk.find("list item", contains=SECRET)
        desk.key("1")
        wait_for("one of them is selected", lambda: is_selected(desk) or desk.key("Down"))
        desk.key("shift+a")
        desk.find(contains="Diese Person" if LANGUAGE else "Erase this person")
        keep(desk, f"author{LANGUAGE}")
        desk.key("3")
        dialog = desk.find("alert")
        keep(desk, f"erase{LANGUAGE}")
        assert "all others of the same person" in "".join(map(text_of, walk(dialog))) or LANGUAGE
        desk.press("button", contains="löschen" if LANGUAGE else "Erase for Good")
        wait_for("both are erased", lambda: all(
            backend.admin.states("message")[name].get("erased") for name in mine))
        wait_for("the disk is clean", lambda: not files_with(folder, "Musterstadt"))
        desk.gone("list item", contains=SECRET)
        desk.key("h")
        desk.find("list item", contains="Person gelöscht" if LANGUAGE else "erased the person")
        keep(desk, f"after{LANGUAGE}")
        try:
            guest.get("/v1/me")
            raise AssertionError("the token still stands for somebody")
        except Problem as problem:
            assert problem.document["code"] == "erased", problem.document


if __name__ == "__main__":
    run_cases(the_person_behind_a_message_is_erased)
