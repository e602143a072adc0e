"""Reading the outbox."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q

from overbrug.core.erasing import Place
from overbrug.outbox.models import OutgoingMail, OutgoingMailQuerySet
from overbrug.outbox.writing import mailbox_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.db import models

# These bring a mail to nobody: it is printed, thrown away, or a file on the server.
TO_NOBODY = (
    "overbrug.outbox.files.EmailBackend",
    *(f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "dummy")),
)
LONGEST_WAIT = timedelta(days=1)


def sends_mail() -> bool:
    """Whether a mail really reaches somebody, so that a page may promise one."""
    return settings.EMAIL_BACKEND not in TO_NOBODY


def in_same_mailbox(address: str) -> Q:
    """The condition for rows whose `email` comes out in the same mailbox as this address."""
    mailbox = mailbox_of(address)
    name, at, host = mailbox.rpartition("@")
    return Q(email=mailbox) | Q(email__startswith=f"{name}+", email__endswith=f"{at}{host}")


def mails_about(thing: models.Model) -> OutgoingMailQuerySet:
    """The mails about one thing, the newest first."""
    mails = OutgoingMail.objects.filter(about_type=thing._meta.label_lower, about_id=str(thing.pk))
    return mails.order_by("-due_at", "-pk")


def words_of_mails(things: models.QuerySet[Any]) -> Place:
    """The mails about each of these, waiting or gone, as a place where words stand."""
    label = things.model._meta.label_lower
    names = [str(pk) for pk in things.values_list("pk", flat=True)]
    mails = OutgoingMail.objects.filter(about_type=label, about_id__in=names)
    return Place(mails, fields=("subject", "text", "html"))


def due_mails(now: datetime) -> OutgoingMailQuerySet:
    """What can be sent now, the oldest first.

    No try is ever further away than the longest wait. One that is was written down while the
    clock stood wrong, and is due.
    """
    is_due = Q(next_try_at__lte=now) | Q(tries__gt=0, next_try_at__gt=now + LONGEST_WAIT)
    return OutgoingMail.objects.waiting().filter(is_due, claimed_at=None, due_at__lte=now)
