"""Words on the other road that did not get through: kept, told about, sent, never wiped."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.people import begin, box, go_to_step, is_saved, sit_down, step_name, write

ALONE = "Wat heb je nog niet gezegd?"


def header(page):
    """Whether all is safe, in the bar that stays."""
    return page.locator(".table-bar .save-state")


def answers_on_server(page):
    """What the server keeps for this seat alone."""
    return page.evaluate(
        """async () => {
          const { urls, seats } = JSON.parse(document.getElementById('room-config').textContent);
          const response = await fetch(`${urls.private}?seat=${seats[0]}`);
          return Object.values((await response.json()).answers);
        }"""
    )


@pytest.fixture
def two(phone, code):
    """Mieke, who moves the table, and Jan, who writes; both at the step for yourself alone."""
    mieke, jan = sit_down(phone(), code, "Mieke"), sit_down(phone(), code, "Jan")
    begin(mieke)
    go_to_step(mieke, 5)
    expect(step_name(jan)).to_contain_text("Stap 5 van")
    return mieke, jan


def reload_and_come_back(page):
    """The page is closed without a network and opened again with one."""
    address, context = page.url, page.context
    page.close(run_before_unload=False)
    context.set_offline(False)
    other = context.new_page()
    other.goto(address)
    return other


def test_private_words_written_offline_are_sent_though_the_table_moved_on(two):
    mieke, jan = two
    write(jan, ALONE, "P2")
    is_saved(jan, ALONE)
    jan.context.set_offline(True)
    mieke.get_by_role("button", name="Volgende", exact=True).click()
    expect(step_name(mieke)).to_contain_text("Stap 6 van")
    write(jan, ALONE, "P3")
    expect(header(jan)).to_contain_text("dit apparaat")
    jan = reload_and_come_back(jan)
    expect(step_name(jan)).to_contain_text("Stap 6 van")
    expect(header(jan)).to_contain_text("Bewaard")
    assert answers_on_server(jan) == ["P3"]


def test_private_words_become_saved_by_themselves_when_the_network_is_back(two):
    _mieke, jan = two
    jan.context.set_offline(True)
    write(jan, ALONE, "Zonder netwerk.")
    expect(header(jan)).to_contain_text("dit apparaat")
    jan.context.set_offline(False)
    is_saved(jan, ALONE)
    expect(header(jan)).to_contain_text("Bewaard")
    assert answers_on_server(jan) == ["Zonder netwerk."]


def test_a_device_with_words_that_were_never_sent_is_not_wiped_unasked(two):
    mieke, jan = two
    jan.route("**/alleen-ik/**", lambda route: route.abort())
    write(jan, ALONE, "Alleen hier.")
    mieke.get_by_text("Alle stappen").click()
    mieke.get_by_role("button", name="Stop hier en rond af").click()
    jan.evaluate("document.activeElement.blur()")
    expect(jan.get_by_text("Het gesprek is klaar").first).to_be_visible()
    jan.reload()
    expect(jan.locator(".wipe")).to_contain_text("Nog niet alles is bewaard")
    expect(header(jan)).not_to_contain_text("Bewaard")
    drafts = "Object.entries(localStorage).filter(([name]) => name.includes('private')).map(([, text]) => text)"
    assert jan.evaluate(drafts) == [json.dumps("Alleen hier.")]
    jan.get_by_role("button", name="Wis de kopie op dit apparaat").click()
    expect(jan.locator(".wipe")).to_contain_text("Wis je nu, dan raak je die kwijt.")
    assert jan.evaluate(drafts) == [json.dumps("Alleen hier.")]
    jan.get_by_role("button", name="Wis toch alles").click()
    expect(jan.locator(".wipe")).to_contain_text("De kopie op dit apparaat is gewist")
    assert jan.evaluate(drafts) == []


def test_whoever_reads_along_comes_to_the_next_step_and_a_writer_stays(two):
    mieke, jan = two
    box(jan, ALONE).click()
    mieke.get_by_role("button", name="Volgende", exact=True).click()
    expect(step_name(jan)).to_contain_text("Stap 6 van")
    expect(box(jan, ALONE)).to_be_focused()
    # The box moves no further than it takes to read what is asked now.
    expect(jan.locator(".unfinished-head").first).to_be_in_viewport(ratio=0.9)
    expect(box(jan, ALONE)).to_be_in_viewport(ratio=1)
    expect(jan.locator(".room-notices")).to_be_empty()
    jan.evaluate("document.activeElement.blur(); window.scrollTo(0, document.body.scrollHeight)")
    mieke.get_by_role("button", name="Volgende", exact=True).click()
    expect(jan.locator(".room-notices")).to_contain_text("Stap 7 is gestart")
    expect(jan.locator("h1")).to_be_in_viewport()
    expect(jan.locator(".room-notices")).to_be_in_viewport()
