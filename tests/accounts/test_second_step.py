"""The second step of a login: a code app, recovery codes, and what its owner hears of it."""

import base64
import hashlib
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from overbrug.outbox.models import OutgoingMail
from tests.factories import UserFactory
from tests.factors import (
    SECRET,
    code_now,
    did_second_step,
    give_code_app,
    log_in,
    secret_on,
    with_code,
)
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return UserFactory(name="Alice")


def is_in(client):
    return client.get("/mijn-account/").status_code == 200


def html(answer):
    return answer.content.decode()


@pytest.fixture
def set_up(client, alice, django_capture_on_commit_callbacks):
    """Alice sets up a code app; the answer leads to her recovery codes."""
    log_in(client, alice)
    secret = secret_on(client.get(reverse("mfa_activate_totp")))
    with django_capture_on_commit_callbacks(execute=True):
        return with_code(client, code_now(secret), "mfa_activate_totp")


@pytest.mark.django_db(transaction=True)
def test_somebody_sets_up_a_code_app_and_gets_recovery_codes_once(client, set_up):
    assert set_up.url == reverse("mfa_view_recovery_codes")
    assert html(client.get(set_up.url)).count("<code>") == 10
    assert html(client.get(set_up.url)).count("<code>") == 10  # reloading loses nothing
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11)):
        assert "<code>" not in html(client.get(set_up.url))


@pytest.mark.django_db(transaction=True)
def test_who_set_it_up_has_shown_it(client, alice):
    log_in(client, alice)
    secret = secret_on(client.get(reverse("mfa_activate_totp")))
    with_code(client, code_now(secret), "mfa_activate_totp")
    assert did_second_step(client)


@pytest.mark.django_db(transaction=True)
def test_the_codes_are_a_text_file_too(client, set_up):
    shown = client.get(set_up.url).context["codes"]
    file = client.get(reverse("mfa_download_recovery_codes"))
    assert file["Content-Type"].startswith("text/plain")
    assert file["Content-Disposition"].startswith("attachment")
    assert set(shown) <= set(html(file).splitlines())


def test_another_session_of_the_same_person_does_not_see_them(client, alice):
    give_code_app(alice)
    client.force_login(alice)
    assert len(client.get(reverse("mfa_view_recovery_codes")).context["codes"]) == 10
    client.logout()
    client.force_login(alice)
    assert client.get(reverse("mfa_view_recovery_codes")).context["codes"] == []
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 302


def test_after_that_a_password_alone_opens_nothing(client, alice):
    give_code_app(alice)
    assert log_in(client, alice).url == reverse("mfa_authenticate")
    assert not is_in(client)
    assert with_code(client, code_now()).status_code == 302
    assert is_in(client)


def test_the_second_step_leads_on_to_where_one_was_going(client, alice):
    give_code_app(alice)
    log_in(client, alice, next="/organisaties/")
    assert with_code(client, code_now()).url == "/organisaties/"


@pytest.mark.parametrize("code", ["000000", "", "x" * 50, "١٢٣٤٥٦", "12345", "0" * 5000])
def test_a_wrong_code_is_refused_in_words(client, alice, code):
    give_code_app(alice)
    log_in(client, alice)
    answer = with_code(client, code)
    assert answer.status_code == 200
    assert "error-summary" in html(answer)
    assert not is_in(client)


def test_a_code_counts_once(client, alice):
    give_code_app(alice)
    code = code_now(later=1)
    log_in(client, alice)
    with_code(client, code)
    client.logout()
    log_in(client, alice)
    with_code(client, code)
    assert not is_in(client)


def test_a_phone_whose_clock_is_half_a_minute_off_still_works(client, alice):
    give_code_app(alice)
    log_in(client, alice)
    with_code(client, code_now(later=-1))
    assert is_in(client)


def test_guessing_codes_is_stopped_from_everywhere(client, alice):
    give_code_app(alice)
    log_in(client, alice)
    for number in range(6):
        with_code(client, f"{number:06}")
    assert "Wacht vijf minuten" in html(with_code(client, code_now())) or not is_in(client)
    assert not is_in(client)


def test_a_recovery_code_works_once_and_its_owner_hears_of_it(client, alice):
    codes = give_code_app(alice)
    log_in(client, alice)
    with_code(client, f"{codes[0][:4]} {codes[0][4:]}")
    assert is_in(client)
    assert OutgoingMail.objects.get().to == alice.email
    client.logout()
    log_in(client, alice)
    with_code(client, codes[0])
    assert not is_in(client)


