"""The mirror: what stands out on the page of an opgave. Nothing in it is mandatory."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.lib.moments import year_of
from overbrug.opgaven.bridging import Bridge
from overbrug.opgaven.models import Opgave, Party

MOST = 5
OLD_YEARS = 2


class Remark(NamedTuple):
    """One thing that stands out, and where to act."""

    text: str
    address: str


def remarks(bridge: Bridge, *, parties: list[Party]) -> list[Remark]:
    """At most five remarks, the missing voices first."""
    opgave = bridge.opgave
    found = [
        Remark(_("%(name)s: this voice is missing.") % {"name": party}, _of(party))
        for party in parties
        if party.is_missing
    ][:2]
    found += _empty_texts(opgave)
    found += [*_about_the_gap(bridge), *_about_the_deck(bridge), *_about_parties(opgave, parties)]
    return found[:MOST]


def _empty_texts(opgave: Opgave) -> list[Remark]:
    edit = reverse("opgaven:change", args=[opgave.slug])
    empty = [
        (opgave.question, _("There is no question yet."), "question"),
        (opgave.current_situation, _("Not yet written: how it is now."), "current_situation"),
        (opgave.desired_situation, _("Not yet written: how it must become."), "desired_situation"),
    ]
    return [Remark(text, f"{edit}#id_{name}") for value, text, name in empty if not value]


def _about_the_gap(bridge: Bridge) -> list[Remark]:
    opgave, indicator = bridge.opgave, bridge.indicator
    if indicator is None:
        add = reverse("opgaven:add_indicator", args=[opgave.slug])
        return [Remark(_("The gap has not been measured yet."), add)]
    measure = reverse("opgaven:add_measurement", args=[opgave.slug, indicator.pk])
    if bridge.gap.now is None:
        return [Remark(_("The gap has not been measured yet."), measure)]
    year = year_of(bridge.gap.now.moment)
    if int(year) <= timezone.localdate().year - OLD_YEARS:
        return [Remark(_("The last measurement is of %(year)s.") % {"year": year}, measure)]
    return []


def _about_the_deck(bridge: Bridge) -> list[Remark]:
    opgave = bridge.opgave
    if not opgave.needs.all():
        add = reverse("opgaven:add_need", args=[opgave.slug])
        return [Remark(_("What is needed? There is no need on the list yet."), add)]
    found = []
    for line in bridge.lines:
        if line.span and line.span.is_late:
            words = _("Part %(number)s is too late.") % {"number": line.number}
            found.append(Remark(words, line.address))
        elif line.span and line.status not in ("delivered", "hole") and not line.span.due_on:
            words = _("Part %(number)s has no date.") % {"number": line.number}
            found.append(Remark(words, line.address))
    if bridge.holes:
        words = _("%(count)d holes: needed, and nobody offers it.") % {"count": len(bridge.holes)}
        if len(bridge.holes) == 1:
            words = _("One hole: needed, and nobody offers it.")
        found.insert(1, Remark(words, f"#{bridge.holes[0].anchor}"))
    return found[:2]


def _about_parties(opgave: Opgave, parties: list[Party]) -> list[Remark]:
    found = []
    silent = [party for party in parties if not party.own_goal and not party.is_missing]
    if len(silent) == 1:
        words = _("The own goal of %(name)s is not known yet.") % {"name": silent[0]}
        found.append(Remark(words, _of(silent[0])))
    elif silent:
        words = _("Of %(count)d of the %(all)d parties the own goal is not known yet.")
        found.append(Remark(words % {"count": len(silent), "all": len(parties)}, _of(silent[0])))
    said = [party for party in parties if party.stake]
    attributed = [party for party in said if not party.stake_is_own]
    if attributed:
        words = _("%(count)d of the %(all)d stakes were filled in by others.")
        found.append(
            Remark(words % {"count": len(attributed), "all": len(said)}, _ask(attributed[0]))
        )
    if not any(party.is_missing for party in parties):
        add = reverse("opgaven:add_party", args=[opgave.slug]) + "?presence=missing"
        found.append(Remark(_("Who is missing? There is no empty chair yet."), add))
    return found


def _of(party: Party) -> str:
    return reverse("opgaven:change_party", args=[party.opgave.slug, party.pk])


def _ask(party: Party) -> str:
    """Where the party itself can be asked."""
    return f"{_of(party)}#invitations"
