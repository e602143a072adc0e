"""Where markup is put together by hand: few places, each known. A new one is looked at before it stands here."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = {
    # The bridge draws SVG itself; every text in it goes through `escape` of the drawing.
    *("opgaven/bridging.py", "opgaven/planking.py", "opgaven/readings.py"),
    "opgaven/templatetags/opgave_words.py",
    "core/templatetags/components.py",  # gives back what a component drew before
    "commitments/origins.py",  # joins what templates drew
    "outbox/writing.py",  # the text half of a mail, which is no markup
}
# Each reads what the server drew, or counts it; none makes markup of what somebody typed.
TYPESCRIPT = {"room/view/screen.ts", "room/view/icons.ts", "harvest/live.ts", "harvest/parts.ts"}
RAW_PYTHON = re.compile(r"mark_safe\(|autoescape\s*=|__html__|format_html\(\s*f|SafeString\([^\"]")
RAW_TYPESCRIPT = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc"
    r"|createContextualFragment|DOMParser|setAttribute\(\s*[\"'](?:on|href|src)"
)


def holding(folder, ending, pattern):
    files = (ROOT / folder).rglob(f"*.{ending}")
    return {
        str(file.relative_to(ROOT / folder)) for file in files if pattern.search(file.read_text())
    }


def test_python_makes_markup_in_known_places_only():
    assert holding("overbrug", "py", RAW_PYTHON) == PYTHON


def test_the_browser_code_makes_markup_in_known_places_only():
    assert holding("client/src", "ts", RAW_TYPESCRIPT) <= TYPESCRIPT
