"""Putting mail in the outbox, and taking back what has not gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from overbrug.lib.tokens import random_name
from overbrug.outbox.models import OutgoingMail
from overbrug.outbox.queries import mails_about
from overbrug.outbox.writing import one_address, write

if TYPE_CHECKING:
    from datetime import datetime

    from django.db import models


def post(
    *,
    to: str,
    template: str,
    context: dict[str, Any],
    language: str = "nl",
    due_at: datetime | None = None,
    about: models.Model | None = None,
    unsubscribe_url: str = "",
) -> OutgoingMail:
    """Write a mail now and send it in the first sweep after `due_at`.

    It is a row of this transaction: what is taken back sends nothing. `about` lets others find it
    (`queries.mails_about`) and take it back (`withdraw`).
    """
    facts = {**context, "unsubscribe_url": unsubscribe_url}
    letter = write(template, facts, language=language)
    due = due_at or timezone.now()
    return OutgoingMail.objects.create(
        to=one_address(to),
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        language=language[:8],
        unsubscribe_url=unsubscribe_url,
        message_id=random_name(32),
        due_at=due,
        next_try_at=due,
        about_type=about._meta.label_lower if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
    )


def withdraw(about: models.Model) -> int:
    """Remove what is waiting about a thing; how many mails. What is gone is gone."""
    return mails_about(about).waiting().delete()[0]
