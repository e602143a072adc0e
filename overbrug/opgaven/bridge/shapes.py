"""Elements that repeat. Text becomes a text node, so nothing a person typed is ever markup."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, tostring

# What XML does not know (and no form of ours lets through) would make the drawing invalid.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without what no drawing can hold."""
    return text if text.isprintable() else _UNPRINTABLE.sub("", text)


@cache
def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _shown(value: Any) -> str:
    return f"{value:.1f}" if isinstance(value, float) else printable(str(value))


def el(tag: str, *children: Element, text: str = "", **attributes: Any) -> Element:
    """An element; `_` in a name stands for `-`, and `class_` for `class`."""
    shown = {_name(name): _shown(value) for name, value in attributes.items() if value != ""}
    made = Element(tag, shown)
    made.text = printable(text) or None
    made.extend(children)
    return made


def path(d: str, class_: str = "", **more: Any) -> Element:
    """A path."""
    return el("path", class_=class_, d=d, **more)


def words(x: float, y: float, text: str, class_: str, anchor: str = "middle") -> Element:
    """One line of text."""
    return el("text", class_=class_, x=x, y=y, text_anchor=anchor, text=text)


def drawing(children: list[Element], *, class_: str, box: tuple[float, ...] = ()) -> str:
    """The whole as text. Hidden from screen readers: the list beneath it says the same."""
    svg = el("svg", *children, class_=class_, viewBox=" ".join(f"{n:g}" for n in box))
    svg.set("aria-hidden", "true")
    svg.set("focusable", "false")
    return tostring(svg, encoding="unicode", short_empty_elements=False)


def _at(x: float, y: float, size: float) -> str:
    return f"translate({x:.0f} {y:.0f}) scale({size:.2f})"


def person(x: float, y: float, size: float = 1.0) -> Element:
    """Somebody on the bank or on a part that was delivered."""
    body = "M-5.5 0v-13c0-5 2-7.5 5.5-7.5s5.5 2.5 5.5 7.5V0h-3.6v-10h-3.8V0z"
    head = el("circle", cy="-27", r="4.6")
    return el("g", head, path(body), class_="person", transform=_at(x, y, size))


def tree(x: float, y: float, size: float = 1.0) -> Element:
    """A tree on the far bank."""
    crown = "M0-58c11 0 18 9 16 19-1 8-8 13-16 13s-15-5-16-13c-2-10 5-19 16-19z"
    parts = (path("M0 0v-26M0-12l7-7"), path(crown, "crown"))
    return el("g", *parts, class_="tree", transform=_at(x, y, size))


def house(x: float, y: float, width: float, wall: float, roof: float) -> list[Element]:
    """A house on the far bank."""
    half, door, window = width / 2, x + width / 2 - 4, x + width / 2 - 5
    walls = f"M{x:.1f} {y}v-{wall}l{half}-{roof} {half} {roof}v{wall}z"
    openings = f"M{door:.1f} {y}v-13h8v13M{window:.1f} {y - wall + 3}h10"
    return [path(walls, "house"), path(openings, "window")]


def reed(x: float, y: float) -> Element:
    """Three stalks at a shoreline."""
    return path(f"M{x:.0f} {y}q-2-14-7-20M{x + 4:.0f} {y}v-24M{x + 8:.0f} {y}q2-12 8-17", "reed")


def plus(x: float, y: float, radius: float) -> list[Element]:
    """A place to step into."""
    arm = radius * 0.5
    cross = f"M{x - arm:.1f} {y:.1f}h{2 * arm:.1f}M{x:.1f} {y - arm:.1f}v{2 * arm:.1f}"
    return [el("circle", class_="hole-ring", cx=x, cy=y, r=radius), path(cross, "hole-plus")]


def measure(x0: float, x1: float, y: float, text: str = "", kind: str = "") -> Element:
    """A dimension line as on a technical drawing: two ticks, a line, a figure."""
    ticks = (
        f"M{x0:.1f} {y}H{x1:.1f}M{x0:.1f} {y - 9}v18M{x1:.1f} {y - 9}v18"
        f"M{x0 - 5:.1f} {y + 5}l10-10M{x1 - 5:.1f} {y + 5}l10-10"
    )
    made = el("g", path(ticks), class_=f"measure {kind}".strip())
    middle, width = (x0 + x1) / 2, len(text) * 9.4 + 20
    if text and width < x1 - x0 - 16:
        ground: dict[str, Any] = {
            "x": middle - width / 2,
            "y": y - 13,
            "width": width,
            "height": 26.0,
        }
        made.append(el("rect", class_="measure-ground", **ground))
        made.append(words(middle, y + 6, text, "measure-text"))
    elif text and x1 + 14 + width > 1200:
        made.append(words(x0 - 14, y + 6, text, "measure-text", "end"))
    elif text:
        made.append(words(x1 + 14, y + 6, text, "measure-text", "start"))
    return made
