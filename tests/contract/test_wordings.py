"""Every wording of a target cell that the contract lists: read, judged, exported, written and read back as the same."""

import csv
import hashlib
import io
import math
from dataclasses import dataclass, replace

import pytest
from docx import Document
from openpyxl import load_workbook

from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.judgement import judge
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_targets
from npfdesk.plan.exchange import Exchange, pack, unpack
from npfdesk.plan.kinds import Direction, Kind
from npfdesk.plan.merge import merge
from npfdesk.plan.records import saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from npfdesk.plan.target_text import parse_target
from npfdesk.report.material import Material, Provenance
from npfdesk.report.projection_table import csv_report
from npfdesk.report.word_paper import word_report
from npfdesk.report.workbook_report import workbook_report
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.standard.sheet_layout import write_standard
from npfdesk.workbook.writing.amendments import amendments
from npfdesk.workbook.writing.patch import save_into_workbook
from tests.report.materials import MOMENT
from tests.workbook.writing.test_patch import AUTHOR

BLUE, YELLOW, ORANGE, RED, GREY = Status.BLUE, Status.YELLOW, Status.ORANGE, Status.RED, Status.GREY


@dataclass(frozen=True)
class Said:
    """An indicator of a made plan, with figures of 2020 and 2025 (synthetic)."""

    name: str
    unit: str
    kind: Kind
    figures: tuple[float, ...]
    direction: Direction = Direction.UP


OUTPUT = Said("产值", "亿元", Kind.LEVEL, (5000.0, 7200.0))
POWER = Said("电耗", "亿元", Kind.LEVEL, (40.0, 31.0), Direction.DOWN)
SHARE = Said("占比", "%", Kind.RATIO, (30.0, 34.0))
# what is reached in each of the years 2021 to 2025
FLOW = Said("新增就业", "万人", Kind.FLOW, (100.0, 104.0))
RATE = Said("工业增速", "%", Kind.RATE, (6.0, 6.5))
JUMP = Said("产业产值", "亿元", Kind.LEVEL, (3600.0, 7200.0))
SHORT = Said("税收收入", "亿元", Kind.LEVEL, (1000.0, 1400.0))
LOW = Said("年产值", "亿元", Kind.LEVEL, (1.0, 2.2))
POUNDS = Said("Turnover", "£", Kind.LEVEL, (1e9, 1.2e9))

