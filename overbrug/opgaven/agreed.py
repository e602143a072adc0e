"""What the parties of an opgave agreed on: nobody changes it alone (decision 0044)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from overbrug.accounts.models import Organisation
from overbrug.opgaven.models import Indicator, Opgave, Party, Proposal

Agreed = Opgave | Indicator
FIELDS: dict[type[Agreed], tuple[str, ...]] = {
    Opgave: ("desired_situation", "scope_in", "scope_out"),
    Indicator: ("target", "target_at"),
}


def deciding_parties(opgave: Opgave) -> QuerySet[Party]:
    """The organisations that sit at the table. Who was only invited may answer, and is not awaited;

    a group without an organisation has nobody who can answer for it here.
    """
    at_table = opgave.parties.filter(presence=Party.Presence.AT_TABLE, organisation__isnull=False)
    return at_table.select_related("organisation")


def has_others(opgave: Opgave, organisation: Organisation) -> bool:
    """Whether somebody else sits at the table, who would have to agree."""
    return deciding_parties(opgave).exclude(organisation=organisation).exists()


def is_filled(value: Any) -> bool:
    """Whether something stood there that somebody can have agreed on."""
    return value not in (None, "")


def as_texts(values: dict[str, Any]) -> dict[str, str | None]:
    """Values of fields as a proposal keeps them."""
    return {name: None if value is None else str(value) for name, value in values.items()}


def from_texts(kind: type[Agreed], texts: dict[str, str | None]) -> dict[str, Any]:
    """The other way round."""
    return {name: kind._meta.get_field(name).to_python(text) for name, text in texts.items()}  # type: ignore[union-attr]


def opgave_of(row: Agreed) -> Opgave:
    """The opgave, or the one of the indicator."""
    return row if isinstance(row, Opgave) else row.opgave


def subject_of(proposal: Proposal) -> Agreed:
    """What the proposal would change."""
    return proposal.indicator or proposal.opgave


def standing(row: Agreed, names: Iterable[str], *, also_drafts_of: Organisation) -> Proposal | None:
    """A proposal about one of these fields that somebody still has to answer or to send."""
    about = (
        opgave_of(row)
        .proposals.unfinished()
        .filter(indicator=None if isinstance(row, Opgave) else row)
    )
    wanted = set(names)
    for proposal in about:
        is_own = proposal.organisation_id == also_drafts_of.pk
        if wanted & set(proposal.after) and (proposal.is_open or is_own):
            return proposal
    return None
