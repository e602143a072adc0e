"""What the browser of a campaign wrote, as its journal has it."""

import asyncio
from types import SimpleNamespace

import pytest

from chaos.history import Journal
from chaos.looker import Desk, Looker
from chaos.scene import is_saved


class Box:
    """A text box that takes what is typed, or loses it."""

    def __init__(self, *, takes):
        self.takes, self.text = takes, ""

    async def press(self, _key, timeout):
        pass

    async def insert_text(self, text):
        self.text += text if self.takes else ""

    async def input_value(self, timeout):
        return self.text


@pytest.mark.parametrize("takes", [True, False])
def test_a_word_that_never_came_into_the_box_is_not_waited_for(tmp_path, monkeypatch, takes):
    box = Box(takes=takes)
    desk = Desk(1, "seat", "table", "seat=x", Journal(tmp_path, "table"), SimpleNamespace())
    desk.page.keyboard = box
    monkeypatch.setattr(Looker, "_box", lambda self, desk: box)
    asyncio.run(Looker(tmp_path, "http://x", [desk]).type(desk))
    assert is_saved(desk, desk.made) != takes  # what is in the box still waits for its *bewaard*
