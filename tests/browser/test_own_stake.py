"""An editor makes a link; another phone opens it and the party says itself what it wants."""

import re

from playwright.sync_api import expect

from tests.browser.test_pages import log_in

PAGE = "/opgaven/genoeg-passende-woningen/"
NAME = "Netbeheer Overwater (verzonnen)"
OLD = "Niet twee keer dezelfde straat openbreken."
OWN = "Eén plan per wijk, vijf jaar vooruit."


def card(page):
    """The card of the party on the page of the opgave."""
    return page.locator(".party", has=page.get_by_role("heading", name=re.compile("^Netbeheer")))


def link_from(editor):
    """What the editor copies, as a phone on this network opens it."""
    editor.goto(PAGE)
    card(editor).get_by_role("link", name="Laat deze partij zichzelf beschrijven").click()
    editor.get_by_role("button", name="Maak de link").click()
    expect(editor.get_by_role("img", name="QR-code die de link opent")).to_be_visible()
    return editor.get_by_label("Link, om te sturen").input_value()


def test_a_party_describes_itself_on_a_phone(phone, site, axe):
    site.new_dialogue()
    editor, mieke = phone(), phone()
    log_in(editor, site)
    link = link_from(editor)
    axe(editor)

    mieke.goto("/uitgenodigd/open/" + link.rstrip("/").rsplit("/", 1)[1] + "/")
    expect(mieke).to_have_url(re.compile("/uitgenodigd/[a-z2-7]{12}/$"))
    stake = mieke.get_by_label("Wat hebben jullie nodig, of wat willen jullie niet kwijtraken?")
    expect(stake).to_have_value(OLD)
    axe(mieke)
    wide = mieke.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360
    stake.fill(OWN)
    mieke.reload()
    expect(stake).to_have_value(OWN)
    expect(mieke.get_by_text("Dit schreef je eerder")).to_be_visible()
    axe(mieke)
    mieke.goto("/wie-ziet-wat/")
    mieke.go_back()
    expect(stake).to_have_value(OWN)
    mieke.get_by_role("button", name="Verstuur").click()
    expect(mieke.get_by_role("heading", name="Dank je, het is verstuurd")).to_be_visible()
    expect(mieke.locator(".told")).to_contain_text(OWN)
    expect(mieke.locator(".told")).not_to_contain_text("Vroeg weten")
    axe(mieke)
    assert mieke.evaluate("sessionStorage.length") == 0

    mieke.reload()
    expect(mieke.locator(".told")).to_contain_text(OWN)
    mieke.get_by_role("link", name="Bekijk de opgave").click()
    expect(card(mieke)).to_contain_text(f"{OWN} (in eigen woorden, via een uitnodiging)")
    expect(card(mieke)).to_contain_text("(ingevuld door een ander)")
    mieke.get_by_role("link", name=f"{NAME} beschreef zichzelf").first.click()
    step = mieke.locator("li", has_text=f"{NAME} beschreef zichzelf").first
    expect(step).to_contain_text("via een uitnodiging")
    expect(step.locator("del")).to_contain_text("openbreken")

    editor.goto("/uitgenodigd/open/" + link.rstrip("/").rsplit("/", 1)[1] + "/")
    expect(editor.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()
    axe(editor)
