"""The whole conversation by keyboard alone: from the join page to the downloaded result."""

import re

from playwright.sync_api import expect

from tests.browser.keyboard import Keys


def test_the_whole_conversation_by_keyboard(phone, site):
    keys = Keys(phone())
    keys.sit(site.new_dialogue())
    expect(keys.page.get_by_role("button", name="Begin het gesprek")).to_be_visible()
    keys.act("Lees meer over deze opgave", "SUMMARY")
    expect(keys.page.get_by_role("link", name="Open de pagina van de opgave")).to_be_visible()
    keys.begin()
    talk(keys)
    take_the_result(keys)


def talk(keys):
    """Nine steps with every kind of answer that a card knows."""
    page = keys.page
    keys.write("Ik zit hier omdat", "Ik zoek een huis.")
    keys.choose("1", 2)
    keys.to("tijdbewaker: neem deze rol|Tijdbewaker: neem deze rol", "BUTTON")
    keys.press("Enter")
    expect(page.get_by_text("jij bent tijdbewaker").first).to_be_attached()
    keys.to("^Pauze", "BUTTON")
    keys.press("Space")
    expect(page.get_by_role("button", name="Laat de klok lopen")).to_be_focused()
    keys.press("Space")

    keys.next_step(2)
    keys.to("^Lees de opgave", "SUMMARY")
    keys.press("Enter")
    expect(page.locator(".opgave-line .opgave")).to_be_visible()
    keys.write("Mijn moment", "De dag dat het plan stilviel.")
    keys.write("Dit hoorden we meer dan één keer", "Wachten op elkaar.")

    keys.next_step(3)
    keys.to("^Geef een stip", "BUTTON")
    keys.press("Space")
    expect(page.get_by_text("1 stip").first).to_be_visible()
    unnamed_line(keys)

    keys.next_step(4)
    keys.write("Dit zie ik", "Een straat met vrienden.")

    keys.next_step(5)
    keys.choose("Scherper kiezen", 1)
    keys.write("Wat heb je nog niet gezegd?", "Ik twijfel.")
    keys.to("Verdeel de rollen opnieuw", "BUTTON")
    keys.press("Enter")
    expect(page.locator(".room-notices")).to_contain_text("De rollen zijn opnieuw verdeeld.")

    keys.next_step(6)
    put_in_order(keys)

    for number in (7, 8, 9):
        keys.next_step(number)


def unnamed_line(keys):
    """A line without a name, laid on the table."""
    keys.to("Schrijf zonder je naam")
    keys.press("Space")
    keys.to("Een regel zonder je naam", "TEXTAREA")
    keys.page.keyboard.type("Ik durf het niet te zeggen.")
    keys.to("^Leg op tafel", "BUTTON")
    keys.press("Enter")
    expect(keys.page.get_by_label("Een regel zonder je naam")).to_have_value("")
    keys.focus()


def put_in_order(keys):
    """Move something up; the focus goes along with it."""
    keys.to("^Zet Geld hoger", "BUTTON")
    seen = keys.press("Enter")
    assert "Geld" in seen["name"], seen


def take_the_result(keys):
    """The end: read it, and take it along."""
    page = keys.page
    keys.to("^Rond af", "BUTTON")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Het gesprek is klaar")).to_be_focused()
    keys.to("^Wis de kopie op dit apparaat", "BUTTON")
    page.keyboard.press("Enter")
    expect(page.locator(".wipe")).to_contain_text("De kopie op dit apparaat is gewist")
    keys.focus()
    keys.to("^Lees wat jullie schreven", "A")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/oogst/$"))
    keys.to("^Neem het mee als bestand", "SUMMARY")
    page.keyboard.press("Enter")
    keys.to("Markdown", "A")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    text = download.value.path().read_text(encoding="utf-8")
    for words in ("Ik zoek een huis.", "De dag dat het plan stilviel.", "Een straat met vrienden."):
        assert words in text
    assert "Ik twijfel." not in text
