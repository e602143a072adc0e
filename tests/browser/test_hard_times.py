"""What a table may meet: wrong clocks, people who leave, seats that are taken."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.people import (
    REASON,
    begin,
    box,
    go_to_step,
    is_saved,
    sit_down,
    step_name,
    write,
)

HOURS = 3 * 3600 * 1000


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
    return site.run(
        "from overbrug.dialogues.queries import joinable_dialogue\n"
        f"print(joinable_dialogue({code!r}).public_id)",
    ).strip()


@pytest.mark.double
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
    said = mieke.locator("span", has_text="Je plek is ingetrokken. Wat je schreef, staat hier nog.")
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
    said = mieke.locator("span", has_text="Je plek is ingetrokken")
    expect(said.first).to_be_visible(timeout=5_000)


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
