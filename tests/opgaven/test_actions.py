"""Making and changing an opgave, its parties and its figures."""

import re
from decimal import Decimal

import pytest

from overbrug.accounts.models import Role
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.events import listen
from overbrug.core.models import DomainEvent
from overbrug.core.revisions import EditConflict
from overbrug.core.visibility import Visibility
from overbrug.opgaven import actions
from overbrug.opgaven.models import Figure, Opgave, Party
from tests.factories import (
    FigureFactory,
    MembershipFactory,
    OpgaveFactory,
    OrganisationFactory,
    PartyFactory,
    UserFactory,
    editor_of,
)

pytestmark = pytest.mark.django_db
FIGURE = {"what": "homes", "value": Decimal(401000), "source": "a report"}


def test_a_title_is_enough():
    membership = MembershipFactory()
    opgave = actions.create_opgave(by=membership.user, home=membership.organisation, title="Water")
    assert re.fullmatch("water-[a-z2-7]{4}", opgave.slug)
    assert [party.organisation for party in opgave.parties.all()] == [membership.organisation]
    assert DomainEvent.objects.get(verb="opgave_created").organisation == str(
        membership.organisation
    )


@pytest.mark.parametrize("title", ["nieuw", "مياه", "🌉", "Water", "-- --"])
def test_every_title_gets_an_own_address(title):
    OpgaveFactory(slug="water")
    membership = MembershipFactory()
    opgave = actions.create_opgave(by=membership.user, home=membership.organisation, title=title)
    assert opgave.slug not in ("nieuw", "water", "")


def test_a_form_sent_twice_makes_one_opgave():
    membership = MembershipFactory()
    facts = {"by": membership.user, "home": membership.organisation, "form_key": "a" * 32}
    first = actions.create_opgave(title="Water", **facts)
    assert actions.create_opgave(title="Water", **facts) == first
    assert Opgave.objects.count() == 1


def test_a_member_proposes_inside_the_organisation_only():
    membership = MembershipFactory(role=Role.MEMBER)
    facts = {"by": membership.user, "home": membership.organisation, "title": "Water"}
    assert actions.create_opgave(**facts).visibility == Visibility.ORGANISATION
    with pytest.raises(Refused, match="redacteur"):
        actions.create_opgave(visibility=Visibility.PUBLIC, **facts)


def test_nobody_proposes_for_another_organisation():
    with pytest.raises(NotAllowed):
        actions.create_opgave(by=UserFactory(), home=OrganisationFactory(), title="Water")


@pytest.mark.parametrize(
    "facts", [{"title": ""}, {"title": "x" * 121}, {"question": "x" * 301}, {"visibility": 4}]
)
def test_the_model_refuses_what_a_form_would(facts):
    opgave = OpgaveFactory()
    user = editor_of(opgave)
    with pytest.raises(Refused) as caught:
        actions.change_opgave(opgave, by=user, revision=1, **facts)
    assert caught.value.field == next(iter(facts))
    opgave.refresh_from_db()
    assert opgave.revision == 1


def test_a_change_is_history_in_a_role_and_is_announced(django_capture_on_commit_callbacks):
    heard = []
    listen("opgave_changed", lambda **facts: heard.append(facts["fields"]))
    opgave = OpgaveFactory()
    user = editor_of(opgave)
    with django_capture_on_commit_callbacks(execute=True):
        opgave = actions.change_opgave(opgave, by=user, revision=1, essence="Nobody dares")
    row = opgave.history.first()
    assert (row.history_user, row.hat_role, opgave.revision) == (user, Role.EDITOR, 2)
    assert row.hat_organisation == user.main_membership().organisation.name
    assert heard == [["essence"]]


def test_saving_without_a_change_leaves_no_trace():
    opgave = OpgaveFactory(essence="Nobody dares")
    actions.change_opgave(opgave, by=editor_of(opgave), revision=1, essence="Nobody dares")
    assert opgave.history.count() == 1
    assert not DomainEvent.objects.exists()


def test_the_second_writer_gets_both_texts_and_overwrites_nothing():
    opgave = OpgaveFactory(question="Old", origin="Old")
    alice, bob = editor_of(opgave), editor_of(opgave)
    actions.change_opgave(opgave, by=alice, revision=1, question="Alice", origin="Old")
    with pytest.raises(EditConflict) as caught:
        actions.change_opgave(opgave, by=bob, revision=1, question="Bob", origin="Bob too")
    question, origin = caught.value.differences
    assert (question.mine, question.theirs, question.is_clash) == ("Bob", "Alice", True)
    assert (origin.is_clash, origin.is_theirs_new) == (False, False)
    opgave.refresh_from_db()
    assert opgave.question == "Alice"


