"""Two organisations agree on a new target: one proposes it, the other objects, reads on, and supports it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import log_in

PAIR = """
from django.utils import timezone
from overbrug.accounts.models import Membership, Organisation, User
from overbrug.opgaven.models import Opgave
houses = [Organisation.objects.get(name=n) for n in
    ("Gemeente Overwater", "Woonstichting Overwater (verzonnen)")]
carla, _ = User.objects.get_or_create(email="carla@overwater.example", name="Carla")
carla.set_password("een brug van beloften")
carla.save()
Membership.objects.get_or_create(user=carla, organisation=houses[1], role="opgave_editor",
    defaults={"accepted_at": timezone.now()})
opgave, _ = Opgave.objects.get_or_create(slug="twee-huizen", title="Twee huizen", home=houses[0],
    desired_situation="Iedereen vindt een huis.")
for house in houses:
    opgave.parties.get_or_create(organisation=house)
indicator, _ = opgave.indicators.get_or_create(name="tekort", unit="woningen", baseline=100,
    baseline_at="2020", target=50, target_at="2030", source="een verslag", is_leading=True)
print(f"indicator {indicator.pk}")
"""


@pytest.fixture
def carla(phone, site):
    page = phone()
    page.goto(f"{site.url}/accounts/login/")
    page.locator("input[type=email]").fill("carla@overwater.example")
    page.locator("input[type=password]").fill("een brug van beloften")
    page.locator("main button[type=submit]").first.click()
    expect(page).to_have_url(site.url + "/")
    return page


@pytest.fixture
def number(site):
    site.new_dialogue()
    return re.search(r"indicator (\d+)", site.run(PAIR))[1]


def test_a_target_changes_once_both_support_it(site, phone, number, carla):
    bob = phone()
    log_in(bob, site)
    bob.goto(f"/opgaven/twee-huizen/indicatoren/{number}/wijzig/")
    bob.get_by_label("Doel", exact=True).fill("40")
    bob.get_by_role("button", name="Bewaar").click()
    expect(bob.get_by_role("heading", level=1)).to_contain_text("Voorstel: een ander doel")
    bob.get_by_label("Waarom wil je dit wijzigen?").fill("50 bleek te laag gegrepen.")
    bob.get_by_role("button", name="Vraag het de andere partijen").click()

    carla.goto("/opgaven/twee-huizen/")
    expect(carla.locator("#bridge-state, .bridge-banks").first).to_contain_text("50")
    carla.get_by_role("link", name=re.compile("een ander doel")).click()
    expect(carla.get_by_text("50 bleek te laag gegrepen.")).to_be_visible()
    carla.get_by_label("Wij hebben bezwaar").check()
    carla.get_by_role("button", name="Stuur dit antwoord").click()
    expect(carla.locator(".error-summary")).to_be_focused()
    expect(carla.get_by_label("Wij hebben bezwaar")).to_be_checked()
    carla.get_by_label("Reden").fill("Eerst de kosten zien.")
    carla.get_by_role("button", name="Stuur dit antwoord").click()

    bob.reload()
    expect(bob.get_by_text("Eerst de kosten zien.")).to_be_visible()
    carla.get_by_label("Wij steunen dit").check()
    carla.get_by_role("button", name="Stuur dit antwoord").click()
    expect(carla.get_by_text("dit is de nieuwe versie")).to_be_visible()
    bob.goto("/opgaven/twee-huizen/")
    expect(bob.locator(".bridge-bank.then")).to_contain_text("40")
