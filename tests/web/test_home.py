"""The start page: what Overbrug is, a seat, and the opgaven a person may see."""

import pytest
from django.test import Client

from overbrug.accounts.models import Organisation
from overbrug.core.visibility import Visibility
from tests.factories import OpgaveFactory, PartyFactory, editor_of

pytestmark = pytest.mark.django_db


def home(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_site_says_how_an_opgave_begins(client):
    page = home(client)
    assert 'class="empty-state"' in page
    assert "/accounts/login/?next=/opgaven/nieuw/" in page


def test_the_code_box_sends_the_code_to_the_door(client):
    page = home(client)
    assert 'action="/aan/"' in page
    assert 'name="code"' in page


def test_a_public_opgave_stands_there_with_its_parties(client):
    opgave = OpgaveFactory(title="Genoeg passende woningen")
    PartyFactory.create_batch(2, opgave=opgave)
    page = home(client)
    assert "Genoeg passende woningen" in page
    assert opgave.get_absolute_url() in page
    assert page.count('class="bridge-small"') == 1
    assert "We weten nog niet hoe breed de kloof is." in page


def test_a_closed_opgave_is_only_there_for_its_own_people(client):
    opgave = OpgaveFactory(title="Stille opgave", visibility=Visibility.NETWORK)
    assert "Stille opgave" not in home(client)
    client.force_login(editor_of(opgave))
    assert "Stille opgave" in home(client)


def test_who_logged_in_begins_with_their_own_things(client):
    opgave = OpgaveFactory()
    assert 'id="own"' not in home(client)
    client.force_login(editor_of(opgave))
    own = home(client).partition('id="own"')[2].partition("</section>")[0]
    for address in ("/gesprekken/", "/opgaven/", "/organisaties/", "/mijn-account/"):
        assert f'href="{address}"' in own


def test_without_a_demo_there_is_no_practice_table(client):
    assert 'id="demo"' not in home(client)


def test_markup_in_a_title_stays_text(client):
    OpgaveFactory(title="<script>alert(1)</script>")
    assert "<script>alert(1)</script>" not in home(client)


def test_home_asks_few_questions_however_many_opgaven(client, django_assert_max_num_queries):
    organisation = Organisation.objects.create(name="Overwater")
    OpgaveFactory.create_batch(8, home=organisation)
    with django_assert_max_num_queries(8):
        page = home(client)
    assert page.count('<li class="card">') == 6
