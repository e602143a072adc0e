"""Make docs/pictures/chain.png: a proposal of a table, the question by mail, and the bridge.

    .venv/bin/python scripts/picture_chain.py      needs Chromium and ImageMagick

Everybody in the picture is invented.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import FLAGS  # noqa: E402
from tests.browser.people import begin, box, go_to_step, is_saved, sit_down  # noqa: E402
from tests.browser.site import Site, new_site  # noqa: E402
from tests.browser.test_next_morning import log_in_as_organiser  # noqa: E402
from tests.browser.test_whole_chain import OPGAVE, REGISTER, mail_text, release  # noqa: E402

TARGET = ROOT / "docs/pictures/chain.png"
PHONE = {"width": 360, "height": 860}
DESKTOP = {"width": 1100, "height": 1180}
PROMISE = "Sluit veertig woningen aan"  # the words that `release` looks for
INK, PAPER = "#12262b", "#dfe5e1"


def phone(browser: Browser, site: Site) -> Page:
    """A phone of somebody's own."""
    return browser.new_context(viewport=PHONE, base_url=site.url, device_scale_factor=2).new_page()


def talk(browser: Browser, site: Site) -> tuple[Page, Page]:
    """Two people at a table; one writes a promise and proposes to share it."""
    code = site.new_dialogue(card="korte-brug")
    mieke, jan = (sit_down(phone(browser, site), code, name) for name in ("Mieke", "Jan"))
    begin(mieke)
    go_to_step(mieke, 5)
    box(mieke, "Wat beloof je?").fill(PROMISE)
    is_saved(mieke, "Wat beloof je?")
    for page in (mieke, jan):
        page.goto(page.url + "delen/")
    mieke.get_by_role("group").get_by_text("Iedereen", exact=True).first.check()
    mieke.get_by_role("button", name="Stel dit voor aan de tafel").click()
    expect(jan.get_by_role("button", name="Ik ben het eens")).to_be_visible()
    return mieke, jan


def look(page: Page, target: Path, at: str = "h1") -> None:
    """Photograph the screen from the first `at` on, without a focus ring."""
    page.evaluate("document.activeElement.blur()")
    page.locator(at).first.evaluate("it => scrollTo(0, it.getBoundingClientRect().top - 16)")
    page.screenshot(path=target)


def walk(browser: Browser, site: Site, folder: Path) -> None:
    """The whole way, with a picture at three places."""
    mieke, jan = talk(browser, site)
    look(jan, folder / "1.png")
    for page in (mieke, jan):
        page.get_by_role("button", name="Ik ben het eens").click()
    expect(mieke.get_by_text("is goedgekeurd").first).to_be_visible()
    editor = browser.new_context(viewport=DESKTOP, base_url=site.url).new_page()
    log_in_as_organiser(editor, site)
    release(editor)
    site.command("sweep")
    asked = phone(browser, site)
    found = re.search(r"http://\S+/bevestig/open/\S+", mail_text(site))
    assert found, "no mail"
    asked.goto(found[0])
    look(asked, folder / "2.png")
    asked.locator("input[name=speaks_as]").first.check()
    asked.get_by_role("button", name="Ja, dit zeggen we toe").click()
    asked.get_by_role("heading", name="Bevestigd").wait_for()
    editor.goto(OPGAVE)
    look(editor, folder / "3.png", "#bridge, .bridge")


def compose(folder: Path) -> None:
    """Lay the three beside each other, on paper, in few colours."""
    row: list[str] = []
    for name in ("1.png", "2.png", "3.png"):
        frame = ["-resize", "x900", "-bordercolor", INK, "-border", "5"]
        row += ["(", str(folder / name), *frame, ")", "(", "-size", "24x10", f"xc:{PAPER}", ")"]
    joined = [*row[:-5], "-background", PAPER, "-gravity", "center", "+append"]
    edge = ["-bordercolor", PAPER, "-border", "24", "-resize", "1500x"]
    convert = shutil.which("convert") or sys.exit("ImageMagick is missing.")
    few = ["-dither", "None", "-colors", "96", "-strip", f"PNG8:{TARGET}"]
    subprocess.run([convert, *joined, *edge, *few], check=True)


def main() -> None:
    """Serve the demo, walk the way, look three times."""
    site, folder = new_site(), Path(tempfile.mkdtemp())
    try:
        site.stop()
        site.variables["PUBLIC_URL"] = site.url
        site.start()
        site.new_dialogue()
        site.run(REGISTER)
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            walk(browser, site, folder)
            browser.close()
        compose(folder)
    finally:
        site.close()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
