"""Stories and signals: indicators that are not counted."""

import pytest

from overbrug.core.errors import Refused
from overbrug.opgaven import actions
from overbrug.opgaven.models import Indicator, Observation
from overbrug.opgaven.telling import telling_of
from tests.english import english
from tests.factories import OpgaveFactory, editor_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
STORY = {"observed_at": "2026-03", "text": "My brother sleeps in the hall.", "has_consent": True}
SIGNAL = {"observed_at": "2026-09", "text": "Two plans got no power.", "heading": "worse"}


@pytest.fixture
def opgave():
    return OpgaveFactory()


@pytest.fixture
def bob(opgave):
    return editor_of(opgave)


@pytest.fixture
def story(opgave, bob):
    return actions.add_indicator(opgave, by=bob, kind="story", name="What is waiting like?")


@pytest.fixture
def signal(opgave, bob):
    return actions.add_indicator(opgave, by=bob, kind="signal", name="Is power a problem?")


def test_what_is_told_never_decides_the_water(story, opgave, bob):
    assert not story.is_leading
    assert actions.add_indicator(opgave, by=bob, name="homes").is_leading


def test_a_story_needs_consent(story, bob):
    with pytest.raises(Refused) as refusal:
        actions.add_observation(story, by=bob, **STORY | {"has_consent": False})
    assert refusal.value.field == "has_consent"


def test_a_signal_points_some_way(signal, bob):
    with pytest.raises(Refused) as refusal:
        actions.add_observation(signal, by=bob, **SIGNAL | {"heading": ""})
    assert refusal.value.field == "heading"


def test_a_removed_story_is_gone_from_the_history_too(story, bob):
    told = actions.add_observation(story, by=bob, **STORY)
    actions.remove_observation(told, by=bob)
    assert not Observation.history.filter(text__contains="brother").exists()


def test_signals_of_the_last_twelve_months_are_counted(signal, bob):
    actions.add_observation(signal, by=bob, **SIGNAL)
    actions.add_observation(signal, by=bob, **SIGNAL | {"observed_at": "2020"})
    assert "1 times worse" in telling_of(signal).counted


def test_a_date_to_come_is_refused(story, bob):
    with pytest.raises(Refused) as refusal:
        actions.add_observation(story, by=bob, **STORY | {"observed_at": "2190"})
    assert refusal.value.field == "observed_at"


def test_a_figure_has_no_stories_and_a_story_no_measurements(opgave, bob, story):
    counted = actions.add_indicator(opgave, by=bob, name="homes")
    with pytest.raises(Refused):
        actions.add_observation(counted, by=bob, **STORY)
    with pytest.raises(Refused):
        actions.add_measurement(story, by=bob, measured_at="2024", value=1)


def test_the_kind_stays_once_something_was_told(story, bob):
    actions.add_observation(story, by=bob, **STORY)
    with pytest.raises(Refused) as refusal:
        actions.change_indicator(story, by=bob, revision=1, kind="signal")
    assert refusal.value.field == "kind"


def test_pages_ask_what_fits_the_kind_and_show_it(opgave, bob, story, signal):
    client = english(bob)
    at = f"{opgave.get_absolute_url()}indicatoren"
    assert (
        "agreed that it stands here"
        in client.get(f"{at}/{story.pk}/waarnemingen/nieuw/").content.decode()
    )
    assert "Which way" in client.get(f"{at}/{signal.pk}/waarnemingen/nieuw/").content.decode()
    client.post(f"{at}/{story.pk}/waarnemingen/nieuw/", STORY | {"has_consent": "on"})
    client.post(f"{at}/{signal.pk}/waarnemingen/nieuw/", SIGNAL)
    page = english().get(opgave.get_absolute_url()).content.decode()
    assert STORY["text"] in page
    assert "it gets worse" in page
    assert client.get(f"{at}/{story.pk}/metingen/nieuw/").status_code == 404


def test_a_story_without_consent_comes_back_with_its_words(opgave, bob, story):
    client = english(bob)
    address = f"{opgave.get_absolute_url()}indicatoren/{story.pk}/waarnemingen/nieuw/"
    page = client.post(address, {"observed_at": "2026-03", "text": STORY["text"]})
    assert page.status_code == 422
    assert STORY["text"] in page.content.decode()


def test_a_new_one_is_made_and_changed_through_its_form(opgave, bob):
    client = english(bob)
    client.post(
        f"{opgave.get_absolute_url()}verhalen/nieuw/", {"name": "Waiting", "kind": "signal"}
    )
    row = Indicator.objects.get()
    assert (row.name, row.kind, row.is_leading) == ("Waiting", "signal", False)
    client.post(
        f"{opgave.get_absolute_url()}verhalen/{row.pk}/wijzig/",
        {"name": "Still waiting", "kind": "signal", "revision": 1},
    )
    assert Indicator.objects.get().name == "Still waiting"
