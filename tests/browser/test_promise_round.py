"""Journeys along promises: what was promised before, on a phone and on the big screen."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.people import begin, go_to_step, is_saved, sit_down, write

TITLE = "Wat eerder is beloofd, en wat ervan kwam"
EARLIER = "toetst nieuwe plannen binnen 8 weken"


@pytest.fixture
def code(site):
    """A conversation that begins with the promises of the example opgave."""
    return site.new_dialogue(card="toezeggingenronde")


def test_the_round_begins_with_what_was_promised(phone, code, axe):
    page = sit_down(phone(), code, "Mieke")
    begin(page)
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    first = page.locator(".promise", has_text=EARLIER)
    expect(first).to_contain_text("geleverd")
    expect(first).to_contain_text("Gedaan op")
    axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


def test_the_big_screen_shows_the_promises_without_scrolling(phone, code, axe):
    mieke, screen = sit_down(phone(), code, "Mieke"), sit_down(phone(DESKTOP), code, "Jan")
    begin(mieke)
    screen.goto(screen.url + "groot-scherm/")
    expect(screen.locator(".screen-promises")).to_contain_text(EARLIER)
    expect(screen.locator(".screen-promises")).to_contain_text("Op je eigen scherm staan er nog")
    assert screen.evaluate("document.documentElement.scrollHeight <= innerHeight")
    axe(screen)


def test_every_talk_on_an_opgave_opens_with_earlier_promises(phone, site):
    page = sit_down(phone(), site.new_dialogue(card="korte-brug"), "Mieke")
    begin(page)
    page.locator("summary", has_text=TITLE).click()
    expect(page.locator(".promise", has_text=EARLIER)).to_be_visible()


def test_a_new_promise_tells_who_and_the_talk_ends_at_sharing(phone, code):
    page = sit_down(phone(), code, "Mieke")
    begin(page)
    go_to_step(page, 6)
    write(page, "Wie belooft dit?", "Waterschap, heemraad")
    write(page, "Wat beloof je?", "Wij kijken mee.")
    is_saved(page, "Wat beloof je?")
    page.get_by_role("button", name="Rond af").click()
    share = page.locator(".finish").get_by_role("link", name="Wat mag de tafel uit?")
    expect(share).to_be_visible()
    page.get_by_role("link", name="Lees wat jullie schreven").click()
    expect(page.get_by_text("Waterschap, heemraad")).to_be_visible()


@pytest.mark.double
def test_a_proposal_to_share_is_told_in_the_room_until_it_was_looked_at(phone, site):
    code = site.new_dialogue(card="korte-brug")
    mieke, jan = sit_down(phone(), code, "Mieke"), sit_down(phone(), code, "Jan")
    begin(mieke)
    write(mieke, "Voor mij staat op het spel", "Een huis voor mijn dochter.")
    is_saved(mieke, "Voor mij staat op het spel")
    mieke.get_by_role("link", name="Wat mag de tafel uit?").click()
    mieke.get_by_role("group").get_by_text("Iedereen", exact=True).first.check()
    mieke.get_by_role("button", name="Stel dit voor aan de tafel").click()

    notice = jan.locator(".room-states .notice")
    expect(notice).to_contain_text("Er ligt een voorstel om te delen. Kijk of je het eens bent.")
    room = jan.url
    notice.get_by_role("link").click()
    expect(jan.get_by_role("button", name="Ik ben het eens")).to_be_visible()
    jan.goto(room)
    expect(jan.locator(".step-view")).to_be_visible()
    expect(notice).to_have_count(0)
