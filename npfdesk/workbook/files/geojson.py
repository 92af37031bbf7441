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
from npfdesk.plan.numbers import plain
from npfdesk.plan.outlines import EXTENT, Outline, Outlines
from npfdesk.plan.problems import Problem, ProblemKind, error
from npfdesk.plan.regions import Region
from npfdesk.plan.sound_text import sound_text
from npfdesk.workbook.files.file_types import unreadable

BYTES: Final = 64 * 1024 * 1024
"""Larger files are maps of another purpose."""
POINTS: Final = 500_000
"""Points of all borders: each is an object while the file is read. A province's counties, finely drawn, have 100,000."""
TOKENS: Final = 4_000_000
"""Values of the file, of any kind."""
FARTHEST: Final = 1e9
"""Coordinates are degrees, or metres of a projection: none lies farther than this from 0, and none means more."""
LEAST_EXTENT: Final = 1e-6
"""A map narrower and lower than this has no shape that could be drawn."""
CROSSINGS: Final = 50_000
"""How often the borders of one region may cross themselves or each other; mending takes 40 µs for each."""
FINENESS: Final = 1.2
"""How far a simplified border may lie from the file's, in parts of EXTENT: under a pixel on any screen."""
_LEAST_PART: Final = 3.0
"""Islets of a smaller area (square units of EXTENT) than the square of this are not drawn, but for a region's largest."""
_NAMED: Final = 6
_PAIRS_OF_EACH: Final = 6
"""Segments that meet one of a sound border: itself, its neighbours, and those of an area beside it."""
_AT_ONCE: Final = 4_000_000
_BRACKETS: Final = re.compile(r"[()（）]")

NOT_GEOJSON: Final = error(
    "not_geojson",
    "“{text}”不是 GeoJSON 地图（{reason}）。地图没有改变。请选用含有地区边界（Polygon 或 MultiPolygon）的 .geojson 或 .json 文件。",
    "“{text}” is not a GeoJSON map ({reason}). The map is unchanged. Choose a .geojson or .json file with the borders of "
    "regions (Polygon or MultiPolygon).",
)
MAP_TOO_LARGE: Final = error(
    "map_too_large",
    "“{text}”太大，不能作地图（{what_zh}超过 {most}）。地图没有改变。请选用只含本规划地区、简化过的边界。",
    "“{text}” is too large for a map (more than {most} {what_en}). The map is unchanged. Choose simplified borders of the "
    "plan's regions only.",
)
MAP_COORDINATES: Final = error(
    "map_coordinates",
    "“{text}”里有不能画的坐标（{reason}）。地图没有改变。坐标应为经纬度（度）或投影坐标（米）；请用 GIS 软件重新导出。",
    "“{text}” has coordinates that cannot be drawn ({reason}). The map is unchanged. Coordinates must be longitude and "
    "latitude in degrees, or metres of a projection; export the map again from GIS software.",
)
MAP_CROSSED: Final = error(
    "map_crossed",
    "“{text}”里“{region}”的边界自相交太多（超过 {most} 处），不是一个地区的边界。地图没有改变。请用 GIS 软件修复几何后重新导出。",
    "In “{text}” the borders of “{region}” cross themselves more than {most} times, so they are not those of a region. The map "
    "is unchanged. Repair the geometry in GIS software and export it again.",
)
NO_REGION_ON_MAP: Final = error(
    "no_region_on_map",
    "“{text}”里没有一个图形与规划中的地区同名。地图没有改变。文件中的名称有：{names}。请把它们改成与“地区”表中的名称、代码或英文一致。",
    "No shape in “{text}” has the name of a region of the plan. The map is unchanged. Names in the file: {names}. Make them "
    "agree with the name, code or English name in the sheet Regions.",
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
    content = _content(path)
    if isinstance(content, Problem):
        return content
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
        OverflowError,
        RecursionError,
        shapely.errors.ShapelyError,
    ) as problem:
        return _none(path, f"{type(problem).__name__}: {problem}"[:80])
    try:
        joined = {code: _joined(code, parts) for code, parts in shapes.items()}
    except _Undrawable as problem:
        named = {one.code: one.name for one in regions}
        told = {key: named.get(str(value), value) for key, value in problem.told.items()}
        return Problem(problem.kind, text=path.name, arguments=told)
    except shapely.errors.ShapelyError as problem:
        return _none(path, f"{type(problem).__name__}: {problem}"[:80])
    drawn = {code: one for code, one in joined.items() if not one.is_empty and one.area > 0}
    if not drawn:
        if not strangers:
            return _none(path, "no Polygon")
        names = (*dict.fromkeys(strangers[:_NAMED]), *(["…"] if len(strangers) > _NAMED else []))
        return Problem(NO_REGION_ON_MAP, text=path.name, arguments={"names": names})
    bounds = shapely.total_bounds(np.array(list(drawn.values()), dtype=object))
    if max(bounds[2] - bounds[0], bounds[3] - bounds[1]) < LEAST_EXTENT:
        return Problem(MAP_COORDINATES, text=path.name, arguments={"reason": f"< {plain(LEAST_EXTENT)}"})
    without = tuple(one.code for one in regions if one.code not in drawn)
    return MapReading(_outlines(shown_path(path.name), drawn), without, len(strangers))


