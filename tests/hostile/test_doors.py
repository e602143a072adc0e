"""Whoever comes from elsewhere, with another method, another host or a form of another site.

Generated from the addresses of the site, so a new one is tried too.
"""

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from overbrug.core.visibility import Visibility
from overbrug.outbox.models import OutgoingMail
from tests.factories import PASSWORD, UserFactory
from tests.hostile.campaign import again, chance, size
from tests.web.rights_matrix import MATRIX
from tests.web.world_of_rights import World

pytestmark = pytest.mark.django_db
LOGIN_PAGES = [
    *("account_login", "account_logout", "account_change_password", "account_set_password"),
    "account_reset_password",
]
# A mail program presses it (RFC 8058). It has no cookie; the token in the address is what counts.
ONE_CLICK = {"followups:open-stop"}
METHODS = ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "OPTIONS", "BREW"]
ASKS = ("next", "redirect", "return_to", "url", "continue", "to")
# May be kept: says nothing about anybody, and is the same for everyone.
PUBLIC_FILES = {"cards:schema"}
ELSEWHERE = [
    *("//evil.example", "///evil.example", "https://evil.example/", "https:evil.example"),
    *("/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example"),
    *("javascript:alert(1)", "data:text/html,x", "https://testserver@evil.example/"),
    *("https://testserver.evil.example/", "http:///evil.example", "/%09/evil.example"),
    *(
        "//evil%E3%80%82example",
        "https://evil。example",
        "//[::1]/",
        "//localhost/",
        " //evil.example",
    ),
]


@pytest.fixture
def world():
    """With the (name, address) of everything, login pages included."""
    made = World(Visibility.PUBLIC)
    made.every = [(name, made.address(name)) for name in MATRIX]
    made.every += [(name, reverse(name)) for name in LOGIN_PAGES]
    return made


def browsers(world):
    """Who may change most, each in a browser that keeps to the rules of CSRF."""
    for role in size(("admin", "seated"), ("admin", "editor", "platform", "seated", "visitor")):
        client = world.client(role)
        client.handler.enforce_csrf_checks = True
        yield role, client


def stays(response):
    """Whether an answer keeps the browser on this site."""
    where = response.get("Location", "/")
    return where.startswith("/") and not where.startswith(("//", "/\\")) and "\t" not in where


def test_no_form_of_another_site_changes_anything(world):
    wrong = []
    for role, client in browsers(world):
        for name, address in world.every:
            if name in ONE_CLICK:
                continue
            status = client.post(address, {"name": "x", "do": "agree"}).status_code
            if status not in (403, 404, 405) and not (role == "visitor" and status == 302):
                wrong.append(f"{role} {name} {status}")
    assert wrong == []


def test_a_token_of_another_browser_is_none(world):
    client = Client(enforce_csrf_checks=True)
    other = Client()
    other.get("/accounts/login/")
    client.get("/accounts/login/")
    data = {"csrfmiddlewaretoken": other.cookies[settings.CSRF_COOKIE_NAME].value, "language": "en"}
    assert client.post("/taal/", data).status_code == 403


@pytest.mark.parametrize("role", ["admin", "seated"])
def test_every_answer_is_private_and_stands_in_no_frame(world, role):
    client, wrong = world.client(role), {}
    for name, address in [*world.every, ("nothing", "/nothing/"), ("slash", "/opgaven")]:
        answer = client.get(address)
        policy = answer.get("Content-Security-Policy", "")
        kept = "no-store" in answer.get("Cache-Control", "") or name in PUBLIC_FILES
        framed = answer.get("X-Frame-Options") == "DENY" and "frame-ancestors 'none'" in policy
        quiet = answer.get("X-Content-Type-Options") == "nosniff" and "Referrer-Policy" in answer
        if not (kept and framed and quiet):
            wrong[name] = dict(answer.items())
    assert wrong == {}


def test_other_methods_do_nothing(world):
    """Each address gets one of them from each role; all of them in the full form."""
    rng, wrong = chance("methods"), {}
    for role, client in browsers(world):
        for name, address in world.every:
            for method in rng.sample(METHODS, size(1, len(METHODS))):
                answer = client.generic(method, address, b"name=x")
                if answer.status_code != 405:
                    wrong[f"{method} {name}"] = f"{role} {answer.status_code}"
    assert wrong == {}, again(__file__)


