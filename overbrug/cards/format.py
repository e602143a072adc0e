"""A card as data: read it, write it in one fixed way, and show it in one language."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from overbrug.cards.kinds import BLOCK_KINDS, OPGAVE_FIELDS, PROMPT_KINDS, SHOWS
from overbrug.cards.report import Problem, Report
from overbrug.cards.source import read

Card = dict[str, Any]
FALLBACK = "nl"


class NotACard(ValueError):
    """The text cannot be read as a card; `problems` says why, line by line."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"line {p.line}: {p.message}" for p in problems))
        self.problems = problems


def load(text: str) -> Card:
    """The card in `text` as plain data. Whether it is a *good* card is for overbrug.cards.check."""
    report = Report()
    root = read(text, report)
    if root is not None and not isinstance(root.value, dict):
        report.add("not_a_card", root.line)
    if root is None or report.problems:
        raise NotACard(report.problems)
    plain = root.plain()
    assert isinstance(plain, dict)
    return plain


def canonical(card: Mapping[str, Any]) -> bytes:
    """The one way to write this card: order of keys, quotes and comments make no difference."""
    return json.dumps(
        card, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def sha256(card: Mapping[str, Any]) -> str:
    """The fingerprint of the canonical form, in 64 hexadecimal digits."""
    return hashlib.sha256(canonical(card)).hexdigest()


def spoken(card: Mapping[str, Any], language: str) -> str:
    """The language in which this card answers a wish for `language`: en for en-GB, else Dutch."""
    wishes = (language, language.split("-")[0].lower())
    return next((wish for wish in wishes if wish in card["languages"]), FALLBACK)


def title_of(card: Mapping[str, Any], language: str) -> str:
    """Only its title, as `resolve` has it: a list of conversations needs no more."""
    return _say(card["title"], spoken(card, language))


def resolve(card: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The card in one language: each text one string, each optional key filled, blocks in a row."""
    tongue = spoken(card, language)
    texts = ("title", "goal", "when", "when_not")
    plain = ("id", "version", "licence", "authors", "languages", "minutes", "visibility")
    return {
        **{key: card[key] for key in plain},
        **{key: _say(card[key], tongue) for key in texts},
        "language": tongue,
        "group": dict(card["group"]),
        "roles": [
            {"id": r["id"], "name": _say(r["name"], tongue), "task": _say(r["task"], tongue)}
            for r in card["roles"]
        ],
        "parts": [{"id": p["id"], "title": _say(p["title"], tongue)} for p in card["parts"]],
        "blocks": [
            _block(block, part["id"], card["visibility"], tongue)
            for part in card["parts"]
            for block in part["blocks"]
        ],
    }


def _say(text: Mapping[str, str] | None, language: str) -> str:
    """A text in `language`, in Dutch when it is not there, empty when there is none at all."""
    if not text:
        return ""
    return text.get(language) or text.get(FALLBACK, "")


def _block(block: Mapping[str, Any], part: str, visibility: str, tongue: str) -> dict[str, Any]:
    # A card of a newer server may hold a kind this one does not know: show its name.
    kind = BLOCK_KINDS.get(block["kind"])
    return {
        "id": block["id"],
        "part": part,
        "kind": block["kind"],
        "kind_label": _say(kind.label, tongue) if kind else block["kind"],
        "kind_how": _say(kind.how, tongue) if kind else "",
        "minutes": block["minutes"],
        "title": _say(block["title"], tongue),
        "question": _say(block["question"], tongue),
        "intro": _say(block.get("intro"), tongue),
        "follow_ups": [_say(text, tongue) for text in block.get("follow_ups") or []],
        "shows": block.get("shows", ""),
        "shows_how": _say(SHOWS.get(block.get("shows", "")), tongue),
        "prompts": [_prompt(p, visibility, tongue) for p in block.get("prompts") or []],
    }


def _prompt(prompt: Mapping[str, Any], visibility: str, tongue: str) -> dict[str, Any]:
    kind = PROMPT_KINDS.get(prompt["kind"])
    private = prompt["kind"] == "private"
    return {
        "id": prompt["id"],
        "kind": prompt["kind"],
        "kind_label": _say(kind.label, tongue) if kind else prompt["kind"],
        "owner": kind.owner if kind else "person",
        "label": _say(prompt["label"], tongue),
        "hint": _say(prompt.get("hint"), tongue),
        "follow_ups": [_say(text, tongue) for text in prompt.get("follow_ups") or []],
        "visibility": "only_me" if private else prompt.get("visibility", visibility),
        "may_be_unnamed": prompt.get("may_be_unnamed", False),
        "fills": prompt.get("fills", ""),
        "fills_label": _say(OPGAVE_FIELDS.get(prompt.get("fills", "")), tongue),
        "options": [
            {"id": option["id"], "label": _say(option["label"], tongue)}
            for option in prompt.get("options") or []
        ],
        "multiple": prompt.get("multiple", False),
        "on": prompt.get("on", ""),
        "count": prompt.get("count", 0),
        "min": prompt.get("min", 0),
        "max": prompt.get("max", 0),
        "low": _say(prompt.get("low"), tongue),
        "high": _say(prompt.get("high"), tongue),
    }
