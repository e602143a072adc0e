"""What a device keeps after the end, and how it is wiped."""

import re

from playwright.sync_api import expect

from tests.browser.people import (
    REASON,
    begin,
    box,
    is_saved,
    sit_down,
    write,
)


def two_tabs_at_the_end(phone, code):
    """One device, two tabs at the same table, and the conversation is over."""
    here = sit_down(phone(), code, "Mieke")
    begin(here)
    write(here, REASON, "Straks weg van deze telefoon.")
    is_saved(here, REASON)
    there = here.context.new_page()
    there.goto(here.url)
    expect(box(there, REASON)).to_have_value("Straks weg van deze telefoon.")
    return here, there


def finish(page):
    """Stop at this step."""
    page.get_by_text("Alle stappen").click()
    page.get_by_role("button", name="Stop hier en rond af").click()
    expect(page.get_by_role("button", name="Wis de kopie op dit apparaat")).to_be_visible()


def left_on_the_device(page):
    """How many databases and small things the browser still keeps."""
    return page.evaluate("async () => (await indexedDB.databases()).length + localStorage.length")


def test_wiping_a_device_wipes_its_other_tab_too(phone, code):
    here, there = two_tabs_at_the_end(phone, code)
    finish(here)
    expect(there.get_by_role("button", name="Wis de kopie op dit apparaat")).to_be_visible()
    here.get_by_role("button", name="Wis de kopie op dit apparaat").click()
    for page in (here, there):
        expect(page.locator(".wipe")).to_contain_text("De kopie op dit apparaat is gewist")
    assert left_on_the_device(here) == 0


def test_words_that_are_only_in_another_tab_are_not_wiped(phone, code):
    here, there = two_tabs_at_the_end(phone, code)
    there.evaluate("WebSocket.prototype.send = () => {}")
    box(there, REASON).press_sequentially(" Nog niet weg.")
    finish(here)
    here.get_by_role("button", name="Wis de kopie op dit apparaat").click()
    expect(here.locator(".room-notices")).to_contain_text("Een ander tabblad heeft woorden")
    assert left_on_the_device(here) > 0


def test_a_tab_that_holds_on_is_told_about_until_it_closes(phone, code):
    here, there = two_tabs_at_the_end(phone, code)
    there.goto("/wie-ziet-wat/")
    there.evaluate(
        """name => new Promise(done => {
          const request = indexedDB.open(name);
          request.onsuccess = () => { window.held = request.result; done(); };
        })""",
        "overbrug-" + re.search("/tafel/([a-z2-7]{16})/", here.url)[1],
    )
    finish(here)
    here.get_by_role("button", name="Wis de kopie op dit apparaat").click()
    expect(here.locator(".wipe")).to_contain_text("Een ander tabblad houdt de kopie nog vast")
    there.close()
    expect(here.locator(".wipe")).to_contain_text("De kopie op dit apparaat is gewist")
    assert left_on_the_device(here) == 0


def test_any_page_takes_an_old_copy_off_the_device(phone, code):
    page = sit_down(phone(), code, "Mieke")
    begin(page)
    write(page, REASON, "Ik kom hier nooit meer terug.")
    is_saved(page, REASON)
    finish(page)
    page.wait_for_function("localStorage.getItem('overbrug:finished') !== null")
    page.goto("/")
    assert left_on_the_device(page) > 0
    page.context.add_init_script(
        "const real = Date.now.bind(Date); Date.now = () => real() + 25 * 3600 * 1000;"
    )
    page.goto("/wie-ziet-wat/")
    page.wait_for_function(
        "async () => (await indexedDB.databases()).length + localStorage.length === 0"
    )
