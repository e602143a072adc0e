"""The bridge in a real browser: drawn from the side, or a list that is the bridge itself."""

import re

import pytest
from playwright.sync_api import expect

PAGE = "/opgaven/genoeg-passende-woningen/"


def test_wide_it_is_drawn_from_the_side(phone):
    page = phone({"width": 1280, "height": 800})
    page.goto(PAGE)
    expect(page.locator(".bridge-wide")).to_be_visible()
    expect(page.locator(".bridge-strip")).to_be_hidden()
    page.locator(".bridge-wide a[href='#part-5']").click()
    expect(page).to_have_url(re.compile("#part-5$"))
    expect(page.locator("#part-5")).to_be_in_viewport()


def test_narrow_the_list_is_the_bridge(phone):
    page = phone()
    page.goto(PAGE)
    expect(page.locator(".bridge-wide")).to_be_hidden()
    expect(page.locator(".bridge-strip .bridge-small")).to_be_visible()
    plank = page.locator("#part-1 .plank").bounding_box()
    line = page.locator("#part-1").bounding_box()
    assert plank["height"] == pytest.approx(line["height"], abs=3)


def test_the_keyboard_walks_the_list_and_never_the_drawing(phone):
    page = phone({"width": 1280, "height": 800})
    page.goto(PAGE)
    page.locator("#part-1 a").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#part-2 a").first).to_be_focused()
    assert page.locator(".bridge svg a:not([tabindex='-1'])").count() == 0


def test_on_paper_it_is_the_wide_form(phone):
    page = phone({"width": 700, "height": 900})
    page.goto(PAGE)
    page.emulate_media(media="print")
    expect(page.locator(".bridge-wide")).to_be_visible()
    expect(page.locator(".bridge-strip")).to_be_hidden()
