"""Messages that carry a grid between two processes: lines of JSON, never pickles; repeated texts are sent once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from npfdesk.plan.problems import Problem
from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridCell, GridSheet, Place, TextForm
from npfdesk.workbook.files.file_problems import FILE_PROBLEMS

_AT_ONCE: Final = 20_000
_KINDS: Final = {str(kind): kind for kind in CellKind}


def lines_of(result: Grid | Problem) -> Iterator[str]:
    """What a reader found, line by line: a line for each sheet and for each lot of its cells, and one that ends."""
    if isinstance(result, Problem):
        yield _line("refused", _written(result))
        return
    # by identity: the reader makes one cell of whatever says the same, and the grid keeps it alive
    known: dict[int, int] = {}
    for sheet in result.sheets:
        shape = [sheet.merged, sheet.hidden, sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)]
        yield _line("sheet", [sheet.name, *shape])
        yield from _cells("cells", sheet.cells, known)
        yield from _cells("covered", sheet.covered, known)
    if result.text_form is not None:
        yield _line("text", [result.text_form.encoding, result.text_form.separator])
    yield _line("loaded", [_written(one) for one in result.warnings])


def _cells(what: str, held: Mapping[Place, GridCell], known: dict[int, int]) -> Iterator[str]:
    cells = list(held.items())
    for start in range(0, len(cells), _AT_ONCE):
        lot = cells[start : start + _AT_ONCE]
        new: list[tuple[str | int, ...]] = []
        said = []
        for _, cell in lot:
            number = known.get(id(cell))
            if number is None:
                number = known[id(cell)] = len(known)
                has_marks = cell.raised or cell.struck or cell.places >= 0
                marks = (cell.raised, cell.struck, cell.places) if has_marks else ()
                new.append((cell.text, cell.kind, *marks))
            said.append(number)
        yield _line(what, [new, [place[0] for place, _ in lot], [place[1] for place, _ in lot], said])


def progress_line(read: int, counted: int) -> str:
    """How far reading has come."""
    return _line("progress", [read, counted])


def trial_line(cells: int) -> str:
    """That the file is read, and what its cells say, so many of them, is being tried."""
    return _line("trial", [cells])


def _line(what: str, content: Any) -> str:
    return json.dumps([what, content], separators=(",", ":"))


def _written(problem: Problem) -> list[Any]:
    return [problem.code, problem.sheet, problem.cell, problem.text, dict(problem.arguments)]


def _problem_from(written: list[Any]) -> Problem:
    code, sheet, cell, text, arguments = written
    # JSON knows no tuples, and a list of names is one
    told = {name: tuple(one) if isinstance(one, list) else one for name, one in arguments.items()}
    return Problem(FILE_PROBLEMS[code], sheet, cell, text, told)


class Receiver:
    """Takes a reader's lines and puts its grid together; `result` stays None until the last line has come."""

    def __init__(self) -> None:
        self.result: Grid | Problem | None = None
        self.progress: tuple[int, int] = (0, 0)
        self.trying = False
        self.cells_tried = 0
        self._sheets: list[GridSheet] = []
        self._text_form: TextForm | None = None
        self._known: list[GridCell] = []
        self._cells: dict[str, dict[Place, GridCell]] = {}

    def take(self, line: bytes) -> str:
        """Take a line; what it was."""
        what, content = json.loads(line)
        if what == "trial":
            self.trying = True
            (self.cells_tried,) = content
        elif what == "progress":
            self.progress = (content[0], content[1])
        elif what == "refused":
            self.result = _problem_from(content)
        elif what == "sheet":
            name, merged, hidden, rows, columns = content
            self._cells = {"cells": {}, "covered": {}}
            blocks = tuple((one[0], one[1], one[2], one[3]) for one in merged)
            self._sheets.append(
                GridSheet(
                    name,
                    self._cells["cells"],
                    blocks,
                    hidden,
                    frozenset(rows),
                    frozenset(columns),
                    self._cells["covered"],
                )
            )
        elif what in ("cells", "covered"):
            new, rows, columns, said = content
            self._known.extend(GridCell(text, _KINDS[kind], *marks) for text, kind, *marks in new)
            known = self._known
            self._cells[what].update(
                zip(zip(rows, columns, strict=True), (known[number] for number in said), strict=True)
            )
        elif what == "text":
            self._text_form = TextForm(*content)
        else:
            warnings = tuple(_problem_from(one) for one in content)
            self.result = Grid(tuple(self._sheets), warnings, self._text_form)
        return str(what)
