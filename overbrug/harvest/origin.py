"""Where a promise comes from, and which conversation a text of an opgave comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from overbrug.commitments.rules import proposing_hat
from overbrug.core.visibility import Visibility
from overbrug.dialogues.models import Dialogue
from overbrug.harvest import network, queries, rules
from overbrug.harvest.listing import on_lines

if TYPE_CHECKING:
    from django.http import HttpRequest

    from overbrug.accounts.models import Membership
    from overbrug.accounts.rules import AnyUser
    from overbrug.commitments.models import Commitment


def render(request: HttpRequest, commitment: Commitment) -> str:
    """The line of the table, for who may see that line; for others there is no table at all."""
    lines = set(commitment.releases.values_list("line", flat=True))
    if not lines:
        return ""
    found = on_lines(queries.shared_about(request.user, commitment.opgave), lines)
    if not found:
        return ""
    rows = network.read(request.user, commitment.opgave, found)
    context = {"opgave": commitment.opgave, "rows": rows}
    return render_to_string("harvest/network_origin.html", context, request)


def title_of(public_id: str) -> str:
    """The title of a conversation that the history names; erased ones have none."""
    found = Dialogue.objects.real().filter(public_id=public_id).first()
    return found.title if found else ""


def hat_of_organiser(user: AnyUser, commitment: Commitment) -> Membership | None:
    """Who organised the conversation that a promise comes from may ask the party to confirm it."""
    for made in commitment.releases.select_related("line__page__table__dialogue__opgave"):
        if rules.may_release(user, made.line):
            return proposing_hat(user, commitment.opgave)
    return None


def widest_for(commitment: Commitment) -> Visibility:
    """A wish goes to no more people than the line of the table that it comes from."""
    levels = commitment.releases.values_list("line__visibility", flat=True)
    return Visibility(max(levels, default=Visibility.PUBLIC))
