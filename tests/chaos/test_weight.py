"""Does the server grow with the faults?"""

import pytest

from chaos.plan import Fault
from chaos.report import Struck, judge_weight


def life(*rss_kb):
    return [
        Struck(Fault(n, "cut"), 0.0, 1.0, 0.1, {"rss_kb": kb, "files": 80, "pid": 7, "lines": 50})
        for n, kb in enumerate(rss_kb)
    ]


@pytest.mark.parametrize(
    ("grown", "kinds"),
    [
        ([100_000 + 3_000 * n for n in range(12)], ["leak"]),
        ([100_000 + 300 * n for n in range(12)], []),
        ([112_768, 112_824, 113_316, 113_368, 117_956], []),  # a browser came back, in a short life
    ],
)
def test_what_grows_with_each_fault_is_a_leak(grown, kinds):
    weight = judge_weight(life(*grown))
    assert [verdict.kind for verdict in weight["wrong"]] == kinds
