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
from overbrug.harvest.actions.asking import (
    CAME_LATER,
    asked_about,
    call_to_vote,
    standing_objections,
)
from overbrug.harvest.actions.freezing import frozen_content
from overbrug.harvest.models import WAIT, HarvestLine, HarvestPage, Mark, Vote
from overbrug.harvest.standing import standing
from overbrug.harvest.writers_yes import leaving
from overbrug.lib.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

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
    content = frozen_content(table, found)
    before = queries.open_page(table)
    if before and before.content == content:
        return before
    earlier = standing_objections(table)
    asked = asked_about(table, own, content, earlier)
    if before:
        _replace(before)
    newest = table.harvest_pages.order_by("-number").first()
    page = HarvestPage.objects.create(
        table=table,
        number=newest.number + 1 if newest else 1,
        content=content,
        language=language,
    )
    wrote = {seat for candidate in found for seat in candidate.seats}
    call_to_vote(page, asked, wrote, earlier)
    record("harvest_proposed", page, role="table", table=table.public_id, lines=len(content))
    _tell(page)
    return page


@transaction.atomic
def say(
    page: HarvestPage, *, by: Seat, choice: str, reason: str = "", own: Sequence[Seat] = ()
) -> HarvestPage:
    """Agree with a page or object to it; the last one needed approves it, once its time has come.

    `own` are the seats of the device that speaks: one device alone never decides for others.
    """
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
    vote = _vote_of(page, by)
    _write_down(vote, by, choice, clean_line(reason))
    device = [seat for seat in own if seat.table_id == page.table_id] or [by]
    _note_device(page, device)
    if _is_decided(page, timezone.now()):
        _approve(page)
    _tell(page)
    return page


def settle(table: Table) -> None:
    """Approve the open page when nobody needs to be waited for any more; asked at each visit."""
    page = queries.open_page(table)
    if page is not None and _is_decided(page, timezone.now()):
        _settle(page, timezone.now())


def settle_due(now: datetime) -> int:
    """The same for all tables, each minute: who agreed need not come back for it."""
    pages = HarvestPage.objects.filter(state=State.OPEN, proposed_at__lte=now - WAIT)
    agreed = pages.filter(votes__choice=Choice.AGREE).exclude(votes__choice=Choice.OBJECT)
    found = agreed.defer("content").distinct()
    return sum(_settle(page, now) for page in found if _is_decided(page, now))


@transaction.atomic
def _settle(page: HarvestPage, now: datetime) -> bool:
    """Looked at again with the row locked: somebody may object at this very moment."""
    page = _locked(page)
    is_due = page.state == State.OPEN and _is_decided(page, now)
    if is_due:
        _approve(page)
        _tell(page)
    return is_due


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
        _replace(page)
    page.save(update_fields=["content"])
    _tell(page)


def _replace(page: HarvestPage) -> None:
    """Set a page aside. What it held was never shared, so it is not kept."""
    page.state, page.decided_at, page.content = State.REPLACED, timezone.now(), []
    page.save(update_fields=["state", "decided_at", "content"])


def _vote_of(page: HarvestPage, seat: Seat) -> Vote:
    """The vote that this seat was called to, on the device that sat there then."""
    vote = page.votes.filter(seat=seat).first()
    if vote is None and seat.came_after_end:
        raise Refused(CAME_LATER, field="page")
    if vote is None:
        raise Refused(
            _("You sat down after this was proposed. Propose it again to decide as well."),
            field="page",
        )
    if seat.private_epoch > vote.epoch:
        raise Refused(
            _(
                "You took this seat on another device after this was proposed. "
                "Propose it again to decide as well."
            ),
            field="page",
        )
    if vote.choice == Choice.OBJECT and seat.private_epoch > vote.objected_epoch:
        raise Refused(
            _(
                "From this chair somebody objected on another phone. That stands until that phone "
                "agrees, or until the line is no longer proposed."
            ),
            field="page",
        )
    return vote


def _write_down(vote: Vote, by: Seat, choice: str, reason: str) -> None:
    """What this seat says now, and to which lines it objects from here on."""
    lines = {line["key"] for line in vote.page.content if not line["taken_back"]}
    before = set(vote.objected)
    vote.choice, vote.is_counted = choice, True
    if choice == Choice.OBJECT:
        vote.objected, vote.reason = sorted(before | lines), reason
        vote.objected_epoch = by.private_epoch
    else:
        vote.objected = sorted(before - lines)
        vote.reason = vote.reason if vote.objected else ""
    names = ["choice", "is_counted", "reason", "objected", "objected_epoch"]
    vote.save(update_fields=names)


def _note_device(page: HarvestPage, device: list[Seat]) -> None:
    """Which chairs speak on one device, and which of them it took from another."""
    name = min(seat.public_id for seat in device)
    page.votes.filter(seat__in=device).update(device=name, is_taken_over=False)
    taken = [seat for seat in device if seat.private_epoch > 1]
    page.votes.filter(seat__in=taken).update(is_taken_over=True)


def _locked(page: HarvestPage) -> HarvestPage:
    rows = HarvestPage.objects.select_for_update(of=("self",)).select_related("table__dialogue")
    return rows.get(pk=page.pk)


def _is_decided(page: HarvestPage, now: datetime) -> bool:
    """Enough voices, and at least one line whose writer is among them."""
    return standing(page).is_decided(now) and bool(leaving(page))


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
    """Copy into rows what its writers let go. From here on those count, whatever is typed later.

    The other lines stay at the table, marked as they were: somebody can propose them again.
    """
    lines = leaving(page)
    page.state, page.decided_at, page.content = State.APPROVED, timezone.now(), lines
    page.save(update_fields=["state", "decided_at", "content"])
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