def test_few_codes_left_are_said(client, alice):
    codes = give_code_app(alice)
    for code in codes[:7]:
        log_in(client, alice)
        answer = with_code(client, code)
        client.get(answer.url)
        client.post(reverse("account_logout"))
    client.force_login(alice)
    assert "notice caution" in html(client.get(reverse("mfa_index")))


def test_to_remove_a_factor_one_proves_once_more(client, alice):
    give_code_app(alice)
    log_in(client, alice)
    with_code(client, code_now())
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        answer = client.post(reverse("mfa_deactivate_totp"))
        assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert Authenticator.objects.filter(user=alice, type="totp").exists()
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=alice).exists()
    assert OutgoingMail.objects.count() == 1


def test_the_secret_is_not_readable_in_the_database(alice):
    give_code_app(alice)
    assert SECRET not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_after_another_secret_key_a_code_is_wrong_and_nothing_breaks(client, alice, settings):
    give_code_app(alice)
    settings.SECRET_KEY = "another key than before, long enough"
    log_in(client, alice)
    assert with_code(client, code_now()).status_code == 200
    assert not is_in(client)


@pytest.mark.usefixtures("set_up")
def test_a_mail_tells_of_each_change(alice):
    mail = OutgoingMail.objects.get()
    assert mail.to == alice.email
    assert "code" in mail.text


def test_an_erased_account_leaves_no_factor(alice):
    from overbrug.accounts.actions import erase_account

    give_code_app(alice)
    erase_account(alice)
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("name", ["mfa_login_webauthn", "mfa_authenticate", "mfa_add_webauthn"])
def test_no_answer_of_a_passkey_breaks_a_page(client, alice, name):
    give_code_app(alice)
    log_in(client, alice)
    if name == "mfa_add_webauthn":
        client.force_login(alice)
    client.get(reverse(name), HTTP_ACCEPT="application/json")
    odd = ["[]", "{}", "7", "[" * 9000, '{"response": 1}', '{"response": {"userHandle": []}}']
    odd += [
        '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30",'
        '"authenticatorData":"AA","signature":"AA","userHandle":"AA","attestationObject":"oA"}}'
    ]
    for text in [*TEXTS.values(), *odd]:
        answer = client.post(reverse(name), {"credential": text, "name": text[:100]})
        assert answer.status_code in (200, 302, 429), text[:40]
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_whoever_has_a_copy_from_before_makes_no_codes_after_the_key_is_another(
    client, alice, settings
):
    """A stolen backup holds the encrypted secrets and the old key: neither makes a code that counts."""
    codes = give_code_app(alice)
    settings.SECRET_KEY = "another key than before, long enough"
    stolen = Authenticator.objects.get(user=alice, type=Authenticator.Type.TOTP).data["secret"]
    guess = base64.b32encode(hashlib.sha256(stolen.encode()).digest()[:20]).decode()
    log_in(client, alice)
    for code in (code_now(guess), code_now(), codes[0]):
        answer = with_code(client, code)
        assert answer.status_code == 200
        assert "error-summary" in html(answer)
    assert not is_in(client)


def test_a_used_recovery_code_is_called_used(client, alice):
    codes = give_code_app(alice)
    log_in(client, alice)
    with_code(client, codes[0])
    client.logout()
    log_in(client, alice)
    page = html(with_code(client, f"{codes[0][:4]} {codes[0][4:]}"))
    assert "al gebruikt" in page
    assert "nieuwste code" not in page


def test_who_came_in_with_a_recovery_code_is_led_to_a_new_app(client, alice):
    codes = give_code_app(alice)
    log_in(client, alice)
    page = html(client.get(with_code(client, codes[0]).url))
    assert f'<a href="{reverse("mfa_index")}">' in page
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200


def test_without_a_code_app_only_recovery_codes_are_asked(client, alice):
    give_code_app(alice)
    client.force_login(alice)
    assert "zes cijfers" in html(client.get(reverse("mfa_reauthenticate")))
    Authenticator.objects.filter(user=alice, type="totp").delete()
    page = html(client.get(reverse("mfa_reauthenticate")))
    assert "zes cijfers" not in page
    assert "herstelcodes" in page


def test_who_guesses_elsewhere_keeps_nobody_from_setting_up_a_code_app(client, alice):
    give_code_app(alice)
    elsewhere = Client()
    log_in(elsewhere, alice)
    for number in range(6):
        with_code(elsewhere, f"{number:06}")
    Authenticator.objects.filter(user=alice).delete()
    log_in(client, alice)
    secret = secret_on(client.get(reverse("mfa_activate_totp")))
    with_code(client, code_now(secret), "mfa_activate_totp")
    assert Authenticator.objects.filter(user=alice, type="totp").exists()
