"""Conversations: the occasion, its tables, the seats, and answers outside the live document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from overbrug.lib.tokens import random_code, random_name, show_code

if TYPE_CHECKING:
    from datetime import datetime

NAME_LENGTH = 60
FEWEST_SEATS, MOST_SEATS = 3, 9


class DialogueQuerySet(models.QuerySet["Dialogue"]):
    """Reading words for conversations."""

    def real(self) -> DialogueQuerySet:
        """Everything but rehearsals."""
        return self.filter(is_rehearsal=False)

    def open(self) -> DialogueQuerySet:
        """Conversations that nobody has closed."""
        return self.filter(closed_at=None)


class Dialogue(models.Model):
    """One occasion on which tables talk about one opgave with one version of a card."""

    public_id = models.CharField(max_length=12, unique=True, editable=False)
    opgave = models.ForeignKey(
        "opgaven.Opgave", null=True, blank=True, on_delete=models.PROTECT, related_name="dialogues"
    )
    card_version = models.ForeignKey(
        "cards.CardVersion", on_delete=models.PROTECT, related_name="dialogues"
    )
    title = models.CharField(_("title"), max_length=120)
    language = models.CharField(_("language"), max_length=8, default="nl")
    starts_at = models.DateTimeField(_("moment"), null=True, blank=True)
    code = models.CharField(max_length=8, unique=True, editable=False)
    code_expires_at = models.DateTimeField()
    is_rehearsal = models.BooleanField(default=False)
    is_example = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="dialogues",
    )
    grown_from = models.ForeignKey(
        "dialogues.Table", null=True, blank=True, on_delete=models.SET_NULL, related_name="grown"
    )
    created_at = models.DateTimeField(default=timezone.now)
    # Made when the empty form was shown: a form that is sent twice makes one conversation.
    form_key = models.CharField(max_length=32, null=True, unique=True, editable=False)  # noqa: DJ001

    objects = DialogueQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            # A rehearsal belongs to no opgave, so it can never appear beside real work.
            models.CheckConstraint(
                condition=models.Q(is_rehearsal=True, opgave=None)
                | models.Q(is_rehearsal=False, opgave__isnull=False),
                name="rehearsals_have_no_opgave",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new row its public name and its code."""
        self.public_id = self.public_id or random_name(12)
        self.code = self.code or random_code()
        super().save(*args, **kwargs)

    @property
    def about(self) -> str:
        """The title of the opgave, when the own title does not hold it already."""
        opgave = self.opgave.title if self.opgave else ""
        return "" if opgave in self.title else opgave

    @property
    def shown_code(self) -> str:
        """The code as people read it aloud: 7KMP-3XQA."""
        return show_code(self.code)

    def is_joinable(self, now: datetime | None = None) -> bool:
        """Whether the code still opens a seat."""
        return self.closed_at is None and self.code_expires_at > (now or timezone.now())

    @property
    def content(self) -> dict[str, Any]:
        """The card as it was when this conversation was called."""
        content: dict[str, Any] = self.card_version.content
        return content

    @property
    def seats_per_table(self) -> int:
        """At most as many as the card wants, and never more than nine."""
        most = int(self.content.get("group", {}).get("max", MOST_SEATS))
        return max(FEWEST_SEATS, min(most, MOST_SEATS))


class Table(models.Model):
    """A group of people that talks together; one live room."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField(_("table number"))
    public_id = models.CharField(max_length=16, unique=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    # The first time that it finished, or that its conversation closed while people sat there.
    # Going on after all does not clear it: who sat here then decides on what was said here.
    first_ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    taken: int  # how many people sit there; only on tables that come from `queries.tables_of`

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["dialogue", "number"], name="one_table_per_number"),
        )

    def __str__(self) -> str:
        return f"{self.dialogue_id}/{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new row its public name."""
        self.public_id = self.public_id or random_name(16)
        super().save(*args, **kwargs)

    @property
    def ended_at(self) -> datetime | None:
        """When its talk was over for the first time, also when it went on after all."""
        return self.first_ended_at or self.finished_at or self.dialogue.closed_at


class Seat(models.Model):
    """A person at a table, or a big screen. A new epoch makes older cookies of it worthless."""

    class Kind(models.TextChoices):
        """Who sits there."""

        PERSON = "person", _("person")
        SCREEN = "screen", _("big screen")

    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="seats")
    public_id = models.CharField(max_length=12, unique=True, editable=False)
    name = models.CharField(_("name or initials"), max_length=NAME_LENGTH)
    initials = models.CharField(max_length=4, blank=True)
    note = models.CharField(_("on behalf of"), max_length=NAME_LENGTH, blank=True)
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.PERSON)
    epoch = models.PositiveIntegerField(default=1)
    revoked_at = models.DateTimeField(null=True, blank=True)
    # NULL, not "": many seats have none, and two NULLs do not clash.
    join_token = models.CharField(max_length=64, unique=True, null=True, blank=True)
    # Whoever sits down once the talk was over decides on nothing that was said before.
    came_after_end = models.BooleanField(default=False, editable=False)
    # A big screen goes when who made it goes.
    made_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="screens"
    )

    held_since: int = 0  # the first epoch of this device; only on seats that come from a cookie

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.public_id

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new row its public name."""
        self.public_id = self.public_id or random_name(12)
        super().save(*args, **kwargs)

    @property
    def private_epoch(self) -> int:
        """What private answers are bound to: the epoch in which this device got the seat."""
        return self.held_since or self.epoch


class UnnamedLine(models.Model):
    """A line without a name. The columns are all there is: no seat, no time, no order.

    It lives in a database of its own (`router.py`), so it names its table by the public id. On
    SQLite the table is made WITHOUT ROWID (migration 0002), as a rowid would count the lines in
    the order they came. The device draws the id, so that sending twice stores once.
    """

    id = models.CharField(max_length=32, primary_key=True)
    table = models.CharField(max_length=16, db_column="table_id")
    field = models.CharField(max_length=65)
    text = models.TextField()
    is_shown = models.BooleanField(default=False)

    class Meta:
        db_table = "unnamed_lines"

    def __str__(self) -> str:
        return self.field


class PrivateAnswer(models.Model):
    """What one seat wrote for itself alone (P4).

    The epoch binds it to the device: whoever takes a seat back elsewhere does not get to read it,
    and who takes the own seat back on the first device does (`seat_cookie.Claim.first`).
    """

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="private_answers")
    epoch = models.PositiveIntegerField(default=1)
    field = models.CharField(max_length=65)
    text = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["seat", "epoch", "field"], name="one_private_answer_per_field"
            ),
        )

    def __str__(self) -> str:
        return self.field


class ScreenPairing(models.Model):
    """A short code that makes one beamer the big screen of one table, once."""

    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="pairings")
    made_by = models.ForeignKey(Seat, null=True, on_delete=models.CASCADE, related_name="pairings")
    code_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"screen of {self.table_id}"
