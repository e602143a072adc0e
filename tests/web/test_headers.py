"""What every answer carries: no inline code, no third party, necessary cookies only."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import UserFactory
from tests.factories_dialogues import browser_of, make_seat

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "/",
    "/opgaven/",
    "/kaarten/",
    "/aan/",
    "/accounts/login/",
    "/wie-ziet-wat/",
    "/not-there/",
]
TEMPLATES = sorted((ROOT / "overbrug").glob("*/templates/**/*.html"))

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", PAGES)
def test_policy_allows_own_files_only(client, path):
    policy = client.get(path)["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "ws://testserver" in policy
    assert re.findall(r"https?://", policy) == []


@pytest.mark.parametrize("path", PAGES)
def test_headers_that_protect(client, path):
    answer = client.get(path)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


def test_hsts_only_on_https(client, settings):
    assert "Strict-Transport-Security" not in client.get("/")
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert "Strict-Transport-Security" in Client().get("/", secure=True)


def test_a_visitor_gets_necessary_cookies_only(client):
    for path in PAGES:
        client.get(path)
    assert set(client.cookies) <= {settings.CSRF_COOKIE_NAME}


def test_every_cookie_is_on_the_page_about_them(client):
    page = client.get("/wie-ziet-wat/").content.decode()
    seat = make_seat()
    client.cookies = browser_of(seat).cookies
    client.force_login(UserFactory())
    client.post("/taal/", {"language": "en"})
    client.get("/aan/")
    client.post(f"/tafel/{seat.table.public_id}/eigen-tafel/", {"name": "Alice"})
    client.post(f"/tafel/{seat.table.public_id}/verlaat/", {"seat": seat.public_id})
    assert len(client.cookies) == 5
    assert [name for name in client.cookies if f">{name}</th>" not in page] == []


def test_a_foreign_host_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/%00", "/opgaven/?q=%00", "/aan/%00/"])
def test_a_null_byte_is_a_bad_request(client, path):
    assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_language_switch_never_leads_away(client, target):
    answer = client.post("/taal/", {"language": "en", "next": target})
    assert answer.status_code == 302
    assert answer["Location"] == "/"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_code_and_no_foreign_address(template):
    text = template.read_text(encoding="utf-8")
    # The frame of a mail has its style inside: no policy of ours reaches a mail programme.
    style = "" if template.match("outbox/mail.html") else "|<style"
    assert not re.search(rf"\sstyle=|\son[a-z]+=\"{style}", text)
    assert not re.search(r"<script(?![^>]*(src=|application/json))", text)
    assert not re.search(r"(src|href)=\"(https?:)?//", text)
    # Only the QR code, which our own code draws, is put in unescaped.
    assert not re.search(r"(?<!qr)\|safe", text)


@pytest.mark.parametrize("charset", ["rot13", "hex", "zlib", "idna", "undefined", "utf-16", "x"])
def test_a_body_in_no_text_encoding_is_refused(client, charset):
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    body = b'--x\r\nContent-Disposition: form-data; name="language"\r\n\r\nnl\r\n--x--\r\n'
    assert client.generic("POST", "/taal/", body, content_type=kind).status_code == 400


def test_a_body_that_says_utf_8_is_read(client):
    kind = "application/x-www-form-urlencoded; charset=UTF-8"
    answer = client.post("/taal/", "language=en&next=/", content_type=kind)
    assert answer.status_code == 302
