"""The wide drawing, the small one, and a plank beside a line of the list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from overbrug.opgaven.bridge.deck import Deck
from overbrug.opgaven.bridge.gap import Gap
from overbrug.opgaven.bridge.geometry import SMALL, WIDE, Scene
from overbrug.opgaven.bridge.parts import HOLE, MORE, UNKNOWN, Arch, Part, fold
from overbrug.opgaven.bridge.shapes import (
    drawing,
    el,
    house,
    measure,
    path,
    person,
    plus,
    reed,
    tree,
    words,
)


@dataclass(frozen=True)
class Rulers:
    """The words beside the dimension lines: how wide now, how wide then, the difference."""

    gap: str = ""
    was: str = ""
    change: str = ""


def wide(arches: list[Arch], gap: Gap, rulers: Rulers) -> str:
    """The bridge seen from the side, for wide containers and for paper."""
    scene = Scene(WIDE, gap.closed, gap.is_measured, gap.closed_between)
    deck = Deck(scene, fold(arches), is_wide=True)
    frame, shores = WIDE, []
    if not scene.is_closed:
        shores = [reed(scene.now - 4, frame.land + 4), reed(frame.right - 2, frame.land + 2)]
    people = [person(scene.left - away, 149, size) for away, size in _PEOPLE]
    right = scene.right
    beyond = [*house(right + 4, 150, 30, 26, 20), *house(right + 34, 150, 26, 38, 18)]
    beyond += [tree(right + 84, 150, 0.9), person(right + 68, 149, 0.85)]
    top = frame.top - 24 if deck.has_labels else frame.top
    height = frame.bottom - top + (72 if rulers.was else 42 if rulers.gap or rulers.change else 0)
    drawn = [*_behind(scene, deck), *shores, *deck.names, *people, *beyond]
    drawn += _rulers(scene, rulers)
    return drawing(drawn, class_="bridge-wide", box=(0, top, frame.width, height))


_PEOPLE = ((96, 1.0), (80, 0.82), (26, 0.92))


def small(arches: list[Arch], gap: Gap, *, with_rulers: bool = False) -> str:
    """The same without words: for a card, and above the list in a narrow container."""
    statuses = tuple(tuple(part.status for part in arch.parts) for arch in arches)
    return _small(statuses, gap.closed, gap.is_measured, gap.closed_between, with_rulers)


# A list draws twelve of them. What is remembered was given neither words nor a reader.
@lru_cache(maxsize=500)
def _small(
    statuses: tuple[tuple[str, ...], ...],
    closed: float,
    is_measured: bool,
    closed_between: tuple[float, float] | None,
    with_rulers: bool,
) -> str:
    arches = [Arch(parts=tuple(Part(status) for status in arch)) for arch in statuses]
    scene = Scene(SMALL, closed, is_measured, closed_between)
    deck, frame = Deck(scene, fold(arches), is_wide=False), SMALL
    people = [person(scene.left - 30, 61, 0.62), person(scene.left - 19, 61, 0.5)]
    beyond = [*house(scene.right + 3, 62, 17, 14, 10), tree(scene.right + 32, 62, 0.52)]
    drawn = [*_behind(scene, deck), *people, *beyond]
    if not is_measured:
        drawn.append(words((scene.now + frame.right) / 2, frame.bed - 2, "?", "question-mark"))
    if with_rulers and is_measured:
        if not scene.is_closed:
            drawn.append(measure(scene.now, frame.right, frame.bottom + 12))
        drawn.append(measure(scene.baseline, frame.right, frame.bottom + 30, kind="was"))
    height = frame.bottom - frame.top + (38 if with_rulers and is_measured else 0)
    return drawing(drawn, class_="bridge-small", box=(0, frame.top, frame.width, height))


@cache
def plank(status: str) -> str:
    """The piece of deck beside one line: a swatch on a wide page, a plank on a phone."""
    middle = {"x": "50%", "y": "50%", "overflow": "visible"}
    if status == HOLE:
        inner = [el("svg", *plus(0, 0, 12), **middle)]
    elif status == UNKNOWN:
        inner = [el("svg", words(0, 9, "?", "question-mark"), **middle)]
    else:
        status = "wish" if status == MORE else status
        whole = {"width": "100%", "height": "100%"}
        slice_ = el("rect", class_=f"slice s-{status}", fill=f"url(#p-{status})", **whole)
        inner = [el("rect", class_="planks", **whole), slice_]
    return drawing(inner, class_=f"plank plank-{status}")


def _behind(scene: Scene, deck: Deck) -> list[Element]:
    """Water, deck, waves, land: in the order in which they cover each other."""
    frame, foot = scene.frame, scene.left + scene.frame.slope
    dip = 0.0 if scene.is_closed else frame.bed - frame.land
    run = min(frame.slope * 0.7, (frame.right - scene.now) / 3)
    surface = (
        f"M-10 {frame.deck}H{scene.left:.1f}L{foot:.1f} {frame.land}H{scene.now:.1f}"
        f"l{run:.1f} {dip:g}H{frame.right - run:.1f}l{run:.1f} {-dip:g}"
        f"L{scene.right:.1f} {frame.deck}H{frame.width + 10:g}"
    )
    ground = f"{surface}V{frame.bottom}H-10z"
    drawn = []
    if not scene.is_closed:
        kind = "water" if scene.is_measured else "water unmeasured"
        size: dict[str, Any] = {
            "width": frame.right - scene.now + 4,
            "height": frame.bed - frame.water + 4,
        }
        drawn.append(el("rect", class_=kind, x=scene.now - 2, y=frame.water, **size))
    drawn.append(el("g", *deck.elements, class_="deck"))
    if scene.is_measured:
        drawn += _waves(scene)
    drawn += [path(ground, "land"), path(ground, "land-hatch", fill="url(#p-ground)")]
    drawn += [path(surface, "grass"), *_doubt(scene)]
    return drawn


def _doubt(scene: Scene) -> list[Element]:
    """Between low and high the shore is hatched: it may be anywhere there."""
    if scene.range is None:
        return []
    first, last = scene.range
    frame = scene.frame
    d = f"M{first:.1f} {frame.land}H{last:.1f}V{frame.bed}H{first:.1f}z"
    return [path(d, "doubt", fill="url(#p-doubt)")]


def _waves(scene: Scene) -> list[Element]:
    frame, size = scene.frame, scene.frame.crown / 46
    room = frame.right - scene.now - 60 * size
    found = []
    for below, gap, shift in ((9, 92, 20), (22, 117, 62), (33, 143, 34)):
        y = frame.water + below * size
        for i in range(int(max(0.0, room - shift * size) / (gap * size))):
            x = scene.now + (34 + shift + i * gap) * size
            wave = f"q{7 * size:.1f}-{5 * size:.1f} {14 * size:.1f} 0t{14 * size:.1f} 0"
            found.append(f"M{x:.0f} {y:.0f}{wave}")
    return [path("".join(found), "wave")] if found else []


def _rulers(scene: Scene, rulers: Rulers) -> list[Element]:
    right, y = scene.frame.right, scene.frame.bottom + 22
    if not scene.is_measured:
        return [measure(scene.now, right, y, rulers.gap, "unmeasured")] if rulers.gap else []
    drawn = [] if scene.is_closed else [measure(scene.now, right, y, rulers.gap)]
    if scene.range:
        ticks = "".join(f"M{x:.1f} {y - 9}v18" for x in scene.range)
        drawn.append(path(f"{ticks}M{scene.range[0]:.1f} {y}H{scene.range[1]:.1f}", "doubt-ticks"))
    if rulers.was:
        then = f"M{scene.baseline:.1f} {scene.frame.water}V{y + 44}"
        drawn += [path(then, "shore-then")]
        drawn += [measure(scene.baseline, right, y + 34, rulers.was, "was")]
    if rulers.change and scene.closed < 0:
        drawn.append(path(f"M{scene.now:.1f} {y + 34}H{scene.baseline:.1f}", "widened"))
        drawn.append(words(scene.now - 14, y + 40, rulers.change, "measure-text widened", "end"))
    elif rulers.change:
        drawn.append(measure(scene.baseline, scene.now, y, rulers.change, "won"))
    return drawn
