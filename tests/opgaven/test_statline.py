"""Measurements from StatLine: one series out of a documented answer, or words that help."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from overbrug.core.errors import Refused
from overbrug.core.fetching import Answer, Unanswered
from overbrug.opgaven import statline
from tests.english import english
from tests.factories import IndicatorFactory, OpgaveFactory, editor_of

pytestmark = pytest.mark.usefixtures("in_english")

HOMES = json.loads((Path(__file__).parent / "statline/homes.json").read_text(), parse_float=Decimal)
QUERY = "https://datasets.cbs.nl/odata/v1/CBS/85773NED/Observations?$filter=RegioS eq 'GM9999'"


def rows(*periods, **facts):
    found = [
        {"Measure": "M1", "Perioden": period, "Value": number, "ValueAttribute": "None"} | facts
        for number, period in enumerate(periods, start=1)
    ]
    return {"value": found}


def answering(monkeypatch, answer):
    asked = []

    def ask(method, address, **more):
        asked.append(address)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(statline, "ask", ask)
    return asked


def test_one_series_is_read_and_what_has_no_value_is_counted():
    series = statline.read("85773NED", HOMES)
    assert series.values == {"2022": 120, "2023": Decimal("131.5"), "2025": 140}
    assert series.without_value == 1


@pytest.mark.parametrize(
    ("period", "moment"),
    [("2024JJ00", "2024"), ("2024KW02", "2024-04"), ("2024MM11", "2024-11"), ("2023SJ00", "2023")],
)
def test_a_period_becomes_a_moment(period, moment):
    assert list(statline.read("T", rows(period)).values) == [moment]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"value": []}, "no measurement"),
        ({"value": "x"}, "no answer"),
        ([], "no answer"),
        ({"error": {"code": "404"}}, "no answer"),
        ({**rows("2024JJ00"), "@odata.nextLink": "https://x"}, "too much"),
        (rows("lente"), "no period"),
        ({"value": [*rows("2024JJ00")["value"], *rows("2023JJ00", Measure="M2")["value"]]}, "More than one series"),
        (rows("2024JJ00", "2024JJ00"), "more than one value"),
        (rows("2024JJ00", Value=None), "no measurement"),
        (rows("2024JJ00", Value=Decimal("1E+999")), "no measurement"),
        (rows("2024JJ00", Value=True), "no measurement"),
    ],
)  # fmt: skip
def test_what_is_no_single_series_is_refused_in_words(answer, words):
    with pytest.raises(Refused, match=words):
        statline.read("T", answer)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://datasets.cbs.nl/odata/v1/CBS/85773NED/Observations",
        "https://datasets.cbs.nl.evil.example/odata/v1/CBS/85773NED/Observations",
        "https://datasets.cbs.nl@evil.example/odata/v1/CBS/85773NED/Observations",
        "https://datasets.cbs.nl:8443/odata/v1/CBS/85773NED/Observations",
        "https://datasets.cbs.nl/odata/v1/CBS/85773NED/../../admin",
        "https://datasets.cbs.nl/odata/v1/CBS/85773NED/MeasureCodes",
        "file:///etc/passwd",
        "https://127.0.0.1/odata/v1/CBS/85773NED/Observations",
        "https://[::1",
    ],
)
def test_only_a_query_at_statline_is_asked(monkeypatch, address):
    asked = answering(monkeypatch, Answer(200, b"{}"))
    with pytest.raises(Refused) as refusal:
        statline.fetch(address)
    assert refusal.value.field == "address"
    assert asked == []


def test_of_the_address_only_the_query_goes_along(monkeypatch):
    asked = answering(monkeypatch, Answer(200, json.dumps(rows("2024JJ00")).encode()))
    statline.fetch(f"{QUERY}&callback=x#part")
    assert asked == [
        "https://datasets.cbs.nl/odata/v1/CBS/85773NED/Observations"
        "?%24filter=RegioS+eq+%27GM9999%27"
    ]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Unanswered("away", "x"), "does not answer"),
        (Unanswered("huge", "x"), "too much"),
        (Answer(404, b"{}"), "404"),
        (Answer(200, b"<html>"), "no answer"),
        (Answer(200, b"[" * 100_000), "no answer"),
        (Answer(302, b""), "302"),
    ],
)
def test_what_goes_wrong_there_is_said_in_words(monkeypatch, answer, words):
    answering(monkeypatch, answer)
    with pytest.raises(Refused, match=words):
        statline.fetch(QUERY)


def test_the_text_reads_as_it_was_fetched():
    text = statline.read("T", HOMES).as_text(source="CBS", language="nl")
    assert text.splitlines()[1] == "2023\t131,5\t\t\tCBS"


@pytest.mark.django_db
def test_on_the_page_it_is_shown_first_and_saved_with_its_source(monkeypatch):
    opgave = OpgaveFactory()
    indicator = IndicatorFactory(opgave=opgave)
    client = english(editor_of(opgave))
    answering(monkeypatch, Answer(200, json.dumps(HOMES, default=float).encode()))
    address = f"{opgave.get_absolute_url()}indicatoren/{indicator.pk}/metingen/plakken/"
    page = client.post(address, {"fetch": "1", "address": QUERY})
    assert "StatLine, table 85773NED" in page.content.decode()
    assert not indicator.measurements.exists()
    plan = page.context["plan"]
    text = page.context["form"].data["text"]
    client.post(address, {"text": text, "mark": plan.mark, "save": "1"})
    assert indicator.measurements.count() == 3
    assert "StatLine" in indicator.measurements.first().source


@pytest.mark.django_db
def test_a_wrong_address_comes_back_as_it_was_typed():
    opgave = OpgaveFactory()
    indicator = IndicatorFactory(opgave=opgave)
    client = english(editor_of(opgave))
    address = f"{opgave.get_absolute_url()}indicatoren/{indicator.pk}/metingen/plakken/"
    page = client.post(address, {"fetch": "1", "address": "https://elsewhere.example/x"})
    assert page.status_code == 422
    assert "https://elsewhere.example/x" in page.content.decode()
