"""Login through a conformant provider, from our button to back in: nothing of it is imagined."""

import json
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives import serialization
from django.core.cache import cache

from tests.accounts.certified import CertifiedProvider
from tests.accounts.provider import KEY, settings_for
from tests.accounts.test_sso import who
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SECRET = "a-secret-of-the-client-long-enough"


@pytest.fixture(scope="module", params=[False, True], ids=["userinfo", "in the token"])
def certified(request):
    running = CertifiedProvider(
        "http://testserver/accounts/sso/terug/", claims_in_token=request.param
    )
    yield running
    running.close()


@pytest.fixture
def set_up(settings, certified):
    def read(**names):
        settings.SSO, settings.SOCIALACCOUNT_PROVIDERS = settings_for(certified.issuer, **names)

    cache.clear()
    read(OIDC_CLIENT_SECRET=SECRET)
    return read


def through(client, **changes):
    """Our button, the provider, and back; `changes` is what somebody between changes."""
    asked = urlsplit(client.get("/accounts/sso/").url)
    query = {**dict(parse_qsl(asked.query)), **changes}
    address = f"{asked.scheme}://{asked.netloc}{asked.path}"
    there = requests.get(address, query, allow_redirects=False, timeout=10)
    back = urlsplit(there.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def test_alice_comes_in_and_is_known_again(client, set_up):
    alice = UserFactory(email="alice@overwater.example")
    assert through(client).status_code == 302
    assert who(client) == alice.email
    client.post("/accounts/logout/")
    through(client)
    assert who(client) == alice.email


def test_with_a_signed_statement_instead_of_a_secret(client, set_up, certified, tmp_path):
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
    public.pop("key_ops")
    certified.library.keyjar.import_jwks(
        {"keys": [{**public, "kid": "ours", "use": "sig"}]}, "overbrug"
    )
    client_there = certified.library.context.cdb["overbrug"]
    client_there["token_endpoint_auth_method"] = "private_key_jwt"
    pem = KEY.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "key.pem").write_bytes(pem)
    set_up(
        OIDC_CLIENT_SECRET="",
        OIDC_PRIVATE_KEY_FILE=str(tmp_path / "key.pem"),
        OIDC_PRIVATE_KEY_ID="ours",
    )
    alice = UserFactory(email="alice@overwater.example")
    through(client)
    client_there["token_endpoint_auth_method"] = "client_secret_basic"
    assert who(client) == alice.email


@pytest.mark.parametrize(
    "changes", [{"code_challenge": "x" * 43}, {"nonce": "of another login"}, {"state": "another"}]
)
def test_what_somebody_between_changes_is_noticed(client, set_up, changes):
    UserFactory(email="alice@overwater.example")
    assert through(client, **changes).status_code == 403
    assert who(client) == ""


def test_a_wrong_secret_is_said(client, set_up):
    set_up(OIDC_CLIENT_SECRET="another secret than the provider has")
    answer = through(client)
    assert answer.status_code == 403
    assert "liet je niet binnen" in answer.content.decode()
