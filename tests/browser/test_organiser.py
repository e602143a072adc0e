"""Journey of an organiser: from the one-time link to a code that people can read aloud."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.site import new_site
from tests.factors import code_now

PASSWORD = "een brug van beloften"


@pytest.fixture(scope="module")
def own_site():
    """A site of its own: the first-administrator link works once."""
    site = new_site()
    yield site
    site.close()


def test_from_first_start_to_a_table(own_site, browser, axe):
    context = browser.new_context(viewport=DESKTOP, base_url=own_site.url)
    context.set_default_timeout(15_000)
    page = context.new_page()
    become_administrator(page, own_site)
    axe(page)
    set_up_code_app(page, "/organisaties/nieuw/")
    make_organisation(page)
    axe(page)
    make_opgave(page)
    axe(page)
    code = call_dialogue(page)
    axe(page)
    guest = browser.new_context(
        viewport={"width": 360, "height": 740}, base_url=own_site.url
    ).new_page()
    guest.goto("/")
    guest.get_by_role("textbox").first.fill(code.lower().replace("-", " "))
    guest.get_by_role("button", name="Ga zitten").first.click()
    expect(guest.get_by_label("Je naam of initialen")).to_be_visible()
    guest.context.close()
    context.close()


def become_administrator(page, site):
    """The link from the terminal, a mail address, a password."""
    page.goto(site.admin_link())
    page.get_by_label("Mailadres").fill("beheer@overwater.example")
    page.get_by_label("Je naam").fill("De beheerder")
    page.get_by_label(re.compile("Wachtwoord")).first.fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_role("button", name="Log uit")).to_be_visible()


def set_up_code_app(page, onward):
    """What an administrator is led to; afterwards the page that was asked for."""
    page.goto(onward)
    page.get_by_role("link", name="Stel een code-app in").click()
    secret = page.locator("#secret").input_value()
    page.get_by_role("textbox", name="Code").fill(code_now(secret))
    page.get_by_role("button", name="Stel in").click()
    page.get_by_role("link", name="Ik heb ze bewaard, ga verder").click()
    expect(page).to_have_url(re.compile(f"{onward}$"))


def make_organisation(page):
    """An organisation with the administrator as its editor."""
    page.goto("/organisaties/nieuw/")
    page.get_by_label("Naam van de organisatie").fill("Gemeente Overwater")
    page.get_by_label("Ik werk hier en word de beheerder").check()
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_role("heading", name="Gemeente Overwater", level=1)).to_be_visible()


def make_opgave(page):
    """An opgave with a title only."""
    page.goto("/opgaven/nieuw/")
    page.get_by_label("Titel").fill("Minder wateroverlast")
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_role("heading", name="Minder wateroverlast")).to_be_visible()


def call_dialogue(page):
    """A conversation with two tables; the code stands large on the page."""
    page.get_by_role("link", name="Roep een gesprek bijeen").first.click()
    page.get_by_role("spinbutton", name=re.compile("tafels", re.I)).fill("2")
    page.get_by_role("main").get_by_role("button", name=re.compile("Roep")).click()
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", page.locator("main").inner_text())
    assert code, page.locator("main").inner_text()
    assert page.locator("main svg, main img").count() > 0
    return code[0]
