"""A provider, or somebody between, that lies: each is refused in words, and nobody gets in."""

import base64
import hashlib
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from overbrug.accounts.sso import fetching
from tests.accounts import provider as fake
from tests.accounts.provider import KEY, OTHER_KEY, public, write
from tests.accounts.test_sso import (  # noqa: F401  (fixtures)
    alice,
    begin,
    come_back,
    log_in,
    provider,
    provider_of_module,
    set_up,
    who,
)

pytestmark = pytest.mark.django_db
NOW = int(time.time())


def signed(algorithm, key, **header):
    return lambda claims: jwt.encode(claims, key, algorithm, headers={"kid": "one", **header})


def without_signature(claims):
    return jwt.encode(claims, "", "none", headers={"kid": "one"})


def public_key_as_secret(claims):
    """The old trick: the public key of the provider as the secret of HS256."""
    pem = KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    head, body = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
        for part in ({"alg": "HS256", "kid": "one"}, claims)
    )
    import hmac

    mark = hmac.new(pem, head + b"." + body, hashlib.sha256).digest()
    return b".".join([head, body, base64.urlsafe_b64encode(mark).rstrip(b"=")]).decode()


def drip(handler):
    """One byte, then nothing for longer than anybody waits."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def elsewhere(handler):
    handler.send_response(302)
    handler.send_header("Location", "http://127.0.0.1:1/token")
    handler.end_headers()


LIES = {
    "alg none": {"sign": without_signature},
    "the public key as a secret": {"sign": public_key_as_secret},
    "the secret of the client signs": {"sign": signed("HS256", "a secret" * 8)},
    "another key under a known name": {"sign": signed("RS256", OTHER_KEY)},
    "an unknown kid": {"header": {"kid": "two"}},
    "a kid that is a path": {"header": {"kid": "../../etc/passwd"}},
    "a key in the token": {"sign": signed("RS256", OTHER_KEY, jwk=public(OTHER_KEY))},
    "an address of keys in the token": {"sign": signed("RS256", OTHER_KEY, jku="http://evil/")},
    "an unknown critical header": {"sign": signed("RS256", KEY, crit=["exp", "x"])},
    "no keys": {"keys": []},
    "keys that are none": {"keys": [{"kid": "one", "kty": "RSA", "n": "!", "e": "AQAB"}]},
    "a symmetric key": {"keys": [{"kid": "one", "kty": "oct", "k": "YQ"}]},
    "two keys of one name": {"keys": [public(KEY), public(OTHER_KEY)]},
    "another audience": {"claims": {"aud": "another-client"}},
    "an audience of many without azp": {"claims": {"aud": ["overbrug", "another"]}},
    "another azp": {"claims": {"azp": "another"}},
    "another issuer": {"claims": {"iss": "https://evil.example"}},
    "an issuer with a slash more": {"claims": {"iss": "https://evil.example/"}},
    "another nonce": {"claims": {"nonce": "of another login"}},
    "no nonce": {"claims": {"nonce": ...}},
    "a nonce that is no text": {"claims": {"nonce": {"a": 1}}},
    "expired": {"claims": {"exp": NOW - 3600}},
    "made tomorrow": {"claims": {"iat": NOW + 86400, "exp": NOW + 90000}},
    "not before tomorrow": {"claims": {"nbf": NOW + 86400}},
    "no expiry": {"claims": {"exp": ...}},
    "an expiry that is no number": {"claims": {"exp": "soon"}},
    "an expiry without end": {"claims": {"exp": 1e400}},
    "no subject": {"claims": {"sub": ...}},
    "an empty subject": {"claims": {"sub": ""}},
    "a subject of a mile": {"claims": {"sub": "x" * 5000}},
    "a subject that is a list": {"claims": {"sub": ["abc"]}},
    "another access token": {"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
    "no ID token": {"tokens": {"access_token": "a", "token_type": "Bearer"}},
    "an ID token that is a list": {"tokens": {"access_token": "a", "id_token": ["x"]}},
    "an ID token that is none": {"tokens": {"access_token": "a", "id_token": "x.y.z"}},
    "no access token": {"tokens": {"id_token": "x"}},
    "a list instead of tokens": {"tokens": (200, ["a"])},
    "an error with markup": {"tokens": (400, {"error": "<script>alert(1)</script>"})},
    "a broken server": {"tokens": (503, {})},
    "a page instead of tokens": {"tokens": lambda h: write(h, 200, b"<html>", "text/html")},
    "numbers without end": {"tokens": lambda h: write(h, 200, b"[" * 100_000)},
    "a huge answer": {"tokens": lambda h: write(h, 200, b'{"a": "' + b"x" * 400_000 + b'"}')},
    "a redirect elsewhere": {"tokens": elsewhere},
    "it calls itself otherwise": {"config": {"issuer": "https://evil.example"}},
    "tokens at another host": {"config": {"token_endpoint": "https://evil.example/token"}},
    "keys on this machine": {"config": {"jwks_uri": "file:///etc/passwd"}},
    "keys of an inner service": {"config": {"jwks_uri": "http://169.254.169.254/latest"}},
    "no way to tokens": {"config": {"token_endpoint": None}},
    "userinfo at another host": {
        "config": {"userinfo_endpoint": "https://evil.example/me"}, "claims": {"email": ...},
    },
    "userinfo about somebody else": {
        "claims": {"email": ...},
        "info": {"sub": "xyz", "email": "alice@overwater.example", "email_verified": True},
    },
}  # fmt: skip


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("lie", LIES)
def test_every_lie_is_refused_in_words(client, provider, lie):  # noqa: F811
    asked = begin(client, provider)
    fetching.cache.clear()
    for name, value in LIES[lie].items():
        setattr(provider, name, value)
    answer = come_back(client, asked)
    html = answer.content.decode()
    assert answer.status_code == 403
    assert '<p class="lead">' in html
    assert "<script>alert" not in html
    assert who(client) == ""


@pytest.mark.usefixtures("alice")
def test_a_code_is_not_taken_twice(client, provider):  # noqa: F811
    asked = begin(client, provider)
    assert come_back(client, asked).status_code == 302
    client.post("/accounts/logout/")
    assert come_back(client, asked).status_code == 403
    assert who(client) == ""


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("state", [None, "", "x", "x" * 5000, "<script>alert(1)</script>"])
def test_another_state_is_refused(client, provider, state):  # noqa: F811
    asked = begin(client, provider)
    answer = come_back(client, asked | {"state": state})
    assert answer.status_code == 403
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.usefixtures("alice")
def test_the_answer_to_one_browser_logs_no_other_in(client, provider):  # noqa: F811
    from django.test import Client

    asked, other = begin(client, provider), Client()
    assert come_back(other, asked).status_code == 403
    assert who(other) == ""


@pytest.mark.usefixtures("alice")
def test_the_state_of_one_login_with_the_nonce_of_another(client, provider):  # noqa: F811
    first = begin(client, provider)
    begin(client, provider)  # the provider now answers this one
    provider.challenge = first["code_challenge"]
    assert come_back(client, first).status_code == 403


@pytest.mark.usefixtures("alice")
def test_a_verifier_of_another_login_is_refused(client, provider):  # noqa: F811
    asked = begin(client, provider)
    provider.challenge = "of another login"
    assert come_back(client, asked).status_code == 403


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("said", ["https://evil.example", "", None])
def test_an_answer_of_another_provider_is_refused(client, provider, said):  # noqa: F811
    provider.config = {"authorization_response_iss_parameter_supported": True}
    assert log_in(client, provider, iss=said).status_code == 403
    assert log_in(client, provider, iss=provider.issuer).status_code == 302


def test_who_stops_there_or_is_refused_hears_so(client, provider):  # noqa: F811
    asked = begin(client, provider)
    answer = client.get("/accounts/sso/terug/", {"state": asked["state"], "error": "access_denied"})
    assert answer.status_code == 403
    asked = begin(client, provider)
    odd = {"state": asked["state"], "error": "x", "error_description": "<script>alert(1)</script>"}
    answer = client.get("/accounts/sso/terug/", odd)
    assert answer.status_code == 403
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example/", "/\\evil.example"])
@pytest.mark.usefixtures("alice")
def test_a_login_elsewhere_never_leads_away(client, provider, onward):  # noqa: F811
    assert log_in(client, provider, query={"next": onward}).url == "/"


def test_no_other_site_begins_a_login(client, provider):  # noqa: F811
    answer = client.get("/accounts/sso/", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.url == "/accounts/login/"


def test_a_provider_that_is_away_is_said(client, settings):
    settings.SSO, settings.SOCIALACCOUNT_PROVIDERS = fake.settings_for("http://127.0.0.1:1")
    answer = client.get("/accounts/sso/")
    assert answer.status_code == 403
    assert "Overwater" in answer.content.decode()


def test_a_slow_provider_is_not_waited_for(client, provider, monkeypatch):  # noqa: F811
    monkeypatch.setattr("overbrug.core.fetching.MOST_SECONDS", 0.3)
    asked = begin(client, provider)
    provider.tokens = drip
    began = time.monotonic()
    assert come_back(client, asked).status_code == 403
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize("issuer", ["http://provider.example", "ftp://x", "provider.example"])
def test_a_set_up_without_https_is_refused_at_the_start(issuer):
    with pytest.raises(SystemExit):
        fake.settings_for(issuer)
    with pytest.raises(SystemExit):
        fake.settings_for("https://provider.example", OIDC_CLIENT_SECRET="")
