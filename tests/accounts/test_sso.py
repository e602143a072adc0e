"""Login through a provider that is honest: who comes in as whom, and with what."""

import re
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives import serialization
from django.core.cache import cache

from overbrug.accounts.models import User
from overbrug.outbox.models import OutgoingMail
from tests.accounts.provider import KEY, HostileProvider, settings_for
from tests.factories import MembershipFactory, UserFactory
from tests.factors import did_second_step, give_code_app

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def provider_of_module():
    running = HostileProvider()
    yield running
    running.close()


@pytest.fixture
def set_up(settings, provider_of_module):
    """Read the environment again, with these variables beside the usual ones."""

    def read(**names):
        settings.SSO, settings.SOCIALACCOUNT_PROVIDERS = settings_for(
            provider_of_module.issuer, **names
        )

    provider_of_module.reset()
    cache.clear()
    read()
    return read


@pytest.fixture
def provider(provider_of_module, set_up):
    return provider_of_module


@pytest.fixture
def alice():
    return UserFactory(name="Alice", email="alice@overwater.example")


def begin(client, provider, **query):
    """Press the button; the provider remembers what it was asked."""
    answer = client.get("/accounts/sso/", query)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(answer.url).query).items()}
    provider.nonce, provider.challenge = asked["nonce"], asked["code_challenge"]
    return asked


def come_back(client, asked, **more):
    query = {"code": "a-code", "state": asked["state"], **more}
    return client.get("/accounts/sso/terug/", {k: v for k, v in query.items() if v is not None})


def log_in(client, provider, *, query=(), **more):
    return come_back(client, begin(client, provider, **dict(query)), **more)


def who(client):
    """Who is logged in, by mail address; nobody is ""."""
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key).email if key else ""


def test_the_button_stands_on_the_page_to_log_in_only_with_a_provider(client, provider, settings):
    assert "Overwater" in client.get("/accounts/login/?next=/opgaven/").content.decode()
    settings.SSO = {}
    assert "/accounts/sso/" not in client.get("/accounts/login/").content.decode()
    assert client.get("/accounts/sso/").status_code == 404
    assert client.get("/accounts/sso/terug/").status_code == 404


def test_the_question_to_the_provider_is_the_code_flow_with_all_three_locks(client, provider):
    asked = begin(client, provider)
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 40
    assert len(asked["nonce"]) >= 40
    assert asked["redirect_uri"] == "http://testserver/accounts/sso/terug/"
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}


def test_nobody_adds_to_the_question(client, provider):
    odd = {"scope": "admin", "auth_params": "redirect_uri=https://evil.example&prompt=none"}
    asked = begin(client, provider, **odd)
    assert "admin" not in asked["scope"]
    assert "prompt" not in asked
    assert "evil" not in asked["redirect_uri"]


def test_who_is_logged_in_already_is_asked_to_log_in_there_once_more(client, provider, alice):
    log_in(client, provider)
    assert begin(client, provider)["prompt"] == "login"


def test_an_account_is_linked_by_a_verified_address_and_known_again(client, provider, alice):
    assert log_in(client, provider, query={"next": "/opgaven/"}).url == "/opgaven/"
    assert who(client) == alice.email
    assert OutgoingMail.objects.get().to == alice.email
    client.logout()
    provider.claims = {"email": "other@elsewhere.example", "email_verified": False}
    log_in(client, provider)
    assert who(client) == alice.email


def test_nothing_of_the_provider_is_kept_but_a_hash(client, provider, alice):
    log_in(client, provider)
    account = SocialAccount.objects.get()
    assert account.extra_data == {}
    assert re.fullmatch("[0-9a-f]{64}", account.uid)


def test_the_same_subject_of_another_provider_is_somebody_else(client, provider, alice, set_up):
    log_in(client, provider)
    client.logout()
    SocialAccount.objects.update(uid="of another issuer")
    assert log_in(client, provider).status_code == 403
    assert who(client) == ""


@pytest.mark.parametrize(
    ("claims", "kind"),
    [
        ({"email_verified": False}, "staat"),
        ({"email_verified": ...}, "staat"),
        ({"email_verified": "true"}, "staat"),
        ({"email": ...}, "staat"),
        ({"email": ["alice@overwater.example"]}, "staat"),
        ({"email": "alice@overwater.example@evil.example"}, "staat"),
        ({"email": "alice@evil.example"}, ""),
        ({"email": "alice@sub.overwater.example"}, ""),
        ({"email": "alice@overwater.example\u200b"}, ""),
        ({"email": "ålice@overwater.example"}, ""),
    ],
)
def test_an_address_that_says_nothing_takes_nobody_over(client, provider, alice, claims, kind):
    provider.claims = claims
    assert log_in(client, provider).status_code == 403
    assert who(client) == ""
    assert not SocialAccount.objects.exists()


