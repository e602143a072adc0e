"""A promise: who, what, by when, how one can see it, and how firm it is."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from overbrug.accounts.models import Organisation
from overbrug.commitments.models import firmness
from overbrug.core.history import Revised, WithHat
from overbrug.core.visibility import Visibility, VisibilityField
from overbrug.opgaven.models import Need, Opgave


class Commitment(Revised):
    """One promise by one party. Only the party itself makes it firmer than a wish."""

    Status: TypeAlias = firmness.Status

    opgave = models.ForeignKey(Opgave, on_delete=models.CASCADE, related_name="commitments")
    need = models.ForeignKey(
        Need,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="commitments",
        verbose_name=_("need"),
    )
    # The body itself and not its party row: a party may be changed, a promise never changes hands.
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    group = models.CharField(_("group"), max_length=120, blank=True)
    to_whom = models.CharField(_("to whom"), max_length=200, blank=True)
    what = models.CharField(_("what"), max_length=300)
    # How much of the need, in the unit of the need.
    amount = models.DecimalField(
        _("how much"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    due_on = models.DateField(_("by when"), null=True, blank=True)
    means = models.CharField(_("with what means"), max_length=300, blank=True)
    evidence = models.CharField(_("how one can see it"), max_length=300, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PROPOSED
    )
    reason = models.TextField(_("reason"), max_length=500, blank=True)
    is_mandated = models.BooleanField(_("in the name of the organisation"), default=False)
    mandate_text = models.TextField(_("mandate"), max_length=500, blank=True)
    # Public: whoever sees the opgave; network: only who takes part in it.
    visibility = VisibilityField(_("who sees this"), default=Visibility.PUBLIC)
    was_changed = models.BooleanField(_("changed after it was confirmed"), default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Through which link the yes came; empty when somebody who logged in said it.
    yes_by = models.ForeignKey(
        "commitments.AnswerLink",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # The party was asked anew and said that the same words still stand.
    still_holds_at = models.DateTimeField(
        _("said again that it still holds"), null=True, blank=True, editable=False
    )
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    history = HistoricalRecords(
        bases=[WithHat],
        excluded_fields=["created_at", "confirmed_by", "yes_by", "confirmed_at", "ended_at"],
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = _("promise")

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        """The page of this promise."""
        return reverse("commitments:detail", args=[self.opgave.slug, self.pk])

    @property
    def visibility_word(self) -> str:
        """Who sees this promise, as the component `c-visibility` names it: never more than see
        the opgave."""
        return Visibility(max(self.visibility, self.opgave.visibility)).word

    @property
    def who(self) -> str:
        """The party that promises."""
        return self.organisation.name if self.organisation else self.group

    @property
    def firmness(self) -> str:
        """In a word; unconfirmed is never more than a wish."""
        return firmness.firmness_of(self)

    @property
    def firmness_in_name(self) -> str:
        """How firm these words are once they are said in the name of the organisation."""
        return firmness.firmness_in_name(self)

    def lacking(self) -> list[str]:
        """Names of the fields that would make a promise binding."""
        return firmness.lacking(self)

    @property
    def is_open(self) -> bool:
        """True while it can still be kept or withdrawn."""
        return firmness.is_open(self)

    @property
    def is_firm(self) -> bool:
        """Confirmed in the name of the organisation, and neither kept nor taken back yet."""
        return self.status == self.Status.CONFIRMED and self.is_mandated

    @property
    def last_confirmed_at(self) -> datetime | None:
        """When the party last said yes to these words."""
        return self.still_holds_at or self.confirmed_at

    @property
    def is_late(self) -> bool:
        """Confirmed, not delivered, and the day has passed."""
        return firmness.is_late(self)
