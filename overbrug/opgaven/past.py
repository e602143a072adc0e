"""The history of an opgave: who, in which role, changed what, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Model, Q, Value
from django.utils.translation import gettext as _

from overbrug.accounts.models import Role
from overbrug.lib.differences import Piece, shorten_same, word_changes
from overbrug.opgaven.models import (
    AGREED_HAT,
    INVITATION,
    Condition,
    Decision,
    Figure,
    Indicator,
    Measurement,
    Need,
    Observation,
    Opgave,
    Party,
    Risk,
    Share,
    TeamRole,
    WorkingForm,
)
from overbrug.opgaven.past_words import NAMED, RELATED, SENTENCES
from overbrug.opgaven.sources import source_in_words
from overbrug.opgaven.then import Hidden
from overbrug.opgaven.wording import in_words, label_of

PER_PAGE = 20
# What a page does not show is not shown as changed either.
EMPTY: tuple[Any, ...] = (None, "", [], {})
SILENT = {"id", "revision", "slug", "opgave", "home", "is_example"}
SILENT |= {"indicator", "position", "offered_by"}

PLANNED: tuple[type[Model], ...] = (Condition, Decision, Risk, TeamRole, WorkingForm)
# That something is counted needs no word in its history.
SILENT_OF: set[tuple[type[Model], str]] = {(Indicator, "kind")}


class Place(NamedTuple):
    """Where a row of history stands; enough to sort and to find the one before it."""

    happened_at: datetime
    model: type[Model]
    pk: int
    pk_before: int | None


class _Brief(NamedTuple):
    """As much of a row of history as one sentence about it takes."""

    of: str
    history_id: int
    history_date: datetime
    history_type: str
    hat_role: str
    hat_organisation: str
    history_change_reason: str | None
    named: str


@dataclass(frozen=True)
class FieldChange:
    """One field: its name and the words that stayed, went and came."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Step:
    """One change of one thing by one person; `name` is its place on the page of the history."""

    name: str
    happened_at: datetime
    role: str
    organisation: str
    person: str
    sentence: str
    changes: list[FieldChange] = field(default_factory=list)
    source: str = ""  # the conversation that the words come from


def places_of(opgave: Opgave, hidden: Hidden) -> list[Place]:
    """Every moment of this opgave and its parts that is not hidden, the newest first.

    A text is compared with the one before it that was seen. A part has no such text of its own:
    what was hidden of it until now was seen from the moment the opgave was.
    """
    histories = [*_histories(opgave), *_plans(opgave)]
    models = {model.__name__: model for model, _history in histories}
    parts = [
        history.order_by()
        .annotate(of=Value(model.__name__))
        .values_list("of", "history_id", "id", "history_date")
        for model, history in histories
    ]
    found: list[Place] = []
    latest: dict[tuple[str, int], int] = {}
    # One question for all of them.
    rows = parts[0].union(*parts[1:], all=True).order_by("history_date", "history_id")
    for of, history_id, thing, happened_at in rows:
        model = models[of]
        if model is Opgave and history_id in hidden.versions:
            continue
        if model is Opgave or not hidden.covers(happened_at):
            found.append(Place(happened_at, model, history_id, latest.get((of, thing))))
        latest[of, thing] = history_id
    return sorted(found, key=lambda place: (place.happened_at, place.pk), reverse=True)


def latest_steps(opgave: Opgave, hidden: Hidden, *, count: int) -> list[Step]:
    """The newest steps without their texts, and without names: a list for every reader."""
    histories = _histories(
        opgave, is_told=any(not row.is_number for row in opgave.indicators.all())
    )
    models = {model.__name__: model for model, _history in histories}
    parts = [
        history.exclude(_is_hidden(model, hidden))
        .order_by()
        .annotate(of=Value(model.__name__), named=NAMED[model])
        .values_list(*_Brief._fields)
        for model, history in histories
    ]
    # One question for all of them: the page of an opgave asks enough already.
    rows = parts[0].union(*parts[1:], all=True).order_by("-history_date", "-history_id")
    found = [_Brief(*row) for row in rows[:count]]
    return [
        _step(Place(row.history_date, models[row.of], row.history_id, None), row) for row in found
    ]


def _is_hidden(model: type[Model], hidden: Hidden) -> Q:
    return Q(pk__in=hidden.versions) if model is Opgave else hidden.condition()


@cache
def _history(model: type[Model]) -> Any:
    """Where the history of this kind of thing stands; asked anew it makes a class each time."""
    return model.history  # type: ignore[attr-defined]


