"""One world with every kind of row, and a way to put the same hostile text in every text of it."""

from urllib.parse import urlsplit

from django.apps import apps
from django.db import connections, models
from django.urls import resolve

from overbrug.cards.models import CardVersion
from overbrug.commitments.actions import ask_to_confirm
from overbrug.commitments.actions.answering import confirm_by_link
from overbrug.commitments.models import AnswerLink, Effect
from overbrug.core.models import record
from overbrug.followups.actions import leave_address
from overbrug.harvest.actions.hiding import hide
from overbrug.opgaven.actions.invitations import invite_party
from overbrug.opgaven.models import Party
from tests.factories import (
    CommitmentFactory,
    EffectFactory,
    FigureFactory,
    IndicatorFactory,
    MandateFactory,
    MeasurementFactory,
    NeedFactory,
    PartyFactory,
    RegisteredAddressFactory,
)
from tests.harvest.network import approved
from tests.harvest.world_of_markers import MarkedWorld
from tests.web.world_of_rights import PLANNED

# Texts that no person writes: names of things that the code draws itself, hashes, moments, languages.
DRAWN = {
    *("public_id", "hash", "slug", "key", "code", "form_key", "join_token", "token_hash"),
    *("code_hash", "sha256", "language", "id", "table", "field", "device", "answer", "version"),
    *("password", "fills", "kind", "message_id", "state", "scales", "own_words", "hat_role"),
    *("history_change_reason", "history_type", "verb", "subject_type", "subject_id", "status"),
    *("about_type", "about_id", "unsubscribe_url", "objected", "role", "asked_role"),
    *("measured_at", "baseline_at", "target_at", "observed_at", "complete_at", "needed_by"),
    *("planned_at", "chosen_at"),
}
WRITTEN_AFTER_ALL = {("RegisteredAddress", "role")}
# A mail needs an address that exists; these are poisoned once the mails are written.
ADDRESSES = {"email", "to"}
MAILS = {"OutgoingMail"}
STRUCTURE = {"key", "kind", "visibility", "place", "seat", "seats", "fills", "step_id", "writers"}


def is_text(column):
    """Whether people's words may stand in this column."""
    return isinstance(column, models.CharField | models.TextField | models.JSONField)


def written(model):
    """The columns of this model in which people's words stand: all that nothing says otherwise of."""
    for column in model._meta.concrete_fields:
        named = (model.__name__.removeprefix("Historical"), column.name) in WRITTEN_AFTER_ALL
        if is_text(column) and (named or (column.name not in DRAWN and not column.choices)):
            yield column


def own_models():
    """Every table of ours, past versions included."""
    return [m for m in apps.get_models() if m.__module__.startswith("overbrug.")]


