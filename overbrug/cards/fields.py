"""Small checks that are put together into the shape of a card (shape.py)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from overbrug.cards.report import Report, nearest
from overbrug.cards.source import Node, hidden_in

SLUG = re.compile(r"[a-z][a-z0-9-]{0,31}")
SLUG_LENGTH = 32
_MARKUP = re.compile(r"<[a-zA-Z/!?][^>\n]{0,40}>?")
_SCRIPT = re.compile(r"\b(?:(?:java|vb|live)script\s*:|data:\s*[a-z]+/)\S{0,20}", re.IGNORECASE)


@dataclass(frozen=True)
class Scene:
    """What every check may need: where problems go and which languages the card promises."""

    report: Report
    languages: tuple[str, ...]
    #: False while the list of languages is wrong itself: then only Dutch is asked for.
    sure: bool = True


Check = Callable[[Node, str, Scene], None]


@dataclass(frozen=True)
class Key:
    """What stands behind one key of a mapping, and whether the key must be there."""

    check: Check
    needed: bool = True


def name_of(path: str) -> str:
    """The last key of a path: `parts[0].blocks[1].title` gives `title`."""
    return re.sub(r"\[\d+\]$", "", path).rpartition(".")[2]


def kind_of_value(node: Node) -> str:
    """What a value is, in words for a message."""
    if isinstance(node.value, dict):
        return "a group of keys"
    if isinstance(node.value, list):
        return "a list"
    if node.value is None:
        return "nothing"
    if isinstance(node.value, str):
        return f"`{node.value}`" if len(node.value) <= 40 else "text"
    return f"`{node.value!s}`".lower()


def keys(node: Node, path: str, scene: Scene, wanted: Mapping[str, Key]) -> None:
    """Check a mapping: no unknown keys, none missing, each value by its own check."""
    if not isinstance(node.value, dict):
        scene.report.add("want_keys", node.line, path, key=name_of(path), found=kind_of_value(node))
        return
    meant = {
        unknown_key(key, line, path, scene, [name for name in wanted if name not in node.keys])
        for key, line in node.keys.items()
        if key not in wanted
    }
    for key, want in wanted.items():
        inner = f"{path}.{key}" if path else key
        if key in node.value:
            want.check(node.value[key], inner, scene)
        elif want.needed and key not in meant:
            scene.report.add("missing_key", node.line, inner, key=key)


def unknown_key(key: str, line: int, path: str, scene: Scene, known: Collection[str]) -> str | None:
    """Say that a key is not known; gives the one that was probably meant."""
    inner, near = f"{path}.{key}" if path else key, nearest(key, known)
    if near:
        scene.report.add("unknown_key_near", line, inner, key=key, near=near)
    else:
        scene.report.add("unknown_key", line, inner, key=key)
    return near


def group_of(wanted: Mapping[str, Key]) -> Check:
    """A mapping with these keys."""

    def check(node: Node, path: str, scene: Scene) -> None:
        keys(node, path, scene, wanted)

    return check


def list_of(item: Check, *, least: int, most: int) -> Check:
    """A list whose items all pass `item`."""

    def check(node: Node, path: str, scene: Scene) -> None:
        name = name_of(path)
        if not isinstance(node.value, list):
            scene.report.add("want_list", node.line, path, key=name, found=kind_of_value(node))
            return
        count = len(node.value)
        if not least <= count <= most:
            scene.report.add(
                "list_range", node.line, path, key=name, found=count, low=least, high=most
            )
        for index, child in enumerate(node.value[:most]):
            item(child, f"{path}[{index}]", scene)

    return check


def number(low: int, high: int) -> Check:
    """A whole number from `low` to `high`."""

    def check(node: Node, path: str, scene: Scene) -> None:
        name = name_of(path)
        if isinstance(node.value, bool) or not isinstance(node.value, int):
            scene.report.add("want_number", node.line, path, key=name, found=kind_of_value(node))
        elif not low <= node.value <= high:
            scene.report.add(
                "number_range", node.line, path, key=name, found=node.value, low=low, high=high
            )

    return check


def yes_no(node: Node, path: str, scene: Scene) -> None:
    """true or false."""
    if not isinstance(node.value, bool):
        scene.report.add(
            "want_yes_no", node.line, path, key=name_of(path), found=kind_of_value(node)
        )


def word(node: Node, path: str, scene: Scene) -> str | None:
    """The text of a plain value, or None after saying that it is no text."""
    if isinstance(node.value, str):
        return node.value.strip()
    scene.report.add("want_text", node.line, path, key=name_of(path), found=kind_of_value(node))
    return None


def one_of(known: Collection[str]) -> Check:
    """One word out of a fixed few."""

    def check(node: Node, path: str, scene: Scene) -> None:
        found = word(node, path, scene)
        if found is None or found in known:
            return
        name, near = name_of(path), nearest(found, known)
        if near:
            scene.report.add("unknown_word_near", node.line, path, key=name, found=found, near=near)
        else:
            scene.report.add(
                "unknown_word", node.line, path, key=name, found=found, known=", ".join(known)
            )

    return check


def pattern(wanted: str, code: str) -> Check:
    """A word of a fixed form; `code` is the message when it has another form."""

    def check(node: Node, path: str, scene: Scene) -> None:
        found = word(node, path, scene)
        if found is not None and not re.fullmatch(wanted, found):
            scene.report.add(code, node.line, path, found=found)

    return check


def slug(node: Node, path: str, scene: Scene) -> None:
    """An id: it becomes part of addresses and of the names of fields."""
    found = word(node, path, scene)
    if found is not None and not SLUG.fullmatch(found):
        scene.report.add("slug", node.line, path, key=name_of(path), found=found, most=SLUG_LENGTH)


def text(most: int, *, lines: bool = False) -> Check:
    """Plain text that a person reads: not empty, not endless, nothing that could run."""

    def check(node: Node, path: str, scene: Scene) -> None:
        found = word(node, path, scene)
        if found is None:
            return
        name, add = name_of(path), scene.report.add
        if not found:
            add("empty_text", node.line, path, key=name)
        if len(found) > most:
            add("long_text", node.line, path, key=name, found=len(found), most=most)
        if "\n" in found and not lines:
            add("one_line", node.line, path, key=name)
        if markup := _MARKUP.search(found):
            add("markup", node.line, path, key=name, found=markup.group())
        if link := _SCRIPT.search(found):
            add("script_link", node.line, path, key=name, found=link.group())
        for sign in sorted(set(hidden_in(found))):
            add("hidden", node.line, path, found=f"U+{ord(sign):04X}")

    return check


def localized(most: int, *, lines: bool = False) -> Check:
    """A text in every language that the card promises, and in no other."""
    one = text(most, lines=lines)

    def check(node: Node, path: str, scene: Scene) -> None:
        name = name_of(path)
        if not isinstance(node.value, dict):
            scene.report.add("want_keys", node.line, path, key=name, found=kind_of_value(node))
            return
        for language in scene.languages:
            if language not in node.value:
                scene.report.add("missing_language", node.line, path, key=name, language=language)
        for language, child in node.value.items():
            if language in scene.languages:
                one(child, f"{path}.{language}", scene)
            elif child.value is None:  # {nl: Ja, nee, en: Yes} makes `nee` a key
                scene.report.add("comma", child.line, path, key=name)
            elif scene.sure:
                line = node.keys[language]
                scene.report.add("extra_language", line, path, key=name, language=language)

    return check
