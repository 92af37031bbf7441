"""Outlines of regions for a map: polygons by region, and the place of its name within each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from npfdesk.plan.model import FloatArray

EXTENT: Final = 1000.0
"""The longer side of a map, in its own units; x runs to the right and y downwards from 0."""


@dataclass(frozen=True, eq=False)
class Outline:
    """One region's polygons: rings (point, 2), outer ones and holes alike, none of them closed by its first point.

    `label` is the middle (x, y) of the widest circle within it, and `room` that circle's diameter.
    """

    rings: tuple[FloatArray, ...]
    label: tuple[float, float]
    room: float


@dataclass(frozen=True, eq=False)
class Outlines:
    """A map: the file's name, its width and height (of which the longer is EXTENT), and outlines by region's code."""

    name: str
    width: float
    height: float
    of_region: Mapping[str, Outline]


def outlines_record(outlines: Outlines) -> dict[str, Any]:
    """A map as a JSON value, rounded to a tenth of its unit (a ten-thousandth of its side)."""
    return {
        "name": outlines.name,
        "width": round(outlines.width, 1),
        "height": round(outlines.height, 1),
        "regions": {
            code: {
                "rings": [[round(float(one), 1) for one in ring.ravel()] for ring in outline.rings],
                "label": [round(one, 1) for one in (*outline.label, outline.room)],
            }
            for code, outline in outlines.of_region.items()
        },
    }


def read_outlines(record: Mapping[str, Any]) -> Outlines:
    """A map from a JSON value; ValueError, TypeError, KeyError or AttributeError where it is none."""
    width, height = float(record["width"]), float(record["height"])
    found = {}
    for code, said in record["regions"].items():
        rings = tuple(np.array(ring, dtype=np.float64).reshape(-1, 2) for ring in said["rings"])
        x, y, room = (float(one) for one in said["label"])
        figures = [x, y, room, *(float(one) for ring in rings for one in (ring.min(), ring.max()))]
        if not all(math.isfinite(one) for one in figures):
            raise ValueError("a map is made of finite figures")
        for ring in rings:
            ring.setflags(write=False)
        found[str(code)] = Outline(rings, (x, y), room)
    if not found or not 0 < width <= EXTENT or not 0 < height <= EXTENT:
        raise ValueError("a map has a width, a height and a region")
    return Outlines(str(record["name"]), width, height, MappingProxyType(found))