def test_no_header_and_no_field_names_another_method(world):
    client = world.client("admin")
    headers = {"X-HTTP-Method-Override": "POST", "X-Method-Override": "DELETE"}
    for name, address in chance("override").sample(world.every, size(30, len(world.every))):
        plain, other = (
            client.get(address),
            client.get(address, {"_method": "POST"}, headers=headers),
        )
        assert other.status_code == plain.status_code, name


def test_a_head_is_a_get_without_a_body(world):
    for role in ("editor", "seated"):
        client = world.client(role)
        for name, address in chance(role).sample(world.every, size(30, len(world.every))):
            head, page = client.head(address), client.get(address)
            assert head.status_code == page.status_code, name
            assert not head.streaming or not b"".join(head.streaming_content), name
            assert head.streaming or not head.content, name


def test_no_address_leads_to_another_site(world):
    rng = chance("elsewhere")
    for role in size(("admin", "visitor"), ("admin", "seated", "visitor")):
        client = world.client(role)
        for name, address in world.every:
            asked = {asks: rng.choice(ELSEWHERE) for asks in ASKS}
            assert stays(client.get(address, asked, headers={"referer": "https://evil.example"})), (
                name
            )


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_login_and_no_switch_leads_to_another_site(target):
    asked, user = dict.fromkeys(ASKS, target), UserFactory()
    client = Client()
    login = {"login": user.email, "password": PASSWORD, **asked}
    assert stays(client.get("/accounts/login/", asked))
    assert stays(client.post("/taal/", {"language": "en", **asked}))
    assert stays(client.post("/accounts/login/", login))
    assert stays(client.get("/accounts/login/", asked))
    assert stays(client.post("/accounts/logout/", asked))


@pytest.mark.parametrize(
    "path",
    [
        *("//evil.example/opgaven", "//evil.example/..", "/\\evil.example", "/.//evil.example"),
        *("/opgaven/../accounts/", "/%2e%2e/%2e%2e/etc/passwd", "/static/../facts.sqlite3"),
        *("/static/%2e%2e/%2e%2e/overbrug/config/settings.py", "/opgaven/%2f%2fevil.example"),
        *("/opgaven;/", "/OPGAVEN/", "/opgaven/%ff/", "/opgaven/\u202e/", "/tafel/" + "a" * 5000),
        *("/opgaven//", "/./opgaven/", "/accounts/login/%0d%0aSet-Cookie:x=1", "/%5cevil.example"),
        "/accounts/login/?next=%0d%0aSet-Cookie:x=1",
    ],
)
def test_odd_paths_lead_nowhere(client, path):
    answer = client.get(path)
    assert answer.status_code in (200, 301, 302, 400, 404)
    assert stays(answer)
    assert "x" not in answer.cookies
    assert answer.status_code != 200 or path.startswith("/accounts/login/?")


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "testserver@evil.example"},
        {"host": "evil.example#testserver"},
        {"host": "testserver:80evil"},
        {"host": "testserver\u3002evil.example"},
        {"host": ""},
        {"host": "testserver", "x-forwarded-host": "evil.example"},
        {"host": "testserver", "x-host": "evil.example", "forwarded": "host=evil.example"},
        {"host": "testserver", "x-forwarded-port": "1", "x-original-url": "/evil"},
        {"host": "testserver", "x-forwarded-proto": "https"},
    ],
    ids=str,
)
def test_no_host_of_a_stranger_stands_in_a_page_or_a_mail(world, headers):
    client, user = world.client("editor"), world.hats["editor"].user
    for path in ("/", "/accounts/login/", world.address("dialogues:dialogue")):
        answer = client.get(path, headers=headers)
        assert answer.status_code in (200, 302, 400)
        assert "evil" not in answer.content.decode() + answer.get("Location", "")
    Client().post("/accounts/password/reset/", {"email": user.email}, headers=headers)
    client.post(
        world.address("opgaven:invite_party"), {"email": "a@overwater.example"}, headers=headers
    )
    letters = [m.text + m.html for m in OutgoingMail.objects.all()]
    assert not any("evil" in str(m) for m in [*letters, *(m.message() for m in mail.outbox)])
