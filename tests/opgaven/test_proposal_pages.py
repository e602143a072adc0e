"""The pages of a proposal, as an editor and another party see them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from overbrug.opgaven.models import Opgave, Proposal
from tests.english import english
from tests.factories import OpgaveFactory, editor_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
OLD, NEW = "Everyone finds a home.", "Everyone finds a home within a year."


@pytest.fixture
def opgave():
    return OpgaveFactory(desired_situation=OLD)


@pytest.fixture
def bob(opgave):
    return english(editor_of(opgave, name="Bob"))


@pytest.fixture
def carol(opgave):
    return english(editor_of(opgave, name="Carol"))


def post_text(client, opgave, **facts):
    words = {"title": opgave.title, "desired_situation": NEW, "visibility": 0, "revision": 1}
    return client.post(f"/opgaven/{opgave.slug}/wijzig/", words | facts)


def proposed(client, opgave):
    return post_text(client, opgave).url


def sent(client, opgave):
    address = proposed(client, opgave)
    day = timezone.localdate() + timedelta(days=21)
    client.post(address, {"reason": "We learned more.", "answer_by": day})
    return address


def test_changed_words_lead_to_a_draft_that_shows_what_changes(bob, carol, opgave):
    address = proposed(bob, opgave)
    page = bob.get(address).content.decode()
    assert "within a year" in page
    assert "Ask the other parties" in page
    assert carol.get(address).status_code == 404
    assert address not in carol.get(opgave.get_absolute_url()).content.decode()
    assert address in bob.get(opgave.get_absolute_url()).content.decode()


def test_without_a_reason_it_is_not_sent_and_nothing_is_lost(bob, carol, opgave):
    address = proposed(bob, opgave)
    answer = bob.post(address, {"reason": "", "answer_by": "tomorrow"})
    assert answer.status_code == 422
    assert "tomorrow" in answer.content.decode()
    assert Proposal.objects.get().is_draft


def test_another_party_reads_why_and_supports_it(bob, carol, opgave):
    address = sent(bob, opgave)
    page = carol.get(address)
    assert "We learned more." in page.content.decode()
    party = page.context["form"].fields["party"].initial.pk
    answer = carol.post(address, {"party": party, "answer": "support"}, follow=True)
    assert "this is the new version" in answer.content.decode()
    assert Opgave.objects.get().desired_situation == NEW


def test_an_objection_without_a_reason_comes_back_with_what_was_chosen(bob, carol, opgave):
    address = sent(bob, opgave)
    party = carol.get(address).context["form"].fields["party"].initial.pk
    answer = carol.post(address, {"party": party, "answer": "object"})
    assert answer.status_code == 422
    assert 'value="object"' in answer.content.decode()
    answer = carol.post(address, {"party": party, "answer": "object", "reason": "Too soon."})
    assert "Too soon." in bob.get(address).content.decode()
    assert "Make it the new version" not in bob.get(address).content.decode()


def test_nobody_answers_for_a_party_that_is_not_theirs(bob, carol, opgave):
    address = sent(bob, opgave)
    others = bob.get(address).context["form"].fields["party"].initial.pk
    answer = carol.post(address, {"party": others, "answer": "support"})
    assert answer.status_code == 422
    assert Opgave.objects.get().desired_situation == OLD


def test_an_answer_that_comes_too_late_is_not_lost(bob, carol, opgave):
    address = sent(bob, opgave)
    bob.post(f"{address}intrekken/")
    answer = carol.post(address, {"party": 1, "answer": "object", "reason": "Far too soon."})
    assert answer.status_code == 409
    assert "Far too soon." in answer.content.decode()


def test_after_the_day_the_silent_ones_are_named_and_it_goes_on(bob, carol, opgave):
    address = sent(bob, opgave)
    Proposal.objects.update(answer_by=timezone.localdate() - timedelta(days=1))
    asked = bob.get(f"{address}invoeren/").content.decode()
    assert opgave.parties.last().organisation.name in asked
    bob.post(f"{address}invoeren/")
    assert Opgave.objects.get().desired_situation == NEW
    assert "did not answer" in carol.get(address).content.decode()
    history = carol.get(f"{opgave.get_absolute_url()}geschiedenis/").content.decode()
    assert "agreed by the parties" in history


def test_all_proposals_stay_to_be_read(bob, carol, opgave):
    address = sent(bob, opgave)
    bob.post(f"{address}intrekken/")
    page = carol.get(f"{opgave.get_absolute_url()}voorstellen/").content.decode()
    assert address in page
    assert "Withdrawn" in page
