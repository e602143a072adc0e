"""A proposal in words: its title, and each change as it reads."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from overbrug.lib.differences import word_changes
from overbrug.opgaven import agreed
from overbrug.opgaven.models import Proposal
from overbrug.opgaven.past import FieldChange
from overbrug.opgaven.wording import in_words, label_of


def title_of(proposal: Proposal) -> str:
    """What it is about."""
    if proposal.indicator:
        return _("Proposal: another target for %(name)s") % {"name": proposal.indicator.name}
    if "desired_situation" in proposal.after:
        return _("Proposal: another desired situation")
    return _("Proposal: another scope")


def changes_of(proposal: Proposal) -> list[FieldChange]:
    """Each field with the words that would stay, go and come; nothing is left out."""
    kind = type(agreed.subject_of(proposal))
    before = agreed.from_texts(kind, proposal.before)
    after = agreed.from_texts(kind, proposal.after)
    return [
        FieldChange(
            label_of(kind, name),
            word_changes(in_words(kind, name, before[name]), in_words(kind, name, value)),
        )
        for name, value in after.items()
    ]


class Titled(NamedTuple):
    """A proposal in a list."""

    proposal: Proposal
    title: str


def titled(proposals: list[Proposal]) -> list[Titled]:
    """Each with its title."""
    return [Titled(proposal, title_of(proposal)) for proposal in proposals]
