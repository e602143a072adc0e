"""What a table lets out of the room: marks, the page it approves together, the lines that left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from overbrug.core.visibility import Visibility, VisibilityField
from overbrug.dialogues.models import Seat, Table

KEY_LENGTH = 110
# Who said nothing yet has this long to object to a page, counted from its proposal.
WAIT = timedelta(minutes=1)

Words = tuple[str, str, str]


def words_key(key: str, text: str, parts: Mapping[str, str]) -> Words:
    """The name of these words: the database keeps the parts in an order of its own."""
    return key, text, repr(sorted(parts.items()))


class Mark(models.Model):
    """What the table means to do with one answer. Nothing leaves the room by a mark alone."""

    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="marks")
    key = models.CharField(max_length=KEY_LENGTH)
    visibility = VisibilityField(default=Visibility.TABLE)
    # Whose words they are may keep them here; nobody else lifts that.
    is_held = models.BooleanField(default=False)
    # Only for an answer that its writer moved up from "only me": the words as they were then.
    text = models.TextField(blank=True)
    seat = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.CASCADE, related_name="moved_up"
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=["table", "key"], name="one_mark_per_line"),)

    def __str__(self) -> str:
        return self.key


class Dissent(models.Model):
    """Another view beside a line. It leaves with the line, without a name."""

    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="dissents")
    key = models.CharField(max_length=KEY_LENGTH)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="dissents")
    text = models.CharField(_("another view"), max_length=300)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["table", "key", "seat"], name="one_dissent_per_seat"),
        )

    def __str__(self) -> str:
        return self.text


class HarvestPage(models.Model):
    """What the table proposes to share, frozen as it was read. A table has one open at a time."""

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("proposed")
        APPROVED = "approved", _("approved")
        REPLACED = "replaced", _("replaced")

    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="harvest_pages")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    content = models.JSONField(default=list)  # [{key, place, kind, text, parts, visibility, …}]
    language = models.CharField(max_length=8, default="nl")
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["table", "number"], name="one_harvest_page_per_number"),
            models.UniqueConstraint(
                fields=["table"],
                condition=models.Q(state="open"),
                name="one_open_harvest_page_per_table",
            ),
        )

    def __str__(self) -> str:
        return f"{self.table_id}, {self.number}"

    @property
    def counts_from(self) -> datetime:
        """From when more than half is enough: a whole minute, as clocks show it."""
        end = self.proposed_at + WAIT
        minute = end.replace(second=0, microsecond=0)
        return minute if minute == end else minute + timedelta(minutes=1)


class Vote(models.Model):
    """A seat that was there while a page was open, and what it said; nothing said yet is empty."""

    class Choice(models.TextChoices):
        """What a person says of the page."""

        AGREE = "agree", _("agrees")
        OBJECT = "object", _("objects")

    page = models.ForeignKey(HarvestPage, on_delete=models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="harvest_votes")
    choice = models.CharField(max_length=6, choices=Choice.choices, blank=True)
    reason = models.CharField(_("what stands in the way"), max_length=300, blank=True)
    # As it was when the page was proposed: who takes a seat over later has no say on this page.
    epoch = models.PositiveIntegerField(default=1)
    # False for who was away for long then; true from the moment they speak.
    is_counted = models.BooleanField(default=True)
    # Whether words of this seat stood at the table when the page was proposed.
    has_written = models.BooleanField(default=False)
    # Names the device that spoke, by one of its seats; empty while it is not known.
    device = models.CharField(max_length=12, blank=True)
    # Whether that device took the seat over from another one.
    is_taken_over = models.BooleanField(default=False)
    # The lines to which this seat objected, here or on an earlier page, and did not agree since;
    # and since which epoch it was the device that objected.
    objected = models.JSONField(default=list)
    objected_epoch = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("seat_id",)
        constraints = (models.UniqueConstraint(fields=["page", "seat"], name="one_vote_per_seat"),)

    def __str__(self) -> str:
        return self.choice


class LineQuerySet(models.QuerySet["HarvestLine"]):
    """Reading words for lines that left the room."""

    def up_to(self, visibility: int) -> LineQuerySet:
        """Those that a reader of this level sees."""
        return self.filter(visibility__lte=visibility)

    def shown(self) -> LineQuerySet:
        """Those that nobody took off the pages."""
        return self.filter(hiding=None)

    def unpractised(self) -> LineQuerySet:
        """Without those of tables where visitors try things out: anyone sits down there."""
        tried = Seat.objects.filter(table=models.OuterRef("page__table"))
        return self.exclude(models.Exists(tried), page__table__dialogue__is_example=True)


class HarvestLine(models.Model):
    """A line that left the room, word for word as the table approved it.

    It never changes; a host who erases words (`overbrug erase words`) leaves a mark in their place.
    """

    page = models.ForeignKey(HarvestPage, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=KEY_LENGTH)
    kind = models.CharField(max_length=20)
    step = models.CharField(max_length=200, blank=True)
    question = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    parts = models.JSONField(default=dict, blank=True)  # of a promise: who, what, when, means, sign
    dissents = models.JSONField(default=list, blank=True)
    visibility = VisibilityField()
    fills = models.CharField(max_length=32, blank=True)  # the text of the opgave that it is about

    objects: ClassVar[LineQuerySet] = LineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("page", "position")
        constraints = (
            models.CheckConstraint(
                # What nobody moved up is not a line here: it stays with the table.
                condition=models.Q(visibility__in=[Visibility.PUBLIC, Visibility.NETWORK]),
                name="harvest_lines_left_the_room",
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def words_key(self) -> Words:
        """By what the same words of a table are known: they may leave it twice."""
        return words_key(self.key, self.text, self.parts)

    @property
    def visibility_word(self) -> str:
        """Who sees it, as the component `c-visibility` names it."""
        return Visibility(self.visibility).word

    @property
    def step_said(self) -> str:
        """The "8. Own step" of the page, in the middle of a sentence."""
        number, dot, title = self.step.partition(". ")
        if not dot:
            return self.step
        return _("step %(number)s (%(title)s)") % {"number": number, "title": title}


class Release(models.Model):
    """What an editor did with a promise line: made it a proposal, or set it aside with a reason."""

    line = models.OneToOneField(HarvestLine, on_delete=models.CASCADE, related_name="release")
    commitment = models.ForeignKey(
        "commitments.Commitment",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="releases",
    )
    reason = models.CharField(_("why not"), max_length=300, blank=True)
    released_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.line_id}"


class Adoption(models.Model):
    """What an editor did with a line about the text of the opgave: adopted it, or set it aside."""

    line = models.OneToOneField(HarvestLine, on_delete=models.CASCADE, related_name="adoption")
    is_adopted = models.BooleanField()
    decided_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.line_id}"


class Hiding(models.Model):
    """An editor took a shared line off the pages, with a reason. The words themselves stay."""

    line = models.OneToOneField(HarvestLine, on_delete=models.CASCADE, related_name="hiding")
    reason = models.CharField(_("why it is hidden"), max_length=300)
    hidden_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.line_id}"
