"""The eye on the focus sees what it must see."""

import pytest

WRONG = {
    "cannot be seen": "<button>one</button><button style='outline: 0'>two</button>",
    "goes back": "<button>one</button><button tabindex='1'>two</button><button>three</button>",
    "lies over": "<button>one</button><p style='position: fixed; inset: 0; background: red'></p>",
    "out of sight": "<button style='position: fixed; top: -90px; height: 40px'>one</button>",
}


@pytest.mark.parametrize(("words", "page"), WRONG.items(), ids=WRONG)
def test_what_is_wrong_with_the_focus_is_seen(keys, words, page):
    keys.page.set_content(f"<style>:focus-visible {{ outline: 3px solid }}</style>{page}")
    with pytest.raises(AssertionError, match=words):
        keys.to("nothing")
