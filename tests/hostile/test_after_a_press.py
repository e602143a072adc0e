"""Pages that only come after a press which succeeds: the words that were sent stand there, and run nowhere."""

import pytest
from django.urls import reverse

from overbrug.accounts.models import Role
from tests.factories import MembershipFactory, PartyFactory, invitation_to
from tests.hostile.pages import shapes
from tests.opgaven.phone import Phone

pytestmark = pytest.mark.django_db
PLAIN, HOSTILE = "een zin", '"><img src=x onerror=pwned(1)><script>pwned(1)</script>'


def adds_nothing(plain, hostile):
    """The same elements and attributes, and the words are really there."""
    assert PLAIN in plain
    assert "onerror=pwned(1)" in hostile
    assert shapes(hostile) == shapes(plain)


def test_after_adding_a_member(client):
    admin = MembershipFactory(role=Role.ADMIN)
    client.force_login(admin.user)
    address = reverse("accounts:add_member", args=[admin.organisation.public_id])

    def added(number, name):
        email = f"new{number}@overwater.example"
        return client.post(address, {"email": email, "name": name, "role": "member"})

    adds_nothing(added(1, PLAIN).content.decode(), added(2, HOSTILE).content.decode())


def test_after_describing_the_own_stake():
    def described(words):
        phone = Phone(invitation_to(PartyFactory(organisation=None, name=words))[1])
        assert phone.send(stake=words).status_code == 302
        return phone.look().content.decode()

    adds_nothing(described(PLAIN), described(HOSTILE))
