"""The whole conversation by keyboard alone: from the join page to the downloaded result."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.people import field_of, step_name

# What has the focus, whether that can be seen, and whether anything lies over it.
LOOK = """() => {
  const el = document.activeElement;
  if (!el || el === document.body || el === document.documentElement) return null;
  // The ring of a small round button may stand around its words.
  const rings = [el, el.closest('label'), el.nextElementSibling].filter(Boolean).map(getComputedStyle);
  const box = el.getBoundingClientRect();
  const label = (el.labels && [...el.labels].map(l => l.innerText).join(' ')) || '';
  const at = document.elementFromPoint(
    Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.y + Math.min(box.height / 2, 20), 0), innerHeight - 1));
  const shell = el.closest('label') || el.parentElement;
  return {
    tag: el.tagName, type: el.type || '', checked: Boolean(el.checked),
    name: el.getAttribute('aria-label') || label || el.innerText || '',
    outline: rings.some(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2),
    inView: box.bottom > 0 && box.top < innerHeight,
    covered: !(at && (el.contains(at) || at.contains(el) || shell.contains(at))),
    html: el.outerHTML.slice(0, 120),
  };
}"""
MOST_TABS = 150


class Keys:
    """Hands on a keyboard, and an eye on the focus."""

    def __init__(self, page):
        self.page = page

    def focus(self):
        """What has the focus: it is something, it can be seen, and nothing lies over it."""
        seen = self.page.evaluate(LOOK)
        assert seen, "the focus is nowhere"
        assert seen["inView"], f"the focus is out of sight: {seen['html']}"
        assert not seen["covered"], f"something lies over the focus: {seen['html']}"
        return seen

    def press(self, key):
        """Press, and see that the focus is still somewhere."""
        self.page.keyboard.press(key)
        return self.focus()

    def to(self, name, tag=None):
        """Tab until something with this name has the focus and shows it."""
        wanted = re.compile(name)
        for _n in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            seen = self.page.evaluate(LOOK)
            # Past the last thing on the page a browser stands still once, on its own bar.
            if seen is None:
                continue
            self.focus()
            if wanted.search(seen["name"]) and tag in (None, seen["tag"]):
                assert seen["outline"], f"the focus cannot be seen: {seen['html']}"
                return seen
        raise AssertionError(f"no {name!r} within {MOST_TABS} tabs")

    def write(self, label, text):
        """Tab to a box, type, and read that it is saved."""
        self.to(f"^{re.escape(label)}", "TEXTAREA")
        self.page.keyboard.type(text)
        expect(field_of(self.page, label).locator(".save-state")).to_contain_text("Bewaard")
        self.focus()

    def next_step(self, number):
        """Press *Volgende*; the new question has the focus."""
        self.to("^Volgende", "BUTTON")
        self.page.keyboard.press("Enter")
        expect(step_name(self.page)).to_contain_text(f"Stap {number} van")
        expect(self.page.locator("h1")).to_be_focused()
        self.focus()

    def choose(self, label, steps):
        """Tab into a group of radio buttons and go along with the arrows."""
        self.to(label, "INPUT")
        self.page.keyboard.press("Space")
        for _n in range(steps):
            self.press("ArrowRight")
        assert self.focus()["checked"]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_whole_conversation_by_keyboard(phone, site, size):
    code = site.new_dialogue()
    page = phone(size)
    keys = Keys(page)
    sit(keys, code)
    talk(keys)
    take_the_result(keys)


def sit(keys, code):
    """One field, one button; then a role, and the conversation begins."""
    page = keys.page
    page.goto(f"/aan/{code}/1/")
    keys.to("Je naam of initialen", "INPUT")
    page.keyboard.type("Mieke")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/tafel/[a-z2-7]{16}/$"))
    expect(page.get_by_role("button", name="Begin het gesprek")).to_be_visible()
    keys.to("Lees meer over deze opgave", "SUMMARY")
    keys.press("Enter")
    expect(page.get_by_role("link", name="Open de pagina van de opgave")).to_be_visible()
    keys.to("^Begin het gesprek", "BUTTON")
    page.keyboard.press("Enter")
    expect(step_name(page)).to_contain_text("Stap 1 van")
    expect(page.locator("h1")).to_be_focused()


def talk(keys):
    """Nine steps with every kind of answer that a card knows."""
    page = keys.page
    keys.write("Ik zit hier omdat", "Ik zoek een huis.")
    keys.choose("1", 2)
    keys.to("tijdbewaker: neem deze rol|Tijdbewaker: neem deze rol", "BUTTON")
    keys.press("Enter")
    expect(page.get_by_text("jij bent tijdbewaker").first).to_be_attached()
    keys.to("^Pauze", "BUTTON")
    keys.press("Space")
    expect(page.get_by_role("button", name="Laat de klok lopen")).to_be_focused()
    keys.press("Space")

    keys.next_step(2)
    keys.to("^Lees de opgave", "SUMMARY")
    keys.press("Enter")
    expect(page.locator(".opgave-line .opgave")).to_be_visible()
    keys.write("Mijn moment", "De dag dat het plan stilviel.")
    keys.write("Dit hoorden we meer dan één keer", "Wachten op elkaar.")

    keys.next_step(3)
    keys.to("^Geef een stip", "BUTTON")
    keys.press("Space")
    expect(page.get_by_text("1 stip").first).to_be_visible()
    unnamed_line(keys)

    keys.next_step(4)
    keys.write("Dit zie ik", "Een straat met vrienden.")

    keys.next_step(5)
    keys.choose("Scherper kiezen", 1)
    keys.write("Wat heb je nog niet gezegd?", "Ik twijfel.")
    keys.to("Verdeel de rollen opnieuw", "BUTTON")
    keys.press("Enter")
    expect(page.locator(".room-notices")).to_contain_text("De rollen zijn opnieuw verdeeld.")

    keys.next_step(6)
    put_in_order(keys)

    for number in (7, 8, 9):
        keys.next_step(number)


def unnamed_line(keys):
    """A line without a name, laid on the table."""
    keys.to("Schrijf zonder je naam")
    keys.press("Space")
    keys.to("Een regel zonder je naam", "TEXTAREA")
    keys.page.keyboard.type("Ik durf het niet te zeggen.")
    keys.to("^Leg op tafel", "BUTTON")
    keys.press("Enter")
    expect(keys.page.get_by_label("Een regel zonder je naam")).to_have_value("")
    keys.focus()


def put_in_order(keys):
    """Move something up; the focus goes along with it."""
    keys.to("^Zet Geld hoger", "BUTTON")
    seen = keys.press("Enter")
    assert "Geld" in seen["name"], seen


def take_the_result(keys):
    """The end: read it, and take it along."""
    page = keys.page
    keys.to("^Rond af", "BUTTON")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Het gesprek is klaar")).to_be_focused()
    keys.to("^Wis de kopie op dit apparaat", "BUTTON")
    page.keyboard.press("Enter")
    expect(page.locator(".wipe")).to_contain_text("De kopie op dit apparaat is gewist")
    keys.focus()
    keys.to("^Lees wat jullie schreven", "A")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/oogst/$"))
    keys.to("^Neem het mee als bestand", "SUMMARY")
    page.keyboard.press("Enter")
    keys.to("Markdown", "A")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    text = download.value.path().read_text(encoding="utf-8")
    for words in ("Ik zoek een huis.", "De dag dat het plan stilviel.", "Een straat met vrienden."):
        assert words in text
    assert "Ik twijfel." not in text
