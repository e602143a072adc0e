"""What is needed to close the gap."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from overbrug.accounts.models import User
from overbrug.core.errors import Refused
from overbrug.opgaven.actions import parts
from overbrug.opgaven.actions.hats import needed_hat
from overbrug.opgaven.actions.moments import check_moment
from overbrug.opgaven.models import MOST_NEEDS, Need, Opgave


@transaction.atomic
def add_need(opgave: Opgave, *, by: User, **facts: Any) -> Need:
    """Add an arch; without a place it comes last."""
    needed_hat(by, opgave)
    same = opgave.needs.filter(what__iexact=facts.get("what", "")).first()
    if same:
        raise Refused(_("This need is already here."), field="what")
    if opgave.needs.count() >= MOST_NEEDS:
        raise Refused(
            _("A bridge has at most %(count)d needs. Put some together.") % {"count": MOST_NEEDS}
        )
    last = opgave.needs.order_by("-position").values_list("position", flat=True).first() or 0
    need = Need(opgave=opgave, **facts)
    need.position = facts.get("position") or last + 1
    return parts.add(need, by=by, sort_out=_sort_out)


@transaction.atomic
def change_need(need: Need, *, by: User, revision: int, **changes: Any) -> Need:
    """Change a need as read at `revision`; raises EditConflict with both texts."""
    row = Need.objects.select_for_update().select_related("opgave").get(pk=need.pk)
    if changes.get("position") is None:
        changes.pop("position", None)
    return parts.change(row, by=by, revision=revision, changes=changes, sort_out=_sort_out)


@transaction.atomic
def remove_need(need: Need, *, by: User) -> Opgave:
    """Take a need off the bridge; what was promised for it stays, without a need."""
    return parts.remove(need, by=by)


def _sort_out(need: Need) -> None:
    check_moment(need.needed_by, field="needed_by")
    _check_amounts(need)
    party = need.offered_by
    if party is not None and party.opgave_id != need.opgave_id:
        raise Refused(_("Choose one from the list."), field="offered_by")


def _check_amounts(need: Need) -> None:
    """At least, likely and at most go from low to high; one alone says how much it is for sure."""
    amounts = {name: getattr(need, name) for name in ("low", "likely", "high")}
    known = [value for value in amounts.values() if value is not None]
    if not known:
        return
    if need.likely is None:
        raise Refused(_("Fill in what is likely too."), field="likely")
    need.low = need.likely if need.low is None else need.low
    need.high = need.likely if need.high is None else need.high
    if need.low < 0:
        raise Refused(_("This is below nothing. Write how much is needed."), field="low")
    if need.high == 0:
        raise Refused(
            _("This is nothing. Write how much is needed, or leave it empty."), field="likely"
        )
    if not need.low <= need.likely <= need.high:
        raise Refused(_("These three go from low to high. Change one of them."), field="likely")
