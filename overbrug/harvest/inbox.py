"""What waits for who decides about an opgave, and what was decided: so many lines at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator

from overbrug.harvest import queries, rules
from overbrug.harvest.network import SharedLine, read
from overbrug.opgaven.models import Opgave
from overbrug.opgaven.wording import label_of

if TYPE_CHECKING:
    from overbrug.accounts.rules import AnyUser
    from overbrug.harvest.listing import Listed

PER_PAGE = 10


@dataclass
class Proposals:
    """The lines that are about one text of the opgave, and how many wait behind them."""

    name: str
    label: str
    present: str
    lines: list[SharedLine] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True)
class Inbox:
    """What waits for this person, and what was decided; each list with its page."""

    promises: list[SharedLine]
    promise_page: Page[Listed]
    texts: list[Proposals]
    decided: list[SharedLine]
    decided_page: Page[Listed]

    @property
    def count(self) -> int:
        """How many lines wait."""
        texts = sum(len(proposals.lines) + proposals.more for proposals in self.texts)
        return self.promise_page.paginator.count + texts


def inbox_of(user: AnyUser, opgave: Opgave, *, promises: str = "", decided: str = "") -> Inbox:
    """What this person may decide on: an editor everything, who organises one's own talks.

    `promises` and `decided` are the pages that were asked for.
    """
    reach = rules.reach(user, opgave)
    mine = [line for line in queries.shared_about(user, opgave) if reach.has_talk(line.talk)]
    waiting = [line for line in mine if not line.is_decided]
    done = [x for x in mine if x.is_decided and (x.kind == "commitment" or reach.edits)]
    offered = [line for line in waiting if line.kind == "commitment"]
    promise_page = Paginator(offered, PER_PAGE).get_page(promises)
    decided_page = Paginator(done, PER_PAGE).get_page(decided)
    fields = _by_field(waiting) if reach.edits else {}
    shown = [line for lines in fields.values() for line in lines[:PER_PAGE]]
    rows = read(user, opgave, [*promise_page, *shown, *decided_page])
    words = {row.line.pk: row for row in rows}
    return Inbox(
        promises=_found(promise_page, words),
        promise_page=promise_page,
        texts=[_proposals(opgave, name, lines, words) for name, lines in fields.items()],
        decided=_found(decided_page, words),
        decided_page=decided_page,
    )


def _by_field(waiting: Iterable[Listed]) -> dict[str, list[Listed]]:
    """The lines about each text, in the order of the page of the opgave."""
    found: dict[str, list[Listed]] = {}
    for line in waiting:
        if line.kind != "commitment" and line.fills in rules.TEXTS:
            found.setdefault(line.fills, []).append(line)
    return {name: found[name] for name in rules.TEXTS if name in found}


def _proposals(
    opgave: Opgave, name: str, lines: list[Listed], words: dict[int, SharedLine]
) -> Proposals:
    shown = _found(lines[:PER_PAGE], words)
    more = max(0, len(lines) - PER_PAGE)
    return Proposals(name, label_of(Opgave, name), getattr(opgave, name), shown, more)


def _found(lines: Iterable[Listed], words: dict[int, SharedLine]) -> list[SharedLine]:
    """Their words; a line that was erased meanwhile is not there any more."""
    return [words[line.pk] for line in lines if line.pk in words]
