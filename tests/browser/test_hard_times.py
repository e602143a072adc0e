"""What a table may meet: wrong clocks, too much text, strange names, people who leave."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.people import (
    begin,
    box,
    field_of,
    go_to_step,
    is_saved,
    sit_down,
    step_name,
    write,
)

REASON = "Ik zit hier omdat"
HOURS = 3 * 3600 * 1000
NAMES = {
    "markup": "<img src=x onerror=alert(1)>",
    "emoji": "👩🏽‍🌾 Bé 🇳🇱",
    "right to left": "\u202eمريم\u202c לאה",
    "zero width": "Mie\u200bke\ufeff\u2060",
    "quotes": "\"'`${7*7}{{ 7*7 }}</script>",
}


@pytest.fixture
def code(site):
    """A conversation of its own, so that journeys do not meet."""
    return site.new_dialogue()


def seconds_left(page):
    """What the clock of the table shows, in seconds."""
    shown = re.search(r"(\d+):(\d\d)", page.get_by_role("timer").first.inner_text())
    return int(shown[1]) * 60 + int(shown[2])


@pytest.mark.parametrize("shift", [HOURS, -HOURS], ids=["ahead", "behind"])
def test_a_wrong_clock_on_a_phone_changes_no_time_at_the_table(phone, code, shift):
    wrong = phone()
    wrong.context.add_init_script(
        f"""const real = Date.now.bind(Date), RealDate = Date;
        Date = class extends RealDate {{
          constructor(...args) {{ args.length ? super(...args) : super(real() + {shift}); }}
          static now() {{ return real() + {shift}; }}
        }};"""
    )
    jan = sit_down(phone(), code, "Jan")
    sit_down(wrong, code, "Mieke")
    assert abs(wrong.evaluate("Date.now()") - time.time() * 1000) > HOURS / 2
    begin(wrong)
    expect(step_name(jan)).to_contain_text("Stap 1 van")
    # Under way: a clock that runs behind would stand still at the full five minutes.
    expect(jan.get_by_role("timer").first).to_contain_text(re.compile("04:5[0-6]"))
    assert abs(seconds_left(wrong) - seconds_left(jan)) <= 2
    wrong.reload()
    expect(step_name(wrong)).to_contain_text("Stap 1 van")
    assert abs(seconds_left(wrong) - seconds_left(jan)) <= 2
    write(wrong, REASON, "Mijn klok loopt verkeerd.")
    is_saved(wrong, REASON)


def paste(page, label, text):
    """As a person does: copied elsewhere on the device, pasted in the field."""
    page.evaluate(
        """text => {
          const source = Object.assign(document.createElement('textarea'), {value: text, id: 'source'});
          document.body.append(source);
          source.select();
        }""",
        text,
    )
    page.keyboard.press("Control+c")
    page.evaluate("document.getElementById('source').remove()")
    box(page, label).focus()
    page.keyboard.press("Control+v")


def test_a_quarter_megabyte_pasted_is_refused_in_words(phone, code):
    mieke, jan = sit_down(phone(), code, "Mieke"), sit_down(phone(), code, "Jan")
    begin(mieke)
    write(mieke, REASON, "Dit stond er al.")
    is_saved(mieke, REASON)
    paste(mieke, REASON, "w" * 256 * 1024)
    expect(field_of(mieke, REASON)).to_contain_text("Er is niets veranderd.")
    expect(box(mieke, REASON)).to_have_value("Dit stond er al.")
    mieke.keyboard.insert_text("v" * 256 * 1024)
    expect(box(mieke, REASON)).to_have_value("Dit stond er al.")

    paste(mieke, REASON, " " + "w" * 15_000)
    expect(field_of(mieke, REASON)).not_to_contain_text("Er is niets veranderd.")
    is_saved(mieke, REASON)
    expect(jan.locator(".strip", has_text="Mieke")).to_contain_text("Dit stond er al. www")
    assert jan.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_strange_name_is_only_text(phone, code, name):
    strange, jan = phone(), sit_down(phone(), code, "Jan")
    trouble = []
    for page in (strange, jan):
        page.on("dialog", lambda dialog: (trouble.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: trouble.append(str(error)))
    sit_down(strange, code, name)
    begin(strange)
    write(strange, REASON, "Hier ben ik.")
    is_saved(strange, REASON)
    strip = jan.locator(".strip", has_text="Hier ben ik.")
    expect(strip).to_be_visible()
    shown = re.sub("[\u200b\u202c\u202e\u2060\ufeff]", "", name)
    expect(jan.locator(".presence").get_by_text(shown, exact=False).first).to_be_attached()
    expect(jan.get_by_role("timer").first).to_be_visible()
    for page in (strange, jan):
        assert page.locator(".presence img, .strip img, #room script").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    jan.goto(jan.url + "plekken/")
    expect(jan.get_by_text(shown, exact=False).first).to_be_visible()
    assert trouble == []


def test_a_name_of_300_characters_is_refused_in_words(phone, code):
    page = phone()
    page.goto(f"/aan/{code}/1/")
    page.get_by_label("Je naam of initialen").fill("Wilhelmina " * 27 + "xyz")
    page.get_by_role("button", name="Ga zitten").click()
    expect(page.locator(".error-summary")).to_contain_text("60")
    assert "Wilhelmina Wilhelmina" in page.get_by_label("Je naam of initialen").input_value()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_name_of_sixty_characters_breaks_nothing(phone, code):
    long = "W" * 60
    mieke, jan = sit_down(phone(), code, long), sit_down(phone(), code, "Jan")
    begin(mieke)
    mieke.get_by_role("button", name="tijdbewaker: neem deze rol").click()
    write(mieke, REASON, "Hier ben ik.")
    expect(jan.locator(".strip", has_text="Hier ben ik.")).to_be_visible()
    expect(jan.locator(".timekeeper-line")).to_have_text(f"{long} bewaakt de tijd.")
    jan.get_by_role("button", name="doorvrager: neem deze rol").click()
    expect(jan.get_by_role("button", name=f"Geef door aan {long}")).to_be_visible()
    for page in (mieke, jan):
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_lost_timekeeper_is_replaced_after_the_grace_and_not_silently(own_site, phone_at):
    site = own_site(ROLE_GRACE_SECONDS="4")
    code = site.new_dialogue()
    mieke, jan, fatma = (sit_down(phone_at(site), code, n) for n in ("Mieke", "Jan", "Fatma"))
    begin(mieke)
    mieke.get_by_role("button", name="tijdbewaker: neem deze rol").click()
    expect(jan.locator(".timekeeper-line")).to_have_text("Mieke bewaakt de tijd.")
    mieke.context.set_offline(True)
    chip = jan.locator("button[data-role=timekeeper]")

    # Away: the clock is everybody's at once, the role is not.
    expect(jan.get_by_role("button", name="Volgende", exact=True)).to_be_visible()
    gone = time.monotonic()
    expect(chip).to_have_text(re.compile("Tijdbewaker: M"))
    chip.click()
    expect(chip).to_have_text(re.compile("Tijdbewaker: M"))
    expect(chip).to_contain_text("neem over", timeout=15_000)
    assert time.monotonic() - gone > 2, "taken over before the grace had passed"
    chip.click()
    expect(jan.get_by_text("jij bent tijdbewaker").first).to_be_attached()
    expect(fatma.locator(".room-notices")).to_contain_text("Jan")
    expect(fatma.locator(".room-notices")).to_contain_text(re.compile("tijdbewaker", re.IGNORECASE))

    mieke.context.set_offline(False)
    expect(mieke.locator(".timekeeper-line")).to_have_text("Jan bewaakt de tijd.")
    expect(mieke.get_by_role("button", name="Volgende", exact=True)).to_have_count(0)


def public_id(site, code):
    """The name of a conversation in the address of its page."""
    return site.command(
        "manage",
        "shell",
        "--no-imports",
        "-c",
        "from overbrug.dialogues.queries import joinable_dialogue\n"
        f"print(joinable_dialogue({code!r}).public_id)",
    ).strip()


def test_the_organiser_takes_a_seat_and_the_page_says_so(phone, site, code):
    mieke, boss = sit_down(phone(), code, "Mieke"), phone(DESKTOP)
    begin(mieke)
    write(mieke, REASON, "Ik schreef al iets.")
    is_saved(mieke, REASON)
    boss.goto("/accounts/login/")
    boss.locator("input[type=email]").fill("bob@overwater.example")
    boss.locator("input[type=password]").fill("een brug van beloften")
    boss.locator("main button[type=submit]").first.click()
    boss.goto(f"/gesprekken/{public_id(site, code)}/")
    button = boss.get_by_role("link", name=re.compile("plek van.*Mieke"))
    for summary in boss.locator("summary").all():
        if not button.is_visible():
            summary.click()
    button.click()
    boss.get_by_role("button", name="Ja, haal de plek van Mieke weg").click()
    said = mieke.get_by_text("Je plek is ingetrokken. Wat je schreef, staat hier nog.")
    expect(said).to_be_visible(timeout=5_000)
    expect(box(mieke, REASON)).to_have_value("Ik schreef al iets.")
    mieke.get_by_role("link", name="Ga opnieuw zitten").click()
    expect(mieke.get_by_label("Je naam of initialen")).to_be_visible()


def test_the_table_frees_the_seat_of_who_is_away(own_site, phone_at):
    site = own_site(ROLE_GRACE_SECONDS="3")
    code = site.new_dialogue()
    mieke, jan = (sit_down(phone_at(site), code, name) for name in ("Mieke", "Jan"))
    begin(jan)
    mieke.context.set_offline(True)
    expect(jan.locator(".presence .away")).to_have_count(1)
    jan.goto(jan.url + "plekken/")
    free = jan.get_by_role("button", name="Geef de plek van Mieke vrij")
    free.click()
    expect(jan.get_by_text("Mieke was hier net nog.")).to_be_visible()
    jan.wait_for_timeout(3_000)  # the grace itself: the server's clock is another process
    free.click()
    expect(free).to_have_count(0)
    mieke.context.set_offline(False)
    expect(mieke.get_by_text("Je plek is ingetrokken")).to_be_visible(timeout=5_000)


def roles_of(page, name):
    """The roles that this page says somebody has."""
    chips = page.locator("button.role").filter(has_text=re.compile(f": {name}$"))
    return {chip.get_attribute("data-role") for chip in chips.all()}


def test_at_half_time_the_roles_are_dealt_again(phone, code):
    mieke, jan = sit_down(phone(), code, "Mieke Kok"), sit_down(phone(), code, "Jan Bos")
    mieke.get_by_role("button", name="Verdeel de rollen").click()
    expect(jan.locator("button.role").filter(has_text="neem deze rol")).to_have_count(0)
    before = roles_of(jan, "jij")
    assert before
    assert roles_of(mieke, "JB") == before
    begin(mieke)
    keeper = mieke if "timekeeper" not in before else jan
    go_to_step(keeper, 5)
    expect(step_name(jan)).to_contain_text("Stap 5 van")
    mieke.get_by_role("button", name="Verdeel de rollen opnieuw").click()
    for page in (mieke, jan):
        expect(page.locator(".room-notices")).to_contain_text("opnieuw verdeeld.")
    expect(jan.locator(".room-notices")).to_contain_text("Jij bent:")
    after = roles_of(jan, "jij")
    assert after
    assert not after & before
    assert roles_of(mieke, "jij") == before


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
