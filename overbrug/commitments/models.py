"""A promise, and the mandate that lets somebody make it for an organisation."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from overbrug.accounts.models import Membership, Organisation
from overbrug.core.history import Revised, WithHat
from overbrug.opgaven.models import Need, Opgave


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Reading words for mandates."""

    def valid_on(self, day: date) -> MandateQuerySet:
        """Those that count on this day, of people who still work there."""
        still = models.Q(valid_until=None) | models.Q(valid_until__gte=day)
        return self.filter(still, valid_from__lte=day, membership__ended_at=None)


class Mandate(models.Model):
    """What a member may promise in the organisation's name; its administrator recorded it."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="mandates")
    text = models.TextField(_("what the mandate says"), max_length=500)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[MandateQuerySet] = MandateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-valid_from", "pk")

    def __str__(self) -> str:
        return self.text

    @property
    def is_valid(self) -> bool:
        """True when it counts today."""
        today = timezone.localdate()
        return self.valid_from <= today and not self.has_ended and not self.membership.ended_at

    @property
    def has_ended(self) -> bool:
        """True after its last day."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()


class Commitment(Revised):
    """One promise by one party. Only the party itself makes it firmer than a wish."""

    class Status(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DELIVERED = "delivered", _("delivered")

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
    due_on = models.DateField(_("by when"), null=True, blank=True)
    means = models.CharField(_("with what means"), max_length=300, blank=True)
    evidence = models.CharField(_("how one can see it"), max_length=300, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PROPOSED
    )
    reason = models.TextField(_("reason"), max_length=500, blank=True)
    is_mandated = models.BooleanField(_("in the name of the organisation"), default=False)
    mandate_text = models.TextField(_("mandate"), max_length=500, blank=True)
    was_changed = models.BooleanField(_("changed after it was confirmed"), default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    history = HistoricalRecords(
        bases=[WithHat],
        excluded_fields=["created_at", "confirmed_by", "confirmed_at", "ended_at"],
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
    def who(self) -> str:
        """The party that promises."""
        return self.organisation.name if self.organisation else self.group

    @property
    def firmness(self) -> str:
        """In a word; unconfirmed is never more than a wish."""
        if self.status == self.Status.DELIVERED:
            return "delivered"
        if self.status == self.Status.PROPOSED:
            return "wish"
        if self.status != self.Status.CONFIRMED:
            return str(self.status)
        if not self.is_mandated:
            return "intention"
        return "promise" if self.lacking() else "binding"

    def lacking(self) -> list[str]:
        """Names of the fields that would make a promise binding."""
        return [name for name in ("due_on", "means", "evidence") if not getattr(self, name)]

    @property
    def is_open(self) -> bool:
        """True while it can still be kept or withdrawn."""
        return self.status in (self.Status.PROPOSED, self.Status.CONFIRMED)

    @property
    def is_late(self) -> bool:
        """Confirmed, not delivered, and the day has passed."""
        is_due = self.due_on is not None and self.due_on < timezone.localdate()
        return is_due and self.status == self.Status.CONFIRMED