def _histories(opgave: Opgave, *, is_told: bool = True) -> list[tuple[type[Model], Any]]:
    """The history of everything of this opgave, also of what was removed.

    `is_told`: whether it has stories or signals; each kind makes the question longer.
    """
    indicators = _history(Indicator).filter(opgave=opgave)
    return [
        (Opgave, _history(Opgave).filter(id=opgave.pk)),
        (Party, _history(Party).filter(opgave=opgave)),
        (Figure, _history(Figure).filter(opgave=opgave)),
        (Need, _history(Need).filter(opgave=opgave)),
        (Indicator, indicators),
        *(
            (model, _history(model).filter(indicator__in=indicators.values("id")))
            for model in ((Measurement, Share, Observation) if is_told else (Measurement, Share))
        ),
    ]


def _plans(opgave: Opgave) -> list[tuple[type[Model], Any]]:
    """The history of what stands in the plan; a page of its own, so not among the last changes."""
    return [(model, _history(model).filter(opgave=opgave)) for model in PLANNED]


def steps_of(places: list[Place], *, with_names: bool) -> list[Step]:
    """These moments in words. `with_names` is for readers who take part."""
    rows = {model: _rows(model, places) for model in {place.model for place in places}}
    steps = []
    for place in places:
        row = rows[place.model][place.pk]
        before = rows[place.model].get(place.pk_before) if place.pk_before else None
        person = str(row.history_user.name) if with_names and row.history_user else ""
        changes = [] if row.history_type == "-" else _changes(place.model, row, before)
        steps.append(_step(place, row, person=person, changes=changes))
    return steps


def _rows(model: type[Model], places: list[Place]) -> dict[int | None, Any]:
    wanted = {pk for p in places if p.model is model for pk in (p.pk, p.pk_before) if pk}
    related = ["history_user", *RELATED.get(model, ())]
    found = model.history.select_related(*related).in_bulk(wanted)  # type: ignore[attr-defined]
    return dict(found)


def _step(
    place: Place, row: Any, *, person: str = "", changes: list[FieldChange] | None = None
) -> Step:
    labels = dict(Role.choices) | {INVITATION: _("through an invitation")}
    labels |= {AGREED_HAT: _("agreed by the parties, proposed by")}
    return Step(
        name=f"{place.model._meta.model_name}-{place.pk}",
        happened_at=place.happened_at,
        role=str(labels.get(row.hat_role, row.hat_role)),
        organisation=row.hat_organisation,
        person=person,
        sentence=_sentence(place.model, row),
        changes=changes or [],
        source=source_in_words(row.history_change_reason or ""),
    )


def _sentence(model: type[Model], row: Any) -> str:
    name = _name(model, row)
    if row.hat_role == INVITATION:
        return _("%(name)s described itself") % {"name": name}
    return str(SENTENCES.get((model, row.history_type), "%(name)s")) % {"name": name}


def _name(model: type[Model], row: Any) -> str:
    if isinstance(row, _Brief):
        return row.named
    if model is Party:
        return str(row.organisation.name if row.organisation else row.name)
    if model is WorkingForm:
        return in_words(WorkingForm, "kind", row.kind)
    if model is Share:
        return str(row.party or "")
    names: dict[type[Model], str] = {
        Observation: "observed_at",
        **dict.fromkeys((Condition, Decision, Risk, TeamRole), "what"),
        Figure: "what",
        Need: "what",
        Indicator: "name",
        Measurement: "measured_at",
    }
    return str(getattr(row, names.get(model, "title")))


def _changes(model: type[Model], row: Any, before: Any | None) -> list[FieldChange]:
    found = []
    for column in model._meta.concrete_fields:
        if (
            column.name in SILENT
            or (model, column.name) in SILENT_OF
            or not hasattr(row, column.attname)
        ):
            continue
        new = getattr(row, column.attname)
        old = getattr(before, column.attname) if before is not None else None
        if new == old or (before is None and new in EMPTY):
            continue
        pieces = _pieces(model, column.name, row, before)
        found.append(FieldChange(label_of(model, column.name), pieces))
    return found


def _pieces(model: type[Model], name: str, row: Any, before: Any | None) -> list[Piece]:
    new = in_words(model, name, getattr(row, name))
    if before is None:
        return [Piece("same", new)]
    old_value = getattr(before, name)
    if old_value in EMPTY:
        return [Piece("new", new)]
    return shorten_same(word_changes(in_words(model, name, old_value), new))
