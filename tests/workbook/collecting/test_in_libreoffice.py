"""Forms in LibreOffice: they open, their checks compute, and the hidden sheet survives being saved as .xlsx, .xls and .ods."""

import shutil
import subprocess
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.model import Indicator
from npfdesk.plan.regions import Region
from npfdesk.workbook.collecting.collection_index import collection_of
from npfdesk.workbook.collecting.hidden_sheet import FormColumn, ProposalColumn, read_form
from npfdesk.workbook.files.sandbox import read_grid
from tests.forms import fill, issued
from tests.plans import plan, target
from tests.workbook.collecting.test_hidden_sheet import ODD

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
REGIONS = (Region("city", "市"), Region("county", "县", parent="city"))
KINDS = {
    "level": Indicator("level", "产值", unit="亿元", rollup=RollUp.SUM),
    "count": Indicator("count", "企业数", unit="家", kind=Kind.COUNT, decimals=0),
    "share": Indicator("share", "森林覆盖率", unit="%", kind=Kind.RATIO),
    "ratio": Indicator("ratio", "利润率", unit="%", kind=Kind.RATIO),
    "rate": Indicator("rate", "增速", unit="%", kind=Kind.RATE),
    "bare": Indicator("bare", "甲指数", kind=Kind.INDEX),
    "new": Indicator("new", "新指标", unit="万元/人", kind=Kind.RATIO),
}
PASTS = {
    "level": {2022: 100, 2023: 105, 2024: 110},
    "count": {2023: 30, 2024: 31},
    "share": {2023: 60.0, 2024: 60.5},
    "ratio": {2023: 8.0, 2024: 8.4},
    "rate": {2023: 6.0, 2024: 5.5},
    "bare": {2024: 70},
    "new": {},
}


def a_plan(codes=tuple(KINDS)):
    data = {("county", "", code): PASTS[code] for code in codes}
    targets = [target(("county", "", code), "120以上", unit=KINDS[code].unit) for code in ("level", "new")]
    return plan(data, regions=REGIONS, indicators=tuple(KINDS.values()), targets=targets)


def saved_by_libreoffice(paths, folder, suffix):
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", suffix, "--outdir", str(folder / suffix), *map(str, paths)],
        check=True,
        capture_output=True,
        timeout=300,
    )  # fmt: skip
    return {path.name: folder / suffix / f"{path.stem}.{suffix}" for path in paths}


def test_the_checks_answer_to_what_is_entered(tmp_path):
    cases = [
        ("level", 114.5, None, "✓ 已填"),
        ("level", None, None, "○ 待填"),
        ("level", "  ", None, "○ 待填"),
        ("level", "约114", None, "✕ 不是数字"),
        ("level", 1145000, None, "! 单位是否为亿元"),
        ("level", 0.0115, None, "! 单位是否为亿元"),
        ("level", 160, None, "! 与2024年相差较大"),
        ("level", 160, "并入开发区", "✓ 已说明"),
        ("level", -3, None, "! 小于0"),
        ("count", 33, None, "✓ 已填"),
        ("count", 33.5, None, "! 应为整数"),
        ("count", 90, None, "! 与2024年相差较大"),
        ("share", 61.2, None, "✓ 已填"),
        ("share", 0.612, None, "! 百分数是否写成了小数"),
        ("share", 161, None, "! 大于100"),
        ("ratio", -2, None, "! 与2024年相差较大"),
        ("rate", 5.1, None, "✓ 已填"),
        ("rate", 0.051, None, "! 百分数是否写成了小数"),
        ("rate", -12, None, "! 与2024年相差较大"),
        ("bare", 75, None, "✓ 已填"),
        ("new", 12345, None, "✓ 已填"),
    ]
    _, written = issued(a_plan(), tmp_path / "c")
    form = tmp_path / "c" / written.files["county"]
    cells = {one.asked.series.indicator: one for one in read_form(read_grid(form), form.name).cells}
    paths, checks = [], []
    for number, (code, entry, note, _) in enumerate(cases):
        one = cells[code]
        target_path = tmp_path / f"{number}.xlsx"
        notes = {(one.place.sheet, one.note_cell): note} if note else {}
        paths.append(fill(form, {one.place: entry}, notes=notes, target=target_path))
        checks.append(one.place.cell.replace("J", "K"))
    opened = saved_by_libreoffice(paths, tmp_path, "xlsx")
    found = [
        load_workbook(opened[path.name], data_only=True)["填报表"][check].value
        for path, check in zip(paths, checks, strict=True)
    ]
    assert found == [expected for *_, expected in cases]
    # the head of the sheet and the covering sheet count along
    last = load_workbook(opened["6.xlsx"], data_only=True)
    said = "共7项，已填 1 项，待填 6 项，请核对 1 项"
    assert last["填报表"]["B3"].value == said
    assert said in [cell.value for cell in last["填报说明"]["C"]]


def test_a_proposal_wants_its_reason(tmp_path):
    _, written = issued(a_plan(), tmp_path / "c", in_round=1)
    form = tmp_path / "c" / written.files["county"]
    asked = [one for one in read_form(read_grid(form), form.name).cells if one.asked.asked_for == "proposal"]
    entries = {one.place: "130以上" for one in asked}
    notes = {(asked[1].place.sheet, asked[1].note_cell): "项目已落实"}
    opened = saved_by_libreoffice([fill(form, entries, notes=notes)], tmp_path, "xlsx")[form.name]
    sheet = load_workbook(opened, data_only=True)["目标建议"]
    rows = [sheet[one.place.cell].row for one in asked]
    assert [sheet.cell(row, ProposalColumn.CHECK).value for row in rows] == ["! 请写理由", "✓ 已填"]


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_what_is_hidden_survives_other_kinds_of_file(tmp_path, suffix):
    regions = (Region("city", "市"), *(Region(name, name, parent="city") for name in ODD[:3]))
    indicators = tuple(Indicator(name, name, unit=name[:4]) for name in ODD)
    data = {(one.code, "", name): {2024: 1.5} for one in regions[1:] for name in ODD}
    targets = [target((ODD[0], "", ODD[1]), "3以上")]
    values = replace(plan(data, regions=regions, indicators=indicators, targets=targets), title=ODD[9])
    begun, written = issued(values, tmp_path / "c", in_round=1, due="2026-02-01")
    saved = saved_by_libreoffice(list((tmp_path / "c").iterdir()), tmp_path, suffix)
    for name in written.files.values():
        form = read_form(read_grid(saved[name]), name)
        assert form == read_form(read_grid(tmp_path / "c" / name), name)
        assert form.identity.sound
    assert collection_of(read_grid(saved[written.index]), written.index) == begun.collection


def test_protection_and_rules_survive_being_saved(tmp_path):
    _, written = issued(a_plan(), tmp_path / "c", in_round=1)
    form = tmp_path / "c" / written.files["county"]
    book = load_workbook(saved_by_libreoffice([form], tmp_path, "xlsx")[form.name])
    asked = read_form(read_grid(form), form.name).cells
    assert all(book[name].protection.sheet for name in ("填报说明", "填报表", "目标建议"))
    for one in asked:
        sheet = book[one.place.sheet]
        assert not sheet[one.place.cell].protection.locked
        assert any(one.place.cell in rule.cells for rule in sheet.data_validations.dataValidation)
    sheet = book["填报表"]
    assert sheet.cell(5, FormColumn.QUESTION).protection.locked
    assert sheet.cell(5, FormColumn.CHECK).protection.locked
    assert book["npfdesk"].sheet_state != "visible"