def _content(path: Path) -> Any | Problem:
    """What the file says, as JSON; a Problem where it is none, or too large to be read at all."""
    try:
        if path.stat().st_size > BYTES:
            return _none(path, f"> {BYTES // 2**20} MB")
        raw = path.read_bytes()
        # counted before any of them is an object
        for what_zh, what_en, count, most in (
            ("点", "points", raw.count(b"["), 2 * POINTS),
            ("数值", "values", raw.count(b",") + raw.count(b"{"), TOKENS),
        ):
            if count > most:
                told = {"what_zh": what_zh, "what_en": what_en, "most": f"{most:,}"}
                return Problem(MAP_TOO_LARGE, text=path.name, arguments=told)
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse)
    except OSError as problem:
        return unreadable(path.name, problem)
    except (ValueError, RecursionError) as problem:
        return _none(path, str(problem)[:80])


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


class _Undrawable(Exception):
    """A shape that no map is drawn of: the kind of the problem and what is told."""

    def __init__(self, kind: ProblemKind, **told: object) -> None:
        super().__init__(kind.code)
        self.kind, self.told = kind, told


def _polygons(geometry: dict[str, Any]) -> Any:
    """The shape of a geometry as the file has it; lines and points are none."""
    made = shapely.force_2d(shape(geometry))
    if not np.isfinite(shapely.get_coordinates(made)).all():
        raise ValueError("coordinates")
    return made


def _joined(code: str, shapes: Sequence[Any]) -> Any:
    """A region's areas as one, mended where rings cross, as long as they do not cross beyond all reason."""
    whole = np.array(shapes, dtype=object)
    points = shapely.get_coordinates(whole)
    if len(points) and float(np.abs(points).max()) > FARTHEST:
        raise _Undrawable(MAP_COORDINATES, reason=f"> {plain(FARTHEST)}")
    if (len(whole) > 1 or not shapely.is_valid(whole).all()) and _cross_too_often(whole):
        raise _Undrawable(MAP_CROSSED, region=code, most=f"{CROSSINGS:,}")
    # by structure: of a ring that crosses itself often the other way takes the cube of its points (61 points: 2.4 s)
    sound = shapely.make_valid(whole, method="structure", keep_collapsed=False)
    parts = [one for one in shapely.get_parts(sound) if one.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts)


def _cross_too_often(shapes: np.ndarray[Any, Any]) -> bool:
    rings = shapely.get_rings(shapely.get_parts(shapes))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    inner = ring[1:] == ring[:-1]
    if not inner.any():
        return False
    segments = shapely.linestrings(np.stack((points[:-1][inner], points[1:][inner]), axis=1))
    tree, most, found = shapely.STRtree(segments), _PAIRS_OF_EACH * len(segments) + 2 * CROSSINGS, 0
    # so few at once that even if each meets all, what is found has room
    step = max(1, _AT_ONCE // len(segments))
    for first in range(0, len(segments), step):
        found += tree.query(segments[first : first + step], predicate="intersects").shape[1]
        if found > most:
            return True
    return False


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
