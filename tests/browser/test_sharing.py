"""Journeys of a table that decides what leaves the room."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.people import REASON, begin, is_saved, sit_down, write
from tests.browser.test_pages import look

APPROVED = re.compile("is goedgekeurd")


def share(page):
    """Go from the table to what may leave it; returns the way back."""
    table = page.url
    page.goto(f"{table}delen/")
    return table


def propose(page, words, to="De organisaties van de opgave"):
    """Choose who may see a line, and lay it before the table."""
    line = page.locator(".strip", has_text=words)
    if not line.is_visible():
        page.locator("summary", has_text="Stap 1").click()
    line.locator(".see label", has_text=to).click()
    page.get_by_role("button", name="Stel dit voor aan de tafel").click()
    expect(page.locator(".harvest-proposal")).to_contain_text(words)


def agree(page):
    """Say yes as the person of this phone."""
    page.get_by_role("button", name="Ik ben het eens").click()
    expect(page.locator("#content")).to_contain_text(re.compile("Je bent het eens|keurde dit goed"))


def seated(phone, code, words):
    """Three phones at the first step; the first one wrote something."""
    people = [sit_down(phone(), code, name) for name in ("Mieke", "Jan", "Fatima")]
    begin(people[0])
    write(people[0], REASON, words)
    is_saved(people[0], REASON)
    return people


@pytest.mark.double
def test_three_phones_approve_together_and_see_it_live(phone, code):
    mieke, jan, fatima = seated(phone, code, "Mijn dochter vindt geen huis.")
    table = share(mieke)
    share(jan)
    share(fatima)
    propose(mieke, "Mijn dochter vindt geen huis.")
    for page in (jan, fatima):
        expect(page.get_by_role("heading", name="Voorstel 1")).to_be_visible()
    for page in (jan, fatima, mieke):
        agree(page)
    for page in (mieke, jan, fatima):
        expect(page.get_by_text(APPROVED).filter(visible=True).first).to_be_visible()
        expect(page.locator("#gedeeld")).to_contain_text("Mijn dochter vindt geen huis.")
    mieke.goto(table)
    write(mieke, REASON, "Iets heel anders.")
    is_saved(mieke, REASON)
    jan.reload()
    expect(jan.locator("#gedeeld")).to_contain_text("Mijn dochter vindt geen huis.")
    expect(jan.locator("#gedeeld")).not_to_contain_text("Iets heel anders.")


def test_who_said_nothing_yet_has_time_to_object(phone, code, site):
    mieke, jan, fatima = seated(phone, code, "Mijn dochter vindt geen huis.")
    for page in (mieke, jan, fatima):
        share(page)
    propose(mieke, "Mijn dochter vindt geen huis.")
    agree(mieke)
    agree(jan)
    expect(fatima.locator(".harvest-standing")).to_contain_text(re.compile(r"heeft tot \d\d:\d\d"))
    expect(fatima.locator("#gedeeld")).not_to_contain_text("Mijn dochter vindt geen huis.")
    later = datetime.now(UTC) + timedelta(minutes=3)
    assert "proposed pages: 1" in site.command("sweep", "--now", later.isoformat())
    fatima.reload()
    expect(fatima.locator("#gedeeld")).to_contain_text("Mijn dochter vindt geen huis.")


def test_a_choice_and_a_typed_reason_outlive_what_others_do(phone, code):
    mieke, jan, fatima = seated(phone, code, "Mijn dochter vindt geen huis.")
    for page in (mieke, jan, fatima):
        share(page)
    propose(mieke, "Mijn dochter vindt geen huis.")
    jan.get_by_text("Ik ben het niet eens").click()
    jan.get_by_label("Wat staat in de weg?").fill("Eerst met de buren praten")
    agree(mieke)
    jan.get_by_role("link", name="Laat zien wat nieuw is").click()
    expect(jan.locator(".harvest-standing")).to_contain_text("1 van de 3")
    expect(jan.get_by_label("Wat staat in de weg?")).to_have_value("Eerst met de buren praten")
    jan.get_by_role("button", name="Ik heb bezwaar").click()
    expect(fatima.locator(".harvest-standing")).to_contain_text("Eerst met de buren praten")


def test_a_phone_that_slept_sees_what_it_missed(phone, code):
    mieke, jan, _fatima = seated(phone, code, "Mijn dochter vindt geen huis.")
    share(mieke)
    share(jan)
    jan.context.set_offline(True)
    propose(mieke, "Mijn dochter vindt geen huis.")
    jan.context.set_offline(False)
    jan.evaluate("window.dispatchEvent(new Event('online'))")
    expect(jan.get_by_role("heading", name="Voorstel 1")).to_be_visible()


def test_what_somebody_writes_appears_while_another_chooses(phone, code):
    mieke, jan = (sit_down(phone(), code, name) for name in ("Mieke", "Jan"))
    begin(mieke)
    share(jan)
    expect(jan.get_by_text("Er is nog niets geschreven")).to_be_visible()
    write(mieke, REASON, "Mijn dochter vindt geen huis.")
    is_saved(mieke, REASON)
    line = jan.locator(".strip", has_text="Mijn dochter vindt geen huis.")
    expect(line).to_be_visible(timeout=12_000)
    line.locator(".see label", has_text="Iedereen").click()
    write(mieke, REASON, "Mijn dochter vindt geen woning.")
    jan.get_by_role("link", name="Laat zien wat nieuw is").click()
    line = jan.locator(".strip", has_text="geen woning.")
    expect(line.get_by_role("radio", name="Iedereen")).to_be_checked()


def test_without_a_script_the_table_approves_all_the_same(browser, site, phone, code):
    mieke, jan = (sit_down(phone(), code, name) for name in ("Mieke", "Jan"))
    begin(mieke)
    write(mieke, REASON, "Mijn dochter vindt geen huis.")
    is_saved(mieke, REASON)
    context = browser.new_context(
        base_url=site.url, java_script_enabled=False, storage_state=mieke.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"{mieke.url}delen/")
    propose(page, "Mijn dochter vindt geen huis.", to="Iedereen")
    agree(page)
    share(jan)
    agree(jan)
    page.reload()
    expect(page.get_by_text(APPROVED).filter(visible=True).first).to_be_visible()
    context.close()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_state_is_accessible(phone, site, axe, code, language):
    words = "Mijn dochter vindt geen huis."
    mieke, jan = (sit_down(phone(), code, name) for name in ("Mieke", "Jan"))
    viewer = phone(DESKTOP, storage_state=jan.context.storage_state())
    viewer.context.add_cookies([{"name": "overbrug_language", "value": language, "url": site.url}])
    viewer.goto(f"{jan.url}delen/")
    look(viewer, axe, "share: nothing written", language)
    begin(mieke)
    write(mieke, REASON, words)
    is_saved(mieke, REASON)
    share(mieke)
    share(jan)
    viewer.reload()
    look(viewer, axe, "share: choosing", language)
    propose(mieke, words)
    viewer.reload()
    look(viewer, axe, "share: proposed", language)
    agree(mieke)
    agree(jan)
    viewer.reload()
    look(viewer, axe, "share: approved", language)
