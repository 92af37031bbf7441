"""A made-up method, growth that shrinks by a factor every year, from the workbook to the live formula.

``tests/plan/test_methods.py`` has it written into a copy of the program, as CONTRIBUTING.md says, and runs this module
over that copy.
"""

import contextlib
import io
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import npfdesk
from npfdesk.cli import main
from npfdesk.engine.answers.goal_seek import seek
from npfdesk.engine.edits.dragged_end import assumption_reaching
from npfdesk.engine.projection.update import compute
from npfdesk.plan.answer_edits import parameter_of
from npfdesk.plan.document import new_document
from npfdesk.plan.methods import Method
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.report.livebook.live_workbook import TOP
from npfdesk.report.livebook.path_formulas import FIRST_YEAR
from npfdesk.report.method_page import METHOD_TEXTS
from npfdesk.report.workbook_report import workbook_report
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.look.language import set_language
from npfdesk.ui.tables.assumptions import AssumptionModel
from npfdesk.ui.workspace import Workspace
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.sheet_columns import ASSUMPTIONS
from tests.report.materials import material
from tests.report.spreadsheet import Sheets
from tests.workbook.books import write

CITY = SeriesKey("市", "", "output")
ROLE = Qt.ItemDataRole


def figures(growth, factor, years):
    value, found = 100.0, []
    for year in range(years):
        value *= 1 + growth / 100 * factor**year
        found.append(value)
    return found


def near(got, want):
    return abs(got - want) <= 1e-9 * max(1.0, abs(want))


def sheets(growth=10, factor=0.8, method="衰减增长"):
    return {
        "情景": [["情景", "上级"], ["基准", None]],
        "假设": [
            ["情景", "地区", "指标", "方法", "参数", "拐点年", "下限", "上限"],
            ["基准", "市", "产值", method, growth, factor, growth - 2, growth + 2],
        ],
    }


def read(folder):
    """The workbook takes the method by its word and by its key, and tells a factor that cannot be."""
    opened = read_workbook(write(folder / "plan.xlsx", **sheets()))
    assert not [one for one in opened.problems if one.severity == "error"], opened.problems
    ((key, assumption),) = opened.plan.scenarios[0].assumptions.items()
    assert (assumption.method, assumption.value, assumption.midpoint) == (Method("damped"), 10.0, 0.8)
    assert (
        read_workbook(write(folder / "key.xlsx", **sheets(method="damped")))
        .plan.scenarios[0]
        .assumptions[key]
    )
    wrong = read_workbook(write(folder / "wrong.xlsx", **sheets(factor=1.5)))
    assert "bad_factor" in [one.code for one in wrong.problems]
    notes = {one.key: one.note for one in ASSUMPTIONS.columns}
    assert "衰减增长 damped" in notes["method"].zh
    assert "damped: the factor" in notes["midpoint"].en
    return opened


def projected(plan):
    """The path is the formula's; the target is sought and met; an end that is dragged leads to the parameter."""
    document = new_document(plan)
    results = compute(document)
    row, last = plan.row[CITY], plan.column(2020)
    path = results.scenarios["基准"].values[row, last + 1 :]
    assert all(map(near, path, figures(10, 0.8, 10)))
    answer = seek(document, results, "基准", CITY, parameter_of(Method("damped")))
    assert answer.reached
    assert near(answer.before, 10.0)
    assert near(figures(answer.value, 0.8, 5)[-1], 200.0)
    drawn = assumption_reaching(results, "基准", row, figures(15, 0.8, 10)[-1])
    assert (drawn.method, drawn.value, drawn.midpoint) == (Method("damped"), 15.0, 0.8)


def asked(folder):
    """The command line seeks the method's parameter by its key, and by itself where the series is under it."""
    for by in (["--by", "damped"], ["--by", "衰减增长"], []):
        call = [
            "seek",
            str(folder / "plan.xlsx"),
            "--scenario",
            "基准",
            "--region",
            "市",
            "--indicator",
            "产值",
            "--json",
            *by,
        ]
        with contextlib.redirect_stdout(io.StringIO()) as said:
            assert main(call) == 0
        told = json.loads(said.getvalue())
        assert (told["by"], told["reached"]) == ("damped", True), told


def tabled(opened):
    """The table names the method, reads and refuses its cells, drags them, and begins it anew from the past."""
    application = QApplication.instance() or QApplication([])
    set_language("zh")
    model = AssumptionModel(Workspace(Session(LoadedWorkbook(opened.plan, opened.problems))))
    columns = {one.key: at for at, one in enumerate(model.columns) if one.key}
    row = next(at for at in range(model.rowCount()) if model.key_of(at) == AssumptionKey(*CITY))

    def cell(name, role=ROLE.DisplayRole):
        return model.index(row, columns[name]).data(role)

    shown = (cell("method"), cell("value"), cell("midpoint"))
    assert shown == ("衰减增长", "10.0%", "0.8"), shown
    assert model.columns[columns["midpoint"]].grip(row).high == 1.0
    refused = []
    model.refused.connect(refused.append)
    assert not model.setData(model.index(row, columns["midpoint"]), "1.5")
    assert "0 到 1" in refused[-1]
    assert model.setData(model.index(row, columns["midpoint"]), "0.5")
    assert cell("midpoint") == "0.5"
    for name in ("不变", "衰减增长"):
        assert model.setData(model.index(row, columns["method"]), name)
    assert cell("midpoint") == "0.9"
    application.processEvents()


def written(plan):
    """The live workbook computes the same, and its page of methods says how."""
    made = material(plan, scenarios=("基准",))
    book = Sheets(io.BytesIO(workbook_report(made)))
    row, last = plan.row[CITY], plan.column(2020)
    for at, want in enumerate(figures(10, 0.8, 10)):
        assert near(book.figure("路径 基准", TOP + row, FIRST_YEAR + last + 1 + at), want)
    assert "衰减增长" in [name.zh for name, _ in METHOD_TEXTS]


if __name__ == "__main__":
    here = Path(sys.argv[1])
    assert Path(npfdesk.__file__).is_relative_to(here), npfdesk.__file__
    workbook = read(here)
    projected(workbook.plan)
    asked(here)
    tabled(workbook)
    written(workbook.plan)
