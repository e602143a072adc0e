"""Which pages may open a socket."""

import pytest

from overbrug.realtime.origin import is_own_page

HOSTS = ["localhost", "192.168.1.5", "[::1]", "tafel.test"]


def allowed(origin, host, scheme="http"):
    return is_own_page(origin, host, scheme=scheme, allowed_hosts=HOSTS)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://localhost:8000", "localhost:8000"),
        ("http://192.168.1.5:8000", "192.168.1.5:8000"),
        ("http://tafel.test", "tafel.test"),
        ("http://tafel.test", "tafel.test:80"),
        ("http://TAFEL.test", "tafel.test"),
        ("http://[::1]:8000", "[::1]:8000"),
    ],
)
def test_our_own_page_may(origin, host):
    assert allowed(origin, host)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://evil.test", "tafel.test"),
        ("http://tafel.test:8001", "tafel.test:8000"),
        ("http://tafel.test.evil.test", "tafel.test"),
        ("http://tafel.test@evil.test", "tafel.test"),
        ("https://tafel.test", "tafel.test"),
        ("http://tafel.test/page", "tafel.test"),
        ("http://tafel.test:x", "tafel.test"),
        ("http://[::1", "[::1]"),
        ("null", "tafel.test"),
        ("file://", "tafel.test"),
        ("", "tafel.test"),
    ],
)
def test_a_foreign_page_may_not(origin, host):
    assert not allowed(origin, host)


def test_a_foreign_page_cannot_use_its_own_name_for_us():
    assert not allowed("http://evil.test", "evil.test")
    assert not allowed(None, "evil.test")


def test_a_client_that_is_no_browser_sends_none():
    assert allowed(None, "localhost:8000")


def test_on_https_the_page_must_be_https():
    assert allowed("https://tafel.test", "tafel.test", scheme="https")
    assert not allowed("http://tafel.test", "tafel.test", scheme="https")
