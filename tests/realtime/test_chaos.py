"""A small campaign of faults against a real server; the large one is `make chaos`."""

import uvloop

from chaos.campaign import parsed, run

FOUR = ["kill", "cut", "full_disk", "pause"]


def test_nothing_acknowledged_is_lost_while_four_things_go_wrong():
    words = ["--tables", "3", "--seats", "4", "--faults", "4", "--watched", "0", "--rate", "1"]
    result = uvloop.run(run(parsed([*words, "--seed", "3", "--pace", "0.4", "--only", *FOUR])))
    assert result["wrong"] == [], f"chaos.campaign --seed 3: {result['wrong']}"
    assert set(result["by_kind"]) == set(FOUR)
    assert result["acknowledged"] > 50
    assert result["looks_at_the_disk"] >= 5
