"""A mailed link by which somebody without an account answers for a party."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models

from overbrug.commitments.models.commitments import Commitment
from overbrug.commitments.models.mandates import RegisteredAddress
from overbrug.core.links import MailedLink


class AnswerLink(MailedLink):
    """One question to one mailbox: does this party promise this?

    It went to an address that the party registered, or to one that somebody typed. A typed one is
    kept only while the link is open.
    """

    # Two answers that change no status: what was promised still stands, and: ask somebody else.
    HOLDS = "holds"
    NOT_US = "not_us"

    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="answer_links"
    )
    address = models.ForeignKey(
        RegisteredAddress, null=True, blank=True, on_delete=models.CASCADE, related_name="links"
    )
    email = models.EmailField(max_length=254, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_role = models.CharField(max_length=40, blank=True)
    asked_organisation = models.CharField(max_length=200, blank=True)
    # What became of the promise: a value of its status, or one of the two above; empty while
    # nobody answered.
    # A link that a yes through another one took back holds that too.
    answer = models.CharField(max_length=10, blank=True)
    # Why somebody who does not speak for the organisation said no, or whom to ask instead: for
    # who asked.
    reason = models.TextField(max_length=500, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"answer link {self.public_id}"

    def spend(self) -> None:
        """Use it up, and forget the typed address."""
        super().spend()
        self.forget()

    def revoke(self, *, at: datetime | None = None) -> None:
        """Make it worthless, and forget the typed address."""
        super().revoke(at=at)
        self.forget()

    def forget(self) -> None:
        """Erase the typed address."""
        if self.email:
            self.email = ""
            self.save(update_fields=["email"])
