"""The mirror: what stands out on the page of an opgave. Nothing in it is mandatory."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from overbrug.opgaven.models import Figure, Opgave, Party

MOST = 5


class Remark(NamedTuple):
    """One thing that stands out, and where to act."""

    text: str
    address: str


def remarks(opgave: Opgave, *, parties: list[Party], figures: list[Figure]) -> list[Remark]:
    """At most five remarks, the missing voices first."""
    edit = reverse("opgaven:change", args=[opgave.slug])
    found = [
        Remark(_("%(name)s: this voice is missing.") % {"name": party}, _of(party))
        for party in parties
        if party.is_missing
    ][:2]
    empty = [
        (opgave.question, _("There is no question yet."), "question"),
        (opgave.current_situation, _("Not yet written: how it is now."), "current_situation"),
        (opgave.desired_situation, _("Not yet written: how it must become."), "desired_situation"),
    ]
    found += [Remark(text, f"{edit}#id_{name}") for value, text, name in empty if not value]
    found += _unmeasured(opgave, {figure.side for figure in figures})
    silent = [party for party in parties if not party.own_goal and not party.is_missing]
    if len(silent) == 1:
        words = _("The own goal of %(name)s is not known yet.") % {"name": silent[0]}
        found.append(Remark(words, _of(silent[0])))
    elif silent:
        words = _("Of %(count)d of the %(all)d parties the own goal is not known yet.")
        found.append(Remark(words % {"count": len(silent), "all": len(parties)}, _of(silent[0])))
    if not any(party.is_missing for party in parties):
        add = reverse("opgaven:add_party", args=[opgave.slug]) + "?presence=missing"
        found.append(Remark(_("Who is missing? There is no empty chair yet."), add))
    return found[:MOST]


def _unmeasured(opgave: Opgave, sides: set[str]) -> list[Remark]:
    """A gap has two banks: it is measured when both have a figure."""
    add = reverse("opgaven:add_figure", args=[opgave.slug])
    now, then = Figure.Side.CURRENT in sides, Figure.Side.DESIRED in sides
    if now and then:
        return []
    if now:
        words = _("There is no figure yet of how it must become.")
        return [Remark(words, f"{add}?side={Figure.Side.DESIRED}")]
    if then:
        words = _("There is no figure yet of how it is now.")
        return [Remark(words, f"{add}?side={Figure.Side.CURRENT}")]
    return [Remark(_("The gap has not been measured yet."), add)]


def _of(party: Party) -> str:
    return reverse("opgaven:change_party", args=[party.opgave.slug, party.pk])
