"""Asking for a new password tells nobody who is here, and sends nobody elsewhere."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from overbrug.outbox.models import OutgoingMail
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def ask(client, email, **headers):
    answer = client.post(reverse("account_reset_password"), {"email": email}, **headers)
    assert answer.url == reverse("account_reset_password_done")


@pytest.mark.parametrize("public", ["https://bridge.example", ""])
def test_the_link_is_at_our_own_address_whatever_host_was_asked(client, settings, public):
    settings.PUBLIC_URL = public
    settings.ALLOWED_HOSTS = ["localhost", "192.0.2.7"]
    ask(client, UserFactory().email, HTTP_HOST="localhost:4444")
    letter = OutgoingMail.objects.get()
    assert "4444" not in letter.text + letter.html
    assert f"{public or 'http://192.0.2.7'}" in letter.text


def test_the_letter_waits_in_the_outbox_and_the_page_does_not(client):
    ask(client, UserFactory().email)
    assert mail.outbox == []
    assert OutgoingMail.objects.count() == 1


def written(client, email):
    """The tables that asking for this address writes to."""
    with CaptureQueriesContext(connection) as seen:
        ask(client, email)
    return [q["sql"][:40] for q in seen if q["sql"].startswith("INSERT") and "outgoing" in q["sql"]]


def test_an_unknown_address_takes_the_same_writing_and_gets_nothing(client):
    known = written(client, UserFactory().email)
    OutgoingMail.objects.all().delete()
    assert known
    assert written(client, "nobody@overwater.example") == known
    assert not OutgoingMail.objects.exists()


def test_the_letter_goes_to_the_address_that_is_here(client):
    UserFactory(email="alice@overwater.example")
    ask(client, "ALICE@overwater.example")
    assert OutgoingMail.objects.get().to == "alice@overwater.example"


def test_who_never_had_a_password_gets_a_letter_too(client):
    ask(client, UserFactory(password=None).email)
    assert OutgoingMail.objects.count() == 1
