"""Reading harvests. What is not approved is read through a seat at the table, no other way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils import translation

from overbrug.cards.format import resolve
from overbrug.core.visibility import Visibility
from overbrug.dialogues.account_of_table import account
from overbrug.dialogues.models import Seat, Table
from overbrug.dialogues.reading import written_at
from overbrug.harvest import rules
from overbrug.harvest.candidates import Candidate, candidates
from overbrug.harvest.models import Dissent, HarvestLine, HarvestPage, LineQuerySet, Mark, Words

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


def approved_pages(table: Table) -> list[HarvestPage]:
    """What the table approved, the newest first."""
    return list(table.harvest_pages.filter(state=State.APPROVED).prefetch_related("lines"))


def lines_of_table(table: Table, *, own: list[Seat]) -> list[HarvestLine]:
    """Everything of this table that left the room, for who sits there."""
    rules.must_sit_at(table, own)
    return _newest(HarvestLine.objects.filter(page__table=table))


def lines_for(user: AnyUser, opgave: Opgave) -> list[HarvestLine]:
    """What tables shared about an opgave, as far as this reader may see it."""
    level = rules.reading_level(user, opgave)
    if level is None:
        return []
    found = HarvestLine.objects.filter(
        page__table__dialogue__opgave=opgave, page__table__dialogue__is_rehearsal=False
    )
    return _newest(found.up_to(level).shown())


def hidden_lines(user: AnyUser, opgave: Opgave) -> list[HarvestLine]:
    """What an editor took off the pages, for editors."""
    if not rules.may_decide_on_harvest(user, opgave):
        return []
    found = HarvestLine.objects.filter(page__table__dialogue__opgave=opgave)
    return list(found.exclude(hiding=None).select_related("hiding", "page__table__dialogue"))


def lines_of_dialogue(user: AnyUser, dialogue: Dialogue) -> list[HarvestLine]:
    """What the tables of one conversation shared, as far as this reader may see it."""
    level = rules.reading_level(user, dialogue.opgave) if dialogue.opgave else None
    if level is None:
        return []
    found = HarvestLine.objects.filter(page__table__dialogue=dialogue)
    return _newest(found.up_to(level).shown())


def _newest(lines: LineQuerySet) -> list[HarvestLine]:
    """A line that left twice with the same words stands once: where most people see it."""
    found: dict[tuple[int, Words], HarvestLine] = {}
    talk = "page__table__dialogue"
    order = (f"{talk}__created_at", "page__table__number", "page__number", "position")
    # Each page and conversation once, and not beside each of its lines; without the frozen text.
    pages = Prefetch("page", HarvestPage.objects.defer("content"))
    for line in lines.order_by(*order).prefetch_related(pages, f"{talk}__opgave"):
        name = (line.page.table_id, line.words_key)
        if name not in found or line.visibility < found[name].visibility:
            found[name] = line
    return list(found.values())


def new_lines(table: Table, found: Iterable[Candidate]) -> list[Candidate]:
    """What is meant to leave and has not left yet, to these readers, with these words."""
    out = widest_out(table)
    return [c for c in found if c.is_leaving and c.visibility < out.get(c.words_key, 99)]


def widest_out(table: Table) -> dict[Words, int]:
    """What already left, by its words -> who sees it."""
    found: dict[Words, int] = {}
    for line in HarvestLine.objects.filter(page__table=table):
        name = line.words_key
        found[name] = min(line.visibility, found.get(name, Visibility.ONLY_ME))
    return found
