"""Where the blocks of a sheet are: head rows, the rows of figures below them, the lines above, between and below."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

from npfdesk.workbook.files.cell_grid import Place
from npfdesk.workbook.published.blocks import (
    NAMED,
    Block,
    BlockRow,
    RowSort,
    Section,
    bands_of,
    side_bands,
)
from npfdesk.workbook.published.cell_sorts import (
    CONTINUED,
    MOST_TEXT,
    NOTE,
    CellSorts,
    Sort,
    is_line_of_meaning,
    numbers_columns,
    parse_year_text,
    worded,
)
from npfdesk.workbook.published.headers import is_unit_line, read_header
from npfdesk.workbook.published.merged_cells import SheetView
from npfdesk.workbook.published.printed_names import is_total, looks_like_region
from npfdesk.workbook.published.recognition import Role

_TITLE: Final = re.compile(r"(?:附?[表件图录]|专栏)\s?\d|table\s?\d", re.IGNORECASE)
_LONG: Final = 60
_SHORT: Final = 24
_MOST_LEVELS: Final = 5
_MOST_BETWEEN: Final = 30
_SHORTEST_RUN: Final = 4


def find_blocks(
    view: SheetView, forced: Mapping[int, Role], starts: Mapping[int, int]
) -> tuple[list[Block], list[Place]]:
    """The blocks of a sheet from the top, and the places of the lines that belong to none.

    `forced` gives rows a role that somebody set (HEADER, TITLE, NOTE, GROUP, IGNORED, VALUE or REGION: figures); `starts` gives the first row of a head
    that somebody marked the number of its rows.
    """
    bands = side_bands(view)
    if len(bands) < 2:
        return _Finder(view, forced, starts).find()
    blocks: list[Block] = []
    rest: list[Place] = []
    for left, right in bands:
        band = SheetView(view.sheet, view.blank, (left, right))
        found, loose = _Finder(band, forced, starts).find()
        blocks.extend(found)
        rest.extend(loose)
    # what a table of a band lacks for a title stands over all of them, or over the first
    over = [item for block in blocks[:1] for item in block.titles]
    for block in blocks[1:]:
        if not block.titles and block.left > bands[0][1]:
            block.titles = [item for item in over if len(view.line(item[0][0])) == 1]
    return blocks, rest


def stated_block(
    view: SheetView, forced: Mapping[int, Role], heads: Sequence[int], area: tuple[int, int, int, int]
) -> Block | None:
    """The table that somebody says an area (first row, first column, last row, last column) is; None where it is empty.

    `view` shows the area and the lines above it that are its titles. `heads` are its head rows; where none are
    given, they are the rows from its first to the one above the first figures, one at least.
    """
    return _Finder(view, forced, {}).stated(heads, area)


class _Finder:
    def __init__(self, view: SheetView, forced: Mapping[int, Role], starts: Mapping[int, int]) -> None:
        self.view, self.forced, self.starts = view, forced, starts
        self.sorts = CellSorts(view)
        self.sections: list[Section] = []
        self.loose: list[int] = []
        """Text rows since the last row of figures: titles, heads, notes."""
        self.open: Section | None = None

    def find(self) -> tuple[list[Block], list[Place]]:
        marked = 0
        for row in self.view.rows:
            role = self.forced.get(row)
            if role is Role.IGNORED:
                continue
            if row in self.starts:
                self._close()
                marked = row + self.starts[row] - 1
                self._begin([row], self.loose, stated=True)
            elif row <= marked and self.open is not None:
                self.open.heads.append(row)
            else:
                self._row(row, role)
        self._close()
        blocks: list[Block] = []
        used: set[Place] = set()
        for section in self.sections:
            for block in bands_of(section, self.view, self.sorts):
                blocks.append(block)
                for row in (*block.heads, *(one.row for one in block.rows)):
                    used.update((row, column) for column in block.line(row))
                used.update(place for place, _ in block.titles)
        rest = [
            (row, column)
            for row in self.view.rows
            for column in self.view.line(row)
            if (row, column) not in used
        ]
        return blocks, rest

    def stated(self, heads: Sequence[int], area: tuple[int, int, int, int]) -> Block | None:
        """The one table of an area that somebody marked."""
        top, left, bottom, right = area
        inside = [row for row in self.view.rows if top <= row <= bottom]
        shown = [row for row in heads if row in inside] or self._leading_heads(inside)
        section = Section(shown, stated=True)
        section.titles = [row for row in self.view.rows if row < top]
        for row in inside:
            if row not in shown:
                section.rows.append(BlockRow(row, self._stated_sort(section, row)))
        if not section.rows:
            return None
        titles = [
            ((row, column), text) for row in section.titles for column, text in self.view.line(row).items()
        ]
        return Block(self.view, shown, section.rows, left, right, titles, stated=True)

    def _leading_heads(self, inside: Sequence[int]) -> list[int]:
        heads: list[int] = []
        if len(inside) > 1 and self._alike(*inside[:2]):
            return []
        for row in inside[: _MOST_LEVELS + 1]:
            sorts = self.sorts.row(row)
            if heads and (self._has_figures(row, sorts) and not self._is_head_of_years(row, sorts)):
                return heads
            heads.append(row)
        return heads[:1]

    def _alike(self, row: int, below: int) -> bool:
        """Whether a row holds a name and figures over the name and figures of the row below, and so heads nothing."""
        first, second = self.sorts.row(row), self.sorts.row(below)
        figures = [column for column, sort in first.items() if sort is Sort.FIGURE]
        return (
            bool(figures)
            and first[min(first)] is Sort.TEXT
            and second.get(min(first)) is Sort.TEXT
            and all(second.get(column) in (Sort.FIGURE, Sort.YEAR, Sort.BLANK) for column in figures)
        )

    def _stated_sort(self, section: Section, row: int) -> RowSort:
        """What a row of a marked table is below its head."""
        role, sorts = self.forced.get(row), self.sorts.row(row)
        if role is Role.GROUP:
            return RowSort.GROUP
        if role in (Role.TITLE, Role.NOTE):
            return RowSort.NOTE
        if role is Role.HEADER:
            return RowSort.HEAD_AGAIN
        if role is None and numbers_columns(self.view.line(row)):
            return RowSort.NUMBERING
        if role is not None or len(sorts) > 1 or self._has_figures(row, sorts):
            return RowSort.DATA
        return self._sort_of_line(section, row)

    def _begin(self, heads: list[int], titles: list[int], *, stated: bool = False) -> None:
        self.open = Section(heads, titles=titles, stated=stated)
        self.sections.append(self.open)
        self.loose = []

    def _close(self) -> None:
        section = self.open
        self.open = None
        if section is None or not section.rows:
            return
        # regions without figures may end a table
        last = section.rows[-1].row
        while self.loose and self.loose[0] - last <= 1:
            row = self.loose[0]
            line = self.view.line(row)
            text = next(iter(line.values()))
            if len(line) != 1 or not looks_like_region(text) or not self._names_regions(section, row):
                return
            section.rows.append(BlockRow(row, RowSort.DATA))
            self.loose.pop(0)
            last = row

    def _names_regions(self, section: Section, row: int) -> bool:
        """Whether the column of a row's one cell names regions in the rows of figures."""
        column = next(iter(self.view.line(row)))
        rows = (one.row for one in section.rows if one.sort is RowSort.DATA)
        names = [self.view.line(one).get(column, "") for one in islice(rows, 40)]
        regions = sum(map(looks_like_region, names))
        return column == self.first_column if not names else 2 * regions >= len(names)

    # rows

    def _row(self, row: int, role: Role | None) -> None:
        if role in (Role.TITLE, Role.NOTE, Role.GROUP):
            self.loose.append(row)
            return
        if role in (Role.VALUE, Role.REGION) and self.open is not None:
            self._figure_row(row)
            return
        section = self.open
        after_head = section is not None and section.rows and section.rows[-1].sort is RowSort.HEAD_AGAIN
        if section is not None and after_head and self._repeats_head(section, row):
            section.rows.append(BlockRow(row, RowSort.HEAD_AGAIN))
            return
        sorts = self.sorts.row(row)
        if role is Role.HEADER or self._is_head_of_years(row, sorts) or not self._has_figures(row, sorts):
            self._text_row(row, sorts)
        else:
            self._figure_row(row)

    def _has_figures(self, row: int, sorts: dict[int, Sort]) -> bool:
        figures = [column for column, sort in sorts.items() if sort in (Sort.FIGURE, Sort.YEAR)]
        headed = any(sort in (Sort.KEY, Sort.PERIOD) for sort in sorts.values())
        if not headed and sorts[min(sorts)] is Sort.TEXT:
            # what cannot be read beside a name stands for a figure
            figures += [column for column, sort in sorts.items() if sort is Sort.UNREADABLE]
        if not figures:
            return False
        if numbers_columns(self.view.line(row)) or self._gives_units(row, sorts):
            return False
        if self.open is not None and self.open.rows:
            return True
        # 序号 alone is no figure of a row of words
        return len(figures) > 1 or len(sorts) == 1 or not self._only_number(row, figures[0], sorts)

    def _gives_units(self, row: int, sorts: dict[int, Sort]) -> bool:
        """Whether a row is a line of units, in one language or two: 单位：万吨标准煤 (10 000 tce)."""
        line = self.view.line(row)
        return len(line) <= 3 and Sort.KEY not in sorts.values() and any(map(is_unit_line, line.values()))

    def _only_number(self, row: int, column: int, sorts: dict[int, Sort]) -> bool:
        text = self.view.line(row)[column]
        return (
            column == min(sorts)
            and len(text) <= 3
            and not any(sort in (Sort.WORDS, Sort.BLANK) for sort in sorts.values())
        )

    def _is_head_of_years(self, row: int, sorts: dict[int, Sort]) -> bool:
        """Whether numbers of a row are years that head columns: beside words of heads alone, distinct and in order."""
        years = [
            parse_year_text(self.view.line(row)[column])
            for column, sort in sorts.items()
            if sort is Sort.YEAR
        ]
        if not years or any(sort in (Sort.FIGURE, Sort.WORDS) for sort in sorts.values()):
            return False
        if self._is_run_of_years(years) and not self._dated_above(row, sorts):
            return True
        if Sort.UNREADABLE in sorts.values():
            return False
        texts = [column for column, sort in sorts.items() if sort is Sort.TEXT]
        first = min(sorts)
        beside = any(sort is Sort.PERIOD for sort in sorts.values())
        if self.sorts.of(row, first) is Sort.YEAR and len(years) == 1 and not beside:
            return False
        spread = len(set(years)) == len(years) or _repeats(years)
        steady = years == sorted(years) or years == sorted(years, reverse=True) or _repeats(years)
        if len(years) == 1:
            return not texts and any(sort in (Sort.KEY, Sort.PERIOD) for sort in sorts.values())
        periods = sum(sort is Sort.PERIOD for column, sort in sorts.items() if column != first)
        if not texts and 2 * periods >= len(sorts):
            return True  # 2020 | 2030 target | 2016 | 2030 target
        if not (spread and steady) or (texts and self._dated_above(row, sorts)):
            return False
        if self.open is not None and self.open.rows:
            # below figures years head columns only beside words of heads
            return not texts and (
                any(sort is Sort.KEY for sort in sorts.values()) or not self._names(row, sorts)
            )
        return all(len(self.view.line(row)[column]) <= _SHORT for column in texts)

    def _is_run_of_years(self, years: list[int]) -> bool:
        """Whether years above all figures follow each other, whatever stands beside them (a long corner, 变化情况)."""
        above = self.open is None or not self.open.rows
        return (
            above and len(years) >= _SHORTEST_RUN and len(set(years)) == len(years) and years == sorted(years)
        )

    def _dated_above(self, row: int, sorts: dict[int, Sort]) -> bool:
        """Whether the head above already names periods over the numbers of a row."""
        # 一、经济发展 may stand between the head and the first figures
        several = [one for one in self.loose[-_MOST_BETWEEN:] if len(self.view.line(one)) > 1]
        if not several or row - self.loose[-1] > 2:
            return False
        head = several[-1]
        above = self.sorts.row(head)
        numbers = [column for column, sort in sorts.items() if sort is Sort.YEAR]
        if any(
            above.get(column) is Sort.KEY and read_header(self.view.line(head)[column]).key is Role.PERIOD
            for column in numbers
        ):
            return True  # 年份 over 2019, 数值 over 2112
        return all(above.get(column) in (Sort.PERIOD, Sort.YEAR) for column in numbers)

    def _names(self, row: int, sorts: dict[int, Sort]) -> bool:
        return self.sorts.of(row, min(sorts)) in (Sort.TEXT, Sort.PERIOD, Sort.YEAR)

    def _text_row(self, row: int, sorts: dict[int, Sort]) -> None:
        section = self.open
        if section is None or not section.rows:
            more = section is not None and not section.stated and len(section.heads) < _MOST_LEVELS
            if section is not None and more and not self._is_line(row, sorts):
                section.heads.append(row)
            else:
                self.loose.append(row)
            return
        if again := self._other_level(section, row):
            self._close()
            self.loose = [*again, row]
            return
        same = worded(self.view.line(row)) in map(worded, map(self.view.line, section.heads))
        if same and len(sorts) > 1 and not self._titled_anew():
            self._take_loose(section)
            section.rows.append(BlockRow(row, RowSort.HEAD_AGAIN))
            return
        if not self._is_line(row, sorts) and self._heads_anew(row, sorts):
            if self._repeats_head(section, row) and not self._titled_anew():
                self._take_loose(section)
                section.rows.append(BlockRow(row, RowSort.HEAD_AGAIN))
                return
            self._close()
            self.loose.append(row)
            return
        if not self._is_line(row, sorts) and self._states_words(section, row, sorts):
            self._take_loose(section)
            section.rows.append(BlockRow(row, RowSort.DATA))
            return
        if numbers_columns(self.view.line(row)):
            section.rows.append(BlockRow(row, RowSort.NUMBERING))
            return
        self.loose.append(row)

    def _figure_row(self, row: int) -> None:
        section = self.open
        if section is not None and section.rows and self._belongs(section, row):
            self._take_loose(section)
            section.rows.append(BlockRow(row, RowSort.DATA))
            return
        if section is None or section.rows:
            heads, between = self._heads_above(row)
            titles = [one for one in self.loose if one not in heads and one not in between]
            self._begin(heads, titles)
            if between:
                self.loose = between
                self._take_loose(self.sections[-1])
        assert self.open is not None
        if self.open.stated and not self.open.rows:
            self._take_loose(self.open)
        self.open.rows.append(BlockRow(row, RowSort.DATA))

    def _belongs(self, section: Section, row: int) -> bool:
        """Whether a row of figures goes on with the section: nothing between begins another table, no total ends it."""
        return not self._trailing_heads(self.loose) and not self._ends_with_total(section, row)

    def _ends_with_total(self, section: Section, row: int) -> bool:
        """Whether a total and an empty row are right above, and no total below: figures on the side belong to nothing."""
        last = section.rows[-1].row
        if row - last < 2 or self.loose or section.stated or section.rows[-1].sort is not RowSort.DATA:
            return False
        if not self._is_total(last):
            return False
        above = [one for one in section.rows if one.sort is RowSort.DATA]
        below = self.view.rows[bisect_right(self.view.rows, row) :]
        return len(above) > 2 and not any(map(self._is_total, below))

    def _is_total(self, row: int) -> bool:
        return any(map(is_total, list(self.view.line(row).values())[:2]))

    def _heads_above(self, figures: int) -> tuple[list[int], list[int]]:
        """The head rows above the present row of figures, and the lines between them and it (headings, names without figures)."""
        heads = self._trailing_heads(self.loose)
        if heads:
            return self._first_of_repeated(heads)
        kept = self.loose
        for count in range(1, min(_MOST_BETWEEN, len(kept)) + 1):
            row = kept[-count]
            line = self.view.line(row)
            numbered = Sort.FIGURE in self.sorts.row(row).values()
            if not numbered and len(line) != 1:
                break
            heads = self._trailing_heads(kept[:-count])
            sorts = [sort for one in heads for sort in self.sorts.row(one).values()]
            if any(sort in (Sort.KEY, Sort.PERIOD, Sort.YEAR) for sort in sorts) or self._over(
                heads, figures
            ):
                return heads, kept[-count:]
        return [], []

    def _first_of_repeated(self, heads: list[int]) -> tuple[list[int], list[int]]:
        """The head rows where they stand for the first time above all figures, and what is between there and here."""
        said = [worded(self.view.line(row)) for row in heads]
        above = [row for row in self.loose if row < heads[0]]
        for start in range(len(above) - len(heads) + 1):
            first = above[start : start + len(heads)]
            if [worded(self.view.line(row)) for row in first] == said:
                return first, [row for row in self.loose if row > first[-1]]
        return heads, []

    def _over(self, heads: list[int], figures: int) -> bool:
        """Whether a row of words stands over most columns of a row of figures."""
        sorts = self.sorts.row(figures)
        columns = [column for column, sort in sorts.items() if sort in (Sort.FIGURE, Sort.YEAR, Sort.BLANK)]
        return any(
            3 * sum(column in self.view.line(row) for column in columns) >= 2 * len(columns) >= 6
            for row in heads
        )

    def _trailing_heads(self, loose: Sequence[int]) -> list[int]:
        """The text rows right above the present one that head columns: the last run of rows that are no lines."""
        heads: list[int] = []
        for row in reversed(loose):
            sorts = self.sorts.row(row)
            gap = heads and heads[0] - row > 2
            if (
                self._is_line(row, sorts)
                or Sort.FIGURE in sorts.values()
                or gap
                or len(heads) >= _MOST_LEVELS
                or self.forced.get(row) in (Role.TITLE, Role.NOTE, Role.GROUP)
            ):
                break
            heads.insert(0, row)
        return heads

    def _take_loose(self, section: Section) -> None:
        """Lines between rows of figures: notes, headings of groups, 续表."""
        section.rows.extend(BlockRow(row, self._sort_of_line(section, row)) for row in self.loose)
        self.loose = []

    def _sort_of_line(self, section: Section, row: int) -> RowSort:
        """What a line between rows of figures is."""
        line = self.view.line(row)
        text = next(iter(line.values()))
        if self.forced.get(row) is Role.GROUP:
            return RowSort.GROUP
        if self.forced.get(row) is None and numbers_columns(line):
            return RowSort.NUMBERING
        if len(line) > 1 and self._repeats_head(section, row):
            return RowSort.HEAD_AGAIN
        if self.forced.get(row) is None and Sort.FIGURE in self.sorts.row(row).values():
            return RowSort.DATA
        if self.forced.get(row) is not None or len(line) > 1 or len(text) > MOST_TEXT:
            return RowSort.NOTE
        if CONTINUED.match(text) or is_unit_line(text):
            return RowSort.NOTE
        if NOTE.match(text):
            # ① 经济发展 heads a group
            return RowSort.GROUP if text[0] in "①②③④⑤⑥⑦⑧⑨" else RowSort.NOTE
        if looks_like_region(text) and self._names_regions(section, row):
            return RowSort.DATA
        return RowSort.GROUP

    # what rows are

    def _is_line(self, row: int, sorts: dict[int, Sort]) -> bool:
        """Whether a row is a line of text: a title, a line of units, a note, a heading, and heads no columns."""
        line = self.view.line(row)
        if len(line) == 1:
            ((column, text),) = line.items()
            left, right = self.view.span(row, column)
            if sorts[column] is Sort.KEY:
                alone = not self._has_neighbours_below(row) or self._headed_below(row, column)
                # Economy below the whole head is a heading of rows
                return alone or (text.isascii() and self._headed_above(row, column))
            if len(text) > _LONG or NOTE.match(text) or _TITLE.match(text) or is_unit_line(text):
                return True
            first = self.first_column
            # one head over some columns beside the names
            if left > first and (right > left or sorts[column] is Sort.PERIOD) and self._head_below(row):
                return is_line_of_meaning(text)
            return True
        if self._is_meta_row(row):
            return True
        if self._is_title_with_unit(row, sorts):
            return True
        texts = [column for column, sort in sorts.items() if sort is Sort.TEXT]
        return len(texts) == len(line) and self._titles_of_bands(row, line)

    def _is_title_with_unit(self, row: int, sorts: dict[int, Sort]) -> bool:
        """Whether a row is a title with its line of units at the right of the same row, a head below."""
        (first, title), *rest = self.view.line(row).items()
        return (
            len(rest) == 1
            and is_unit_line(rest[0][1])
            and sorts[first] is Sort.TEXT
            and first <= self.first_column
            and not looks_like_region(title)
            and self._head_below(row)
        )

    @cached_property
    def first_column(self) -> int:
        """The first column of the sheet with content in two rows."""
        seen: dict[int, int] = {}
        for row in self.view.rows:
            for column in self.view.line(row):
                seen[column] = seen.get(column, 0) + 1
        return min((column for column, times in seen.items() if times > 1), default=1)

    def _headed_below(self, row: int, column: int) -> bool:
        """Whether the row below has a word of heads in the same column: 行政区划 over 县区 is a title."""
        below = self._next_row(row)
        return (
            below is not None and column in self.view.line(below) and self.sorts.of(below, column) is Sort.KEY
        )

    def _headed_above(self, row: int, column: int) -> bool:
        """Whether the row right above is a head with a word for names in the same column, and periods beside it."""
        above = self.sorts.row(row - 1)
        return above.get(column) is Sort.KEY and any(
            sort in (Sort.PERIOD, Sort.YEAR) for sort in above.values()
        )

    def _has_neighbours_below(self, row: int) -> bool:
        below = self._next_row(row)
        return below is not None and len(self.view.line(below)) > 1 and not self._is_meta_row(below)

    def _is_meta_row(self, row: int) -> bool:
        line = self.view.line(row)
        if self._gives_units(row, self.sorts.row(row)):
            return True
        if len(line) == 2:
            label, said_of_it = line.values()
            if label.endswith((":", "：")) and is_line_of_meaning(label + said_of_it):
                return True
        said = [is_line_of_meaning(text) for text in line.values()]
        return any(said) and all(
            meant
            or self.sorts.of(row, column) is Sort.UNIT
            or (self.sorts.of(row, column) is Sort.PERIOD and _date_alone(text))
            for meant, (column, text) in zip(said, line.items(), strict=True)
        )

    def _head_below(self, row: int) -> bool:
        below = self._next_row(row)
        return below is not None and len(self.view.line(below)) > 1

    def _next_row(self, row: int) -> int | None:
        index = bisect_right(self.view.rows, row)
        return (
            self.view.rows[index]
            if index < len(self.view.rows) and self.view.rows[index] - row <= 2
            else None
        )

    def _titles_of_bands(self, row: int, line: dict[int, str]) -> bool:
        """Whether texts are titles of tables side by side: each over the first head of one, none merged, none beside."""
        if any(self.view.bottom(row, column) != row for column in line):
            return False
        places = [self._first_below(row, column) for column in line]
        below = [place for place in places if place is not None]
        if len(below) < len(places) or self._next_row(row) != min((one for one, _ in below), default=0):
            return False
        return all(
            self.sorts.of(head, column) is Sort.KEY and column + 1 in self.view.line(head)
            for head, column in below
        ) and sum(len(self.view.line(head)) for head in {one for one, _ in below}) >= 2 * len(line)

    def _first_below(self, row: int, column: int) -> Place | None:
        """The first place with content in the three rows below one: the tables' heads need not begin in the same row."""
        rows = (one for one in range(row + 1, row + 4) if column in self.view.line(one))
        return next(((one, column) for one in rows), None)

    def _heads_anew(self, row: int, sorts: dict[int, Sort]) -> bool:
        """Whether a row below figures is the head of another table, or the same head again."""
        keys = sum(sort is Sort.KEY for sort in sorts.values())
        periods = sum(sort in (Sort.PERIOD, Sort.YEAR) for sort in sorts.values())
        if keys and (keys + periods > 1):
            return True
        line = self.view.line(row)
        heads = [read_header(line[column]) for column, sort in sorts.items() if sort is Sort.KEY]
        if len(sorts) > 1 and any(head.key in NAMED and not head.weak for head in heads):
            return True
        first = min(sorts)
        return periods > 1 and sorts[first] is not Sort.TEXT

    def _repeats_head(self, section: Section, row: int) -> bool:
        said = worded(self.view.line(row))
        heads = [worded(self.view.line(one)) for one in section.heads]
        return said in heads or any(
            set(said.values()) <= set(one.values()) and len(said) > 1 for one in heads
        )

    def _other_level(self, section: Section, row: int) -> list[int]:
        """The rows of the head repeated right above a row that is another lower level of it: a new table under the same years."""
        again: list[int] = []
        for one in reversed(section.rows):
            if one.sort is not RowSort.HEAD_AGAIN:
                break
            again.insert(0, one.row)
        fewer = 0 < len(again) < len(section.heads)
        if not fewer or min(self.view.line(row)) <= min(self.view.line(again[0])):
            return []
        del section.rows[-len(again) :]
        return again

    def _titled_anew(self) -> bool:
        """Whether a line since the last row of figures gives what follows a title or a unit of its own; 续表 denies it."""
        if self.loose and any(map(CONTINUED.match, self.view.line(self.loose[-1]).values())):
            return False
        for row in self.loose:
            texts = list(self.view.line(row).values())
            if any(CONTINUED.match(text) for text in texts):
                continue
            if any(not NOTE.match(text) or is_unit_line(text) for text in texts):
                return True
        return False

    def _states_words(self, section: Section, row: int, sorts: dict[int, Sort]) -> bool:
        """Whether a row without a figure still states something: a name, and words where the table has figures."""
        if len(sorts) < 2:
            return False
        figures = self._figure_columns(section)
        named = [column for column, sort in sorts.items() if sort is Sort.TEXT and column not in figures]
        told = [column for column in sorts if column in figures]
        return bool(named) and (
            bool(told) or not any(NOTE.match(text) for text in self.view.line(row).values())
        )

    def _figure_columns(self, section: Section) -> set[int]:
        found: set[int] = set()
        for one in section.rows[:40]:
            if one.sort is RowSort.DATA:
                found.update(
                    column
                    for column, sort in self.sorts.row(one.row).items()
                    if sort in (Sort.FIGURE, Sort.YEAR, Sort.WORDS, Sort.BLANK)
                )
        return found


def _date_alone(text: str) -> bool:
    head = read_header(text)
    return head.period is not None and head.role is None and head.measure is None


def _repeats(years: list[int]) -> bool:
    """Whether the years are the same run over and over: 2020 2025 2020 2025."""
    size = len(set(years))
    return size < len(years) and len(years) % size == 0 and years == years[:size] * (len(years) // size)
