"""A new administrator sees what to do first; who starts an installation sees real before invented."""

import pytest
from django.urls import reverse

from overbrug.accounts.actions import add_member
from overbrug.accounts.models import Role
from tests.factories import (
    PASSWORD,
    MandateFactory,
    MembershipFactory,
    OrganisationFactory,
    RegisteredAddressFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client):
    hat = MembershipFactory(role=Role.ADMIN)
    client.force_login(hat.user)
    return hat


def page_of(client, organisation):
    return client.get(reverse("accounts:organisation", args=[organisation.public_id]))


def undone(answer):
    return [step.button for step in answer.context["steps"] if not step.is_done]


def test_a_new_administrator_sees_three_things_to_do_each_with_its_page(client, alice):
    answer = page_of(client, alice.organisation)

    assert len(undone(answer)) == 3
    assert "1 van 4 gedaan" in answer.content.decode()
    for step in answer.context["steps"][1:]:
        assert client.get(step.address).status_code == 200
        assert f'href="{step.address}"' in answer.content.decode()


def test_a_step_that_is_done_says_so_and_the_next_one_comes_forward(client, alice):
    MandateFactory(membership=alice)

    answer = page_of(client, alice.organisation)

    assert len(undone(answer)) == 2
    assert answer.context["next"].button == undone(answer)[0]


def test_the_list_goes_once_all_is_done(client, alice):
    MandateFactory(membership=alice)
    RegisteredAddressFactory(organisation=alice.organisation)
    MembershipFactory(organisation=alice.organisation, role=Role.MEMBER)

    assert "first-steps" not in page_of(client, alice.organisation).content.decode()


def test_who_does_not_look_after_it_sees_no_list(client):
    hat = MembershipFactory(role=Role.EDITOR)
    client.force_login(hat.user)

    assert "first-steps" not in page_of(client, hat.organisation).content.decode()


def test_an_invented_organisation_asks_nothing(client):
    hat = MembershipFactory(role=Role.ADMIN, organisation__is_fictional=True)
    client.force_login(hat.user)

    assert "first-steps" not in page_of(client, hat.organisation).content.decode()


def test_the_link_of_a_new_administrator_leads_to_the_first_steps(client):
    house = OrganisationFactory()
    platform = UserFactory(is_platform=True)
    new = add_member(house, by=platform, email="mieke@partner.example", role=Role.ADMIN)

    answer = client.post(new.link_path, {"password": PASSWORD}, follow=True)

    assert answer.redirect_chain[0][0] == f"/organisaties/{house.public_id}/"
    assert "tweede-stap" in answer.redirect_chain[-1][0]  # and from there back
    new.membership.user.refresh_from_db()
    client.force_login(new.membership.user)
    answer = page_of(client, house)
    assert "first-steps" in answer.content.decode()


def test_real_organisations_come_first_and_invented_ones_are_called_so(client):
    OrganisationFactory(name="Aaa (verzonnen)", is_fictional=True)
    MembershipFactory(organisation__name="Zzz")
    OrganisationFactory(name="Bbb")
    client.force_login(UserFactory(is_platform=True))

    html = client.get("/organisaties/").content.decode()

    order = ["Zzz", "Hier werkt nog niemand", "Bbb", "Verzonnen, om mee te oefenen", "Aaa ("]
    places = [html.index(words) for words in order]
    assert places == sorted(places)


def test_a_fresh_installation_says_that_the_own_organisation_is_missing(client):
    OrganisationFactory(is_fictional=True)
    OrganisationFactory(name="Ministerie in een voorbeeld")
    client.force_login(UserFactory(is_platform=True))

    html = client.get("/organisaties/").content.decode()

    assert "Je eigen organisatie staat hier nog niet" in html


def test_a_real_hat_comes_before_an_older_invented_one():
    alice = UserFactory()
    MembershipFactory(user=alice, organisation__is_fictional=True)
    real = MembershipFactory(user=alice)

    assert alice.main_membership() == real
