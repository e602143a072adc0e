"""The machine and the code: Python, what was built, open files, the clock."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
import zoneinfo
from collections.abc import Iterator

from overbrug.config.doctor import Finding, Patient, care, well, wrong
from overbrug.config.serving import CannotServe, prepare

OLDEST_PYTHON, OLDEST_NODE = (3, 11), (20, 19)
FEW_FILES, MANY_FILES = 256, 10_000
# This version was written then; a clock that says earlier is wrong.
WRITTEN = 1_795_996_800  # 2026-11-30
SECONDS_ASKEW = 300


def python(_patient: Patient) -> Iterator[Finding]:
    """New enough?"""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        yield wrong("python", f"This is Python {version}.", "Install Python 3.11 or newer.")
    else:
        yield well("python", f"Python {version}.")
    if os.geteuid() == 0:
        yield care(
            "user", "This runs as root.", "Let a user of its own run Overbrug: User= in systemd."
        )


def built(patient: Patient) -> Iterator[Finding]:
    """Styles, scripts and texts; Node is needed only to build them."""
    try:
        prepare.need_assets(patient.root)
        yield well("assets", "Styles and scripts for the browser are built.")
    except CannotServe:
        yield wrong("assets", "Styles and scripts for the browser are not built.", _build())
    if any(patient.root.glob("locale/nl/LC_MESSAGES/*.mo")):
        yield well("texts", "The Dutch texts are there.")
    else:
        yield wrong("texts", "The Dutch texts are not built.", "Run `scripts/setup run`.")


def _build() -> str:
    node = shutil.which("node")
    said = subprocess.run([node, "--version"], capture_output=True, text=True) if node else None  # noqa: S603
    version = said.stdout.strip().lstrip("v") if said else ""
    numbers = tuple(int(n) for n in version.split(".")[:2] if n.isdecimal())
    if numbers >= OLDEST_NODE:
        return "Run `scripts/setup run`."
    there = f"is {version}" if version else "is missing"
    return f"Node {there}: install 20.19 or newer, then run `scripts/setup run`."


def files(_patient: Patient) -> Iterator[Finding]:
    """Each person at a table is one open file."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard == resource.RLIM_INFINITY or hard >= MANY_FILES:
        yield well("open files", "Enough may be open at once.")
        return
    say = wrong if hard < FEW_FILES else care
    yield say(
        "open files",
        f"No more than {hard} files may be open, and each person at a table is one.",
        "Raise it: LimitNOFILE=65536 in systemd, or `ulimit -Hn`.",
    )


def clock(patient: Patient) -> Iterator[Finding]:
    """Later than this version, and than everything in the data folder?"""
    now = time.time()
    if now < WRITTEN - 86_400:
        text = f"The clock says {time.strftime('%Y-%m-%d', time.gmtime(now))}, before this version."
        yield wrong("clock", text, "Set the clock: `timedatectl set-ntp true`.")
        return
    try:
        newest = max(
            (file.stat().st_mtime for file in patient.folder.glob("*.sqlite3*")), default=0
        )
    except OSError:
        newest = 0
    if newest > now + SECONDS_ASKEW:
        text = "The data folder was written later than the clock says it is."
        yield wrong("clock", text, "Set the clock: `timedatectl set-ntp true`.")
    else:
        yield well("clock", f"{time.strftime('%Y-%m-%d %H:%M', time.gmtime(now))} UTC.")


def zone(_patient: Patient) -> Iterator[Finding]:
    """Is TIME_ZONE one that exists?"""
    name = os.environ.get("TIME_ZONE", "Europe/Amsterdam")
    try:
        zoneinfo.ZoneInfo(name)
        yield well("time zone", name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        yield wrong(
            "time zone",
            f"TIME_ZONE is {name!r}, and there is no such zone on this machine.",
            "Write it as Europe/Amsterdam, or install the package tzdata.",
        )
