"""Behind https, as HTTPS=1 says: cookies that cannot be planted, and no way back to http."""

import http.client
import re
from urllib.parse import urlencode

import pytest

from tests.realtime.house import house

PASSWORD = "een brug van beloften"


@pytest.fixture(scope="module")
def own():
    with house(HTTPS="1") as made:
        made.shell(
            "from overbrug.accounts.models import User; "
            f"User.objects.create_user('alice@overwater.example', '{PASSWORD}')"
        )
        yield made


class Browser:
    """Keeps cookies; every request comes through a proxy that took https off."""

    def __init__(self, own, **headers):
        self.own = own
        self.cookies = {}
        self.headers = {"Host": "localhost", "X-Forwarded-Proto": "https", **headers}

    def ask(self, path, data=None):
        """The answer and its text; what it set is in `.set`."""
        line = http.client.HTTPConnection("127.0.0.1", self.own.port, timeout=5)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**self.headers, "Cookie": cookies, "Referer": "https://localhost/"}
        body = None
        if data is not None:
            body = urlencode(data)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request("POST" if body else "GET", path, body, headers)
        answer = line.getresponse()
        text = answer.read().decode()
        self.set = answer.headers.get_all("Set-Cookie") or []
        for cookie in self.set:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        line.close()
        return answer, text

    def log_in(self):
        """Log in as Alice; the answer."""
        _, text = self.ask("/accounts/login/")
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', text)[1]
        data = {"login": "alice@overwater.example", "password": PASSWORD}
        return self.ask("/accounts/login/", {**data, "csrfmiddlewaretoken": token})[0]


def test_cookies_of_a_login_are_for_https_and_this_host_alone(own):
    browser = Browser(own)
    assert browser.log_in().status == 302
    assert {"__Host-overbrug_session", "__Host-overbrug_csrf"} <= set(browser.cookies)
    for cookie in browser.set:
        # A message for the next page is signed and opens nothing; it needs no such name.
        assert cookie.startswith(("__Host-", "messages="))
        words = {word.strip() for word in cookie.split(";")[1:]}
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= words
        assert not any(word.lower().startswith("domain") for word in words)


def test_a_session_that_somebody_planted_is_not_taken_over(own):
    browser = Browser(own)
    planted = browser.cookies["__Host-overbrug_session"] = "a" * 32
    browser.log_in()
    assert browser.cookies["__Host-overbrug_session"] != planted


def test_browsers_stay_with_https_and_keep_the_window_apart(own):
    answer, _ = Browser(own).ask("/")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "wss://localhost" in answer.headers["Content-Security-Policy"]
    assert "server" not in answer.headers


def test_a_form_of_another_site_is_refused(own):
    browser = Browser(own, Origin="https://evil.test")
    assert browser.log_in().status == 403
    assert "__Host-overbrug_session" not in browser.cookies


def test_who_stands_in_the_host_does_not_stand_in_the_answer(own):
    browser = Browser(own, **{"X-Forwarded-Host": "evil.test", "Forwarded": "host=evil.test"})
    answer, text = browser.ask("/accounts/login/")
    assert "evil.test" not in str(answer.headers) + text
