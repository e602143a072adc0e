"""What is wrong with a set-up, and how to mend it: `overbrug doctor`.

A check is a function that yields findings; `checkup` runs all of them. None of them needs Django to
start, except those that say whether it does. Nothing is changed, made or sent, and no secret is
ever in a finding: `secrets.mask` reads each before it is shown.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from pathlib import Path


class Level(enum.StrEnum):
    """How bad it is. Only what is wrong makes the command end with 1."""

    WELL = "ok"
    CARE = "warning"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """One line: what it is about, what was found, and what to do."""

    about: str
    level: Level
    text: str
    mend: str = ""


@dataclass(frozen=True)
class Patient:
    """Where to look. Settings are read from the environment, as the server reads them."""

    root: Path
    folder: Path
    may_connect: bool = False


def well(about: str, text: str) -> Finding:
    """All is as it should be."""
    return Finding(about, Level.WELL, text)


def care(about: str, text: str, mend: str) -> Finding:
    """It works, and should be looked at."""
    return Finding(about, Level.CARE, text, mend)


def wrong(about: str, text: str, mend: str) -> Finding:
    """It does not work, or it is not safe."""
    return Finding(about, Level.WRONG, text, mend)


def refused(about: str, problem: BaseException) -> Finding:
    """A refusal in words of another part: its first line is what, the rest is what to do."""
    text, _, mend = str(problem).strip().partition("\n")
    return wrong(about, text[:1].upper() + text[1:], " ".join(mend.split()))
