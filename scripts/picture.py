"""Make docs/pictures/table.png: one table on a phone and on the big screen, from the demo.

    .venv/bin/python scripts/picture.py      needs Chromium and ImageMagick (Debian: imagemagick)

Everybody in the picture is invented.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import FLAGS  # noqa: E402
from tests.browser.people import begin, is_saved, to_next_step, write  # noqa: E402
from tests.browser.site import Site, new_site  # noqa: E402

TARGET = ROOT / "docs/pictures/table.png"
PHONE = {"width": 360, "height": 860}
SCREEN = {"width": 1280, "height": 720}
FIELD = "Mijn moment"
PEOPLE = {
    ("Amina Bakri", "bewoner"): "Mijn zoon werkt hier op school. Een huis vond hij pas veertig "
    "kilometer verder.",
    ("Mieke Kok", "gemeente"): "De raad vroeg wanneer we bouwen. Ik wist het niet: "
    "we wachten op elkaar.",
    ("Joris Vos", "corporatie"): "Tachtig woningen staan klaar, op papier. Er is geen stroom "
    "voor de wijk.",
    ("Sanne Dekker", "zorg"): "Een cliënt kon naar huis. Er was geen huis. Ze bleef nog elf "
    "maanden bij ons.",
}
# As if the step is under way: the pages believe that this much time has passed.
LATER = "const now = performance.now.bind(performance); performance.now = () => now() + 201500;"


def sit(browser: Browser, site: Site, code: str, name: str, note: str) -> Page:
    """Give somebody a phone and a seat."""
    context = browser.new_context(viewport=PHONE, base_url=site.url, device_scale_factor=2)
    page = context.new_page()
    page.goto(f"/aan/{code}/1/")
    page.get_by_label("Je naam of initialen").fill(name)
    more = page.locator("main summary").first
    if more.count():
        more.click()
    page.get_by_label("Namens wie").fill(note)
    page.get_by_role("button", name="Ga zitten").click()
    page.locator("h1").wait_for()
    return page


def pair(browser: Browser, site: Site, phone: Page) -> Page:
    """Open the big screen of this table."""
    own = phone.context.new_page()
    own.goto(phone.url + "schermen/")
    own.get_by_role("button", name=re.compile("code")).first.click()
    found = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", own.locator("main").inner_text())
    assert found, "no code for the big screen"
    own.close()
    screen = browser.new_context(viewport=SCREEN, base_url=site.url).new_page()
    screen.goto("/scherm/")
    screen.get_by_role("textbox").fill(found[0])
    screen.keyboard.press("Enter")
    screen.locator(".screen-page").wait_for()
    return screen


def talk(phones: list[Page]) -> None:
    """To the second step, where everybody has written."""
    begin(phones[1])
    phones[1].get_by_role("button", name="tijdbewaker: neem deze rol").click()
    to_next_step(phones[1], 2)
    for page, words in zip(phones, PEOPLE.values(), strict=True):
        write(page, FIELD, words)
        is_saved(page, FIELD)


def look(phone: Page, screen: Page, folder: Path) -> None:
    """Photograph both when nobody types any more."""
    screen.locator(".strip.typing").wait_for(state="hidden")
    for page in (phone, screen):
        page.get_by_text("geen huis").first.wait_for(state="attached")
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        page.evaluate(LATER)
    for page, name in ((phone, "phone"), (screen, "screen")):
        page.locator(".digits", has_text="11:").first.wait_for()
        page.screenshot(path=folder / f"{name}.png")


def compose(folder: Path) -> None:
    """Lay the phone beside the screen, on paper, in few colours."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    frame = ["-bordercolor", "#12262b"]
    phone = ["(", str(folder / "phone.png"), "-resize", "360x", *frame, "-border", "6", ")"]
    screen = ["(", str(folder / "screen.png"), *frame, "-border", "6", ")"]
    paper = ["-background", "#dfe5e1"]
    gap = ["(", "-size", "36x10", "xc:#dfe5e1", ")"]
    joined = [*phone, *gap, *screen, *paper, "-gravity", "center", "+append"]
    edge = ["-bordercolor", "#dfe5e1", "-border", "30", "-dither", "None", "-colors", "96"]
    convert = shutil.which("convert") or sys.exit("ImageMagick is missing.")
    subprocess.run([convert, *joined, *edge, "-strip", f"PNG8:{TARGET}"], check=True)


def main() -> None:
    """Serve the demo, let four people talk, look at them."""
    site, folder = new_site(PUBLIC_URL="https://overbrug.example"), Path(tempfile.mkdtemp())
    try:
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            code = site.new_dialogue()
            phones = [sit(browser, site, code, *who) for who in PEOPLE]
            screen = pair(browser, site, phones[0])
            talk(phones)
            look(phones[0], screen, folder)
            browser.close()
        compose(folder)
    finally:
        site.close()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
