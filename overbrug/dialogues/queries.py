"""Reading conversations, tables and seats. Nothing is cached: a revoked seat is gone at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from overbrug.accounts.rules import hats_of
from overbrug.dialogues.models import (
    Dialogue,
    DialogueQuerySet,
    PrivateAnswer,
    Seat,
    Table,
    UnnamedLine,
)
from overbrug.dialogues.naming import is_called
from overbrug.dialogues.presence import is_here
from overbrug.dialogues.rules import may_see_dialogue, organises
from overbrug.lib.text import clean_line
from overbrug.lib.tokens import hash_of, read_code
from overbrug.opgaven.rules import EDITING_ROLES, may_change_opgave

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser

    from overbrug.accounts.models import User
    from overbrug.dialogues.seat_cookie import Claim
    from overbrug.opgaven.models import Opgave

PEOPLE_NOW = Q(seats__kind=Seat.Kind.PERSON, seats__revoked_at=None)


def card_at(table_public_id: str) -> dict[str, Any] | None:
    """The card on a table, or None when there is no such table."""
    table = (
        Table.objects.select_related("dialogue__card_version")
        .filter(public_id=table_public_id)
        .first()
    )
    return table.dialogue.content if table else None


def seats_held(claims: Iterable[Claim]) -> list[Seat]:
    """The seats of one device that still count, wherever they stand. One query."""
    held = {claim.seat_id: claim for claim in claims}
    seats = Seat.objects.filter(public_id__in=held, revoked_at=None)
    found = seats.select_related("table__dialogue__card_version", "table__dialogue__opgave")
    good = [seat for seat in found if seat.epoch == held[seat.public_id].epoch]
    for seat in good:
        seat.held_since = held[seat.public_id].first
    return good


def valid_seats(claims: Iterable[Claim], table_public_id: str) -> list[Seat]:
    """The seats of one device at one table. One query."""
    epochs = {claim.seat_id: claim.epoch for claim in claims}
    seats = Seat.objects.filter(
        public_id__in=epochs, revoked_at=None, table__public_id=table_public_id
    )
    return [seat for seat in seats if seat.epoch == epochs[seat.public_id]]


def seats_at(table_public_id: str) -> list[Seat]:
    """Everyone who sits at a table now, big screens too."""
    return list(Seat.objects.filter(table__public_id=table_public_id, revoked_at=None))


def away_seats(dialogue: Dialogue, typed_name: str, number: int | None = None) -> list[Seat]:
    """The seats of this name on which nobody sits right now, for who lost the way back."""
    name = clean_line(typed_name[:200])
    seats = Seat.objects.filter(
        table__dialogue=dialogue, kind=Seat.Kind.PERSON, revoked_at=None
    ).select_related("table__dialogue")
    if number is not None:
        seats = seats.filter(table__number=number)
    found = [s for s in seats if is_called(s.name, name) and not is_here(s)]
    return sorted(found, key=lambda seat: len(seat.name))


def people_of(table: Table) -> list[Seat]:
    """The people at a table, in the order they sat down."""
    return list(table.seats.filter(kind=Seat.Kind.PERSON, revoked_at=None))


def screens_of(table: Table) -> list[Seat]:
    """The big screens of a table."""
    return list(table.seats.filter(kind=Seat.Kind.SCREEN, revoked_at=None))


def tables_of(dialogue: Dialogue) -> QuerySet[Table]:
    """The tables with `taken`: how many people sit there."""
    counted = dialogue.tables.annotate(taken=Count("seats", filter=PEOPLE_NOW))  # type: ignore[no-redef]
    return counted.order_by("number")


def is_over(dialogue: Dialogue) -> bool:
    """Nobody new sits down any more: closed, run out, or every table has finished."""
    return not (dialogue.is_joinable() and dialogue.tables.filter(finished_at=None).exists())


def free_tables(dialogue: Dialogue) -> list[Table]:
    """The tables that have not finished and have a seat left."""
    seats = dialogue.seats_per_table
    return [t for t in tables_of(dialogue) if t.finished_at is None and t.taken < seats]


def seat_of_form(dialogue: Dialogue, join_token: str) -> Seat | None:
    """The seat that this very form gave before, when it is sent twice."""
    if not join_token:
        return None
    seats = Seat.objects.filter(join_token=form_hash(dialogue, join_token), revoked_at=None)
    return seats.select_related("table").first()


def form_hash(where: Dialogue | Table, join_token: str) -> str:
    """What is kept of a form's own word: it counts in one conversation or at one table only."""
    return hash_of(f"{where.pk}:{join_token}")


def seats_by_table(dialogue: Dialogue) -> list[dict[str, Any]]:
    """For the organiser: each table with its `seats`, and the `people` among them."""
    seats: dict[int, list[Seat]] = {}
    for seat in Seat.objects.filter(table__dialogue=dialogue, revoked_at=None):
        seats.setdefault(seat.table_id, []).append(seat)
    rows = [(table, seats.get(table.pk, [])) for table in dialogue.tables.all()]
    return [
        {"table": t, "seats": found, "people": [s for s in found if s.kind == Seat.Kind.PERSON]}
        for t, found in rows
    ]


