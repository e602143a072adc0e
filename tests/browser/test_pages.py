"""Every page in both languages: no accessibility violation, no sideways scroll.

Each page is looked at once per language at 360 px; width and colours of a second look are chosen
by a hash of the page, so that all combinations occur without trying all of them. With MATRIX=full
(`make test-all`) every combination is tried.
"""

import hashlib
import itertools
import os
import re

import pytest
from playwright.sync_api import expect

from tests.browser.geometry import stands
from tests.browser.people import sit_down

PUBLIC = [
    "/",
    "/opgaven/",
    "/opgaven/genoeg-passende-woningen/",
    "/opgaven/genoeg-passende-woningen/geschiedenis/",
    "/opgaven/regio-deal-zeeuws-vlaanderen/",
    "/opgaven/genoeg-passende-woningen/toezeggingen/",
    "/opgaven/genoeg-passende-woningen/toezeggingen/1/",
    "/opgaven/genoeg-passende-woningen/toezeggingen/13/",
    "/opgaven/genoeg-passende-woningen/oogst/",
    "/opgaven/genoeg-passende-woningen/gesprekken/",
    "/opgaven/genoeg-passende-woningen/wat-nodig-is/",
    "/opgaven/genoeg-passende-woningen/cijfers/",
    "/opgaven/genoeg-passende-woningen/verhalen/4/",
    "/opgaven/genoeg-passende-woningen/indicatoren/3/metingen/",
    "/kaarten/",
    "/kaarten/brugtafel/",
    "/kaarten/korte-brug/",
    "/kaarten/scherp-de-opgave/",
    "/kaarten/toezeggingenronde/",
    "/gesprekken/",
    "/aan/",
    "/scherm/",
    "/wie-ziet-wat/",
    "/toegankelijkheid/",
    "/zo-rekenen-wij/",
    "/broncode/",
    "/accounts/login/",
    "/accounts/password/reset/",
]
# What says in words that it is not there; every other page must be there, or nothing was looked at.
ABSENT = [
    "/aan/0000-0000/",
    "/tafel/aaaaaaaaaaaaaaaa/",
    "/bevestig/aaaaaaaaaaaa/",
    "/bestaat-niet/",
    "/uitgenodigd/aaaaaaaaaaaa/",
]
EDITORS = [
    "/mijn-account/",
    "/opgaven/nieuw/",
    "/opgaven/genoeg-passende-woningen/wijzig/",
    "/opgaven/genoeg-passende-woningen/gesprek/",
    "/opgaven/genoeg-passende-woningen/partijen/nieuw/",
    "/opgaven/genoeg-passende-woningen/indicatoren/1/metingen/plakken/",
    "/opgaven/genoeg-passende-woningen/cijfers/nieuw/",
    "/opgaven/genoeg-passende-woningen/partijen/2/wijzig/",
    "/opgaven/genoeg-passende-woningen/partijen/2/uitnodigen/",
    "/opgaven/genoeg-passende-woningen/",
    "/opgaven/genoeg-passende-woningen/behoeften/nieuw/",
    "/opgaven/genoeg-passende-woningen/behoeften/1/wijzig/",
    "/opgaven/genoeg-passende-woningen/wat-nodig-is/",
    *(
        f"/opgaven/genoeg-passende-woningen/{part}/"
        for part in (
            *("randvoorwaarden/nieuw", "besluiten/nieuw", "risicos/nieuw", "rollen/nieuw"),
            *("werkvormen/nieuw", "randvoorwaarden/2/wijzig", "besluiten/1/weg"),
        )
    ),
    "/opgaven/genoeg-passende-woningen/voorstellen/",
    "/opgaven/genoeg-passende-woningen/voorstellen/voorbeeld001/",
    "/opgaven/genoeg-passende-woningen/indicatoren/nieuw/",
    "/opgaven/genoeg-passende-woningen/indicatoren/3/metingen/",
    "/opgaven/genoeg-passende-woningen/indicatoren/3/aandelen/nieuw/",
    "/opgaven/genoeg-passende-woningen/aandelen/1/wijzig/",
    "/opgaven/genoeg-passende-woningen/verhalen/nieuw/",
    "/opgaven/genoeg-passende-woningen/verhalen/4/",
    "/opgaven/genoeg-passende-woningen/indicatoren/4/waarnemingen/nieuw/",
    "/opgaven/genoeg-passende-woningen/waarnemingen/2/wijzig/",
    "/opgaven/genoeg-passende-woningen/indicatoren/1/metingen/",
    "/opgaven/genoeg-passende-woningen/indicatoren/1/metingen/nieuw/",
    "/opgaven/genoeg-passende-woningen/toezeggingen/nieuw/",
    "/opgaven/genoeg-passende-woningen/toezeggingen/11/wijzig/",
    "/opgaven/genoeg-passende-woningen/toezeggingen/11/",
    "/opgaven/genoeg-passende-woningen/toezeggingen/11/trek-in/",
    "/opgaven/genoeg-passende-woningen/toezeggingen/11/vraag/",
    "/opgaven/genoeg-passende-woningen/toezeggingen/2/vraag/",
    "/opgaven/genoeg-passende-woningen/toezeggingen/11/wie-ziet-dit/",
    "/opgaven/genoeg-passende-woningen/uit-gesprekken/",
    "/opgaven/genoeg-passende-woningen/uit-gesprekken/4/",
    "/opgaven/genoeg-passende-woningen/uit-gesprekken/4/opzij/",
    "/opgaven/genoeg-passende-woningen/uit-gesprekken/tekst/why_not_by_itself/?line=1",
    "/organisaties/",
    "/accounts/password/change/",
    "/accounts/logout/",
]
AT_TABLE = [
    "oogst/",
    "delen/",
    "morgen/",
    "schermen/",
    "plekken/",
    "verlaat/",
    "eigen-tafel/",
    "groot-scherm/",
    "",
]
LOOKS = list(itertools.product([360, 1280], ["light", "dark"], ["none", "active"]))


