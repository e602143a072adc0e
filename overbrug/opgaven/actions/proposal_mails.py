"""Mails about a proposal, to the people who answer for the parties."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overbrug.accounts.models import Membership
from overbrug.lib.text import without_link
from overbrug.opgaven import agreed
from overbrug.opgaven.models import Proposal
from overbrug.opgaven.rules import EDITING_ROLES
from overbrug.outbox.actions import post

# More people than this are not asked by mail: the page of the opgave asks everyone.
MOST_MAILS = 100


def tell_the_others(proposal: Proposal, *, site: str) -> int:
    """Ask the editors of the other parties by mail; how many."""
    assert proposal.answer_by is not None
    parties = agreed.deciding_parties(proposal.opgave).exclude(organisation=proposal.organisation)
    people = Membership.objects.filter(
        organisation__in=parties.values("organisation"),
        role__in=EDITING_ROLES,
        accepted_at__isnull=False,
        ended_at=None,
        user__is_active=True,
    )
    emails = people.order_by("user__email").values_list("user__email", flat=True).distinct()
    for email in emails[:MOST_MAILS]:
        post(
            to=email,
            template="opgaven/mail/proposal",
            context={
                "opgave": without_link(proposal.opgave.title, _("An opgave")),
                "organisation": without_link(proposal.organisation.name, _("An organisation")),
                "until": date_format(proposal.answer_by, "j F Y"),
                "link": site + proposal.get_absolute_url(),
            },
            language=get_language() or "nl",
            about=proposal,
        )
    return len(emails[:MOST_MAILS])
