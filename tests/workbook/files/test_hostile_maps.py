"""A map may come from anybody: huge or crossed borders end in a message, within the reader's limits."""

import json

import numpy as np
import pytest

from npfdesk.plan.problems import Problem
from npfdesk.workbook.files import geojson
from npfdesk.workbook.files.geojson import read_geojson
from tests.workbook.files.test_geojson import REGIONS, feature, square, write


def star(points):
    """A ring of which each side crosses nearly all others."""
    angles = np.arange(points + 1) * (points // 2) % points * 2 * np.pi / points
    return np.column_stack((np.cos(angles), np.sin(angles))).tolist()


def refused(found, code):
    assert isinstance(found, Problem), found
    assert found.code == code
    for language in ("zh", "en"):
        assert "边界.geojson" in found.message(language)
        assert "{" not in found.message(language)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "边界.geojson"


@pytest.mark.parametrize("far", [1e308, -1e308, 1e10])
def test_coordinates_past_all_maps(file, far):
    write(
        file,
        feature({"name": "甲县"}, square(far, 0, abs(far) / 10)),
        feature({"name": "乙市"}, square(0, 0)),
    )
    refused(read_geojson(file, REGIONS), "map_coordinates")


def test_a_map_without_extent(file):
    write(file, feature({"name": "甲县"}, square(0, 0, 1e-9)))
    refused(read_geojson(file, REGIONS), "map_coordinates")


def test_a_star_is_drawn_and_one_of_a_thousand_points_is_told(file):
    write(file, feature({"name": "甲县"}, star(61)))
    assert set(read_geojson(file, REGIONS).outlines.of_region) == {"a"}
    write(file, feature({"name": "甲县"}, star(1001)))
    found = read_geojson(file, REGIONS)
    refused(found, "map_crossed")
    assert "甲县" in found.message("en")


def test_slivers_of_one_region_that_cross_each_other(file):
    across = [
        feature({"name": "甲县"}, [[0, y], [1, y], [1, y + 1e-6], [0, y]]) for y in np.linspace(0, 1, 300)
    ]
    down = [
        feature({"name": "甲县"}, [[x, 0], [x, 1], [x + 1e-6, 1], [x, 0]]) for x in np.linspace(0, 1, 300)
    ]
    write(file, *across, *down)
    refused(read_geojson(file, REGIONS), "map_crossed")


def test_millions_of_points_and_of_values(file, monkeypatch):
    write(file, feature({"name": "甲县"}, [[0, 0], *([[0.5, 0.5]] * (2 * geojson.POINTS)), [1, 0], [0, 0]]))
    refused(read_geojson(file, REGIONS), "map_too_large")
    file.write_text('{"type":"FeatureCollection","features":[' + "{}," * 2_100_000 + "{}]}", encoding="utf-8")
    refused(read_geojson(file, REGIONS), "map_too_large")


def nested(levels):
    return '{"type":"FeatureCollection","features":[' * levels + "]}" * levels


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        nested(400),
        nested(100_000),
        json.dumps(feature({"name": "甲县"}, [["a", "b"], ["c", "d"], ["e", "f"], ["a", "b"]])),
        json.dumps(feature({"name": "甲县"}, [[0, None], [1, 0], [1, 1], [0, None]])),
        json.dumps({"type": "Feature", "properties": [1], "geometry": {"type": "Polygon", "coordinates": [square(0, 0)]}}),
        json.dumps({"type": "Feature", "properties": {"name": "甲县"}, "geometry": {"type": "Polygon", "coordinates": 3}}),
        json.dumps(feature({"name": "甲县"}, [[10**4000, 0], [1, 0], [1, 1], [10**4000, 0]])),
        json.dumps(feature({"name": "甲县"}, [[0, 0], [1, 1], [2, 2], [0, 0]])),
        json.dumps(feature({"name": "甲县"}, [[float("nan"), 0], [1, 0], [1, 1], [0, 0]])),
        "null",
        "3",
    ],
    ids=range(12),
)  # fmt: skip
def test_what_is_no_map_is_told(file, content):
    file.write_text(content, encoding="utf-8")
    refused(read_geojson(file, REGIONS), "not_geojson")