def dialogue_with(typed_code: str) -> Dialogue | None:
    """The conversation whose code has not expired, closed or not: for who sat there before."""
    code = read_code(typed_code)
    if len(code) != 8:
        return None
    valid = Dialogue.objects.real().filter(code=code, code_expires_at__gt=timezone.now())
    return valid.select_related("card_version", "opgave").first()


def joinable_dialogue(typed_code: str) -> Dialogue | None:
    """The open conversation with this code; unknown, expired and closed look the same."""
    dialogue = dialogue_with(typed_code)
    return dialogue if dialogue and dialogue.is_joinable() else None


def dialogue_for(user: User | AnonymousUser, public_id: str) -> Dialogue | None:
    """A conversation, for those who may organise it."""
    dialogue = (
        Dialogue.objects.select_related("card_version", "opgave", "organisation")
        .filter(public_id=public_id)
        .first()
    )
    return dialogue if dialogue and may_see_dialogue(user, dialogue) else None


def dialogues_of(user: User | AnonymousUser) -> DialogueQuerySet:
    """The conversations somebody called, and for an editor those of the own organisation."""
    if not user.is_authenticated:
        return Dialogue.objects.none()
    houses = [m.organisation_id for m in user.memberships_now() if m.role in EDITING_ROLES]
    mine = Q(created_by=user.pk) | Q(organisation__in=houses)
    return Dialogue.objects.real().filter(mine).select_related("opgave")


def organised_about(user: User | AnonymousUser, opgave: Opgave) -> set[int]:
    """The numbers of the conversations about an opgave for which `may_see_dialogue` holds.

    However many there are, the database is asked equally often.
    """
    rows = Dialogue.objects.real().filter(opgave=opgave)
    return organised_among(user, opgave, rows.only("created_by", "organisation", "grown_from"))


def organised_among(
    user: User | AnonymousUser, opgave: Opgave, dialogues: Iterable[Dialogue]
) -> set[int]:
    """Those among these conversations about an opgave, none of them a rehearsal."""
    if not user.is_authenticated or not user.is_active:
        return set()
    roles = {house: hat.role for house, hat in hats_of(user).items()}
    is_editor = may_change_opgave(user, opgave)
    return {
        row.pk
        for row in dialogues
        if organises(user, row, role=roles.get(row.organisation_id or 0), edits=lambda: is_editor)
    }


def next_dialogues(user: User | AnonymousUser, *, limit: int = 5) -> list[Dialogue]:
    """The open conversations of somebody, the first to come first, for the home page."""
    earliest = timezone.now() - timedelta(hours=12)
    coming = dialogues_of(user).open().filter(Q(starts_at=None) | Q(starts_at__gte=earliest))
    return sorted(coming[:50], key=lambda d: d.starts_at or d.created_at)[:limit]


def dialogues_on(opgave: Opgave) -> QuerySet[Dialogue]:
    """The conversations about an opgave with how many people sat down, newest first."""
    return with_counts(Dialogue.objects.real().filter(opgave=opgave))


def with_counts(dialogues: QuerySet[Dialogue]) -> QuerySet[Dialogue]:
    """Conversations, newest first, with `table_count`, `finished_count` and `people` there."""
    people = Q(tables__seats__kind=Seat.Kind.PERSON, tables__seats__revoked_at=None)
    # A card is long: once for all conversations with it, and not beside each of them.
    dialogues = dialogues.prefetch_related("organisation", "card_version")
    # Said again here: counting groups the rows, and Django then drops the order of the model.
    return dialogues.order_by("-created_at", "-pk").annotate(
        table_count=Count("tables", distinct=True),
        finished_count=Count("tables", filter=Q(tables__finished_at__isnull=False), distinct=True),
        people=Count("tables__seats", filter=people, distinct=True),
    )


def count_dialogues(opgaven: Iterable[Opgave]) -> None:
    """Give each its `dialogue_count`, for the cards of a list."""
    about = {opgave.pk: opgave for opgave in opgaven}
    rows = Dialogue.objects.real().filter(opgave__in=about).order_by().values_list("opgave")
    found = dict(rows.annotate(number=Count("pk")))
    for pk, opgave in about.items():
        opgave.dialogue_count = found.get(pk, 0)


def demo_dialogue() -> Dialogue | None:
    """The open example conversation, for the home page of a demo.

    The newest one: an older one has handed over to it (`actions.practice`).
    """
    examples = Dialogue.objects.real().open().filter(is_example=True, grown_from=None)
    return examples.filter(code_expires_at__gt=timezone.now()).order_by("-pk").first()


def shown_unnamed(table: Table) -> dict[str, list[str]]:
    """The lines without a name that the table may see, in the order of their random ids."""
    fields: dict[str, list[str]] = {}
    lines = UnnamedLine.objects.filter(table=table.public_id, is_shown=True).order_by("id")
    for field, text in lines.values_list("field", "text"):
        fields.setdefault(field, []).append(text)
    return fields


def private_answers(seat: Seat) -> dict[str, str]:
    """What this seat wrote for itself on this device."""
    answers = PrivateAnswer.objects.filter(seat=seat, epoch=seat.private_epoch).exclude(text="")
    return dict(answers.values_list("field", "text"))


def private_elsewhere(seat: Seat) -> list[str]:
    """Where this seat wrote for itself on a device it has left; never what."""
    older = PrivateAnswer.objects.filter(seat=seat, epoch__lt=seat.private_epoch).exclude(text="")
    return sorted(older.values_list("field", flat=True).distinct())
