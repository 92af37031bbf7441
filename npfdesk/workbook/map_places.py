"""Where a region stands on the schematic map: the columns 地图列 and 地图行 of the sheet Regions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from npfdesk.plan.names import says_nothing
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.problems import Problem, warning
from npfdesk.workbook.sheets import Cell, Row

MOST: Final = 200
"""No schematic map is wider or higher."""

BAD_PLACE: Final = warning(
    "bad_map_place",
    "“{text}”不是地图上的列或行：须为 1 到 {most} 的整数，列和行都要填。该地区由地图自动排列。",
    "“{text}” is no column or row of the map: it must be a whole number of 1 to {most}, and both must be given. The map "
    "lays this region out by itself.",
)
PLACE_TAKEN: Final = warning(
    "map_place_taken",
    "地图上的第 {column} 列第 {row} 行已由 {first} 占用。该地区由地图自动排列；请改用别的位置。",
    "Column {column}, row {row} of the map is taken by {first}. The map lays this region out by itself; choose another "
    "place.",
)

Place = tuple[int, int]


def read_place(row: Row, taken: Mapping[Place, Cell], problems: list[Problem]) -> Place | None:
    """The column and row (from 1) of a region's tile; None, and a problem, where they are none or taken."""
    cells = row["map column"], row["map row"]
    if all(not cell.text.strip() or says_nothing(cell.text) for cell in cells):
        return None
    place = []
    for cell in cells:
        figure = parse_figure(cell.text)
        if isinstance(figure, Problem) or figure != int(figure) or not 1 <= figure <= MOST:
            problems.append(cell.problem(BAD_PLACE, most=MOST))
            return None
        place.append(int(figure))
    found = place[0], place[1]
    if found in taken:
        first = f"{taken[found].sheet}!{taken[found].place}"
        problems.append(cells[0].problem(PLACE_TAKEN, column=found[0], row=found[1], first=first))
        return None
    return found
