"""Read the YAML of a card safely, keeping the line of every value and every key.

The text is walked as a stream of events and never handed to a constructor: no tags, no anchors, no
depth beyond what a card needs. What is wrong is reported in words; nothing here raises.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from overbrug.cards.report import Report

MOST_BYTES = 256 * 1024
MOST_DEPTH = 16

Scalar = str | int | float | bool | None
Plain = Scalar | list["Plain"] | dict[str, "Plain"]

_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_BROKEN = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(slots=True)
class Node:
    """A value with its place; `keys` holds the line of each key of a mapping."""

    line: int
    value: Scalar | list[Node] | dict[str, Node]
    keys: dict[str, int] = field(default_factory=dict)

    def plain(self) -> Plain:
        """The same value as ordinary Python; texts in one Unicode form, without outer blanks."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        if isinstance(self.value, str):
            return unicodedata.normalize("NFC", self.value.strip())
        return self.value


class _Stop(Exception):
    """What follows cannot be trusted."""


def read(text: str, report: Report) -> Node | None:
    """The one document in `text`, or None when the report says why there is none."""
    text = text.removeprefix("\ufeff")
    text, readable = _cleaned(text, report)
    if not text.strip():
        report.add("empty", 1)
        return None
    if not readable:
        return None
    try:
        root = _build(text, report)
        if root is None:  # only comments
            report.add("not_a_card", 1)
        return root
    except _Stop:
        return None
    except MarkedYAMLError as error:
        _report_yaml(error, report)
    except (YAMLError, ValueError, OverflowError) as error:
        # ruamel lets chr() complain about "\UFFFFFFFF" in its own way
        report.add("yaml", 1, why=str(error).split("\n")[0])
    return None


def hidden_in(text: str) -> Iterator[str]:
    """Characters that a reader cannot see but that change what is read, such as U+202E."""
    for char in text:
        if char in "\n\r\t" or char.isprintable():
            continue
        kind = unicodedata.category(char)
        # Cf holds useful signs too: joiners in Persian and Hindi, direction marks in Arabic.
        useful = kind in {"Zs", "Cn"} or char in "\u200c\u200d\u200e\u200f\u061c\u00ad"
        if not useful:
            yield char


def _cleaned(text: str, report: Report) -> tuple[str, bool]:
    """The text without hidden characters, and whether the rest can still be checked."""
    readable, lines = True, []
    for number, line in enumerate(text.split("\n"), start=1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and line.strip():
            report.add("tab", number)
            readable = False
        for sign in set(hidden_in(line)):
            report.add("hidden", number, found=f"U+{ord(sign):04X}")
            line = line.replace(sign, "\ufffd")
        lines.append(line)
    return "\n".join(lines), readable


def _report_yaml(error: MarkedYAMLError, report: Report) -> None:
    why, context = str(error.problem or ""), str(error.context or "")
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    if "mapping values are not allowed" in why:
        report.add("yaml_colon", line)
    elif "end of stream" in why or "stream end" in why or "flow" in context:
        opened = error.context_mark.line + 1 if error.context_mark else line
        report.add("yaml_open", opened)
    elif "block" in why and "block" in context:
        report.add("yaml_indent", line)
    else:
        report.add("yaml", line, why=why or context)


def _events(text: str) -> Iterator[Event]:
    yield from YAML(typ="safe", pure=True).parse(text)


def _build(text: str, report: Report) -> Node | None:
    """Turn events into nodes with a stack of our own, so that depth costs no recursion."""
    root: Node | None = None
    stack: list[_Open] = []
    documents = 0
    for event in _events(text):
        line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            documents += 1
            _check_start(event, documents, line, report)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            stack.pop()
        elif isinstance(event, NodeEvent):
            _check_node(event, line, report)
            node = _node(event, line)
            if stack:
                stack[-1].put(event, node, report)
            else:
                root = node
            if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
                stack.append(_Open(node))
                if len(stack) > MOST_DEPTH:
                    report.add("deep", line)
                    raise _Stop
    return root


def _check_start(event: DocumentStartEvent, documents: int, line: int, report: Report) -> None:
    if event.version or event.tags:
        report.add("directive", line)
        raise _Stop
    if documents > 1:
        report.add("documents", line)
        raise _Stop


def _check_node(event: NodeEvent, line: int, report: Report) -> None:
    if isinstance(event, AliasEvent):
        report.add("alias", line, mark=f"*{event.anchor}")
        raise _Stop
    if event.anchor:
        report.add("alias", line, mark=f"&{event.anchor}")
        raise _Stop
    if tag := getattr(event, "tag", None):
        report.add("tag", line, tag=str(tag))
        raise _Stop


def _node(event: NodeEvent, line: int) -> Node:
    if isinstance(event, MappingStartEvent):
        return Node(line, {})
    if isinstance(event, SequenceStartEvent):
        return Node(line, [])
    assert isinstance(event, ScalarEvent)
    return Node(line, _scalar(event))


def _scalar(event: ScalarEvent) -> Scalar:
    """YAML 1.2 in its simplest form: `no` and `2026-11-21` are text."""
    text = str(event.value)
    if event.style:
        return text
    if _WHOLE.fullmatch(text):
        return int(text)
    if _BROKEN.fullmatch(text):
        return float(text)
    return _WORDS.get(text.lower(), text)


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being filled."""

    node: Node
    key: str | None = None

    def put(self, event: NodeEvent, child: Node, report: Report) -> None:
        if isinstance(self.node.value, list):
            self.node.value.append(child)
        elif self.key is None:
            self._name(event, child, report)
        else:
            assert isinstance(self.node.value, dict)
            self.node.value[self.key] = child
            if not isinstance(child.value, str):
                # A list begins on its first dash, nothing on the next line: point to the key.
                child.line = self.node.keys[self.key]
            self.key = None

    def _name(self, event: NodeEvent, child: Node, report: Report) -> None:
        if not isinstance(event, ScalarEvent) or not event.value:
            report.add("key_type", child.line)
            raise _Stop
        self.key = str(event.value)
        if self.key in self.node.keys:
            report.add("same_key", child.line, key=self.key, first=self.node.keys[self.key])
            raise _Stop
        self.node.keys[self.key] = child.line
