"""Check a card file: every mistake at once, each with its line and plain words."""

from __future__ import annotations

import re
from pathlib import Path

from overbrug.cards.fields import Scene
from overbrug.cards.format import Card, load
from overbrug.cards.meaning import at, check_meaning, items, word
from overbrug.cards.report import Problem, Report
from overbrug.cards.shape import LANGUAGE, check_shape
from overbrug.cards.source import MOST_BYTES, Node, read

__all__ = ["Problem", "card_in_file", "problems"]


def problems(text: str) -> list[Problem]:
    """Everything that is wrong with the card in `text`, in the order of its lines; never raises."""
    report = Report()
    size = len(text.encode("utf-8", "replace"))
    if size > MOST_BYTES:
        report.add("too_big", 1, size=-(-size // 1024), most=MOST_BYTES // 1024)
        return report.problems
    root = read(text, report)
    if root is None:
        return report.problems
    if not isinstance(root.value, dict):
        report.add("not_a_card", root.line)
        return report.problems
    check_shape(root, _scene(root, report))
    check_meaning(root, report)
    return report.problems


def card_in_file(path: Path) -> tuple[Card | None, list[Problem]]:
    """The card in a file, or what is wrong: the file may be missing, too large or no text too."""
    text = _text_of(path)
    found = [text] if isinstance(text, Problem) else problems(text)
    if isinstance(text, Problem) or found:
        return None, found
    return load(text), []


def _text_of(path: Path) -> str | Problem:
    """The text of a card file, or why there is none."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
            size = path.stat().st_size
    except FileNotFoundError:
        return Problem(1, "", "no_file")
    except OSError:
        return Problem(1, "", "unreadable")
    if len(data) > MOST_BYTES:
        values = (("size", -(-size // 1024)), ("most", MOST_BYTES // 1024))
        return Problem(1, "", "too_big", values)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Problem(data.count(b"\n", 0, error.start) + 1, "", "not_utf8")


def _scene(root: Node, report: Report) -> Scene:
    """The languages every text must be in: those of the card, or Dutch when its list is wrong."""
    listed = items(at(root, "languages"))
    found = [tag for item in listed if (tag := word(item)) and re.fullmatch(LANGUAGE, tag)]
    if not found or len(found) < len(listed):
        return Scene(report, ("nl",), sure=False)
    return Scene(report, tuple(dict.fromkeys(["nl", *found])))
