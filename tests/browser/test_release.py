"""A line that a table approved: an editor brings it to the bridge, and everyone walks back to it."""

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.test_pages import log_in

OPGAVE = "/opgaven/genoeg-passende-woningen/"
PROMISE = "laat twee lege kantoren bekijken voor de zomer"
WROTE = "Twee lege kantoren laten bekijken door onze bouwkundige"


def test_a_line_of_a_table_becomes_a_wish_on_the_bridge_with_its_origin(own_site, phone_at):
    site = own_site()
    site.new_dialogue()
    editor = phone_at(site, size=DESKTOP)
    log_in(editor, site)
    release(editor)
    visitor = phone_at(site)
    walk_there_and_back(visitor)


def release(page):
    """The editor reads the words of the table, takes its day and keeps the rest in own words."""
    page.goto(OPGAVE)
    page.get_by_role("link", name="wachten op jou").click()
    page.get_by_role("link", name="Breng naar de brug").click()
    expect(page.locator(".shared-line")).to_contain_text(WROTE)
    expect(page.get_by_label("Wie zegt dit toe?")).to_have_value(
        page.get_by_role("option", name="Woonstichting Overwater").get_attribute("value")
    )
    page.get_by_label("Wat gaat er gebeuren?").fill(PROMISE)
    page.get_by_label("Neem 31 mei").check()
    page.get_by_role("button", name="Breng als wens naar de brug").click()
    expect(page.get_by_text("De toezegging staat als wens op de brug.")).to_be_visible()


def walk_there_and_back(page):
    """From the span to the promise, to the line of the table, and to the promise again."""
    page.goto(OPGAVE)
    page.locator(".planking > li", has_text=PROMISE).get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Waar komt dit vandaan?")).to_be_visible()
    expect(page.locator(".shared-line")).to_contain_text(WROTE)
    page.get_by_role("link", name="Lees het tussen de andere regels").click()
    line = page.locator(".shared-line:target")
    expect(line).to_contain_text(WROTE)
    line.get_by_role("link", name=PROMISE).click()
    expect(page.get_by_text("wens", exact=True).first).to_be_visible()
