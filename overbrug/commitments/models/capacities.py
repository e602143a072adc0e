"""What an organisation has to give to all opgaven together."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.models import Organisation
from overbrug.opgaven.models import Need


class Capacity(models.Model):
    """So much money, or so many hours, at the same time; its administrator says so."""

    class Kind(models.TextChoices):
        """Only what can be given once, and is counted."""

        PEOPLE = Need.Kind.PEOPLE.value, _("hours of people")
        MONEY = Need.Kind.MONEY.value, _("money")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="capacities"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    # As needs write it: "hours a week", "euro".
    unit = models.CharField(_("unit"), max_length=40)
    amount = models.DecimalField(_("how much"), max_digits=18, decimal_places=4)
    note = models.CharField(_("remark"), max_length=200, blank=True)
    declared_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("kind", "unit", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "kind", "unit"], name="one_capacity_per_kind_and_unit"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount} {self.unit}"
