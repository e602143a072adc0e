"""Under an opgave stand its newest changes: what, when, by which role of which organisation."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from overbrug.accounts.models import Role
from overbrug.core.visibility import Visibility
from overbrug.opgaven import actions
from overbrug.opgaven.past import latest_steps
from overbrug.opgaven.then import hidden_from
from tests.factories import OpgaveFactory, UserFactory, editor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def opgave():
    return OpgaveFactory()


@pytest.fixture
def alice(opgave):
    return editor_of(opgave, name="Alice", role=Role.EDITOR)


def newest(opgave, count):
    return latest_steps(opgave, hidden_from(AnonymousUser(), opgave), count=count)


def html_of(client, opgave):
    return client.get(opgave.get_absolute_url()).content.decode()


def test_the_newest_five_of_all_kinds_stand_there(opgave, alice):
    for number in range(4):
        actions.add_need(opgave, by=alice, what=f"ground {number}")
    indicator = actions.add_indicator(opgave, by=alice, name="homes")
    actions.add_measurement(indicator, by=alice, measured_at="2024", value=5)
    steps = newest(opgave, count=5)
    assert [step.sentence.split(":")[0] for step in steps] == [
        "Meting toegevoegd",
        "Indicator toegevoegd",
        *["Behoefte toegevoegd"] * 3,
    ]


def test_the_page_names_role_and_organisation_and_never_a_person(client, opgave, alice):
    actions.add_need(opgave, by=alice, what="ground")
    client.force_login(alice)
    aside = html_of(client, opgave).split('id="changed"')[1].split("</section>")[0]
    assert "Behoefte toegevoegd: ground" in aside
    assert "redacteur" in aside
    assert alice.main_membership().organisation.name in aside
    assert "Alice" not in aside


def test_each_leads_to_its_place_in_the_history(client, opgave, alice):
    actions.add_need(opgave, by=alice, what="ground")
    name = newest(opgave, count=1)[0].name
    history = reverse("opgaven:history", args=[opgave.slug])
    assert f'href="{history}#{name}"' in html_of(client, opgave)
    assert f'id="{name}"' in client.get(history).content.decode()


def test_what_was_removed_is_told_too(client, opgave, alice):
    need = actions.add_need(opgave, by=alice, what="ground <b>")
    actions.remove_need(need, by=alice)
    assert "Behoefte weggehaald: ground &lt;b&gt;" in html_of(client, opgave)


def test_who_may_not_see_the_opgave_sees_no_change_of_it(client, opgave, alice):
    actions.change_opgave(opgave, by=alice, revision=1, visibility=Visibility.NETWORK)
    client.force_login(UserFactory())
    assert client.get(opgave.get_absolute_url()).status_code == 404
    assert client.get(reverse("opgaven:history", args=[opgave.slug])).status_code == 404


def test_another_opgave_adds_nothing(opgave, alice):
    other = OpgaveFactory()
    actions.add_need(other, by=editor_of(other), what="elsewhere")
    assert all("elsewhere" not in step.sentence for step in newest(opgave, count=5))
