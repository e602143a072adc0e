"""The problems found in one card file, each with its line, its place and plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from overbrug.cards.messages import say


@dataclass(frozen=True)
class Problem:
    """One mistake. `path` is its place in the card, such as `parts[0].blocks[2].minutes`."""

    line: int
    path: str
    code: str
    values: tuple[tuple[str, object], ...] = ()

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.said("en")

    def said(self, language: str) -> str:
        """What is wrong, in English or (nl) in Dutch."""
        return say(self.code, language, dict(self.values))

    def shown(self, filename: str, language: str = "en") -> str:
        """The line a terminal and an editor understand: `file:line: message`."""
        return f"{filename}:{self.line}: {self.said(language)}"


@dataclass
class Report:
    """Gathers problems; the same one is kept once."""

    found: dict[Problem, None] = field(default_factory=dict)

    def add(self, code: str, line: int, path: str = "", **values: object) -> None:
        """Note a problem. Texts from the file are shortened and made safe for a terminal."""
        safe = tuple((k, visible(v) if isinstance(v, str) else v) for k, v in values.items())
        self.found[Problem(line, path, code, safe)] = None

    @property
    def problems(self) -> list[Problem]:
        """Everything found, in the order of the file."""
        return sorted(self.found, key=lambda problem: (problem.line, problem.path))


def visible(text: str, most: int = 160) -> str:
    """`text` without anything a terminal would obey, and not endless."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in short)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like `word`."""
    return next(iter(get_close_matches(word[:64], list(known), n=1, cutoff=0.6)), None)
