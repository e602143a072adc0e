"""Every form of the site, sent in every broken way: words and a way on, never an error of ours."""

import pytest

from tests.hostile.campaign import again

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("hostile world")]
SECONDS = 1.0
# Takes an own line off the page, and with it the box for a view beside that line.
TAKES_A_BOX_AWAY = "unshow"


def test_no_form_breaks(seen):
    assert [str(a) for a in seen.fuzzed if a.status >= 500] == [], again(__file__)


def test_what_is_refused_is_refused_in_words(seen):
    silent = [str(a) for a in seen.fuzzed if a.status >= 400 and len(a.text.strip()) < 12]
    assert silent == [], again(__file__)


def test_no_form_takes_long(seen):
    slow = [f"{a} {a.seconds:.1f} s" for a in seen.fuzzed if a.seconds > SECONDS]
    assert slow == [], again(__file__)


def test_what_is_too_long_comes_back_whole(seen):
    lost = {
        f"{a}: {a.text.count(seen.long)} of {a.boxes}"
        for a in seen.too_long
        if TAKES_A_BOX_AWAY not in a.pressed
        and a.status == 422
        and a.text.count(seen.long) < a.boxes
    }
    assert lost == set()
