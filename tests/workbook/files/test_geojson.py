"""A user's own map: which file is one, which shapes are the plan's regions, and what is drawn of them."""

import json
import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.outlines import EXTENT, outlines_record, read_outlines
from npfdesk.plan.problems import Problem
from npfdesk.plan.regions import Region
from npfdesk.workbook.files.geojson import FINENESS, read_geojson

REGIONS = (Region("a", "甲县", "Jia"), Region("b", "乙市", "Yi"), Region("c", "丙区"))


def square(left, low, side=1.0):
    return [[left, low], [left + side, low], [left + side, low + side], [left, low + side], [left, low]]


def feature(properties, *rings, kind="Polygon"):
    coordinates = list(rings) if kind == "Polygon" else [[ring] for ring in rings]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def write(path, *features):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path):
    return tmp_path / "边界.geojson"


def polygon(outline):
    return shapely.union_all([shapely.Polygon(ring) for ring in outline.rings])


def test_shapes_are_found_by_name_code_or_english_whatever_the_property(file):
    write(
        file,
        feature({"NAME": "甲县"}, square(0, 0)),
        feature({"adcode": 330700, "英文": "YI"}, square(1, 0)),
        feature({"name": "别处"}, square(5, 5)),
    )
    found = read_geojson(file, REGIONS)
    assert set(found.outlines.of_region) == {"a", "b"}
    assert (found.without, found.unknown) == (("c",), 1)
    assert found.outlines.name == "边界.geojson"


def test_a_full_name_ends_in_the_region_s(file):
    write(file, feature({"name": "浙江省金华市甲县"}, square(0, 0)))
    assert set(read_geojson(file, REGIONS).outlines.of_region) == {"a"}


def test_a_region_in_brackets_is_known_by_either_name(file):
    write(file, feature({"name": "金东区"}, square(0, 0)))
    assert set(read_geojson(file, (Region("j", "金义新区（金东区）"),)).outlines.of_region) == {"j"}


def test_a_name_that_two_regions_share_is_nobody_s(file):
    write(file, feature({"name": "新区"}, square(0, 0)), feature({"name": "甲县"}, square(1, 0)))
    found = read_geojson(file, (*REGIONS, Region("d", "新区"), Region("e", "别", "新区")))
    assert set(found.outlines.of_region) == {"a"}


def test_degrees_are_as_wide_as_they_are_there_and_north_is_up(file):
    # at 60 degrees north a degree of longitude is half as long as one of latitude
    write(file, feature({"name": "甲县"}, square(10, 59.5)), feature({"name": "乙市"}, square(11, 59.5)))
    found = read_geojson(file, REGIONS).outlines
    assert found.height == pytest.approx(EXTENT)
    assert found.width == pytest.approx(EXTENT * 2 * math.cos(math.radians(60)))
    left, low, right, _ = polygon(found.of_region["a"]).bounds
    assert (left, low) == pytest.approx((0, 0), abs=1e-6)
    assert right == pytest.approx(found.width / 2)
    label = found.of_region["b"].label
    assert label[0] == pytest.approx(found.width * 3 / 4, abs=5)


def test_planar_coordinates_are_drawn_as_they_are(file):
    write(file, feature({"name": "甲县"}, square(500_000, 3_200_000, 2000)))
    found = read_geojson(file, REGIONS).outlines
    assert (found.width, found.height) == pytest.approx((EXTENT, EXTENT))
    assert found.of_region["a"].room == pytest.approx(EXTENT, rel=0.02)


def test_neighbours_keep_one_border(file):
    wavy = [[1 + 0.001 * math.sin(step), step / 400] for step in range(401)]
    write(
        file,
        feature({"name": "甲县"}, [[0, 0], *wavy, [0, 1], [0, 0]]),
        feature({"name": "乙市"}, [[2, 0], *wavy, [2, 1], [2, 0]]),
    )
    found = read_geojson(file, REGIONS).outlines.of_region
    one, other = polygon(found["a"]), polygon(found["b"])
    assert len(found["a"].rings[0]) < 200
    assert one.intersection(other).area == pytest.approx(0, abs=1e-6)
    assert one.union(other).area == pytest.approx(one.area + other.area)
    assert one.union(other).geom_type == "Polygon"


def test_holes_several_parts_and_crossing_rings_are_areas(file):
    write(
        file,
        feature({"name": "甲县"}, square(0, 0, 9), square(3, 3, 3)),
        feature(
            {"name": "乙市"}, square(20, 0, 4), square(26, 0, 3), square(30, 0, 0.01), kind="MultiPolygon"
        ),
        # a bow tie
        feature({"name": "丙区"}, [[0, 20], [8, 28], [8, 20], [0, 28], [0, 20]]),
    )
    found = read_geojson(file, REGIONS).outlines.of_region
    assert len(found["a"].rings) == 2
    # the islet is too small to be seen
    assert len(found["b"].rings) == 2
    assert polygon(found["c"]).is_valid


