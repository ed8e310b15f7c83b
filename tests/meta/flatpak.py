#!/usr/bin/env python3
# flatpak.py: the Flatpak manifest is what flatpak-builder takes, and fits the project
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# Usage: flatpak.py MANIFEST. Without flatpak-builder (set flatpak) the manifest's own facts are
# tested all the same; then it skips (77).

import shutil
import subprocess
import sys

import yaml

from project import ROOT

manifest = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
assert manifest["id"] == "org.regiedesk.Regie", manifest["id"]
assert (manifest["runtime"], manifest["runtime-version"]) == ("org.gnome.Platform", "48")
for module in manifest["modules"]:
    for source in module["sources"]:
        if source["type"] == "git":
            assert len(source["commit"]) == 40, f"{module['name']}: no commit, so anything may come"
        elif source["type"] == "archive":
            assert len(source["sha256"]) == 64, f"{module['name']}: no sha256, so anything may come"
options = (ROOT / "meson_options.txt").read_text()
for option in manifest["modules"][-1].get("config-opts", []):
    name = option.removeprefix("-D").split("=")[0]
    assert f"option('{name}'" in options, f"meson_options.txt does not know {name}"
if not shutil.which("flatpak-builder"):
    print("flatpak-builder is not installed (set flatpak)")
    sys.exit(77)
subprocess.run(["flatpak-builder", "--show-manifest", sys.argv[1]], check=True)
