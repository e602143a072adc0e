"""What we build on may go with the EUPL: every package of both lock files, by name, has a licence we know.

A package that is passed on with Overbrug needs a licence that goes with the EUPL-1.2 (its appendix, or one that
asks for little). Tools that only look at the code are not passed on, and may be under the GPL too.
"""

import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = {p["name"]: p for p in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
PASSED_ON = {
    *("MIT", "MIT-0", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Apache-2.0", "PSF-2.0"),
    *("MPL-2.0", "LGPL-3.0-only", "EUPL-1.2", "OFL-1.1", "CNRI-Python", "CC0-1.0", "Unlicense"),
    *("Zlib", "BlueOak-1.0.0", "Python-2.0", "CC-BY-4.0"),
}
TOOLS = PASSED_ON | {"GPL-3.0-or-later", "GPL-2.0-or-later", "Artistic-1.0"}
# Names from before SPDX, as packages still give them.
OLD_NAMES = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU General Public License (GPL)": "GPL-2.0-or-later",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "Artistic License": "Artistic-1.0",
}
# Looked at by hand, as what they say of themselves is no licence or not the whole of it.
BY_HAND = {
    # Only their files say so; there once `make bench` has run.
    "aiofastnet": "MIT",
    "picows": "MIT",
    "qrcode": "BSD-3-Clause",  # "Other/Proprietary" there means that QR Code is somebody's trademark
}
# In the lock for other systems or other groups only, so not installed where the tests run.
ELSEWHERE = {
    *("aiofastnet", "async-timeout", "colorama", "multidict", "picows", "python-socks"),
}


def licences(name):
    """The licences a package names; more than one with "and", or a choice of them with "or"."""
    if name in BY_HAND:
        return {BY_HAND[name]}, True
    about = metadata(name)
    if said := about.get("License-Expression"):
        parts = re.split(r"\s+(?:AND|OR|and|or)\s+", said.strip("()"))
        return set(parts), " OR " in said
    classifiers = about.get_all("Classifier") or []
    found = {c.rpartition(" :: ")[2] for c in classifiers if c.startswith("License ::")}
    found = found or {(about.get("License") or "").split("\n")[0]}
    # Several classifiers are a choice by custom; each must be known all the same.
    return {OLD_NAMES.get(one, one) for one in found}, False


def needed(name, seen):
    """The packages that come along with this one."""
    if name not in seen:
        seen.add(name)
        package = LOCK[name]
        extras = [d for group in package.get("optional-dependencies", {}).values() for d in group]
        for one in [*package.get("dependencies", []), *extras]:
            needed(one["name"], seen)
    return seen


def test_every_python_package_has_a_licence_that_goes_with_ours():
    passed_on, wrong = needed("overbrug", set()), {}
    for name in LOCK:
        try:
            found, is_choice = licences(name)
        except PackageNotFoundError:
            if name not in ELSEWHERE:
                wrong[name] = "not installed: look it up, and put it under ELSEWHERE"
            continue
        allowed = PASSED_ON if name in passed_on else TOOLS
        if not (found & allowed if is_choice else found <= allowed):
            wrong[name] = sorted(found)
    assert wrong == {}


def test_every_npm_package_has_a_licence_that_goes_with_ours():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    wrong = {}
    for path, package in packages.items():
        said = package.get("license", "")
        parts = {part.strip("() ") for part in re.split(r"\b(?:OR|AND)\b", said)}
        if path and not parts <= (TOOLS if package.get("dev") else PASSED_ON):
            wrong[path] = said or "no licence"
    assert wrong == {}
