"""Journeys of people at a table: sit, talk by the card, lose nothing, end."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.people import (
    REASON,
    begin,
    box,
    field_of,
    go_to_step,
    is_saved,
    sit_down,
    step_name,
    to_next_step,
    write,
)


def test_a_newcomer_sits_within_fifteen_seconds(phone, site, code):
    page = phone()
    began = time.monotonic()
    sit_down(page, code, "Mieke")
    assert time.monotonic() - began < 15
    assert page.locator("form").count() == 0 or page.url.endswith("/")


def test_before_typing_the_page_says_who_will_see_it(phone, code):
    page = phone()
    page.goto(f"/aan/{code}/")
    expect(page.get_by_text("tafel ziet je naam en wat je schrijft")).to_be_visible()
    assert page.get_by_role("textbox").count() == 1


@pytest.mark.double
def test_two_people_see_each_other_write(phone, code):
    mieke, jan = sit_down(phone(), code, "Mieke"), sit_down(phone(DESKTOP), code, "Jan")
    begin(mieke)
    write(mieke, REASON, "Mijn dochter vindt geen huis.")
    expect(jan.locator(".strip", has_text="Mieke")).to_contain_text("Mijn dochter vindt geen huis.")
    is_saved(mieke, REASON)


def test_everyone_types_at_once_in_the_shared_field(phone, code):
    mieke, jan = sit_down(phone(), code, "Mieke"), sit_down(phone(), code, "Jan")
    begin(mieke)
    to_next_step(mieke, 2)
    shared = "Dit hoorden we meer dan één keer"
    expect(box(jan, shared)).to_be_visible()
    box(jan, shared).press_sequentially("stroom.", delay=20)
    box(mieke, shared).press_sequentially("geld.", delay=20)
    # Where the words meet is for chance; no letter is lost and both read the same.
    expect(box(jan, shared)).to_have_value(re.compile("^.{12}$"))
    both = box(jan, shared).input_value()
    assert sorted(both) == sorted("stroom.geld.")
    expect(box(mieke, shared)).to_have_value(both)


def test_two_presses_on_next_move_one_step(phone, code):
    mieke, jan = sit_down(phone(), code, "Mieke"), sit_down(phone(), code, "Jan")
    begin(mieke)
    expect(step_name(jan)).to_contain_text("Stap 1 van")
    button = mieke.get_by_role("button", name="Volgende", exact=True)
    button.evaluate("button => { button.click(); button.click(); }")
    expect(step_name(mieke)).to_contain_text("Stap 2 van")
    expect(step_name(jan)).to_contain_text("Stap 2 van")


def test_who_still_writes_on_a_small_phone_reads_what_is_asked_now(phone, code):
    jan = sit_down(phone(size={"width": 360, "height": 640}), code, "Jan")
    mieke = sit_down(phone(), code, "Mieke", 2)
    begin(mieke)
    write(jan, REASON, "Ik zoek nog naar woorden")
    # The box stands right under the bar, as it does after a long answer.
    bar = "document.querySelector('.table-bar').getBoundingClientRect().bottom"
    box(jan, REASON).evaluate(f"(one) => scrollBy(0, one.getBoundingClientRect().top - {bar} - 20)")
    to_next_step(mieke, 2)
    asked = jan.locator(".unfinished-head").first
    expect(asked).to_be_visible()
    assert asked.bounding_box()["y"] >= jan.evaluate(bar)
    assert box(jan, REASON).evaluate(
        "(one) => one.getBoundingClientRect().bottom < innerHeight - 60"
    )


def test_a_role_survives_a_refresh(phone, code):
    page = sit_down(phone(), code, "Mieke")
    begin(page)
    page.get_by_role("button", name="tijdbewaker: neem deze rol", exact=False).click()
    expect(page.get_by_text("jij bent tijdbewaker").first).to_be_attached()
    page.reload()
    expect(page.get_by_text("jij bent tijdbewaker").first).to_be_attached()


def test_only_the_timekeeper_has_the_clock(phone, code):
    mieke, jan = sit_down(phone(), code, "Mieke"), sit_down(phone(), code, "Jan")
    begin(mieke)
    mieke.get_by_role("button", name="tijdbewaker: neem deze rol", exact=False).click()
    expect(jan.get_by_role("button", name="Volgende", exact=True)).to_have_count(0)
    mieke.get_by_role("button", name="+1 minuut erbij").click()
    expect(jan.get_by_role("timer").first).to_contain_text("nog van 6")


def test_the_prober_sees_the_follow_up_questions(phone, code):
    mieke, jan = sit_down(phone(), code, "Mieke"), sit_down(phone(), code, "Jan")
    begin(mieke)
    mieke.get_by_role("button", name="doorvrager: neem deze rol", exact=False).click()
    mieke.get_by_text("Jouw vragen om door te vragen").click()
    expect(mieke.get_by_text("Wie vroeg jou om te komen?")).to_be_in_viewport()
    expect(jan.get_by_text("Wie vroeg jou om te komen?")).to_have_count(0)


def test_offline_is_said_and_words_come_back(phone, code):
    mieke, jan = sit_down(phone(), code, "Mieke"), sit_down(phone(), code, "Jan")
    begin(mieke)
    write(mieke, REASON, "Eerst met netwerk.")
    is_saved(mieke, REASON)
    mieke.context.set_offline(True)
    write(mieke, REASON, "Daarna zonder netwerk.")
    expect(field_of(mieke, REASON).locator(".save-state")).to_contain_text("Staat op dit apparaat")
    expect(jan.locator(".strip", has_text="Mieke")).not_to_contain_text("Daarna")
    mieke.context.set_offline(False)
    is_saved(mieke, REASON)
    expect(jan.locator(".strip", has_text="Mieke")).to_contain_text("Daarna zonder netwerk.")


def test_words_typed_offline_survive_a_closed_browser(phone, code):
    page = sit_down(phone(), code, "Mieke")
    begin(page)
    address, context = page.url, page.context
    context.set_offline(True)
    write(page, REASON, "Op de telefoon, nergens anders.")
    expect(field_of(page, REASON).locator(".save-state")).to_contain_text("Staat op dit apparaat")
    page.close(run_before_unload=False)
    context.set_offline(False)
    other = context.new_page()
    other.goto(address)
    expect(box(other, REASON)).to_have_value("Op de telefoon, nergens anders.")
    is_saved(other, REASON)


def test_an_answer_without_a_name_shows_no_writer(phone, code):
    mieke, jan = sit_down(phone(), code, "Mieke"), sit_down(phone(), code, "Jan")
    noor = sit_down(phone(), code, "Noor")
    begin(mieke)
    go_to_step(mieke, 3)
    for page, words in (
        (mieke, ["Ik durf het niet te zeggen."]),
        (jan, ["De regels.", "Mijn baas."]),
        (noor, ["De tijd."]),
    ):
        if page.get_by_text("Schrijf zonder je naam").first.is_visible():
            page.get_by_text("Schrijf zonder je naam").first.click()
        for line in words:
            page.get_by_label("Een regel zonder je naam").fill(line)
            page.get_by_role("button", name="Leg op tafel").click()
            expect(page.get_by_label("Een regel zonder je naam")).to_have_value("")
    # Lines of three devices come together: a while after the third, or when the step is done.
    to_next_step(mieke, 4)
    expect(step_name(jan)).to_contain_text("Stap 4 van")
    jan.evaluate("document.activeElement.blur()")
    jan.get_by_text("Alle stappen").click()
    jan.get_by_role("button", name="Bekijk stap 3", exact=True).click()
    line = jan.locator(".strip", has_text="Ik durf het niet te zeggen.")
    expect(line).to_be_visible()
    expect(line).not_to_contain_text("Mieke")


def test_what_is_only_mine_nobody_else_sees(phone, code):
    mieke, jan = sit_down(phone(), code, "Mieke"), sit_down(phone(), code, "Jan")
    begin(mieke)
    go_to_step(mieke, 5)
    write(mieke, "Wat heb je nog niet gezegd?", "Ik twijfel aan ons plan.")
    is_saved(mieke, "Wat heb je nog niet gezegd?")
    mieke.reload()
    expect(box(mieke, "Wat heb je nog niet gezegd?")).to_have_value("Ik twijfel aan ons plan.")
    assert "Ik twijfel" not in jan.content()


def test_dots_go_to_what_others_wrote(phone, code):
    mieke, jan = sit_down(phone(), code, "Mieke"), sit_down(phone(), code, "Jan")
    begin(mieke)
    to_next_step(mieke, 2)
    write(mieke, "Mijn moment", "De dag dat het plan stilviel.")
    is_saved(mieke, "Mijn moment")
    to_next_step(mieke, 3)
    expect(step_name(jan)).to_contain_text("Stap 3 van")
    jan.get_by_role("button", name=re.compile("^Geef een stip")).first.click()
    expect(mieke.get_by_text("1 stip").first).to_be_visible()


def test_a_latecomer_sees_what_was_written(phone, code):
    mieke = sit_down(phone(), code, "Mieke")
    begin(mieke)
    write(mieke, REASON, "Ik was er op tijd.")
    is_saved(mieke, REASON)
    late = sit_down(phone(), code, "Laat")
    expect(late.locator(".strip", has_text="Mieke")).to_contain_text("Ik was er op tijd.")


@pytest.mark.double
def test_the_big_screen_is_paired_and_only_looks(phone, code, axe):
    mieke, beamer = sit_down(phone(), code, "Mieke"), phone(DESKTOP)
    begin(mieke)
    write(mieke, REASON, "Voor op het grote scherm.")
    mieke.get_by_role("link", name="Groot scherm").or_(
        mieke.get_by_role("button", name="Groot scherm")
    ).click()
    mieke.get_by_role("button", name=re.compile("code")).first.click()
    pairing = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", mieke.locator("main").inner_text())
    beamer.goto("/scherm/")
    beamer.get_by_role("textbox").fill(pairing[0])
    beamer.keyboard.press("Enter")
    expect(beamer.get_by_text("Voor op het grote scherm.")).to_be_visible()
    assert beamer.locator("textarea").count() == 0
    axe(beamer)


def test_at_the_end_the_table_sees_and_keeps_everything(phone, code):
    page = sit_down(phone(), code, "Mieke")
    begin(page)
    write(page, REASON, "Dit wil ik terugzien.")
    is_saved(page, REASON)
    go_to_step(page, 9)
    page.get_by_role("button", name="Rond af", exact=False).first.click()
    expect(page.get_by_text("Het gesprek is klaar").first).to_be_visible()
    page.get_by_role("link", name="Lees wat jullie schreven").click()
    expect(page.get_by_text("Dit wil ik terugzien.")).to_be_visible()
    page.get_by_text("Neem het mee als bestand").click()
    for name in ("Markdown", "CSV"):
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile(name)).first.click()
        assert "Dit wil ik terugzien." in download.value.path().read_text(encoding="utf-8-sig")


def test_after_the_end_the_copy_on_the_device_can_be_erased(phone, code):
    page = sit_down(phone(), code, "Mieke")
    begin(page)
    write(page, REASON, "Straks weg van deze telefoon.")
    is_saved(page, REASON)
    page.get_by_text("Alle stappen").click()
    page.get_by_role("button", name="Stop hier en rond af").click()
    expect(page.get_by_text("Het gesprek is klaar").first).to_be_visible()
    page.get_by_role("button", name="Wis de kopie op dit apparaat").click()
    expect(
        page.get_by_text("De kopie op dit apparaat is gewist", exact=False).first
    ).to_be_attached()
    left = page.evaluate("async () => (await indexedDB.databases()).length + localStorage.length")
    assert left == 0


def test_one_phone_carries_two_people(phone, code):
    page = sit_down(phone(), code, "Mieke")
    page.get_by_role("link", name="Zet nog iemand op dit apparaat").click()
    if page.get_by_text("Nog iemand op dit apparaat").first.is_visible():
        page.get_by_text("Nog iemand op dit apparaat").first.click()
    page.get_by_label("Je naam of initialen").fill("Jan")
    page.get_by_role("button", name="Ga zitten").click()
    begin(page)
    expect(page.get_by_text("Wie schrijft nu?").first).to_be_visible()


def test_another_language_keeps_the_place_and_the_words(phone, code):
    page = sit_down(phone(), code, "Mieke")
    begin(page)
    write(page, REASON, "Blijft staan.")
    is_saved(page, REASON)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("textbox", name="I am here because")).to_have_value("Blijft staan.")


def test_everyone_may_begin_but_only_the_timekeeper_goes_on(phone, code):
    mieke, jan = sit_down(phone(), code, "Mieke"), sit_down(phone(), code, "Jan")
    mieke.get_by_role("button", name="tijdbewaker: neem deze rol", exact=False).click()
    expect(jan.get_by_role("button", name="Tijdbewaker: M", exact=False)).to_be_visible()
    begin(jan)
    expect(step_name(mieke)).to_contain_text("Stap 1 van")
    expect(jan.get_by_role("button", name="Volgende", exact=True)).to_have_count(0)