def test_features_of_one_region_are_one_area(file):
    write(file, feature({"name": "甲县"}, square(0, 0)), feature({"name": "甲县"}, square(1, 0)))
    found = read_geojson(file, REGIONS).outlines
    assert len(found.of_region["a"].rings) == 1
    assert (found.width, found.height) == pytest.approx((EXTENT, EXTENT / 2), rel=0.001)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        "null",
        "[[[",
        '{"type": "Topology"}',
        '{"type": "FeatureCollection", "features": 3}',
        '{"type": "FeatureCollection", "features": []}',
        json.dumps(feature({"name": "甲县"}, [[0, 0], [1, "x"], [1, 1], [0, 0]])),
        json.dumps(feature({"name": "甲县"}, [[0, 0], [1, 0]])),
        json.dumps(feature({"name": "甲县"}, [[0, 0], [0, 0], [0, 0], [0, 0]])),
        '{"type": "Feature", "properties": {"name": "甲县"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}',
        '{"type": "Feature", "properties": {"name": "甲县"}, "geometry": {"type": "Polygon", "coordinates": [[[0,0],[1e999,0],[1,1],[0,0]]]}}',
        '{"type": "Feature", "properties": {"name": "甲县"}, "geometry": {"type": "Polygon", "coordinates": [[[0,0],[NaN,0],[1,1],[0,0]]]}}',
        '{"type": "Feature", "properties": "甲县", "geometry": {"type": "Polygon", "coordinates": []}}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_map_is_refused_with_what_to_do(file, content):
    file.write_text(content, encoding="utf-8")
    found = read_geojson(file, REGIONS)
    assert isinstance(found, Problem)
    assert found.code == "not_geojson"
    assert "边界.geojson" in found.message("zh")
    assert "is unchanged" in found.message("en")


def test_a_file_that_is_not_there_or_not_text(file, tmp_path):
    assert isinstance(read_geojson(file, REGIONS), Problem)
    assert isinstance(read_geojson(tmp_path, REGIONS), Problem)
    file.write_bytes(b"\xff\xfe\x00PK")
    assert read_geojson(file, REGIONS).code == "not_geojson"


def test_a_map_of_elsewhere_says_whose_names_it_has(file):
    write(file, *(feature({"name": f"别处{place}"}, square(place, 0)) for place in range(9)))
    found = read_geojson(file, REGIONS)
    assert found.code == "no_region_on_map"
    assert "别处0、别处1" in found.message("zh")
    assert "…" in found.message("en")


def test_a_map_too_large_is_refused_before_it_is_read(file, monkeypatch):
    write(file, feature({"name": "甲县"}, square(0, 0)))
    monkeypatch.setattr("npfdesk.workbook.files.geojson.BYTES", 10)
    assert read_geojson(file, REGIONS).code == "not_geojson"


@given(st.integers(3, 40), st.floats(0.1, 80), st.floats(-179, 170), st.floats(-80, 70))
def test_what_is_kept_is_what_was_read(tmp_path_factory, count, size, left, low):
    file = tmp_path_factory.mktemp("map") / "m.json"
    size = min(size, 80 - low, 179 - left)
    turn = 2 * math.pi / count
    ring = [
        [left + size / 2 * (1 + math.cos(turn * at)), low + size / 2 * (1 + math.sin(turn * at))]
        for at in range(count)
    ]
    write(file, feature({"name": "甲县"}, [*ring, ring[0]]))
    found = read_geojson(file, REGIONS).outlines
    kept = read_outlines(json.loads(json.dumps(outlines_record(found))))
    assert (kept.name, set(kept.of_region)) == (found.name, set(found.of_region))
    for one, other in zip(kept.of_region["a"].rings, found.of_region["a"].rings, strict=True):
        assert np.abs(one - other).max() <= 0.051
        assert other.min() >= -FINENESS
        assert other.max() <= EXTENT + FINENESS


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"name": "x", "width": 10, "height": 10, "regions": {}},
        {
            "name": "x",
            "width": 0,
            "height": 10,
            "regions": {"a": {"rings": [[0, 0, 1, 1, 2, 0]], "label": [0, 0, 1]}},
        },
        {"name": "x", "width": 9, "height": 10, "regions": {"a": {"rings": [[0, 0, 1]], "label": [0, 0, 1]}}},
        {"name": "x", "width": 9, "height": 10, "regions": {"a": {"rings": [[0, "y"]], "label": [0, 0, 1]}}},
        {"name": "x", "width": 9, "height": 10, "regions": {"a": {"rings": [[0, 1]], "label": [0, 0]}}},
        {
            "name": "x",
            "width": 9,
            "height": 10,
            "regions": {"a": {"rings": [[0, float("nan")]], "label": [0, 0, 1]}},
        },
        {"name": "x", "width": 9, "height": 10, "regions": ["a"]},
    ],
)
def test_a_kept_map_that_is_none_is_none(record):
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        read_outlines(record)
