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


EIGHT = """
from overbrug.accounts.models import Organisation
from overbrug.commitments.models import Commitment
from overbrug.opgaven.models import Opgave
home = Organisation.objects.get_or_create(name='Gemeente Overwater')[0]
opgave, is_new = Opgave.objects.get_or_create(slug='acht', defaults={
    'title': 'Acht beloften', 'home': home, 'visibility': 0,
    'question': 'Hoe vindt iedereen die een huis zoekt binnen redelijke tijd een huis dat past?'})
for need in range(4 if is_new else 0):
    arch = opgave.needs.create(what=f'Bouwgrond op plek {need}', position=need + 1)
    opgave.parties.get_or_create(organisation=home)
    for number in range(2):
        Commitment.objects.create(opgave=opgave, organisation=home, need=arch, status='confirmed',
            what='stelt grond beschikbaar voor 120 woningen langs het spoor, met een weg erbij')
"""
# A4 within the margins of print.css (13 mm), in CSS pixels.
PAPER = {"width": round(184 / 25.4 * 96), "height": round(271 / 25.4 * 96)}


def test_eight_promises_with_their_list_fit_one_sheet(phone, site):
    site.run(EIGHT)
    page = phone(PAPER)
    page.goto("/opgaven/acht/")
    page.emulate_media(media="print")
    assert page.locator(".planking > li:visible").count() >= 8
    figure = page.locator("figure.bridge").bounding_box()
    assert figure["y"] + figure["height"] <= PAPER["height"]


def test_no_promise_is_cut_in_two_on_paper(phone):
    page = phone(PAPER)
    page.goto(PAGE)
    page.emulate_media(media="print")
    cut = "getComputedStyle(document.querySelector('.planking > li')).breakInside"
    assert page.evaluate(cut) == "avoid"
