"""Runs against engines that were broken on purpose, as they were recorded: the judge saw each of them.

    early     an acknowledgement before the commit; what the disk held after a kill
    relayed   every ninth update or so is relayed and acknowledged, and not stored
    dropped   every ninth row is left out of the commit
    twice     a minute is added twice, and a text once more under another client id

`twice` ended with everybody in agreement, which is why a comparison of replicas is no judge.
"""

import json
from pathlib import Path

import pytest

from chaos.checker import judge
from chaos.history import recorded
from chaos.reader import Found
from chaos.registers import judge_registers

FOLDER = Path(__file__).with_name("recorded")


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("early", {"lost"}),
        ("relayed", {"lost"}),
        ("dropped", {"lost", "resurrected", "rows"}),
        ("twice", {"doubled", "doubled event"}),
    ],
)
def test_a_broken_engine_is_seen(name, kinds):
    head, *lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    run = json.loads(head)
    vector = {int(client): clock for client, clock in run["found"].pop("vector").items()}
    found = Found(**run["found"], vector=vector)
    history = recorded(run["table"], lines)
    wrong = judge(history, found, at=run["at"])
    wrong += judge_registers(history, found.state, at=run["at"])
    assert {verdict.kind for verdict in wrong} == kinds
