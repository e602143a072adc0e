"""Every form of an opgave with everything nasty in every field: a message or a page, never a 5xx."""

import pytest
from django.urls import reverse

from overbrug.opgaven import forms
from overbrug.opgaven.models import Opgave
from tests.factories import (
    FigureFactory,
    IndicatorFactory,
    MeasurementFactory,
    NeedFactory,
    OpgaveFactory,
    PartyFactory,
    editor_of,
)
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db
GOOD = {
    "OpgaveForm": {"title": "Water", "visibility": "0", "revision": "1"},
    "PartyForm": {"name": "Youth", "presence": "at_table", "revision": "1"},
    "FigureForm": {
        "side": "current",
        "what": "homes",
        "value": "1",
        "source": "s",
        "revision": "1",
    },
    "NeedForm": {"what": "ground", "revision": "1"},
    "IndicatorForm": {"name": "homes", "direction": "less", "revision": "1"},
    "SeriesForm": {"text": "2024;1"},
    "MeasurementForm": {"measured_at": "2024", "value": "1", "revision": "1"},
}
FORMS = [
    ("create", forms.NewOpgaveForm),
    ("change", forms.OpgaveForm),
    ("add_party", forms.PartyForm),
    ("change_party", forms.PartyForm),
    ("add_figure", forms.FigureForm),
    ("change_figure", forms.FigureForm),
    ("add_need", forms.NeedForm),
    ("change_need", forms.NeedForm),
    ("add_indicator", forms.IndicatorForm),
    ("change_indicator", forms.IndicatorForm),
    ("add_measurement", forms.MeasurementForm),
    ("change_measurement", forms.MeasurementForm),
    ("paste_measurements", forms.SeriesForm),
]


@pytest.fixture
def scene(client):
    opgave = OpgaveFactory()
    user = editor_of(opgave)
    client.force_login(user)
    indicator = IndicatorFactory(opgave=opgave)
    parts = {
        "change_party": PartyFactory(opgave=opgave),
        "change_figure": FigureFactory(opgave=opgave),
        "change_need": NeedFactory(opgave=opgave),
        "change_indicator": indicator,
        "add_measurement": indicator,
        "paste_measurements": indicator,
        "change_measurement": MeasurementFactory(indicator=indicator),
    }

    def post(where, form, changes):
        good = GOOD.get(
            form.__name__,
            GOOD["OpgaveForm"] | {"home": str(user.main_membership().organisation_id)},
        )
        args = [] if where == "create" else [opgave.slug]
        args += [parts[where].pk] if where in parts else []
        return client.post(reverse(f"opgaven:{where}", args=args), good | changes)

    return post


def in_places(form):
    """Each text in every field at once, and in one field alone, the others in order."""
    fields = list(form.base_fields)
    for n, (name, text) in enumerate(TEXTS.items()):
        if len(text) * len(fields) < 200_000:  # together they would be more than a request may hold
            yield name, dict.fromkeys(fields, text)
        yield name, {fields[n % len(fields)]: text}


@pytest.mark.parametrize(("where", "form"), FORMS)
def test_nothing_typed_breaks_a_form(scene, where, form):
    for name, changes in in_places(form):
        answer = scene(where, form, changes)
        assert answer.status_code in (302, 200, 409, 422), (name, answer.status_code)
        html = answer.content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


@pytest.mark.parametrize(
    ("where", "form"), [("change", forms.OpgaveForm), ("add_party", forms.PartyForm)]
)
def test_a_paste_of_256_kb_comes_back_with_how_much_too_long_it_is(scene, where, form):
    field = "origin" if where == "change" else "own_goal"
    answer = scene(where, form, {field: TEXTS["256 kB"]})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "262144" in html or "262.144" in html
    assert TEXTS["256 kB"].strip() in html
    assert f'href="#id_{field}"' in html


def test_more_than_a_request_may_hold_is_refused_in_words(scene):
    answer = scene("change", forms.OpgaveForm, {"origin": "x" * 1_100_000})
    assert answer.status_code in (400, 413)
    assert "<h1>" in answer.content.decode()


def test_invisible_characters_do_not_enter_a_title(scene):
    scene("change", forms.OpgaveForm, {"title": "Wa\u200bter\u202e"})
    assert Opgave.objects.filter(title="Water").exists()


def test_a_title_of_nothing_visible_is_no_title(scene):
    assert scene("change", forms.OpgaveForm, {"title": TEXTS["zero width"]}).status_code == 422


@pytest.mark.parametrize("pk", ["0", "9" * 30])
def test_numbers_that_are_no_row_are_a_404(client, pk):
    opgave = OpgaveFactory()
    client.force_login(editor_of(opgave))
    assert client.get(f"/opgaven/{opgave.slug}/partijen/{pk}/wijzig/").status_code == 404
    assert client.get(f"/opgaven/{opgave.slug}/geschiedenis/?page={pk}").status_code == 200
