"""What people stumbled over on the pages of an opgave."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from overbrug.accounts.models import Role
from overbrug.core.errors import Refused
from overbrug.core.revisions import EditConflict
from overbrug.core.visibility import Visibility
from overbrug.opgaven import actions
from overbrug.opgaven.bridging import bridge_of
from overbrug.opgaven.mirror import remarks
from overbrug.opgaven.models import Opgave, Party
from tests.factories import (
    FigureFactory,
    IndicatorFactory,
    MeasurementFactory,
    MembershipFactory,
    OpgaveFactory,
    OrganisationFactory,
    PartyFactory,
    editor_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def opgave():
    return OpgaveFactory(title="Enough homes", question="For whom?")


@pytest.fixture
def editor(client, opgave):
    user = editor_of(opgave)
    client.force_login(user)
    return user


@pytest.fixture
def figure(client, opgave, editor):
    """Sends the form of a figure, with changes."""

    def send(**changes):
        data = {"side": "current", "what": "homes", "value": "5", "source": "a report"} | changes
        return client.post(reverse("opgaven:add_figure", args=[opgave.slug]), data)

    return send


def test_a_gap_is_measured_by_an_indicator_and_not_by_figures(opgave):
    FigureFactory(opgave=opgave, side="current")
    FigureFactory(opgave=opgave, side="desired")
    unmeasured = "De kloof is nog niet gemeten."

    found = remarks(bridge_of(opgave), parties=[])
    assert reverse("opgaven:add_indicator", args=[opgave.slug]) in [r.address for r in found]
    assert unmeasured in [r.text for r in found]

    MeasurementFactory(indicator=IndicatorFactory(opgave=opgave, is_leading=True))
    opgave = Opgave.objects.get(pk=opgave.pk)
    assert unmeasured not in [r.text for r in remarks(bridge_of(opgave), parties=[])]


def test_a_party_that_declined_says_why(opgave, editor):
    facts = {"name": "Young people", "presence": Party.Presence.DECLINED}
    with pytest.raises(Refused) as refused:
        actions.add_party(opgave, by=editor, **facts)

    assert refused.value.field == "reason"
    assert actions.add_party(opgave, by=editor, reason="No time", **facts).pk


@pytest.mark.parametrize("role", [Role.MEMBER, Role.EDITOR, Role.ADMIN])
def test_a_new_opgave_is_for_the_own_organisation_at_first(client, role):
    hat = MembershipFactory(role=role)
    client.force_login(hat.user)
    form = client.get(reverse("opgaven:create")).context["form"]

    assert form["visibility"].value() == int(Visibility.ORGANISATION)
    assert form["visibility"].help_text
    made = actions.create_opgave(by=hat.user, home=hat.organisation, title="Water")
    assert made.visibility == Visibility.ORGANISATION


def test_two_people_who_changed_different_fields_both_get_their_way(client, opgave, editor):
    page = reverse("opgaven:change", args=[opgave.slug])
    actions.change_opgave(opgave, by=editor_of(opgave), revision=1, essence="Theirs")
    data = {"title": opgave.title, "visibility": "0", "revision": "1", "question": "Mine"}

    answer = client.post(page, data, follow=True)

    opgave.refresh_from_db()
    assert (opgave.question, opgave.essence, opgave.revision) == ("Mine", "Theirs", 3)
    assert "Iemand anders wijzigde intussen andere velden" in answer.content.decode()


def test_who_writes_is_asked_when_others_may_read_it_now(opgave, editor):
    Opgave.objects.update(visibility=Visibility.NETWORK)
    opgave.refresh_from_db()
    actions.change_opgave(opgave, by=editor, revision=1, question="For us?")
    actions.change_opgave(opgave, by=editor, revision=2, visibility=Visibility.PUBLIC)

    mine = {"essence": "Between us", "visibility": Visibility.NETWORK}
    with pytest.raises(EditConflict):
        actions.change_opgave(opgave, by=editor, revision=2, **mine)


def test_number_and_unit_of_two_people_are_never_mixed(opgave, editor):
    row = FigureFactory(opgave=opgave)
    actions.change_figure(row, by=editor, revision=1, unit="thousand homes")

    with pytest.raises(EditConflict):
        actions.change_figure(row, by=editor, revision=1, value=390000, unit="homes")


def test_a_measured_figure_is_not_about_a_year_to_come(figure):
    later = str(timezone.localdate().year + 1)

    assert figure(year=later).status_code == 422
    assert figure(year=later, side="desired").status_code == 302


@pytest.mark.parametrize(
    ("typed", "words"),
    [("1" * 40, "hooguit 12 cijfers"), ("12,50 %", "bij Eenheid"), ("€ 5", "bij Eenheid")],
)
def test_a_number_that_is_not_one_says_what_to_do(figure, typed, words):
    answer = figure(value=typed)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_group_name_beside_an_organisation_is_not_dropped(client, opgave, editor):
    data = {"organisation": OrganisationFactory().pk, "name": "Youth", "presence": "at_table"}

    answer = client.post(reverse("opgaven:add_party", args=[opgave.slug]), data)

    assert answer.status_code == 422
    assert 'value="Youth"' in answer.content.decode()


def test_the_empty_chair_has_a_title_of_its_own(client, opgave, editor):
    page = client.get(reverse("opgaven:add_party", args=[opgave.slug]) + "?presence=missing")

    assert re.search(r"<h1>\s*Zet een lege stoel neer", page.content.decode())


def test_one_party_is_named_and_not_counted(opgave):
    party = PartyFactory(opgave=opgave)
    found = remarks(bridge_of(opgave), parties=[party])

    assert f"Het eigen doel van {party} is nog niet bekend." in [r.text for r in found]
