"""A user's own map: outlines of regions from a GeoJSON file (RFC 7946), matched to the plan's regions by name."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry import shape

from npfdesk.plan.file_names import shown_path
from npfdesk.plan.names import fold
from npfdesk.plan.outlines import EXTENT, Outline, Outlines
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.regions import Region
from npfdesk.plan.sound_text import sound_text
from npfdesk.workbook.files.file_types import unreadable

BYTES: Final = 64 * 1024 * 1024
"""Larger files are maps of another purpose."""
FINENESS: Final = 1.2
"""How far a simplified border may lie from the file's, in parts of EXTENT: under a pixel on any screen."""
_LEAST_PART: Final = 3.0
"""Islets of a smaller area (square units of EXTENT) than the square of this are not drawn, but for a region's largest."""
_NAMED: Final = 6
_BRACKETS: Final = re.compile(r"[()（）]")

NOT_GEOJSON: Final = error(
    "not_geojson",
    "“{text}”不是 GeoJSON 地图（{reason}）。地图没有改变。请选用含有地区边界（Polygon 或 MultiPolygon）的 .geojson 或 .json 文件。",
    "“{text}” is no GeoJSON map ({reason}). The map stays as it is. Choose a .geojson or .json file with the borders of "
    "regions (Polygon or MultiPolygon).",
)
NO_REGION_ON_MAP: Final = error(
    "no_region_on_map",
    "“{text}”里没有一个图形与规划中的地区同名。地图没有改变。文件中的名称有：{names}。请把它们改成与“地区”表中的名称、代码或英文一致。",
    "No shape in “{text}” has the name of a region of the plan. The map stays as it is. Names in the file: {names}. Let "
    "them agree with a name, code or english of the sheet Regions.",
)


@dataclass(frozen=True)
class MapReading:
    """A map that was read: its outlines, the plan's regions that have none, and how many shapes are no region's."""

    outlines: Outlines
    without: tuple[str, ...]
    unknown: int


def read_geojson(path: Path, regions: Sequence[Region]) -> MapReading | Problem:
    """The outlines of `regions` (those to be drawn) in a file; a Problem where it has none of them.

    Degrees of longitude and latitude are drawn as wide as they are at the map's middle; other coordinates as they are.
    Borders are simplified together, so that neighbours keep one border.
    """
    try:
        if path.stat().st_size > BYTES:
            return _none(path, f"> {BYTES // 2**20} MB")
        content = json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=_refuse)
    except OSError as problem:
        return unreadable(path.name, problem)
    except (ValueError, RecursionError) as problem:
        return _none(path, str(problem)[:80])
    wanted = _names(regions)
    shapes: dict[str, list[Any]] = {}
    strangers: list[str] = []
    try:
        for properties, geometry in _features(content):
            code = _region_of(properties, wanted)
            if code is None:
                strangers.append(next((one for one in _texts(properties) if one), "?"))
            else:
                shapes.setdefault(code, []).append(_polygons(geometry))
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        shapely.errors.ShapelyError,
    ) as problem:
        return _none(path, f"{type(problem).__name__}: {problem}"[:80])
    joined = {code: shapely.union_all(parts) for code, parts in shapes.items()}
    drawn = {code: one for code, one in joined.items() if not one.is_empty and one.area > 0}
    if not drawn:
        if not strangers:
            return _none(path, "no Polygon")
        names = (*dict.fromkeys(strangers[:_NAMED]), *(["…"] if len(strangers) > _NAMED else []))
        return Problem(NO_REGION_ON_MAP, text=path.name, arguments={"names": names})
    without = tuple(one.code for one in regions if one.code not in drawn)
    return MapReading(_outlines(shown_path(path.name), drawn), without, len(strangers))


def _none(path: Path, reason: str) -> Problem:
    return Problem(NOT_GEOJSON, text=path.name, arguments={"reason": reason})


def _refuse(text: str) -> float:
    raise ValueError(text)


def _names(regions: Sequence[Region]) -> dict[str, str]:
    """What a region may be called in the file, folded, to its code; a name of two regions is nobody's."""
    found: dict[str, set[str]] = {}
    for region in regions:
        # 金义新区（金东区） is known by either of its names
        parts = _BRACKETS.split(region.name)
        for name in {fold(one) for one in (region.name, region.code, region.english, *parts)} - {""}:
            found.setdefault(name, set()).add(region.code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


def _features(content: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The features that have a geometry: its properties (with the feature's id among them), and the geometry."""
    if content["type"] == "FeatureCollection":
        for one in content["features"]:
            yield from _features(one)
    elif content["type"] == "Feature":
        properties = {**(content.get("properties") or {}), "": content.get("id")}
        if content.get("geometry") is not None:
            yield properties, content["geometry"]
    else:
        raise ValueError("no FeatureCollection")


def _texts(properties: dict[str, Any]) -> list[str]:
    return [
        sound_text(str(one))
        for one in properties.values()
        if isinstance(one, str | int) and not isinstance(one, bool)
    ]


def _region_of(properties: dict[str, Any], wanted: dict[str, str]) -> str | None:
    """The region that a feature's properties name: in full, or as the end of a full name (浙江省金华市婺城区)."""
    texts = [fold(one) for one in _texts(properties)]
    whole = [wanted[one] for one in texts if one in wanted]
    if whole:
        return whole[0]
    ends = {code for one in texts for name, code in wanted.items() if len(name) > 1 and one.endswith(name)}
    return next(iter(ends)) if len(ends) == 1 else None


def _polygons(geometry: dict[str, Any]) -> Any:
    """The areas of a geometry, mended where its rings cross; lines and points are none."""
    made = shapely.force_2d(shape(geometry))
    if not np.isfinite(shapely.get_coordinates(made)).all():
        raise ValueError("coordinates")
    whole = shapely.make_valid(made)
    parts = [
        one
        for one in shapely.get_parts(whole, return_index=False)
        if one.geom_type in ("Polygon", "MultiPolygon")
    ]
    return shapely.union_all(parts)


def _outlines(name: str, drawn: dict[str, Any]) -> Outlines:
    codes = list(drawn)
    areas = np.array([drawn[code] for code in codes], dtype=object)
    left, low, right, high = (float(one) for one in shapely.total_bounds(areas))
    degrees = -180 <= left <= right <= 180 and -90 <= low <= high <= 90
    narrow = math.cos(math.radians((low + high) / 2)) if degrees else 1.0
    scale = EXTENT / max((right - left) * narrow, high - low)

    def placed(points: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.column_stack(((points[:, 0] - left) * narrow * scale, (high - points[:, 1]) * scale))

    areas = shapely.transform(areas, placed)
    areas = shapely.make_valid(shapely.coverage_simplify(areas, FINENESS))
    found = {code: _outline(area) for code, area in zip(codes, areas, strict=True)}
    width, height = (right - left) * narrow * scale, (high - low) * scale
    return Outlines(name, width, height, MappingProxyType(found))


def _outline(area: Any) -> Outline:
    parts = [one for one in shapely.get_parts(area) if one.geom_type == "Polygon"]
    largest = max(parts, key=lambda one: one.area)
    kept = [one for one in parts if one is largest or one.area > _LEAST_PART**2]
    rings = []
    for part in kept:
        for ring in (part.exterior, *part.interiors):
            points = np.array(ring.coords, dtype=np.float64)[:-1]
            points.setflags(write=False)
            rings.append(points)
    circle = shapely.maximum_inscribed_circle(largest)
    (x, y), _ = circle.coords
    return Outline(tuple(rings), (float(x), float(y)), 2 * float(circle.length))
