"""What a campaign did, counted while it runs: told at its end, so that nobody has to believe the plan.

Each process counts its own; those of helpers of xdist come back with their report and are added up.
"""

from collections import Counter

import pytest

from tests.hostile.campaign import SEED, again

DONE = Counter()


def note(what, count=1):
    """Count something that was done."""
    DONE[what] += count


def note_answers(of, answers):
    """How many answers, by class: 2xx to 5xx."""
    for answer in answers:
        note(f"{of}: answers {status_class(answer)}")


def status_class(answer):
    """`2xx` of 204."""
    return f"{getattr(answer, 'status', None) or answer.status_code}"[0] + "xx"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Whatever fails here says by which chance, also where no test says it itself."""
    report = yield
    if report.failed:
        report.sections.append(("the same chance again", again(item.nodeid)))
    return report


def pytest_sessionfinish(session):
    """A helper of xdist sends its figures along."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["hostile"] = dict(DONE)


def pytest_testnodedown(node):
    """Adds what a helper of xdist did."""
    DONE.update(getattr(node, "workeroutput", {}).get("hostile", {}))


def pytest_terminal_summary(terminalreporter):
    """The figures of this run, and its chance."""
    if DONE:
        terminalreporter.section(f"what was tried, HOSTILE_SEED={SEED}")
    for what, count in sorted(DONE.items()):
        terminalreporter.write_line(f"{count:>9,} {what}")
