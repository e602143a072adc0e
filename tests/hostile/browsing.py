"""A real browser that opens recorded pages with the Content-Security-Policy off, and tells what ran.

It is a process of its own: `python -m tests.hostile.browsing FOLDER`. A browser keeps an event loop in its
process, which database tests cannot have.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.hostile.campaign import size

ROOT = Path(__file__).resolve().parents[2]
SITE = "http://overbrug.test"
# Present in the page before anything of it: what a payload calls, and everything it may do instead.
WATCH = """
window.pwned = () => console.log('PWNED call');
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = () => console.log('PWNED ' + name);
"""
# What runs only when somebody touches it: everything gets the focus, the pointer and a press once.
TOUCH = """() => {
  for (const node of document.querySelectorAll('*')) {
    for (const name of ['focus', 'mouseover', 'animationstart', 'toggle'])
      node.dispatchEvent(new Event(name));
    if (/^\\s*(javascript|data|vbscript):/i.test(node.href || node.action || node.src || ''))
      console.log('PWNED address ' + node.outerHTML.slice(0, 100));
  }
}"""


def executions(pages, letters, folder):
    """What ran in which page; each entry is a fault of ours."""
    for n, page in enumerate(pages):
        (folder / f"{n}.html").write_bytes(page.body)
    for n, (_subject, _text, html) in enumerate(letters, len(pages)):
        (folder / f"{n}.html").write_text(html, encoding="utf-8")
    (folder / "names.json").write_text(json.dumps([*map(str, pages), *["a mail"] * len(letters)]))
    run = subprocess.run(
        [sys.executable, "-m", "tests.hostile.browsing", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=size(900, 3600),
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout)


def _main(folder):
    from playwright.sync_api import sync_playwright

    told, names = [], json.loads((folder / "names.json").read_text())
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_context(bypass_csp=True).new_page()
        page.set_default_timeout(
            size(30_000, 600_000)
        )  # a page with every payload is ten megabytes
        page.add_init_script(WATCH)
        now = {"name": "", "address": ""}

        def tell(what):
            told.append(f"{now['name']}: {what}"[:300])

        def answer(route):
            address = route.request.url
            path = address.removeprefix(SITE).partition("?")[0]
            built = ROOT / "overbrug/static-build" / path.removeprefix("/static/")
            if address == now["address"]:
                body = (folder / path.strip("/")).read_bytes()
                route.fulfill(body=body, content_type="text/html; charset=utf-8")
            elif path.startswith("/static/") and built.is_file():
                route.fulfill(path=built)
            else:
                if "pwned" in address or address.endswith("/x"):
                    tell(f"asked for {address}")
                route.fulfill(status=404, body="")

        page.route("**/*", answer)
        page.on("dialog", lambda dialog: (tell("a dialog"), dialog.dismiss()))
        page.on("console", lambda message: "PWNED" in message.text and tell(message.text))
        page.on("popup", lambda popup: tell("a window"))
        page.on("framenavigated", lambda frame: frame.url == now["address"] or tell(frame.url))
        for n, name in enumerate(names):
            now.update(name=name, address=f"{SITE}/{n}.html")
            page.goto(now["address"], wait_until="load")
            page.evaluate(TOUCH)
        browser.close()
    print(json.dumps(told))


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