class HostileWorld(MarkedWorld):
    """Beside what `MarkedWorld` has: needs, figures, mandates, empty chairs, and their past."""

    def __init__(self, visibility, room_log):
        super().__init__(visibility, room_log)
        assert self.links  # made once, while its mails can be read
        indicator = IndicatorFactory(opgave=self.opgave)
        self.group = PartyFactory(
            opgave=self.opgave, organisation=None, name="Youth", presence=Party.Presence.MISSING
        )
        self.rows = [
            FigureFactory(opgave=self.opgave),
            NeedFactory(opgave=self.opgave),
            indicator,
            MeasurementFactory(indicator=indicator),
            RegisteredAddressFactory(organisation=self.house),
            MandateFactory(membership=self.hats["admin"]),
            CommitmentFactory(opgave=self.opgave, organisation=self.house, group="x"),
        ]
        ask_to_confirm(
            self.rows[-1],
            by=self.hats["editor"].user,
            site="https://overbrug.example",
            email="asked@overwater.example",
        )
        self._tell_and_propose(indicator)
        hide(approved(self.table, key="h", text="hidden"), by=self.hats["editor"].user, reason="x")
        record("changed", self.opgave, by=self.hats["editor"].user)
        step = {"step": "x", "language": "nl"}
        leave_address(self.neighbour, email="bob@overwater.example", **step)
        self._change_everything()

    def _tell_and_propose(self, indicator):
        """A story, a part of the target, an effect that was weighed, a proposal with an objection."""
        told = IndicatorFactory(
            opgave=self.opgave, kind="story", is_leading=False, owner=self.house
        )
        party = self.opgave.parties.get(organisation=self.house)
        self.rows += [
            told,
            told.observations.create(observed_at="2024", text="x", has_consent=True),
            indicator.shares.create(party=party, value=1, note="x"),
            MeasurementFactory(indicator=indicator, group="x"),
            *(getattr(self.opgave, rows).create(**facts) for rows, facts in PLANNED.values()),
        ]
        self.house.capacities.create(kind="money", unit="x", amount=1, note="x")
        of_others = PartyFactory(opgave=self.opgave).organisation
        self.theirs = CommitmentFactory(opgave=self.opgave, organisation=of_others)
        EffectFactory(commitment=self.theirs, indicator=indicator)
        effect = EffectFactory(commitment=self.promise, indicator=indicator)
        effect.reviews.create(organisation=self.house, is_plausible=False, reason="x")
        self.proposal.answers.create(party=party, supports=False, reason="x")

    def _numbers(self, name):
        if name == "commitments:end_address":
            return [self.rows[4].pk]
        if name == "commitments:end_capacity":
            return [self.house.capacities.get().pk]
        if name == "commitments:review_effect":
            return [self.theirs.pk]
        return super()._numbers(name)

    def _things(self, name):
        found = super()._things(name)
        if "effect" in name:
            found["number"] = list(Effect.objects.values_list("pk", flat=True))
        return found

    def _change_everything(self):
        """Two versions of each row, so that the pages of the past have something to compare."""
        for row in [self.opgave, self.group, *self.opgave.parties.all(), *self.rows]:
            if hasattr(row, "history"):
                row.revision += 1
                row.save()

    def correspond(self):
        """Somebody is written to in every way that a press of somebody else leads to."""
        editor, site = self.hats["editor"].user, "https://overbrug.example"
        box, promise = self.rows[4], self.rows[6]
        for row in (box, promise):
            row.refresh_from_db()
        party = self.opgave.parties.get(organisation=self.house)
        invite_party(party, by=editor, site=site, email="invited@overwater.example")
        link, _token = AnswerLink.make(commitment=promise, address=box)
        confirm_by_link(link, revision=promise.revision, speaks_as=str(box.pk))
        promise.refresh_from_db()
        ask_to_confirm(promise, by=editor, site=site, address=box)

    def poison(self, text, *, addresses=False):
        """Put `text` in every text people can write, past whatever a form would have said; how many."""
        filled = 0
        for model in own_models():
            for column in written(model):
                is_address = column.name in ADDRESSES or model.__name__ in MAILS
                if is_address == addresses:
                    filled += _fill(model, column, text)
        for row in (self.opgave, self.house, self.seat, *self.hats.values(), self.dialogue):
            row.refresh_from_db()
        return filled


def _fill(model, column, text):
    rows = models.QuerySet(model, using=_alias_of(model))
    if isinstance(column, models.JSONField):
        for row in rows:
            value = _in_card(getattr(row, column.name), text) if model is CardVersion else None
            value = value or _in_leaves(getattr(row, column.name), text)
            rows.filter(pk=row.pk).update(**{column.name: value})
        return rows.count()
    for pk in rows.values_list("pk", flat=True):
        # Only PostgreSQL minds how long it is; there the text is cut where the column ends.
        most = column.max_length if connections[rows.db].vendor == "postgresql" else None
        ending = f"{pk}@{text}" if column.name in ADDRESSES else text
        ending = f"{pk} {ending}" if column.unique else ending
        rows.filter(pk=pk).update(**{column.name: _whole(ending)[:most]})
    return rows.count()


def _whole(text):
    """PostgreSQL keeps no NUL; neither does a form."""
    return text.replace("\x00", "")


def _alias_of(model):
    return "unnamed" if model.__name__ == "UnnamedLine" else "default"


def _in_leaves(value, text):
    if isinstance(value, dict):
        return {k: v if k in STRUCTURE else _in_leaves(v, text) for k, v in value.items()}
    if isinstance(value, list):
        return [_in_leaves(v, text) for v in value]
    return _whole(text) if isinstance(value, str) else value


def _in_card(value, text):
    """Only what is said in a language; the rest of a card is its structure."""
    if isinstance(value, dict) and value and set(value) <= {"nl", "en", "fy", "de"}:
        return dict.fromkeys(value, _whole(text))
    if isinstance(value, dict):
        return {k: _in_card(v, text) for k, v in value.items()}
    if isinstance(value, list):
        return [_in_card(v, text) for v in value]
    return value


def name_of(address):
    """The name of the page at this address."""
    return resolve(urlsplit(address).path).view_name
