"""What people stumbled over after the one-time link."""

import pytest

from overbrug.accounts.actions import make_admin_link

pytestmark = pytest.mark.django_db


def test_after_the_one_time_link_the_next_step_stands_in_words(client):
    person = {
        "name": "Alice",
        "email": "alice@overwater.example",
        "password": "een brug van beloften",
    }

    page = client.post(make_admin_link(), person, follow=True).content.decode()

    assert "Voeg je organisatie toe. Dan kun je een gesprek bijeenroepen." in page
