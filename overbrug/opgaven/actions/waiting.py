"""Hold back from a change what the parties agreed on: that becomes a proposal."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from overbrug.accounts.models import Membership, User
from overbrug.core.errors import Refused
from overbrug.core.models import record
from overbrug.opgaven import agreed
from overbrug.opgaven.models import Indicator, Proposal


def hold_back(
    row: agreed.Agreed,
    stood: dict[str, Any],
    changed: list[str],
    *,
    by: User,
    hat: Membership,
    source: str = "",
) -> list[str]:
    """Put back on `row` what others have to agree with; gives what of `changed` is left to save.

    `stood` is what was there before. The new words wait in a draft, `row.proposed`. Raises Refused
    when a proposal about one of these fields stands already.
    """
    kind = type(row)
    touched = [n for n in changed if n in agreed.FIELDS[kind] and agreed.is_filled(stood[n])]
    if not touched:
        return changed
    if agreed.standing(row, touched, also_drafts_of=hat.organisation):
        raise Refused(
            _(
                "There is already a proposal about this, see the page of the opgave. Answer that "
                "one, or withdraw it first."
            ),
            field=touched[0],
        )
    opgave = agreed.opgave_of(row)
    if not agreed.has_others(opgave, hat.organisation):
        return changed
    row.proposed = Proposal.objects.create(
        opgave=opgave,
        indicator=row if isinstance(row, Indicator) else None,
        before=agreed.as_texts({name: stood[name] for name in touched}),
        after=agreed.as_texts({name: getattr(row, name) for name in touched}),
        organisation=hat.organisation,
        proposed_by=by,
        source=source,
    )
    record("proposal_made", row.proposed, by=by, hat=hat, opgave=opgave.pk, fields=touched)
    for name in touched:
        setattr(row, name, stood[name])
    return [name for name in changed if name not in touched]
