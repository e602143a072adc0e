"""Own steps with an address, the links that ask what came of them, and what may be counted."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from overbrug.core.links import MailedLink

STEP_LENGTH = 1_000
WHY_LENGTH = 500


class Round(models.IntegerChoices):
    """When somebody is asked."""

    NONE = 0
    TWO_DAYS = 1
    MONTH = 2


# How long somebody may answer.
LINK_LASTS = timedelta(days=7)
AFTER = {Round.TWO_DAYS: timedelta(hours=48), Round.MONTH: timedelta(days=30)}


class Answer(models.TextChoices):
    """Did it happen?"""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NOT_YET = "not_yet", _("Not yet")


class FollowUp(models.Model):
    """One person who wants to be asked. Person and words go; the row stays until it is counted."""

    dialogue = models.ForeignKey(
        "dialogues.Dialogue", on_delete=models.CASCADE, related_name="follow_ups"
    )
    seat = models.ForeignKey(
        "dialogues.Seat", null=True, on_delete=models.CASCADE, related_name="follow_ups"
    )
    # Binds it to the device: who takes the seat back elsewhere sees nothing of it.
    epoch = models.PositiveIntegerField(default=1)
    # Looks like any other to who left it, and sends nothing: it was stopped, or there is one.
    is_silent = models.BooleanField(default=False)
    email = models.CharField(max_length=254, blank=True)
    step = models.TextField(blank=True)
    language = models.CharField(max_length=8, default=settings.LANGUAGE_CODE)
    counts_from = models.DateTimeField()
    next_round = models.PositiveSmallIntegerField(choices=Round.choices, default=Round.TWO_DAYS)
    next_at = models.DateTimeField(null=True, db_index=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            # Pressing twice asks nobody twice.
            models.UniqueConstraint(fields=["seat", "epoch"], name="one_follow_up_per_device"),
        )

    def __str__(self) -> str:
        return f"follow-up {self.pk}"

    @property
    def masked(self) -> str:
        """The address as it is shown: enough to know which one it is, too little to use."""
        name, _at, domain = self.email.rpartition("@")
        return f"{name[:1]}…@{domain}" if name else ""

    @property
    def may_change(self) -> bool:
        """Until the first mail."""
        return self.next_round == Round.TWO_DAYS


class FollowUpLink(MailedLink):
    """Asks one person once. Until it expires the browser that answered may answer otherwise."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="links")
    round = models.PositiveSmallIntegerField(choices=Round.choices)
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["follow_up", "round"], name="asked_once_a_round"),
        )

    def __str__(self) -> str:
        return f"link {self.public_id}"


class MailedAddress(models.Model):
    """Whom we wrote, so that a stop lasts when all else is gone: a keyed hash, no address."""

    key = models.CharField(max_length=64, db_index=True)
    token_hash = models.CharField(max_length=64, unique=True)
    written_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"mailed {self.pk}"


class RoundCount(models.Model):
    """What a round came to, counted once. All are 0 when fewer than five people were asked."""

    dialogue = models.ForeignKey(
        "dialogues.Dialogue", on_delete=models.CASCADE, related_name="round_counts"
    )
    round = models.PositiveSmallIntegerField(choices=Round.choices)
    asked = models.PositiveIntegerField(default=0)
    yes = models.PositiveIntegerField(default=0)
    partly = models.PositiveIntegerField(default=0)
    not_yet = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["dialogue", "round"], name="a_round_is_counted_once"),
        )

    def __str__(self) -> str:
        return f"{self.dialogue_id}/{self.round}"
