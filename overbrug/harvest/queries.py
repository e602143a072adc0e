"""Reading harvests. What is not approved is read through a seat at the table, no other way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from overbrug.cards.format import resolve
from overbrug.core.visibility import Visibility
from overbrug.dialogues.account_of_table import account
from overbrug.dialogues.models import Seat, Table
from overbrug.dialogues.reading import written_at
from overbrug.harvest import rules
from overbrug.harvest.candidates import Candidate, candidates
from overbrug.harvest.listing import Listed, listed
from overbrug.harvest.models import Dissent, HarvestLine, HarvestPage, Mark, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from overbrug.accounts.rules import AnyUser
    from overbrug.dialogues.models import Dialogue
    from overbrug.opgaven.models import Opgave

State = HarvestPage.State


def candidates_of(table: Table, *, own: list[Seat], language: str) -> list[Candidate]:
    """What the table could share, for who sits there (raises NotAllowed for others)."""
    card = resolve(table.dialogue.content, language)
    with translation.override(language):
        steps = account(card, written_at(table, own=own))
    marks = {mark.key: mark for mark in Mark.objects.filter(table=table).select_related("seat")}
    dissents: dict[str, list[Dissent]] = {}
    for dissent in Dissent.objects.filter(table=table).select_related("seat"):
        dissents.setdefault(dissent.key, []).append(dissent)
    fills = {
        f"{block['id']}/{prompt['id']}": prompt.get("fills", "")
        for block in card["blocks"]
        for prompt in block["prompts"]
    }
    return candidates(steps, marks=marks, dissents=dissents, fills=fills)


def known_at(table: Table, *, own: list[Seat], language: str) -> dict[str, Candidate]:
    """The same by their keys."""
    return {c.key: c for c in candidates_of(table, own=own, language=language)}


def open_page(table: Table) -> HarvestPage | None:
    """What the table is asked to approve now."""
    return table.harvest_pages.filter(state=State.OPEN).first()


def said_by(table: Table, own: list[Seat], choice: str) -> bool:
    """Whether somebody of this device said this of the open page; empty is nothing yet."""
    page = open_page(table)
    return page is not None and page.votes.filter(seat__in=own, choice=choice).exists()


def approved_pages(table: Table) -> list[HarvestPage]:
    """What the table approved, the newest first."""
    return list(table.harvest_pages.filter(state=State.APPROVED).prefetch_related("lines"))


def shared_by(table: Table, *, own: list[Seat]) -> list[Listed]:
    """Everything of this table that left the room, for who sits there."""
    rules.must_sit_at(table, own)
    found = HarvestLine.objects.filter(page__table=table)
    return listed(found, among=found)


def shared_about(user: AnyUser, opgave: Opgave) -> list[Listed]:
    """What tables shared about an opgave, as far as this reader may see it."""
    level = rules.reading_level(user, opgave)
    if level is None:
        return []
    found = HarvestLine.objects.filter(
        page__table__dialogue__opgave=opgave, page__table__dialogue__is_rehearsal=False
    )
    return listed(found.up_to(level).shown().unpractised(), among=found)


def hidden_lines(user: AnyUser, opgave: Opgave) -> list[HarvestLine]:
    """What an editor took off the pages, for editors."""
    if not rules.may_decide_on_harvest(user, opgave):
        return []
    found = HarvestLine.objects.filter(page__table__dialogue__opgave=opgave)
    return list(found.exclude(hiding=None).select_related("hiding", "page__table__dialogue"))


def shared_in(user: AnyUser, dialogue: Dialogue) -> list[Listed]:
    """What the tables of one conversation shared, as far as this reader may see it."""
    level = rules.reading_level(user, dialogue.opgave) if dialogue.opgave else None
    if level is None:
        return []
    found = HarvestLine.objects.filter(page__table__dialogue=dialogue)
    return listed(found.up_to(level).shown().unpractised(), among=found)


def new_lines(table: Table, found: Iterable[Candidate]) -> list[Candidate]:
    """What is meant to leave and has not left yet, to these readers, with these words."""
    out = widest_out(table)
    return [c for c in found if c.is_leaving and c.visibility < out.get(c.words_key, 99)]


def widest_out(table: Table) -> dict[Words, int]:
    """What already left, by its words -> who sees it."""
    return widest(HarvestLine.objects.filter(page__table=table))


def widest(lines: Iterable[HarvestLine]) -> dict[Words, int]:
    """Of these lines: by its words -> the level that sees it."""
    found: dict[Words, int] = {}
    for line in lines:
        name = line.words_key
        found[name] = min(line.visibility, found.get(name, Visibility.ONLY_ME))
    return found
