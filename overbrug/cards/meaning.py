"""What must hold between the places of a card: minutes, ids, what dots point to, who sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from overbrug.cards.kinds import PROMPT_KINDS
from overbrug.cards.report import Report, nearest
from overbrug.cards.source import Node

WIDEST_SCALE = 11


def at(node: Node | None, key: str) -> Node | None:
    """The value behind `key`, if `node` is a mapping that has it."""
    return node.value.get(key) if node is not None and isinstance(node.value, dict) else None


def items(node: Node | None) -> list[Node]:
    """The items of a list; nothing for anything else."""
    return node.value if node is not None and isinstance(node.value, list) else []


def whole(node: Node | None) -> int | None:
    """The value when it is a whole number."""
    value = node.value if node is not None else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def word(node: Node | None) -> str | None:
    """The value when it is text."""
    return node.value.strip() if node is not None and isinstance(node.value, str) else None


@dataclass(frozen=True)
class _Place:
    """A prompt and where it stands."""

    field: str
    node: Node
    path: str

    @property
    def kind(self) -> str:
        return word(at(self.node, "kind")) or ""


def _blocks(root: Node) -> Iterator[tuple[str, Node]]:
    for p, part in enumerate(items(at(root, "parts"))):
        for b, block in enumerate(items(at(part, "blocks"))):
            yield f"parts[{p}].blocks[{b}]", block


def _prompts(root: Node) -> Iterator[_Place]:
    for path, block in _blocks(root):
        for i, prompt in enumerate(items(at(block, "prompts"))):
            field = f"{word(at(block, 'id'))}/{word(at(prompt, 'id'))}"
            yield _Place(field, prompt, f"{path}.prompts[{i}]")


def check_meaning(root: Node, report: Report) -> None:
    """Report what is well shaped but cannot be meant."""
    _check_minutes(root, report)
    _check_group(root, report)
    _check_ids(root, report)
    places = list(_prompts(root))
    for index, place in enumerate(places):
        _check_visibility(place, report)
        if place.kind == "scale":
            _check_scale(place, report)
        if place.kind == "dots":
            _check_dots(place, places[:index], places, report)


def _check_minutes(root: Node, report: Report) -> None:
    said = at(root, "minutes")
    each = [at(block, "minutes") for _, block in _blocks(root)]
    known = [minutes for node in each if (minutes := whole(node)) is not None]
    if said is None or not known or len(known) < len(each):
        return
    if any(problem.path.rpartition(".")[2] == "minutes" for problem in report.problems):
        return  # one of the numbers is wrong by itself, and that is already said
    if sum(known) != said.value:
        report.add("minutes", said.line, "minutes", sum=sum(known), said=said.value)


def _check_group(root: Node, report: Report) -> None:
    group = at(root, "group")
    low, high = whole(at(group, "min")), whole(at(group, "max"))
    if group is not None and low is not None and high is not None and low > high:
        report.add("group_order", group.line, "group", low=low, high=high)


def _check_ids(root: Node, report: Report) -> None:
    _unique("role", items(at(root, "roles")), report)
    _unique("part", items(at(root, "parts")), report)
    _unique("block", (block for _, block in _blocks(root)), report)
    for _, block in _blocks(root):
        prompts = items(at(block, "prompts"))
        _unique("prompt", prompts, report)
        for prompt in prompts:
            _unique("option", items(at(prompt, "options")), report)


def _unique(what: str, nodes: Iterable[Node], report: Report) -> None:
    first: dict[str, int] = {}
    for node in nodes:
        ident = at(node, "id")
        found = word(ident)
        if ident is None or found is None:
            continue
        if found in first:
            report.add("same_id", ident.line, what, what=what, found=found, first=first[found])
        first.setdefault(found, ident.line)


def _check_visibility(place: _Place, report: Report) -> None:
    """What is private never enters the table's document, so the two words go together."""
    seen = at(place.node, "visibility")
    if seen is None or not place.kind:
        return
    private, only_me = place.kind == "private", word(seen) == "only_me"
    if private and not only_me:
        report.add("private_seen", seen.line, f"{place.path}.visibility")
    if only_me and not private:
        report.add("only_me_kind", seen.line, f"{place.path}.visibility")


def _check_scale(place: _Place, report: Report) -> None:
    high_node = at(place.node, "max")
    low, high = whole(at(place.node, "min")), whole(high_node)
    if high_node is None or low is None or high is None:
        return
    path = f"{place.path}.max"
    if low >= high:
        report.add("scale_order", high_node.line, path, low=low, high=high)
    elif high - low + 1 > WIDEST_SCALE:
        found = high - low + 1
        report.add("scale_wide", high_node.line, path, found=found, most=WIDEST_SCALE)


def _check_dots(place: _Place, before: list[_Place], all_: list[_Place], report: Report) -> None:
    on = at(place.node, "on")
    found = word(on)
    if on is None or found is None:
        return
    path = f"{place.path}.on"
    if found.count("/") != 1:
        report.add("on_shape", on.line, path, found=found)
        return
    target = next((other for other in all_ if other.field == found), None)
    if target is None:
        _report_nowhere(found, on.line, path, before, report)
    elif target not in before:
        report.add("on_later", on.line, path, found=found)
    elif target.kind in PROMPT_KINDS and not PROMPT_KINDS[target.kind].takes_dots:
        known = ", ".join(name for name, kind in PROMPT_KINDS.items() if kind.takes_dots)
        report.add("on_kind", on.line, path, found=found, kind=target.kind, known=known)
    elif (unnamed := at(target.node, "may_be_unnamed")) is not None and unnamed.value is True:
        report.add("on_unnamed", on.line, path, found=found)


def _report_nowhere(found: str, line: int, path: str, before: list[_Place], report: Report) -> None:
    near = nearest(found, [place.field for place in before])
    if near:
        report.add("on_nowhere_near", line, path, found=found, near=near)
    else:
        report.add("on_nowhere", line, path, found=found)
