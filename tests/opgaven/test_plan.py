"""The plan of an opgave: working form, team, conditions, decisions, risks."""

import pytest

from overbrug.core.errors import NotAllowed, Refused
from overbrug.opgaven import actions
from overbrug.opgaven.models import Condition, Decision, Risk, TeamRole, WorkingForm
from overbrug.opgaven.planning import WorkPlan
from tests.english import english
from tests.factories import OpgaveFactory, PartyFactory, UserFactory, editor_of
from tests.web.world_of_rights import PLANNED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
KINDS = {"condition": Condition, "decision": Decision, "risk": Risk, "role": TeamRole}
KINDS["working_form"] = WorkingForm


@pytest.fixture
def opgave():
    return OpgaveFactory()


@pytest.fixture
def bob(opgave):
    return editor_of(opgave)


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_added_once_changed_and_removed(opgave, bob, kind):
    facts = PLANNED[kind][1]
    row = actions.add_planned(KINDS[kind], opgave, by=bob, **facts)
    assert actions.add_planned(KINDS[kind], opgave, by=bob, **facts) == row
    name = "reason" if kind == "working_form" else "what"
    changed = actions.change_planned(row, by=bob, revision=1, **{name: "Something else"})
    assert (getattr(changed, name), changed.revision) == ("Something else", 2)
    actions.remove_planned(changed, by=bob)
    assert not KINDS[kind].objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_only_an_editor_adds(opgave, kind):
    with pytest.raises(NotAllowed):
        actions.add_planned(KINDS[kind], opgave, by=UserFactory(), **PLANNED[kind][1])


def test_a_party_of_another_opgave_is_refused(opgave, bob):
    with pytest.raises(Refused) as refusal:
        actions.add_planned(Risk, opgave, by=bob, what="x", party=PartyFactory())
    assert refusal.value.field == "party"


@pytest.mark.parametrize("hours", [0, -1, 169])
def test_a_week_has_168_hours(opgave, bob, hours):
    with pytest.raises(Refused) as refusal:
        actions.add_planned(TeamRole, opgave, by=bob, what="x", hours=hours)
    assert refusal.value.field == "hours"


def test_the_team_says_what_is_filled_and_lent(opgave):
    party = PartyFactory(opgave=opgave)
    opgave.teamroles.create(what="filled", party=party, hours=8)
    opgave.teamroles.create(what="empty", hours=4)
    plan = WorkPlan(opgave)
    assert plan.team == "Of 2 roles 1 are filled. Lent: 8 of the 12 hours a week."
    assert [role.what for role in plan.roles] == ["empty", "filled"]


def test_a_decision_whose_moment_passed_stands_out_until_it_is_known(opgave):
    late = opgave.decisions.create(what="late", planned_at="2020")
    opgave.decisions.create(what="done", planned_at="2020", outcome="yes")
    opgave.decisions.create(what="to come", planned_at="2190")
    plan = WorkPlan(opgave)
    assert plan.overdue == {late.pk}
    assert [row.what for row in plan.decisions] == ["late", "to come", "done"]


def test_the_newest_working_form_counts_and_the_earlier_ones_stay(opgave):
    for year in ("2024", "2026"):
        opgave.workingforms.create(kind="network", reason=year, chosen_at=year)
    assert [row.reason for row in WorkPlan(opgave).forms] == ["2026", "2024"]


def test_pages_lead_back_to_what_it_takes_and_keep_what_was_typed(opgave, bob):
    client, at = english(bob), opgave.get_absolute_url()
    wrong = client.post(f"{at}besluiten/nieuw/", {"what": "the budget", "planned_at": "soon"})
    assert wrong.status_code == 422
    assert "soon" in wrong.content.decode()
    sent = {"what": "the budget", "planned_at": "2027", "outcome": "open"}
    assert client.post(f"{at}besluiten/nieuw/", sent).url == f"{at}wat-nodig-is/"
    page = client.get(f"{at}wat-nodig-is/").content.decode()
    assert "the budget" in page
    assert "Nobody keeps an eye on it." not in page
    history = client.get(f"{at}geschiedenis/").content.decode()
    assert "Decision added: the budget" in history


def test_a_hard_condition_says_so(opgave, bob):
    client, at = english(bob), opgave.get_absolute_url()
    client.post(f"{at}randvoorwaarden/nieuw/", {"what": "a law", "kind": "law", "is_hard": "False"})
    assert Condition.objects.get().is_hard is False
    assert "One can talk about it." in client.get(f"{at}wat-nodig-is/").content.decode()
