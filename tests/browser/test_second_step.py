"""Logging in with more than a password, in a real browser: passkeys, code app, what it looks like."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.geometry import TWICE
from tests.browser.test_pages import language, look, page_in  # noqa: F401  (fixtures)
from tests.factors import code_now

PASSWORD = "een brug van beloften"
MAKE = """
from overbrug.accounts.models import User
for number in range(9):
    User.objects.create_user(f"alice{number}@overwater.example", "een brug van beloften", name="Alice")
"""


@pytest.fixture(scope="module")
def accounts(site):
    """People without any second step yet."""
    site.command("manage", "shell", "--no-imports", "-c", MAKE)
    return iter(f"alice{number}@overwater.example" for number in range(9))


@pytest.fixture
def alice(accounts):
    """The mail address of one of them."""
    return next(accounts)


def log_in(page, alice):
    page.goto("/accounts/login/")
    page.locator("input[type=email]").fill(alice)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form[novalidate] button[type=submit]").click()


def key_of(page, *, verified=True):
    """A passkey device that the browser imagines."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }
    return tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.fixture
def here(browser, site):
    """A page at `localhost`, which counts as safe; the address of the other journeys does not."""
    home = f"http://localhost:{site.port}"
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=home)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.mark.double
def test_a_passkey_is_made_and_logs_in_without_a_password(here, alice):
    page = here
    key_of(page)
    log_in(page, alice)
    expect(page).to_have_url(re.compile("/$"))
    page.goto("/accounts/tweede-stap/passkey/")
    page.get_by_label("Naam van deze toegangssleutel").fill("Laptop van Alice")
    page.get_by_role("button", name="Maak de toegangssleutel").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page.get_by_text("Laptop van Alice", exact=True)).to_be_visible()

    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/mijn-account/")
    page.get_by_role("button", name="Log in met een toegangssleutel").click()
    expect(page).to_have_url(re.compile("^[^?]+/mijn-account/$"))

    page.context.clear_cookies()
    log_in(page, alice)
    page.get_by_role("button", name="Gebruik je toegangssleutel").click()
    expect(page.locator(".me")).to_contain_text("Alice")


def test_without_https_the_button_is_not_there_and_a_sentence_says_why(phone, alice):
    page = phone()
    log_in(page, alice)
    page.goto("/accounts/tweede-stap/passkey/")
    assert not page.evaluate("window.isSecureContext")
    expect(page.get_by_text("Dit adres heeft geen https")).to_be_visible()
    expect(page.get_by_role("button", name="Maak de toegangssleutel")).to_be_hidden()
    expect(page.get_by_label("Naam van deze toegangssleutel")).to_be_hidden()
    page.get_by_role("link", name="Stel een code-app in").click()
    expect(page).to_have_url(re.compile("/accounts/tweede-stap/app/$"))


def test_a_passkey_that_refuses_is_said_in_words(here):
    page = here
    key_of(page, verified=False)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Log in met een toegangssleutel").click()
    expect(page.get_by_text("Er is niets gebeurd")).to_be_visible(timeout=70_000)


def test_every_page_of_the_second_step(page_in, axe, language, alice):  # noqa: F811
    log_in(page_in, alice)
    for path in ("accounts/tweede-stap/passkey/", "accounts/sessies/", "mijn-account/tweede-stap/"):
        page_in.goto(f"/{path}")
        look(page_in, axe, path, language)
    page_in.goto("/accounts/tweede-stap/app/")
    look(page_in, axe, "app", language)
    secret = page_in.locator("#secret").input_value()
    page_in.locator("main form .button").click()
    expect(page_in.locator(".error-summary")).to_be_focused()
    look(page_in, axe, "app without a code", language)
    page_in.get_by_role("textbox", name="Code").fill(code_now(secret))
    page_in.locator("main form .button").click()
    expect(page_in.locator(".recovery-codes li")).to_have_count(10)
    look(page_in, axe, "recovery codes", language)
    for path in ("", "herstelcodes/", "herstelcodes/nieuw/", "app/weg/", "opnieuw/"):
        page_in.goto(f"/accounts/tweede-stap/{path}")
        look(page_in, axe, "second step " + path, language)
    page_in.context.clear_cookies()
    log_in(page_in, alice)
    page_in.get_by_role("textbox", name="Code").fill(code_now(secret, later=1))
    page_in.locator("main form[novalidate] .button").click()
    expect(page_in.locator(".me")).to_contain_text("Alice")


def test_the_button_of_the_passkey_holds_its_words_at_twice_the_size(here):
    here.goto("/accounts/login/")
    button = here.locator("[data-passkey-button]")
    expect(button).to_be_visible()
    here.evaluate(TWICE)
    assert button.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