# indicator, what the cell says, measure, how it binds, figure to reach, colour in the target's year
WORDINGS = [
    (OUTPUT, "8000", "level", "exact", 8000, YELLOW),
    (OUTPUT, "8,000", "level", "exact", 8000, YELLOW),
    (OUTPUT, "８０００", "level", "exact", 8000, YELLOW),
    (OUTPUT, "1.2万", "level", "exact", 12000, ORANGE),
    *(
        (OUTPUT, text, "level", "at_least", 7000, BLUE)
        for text in (
            "7000以上", "不低于7000", "≥7000", "超7000", "突破7000", "达到7000以上", "at least 7000", "7000+",
        )
    ),
    *((POWER, text, "level", "at_most", 30, YELLOW) for text in ("不超过30", "30以下", "30以内", "≤30", "at most 30")),
    *((SHARE, text, "level", "about", 35, YELLOW) for text in ("35左右", "约35", "35上下", "~35", "about 35")),
    (LOW, "3.0以上，力争3.5以上", "level", "at_least", 3, YELLOW),
    (LOW, "力争3.5以上", "level", "none", None, GREY),
    *((SHORT, text, "level", "exact", 1500, YELLOW) for text in ("新增500", "增加500", "+500", "累计新增500")),
    (OUTPUT, "累计100以上", "level", "at_least", 100, BLUE),
    (LOW, "1-2", "level", "range", 1.5, YELLOW),
    (LOW, "3～4", "level", "range", 3.5, YELLOW),
    (SHARE, "全覆盖", "level", "exact", 100, ORANGE),
    (JUMP, "翻一番", "level", "exact", 7200, BLUE),
    (JUMP, "翻两番", "level", "exact", 14400, ORANGE),
    (SHORT, "增长15%以上", "growth", "at_least", 1150, BLUE),
    (SHORT, "年均增长8%", "growth", "exact", 1000 * 1.08**5, YELLOW),
    (RATE, "8%", "growth", "exact", 8, YELLOW),
    (SHARE, "34（2025）", "level", "exact", 34, BLUE),
    *(
        (SHARE, text, "level", "assigned", None, GREY)
        for text in ("完成省下达任务", "控制在省下达目标以内", "assigned")
    ),
    (SHORT, "年均增长6%", "growth", "exact", 1000 * 1.06**5, BLUE),
    (SHORT, "6% per annum", "growth", "exact", 1000 * 1.06**5, BLUE),
    (SHORT, "累计增长20%", "growth", "exact", 1200, BLUE),
    (POWER, "下降15%", "growth", "exact", 34, BLUE),
    (POWER, "比2020年下降18%", "growth", "exact", 40 * 0.82, BLUE),
    (POWER, "reduce by 50%", "growth", "exact", 20, ORANGE),
    # 101, 102, 103, 104 and 104 in 2025 come to 514
    *((FLOW, text, "sum", "exact", 520, BLUE) for text in ("〔520〕", "[520]", "五年累计520")),
    (FLOW, "累计100以上", "sum", "at_least", 100, BLUE),
    (FLOW, "年均新增110", "sum", "exact", 550, YELLOW),
    (SHARE, "高于全省平均", "relative", "at_least", None, GREY),
    (SHORT, "与经济增长同步", "relative", "exact", None, GREY),
    (SHARE, "不低于全国水平", "relative", "at_least", None, GREY),
    (SHARE, "保持稳定", "qualitative", "none", None, BLUE),
    (SHARE, "稳步提升", "qualitative", "none", None, BLUE),
    (SHARE, "持续下降", "qualitative", "none", None, RED),
    (SHARE, "零增长", "qualitative", "none", None, BLUE),
    *(
        (SHARE, text, "qualitative", "none", None, GREY)
        for text in ("保持在合理区间", "各年度视情提出", "TBD")
    ),
    (SHARE, "保持全省前三", "rank", "at_most", 3, GREY),
    (SHARE, "top 3", "rank", "at_most", 3, GREY),
    (SHORT, "1500左右，年均增长6.5%左右", "level", "about", 1500, YELLOW),
    (SHORT, "年均增长5%，力争6%", "growth", "exact", 1000 * 1.05**5, BLUE),
    (POWER, "≤25（完成省下达任务）", "level", "at_most", 25, ORANGE),
    (SHARE, "22±1", "level", "range", 22, RED),
    (RATE, "6%-7%", "growth", "range", 6.5, BLUE),
    (LOW, "≥3.0", "level", "at_least", 3, YELLOW),
    (SHARE, "at least 95%", "level", "at_least", 95, ORANGE),
    (LOW, "up to 4", "level", "at_most", 4, BLUE),
    (LOW, "between 3 and 4", "level", "range", 3.5, YELLOW),
    (POWER, "net zero", "level", "exact", 0, ORANGE),
    (POWER, "halve", "level", "exact", 20, ORANGE),
    (JUMP, "double", "level", "exact", 7200, BLUE),
    (POUNDS, "£1.2bn", "level", "exact", 1.2e9, BLUE),
    (SHARE, "34*", "level", "exact", 34, BLUE),
]  # fmt: skip
NOTHING = ["", "—", "-", "/", "…", "N/A"]


def workbook(path, said, text):
    """A standard workbook of one indicator, its figures up to 2025 and one target cell."""
    first, last = said.figures
    figures = {"2020": first, **{str(2020 + year): first + year for year in range(1, 5)}} if said is FLOW else {"2020": first}  # fmt: skip
    if said is RATE:
        figures = {"2020": first, **{str(year): last for year in range(2021, 2025)}}
    rows = {
        "Plan": [
            {"key": key, "value": value}
            for key, value in (
                ("title", "逐句"), ("city", "市"), ("base year", 2020), ("target year", 2025), ("horizon", 2026),
            )
        ],
        "Regions": [{"name": "市"}],
        "Indicators": [
            {
                "name": said.name,
                "code": "x",
                "unit": said.unit,
                "kind": closed_lists.KIND_WORDS[said.kind][0],
                "direction": closed_lists.DIRECTION_WORDS[said.direction][0],
                "decimals": 1,
            }
        ],
        "Targets": [{"region": "市", "indicator": said.name, "target": text, "target year": 2025}],
        "Data": [{"region": "市", "indicator": said.name, **figures, "2025": last}],
    }  # fmt: skip
    years = sorted(int(year) for year in {**figures, "2025": last})
    assert write_standard(path, rows, {"Data": years}, "zh") is None
    return read_workbook(path)


