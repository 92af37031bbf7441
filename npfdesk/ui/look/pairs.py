"""The pairs of colours in which the window is painted: each with what it is for and the contrast that it must have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from PySide6.QtGui import QColor

from npfdesk.plan.lights import ORDER as LIGHT_ORDER
from npfdesk.plan.statuses import Status
from npfdesk.ui.look.colours import LEAST_CONTRAST, LIT, OWN, Theme, blended, contrast, readable


@dataclass(frozen=True)
class Pair:
    """A colour on a ground (as "#rrggbb"), what of the window it is, and the least contrast that it needs."""

    name: str
    colour: str
    ground: str
    least: float

    @property
    def contrast(self) -> float:
        """The contrast that it has, 1 to 21."""
        return contrast(QColor(self.colour), QColor(self.ground))


def pairs(worn: Theme) -> Iterator[Pair]:
    """Every pair of a theme: of the style sheet, the tables' cells and the charts; texts, then marks and borders."""
    paper = QColor(worn.paper)
    grounds = {
        "paper": worn.paper,
        "panel": worn.panel,
        "selection": worn.chosen,
        "lit row": blended(QColor(worn.secondary), paper, LIT).name(),
        "own cell": blended(QColor(worn.accent), paper, worn.tint * OWN).name(),
    }
    statuses = [
        (status.name.lower(), worn.statuses[status], worn.status_texts[status], worn.status_marks[status])
        for status in Status
    ]
    statuses += [
        (f"light {light.name.lower()}", worn.lights[at], worn.light_texts[at], worn.light_marks[at])
        for at, light in enumerate(LIGHT_ORDER)
    ]
    tints = {
        f"tint of {name}": blended(QColor(colour), paper, worn.tint).name() for name, colour, *_ in statuses
    }
    text = worn.text_contrast
    # what is written: body, notes, heads, placeholders and what is switched off are ink or secondary
    for (place, ground), (name, colour) in product(
        (grounds | tints).items(), (("ink", worn.ink), ("secondary", worn.secondary))
    ):
        yield Pair(
            f"{name} on {place}",
            colour,
            ground,
            text if place in grounds or name == "ink" else LEAST_CONTRAST,
        )
    yield Pair("link on paper", worn.accent, worn.paper, text)
    yield Pair("text on the accent", worn.on_accent, worn.accent, text)
    for name, _, written, mark in statuses:
        own = f"tint of {name}"
        for place, ground in (*grounds.items(), (own, tints[own])):
            yield Pair(f"{name} as text on {place}", written, ground, text)
            yield Pair(f"{name} as mark on {place}", mark, ground, LEAST_CONTRAST)
    for number, hue in enumerate(worn.hues, start=1):
        for under in ("paper", "panel"):
            ground = grounds[under]
            written = readable(QColor(hue), QColor(ground), least=text).name()
            yield Pair(f"scenario {number} as text on {under}", written, ground, text)
        yield Pair(f"scenario {number} as line", hue, worn.paper, LEAST_CONTRAST)
    # what is worked with: borders of fields, boxes and buttons, handles, the ring of the focus
    for place, ground in grounds.items():
        yield Pair(f"border on {place}", worn.border, ground, LEAST_CONTRAST)
        yield Pair(f"focus on {place}", worn.accent, ground, LEAST_CONTRAST)
