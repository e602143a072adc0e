"""The deck: slices with the ink of their firmness, openings, piers, names."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from overbrug.opgaven.bridge.geometry import Scene, between, line
from overbrug.opgaven.bridge.parts import FIRM, HOLE, MORE, UNKNOWN, Arch, Part
from overbrug.opgaven.bridge.shapes import el, path, person, plus, printable, words

MOST_LABELS = 7
MOST_WALKERS = 4
WIDE_LETTER = 9.6  # how wide one letter of a name is, about, in units of the wide drawing


class Deck:
    """Divides the deck into equal slices and draws them; `elements` first, `names` on top."""

    def __init__(self, scene: Scene, arches: list[Arch], *, is_wide: bool) -> None:
        self.scene, self.is_wide = scene, is_wide
        self.arches = [arch for arch in arches if arch.parts] or [Arch(parts=(Part(UNKNOWN),))]
        length = scene.right - scene.left
        self.pier = min(scene.frame.pier, length * 0.25 / (len(self.arches) + 1))
        slots = sum(len(arch.parts) for arch in self.arches)
        self.step = (length - self.pier * (len(self.arches) + 1)) / slots
        self.radius = min(scene.frame.crown * 0.33, self.step * 0.42)
        filled = [part for arch in self.arches for part in arch.parts if not part.is_open]
        self.has_labels = is_wide and len(filled) <= MOST_LABELS and any(p.label for p in filled)
        self.elements: list[Element] = []
        self.names: list[Element] = []
        self._draw()

    def _draw(self) -> None:
        x, piers, walkers = self.scene.left + self.pier, [self.scene.left], []
        for arch in self.arches:
            start, end = x, x + self.step * len(arch.parts)
            for part in arch.parts:
                self._part(part, x, (start, end))
                if part.status == "delivered":
                    walkers.append(x + self.step * 0.7)
                x += self.step
            if self.is_wide and arch.letter:
                self.names.append(self._name(arch, start, end))
            piers.append(x)
            x += self.pier
        for pier in piers:
            self.elements += self._pier(pier)
        size = self.scene.frame.crown / 50
        self.elements += [person(w, self.scene.deck(w) - 1, size) for w in walkers[:MOST_WALKERS]]

    def _part(self, part: Part, x: float, span: tuple[float, float]) -> None:
        drawn = self._opening(part, x) if part.is_open else self._slice(part, x, span)
        if self.is_wide and part.target:
            # A shortcut for the mouse only: the keyboard has the list.
            drawn = [el("a", *drawn, href=part.target, tabindex="-1", class_="slot")]
        self.elements += drawn
        if self.has_labels and part.label and not part.is_open:
            self.names += self._label(part, x + self.step / 2)

    def _slice(self, part: Part, x: float, span: tuple[float, float]) -> list[Element]:
        """One part: a vertical slice between deck and arch, with road and railing when firm."""
        scene, end = self.scene, x + self.step
        road = [(at, scene.deck(at)) for at in between(x, end)]
        under = [(at, scene.arch(at, *span)) for at in reversed(between(x, end))]
        status = "wish" if part.status == MORE else part.status
        drawn = [path(f"{line(road + under)}Z", f"slice s-{status}", fill=f"url(#p-{status})")]
        if part.status in FIRM:
            high = scene.frame.crown * 0.36
            posts = "".join(
                f"M{at:.1f} {scene.deck(at):.1f}v-{high:.1f}" for at in between(x, end, 2)[:-1]
            )
            rail = line([(at, y - high) for at, y in road])
            drawn += [path(rail + posts, "railing"), path(line(road), "road")]
        if self.is_wide and part.number:
            drawn += self._number(part.number, x + self.step / 2)
        return drawn

    def _number(self, number: str, middle: float) -> list[Element]:
        y, size = self.scene.deck(middle) + self.scene.frame.crown / 2, self.radius
        figure = words(middle, y + size * 0.4, number, "number")
        figure.set("font-size", f"{size * (1.15 if len(number) < 3 else 0.85):.1f}")
        return [el("circle", class_="number-ring", cx=middle, cy=y, r=size), figure]

    def _opening(self, part: Part, x: float) -> list[Element]:
        middle = x + self.step / 2
        y = self.scene.deck(middle) + self.scene.frame.crown / 2
        edge = [(at, self.scene.deck(at)) for at in between(x, x + self.step, 4)]
        drawn = [path(line(edge), "hole-edge")]
        if part.status == HOLE:
            return drawn + plus(middle, y, self.radius + 1)
        return [*drawn, words(middle, y + (16 if self.is_wide else 9), "?", "question-mark")]

    def _label(self, part: Part, middle: float) -> list[Element]:
        room = int(self.step * 0.98 / WIDE_LETTER)
        if room < 5:
            return []
        text = part.label if len(part.label) <= room else part.label[: room - 1].rstrip() + "…"
        y = self.scene.deck(middle) - 22
        return [
            path(f"M{middle:.1f} {y:.1f}v-10", "leader"),
            words(middle, y - 16, text, "caption"),
        ]

    def _name(self, arch: Arch, start: float, end: float) -> Element:
        """Letter and name in the opening of the arch when they fit, else the letter."""
        slope = self.scene.frame.slope
        left, right = max(start, self.scene.left + slope), min(end, self.scene.right - slope)
        fits = (right - left) * 0.84 > len(arch.name) * 8.4 + 24
        made = words((left + right) / 2, self.scene.frame.land - 14, "", "arch-name")
        letter = el("tspan", class_="arch-letter", text=arch.letter)
        letter.tail = f" {printable(arch.name)}" if fits else ""
        made.append(letter)
        return made

    def _pier(self, x: float) -> list[Element]:
        frame, wide = self.scene.frame, self.pier
        y = self.scene.deck(x + wide / 2)
        cap = f"M{x - 2:.1f} {y - 3:.1f}h{wide + 4:.1f}v{frame.crown * 0.18:.1f}h-{wide + 4:.1f}z"
        foot = f"M{x:.1f} {y + 5:.1f}h{wide:.1f}V{frame.bed + 4}h-{wide:.1f}z"
        return [path(foot, "pier"), path(cap, "pier")]
