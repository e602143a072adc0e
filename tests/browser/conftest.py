"""Browser, server and people for the journeys."""

import contextlib
import hashlib
import os
import shutil
import signal
from pathlib import Path

import pytest

from tests.browser.keyboard import Keys
from tests.browser.site import HOST, new_site
from tests.browser.visits import Visits

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
AXE = (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text()
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items):
    """`-m "not browser"` leaves the journeys out."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium; Playwright's own download is not to be had."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "no Chromium: `apt-get install chromium`, or name one in CHROMIUM"
    return {**browser_type_launch_args, "executable_path": path, "args": FLAGS}


@pytest.fixture(scope="session")
def site():
    """The demo, served."""
    running = new_site()
    yield running
    running.close()


@pytest.fixture(autouse=True)
def visits(browser, monkeypatch):
    """No page of any journey asks another house for something, or keeps a cookie too many."""
    seen = Visits()
    monkeypatch.setattr(browser, "new_context", seen.watched(browser.new_context))
    yield seen
    seen.check()


@contextlib.contextmanager
def phones_at(browser, site):
    """Opens phones at one site; each has its own cookies. At most three for a journey."""
    contexts = []

    def open_phone(size=PHONE, **options):
        assert len(contexts) < 3, "three browser contexts at most"
        context = browser.new_context(viewport=size, base_url=site.url, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    try:
        yield open_phone
    finally:
        for context in contexts:
            context.close()


@pytest.fixture
def phone(browser, site):
    """Opens one more phone at the demo."""
    with phones_at(browser, site) as open_phone:
        yield open_phone


@pytest.fixture
def keys(phone, request):
    """A keyboard at a page, narrow or wide: the name of the test decides."""
    drawn = hashlib.sha256(request.node.originalname.encode()).digest()[0]
    return Keys(phone([PHONE, DESKTOP][drawn % 2]))


@pytest.fixture
def code(site):
    """A conversation of its own, so that journeys do not meet."""
    return site.new_dialogue()


@pytest.fixture
def own_site():
    """Starts a site of one's own, for a test that stops or hurts it."""
    made = []

    def start(**variables):
        made.append(new_site(**variables))
        return made[0]

    yield start
    for running in made:
        running.close(signal.SIGKILL)


@pytest.fixture
def phone_at(browser):
    """Opens phones at another site than the demo."""
    with contextlib.ExitStack() as open_sites:
        known = {}

        def open_phone(site, **options):
            if site not in known:
                known[site] = open_sites.enter_context(phones_at(browser, site))
            return known[site](**options)

        yield open_phone


@pytest.fixture
def axe():
    """Asserts that a page has no accessibility violation."""

    def check(page):
        session = page.context.new_cdp_session(page)
        session.send("Runtime.evaluate", {"expression": AXE})
        found = session.send(
            "Runtime.evaluate",
            {
                "expression": f"axe.run(document, {{runOnly: {WCAG}}}).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | ')))",
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        session.detach()
        assert "value" in found["result"], found
        assert found["result"]["value"] == [], page.url

    return check
