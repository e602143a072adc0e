"""From an editor who asks to a firm span: the one who is asked has a phone and no account."""

import os
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.test_next_morning import log_in_as_organiser, read_mails

BRIDGE = "/opgaven/genoeg-passende-woningen/"
PROMISE = f"{BRIDGE}toezeggingen/11/"  # "Stroom", proposed for the invented grid operator
GRID = "Netbeheer Overwater (verzonnen)"
SHOTS = os.environ.get("SHOTS")

PASSWORD = "een brug van beloften"
ADMIN = f"""
from django.utils import timezone
from overbrug.accounts.models import *
Membership.objects.create(
    user=User.objects.create_user("an@netbeheer.example", {PASSWORD!r}),
    organisation=Organisation.objects.get(name={GRID!r}),
    role=Role.ADMIN,
    accepted_at=timezone.now(),
)
"""


def shoot(page, name):
    """Keep a picture when somebody wants to look: SHOTS=folder."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


@pytest.fixture
def mailing_site(own_site):
    """A site that knows its own address; the grid operator has an administrator."""
    site = own_site()
    site.stop()
    site.variables["PUBLIC_URL"] = site.url
    site.variables["SECOND_FACTOR"] = "off"  # the second step has journeys of its own
    site.start()
    site.new_dialogue()  # makes the editor
    site.run(ADMIN)
    return site


def wait_until(happened):
    """Ask again until it is so."""
    end = time.monotonic() + 15
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.1)


def register_mailbox(admin, axe):
    """On the page of the organisation, by its administrator."""
    admin.goto("/accounts/login/")
    admin.locator("input[type=email]").fill("an@netbeheer.example")
    admin.locator("input[type=password]").fill(PASSWORD)
    admin.locator("main button[type=submit]").first.click()
    admin.goto("/organisaties/")
    admin.get_by_role("link", name=GRID).first.click()
    admin.get_by_role("link", name="Registreer een adres").click()
    axe(admin)
    shoot(admin, "register")
    admin.get_by_label("Mailadres").fill("bestuur@netbeheer.example")
    admin.get_by_label("Van wie is de postbus?").fill("bestuurssecretariaat")
    admin.get_by_label("Wat mag ermee worden toegezegd?").fill("aansluitingen tot 1 miljoen euro")
    admin.get_by_role("button", name="Registreer dit adres").click()
    expect(admin.get_by_text("bestuur@netbeheer.example")).to_be_visible()
    axe(admin)
    shoot(admin, "registered")
    admin.get_by_role("link", name="Beëindig dit adres").click()
    axe(admin)


def ask_by_mail(editor, axe):
    """On the page of the promise."""
    editor.goto(PROMISE)
    shoot(editor, "promise-editor")
    editor.get_by_role("link", name="Vraag per mail").click()
    axe(editor)
    shoot(editor, "ask")
    editor.get_by_label("bestuurssecretariaat", exact=False).check()
    editor.get_by_role("button", name="Verstuur de vraag").click()
    expect(editor.get_by_text("nog geen antwoord")).to_be_visible()
    axe(editor)
    shoot(editor, "asked")


def open_mail(site, phone, number=1):
    """The link of the mail that asks, the newest of `number`, on a phone that has no account."""

    def links():
        texts = [mail.get_body("plain").get_content() for mail in read_mails(site)]
        found = [re.search(r"http://\S+/bevestig/open/\S+", text) for text in texts]
        return [link[0] for link in found if link]

    site.command("sweep")  # unless the server was quicker
    wait_until(lambda: len(links()) == number)
    phone.goto(links()[-1])
    expect(phone).to_have_url(re.compile("/bevestig/[a-z2-7]{12}/$"))


@pytest.mark.double
def test_an_editor_asks_and_somebody_without_account_makes_it_firm(mailing_site, phone_at, axe):
    register_mailbox(phone_at(mailing_site), axe)
    editor = phone_at(mailing_site, size=DESKTOP)
    log_in_as_organiser(editor, mailing_site)
    editor.goto(BRIDGE)
    expect(editor.locator("li.is-wish", has_text=GRID).first).to_be_visible()
    ask_by_mail(editor, axe)

    phone = phone_at(mailing_site)
    open_mail(mailing_site, phone)
    expect(phone.get_by_role("heading", name="Is dit jullie toezegging?")).to_be_visible()
    axe(phone)
    shoot(phone, "answer")
    phone.get_by_label("Op persoonlijke titel", exact=False).check()
    for role, name, heading in (
        ("button", "Ja, maar in andere woorden", "Wijzig de woorden"),
        ("link", "Nee, dit zeggen we niet toe", "Weiger deze toezegging"),
        ("link", "Dit is niet voor ons", "Dit is niet voor ons"),
    ):
        phone.get_by_role(role, name=name).click()
        expect(phone.get_by_role("heading", name=heading)).to_be_visible()
        axe(phone)
        shoot(phone, f"answer-{heading.split()[0].lower()}")
        if role == "button":
            expect(phone.get_by_label("Op persoonlijke titel", exact=False)).to_be_checked()
        phone.get_by_role("link", name="Stop zonder te bewaren").click()
    phone.get_by_label(f"Namens {GRID}", exact=False).check()
    phone.get_by_role("button", name="Ja, dit zeggen we toe").click()
    expect(phone.get_by_role("heading", name="Bevestigd")).to_be_visible()
    axe(phone)
    shoot(phone, "answered")

    phone.goto(BRIDGE)
    expect(phone.locator("li.is-promise", has_text=GRID).first).to_be_visible()
    editor.goto(PROMISE)
    expect(editor.get_by_text("antwoord: ja")).to_be_visible()
    expect(editor.get_by_text("geregistreerd adres: bestuurssecretariaat")).to_be_visible()
    shoot(editor, "promise-after")
    ask_whether_it_holds(mailing_site, editor, phone, axe)


def ask_whether_it_holds(site, editor, phone, axe):
    """Later: the same mailbox, the same promise, one tap; the date stands with it."""
    editor.get_by_role("link", name="Vraag of dit nog klopt").click()
    axe(editor)
    shoot(editor, "ask-still")
    editor.get_by_role("button", name="Verstuur de vraag").click()
    expect(editor.get_by_text("nog geen antwoord")).to_be_visible()
    open_mail(site, phone, number=2)
    expect(phone.get_by_role("heading", name="Klopt dit nog?")).to_be_visible()
    axe(phone)
    shoot(phone, "still")
    phone.get_by_role("link", name="Ja, maar in andere woorden").click()
    axe(phone)
    phone.get_by_role("link", name="Stop zonder te bewaren").click()
    phone.get_by_role("button", name="Ja, dit klopt nog").click()
    expect(phone.get_by_role("heading", name="Dit klopt nog")).to_be_visible()
    axe(phone)
    shoot(phone, "still-answered")
    editor.reload()
    expect(editor.get_by_text("Voor het laatst bevestigd op")).to_be_visible()
