"""Lines of a table come into the text of an opgave by the hand of an editor."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from overbrug.accounts.models import Role
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import DomainEvent
from overbrug.core.visibility import Visibility
from overbrug.harvest.actions import adopt, set_aside
from overbrug.harvest.actions.releasing import AlreadyDecided
from overbrug.harvest.inbox import inbox_of
from overbrug.opgaven.actions import change_opgave
from overbrug.opgaven.models import Opgave
from tests.factories import MembershipFactory, PartyFactory, editor_of
from tests.factories_dialogues import make_table
from tests.harvest.network import NETWORK, PUBLIC, approved
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def opgave(line):
    return line.page.table.dialogue.opgave


@pytest.fixture
def line():
    """The table said what makes it hard, for everyone to read."""
    facts = {"text": "Nobody decides.", "fills": "essence", "visibility": PUBLIC}
    return approved(make_table(), **facts)


@pytest.fixture
def editor(opgave):
    return editor_of(opgave, name="Erik Editor")


@pytest.fixture
def as_editor(editor):
    client = Client()
    client.force_login(editor)
    return client


def address(opgave, field="essence"):
    return reverse("harvest:adopt", args=[opgave.slug, field])


def test_a_line_about_a_text_waits_for_editors_alone(line, opgave, editor):
    (proposals,) = inbox_of(editor, opgave).texts
    assert (proposals.name, [row.line for row in proposals.lines]) == ("essence", [line])
    member = MembershipFactory(role=Role.MEMBER)
    PartyFactory(opgave=opgave, organisation=member.organisation)
    assert inbox_of(member.user, opgave).count == 0
    assert inbox_of(AnonymousUser(), opgave).count == 0


def test_the_form_holds_the_present_text_and_the_line(as_editor, line, opgave, editor):
    change_opgave(opgave, by=editor, revision=1, essence="Money lacks.")
    html = as_editor.get(address(opgave), {"line": line.pk}).content.decode()
    assert "Money lacks.\nNobody decides.</textarea>" in html


def test_nothing_comes_in_the_text_before_somebody_saves(as_editor, line, opgave):
    as_editor.get(address(opgave), {"line": line.pk})
    opgave.refresh_from_db()
    assert opgave.essence == ""


def test_saving_adopts_and_the_history_says_from_which_conversation(as_editor, line, opgave):
    sent = {"line": line.pk, "revision": 1, "text": "Nobody decides."}
    as_editor.post(address(opgave), sent)
    opgave.refresh_from_db()
    assert (opgave.essence, line.adoption.is_adopted) == ("Nobody decides.", True)
    html = as_editor.get(reverse("opgaven:history", args=[opgave.slug])).content.decode()
    assert line.page.table.dialogue.title in html


def test_a_conversation_that_was_erased_leaves_the_history(as_editor, line, opgave):
    sent = {"line": line.pk, "revision": 1, "text": "Nobody decides."}
    as_editor.post(address(opgave), sent)
    title = line.page.table.dialogue.title
    line.page.table.dialogue.delete()
    html = as_editor.get(reverse("opgaven:history", args=[opgave.slug])).content.decode()
    assert "Nobody decides." in html
    assert title not in html


def test_two_who_write_at_once_see_both_texts(as_editor, line, opgave, editor):
    change_opgave(opgave, by=editor, revision=1, essence="Money lacks.")
    sent = {"line": line.pk, "revision": 1, "text": "Mine."}
    answer = as_editor.post(address(opgave), sent)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Money lacks." in html
    assert "Mine.</textarea>" in html
    sent = {"line": line.pk, "revision": 2, "text": "Mine. Money lacks."}
    assert as_editor.post(address(opgave), sent).status_code == 302


def test_a_line_is_adopted_once(line, opgave, editor):
    adopt(opgave, by=editor, field="essence", lines=[line], text="One", revision=1)
    with pytest.raises(AlreadyDecided):
        adopt(opgave, by=editor, field="essence", lines=[line], text="Two", revision=2)


def test_what_fewer_people_see_needs_an_own_yes(line, opgave, editor, as_editor):
    hidden = approved(line.page.table, text="The mayor waits.", fills="essence", key="a/b/table")
    assert hidden.visibility == NETWORK
    sent = {"line": hidden.pk, "revision": 1, "text": "The mayor waits."}
    assert as_editor.post(address(opgave), sent).status_code == 422
    opgave.refresh_from_db()
    assert opgave.essence == ""
    assert as_editor.post(address(opgave), sent | {"everyone": "on"}).status_code == 302
    event = DomainEvent.objects.get(verb="line_adopted")
    assert event.facts["shown_to_more"] is True
    assert event.role


def test_the_public_history_does_not_name_a_table_that_shared_with_the_network(
    line, opgave, editor, client
):
    hidden = approved(line.page.table, text="The mayor waits.", fills="causes", key="a/b/table")
    facts = {"field": "causes", "lines": [hidden], "text": "Waiting", "revision": 1}
    adopt(opgave, by=editor, everyone_may_read=True, **facts)
    html = client.get(reverse("opgaven:history", args=[opgave.slug])).content.decode()
    assert line.page.table.dialogue.title not in html


def test_in_an_opgave_of_the_network_such_a_line_needs_no_extra_yes(opgave, line, editor):
    opgave.visibility = Visibility.NETWORK
    opgave.save()
    hidden = approved(line.page.table, text="Wait.", fills="essence", key="a/b/table")
    saved = adopt(opgave, by=editor, field="essence", lines=[hidden], text="Wait.", revision=1)
    assert saved.essence == "Wait."


def test_an_unchanged_text_adopts_nothing(line, opgave, editor):
    with pytest.raises(Refused):
        adopt(opgave, by=editor, field="essence", lines=[line], text="", revision=1)
    assert inbox_of(editor, opgave).count == 1


@pytest.mark.parametrize("field", ["title", "visibility", "home", "causes", "nonsense"])
def test_a_line_goes_only_into_the_text_it_is_about(line, opgave, editor, as_editor, field):
    with pytest.raises(Refused):
        adopt(opgave, by=editor, field=field, lines=[line], text="One", revision=1)
    sent = {"line": line.pk, "revision": 1, "text": "One"}
    assert as_editor.post(address(opgave, field), sent).status_code in (302, 404)
    opgave.refresh_from_db()
    assert (opgave.revision, opgave.causes) == (1, "")


def test_only_an_editor_adopts_or_sets_aside(line, opgave):
    member = MembershipFactory(role=Role.MEMBER)
    PartyFactory(opgave=opgave, organisation=member.organisation)
    with pytest.raises(NotAllowed):
        adopt(opgave, by=member.user, field="essence", lines=[line], text="One", revision=1)
    with pytest.raises(NotAllowed):
        set_aside(line, by=member.user)


def test_an_organiser_who_edits_nothing_sets_no_text_aside(line, opgave):
    member = MembershipFactory(role=Role.MEMBER)
    PartyFactory(opgave=opgave, organisation=member.organisation)
    dialogue = line.page.table.dialogue
    dialogue.created_by, dialogue.organisation = member.user, member.organisation
    dialogue.save()
    with pytest.raises(NotAllowed):
        set_aside(line, by=member.user)


def test_a_line_set_aside_comes_back(line, opgave, editor, as_editor):
    names = [opgave.slug, line.pk]
    as_editor.post(reverse("harvest:set_aside", args=names))
    assert inbox_of(editor, opgave).count == 0
    as_editor.post(reverse("harvest:put_back", args=names))
    assert inbox_of(editor, opgave).count == 1


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_texts_are_saved_or_refused(as_editor, opgave, line, text):
    sent = {"line": line.pk, "revision": text[:40], "text": text}
    assert as_editor.post(address(opgave), sent).status_code < 500
    answer = as_editor.post(address(opgave), sent | {"revision": 1, "line": text[:60]})
    assert answer.status_code < 500
    assert b"<script>alert" not in answer.content


def test_the_source_names_whole_conversations_only(opgave, line, editor):
    facts = {"text": "Nobody decides.", "fills": "essence", "visibility": PUBLIC}
    lines = [line, *(approved(make_table(opgave=opgave), **facts) for _ in range(9))]
    saved = adopt(opgave, by=editor, field="essence", lines=lines, text="One", revision=1)
    named = saved.history.first().history_change_reason.split()
    assert len(named) == 7  # as many as fit
    assert set(named) < {line.page.table.dialogue.public_id for line in lines}


def test_more_lines_than_fit_are_refused_in_words(opgave, line, editor, as_editor):
    facts = {"text": "Nobody decides.", "fills": "essence", "visibility": PUBLIC}
    table = line.page.table
    lines = [line, *(approved(table, key=f"a/b/{number}", **facts) for number in range(50))]
    sent = {"line": [line.pk for line in lines], "revision": 1, "text": "All of it"}
    asked = as_editor.get(address(opgave), sent, follow=True)
    answer = as_editor.post(address(opgave), sent)
    assert answer.status_code == 422
    for html in (asked.content.decode(), answer.content.decode()):
        assert "hoogstens 50 regels" in html
    assert "All of it</textarea>" in answer.content.decode()
    opgave.refresh_from_db()
    assert opgave.essence == ""


def test_a_line_of_another_opgave_is_not_taken_over(opgave, line, editor):
    facts = {"text": "Elsewhere", "fills": "essence", "visibility": PUBLIC}
    other = approved(make_table(), **facts)
    PartyFactory(
        opgave=other.page.table.dialogue.opgave,
        organisation=editor.memberships.get().organisation,
    )
    with pytest.raises(NotAllowed):
        adopt(opgave, by=editor, field="essence", lines=[other], text="One", revision=1)


def test_words_for_what_the_parties_agreed_on_become_a_proposal(as_editor, line, opgave):
    Opgave.objects.filter(pk=opgave.pk).update(desired_situation="Old.")
    PartyFactory(opgave=opgave)
    facts = {"text": "New.", "fills": "desired_situation", "visibility": PUBLIC}
    other = approved(line.page.table, key="z", **facts)
    sent = {"line": other.pk, "revision": 1, "text": "Old.\nNew."}
    answer = as_editor.post(address(opgave, "desired_situation"), sent)
    proposal = opgave.proposals.get()
    assert answer.url == proposal.get_absolute_url()
    assert (proposal.after, proposal.source) == (
        {"desired_situation": "Old.\nNew."},
        line.page.table.dialogue.public_id,
    )
    opgave.refresh_from_db()
    assert opgave.desired_situation == "Old."
