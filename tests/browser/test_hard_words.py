"""Too much text and strange names: refused in words, or only text."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import (
    REASON,
    begin,
    box,
    field_of,
    is_saved,
    sit_down,
    write,
)

NAMES = {
    "markup": "<img src=x onerror=alert(1)>",
    "emoji": "👩🏽‍🌾 Bé 🇳🇱",
    "right to left": "\u202eمريم\u202c לאה",
    "zero width": "Mie\u200bke\ufeff\u2060",
    "quotes": "\"'`${7*7}{{ 7*7 }}</script>",
}


def paste(page, label, text):
    """As a person does: copied elsewhere on the device, pasted in the field."""
    page.evaluate(
        """text => {
          const source = Object.assign(document.createElement('textarea'), {value: text, id: 'source'});
          document.body.append(source);
          source.select();
        }""",
        text,
    )
    page.keyboard.press("Control+c")
    page.evaluate("document.getElementById('source').remove()")
    box(page, label).focus()
    page.keyboard.press("Control+v")


def test_a_quarter_megabyte_pasted_is_refused_in_words(phone, code):
    mieke, jan = sit_down(phone(), code, "Mieke"), sit_down(phone(), code, "Jan")
    begin(mieke)
    write(mieke, REASON, "Dit stond er al.")
    is_saved(mieke, REASON)
    paste(mieke, REASON, "w" * 256 * 1024)
    expect(field_of(mieke, REASON)).to_contain_text("Er is niets veranderd.")
    expect(box(mieke, REASON)).to_have_value("Dit stond er al.")
    mieke.keyboard.insert_text("v" * 256 * 1024)
    expect(box(mieke, REASON)).to_have_value("Dit stond er al.")

    paste(mieke, REASON, " " + "w" * 15_000)
    expect(field_of(mieke, REASON)).not_to_contain_text("Er is niets veranderd.")
    is_saved(mieke, REASON)
    expect(jan.locator(".strip", has_text="Mieke")).to_contain_text("Dit stond er al. www")
    assert jan.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_strange_name_is_only_text(phone, code, name):
    strange, jan = phone(), sit_down(phone(), code, "Jan")
    trouble = []
    for page in (strange, jan):
        page.on("dialog", lambda dialog: (trouble.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: trouble.append(str(error)))
    sit_down(strange, code, name)
    begin(strange)
    write(strange, REASON, "Hier ben ik.")
    is_saved(strange, REASON)
    strip = jan.locator(".strip", has_text="Hier ben ik.")
    expect(strip).to_be_visible()
    shown = re.sub("[\u200b\u202c\u202e\u2060\ufeff]", "", name)
    expect(jan.locator(".presence").get_by_text(shown, exact=False).first).to_be_attached()
    expect(jan.get_by_role("timer").first).to_be_visible()
    for page in (strange, jan):
        assert page.locator(".presence img, .strip img, #room script").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    jan.goto(jan.url + "plekken/")
    expect(jan.get_by_text(shown, exact=False).first).to_be_visible()
    assert trouble == []


def test_a_name_of_300_characters_is_refused_in_words(phone, code):
    page = phone()
    page.goto(f"/aan/{code}/1/")
    page.get_by_label("Je naam of initialen").fill("Wilhelmina " * 27 + "xyz")
    page.get_by_role("button", name="Ga zitten").click()
    expect(page.locator(".error-summary")).to_contain_text("60")
    assert "Wilhelmina Wilhelmina" in page.get_by_label("Je naam of initialen").input_value()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_name_of_sixty_characters_breaks_nothing(phone, code):
    long = "W" * 60
    mieke, jan = sit_down(phone(), code, long), sit_down(phone(), code, "Jan")
    begin(mieke)
    mieke.get_by_role("button", name="tijdbewaker: neem deze rol").click()
    write(mieke, REASON, "Hier ben ik.")
    expect(jan.locator(".strip", has_text="Hier ben ik.")).to_be_visible()
    expect(jan.locator(".timekeeper-line")).to_have_text(f"{long} bewaakt de tijd.")
    jan.get_by_role("button", name="doorvrager: neem deze rol").click()
    expect(jan.get_by_role("button", name=f"Geef door aan {long}")).to_be_visible()
    for page in (mieke, jan):
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
