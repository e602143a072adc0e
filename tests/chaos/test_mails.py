"""What became of the mails while sweeps were killed."""

import pytest

from chaos.report import wrong_mails

WELL = {"delivered": 9, "twice": 0, "lost": 0, "in_doubt": 1, "killed_sweeps": 1, "waiting": 0}


@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        ({}, []),
        ({"twice": 1}, ["mail twice"]),
        ({"lost": 1}, ["mail lost"]),
        ({"in_doubt": 2}, ["mail lost"]),
        ({"delivered": 0}, ["mail untried"]),
        ({"waiting": 3}, ["mail lost"]),
    ],
)
def test_a_mail_goes_once_and_none_is_lost(more, kinds):
    assert [verdict.kind for verdict in wrong_mails({**WELL, **more})] == kinds
