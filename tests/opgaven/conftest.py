"""An opgave of Bob, and a party that is invited to describe itself."""

import pytest

from tests.factories import OpgaveFactory, PartyFactory, editor_of, invitation_to
from tests.opgaven.phone import Phone


@pytest.fixture
def opgave():
    return OpgaveFactory(title="Enough homes", question="For whom?")


@pytest.fixture
def bob(opgave):
    return editor_of(opgave, name="Bob")


@pytest.fixture
def party(opgave):
    return PartyFactory(
        opgave=opgave, organisation=None, name="Youth", stake="they want cheap rooms"
    )


@pytest.fixture
def phone(party):
    return Phone(invitation_to(party)[1])
