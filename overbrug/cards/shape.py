"""The shape of a card: which keys there are and what stands behind each of them."""

from __future__ import annotations

from overbrug.cards.fields import (
    Key,
    Scene,
    group_of,
    keys,
    list_of,
    localized,
    number,
    one_of,
    pattern,
    slug,
    text,
    yes_no,
)
from overbrug.cards.kinds import BLOCK_KINDS, OPGAVE_FIELDS, PROMPT_KINDS, SHOWS, VISIBILITIES
from overbrug.cards.source import Node

FORMAT = 1
LANGUAGE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?"
LEAST_PEOPLE, MOST_PEOPLE = 3, 9
MOST_MINUTES = 480

_title, _line, _sentences = localized(80), localized(240), localized(600, lines=True)
_follow_ups = list_of(localized(160), least=0, most=9)

_OPTION = {"id": Key(slug), "label": Key(localized(120))}

#: Keys that only some kinds of prompt have.
_OF_KIND = {
    "fills": one_of(OPGAVE_FIELDS),
    "may_be_unnamed": yes_no,
    "options": list_of(group_of(_OPTION), least=2, most=12),
    "multiple": yes_no,
    "on": text(80),
    "count": number(1, 9),
    "min": number(-10, 10),
    "max": number(-10, 10),
    "low": localized(60),
    "high": localized(60),
}


def _prompt_kind(node: Node, path: str, scene: Scene) -> None:
    one_of(PROMPT_KINDS)(node, path, scene)


def _block_kind(node: Node, path: str, scene: Scene) -> None:
    one_of(BLOCK_KINDS)(node, path, scene)  # read here, so that a registered kind counts at once


_PROMPT = {
    "id": Key(slug),
    "kind": Key(_prompt_kind),
    "label": Key(localized(160)),
    "hint": Key(_sentences, needed=False),
    "follow_ups": Key(_follow_ups, needed=False),
    "visibility": Key(one_of(VISIBILITIES), needed=False),
}


def prompt(node: Node, path: str, scene: Scene) -> None:
    """One prompt; which keys it has depends on its kind."""
    inner = node.value if isinstance(node.value, dict) else {}
    word = inner["kind"].value if "kind" in inner else None
    kind = PROMPT_KINDS.get(word) if isinstance(word, str) else None
    if kind is None:
        extra = {key: Key(check, needed=False) for key, check in _OF_KIND.items()}
        keys(node, path, scene, _PROMPT | extra)
        return
    wanted = dict(_PROMPT)
    for key in kind.needs | kind.may:
        wanted[key] = Key(_OF_KIND[key], needed=key in kind.needs)
    foreign = [key for key in node.keys if key in _OF_KIND and key not in wanted]
    for key in foreign:
        line = node.keys[key]
        fits = ", ".join(name for name, one in PROMPT_KINDS.items() if key in one.needs | one.may)
        said = {"key": key, "kind": str(word), "known": fits}
        scene.report.add("key_not_for_kind", line, f"{path}.{key}", **said)
    rest = {key: line for key, line in node.keys.items() if key not in foreign}
    keys(Node(node.line, node.value, rest), path, scene, wanted)


_BLOCK = {
    "id": Key(slug),
    "kind": Key(_block_kind),
    "minutes": Key(number(1, 240)),
    "title": Key(_title),
    "question": Key(_line),
    "intro": Key(_sentences, needed=False),
    "follow_ups": Key(_follow_ups, needed=False),
    "shows": Key(one_of(SHOWS), needed=False),
    "prompts": Key(list_of(prompt, least=0, most=9), needed=False),
}
_PART = {
    "id": Key(slug),
    "title": Key(_title),
    "blocks": Key(list_of(group_of(_BLOCK), least=1, most=24)),
}
_ROLE = {"id": Key(slug), "name": Key(localized(40)), "task": Key(_line)}
_GROUP = {
    "min": Key(number(LEAST_PEOPLE, MOST_PEOPLE)),
    "max": Key(number(LEAST_PEOPLE, MOST_PEOPLE)),
}


def _format(node: Node, path: str, scene: Scene) -> None:
    if node.value != FORMAT or node.value is True:
        scene.report.add("format", node.line, path, found=str(node.plain()))


def _languages(node: Node, path: str, scene: Scene) -> None:
    list_of(pattern(LANGUAGE, "language_tag"), least=1, most=40)(node, path, scene)
    items = node.value if isinstance(node.value, list) else []
    seen: set[object] = set()
    for item in items:
        if isinstance(item.value, str) and item.value in seen:
            scene.report.add("language_twice", item.line, path, found=item.value)
        seen.add(str(item.value))
    if items and "nl" not in seen:
        scene.report.add("no_dutch", node.line, path)


_CARD = {
    "format": Key(_format),
    "id": Key(slug),
    "version": Key(pattern(r"\d{1,4}\.\d{1,4}\.\d{1,4}", "version")),
    "licence": Key(pattern(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,63}", "licence")),
    "authors": Key(list_of(text(120), least=1, most=40)),
    "languages": Key(_languages),
    "title": Key(_title),
    "goal": Key(_sentences),
    "when": Key(_sentences),
    "when_not": Key(_sentences),
    "group": Key(group_of(_GROUP)),
    "minutes": Key(number(5, MOST_MINUTES)),
    "visibility": Key(one_of(VISIBILITIES)),
    "roles": Key(list_of(group_of(_ROLE), least=1, most=9)),
    "parts": Key(list_of(group_of(_PART), least=1, most=9)),
}


def check_shape(root: Node, scene: Scene) -> None:
    """Report everything in the card that has another shape than this file says."""
    keys(root, "", scene, _CARD)