def looks(page_name, language):
    """360 px light first, then the look this page drew; all of them in the full matrix."""
    first, *others = LOOKS
    if os.environ.get("MATRIX") == "full":
        return LOOKS
    drawn = int(hashlib.sha256(f"{language}{page_name}".encode()).hexdigest(), 16) % len(others)
    return [first, others[drawn]]


def drawn_language(page_name):
    """Geometry hardly differs between languages: one of them is looked at."""
    return ["nl", "en"][hashlib.sha256(page_name.encode()).digest()[0] % 2]


def look(page, axe, name, language):
    """Check the page that is open in each look."""
    assert page.evaluate("document.documentElement.lang") == language
    for width, colours, forced in looks(name, language):
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme=colours, forced_colors=forced)
        axe(page)
        wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{name} scrolls sideways by {wide} at {width}"
    if os.environ.get("MATRIX") == "full" or language == drawn_language(name):
        stands(page, name)


@pytest.fixture(params=["nl", "en"])
def language(request):
    """The two languages of every page."""
    return request.param


@pytest.fixture
def page_in(phone, site, language):
    """A phone in one language that notes every complaint."""
    page = phone()
    page.complaints = []
    page.on(
        "console",
        lambda m: (
            page.complaints.append(m.text)
            if m.type == "error" and "status of 4" not in m.text
            else None
        ),
    )
    page.on("pageerror", lambda e: page.complaints.append(str(e)))
    page.context.add_cookies([{"name": "overbrug_language", "value": language, "url": site.url}])
    yield page
    assert page.complaints == []


@pytest.mark.parametrize("path", [*PUBLIC, *ABSENT])
def test_pages_for_everyone(page_in, axe, language, path):
    assert (page_in.goto(path).status < 400) == (path in PUBLIC)
    look(page_in, axe, path, language)


def log_in(page, site):
    """As the editor whom `new_dialogue` makes."""
    page.goto("/accounts/login/")
    page.locator("input[type=email]").fill("bob@overwater.example")
    page.locator("input[type=password]").fill("een brug van beloften")
    page.locator("main button[type=submit]").first.click()
    expect(page).to_have_url(site.url + "/")


def test_pages_for_editors(page_in, site, axe, language):
    site.new_dialogue()
    log_in(page_in, site)
    for path in EDITORS:
        assert page_in.goto(path).status == 200, path
        look(page_in, axe, path, language)
    page_in.goto("/gesprekken/")
    page_in.locator("main a[href^='/gesprekken/']").first.click()
    look(page_in, axe, "organiser", language)
    organiser = page_in.url
    for part in ("afdrukken/", "wijzig/", "sluit/"):
        page_in.goto(organiser + part)
        look(page_in, axe, part, language)


def test_questions_before_something_ends(phone, page_in, site, axe, language):
    code = site.new_dialogue()
    sit_down(phone(), code, "Mieke")
    log_in(page_in, site)
    page_in.goto("/gesprekken/")
    links = page_in.locator("main a[href^='/gesprekken/']")
    for address in links.evaluate_all("all => all.map(link => link.href)"):
        page_in.goto(address)  # other tests called conversations too; Mieke sits at one
        if page_in.locator("a[href*='/plek/']").count():
            break
    organiser = page_in.url
    page_in.goto(page_in.locator("a[href*='/plek/']").first.evaluate("link => link.href"))
    look(page_in, axe, "revoke", language)
    page_in.goto(organiser + "sluit/")
    page_in.locator("main form button").last.click()
    look(page_in, axe, "closed", language)
    page_in.goto(f"/aan/{code}/")
    look(page_in, axe, "closed code", language)


def test_forms_with_errors(page_in, site, axe, language):
    site.new_dialogue()
    log_in(page_in, site)
    for path in (
        "/opgaven/nieuw/",
        "/opgaven/genoeg-passende-woningen/partijen/nieuw/",
        "/opgaven/genoeg-passende-woningen/cijfers/nieuw/",
        "/opgaven/genoeg-passende-woningen/behoeften/nieuw/",
        "/opgaven/genoeg-passende-woningen/toezeggingen/nieuw/",
    ):
        page_in.goto(path)
        page_in.locator("main form").last.evaluate(
            "form => { form.noValidate = true; form.requestSubmit(); }"
        )
        expect(page_in.locator(".error-summary")).to_be_visible()
        look(page_in, axe, "errors " + path, language)


