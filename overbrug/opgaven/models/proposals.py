"""A proposal to change what the parties agreed on, and what each party says of it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.models import Organisation
from overbrug.lib.tokens import random_name
from overbrug.opgaven.models.indicators import Indicator
from overbrug.opgaven.models.opgaven import Opgave, Party

NAME_LENGTH = 12
# In the history: the parties agreed on it.
AGREED_HAT = "agreed"


def new_name() -> str:
    """A name that tells nothing, for the address."""
    return random_name(NAME_LENGTH)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Reading words for proposals."""

    def unfinished(self) -> ProposalQuerySet:
        """Those of which nobody knows yet what becomes of them."""
        return self.filter(state__in=(Proposal.State.DRAFT, Proposal.State.OPEN))


class Proposal(models.Model):
    """Other words for the desired situation or the scope, or another target. Words never change:

    who wants others withdraws it and makes a new one, as answers are about what was read.
    """

    class State(models.TextChoices):
        """What becomes of it."""

        DRAFT = "draft", _("not shown to the others yet")
        OPEN = "open", _("waits for the parties")
        ACCEPTED = "accepted", _("became the new version")
        WITHDRAWN = "withdrawn", _("was withdrawn")

    public_id = models.CharField(
        max_length=NAME_LENGTH, unique=True, default=new_name, editable=False
    )
    opgave = models.ForeignKey(Opgave, on_delete=models.CASCADE, related_name="proposals")
    # Whose target it is about; without: the texts of the opgave.
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.CASCADE, related_name="proposals"
    )
    # By name of the field, each value as its field writes it in text (`overbrug.opgaven.agreed`).
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(_("why"), max_length=1000, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Where the words come from, as `sources` reads it.
    source = models.CharField(max_length=100, blank=True, editable=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    answer_by = models.DateField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[ProposalQuerySet] = ProposalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("proposal")

    def __str__(self) -> str:
        return f"{self.opgave.title}, {self.public_id}"

    def get_absolute_url(self) -> str:
        """The page where each party answers."""
        return reverse("opgaven:proposal", args=[self.opgave.slug, self.public_id])

    @property
    def is_draft(self) -> bool:
        """True while only the own organisation sees it."""
        return self.state == Proposal.State.DRAFT

    @property
    def is_open(self) -> bool:
        """True while the parties answer."""
        return self.state == Proposal.State.OPEN

    @property
    def was_accepted(self) -> bool:
        """True when it became the new version."""
        return self.state == Proposal.State.ACCEPTED

    def is_late(self, today: date | None = None) -> bool:
        """The day before which the parties would answer has passed."""
        return self.answer_by is not None and self.answer_by < (today or timezone.localdate())


class ProposalAnswer(models.Model):
    """What one party says of a proposal; it may change that as long as the proposal is open."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="answers")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="proposal_answers")
    supports = models.BooleanField(_("supports it"))
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("answered_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["proposal", "party"], name="one_answer_per_party_and_proposal"
            ),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.supports}"
