"""The next morning: from the end of a conversation to one tap on a phone, two days later."""

import email
import email.policy
import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.people import begin, box, go_to_step, sit_down

STEP = "Ik bel dinsdag met de corporatie."


def write_own_step(page):
    """In the last step of the short card; waits until the server has it."""
    box(page, "Wat beloof je?").fill(STEP)
    expect(page.get_by_text("bewaard", exact=False).first).to_be_visible()


def read_mails(site):
    """The mails of a server without a mail server, oldest first."""
    files = sorted((site.folder / "data/mail").glob("*.eml"))
    return [email.message_from_bytes(f.read_bytes(), policy=email.policy.default) for f in files]


def read_mail(site):
    """The newest of them."""
    return read_mails(site)[-1]


def log_in_as_organiser(page, site):
    """The person for whom `new_dialogue` calls conversations."""
    page.goto("/accounts/login/")
    page.locator("input[type=email]").fill("bob@overwater.example")
    page.locator("input[type=password]").fill("een brug van beloften")
    page.locator("main button[type=submit]").first.click()
    expect(page).to_have_url(site.url + "/")


def test_a_step_a_mail_a_tap_and_no_numbers_for_one(own_site, phone_at, axe):
    site = own_site()
    site.stop()
    site.variables["PUBLIC_URL"] = site.url  # links in mails begin with it
    site.start()
    code = site.new_dialogue(card="korte-brug")
    mieke = sit_down(phone_at(site), code, "Mieke")
    begin(mieke)
    go_to_step(mieke, 5)
    write_own_step(mieke)
    mieke.get_by_role("button", name="Rond af", exact=False).first.click()
    expect(mieke.get_by_text("Het gesprek is klaar").first).to_be_visible()
    leave_address(mieke, axe)
    phone = two_days_later(site, phone_at)
    tap_yes(phone, axe)
    organiser = phone_at(site, size=DESKTOP)
    log_in_as_organiser(organiser, site)
    organiser.goto("/gesprekken/")
    organiser.locator("main a[href^='/gesprekken/']").first.click()
    expect(organiser.get_by_text("pas als minstens 5 mensen zijn gevraagd")).to_be_visible()
    axe(organiser)


def leave_address(page, axe):
    """From what the table wrote to the form; the promise is taken over by a tap."""
    page.goto(page.url + "oogst/")
    page.get_by_role("link", name="Houd mijn stap vast").click()
    expect(page.get_by_label("Mijn volgende stap")).to_have_value("")
    page.get_by_role("link", name="Neem over").click()
    expect(page.get_by_label("Mijn volgende stap")).to_have_value(STEP)
    page.get_by_label("Je mailadres").fill("mieke@overwater.example")
    axe(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Zet mijn stap in mijn agenda").click()
    assert taken.value.suggested_filename == "overbrug.ics"
    page.get_by_role("button", name="Vraag het me twee keer").click()
    expect(page.get_by_text("Je adres is bewaard")).to_be_visible()
    axe(page)


def two_days_later(site, phone_at):
    """The sweep of that moment; the link of its mail on a phone that never saw the table."""
    later = datetime.now(UTC) + timedelta(hours=48, minutes=5)
    assert "followups: 1" in site.command("sweep", "--now", later.isoformat())
    assert "followups: 0" in site.command("sweep", "--now", later.isoformat())
    text = read_mail(site).get_body("plain").get_content()
    assert STEP in text
    phone = phone_at(site)
    phone.goto(re.search(r"http://\S+/morgen/open/\S+", text)[0])
    expect(phone).to_have_url(re.compile("/morgen/[a-z2-7]{12}/$"))
    return phone


def tap_yes(page, axe):
    """One tap; then why, for who wants."""
    expect(page.get_by_role("heading", name="Is het gebeurd?")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Ja", exact=True).click()
    expect(page.get_by_role("heading", name="Dank je. Je zei: Ja")).to_be_visible()
    axe(page)
    page.get_by_label("Wat hielp, of wat stond in de weg?").fill("Hij nam meteen op.")
    page.get_by_role("button", name="Bewaar dit").click()
    expect(page.get_by_label("Wat hielp, of wat stond in de weg?")).to_have_value(
        "Hij nam meteen op."
    )
