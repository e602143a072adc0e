"""Short journeys over the pages by keyboard alone; after each Tab the focus is where it should be."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import begin, is_saved, sit_down, write
from tests.browser.test_pages import QUESTIONS, log_in

OPGAVE = "/opgaven/genoeg-passende-woningen/"


@pytest.fixture
def editor(keys, site):
    """The editor whom `new_dialogue` makes, logged in."""
    site.new_dialogue()
    log_in(keys.page, site)
    return keys


def test_log_in_with_a_mistake_first(keys, site):
    page = keys.page
    site.new_dialogue()
    page.goto("/accounts/login/")
    keys.fill("^Mailadres", "bob@overwater.example")
    keys.fill("Wachtwoord", "verkeerd wachtwoord")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    keys.fill("Wachtwoord", "een brug van beloften")
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.url + "/")


def test_the_skip_link_leads_past_the_head(keys):
    page = keys.page
    page.goto(OPGAVE)
    keys.act("^Naar de inhoud", "A")
    expect(page).to_have_url(re.compile("#content$"))
    seen = keys.tab()
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)"), seen


def test_every_stop_of_a_long_page_there_and_back(keys):
    page = keys.page
    page.goto(OPGAVE)
    there = []
    while (seen := keys.tab()) and seen["html"] not in there[:1]:
        there.append(seen["html"])
    page.keyboard.press("Shift+Tab")
    assert len(there) > 20
    assert keys.focus()["html"] == there[-1]


def test_another_language_on_a_page(keys):
    page = keys.page
    page.goto("/kaarten/")
    keys.act("^English$")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile("/kaarten/$"))


def test_call_a_conversation(editor):
    page = editor.page
    page.goto(OPGAVE)
    editor.go("^Roep een gesprek bijeen", "/gesprek/$")
    editor.act("^Roep")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text(re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}"))


def test_edit_an_opgave(editor):
    page = editor.page
    page.goto(f"{OPGAVE}wijzig/")
    editor.fill("^Oorzaken", "Te weinig grond. ", "TEXTAREA")
    editor.act("^Bewaar dit")
    expect(page).to_have_url(re.compile("/genoeg-passende-woningen/$"))


def test_add_an_indicator_after_a_mistake(editor):
    page = editor.page
    page.goto(f"{OPGAVE}indicatoren/nieuw/")
    editor.act("^Bewaar|^Voeg")
    expect(page.locator(".error-summary")).to_be_focused()
    editor.act(".", "A")  # the first error leads to its box
    assert editor.focus()["tag"] in {"INPUT", "TEXTAREA", "SELECT"}


def test_bring_a_line_of_a_table_to_the_bridge(editor):
    page = editor.page
    page.goto(f"{OPGAVE}uit-gesprekken/")
    editor.go("^Breng naar de brug", "/uit-gesprekken/[0-9]+/")
    editor.fill("Wat gaat er gebeuren", " ", "TEXTAREA")
    editor.to("^Breng als wens", "BUTTON")


def test_answer_a_mailed_question(keys, site):
    page = keys.page
    site.new_dialogue()  # makes the editor who asks
    path = re.findall("asked (\\S+)", site.run(QUESTIONS))[0]
    page.goto(path)
    editor = keys.to(".", "INPUT")
    assert editor["type"] == "radio"
    page.keyboard.press("Space")
    keys.act("^Ja")
    expect(page.locator("#next")).to_be_visible()


def test_keep_an_own_step(keys, code):
    page = keys.page
    keys.sit(code)
    page.goto(f"{page.url}morgen/")
    keys.fill("Mijn volgende stap", "Ik bel dinsdag.", "TEXTAREA")
    keys.fill("Je mailadres", "mieke@overwater.example")
    keys.act("^Vraag het me twee keer")
    expect(page.locator("main")).to_contain_text("Je adres is bewaard")


def test_read_what_a_table_wrote_and_take_it_along(keys, phone, code):
    page = keys.page
    jan = sit_down(phone(), code, "Jan")
    begin(jan)
    write(jan, "Ik zit hier omdat", "Een brug.")
    is_saved(jan, "Ik zit hier omdat")
    keys.sit(code)
    page.goto(f"{page.url}oogst/")
    keys.act("^Neem het mee als bestand", "SUMMARY")
    keys.to("Markdown", "A")
