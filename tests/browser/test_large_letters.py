"""Letters twice as large on a small phone: nothing sticks out, nothing stands in the way."""

from playwright.sync_api import expect

from tests.browser.people import REASON, begin, is_saved, sit_down, to_next_step, write
from tests.browser.test_long_words import fits

TWICE = "document.documentElement.style.fontSize = '200%'"
TAKEN = """() => ['.table-bar', '.time-buttons'].map(name =>
  getComputedStyle(document.querySelector(name)).position)"""


def larger(page):
    """Set the letters twice as large, and let the page see it."""
    page.evaluate(TWICE)
    expect(page.locator("html.is-crowded")).to_have_count(1)


def test_at_the_table_from_the_first_to_the_last_page(phone, site):
    page = sit_down(phone(), site.new_dialogue(card="korte-brug"), "Mieke")
    page.evaluate(TWICE)
    fits(page)
    page.reload()
    page.get_by_role("button", name="Tijdbewaker").click()
    begin(page)
    assert page.evaluate(TAKEN) == ["sticky", "fixed"]
    larger(page)
    assert page.evaluate(TAKEN) == ["static", "static"]
    fits(page)
    to_next_step(page, 2)
    fits(page)


def test_one_line_says_what_happened_and_leads_back(phone, site):
    page = sit_down(phone(), site.new_dialogue(), "Mieke")
    begin(page)
    to_next_step(page, 2)
    words = page.locator(".room-notices .notice > span").bounding_box()
    back = page.get_by_role("button", name="Maak ongedaan").bounding_box()
    assert abs((words["y"] + words["height"] / 2) - (back["y"] + back["height"] / 2)) < 4
    assert back["height"] >= 44


def test_who_may_see_a_line_is_chosen_from_words_that_fit(phone, site):
    page = sit_down(phone(), site.new_dialogue(), "Mieke")
    begin(page)
    write(page, REASON, "Een brug.")
    is_saved(page, REASON)
    page.goto(f"{page.url}delen/?stap=1")
    words = page.locator(".see label span", has_text="De organisaties van de opgave")
    for size, lines in (("100%", 1), ("130%", 2), ("200%", 2)):
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        height = "el => el.offsetHeight / parseFloat(getComputedStyle(el).lineHeight)"
        assert round(words.evaluate(height)) == lines
        fits(page)