def test_without_domains_no_address_links(client, provider, alice, set_up):
    set_up(OIDC_MAIL_DOMAINS="")
    assert log_in(client, provider).status_code == 403


def test_a_provider_that_vouches_for_each_address_needs_no_mark(client, provider, alice, set_up):
    set_up(OIDC_MAIL_IS_VERIFIED="1")
    provider.claims = {"email_verified": ...}
    log_in(client, provider)
    assert who(client) == alice.email


def test_a_namesake_who_got_the_mailbox_later_does_not_get_the_account(client, provider, alice):
    log_in(client, provider)
    client.logout()
    provider.claims = {"sub": "somebody else"}
    assert log_in(client, provider).status_code == 403
    assert who(client) == ""


def test_accounts_are_made_only_when_the_host_says_so_and_without_rights(client, provider, set_up):
    assert log_in(client, provider).status_code == 403
    assert not User.objects.exists()
    set_up(OIDC_CREATE_ACCOUNTS="1")
    provider.claims = {"name": "<script>alert(1)</script>\u202e" + "x" * 500}
    assert log_in(client, provider).status_code == 302
    user = User.objects.get()
    assert (user.is_platform, user.memberships.count()) == (False, 0)
    assert not user.has_usable_password()
    assert "<script>alert" not in client.get("/mijn-account/").content.decode()


def test_a_blocked_account_stays_outside(client, provider, alice):
    log_in(client, provider)
    client.logout()
    User.objects.update(is_active=False)
    log_in(client, provider)
    assert who(client) == ""


def test_the_own_second_step_is_still_asked(client, provider, alice):
    give_code_app(alice)
    assert log_in(client, provider).url == "/accounts/tweede-stap/code/"
    assert who(client) == ""


@pytest.mark.parametrize(
    ("trusted", "claims", "counts"),
    [
        ("mfa", {"amr": ["pwd", "mfa"]}, True),
        ("mfa,https://refeds.org/profile/mfa", {"acr": "https://refeds.org/profile/mfa"}, True),
        ("mfa", {"amr": ["pwd"]}, False),
        ("mfa", {"amr": "mfa"}, False),
        ("mfa", {"amr": [["mfa"], {"mfa": 1}]}, False),
        ("", {"amr": ["mfa"]}, False),
        ("", {"acr": ""}, False),
    ],
)
def test_two_steps_elsewhere_count_when_the_host_trusts_them(
    client, provider, alice, set_up, trusted, claims, counts
):
    MembershipFactory(user=alice, role="organisation_admin")
    set_up(OIDC_SECOND_FACTOR=trusted)
    provider.claims = claims
    log_in(client, provider)
    assert did_second_step(client) == counts
    house = alice.memberships.get().organisation
    status = client.get(f"/organisaties/{house.public_id}/").status_code
    assert status == (200 if counts else 302)


def test_an_address_from_userinfo_counts_when_it_is_of_the_same_person(client, provider, alice):
    provider.claims = {"email": ..., "email_verified": ...}
    provider.info = {"sub": "abc", "email": alice.email, "email_verified": True}
    log_in(client, provider)
    assert who(client) == alice.email


def test_the_secret_goes_as_the_provider_wants_it(client, provider, alice):
    log_in(client, provider)
    _path, sent, headers = next(a for a in provider.asked if a[0] == "/token")
    assert headers["Authorization"].startswith("Basic ")
    assert "client_secret" not in sent


def test_a_signed_statement_instead_of_a_secret(client, provider, alice, set_up, tmp_path):
    pem = KEY.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "key.pem").write_bytes(pem)
    set_up(OIDC_CLIENT_SECRET="", OIDC_PRIVATE_KEY_FILE=str(tmp_path / "key.pem"))
    log_in(client, provider)
    _path, sent, headers = next(a for a in provider.asked if a[0] == "/token")
    claims = jwt.decode(
        sent["client_assertion"], KEY.public_key(), ["RS256"], audience=f"{provider.issuer}/token"
    )
    assert (claims["iss"], claims["sub"]) == ("overbrug", "overbrug")
    assert "Authorization" not in headers
    assert who(client) == alice.email


def test_logging_out_ends_it_here(client, provider, alice):
    log_in(client, provider)
    client.post("/accounts/logout/")
    assert who(client) == ""
