"""The audit trail: which role of which organisation did what. Rows are only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from overbrug.accounts.models import Membership, User


class DomainEvent(models.Model):
    """One thing that happened. The person is a pointer that can be taken away; the rest stays."""

    happened_at = models.DateTimeField(default=timezone.now, db_index=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    role = models.CharField(max_length=40, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("-happened_at", "-pk")
        indexes = (models.Index(fields=["subject_type", "subject_id"], name="event_subject"),)

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row once; a second save would change history."""
        if not self._state.adding:
            raise TypeError("A domain event is never changed.")
        super().save(*args, **kwargs)


def record(
    verb: str,
    subject: models.Model,
    *,
    by: User | None = None,
    hat: Membership | None = None,
    role: str = "",
    **facts: Any,
) -> DomainEvent:
    """Write down that `verb` happened to `subject`; call it inside the action's transaction.

    `hat` is the membership that allowed it; without one it is the person's main membership.
    """
    (event,) = record_each(verb, [(subject, facts)], by=by, hat=hat, role=role)
    return event


def record_each(
    verb: str,
    subjects: Iterable[tuple[models.Model, dict[str, Any]]],
    *,
    by: User | None = None,
    hat: Membership | None = None,
    role: str = "",
) -> list[DomainEvent]:
    """The same for many subjects at once, each with its own facts, in one query."""
    membership = hat or (by.main_membership() if by is not None and not role else None)
    worn = membership.role if membership else ("platform" if by and by.is_platform else "")
    name = membership.organisation.name if membership else ""
    return DomainEvent.objects.bulk_create(
        DomainEvent(
            person=by,
            role=role or worn,
            organisation=name,
            verb=verb,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            facts=facts,
        )
        for subject, facts in subjects
    )
