"""Every payload typed at a table, with the Content-Security-Policy off: on all screens it is only text."""

from playwright.sync_api import expect

from tests.browser.people import REASON, begin, is_saved, sit_down, write
from tests.hostile.browsing import TOUCH, WATCH
from tests.hostile.payloads import PAYLOADS

TYPED = "\n".join(text for text in PAYLOADS if text.isprintable())


def watched(page, told):
    """Whatever runs on this page is told."""
    page.add_init_script(WATCH)
    page.on("dialog", lambda dialog: (told.append("a dialog"), dialog.dismiss()))
    page.on("console", lambda message: "PWNED" in message.text and told.append(message.text))
    page.on("request", lambda sent: "pwned" in sent.url and told.append(sent.url))
    return page


def test_what_is_typed_at_a_table_runs_on_no_screen(phone, code):
    told = []
    mieke, jan = (watched(phone(bypass_csp=True), told) for _ in range(2))
    sit_down(mieke, code, "<img src=x onerror=pwned(1)>")
    sit_down(jan, code, "<svg onload=pwned(1)>")
    screen = watched(jan.context.new_page(), told)
    screen.goto(jan.url + "groot-scherm/")
    begin(mieke)
    write(mieke, REASON, TYPED)
    is_saved(mieke, REASON)
    strip = jan.locator(".strip", has_text="<script>pwned(1)</script>").first
    expect(strip).to_contain_text("\\x3cimg src=x onerror=pwned(1)\\x3e")
    expect(screen.locator("body")).to_contain_text("<svg/onload=pwned(1)>")
    for page in (mieke, jan, screen):
        page.evaluate(TOUCH)
        assert (
            page.locator("[onerror],[onload],[onfocus],[srcdoc],iframe,object,embed").count() == 0
        )
    for part in ("plekken/", "oogst/", "delen/"):
        jan.goto(mieke.url + part)
        jan.evaluate(TOUCH)
        assert jan.locator("[onerror],[onload],[onfocus],[srcdoc],iframe,object,embed").count() == 0
    assert told == []