KEY = TargetKey(SeriesKey("市", "", "x"), 2025)
CASES = pytest.mark.parametrize(
    ("said", "text", "measure", "kind", "figure", "colour"), WORDINGS, ids=[f"{one[0].name} {one[1]}" for one in WORDINGS]
)  # fmt: skip


def made_of(reading):
    plan = reading.plan
    document = new_document(plan)
    told = Provenance("逐句.xlsx", "ab" * 32, MOMENT)
    return Material(compute(document), tuple(document.scenarios.values()), Rule.PACE, told, "zh")


def typed_in(document, text, parsed):
    """The document with another text in its one target."""
    stated = replace(document.plan.targets[KEY], text=text, parsed=parsed)
    return set_targets(document, {KEY: stated}).apply(document)


@CASES
def test_it_is_read_judged_and_exported(tmp_path, said, text, measure, kind, figure, colour):
    reading = workbook(tmp_path / "a.xlsx", said, text)
    assert reading.status in ("ok", "warnings"), [one.message("zh") for one in reading.problems]
    stated = reading.plan.targets[KEY]
    assert (stated.text, stated.parsed.measure.value) == (text, measure)
    assert stated.parsed.kind.value == kind
    made = made_of(reading)
    (scenario,) = made.scenarios
    judged = judge(made.results, scenario.id, 2025, Rule.PACE)
    position = made.results.scenarios[scenario.id].targets.of_series[KEY]
    reach = float(judged.target[position])
    assert (math.isnan(reach) and figure is None) or reach == pytest.approx(figure)
    assert Status(int(judged.status[position])) is colour
    rows = list(csv.DictReader(io.StringIO(csv_report(made).decode("utf-8-sig"))))
    assert text in {row["target_text"].removeprefix("'") for row in rows}
    book = load_workbook(io.BytesIO(workbook_report(made)))
    for name in ("目标", f"缺口 {scenario.name}"):
        assert text in {cell.value for row in book[name].iter_rows() for cell in row}, name
    document = Document(io.BytesIO(word_report(made)))
    assert text in {cell.text for table in document.tables for row in table.rows for cell in row.cells}


@CASES
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_written_and_read_back_as_the_same(
    tmp_path, language, said, text, measure, kind, figure, colour
):
    reading = workbook(tmp_path / "a.xlsx", said, text)
    assert save_standard(reading.plan, tmp_path / "b.xlsx", language) is None
    again = read_workbook(tmp_path / "b.xlsx")
    assert again.plan.targets[KEY].parsed == reading.plan.targets[KEY].parsed
    assert again.plan.indicators == reading.plan.indicators


@CASES
def test_typed_into_a_workbook_it_reads_as_typed(tmp_path, said, text, measure, kind, figure, colour):
    path = tmp_path / "a.xlsx"
    plan = workbook(path, said, "1").plan
    parsed = parse_target(text, unit=said.unit, name=said.name, indicator_kind=said.kind)
    document = typed_in(new_document(plan), text, parsed)
    found = amendments(path, document, "zh")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert save_into_workbook(path, found.edits, AUTHOR, "zh", added=found.added, opened_as=digest) is None
    again = read_workbook(path).plan
    assert (again.targets[KEY].text, again.targets[KEY].parsed) == (text, parsed)
    # what was saved is no difference any more
    assert restore(again, saved_work(document)).differences == ()


@CASES
def test_it_goes_from_one_to_the_other_and_is_merged(tmp_path, said, text, measure, kind, figure, colour):
    plan = workbook(tmp_path / "a.xlsx", said, "1").plan
    parsed = parse_target(text, unit=said.unit, name=said.name, indicator_kind=said.kind)
    before = new_document(plan)
    theirs = saved_work(typed_in(before, text, parsed))
    exchange = Exchange(theirs, None)
    assert unpack(pack(exchange), "x.npfs") == exchange
    merged = merge(saved_work(before), saved_work(before), theirs)
    assert merged.conflicts == ()
    assert restore(plan, merged.saved).document.plan.targets[KEY].parsed == parsed


@pytest.mark.parametrize("text", NOTHING)
def test_a_mark_for_none_asks_nothing(tmp_path, text):
    reading = workbook(tmp_path / "a.xlsx", SHARE, text)
    assert reading.status == "ok"
    stated = reading.plan.targets.get(KEY)
    assert stated is None or stated.parsed.asks_nothing
