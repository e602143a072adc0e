"""Propose a page together, agree or object, take back an own line; approval copies it into rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.events import announce
from overbrug.core.models import record
from overbrug.dialogues.models import Seat, Table
from overbrug.harvest import queries, rules
from overbrug.harvest.models import HarvestLine, HarvestPage, Mark, Vote
from overbrug.harvest.presence import seats_present
from overbrug.harvest.standing import standing
from overbrug.lib.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

State, Choice = HarvestPage.State, Vote.Choice
REASON_LENGTH = 300


@transaction.atomic
def propose_page(table: Table, *, own: list[Seat], language: str) -> HarvestPage:
    """Freeze what the table means to share as a page with a number, for everyone to agree with.

    The same proposed twice is one page. Another one replaces the page that was open.
    """
    rules.must_sit_at(table, own)
    Table.objects.select_for_update().get(pk=table.pk)
    found = queries.candidates_of(table, own=own, language=language)
    content = [candidate.frozen() for candidate in queries.new_lines(table, found)]
    if not content:
        raise Refused(
            _("Nothing new may leave the table yet. First choose who may see a line."), field="line"
        )
    before = queries.open_page(table)
    if before and before.content == content:
        return before
    if before:
        before.state, before.decided_at = State.REPLACED, timezone.now()
        before.save(update_fields=["state", "decided_at"])
    newest = table.harvest_pages.order_by("-number").first()
    page = HarvestPage.objects.create(
        table=table,
        number=newest.number + 1 if newest else 1,
        content=content,
        language=language,
    )
    _call_to_vote(page, {seat.pk: seat for seat in [*seats_present(table), *own]}.values())
    record("harvest_proposed", page, role="table", table=table.public_id, lines=len(content))
    _tell(page)
    return page


@transaction.atomic
def say(page: HarvestPage, *, by: Seat, choice: str, reason: str = "") -> HarvestPage:
    """Agree with a page or object to it; the last one needed approves it."""
    page = _locked(page)
    if by.table_id != page.table_id or by.kind != Seat.Kind.PERSON or by.revoked_at:
        raise NotAllowed
    if page.state == State.APPROVED and choice == Choice.AGREE:
        return page  # the others were quicker; nothing stands between
    _must_be_open(page)
    if choice not in Choice.values:
        raise Refused(_("Choose: agree or object."), field="choice")
    if len(reason) > REASON_LENGTH * 4 or len(clean_line(reason)) > REASON_LENGTH:
        words = _("Make it shorter: at most %(most)s characters.") % {"most": REASON_LENGTH}
        raise Refused(words, field="reason")
    words = clean_line(reason) if choice == Choice.OBJECT else ""
    Vote.objects.update_or_create(page=page, seat=by, defaults={"choice": choice, "reason": words})
    if standing(page).is_agreed:
        _approve(page)
    _tell(page)
    return page


@transaction.atomic
def take_back(page: HarvestPage, *, own: list[Seat], key: str) -> HarvestPage:
    """Take one's own line off a page before it is approved; what others agreed to stays agreed."""
    rules.must_sit_at(page.table, own)
    page = _locked(page)
    _must_be_open(page)
    seats = {seat.public_id for seat in own}
    line = next((line for line in page.content if line["key"] == key), None)
    if line is None:
        raise Refused(_("This line is not on the page."), field="line")
    if seats.isdisjoint(line["seats"]):
        raise NotAllowed
    # Held as well: the next proposal must not bring it back.
    Mark.objects.update_or_create(table=page.table, key=key, defaults={"is_held": True})
    _take_off(page, key)
    return page


def leave_open_page(table: Table, key: str) -> None:
    """A line that its writer keeps here also leaves the page that the table is looking at."""
    page = queries.open_page(table)
    if page is not None:
        _take_off(_locked(page), key)


def _take_off(page: HarvestPage, key: str) -> None:
    for line in page.content:
        line["taken_back"] |= line["key"] == key
    if all(line["taken_back"] for line in page.content):
        page.state, page.decided_at = State.REPLACED, timezone.now()
    page.save(update_fields=["content", "state", "decided_at"])
    _tell(page)


def _call_to_vote(page: HarvestPage, seats: Iterable[Seat]) -> None:
    Vote.objects.bulk_create([Vote(page=page, seat=seat) for seat in seats])


def _locked(page: HarvestPage) -> HarvestPage:
    rows = HarvestPage.objects.select_for_update(of=("self",)).select_related("table__dialogue")
    return rows.get(pk=page.pk)


def _must_be_open(page: HarvestPage) -> None:
    if page.state == State.APPROVED:
        raise Refused(
            _(
                "The table approved this page already, and what is shared stays shared. "
                "Write what you want to add at the table, and propose a new page."
            ),
            field="page",
        )
    if page.state != State.OPEN:
        raise Refused(_("There is a newer page. Look at that one."), field="page")


def _approve(page: HarvestPage) -> None:
    """Copy the page into rows. From here on the rows count, whatever is typed later."""
    page.state, page.decided_at = State.APPROVED, timezone.now()
    page.save(update_fields=["state", "decided_at"])
    lines = [line for line in page.content if not line["taken_back"]]
    names = ("key", "kind", "step", "question", "text", "parts", "dissents", "visibility", "fills")
    HarvestLine.objects.bulk_create(
        HarvestLine(page=page, position=position, **{name: line[name] for name in names})
        for position, line in enumerate(lines)
    )
    record("harvest_approved", page, role="table", table=page.table.public_id, lines=len(lines))
    announce("harvest_approved", page=page)


def _tell(page: HarvestPage) -> None:
    announce(
        "harvest_changed",
        table_id=page.table.public_id,
        state=page.state,
        number=page.number,
    )
