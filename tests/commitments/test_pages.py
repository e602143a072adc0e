"""The pages of promises: what stands there, and what a form says when something is off."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from overbrug.accounts.models import Role
from overbrug.commitments import actions
from overbrug.commitments.demo import make_demo_commitments
from overbrug.commitments.models import Commitment, Mandate
from overbrug.opgaven.demo import make_demo_opgaven
from tests.factories import (
    CommitmentFactory,
    MandateFactory,
    MembershipFactory,
    NeedFactory,
    editor_of,
)
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(client, alice):
    client.force_login(alice.user)
    return client


def at(name, proposal):
    return reverse(f"commitments:{name}", args=[proposal.opgave.slug, proposal.pk])


def post(hers, name, proposal, **words):
    return hers.post(at(name, proposal), {"revision": proposal.revision, **words})


def test_from_proposal_to_a_firm_span(hers, opgave, alice):
    party = opgave.parties.get()
    address = reverse("commitments:propose", args=[opgave.slug])
    hers.post(address, {"party": party.pk, "what": "builds homes"})
    proposal = Commitment.objects.get()
    assert 'class="slice s-wish"' in hers.get(opgave.get_absolute_url()).content.decode()
    mandate = MandateFactory(membership=alice)
    assert mandate.text in hers.get(at("confirm", proposal)).content.decode()
    assert post(hers, "confirm", proposal, speaks_as=mandate.pk).status_code == 302
    assert 'class="slice s-promise"' in hers.get(opgave.get_absolute_url()).content.decode()


def test_a_page_that_is_only_opened_confirms_nothing(hers, proposal):
    hers.get(at("confirm", proposal))
    proposal.refresh_from_db()
    assert proposal.status == "proposed"


def test_an_expired_mandate_is_said_in_words(hers, proposal, alice):
    mandate = MandateFactory(membership=alice)
    hers.get(at("confirm", proposal))
    Mandate.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    answer = post(hers, "confirm", proposal, speaks_as=mandate.pk)
    assert answer.status_code == 422
    assert "Je mandaat telt niet meer" in answer.content.decode()
    assert 'value="personal"' in answer.content.decode()


def test_a_text_that_changed_is_shown_again(hers, proposal):
    Commitment.objects.update(what="something else", revision=2)
    answer = post(hers, "confirm", proposal, speaks_as="personal")
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "something else" in html
    assert 'name="revision" value="2"' in html


def test_two_editors_see_both_texts(hers, proposal):
    Commitment.objects.update(what="theirs", revision=2)
    answer = post(hers, "change", proposal, what="mine")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "theirs" in html
    assert "mine" in html
    again = hers.post(at("change", proposal), {"revision": 2, "what": "both"})
    assert again.status_code == 302


def test_who_was_slower_chooses_field_by_field(hers, proposal, alice):
    actions.change_commitment(proposal, by=alice.user, revision=1, what="theirs", means="own money")
    words = {"what": "mine", "means": "", "evidence": "keys", "to_whom": ""}
    answer = hers.post(at("change", proposal), {"revision": 1, **words})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="choose-what"' in html
    assert 'name="choose-means"' not in html  # only the other changed it, so it stands
    assert "own money" in html
    kept = {"revision": 2, "choose-what": "theirs", **words, "means": "own money"}
    assert hers.post(at("change", proposal), kept).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.what, proposal.means, proposal.evidence) == ("theirs", "own money", "keys")


def test_a_withdrawn_promise_leaves_a_hole_with_its_reason(hers, opgave, alice):
    need = NeedFactory(opgave=opgave)
    promise = CommitmentFactory(
        opgave=opgave,
        organisation=alice.organisation,
        need=need,
        status="confirmed",
        confirmed_at=timezone.now(),
    )
    assert post(hers, "withdraw", promise, reason="no money").status_code == 302
    html = hers.get(opgave.get_absolute_url()).content.decode()
    assert "no money" in html
    assert 'id="hole-1"' in html
    CommitmentFactory(opgave=opgave, organisation=alice.organisation, need=need)
    assert "no money" not in hers.get(opgave.get_absolute_url()).content.decode()


def test_what_is_missing_is_named_at_its_field(hers, proposal):
    html = post(hers, "decline", proposal, reason="").content.decode()
    assert 'href="#id_reason"' in html


def test_an_editor_of_another_party_sees_no_button_to_confirm(client, opgave, proposal):
    client.force_login(editor_of(opgave))
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert at("confirm", proposal) not in html
    assert client.post(at("confirm", proposal), {"speaks_as": "personal"}).status_code == 403


def test_names_of_persons_stay_with_who_takes_part(client, hers, proposal, alice):
    post(hers, "confirm", proposal, speaks_as="personal")
    alice.user.name = "Alice de Vries"
    alice.user.save()
    assert "Alice de Vries" in hers.get(proposal.get_absolute_url()).content.decode()
    client.logout()
    assert "Alice de Vries" not in client.get(proposal.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "field", ["what", "to_whom", "due_on", "means", "evidence", "need", "party"]
)
def test_nothing_typed_breaks_the_proposal(hers, opgave, field):
    good = {"party": opgave.parties.get().pk, "what": "builds homes"}
    for name, text in TEXTS.items():
        answer = hers.post(
            reverse("commitments:propose", args=[opgave.slug]), good | {field: text}, follow=True
        )
        assert answer.status_code in (200, 422), name
        assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("name", ["confirm", "decline", "withdraw", "deliver", "change"])
def test_nothing_typed_breaks_a_decision(hers, proposal, name):
    for text in (text for text in TEXTS.values() if len(text) < 100_000):
        words = dict.fromkeys(
            ("revision", "speaks_as", "reason", "evidence", "delivered_on", "what"), text
        )
        assert hers.post(at(name, proposal), words).status_code in (302, 409, 422)


def test_a_mandate_is_recorded_and_ended_on_the_page_of_the_organisation(client):
    admin = MembershipFactory(role=Role.ADMIN)
    client.force_login(admin.user)
    house = admin.organisation
    address = reverse("commitments:record_mandate", args=[house.public_id])
    words = {"membership": admin.pk, "text": "homes", "valid_from": "2026-01-01"}
    assert client.post(address, words).status_code == 302
    mandate = Mandate.objects.get()
    page = reverse("accounts:organisation", args=[house.public_id])
    assert "homes" in client.get(page).content.decode()
    client.post(reverse("commitments:end_mandate", args=[house.public_id, mandate.pk]))
    mandate.refresh_from_db()
    assert not mandate.is_valid


def test_only_made_up_organisations_promise_in_the_example(client):
    opgaven = make_demo_opgaven()
    made = make_demo_commitments()
    assert len(made) == 12
    assert all(commitment.organisation.is_fictional for commitment in made)
    assert make_demo_commitments() == []
    html = client.get(opgaven[0].get_absolute_url()).content.decode()
    assert "De kloof is breder geworden." in html
    assert "5 % erbij" in html
