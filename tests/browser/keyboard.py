"""Hands on a keyboard, and an eye on the focus: where it is, whether it shows, what lies over it.

Each Tab is held against the page: the focus goes to the very next thing that can have it, in the
order in which the page is read; it has a ring; it is in the window, and nothing covers it.
"""

import re

from playwright.sync_api import expect

from tests.browser.people import field_of, step_name

MOST_TABS = 150

# What has the focus now, and what was passed over since the last look.
LOOK = """() => {
  const el = document.activeElement;
  const before = window.focusBefore;
  window.focusBefore = el;
  if (!el || el === document.body || el === document.documentElement) return null;

  const isShown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: false });
  const chosen = (radio) => document.querySelector(
    `input[type=radio][name="${CSS.escape(radio.name)}"]:checked`);
  const isStop = (one) => one.tabIndex >= 0 && !one.disabled && isShown(one) &&
    !one.closest('[inert]') &&
    // Of a group of round buttons only one is a stop.
    (one.type !== 'radio' || one.name === '' || (chosen(one) || one) === one);
  const stops = Array.from(document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex]')).filter(isStop);
  const isAfter = (a, b) => Boolean(
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);
  const isOfGroup = (one, other) => one.type === 'radio' && other?.type === 'radio' &&
    one.name === other.name;
  const isHere = before?.isConnected && before !== document.body;
  const passed = stops.filter((one) => (!isHere || isAfter(before, one)) && isAfter(one, el) &&
    !isOfGroup(one, el) && !isOfGroup(one, before) && !before?.contains?.(el));

  // The ring of a small button may stand around its words, of a link around its card.
  const parts = [el, el.closest('label'), el.nextElementSibling].filter(Boolean);
  const rings = [...parts.map((part) => getComputedStyle(part)), getComputedStyle(el, '::after')];
  const box = el.getBoundingClientRect();
  const inside = (at, most) => Math.min(Math.max(at, 0), most - 1);
  const at = document.elementFromPoint(
    inside(box.x + box.width / 2, innerWidth),
    inside(box.y + Math.min(box.height / 2, 20), innerHeight));
  const parent = el.parentElement === document.body ? el : el.parentElement;
  const shell = el.closest('label') || parent;
  const label = (el.labels && [...el.labels].map((one) => one.innerText).join(' ')) || '';
  return {
    tag: el.tagName, type: el.type || '', checked: Boolean(el.checked),
    name: (el.getAttribute('aria-label') || label || el.innerText || '').replace(/\\s+/g, ' ').trim(),
    ring: rings.some((one) => one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) >= 2),
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !(at && (el.contains(at) || at.contains(el) || shell.contains(at))),
    // Past the last thing a browser begins anew.
    goesOn: !isHere || isAfter(before, el) || before === el ||
      (el === stops[0] && !stops.some((one) => isAfter(before, one) && !isOfGroup(one, before))),
    passed: passed.map((one) => one.outerHTML.slice(0, 100)),
    html: el.outerHTML.slice(0, 120),
  };
}"""


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

    def tab(self):
        """To the next thing; None past the last one, where a browser stands still on its own bar."""
        self.page.evaluate(LOOK)
        self.page.keyboard.press("Tab")
        seen = self.page.evaluate(LOOK)
        if seen is None:
            return None
        assert seen["goesOn"], f"the focus goes back in the page: {seen['html']}"
        assert seen["passed"] == [], f"the focus goes past something: {seen['html']}"
        assert seen["ring"], f"the focus cannot be seen: {seen['html']}"
        self.focus()
        return seen

    def to(self, name, tag=None):
        """Tab until something with this name has the focus."""
        wanted, passed = re.compile(name), []
        while len(passed) < MOST_TABS:
            seen = self.tab() or {"name": "", "tag": ""}
            if wanted.search(seen["name"]) and tag in (None, seen["tag"]):
                return seen
            passed.append(seen["name"])
            if passed.count(seen["name"]) > 5 and len(passed) > 50:
                break  # round and round
        raise AssertionError(f"no {name!r} among {sorted(set(passed))}")

    def act(self, name, tag="BUTTON", key="Enter"):
        """Tab to it and press."""
        self.to(name, tag)
        self.page.keyboard.press(key)

    def go(self, name, address, tag="A"):
        """Tab to what leads to another page, and follow it there."""
        self.act(name, tag)
        expect(self.page).to_have_url(re.compile(address))
        self.page.wait_for_load_state()

    def fill(self, name, text, tag="INPUT"):
        """Tab to a box and type."""
        self.to(name, tag)
        self.page.keyboard.type(text)

    def write(self, label, text):
        """Tab to a box of the table, type, and read that it is saved."""
        self.fill(f"^{re.escape(label)}", text, "TEXTAREA")
        expect(field_of(self.page, label).locator(".save-state")).to_contain_text("Bewaard")
        self.focus()

    def sit(self, code, name="Mieke"):
        """One field, one button."""
        self.page.goto(f"/aan/{code}/1/")
        self.fill("Je naam of initialen", name)
        self.page.keyboard.press("Enter")
        self.is_seated()

    def is_seated(self):
        """At the table, and the table has said where it is."""
        expect(self.page).to_have_url(re.compile("/tafel/[a-z2-7]{16}/$"))
        expect(self.page.locator("#room")).to_have_attribute("data-line", "synced")

    def begin(self):
        """The first step; its question has the focus."""
        self.act("^Begin het gesprek")
        self.is_at_step(1)

    def next_step(self, number):
        """Press *Volgende*; the new question has the focus."""
        self.act("^Volgende")
        self.is_at_step(number)

    def is_at_step(self, number):
        """Step `number`, with the focus on its question."""
        expect(step_name(self.page)).to_contain_text(f"Stap {number} van")
        expect(self.page.locator("h1")).to_be_focused()
        self.focus()

    def choose(self, label, steps):
        """Tab into a group of round buttons and go along with the arrows."""
        self.to(label, "INPUT")
        self.page.keyboard.press("Space")
        for _n in range(steps):
            self.press("ArrowRight")
        assert self.focus()["checked"]
