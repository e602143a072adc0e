"""One of two servers stops or is killed while a table writes: everyone goes on at the other."""

import signal

import pytest
from playwright.sync_api import expect

from tests.browser.double import is_asked
from tests.browser.people import begin, box, is_saved, sit_down, to_next_step

SHARED = "Dit hoorden we meer dan één keer"
SECONDS_TO_BE_BACK = 15  # of which a killed server counts as alive for five

pytestmark = [
    pytest.mark.double,
    pytest.mark.skipif(not is_asked(), reason="for two servers (JOURNEYS=double)"),
]


def test_a_table_goes_on_at_the_other_server(site, phone, code):
    mieke, jan = (sit_down(phone(), code, name) for name in ("Mieke", "Jan"))
    begin(mieke)
    to_next_step(mieke, 2)
    expect(box(jan, SHARED)).to_be_visible()
    first, second = site.servers
    # After the first stop the table is at the second for certain, and so on.
    for number, server, how in (
        (1, first, signal.SIGTERM),
        (2, second, signal.SIGKILL),
        (3, first, signal.SIGTERM),
    ):
        typed = (f"m{number} ", f"j{number} ")
        box(mieke, SHARED).press_sequentially("ja ")
        is_saved(mieke, SHARED)
        saved = box(mieke, SHARED).input_value()
        server.stop(how)
        for page, words in zip((mieke, jan), typed, strict=True):
            box(page, SHARED).press_sequentially(words)
        for page in (mieke, jan):
            has_all(page, [*saved.split(), *(words.strip() for words in typed)])
        server.start()
    expect(box(mieke, SHARED)).to_have_value(box(jan, SHARED).input_value())


def has_all(page, words):
    """Everybody's words are here, and the server has them."""
    page.wait_for_function(
        "words => [...document.querySelectorAll('textarea')].some("
        "box => words.every(word => box.value.includes(word)))",
        arg=words,
        timeout=SECONDS_TO_BE_BACK * 1000,
    )
    is_saved(page, SHARED)
