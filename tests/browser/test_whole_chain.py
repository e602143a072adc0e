"""The whole way: a table, its approval, release, a mail, a second organisation, a span, one tap."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.people import begin, box, go_to_step, is_saved, sit_down
from tests.browser.test_next_morning import log_in_as_organiser, read_mails

OPGAVE = "/opgaven/genoeg-passende-woningen/"
GRID = "Netbeheer Overwater (verzonnen)"
PROMISE = "Sluit veertig woningen aan"
REGISTER = f"""
from datetime import date
from overbrug.accounts.models import *
from overbrug.commitments.models import RegisteredAddress
RegisteredAddress.objects.create(
    organisation=Organisation.objects.get(name={GRID!r}), email="bestuur@netbeheer.example",
    role="bestuurssecretariaat", text="mag aansluitingen toezeggen", valid_from=date(2026, 1, 1),
)
"""


@pytest.fixture
def site(own_site):
    """A site that knows its own address, with a registered mailbox and no demo talk."""
    site = own_site()
    site.stop()
    site.variables["PUBLIC_URL"] = site.url
    site.start()
    site.new_dialogue()
    site.run(REGISTER)
    return site


def at_table(site, phone_at):
    """Two people sit; one writes a promise in the last step and both finish."""
    code = site.new_dialogue(card="korte-brug")
    mieke, jan = (sit_down(phone_at(site), code, name) for name in ("Mieke", "Jan"))
    begin(mieke)
    go_to_step(mieke, 5)
    box(mieke, "Wat beloof je?").fill(PROMISE)
    is_saved(mieke, "Wat beloof je?")
    return mieke, jan


def share_with_everyone(mieke, jan):
    """One proposes, both agree; the second sees it happen without renewing the page."""
    room = mieke.url
    for page in (mieke, jan):
        page.goto(room + "delen/")
    mieke.get_by_role("group").get_by_text("Iedereen", exact=True).first.check()
    mieke.get_by_role("button", name="Stel dit voor aan de tafel").click()
    expect(jan.get_by_role("button", name="Ik ben het eens")).to_be_visible()
    mieke.get_by_role("button", name="Ik ben het eens").click()
    jan.get_by_role("button", name="Ik ben het eens").click()
    expect(mieke.get_by_text("Voorstel 1 is goedgekeurd").first).to_be_visible(timeout=20_000)


def release(editor):
    """The editor makes a proposal of it and asks the registered address."""
    editor.goto(OPGAVE + "uit-gesprekken/")
    expect(editor.get_by_text(PROMISE).first).to_be_visible()
    editor.locator("article", has_text=PROMISE).locator("a.button").click()
    editor.locator("select[name=party]").select_option(label=GRID)
    editor.locator("input[name=ask][value=registered]").check()
    editor.locator("select[name=address]").select_option(index=1)
    editor.locator("main form button[type=submit]").first.click()
    expect(editor.get_by_text(PROMISE).first).to_be_visible()


def test_from_a_sentence_to_a_span_and_a_tap(site, phone_at):
    mieke, jan = at_table(site, phone_at)
    share_with_everyone(mieke, jan)
    mieke.goto(mieke.url.replace("delen/", "morgen/"))
    mieke.get_by_label("Mijn volgende stap").fill("Ik bel dinsdag.")
    mieke.get_by_label("Je mailadres").fill("mieke@overwater.example")
    mieke.get_by_role("button", name="Vraag het me twee keer").click()
    expect(mieke.get_by_text("Je adres is bewaard")).to_be_visible()

    editor = phone_at(site, size=DESKTOP)
    log_in_as_organiser(editor, site)
    release(editor)
    editor.goto(OPGAVE)
    expect(editor.locator("li.is-wish", has_text=PROMISE)).to_be_visible()

    assert "outbox: 1" in site.command("sweep")
    jan.goto(mailed_link(site, "bevestig"))
    jan.get_by_label(f"Namens {GRID}", exact=False).check()
    jan.get_by_role("button", name="Ja, dit zeggen we toe").click()
    expect(jan.get_by_role("heading", name="Bevestigd")).to_be_visible()
    jan.goto(OPGAVE)
    span = jan.locator("li.is-promise", has_text=PROMISE)
    expect(span).to_be_visible()

    span.get_by_role("link").first.click()
    expect(jan.get_by_role("heading", name="Waar komt dit vandaan?")).to_be_visible()

    later = datetime.now(UTC) + timedelta(hours=48, minutes=5)
    site.command("sweep", "--now", later.isoformat())
    mieke.goto(mailed_link(site, "morgen"))
    mieke.get_by_role("button", name="Ja", exact=True).click()
    expect(mieke.get_by_role("heading", name="Dank je. Je zei: Ja")).to_be_visible()


def mailed_link(site, kind):
    """The only link of its kind in any mail: several leave in the same second."""
    texts = [mail.get_body("plain").get_content() for mail in read_mails(site)]
    (link,) = re.findall(rf"http://\S+/{kind}/open/\S+", "\n".join(texts))
    return link
