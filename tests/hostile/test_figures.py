"""What a campaign says of itself: how to see a failure again, and what was done."""

from types import SimpleNamespace

import pytest

from tests.hostile.campaign import SEED
from tests.hostile.figures import pytest_runtest_makereport, status_class


@pytest.mark.parametrize(("failed", "words"), [(True, 1), (False, 0)])
def test_what_fails_says_by_which_chance(failed, words):
    report = SimpleNamespace(failed=failed, sections=[])
    hook = pytest_runtest_makereport(SimpleNamespace(nodeid="tests/hostile/test_x.py::test_y"))
    next(hook)
    with pytest.raises(StopIteration):
        hook.send(report)
    told = [text for _title, text in report.sections if f"HOSTILE_SEED={SEED} " in text]
    assert len(told) == words
    assert all(text.endswith("tests/hostile/test_x.py::test_y") for text in told)


def test_answers_are_counted_by_class():
    assert status_class(SimpleNamespace(status=503)) == "5xx"
    assert status_class(SimpleNamespace(status_code=204)) == "2xx"
