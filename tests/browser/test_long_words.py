"""An address of eighty characters, written where people write, makes no page wider."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.people import begin, is_saved, sit_down, write

ADDRESS = "https://www.example.org/" + "x" * 56
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
STICKS_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  const out = Array.from(document.querySelectorAll('main *')).filter((element) => {
    const { right, width, height } = element.getBoundingClientRect();
    const hidden = element.closest('.visually-hidden, [hidden], .table-scroll, details:not([open])');
    return width > 1 && height > 1 && right > wide + 1 && !hidden;
  });
  return out.map((element) => element.outerHTML.slice(0, 120));
}"""


def fits(page):
    """Nothing is wider than the window, whether it scrolls or is cut off."""
    assert page.evaluate(STICKS_OUT) == []
    assert page.evaluate(TOO_WIDE) == 0


@pytest.fixture
def opgave(site):
    """An opgave of only long words, everywhere where people write."""
    script = (
        "from overbrug.opgaven.models import *\n"
        f"long = {ADDRESS!r}\n"
        "opgave = Opgave.objects.get_or_create(slug='lange-woorden', defaults=dict(title=long,"
        " question=long, current_situation=long, desired_situation=long, origin=long,"
        " essence=long))[0]\n"
        "opgave.parties.get_or_create(name=long, own_goal=long, presence='missing')\n"
    )
    site.run(script)
    return "/opgaven/lange-woorden/"


def test_on_the_page_of_an_opgave(phone, opgave):
    page = phone()
    for address in (opgave, "/opgaven/"):
        page.goto(address)
        expect(page.get_by_text(ADDRESS).first).to_be_visible()
        fits(page)


def test_at_the_table_on_the_big_screen_and_in_what_was_written(phone, site):
    code = site.new_dialogue()
    mieke, jan = sit_down(phone(), code, "Mieke"), sit_down(phone(), code, ADDRESS[:60])
    fits(mieke)
    begin(mieke)
    for label in ("Ik zit hier omdat",):
        write(jan, label, ADDRESS)
        is_saved(jan, label)
    expect(mieke.get_by_text(ADDRESS).first).to_be_visible()
    fits(mieke)
    mieke.get_by_role("button", name="Volgende", exact=True).click()
    write(jan, "Mijn moment", ADDRESS)
    is_saved(jan, "Mijn moment")
    mieke.get_by_role("button", name="Volgende", exact=True).click()
    for label in ("Briefje 1", "Onze kloof in één zin: van nu naar straks"):
        write(jan, label, ADDRESS)
        is_saved(jan, label)
    expect(mieke.locator(".strip", has_text=ADDRESS).nth(1)).to_be_visible()
    fits(mieke)
    mieke.goto(mieke.url + "oogst/")
    expect(mieke.get_by_text(ADDRESS).first).to_be_visible()
    fits(mieke)


def test_on_the_big_screen(phone, site):
    code = site.new_dialogue()
    mieke, beamer = sit_down(phone(), code, "Mieke"), phone(DESKTOP)
    begin(mieke)
    write(mieke, "Ik zit hier omdat", ADDRESS)
    is_saved(mieke, "Ik zit hier omdat")
    table = mieke.url
    mieke.goto(table + "schermen/")
    mieke.get_by_role("button", name="code").first.click()
    pairing = mieke.locator("main").inner_text()
    beamer.goto("/scherm/")
    beamer.get_by_role("textbox").fill(re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", pairing)[0])
    beamer.keyboard.press("Enter")
    expect(beamer.get_by_text(ADDRESS)).to_be_visible()
    fits(beamer)
    beamer.set_viewport_size({"width": 360, "height": 740})
    fits(beamer)