def test_the_same_change_sent_twice_is_no_conflict():
    opgave = OpgaveFactory()
    user = editor_of(opgave)
    for _ in range(2):
        saved = actions.change_opgave(opgave, by=user, revision=1, question="Once")
    assert saved.revision == 2


def test_an_empty_base_in_history_means_ask_about_everything():
    opgave = OpgaveFactory(question="Old")
    user = editor_of(opgave)
    actions.change_opgave(opgave, by=user, revision=1, question="New")
    opgave.history.all().delete()
    with pytest.raises(EditConflict) as caught:
        actions.change_opgave(opgave, by=user, revision=1, question="Other", essence="Mine")
    assert all(difference.is_clash for difference in caught.value.differences)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.GUEST])
def test_who_only_takes_part_changes_nothing(role):
    opgave = OpgaveFactory()
    user = editor_of(opgave, role=role)
    party, figure = PartyFactory(opgave=opgave), FigureFactory(opgave=opgave)
    tries = [
        lambda: actions.change_opgave(opgave, by=user, revision=1, title="Mine"),
        lambda: actions.add_party(opgave, by=user, name="Us"),
        lambda: actions.change_party(party, by=user, revision=1, own_goal="Mine"),
        lambda: actions.remove_party(party, by=user),
        lambda: actions.add_figure(opgave, by=user, **FIGURE),
        lambda: actions.change_figure(figure, by=user, revision=1, value=1),
        lambda: actions.remove_figure(figure, by=user),
    ]
    for attempt in tries:
        with pytest.raises(NotAllowed):
            attempt()


def test_an_editor_of_a_new_party_may_go_on_from_there():
    opgave = OpgaveFactory()
    partner = MembershipFactory()
    actions.add_party(opgave, by=editor_of(opgave), organisation=partner.organisation)
    actions.change_opgave(opgave, by=partner.user, revision=1, title="Ours")


def test_the_last_organisation_stays():
    opgave = OpgaveFactory()
    user = editor_of(opgave)
    party = opgave.parties.get()
    with pytest.raises(Refused):
        actions.remove_party(party, by=user)
    with pytest.raises(Refused):
        actions.change_party(party, by=user, revision=1, presence=Party.Presence.DECLINED)
    PartyFactory(opgave=opgave)
    actions.remove_party(party, by=user)
    assert party not in opgave.parties.all()


@pytest.mark.parametrize("facts", [{}, {"name": "Youth"}, {"organisation": True}])
def test_a_party_has_one_name_that_is_not_there_yet(facts):
    opgave = OpgaveFactory()
    user = editor_of(opgave)
    PartyFactory(opgave=opgave, organisation=None, name="youth")
    if "organisation" in facts:
        facts = {"organisation": user.main_membership().organisation}
    with pytest.raises(Refused):
        actions.add_party(opgave, by=user, **facts)


def test_a_page_of_one_organisation_takes_no_others_and_an_open_one_stays_open():
    opgave = OpgaveFactory(visibility=Visibility.ORGANISATION)
    membership = MembershipFactory(organisation=opgave.home)
    PartyFactory(opgave=opgave, organisation=opgave.home)
    other = OrganisationFactory()
    with pytest.raises(Refused, match="Alleen je organisatie"):
        actions.add_party(opgave, by=membership.user, organisation=other)
    opgave = actions.change_opgave(opgave, by=membership.user, revision=1, visibility=1)
    actions.add_party(opgave, by=membership.user, organisation=other)
    with pytest.raises(Refused, match="kwijtraken"):
        actions.change_opgave(opgave, by=membership.user, revision=2, visibility=2)
    assert DomainEvent.objects.get(verb="opgave_visibility_changed").facts == {
        "before": 2,
        "after": 1,
    }


def test_the_very_same_figure_stands_there_once():
    opgave = OpgaveFactory()
    user = editor_of(opgave)
    assert actions.add_figure(opgave, by=user, **FIGURE) == actions.add_figure(
        opgave, by=user, **FIGURE
    )
    assert Figure.objects.count() == 1


def test_a_figure_needs_a_source():
    opgave = OpgaveFactory()
    with pytest.raises(Refused) as caught:
        actions.add_figure(opgave, by=editor_of(opgave), what="homes", value=1, source="")
    assert caught.value.field == "source"
