"""What the room engine gets to know of a card."""

import pytest

from overbrug.cards import format as card_format
from overbrug.realtime.plans import plan_from_card
from overbrug.rooms import FieldRule
from tests.browser.site import ROOT


@pytest.fixture(params=sorted((ROOT / "cards").glob("*.yaml")), ids=lambda file: file.stem)
def card(request):
    return card_format.load(request.param.read_text(encoding="utf-8"))


def test_every_block_is_a_step_and_the_minutes_add_up(card):
    plan = plan_from_card("tafel", card)
    assert sum(step.minutes for step in plan.steps) == card["minutes"]
    assert len({step.id for step in plan.steps}) == len(plan.steps)


def test_roles_of_the_card_can_be_taken(card):
    assert plan_from_card("tafel", card).roles == tuple(role["id"] for role in card["roles"])


def test_a_card_in_one_language_gives_the_same_plan(card):
    assert plan_from_card("tafel", card_format.resolve(card, "nl")) == plan_from_card("tafel", card)


def test_only_answers_that_are_values_get_a_rule():
    prompts = [
        {"id": "mood", "kind": "scale", "min": 1, "max": 5},
        {"id": "theme", "kind": "choice", "options": [{"id": "a"}, {"id": "b"}], "multiple": True},
        {"id": "dots", "kind": "dots", "on": "start/notes", "count": 3},
        {"id": "notes", "kind": "notes"},
        {"id": "secret", "kind": "private"},
    ]
    plan = plan_from_card("t", {"blocks": [{"id": "start", "minutes": 5, "prompts": prompts}]})
    assert plan.rules == {
        "start/mood": FieldRule("scale", min=1, max=5),
        "start/theme": FieldRule("choice", options=("a", "b"), multiple=True),
        "start/dots": FieldRule("dots", on="start/notes", count=3),
    }