# A promise of the editor's own house, and one of others that says what it changes.
EFFECTS = """
from overbrug.accounts.models import Organisation
from overbrug.opgaven.models import Opgave
opgave = Opgave.objects.get(slug="genoeg-passende-woningen")
indicator = opgave.indicators.get(name__startswith="tekort")
for name in ("Gemeente Overwater", "Vakschool Overwater (verzonnen)"):
    house = Organisation.objects.get(name=name)
    promise = opgave.commitments.create(organisation=house, what="bouwt", visibility=1)
    effect = promise.effects.create(indicator=indicator, low=-300, likely=-200, high=-100,
        complete_at="2030", reason="Zo ging het elders.")
    print("effect", f"{promise.get_absolute_url()}effect/", effect.pk)
"""


def test_pages_about_what_a_promise_changes(page_in, site, axe, language):
    site.new_dialogue()
    log_in(page_in, site)
    (own, _), (theirs, effect) = re.findall(r"effect (\S+) (\d+)", site.run(EFFECTS))
    for path in (own, own.removesuffix("effect/"), f"{theirs}{effect}/weeg/"):
        assert page_in.goto(path).status == 200, path
        look(page_in, axe, re.sub(r"\d+", "N", path), language)


# Two questions to a mailbox: about a proposal, and about what stands in the name of its house.
QUESTIONS = r"""
import datetime, re
from overbrug.accounts.models import Organisation, User
from overbrug.commitments.actions import ask_to_confirm
from overbrug.commitments.models import Commitment, RegisteredAddress
from overbrug.opgaven.models import Opgave
from overbrug.outbox.models import OutgoingMail
school = Organisation.objects.get(name="Vakschool Overwater (verzonnen)")
opgave = Opgave.objects.get(slug="genoeg-passende-woningen")
box, _ = RegisteredAddress.objects.get_or_create(
    organisation=school, email="bestuur@vakschool.example", role="bestuur",
    text="lessen", valid_from=datetime.date(2026, 1, 1))
for facts in ({}, {"status": "confirmed", "is_mandated": True}):
    promise = Commitment.objects.create(
        opgave=opgave, organisation=school, what="leert bouwen", visibility=1, **facts)
    bob = User.objects.get(email="bob@overwater.example")
    ask_to_confirm(promise, by=bob, site="", address=box)
    print("asked", re.search(r"/bevestig/open/\S+", OutgoingMail.objects.last().text)[0])
"""


def test_pages_behind_a_mailed_question(page_in, site, axe, language):
    site.new_dialogue()  # makes the editor who asks
    printed = site.run(QUESTIONS)
    for kind, path in zip(
        ("asked", "asked again"), re.findall("asked (\\S+)", printed), strict=True
    ):
        page_in.goto(path)
        address = page_in.url
        for part in ("", "anders/", "nee/", "trek-in/", "niet-voor-ons/"):
            page_in.goto(address + part)  # what cannot be answered leads back
            look(page_in, axe, f"{kind} {part}", language)
        page_in.goto(address)
        names = page_in.locator("#yes input[type=radio]")
        if names.count():  # in whose name is never chosen for you
            page_in.locator("#yes button").click()
            expect(page_in.locator(".error-summary")).to_be_visible()
            look(page_in, axe, f"{kind} without a choice", language)
            names.first.check()
        page_in.locator("#yes button").click()
        expect(page_in.locator("#next")).to_be_visible()
        look(page_in, axe, f"{kind} and answered", language)


def test_the_room_step_by_step(phone, page_in, site, axe, language):
    code = site.new_dialogue(language=language)
    other = sit_down(phone(), code, "Jan") if language == "nl" else None
    page_in.goto(f"/aan/{code}/1/")
    look(page_in, axe, "join", language)
    page_in.locator("main input[type=text]:visible").first.fill("Mieke")
    page_in.locator("main button[type=submit]:visible").first.click()
    expect(page_in.locator("h1")).to_be_visible()
    look(page_in, axe, "waiting", language)
    address = page_in.url
    page_in.get_by_role(
        "button", name={"nl": "Begin het gesprek", "en": "Begin the conversation"}[language]
    ).click()
    for number in range(1, 10):
        expect(
            page_in.locator(".step-name", has_text=re.compile(f"(Stap|Step) {number} (van|of)"))
        ).to_be_visible()
        for summary in page_in.locator("details[class^=opgave] summary:visible").all():
            summary.click()
        for box in page_in.locator("textarea:visible").all()[:3]:
            box.fill("Wij wachten op elkaar.")
        look(page_in, axe, f"step {number}", language)
        page_in.locator(".time-buttons .button").last.click()
    look(page_in, axe, "finished", language)
    for path in AT_TABLE:
        page_in.goto(address + path)
        page_in.wait_for_load_state("networkidle")
        look(page_in, axe, "table " + path, language)
    del other
