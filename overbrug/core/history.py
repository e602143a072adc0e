"""Every history row says in which role of which organisation a person wrote."""

from typing import Any

from django.db import models


class WithHat(models.Model):
    """Base of history rows. The words stay when the person is erased; the pointer goes."""

    hat_role = models.CharField(max_length=40, blank=True)
    hat_organisation = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class Revised(models.Model):
    """A row that two people may have open at once: saving names the revision that was read."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def write_as(row: models.Model, *, by: Any, hat: Any = None, source: str = "") -> None:
    """The next saves of `row` are history of this person in this role; `source`: from where."""
    row._history_user = by  # type: ignore[attr-defined]
    row._change_reason = source or None  # type: ignore[attr-defined]
    row._hat = hat  # type: ignore[attr-defined]


def put_hat_on(instance: Any, history_instance: Any, **_facts: Any) -> None:
    """Copy the hat given to `write_as` onto the history row that is about to be made."""
    hat = getattr(instance, "_hat", None)
    if hat is not None and hasattr(history_instance, "hat_role"):
        history_instance.hat_role = hat.role
        history_instance.hat_organisation = hat.organisation.name
