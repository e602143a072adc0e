"""What lets somebody speak for an organisation: its administrator recorded it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.models import Membership, Organisation


class Dated(models.Model):
    """What an administrator recorded from a first day on, perhaps until a last day."""

    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    @property
    def is_valid(self) -> bool:
        """True when it counts today."""
        return self.valid_from <= timezone.localdate() and not self.has_ended

    @property
    def has_ended(self) -> bool:
        """True after its last day."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()


def _covers(day: date) -> models.Q:
    """Rows of which this day is not before the first and not after the last."""
    still = models.Q(valid_until=None) | models.Q(valid_until__gte=day)
    return still & models.Q(valid_from__lte=day)


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Reading words for mandates."""

    def valid_on(self, day: date) -> MandateQuerySet:
        """Those that count on this day, of people who still work there."""
        return self.filter(_covers(day), membership__ended_at=None)


class Mandate(Dated):
    """What a member may promise in the organisation's name; its administrator recorded it."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="mandates")
    text = models.TextField(_("what the mandate says"), max_length=500)

    objects: ClassVar[MandateQuerySet] = MandateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-valid_from", "pk")

    def __str__(self) -> str:
        return self.text

    @property
    def is_valid(self) -> bool:
        """True when it counts today, for somebody who still works there."""
        return super().is_valid and not self.membership.ended_at


class AddressQuerySet(models.QuerySet["RegisteredAddress"]):
    """Reading words for registered addresses."""

    def valid_on(self, day: date) -> AddressQuerySet:
        """Those that speak for their organisation on this day."""
        return self.filter(_covers(day)).exclude(email="")


class RegisteredAddress(Dated):
    """A mail address that speaks for an organisation; its own administrator recorded it.

    It belongs to a role and not to a person: whoever reads that mailbox says yes for the house.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="registered_addresses"
    )
    # Emptied when it ends: what was promised through it names the role alone.
    email = models.EmailField(_("mail address"), max_length=254, blank=True)
    # Short enough to stand behind "address: " in a row of the audit trail.
    role = models.CharField(_("whose mailbox it is"), max_length=30)
    text = models.TextField(_("what may be promised through it"), max_length=500)

    objects: ClassVar[AddressQuerySet] = AddressQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("role", "pk")

    def __str__(self) -> str:
        return self.role
