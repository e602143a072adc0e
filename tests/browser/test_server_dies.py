"""The server dies or its disk is full while people type: the screen is truthful, nothing is lost."""

import re
import signal

import pytest
from playwright.sync_api import expect

from tests.browser.double import is_asked
from tests.browser.people import REASON, begin, box, field_of, is_saved, sit_down, write

SHARED = "Dit hoorden we meer dan één keer"


def save_state(page, label):
    """What the field says about where the words are."""
    return field_of(page, label).locator(".save-state")


def is_on_this_device(page, label):
    """Offline, and it says so."""
    expect(save_state(page, label)).to_contain_text("Staat op dit apparaat")
    expect(save_state(page, label)).not_to_contain_text("Bewaard")


def test_a_killed_server_comes_back_with_everything(own_site, phone_at):
    site = own_site()
    code = site.new_dialogue()
    mieke, jan = (sit_down(phone_at(site), code, name) for name in ("Mieke", "Jan"))
    begin(mieke)
    mieke.get_by_role("button", name="Volgende", exact=True).click()
    expect(box(jan, SHARED)).to_be_visible()
    write(mieke, "Mijn moment", "Bevestigd vóór de klap.")
    is_saved(mieke, "Mijn moment")
    box(mieke, SHARED).press_sequentially("stroom ")
    is_saved(mieke, SHARED)
    expect(box(jan, SHARED)).to_have_value("stroom ")

    # Both are in the middle of a word when it happens.
    box(mieke, "Mijn moment").press_sequentially(" En toen")
    site.stop(signal.SIGKILL)
    box(mieke, SHARED).press_sequentially("geld ")
    box(jan, SHARED).press_sequentially("tijd ")
    for page in (mieke, jan):
        is_on_this_device(page, SHARED)
        assert page.locator(".table-bar .save-state").get_attribute("data-state") == "offline"
    box(mieke, "Mijn moment").press_sequentially(" stil.")
    is_on_this_device(mieke, "Mijn moment")

    site.start()
    for page in (mieke, jan):
        is_saved(page, SHARED)
        expect(box(page, SHARED)).to_have_value(
            re.compile("^(?=.*stroom )(?=.*geld )(?=.*tijd )"), timeout=site.ms_to_meet
        )
        expect(page.locator(".table-bar .save-state")).to_contain_text("Bewaard")
    is_saved(mieke, "Mijn moment")
    expect(box(mieke, SHARED)).to_have_value(box(jan, SHARED).input_value())
    strip = jan.locator(".strip", has_text="Mieke")
    expect(strip).to_contain_text("Bevestigd vóór de klap. En toen stil.")


def test_what_was_acknowledged_is_on_the_disk_when_the_server_is_killed(own_site, phone_at):
    site = own_site()
    mieke = sit_down(phone_at(site), site.new_dialogue(), "Mieke")
    begin(mieke)
    for number in range(5):
        write(mieke, REASON, f"Zin {number} staat er.")
        is_saved(mieke, REASON)
    site.stop(signal.SIGKILL)
    address = mieke.url
    cookies = mieke.context.cookies()
    mieke.context.close()  # the device is gone too: only the disk of the server is left

    site.start()
    other = phone_at(site)
    other.context.add_cookies(cookies)
    other.goto(address)
    expect(box(other, REASON)).to_have_value("Zin 4 staat er.")


@pytest.mark.skipif(is_asked(), reason="what PostgreSQL may fill is PostgreSQL's to say")
def test_a_full_disk_is_said_and_more_room_saves_it(own_site, phone_at):
    site = own_site()
    code = site.new_dialogue()
    site.stop()
    site.variables = {"ROOM_LOG_MAX_PAGES": "24"}
    site.start()
    mieke = sit_down(phone_at(site), code, "Mieke")
    begin(mieke)
    said = mieke.locator(".room-states").get_by_text(
        "De tafel kan nu niet bewaren. Wat je schrijft, blijft op dit apparaat staan."
    )
    state = save_state(mieke, REASON)
    for letter in "abcdefghijkl":
        write(mieke, REASON, letter * 19_000)
        expect(state).to_contain_text(re.compile("Bewaard|Het staat op dit apparaat"))
        if "Bewaard" not in state.inner_text():
            break
    expect(said).to_be_visible()
    expect(save_state(mieke, REASON)).to_contain_text(
        "De tafel kan niet bewaren. Het staat op dit apparaat"
    )
    watch_for_saved(mieke)
    write(mieke, REASON, "Dit mag echt niet weg.")
    expect(save_state(mieke, REASON)).to_contain_text("Het staat op dit apparaat")

    site.stop(signal.SIGKILL)
    assert mieke.evaluate("window.saidSaved") is False
    site.variables = {}
    site.start()
    is_saved(mieke, REASON)
    expect(said).to_have_count(0)
    mieke.reload()
    expect(box(mieke, REASON)).to_have_value("Dit mag echt niet weg.")


def watch_for_saved(page):
    """Remember in the page whether the field ever said that the server has it."""
    page.evaluate(
        """() => {
          window.saidSaved = false;
          new MutationObserver(() => {
            const label = document.querySelector('.field .save-state');
            if (label && label.textContent.includes('Bewaard')) window.saidSaved = true;
          }).observe(document.body, {subtree: true, childList: true, characterData: true});
        }"""
    )
