"""The standard format, defined once: its sheets, their columns, and the allowed content of each cell.

The reader matches sheets by this table; the template and the samples are written from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

from npfdesk.plan.method_description import Cell
from npfdesk.plan.methods import METHODS, Method
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Language, Wording, clauses


@dataclass(frozen=True)
class Column:
    """A column: its key, its header in each language, other headers that are taken, and the note on its head.

    One that is `sparse` is written only where a row says something in it; one that is `dated` holds days, which Excel
    may have as dates.
    """

    key: str
    zh: str
    en: str
    note: Wording
    required: bool = False
    others: tuple[str, ...] = ()
    width: int = 12
    sparse: bool = False
    dated: bool = False

    def header(self, language: Language) -> str:
        """The header in that language."""
        return self.zh if language == "zh" else self.en

    @property
    def is_figure(self) -> bool:
        """Whether a figure or a year belongs into it (the value of a setting may be anything)."""
        return self.key in _FIGURES and not self.dated and (self.key != "value" or self.zh != "值")

    @property
    def holds_figure(self) -> bool:
        """Whether what its cells say is a figure of the plan rather than a name or a remark."""
        return self.key in _FIGURES or self.key in ("map column", "map row")

    @cached_property
    def spellings(self) -> frozenset[str]:
        """Every header by which it is known, folded."""
        return frozenset(fold(one) for one in (self.key, self.zh, self.en, *self.others))


TOTAL: Final = frozenset({"总计", "total"})
"""The folded words with which an industry cell means all industries together and none singly."""

_FIGURES: Final = frozenset(
    {
        "base", "base year", "target", "target year", "stretch", "value", "midpoint", "low", "high", "effect",
        "lag", "multiplier", "decimals", "total", "order", "since", "until", "year", "reached", "figure", "over",
        "points", "cap", "step", "round",
    }
)  # fmt: skip


@dataclass(frozen=True)
class SheetForm:
    """A sheet: its key, its names, its columns, and whether a column for each year (with `periods`: or part of one) follows.

    `to_date` says that a part of a year is the running total up to its end unless the sheet says otherwise.
    """

    key: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    years: bool = False
    periods: bool = False
    to_date: bool = False

    def title(self, language: Language) -> str:
        """The sheet's name in that language."""
        return self.zh if language == "zh" else self.en

    def written(self, said: Collection[str | int]) -> tuple[Column, ...]:
        """The columns to write where the rows say these keys: the sparse ones only where a row says something in them."""
        return tuple(column for column in self.columns if not column.sparse or column.key in said)

    @property
    def spellings(self) -> frozenset[str]:
        """Every name by which it is known, folded."""
        return frozenset(fold(one) for one in (self.key, self.zh, self.en))

    @cached_property
    def key_of_header(self) -> Mapping[str, str]:
        """The key of a column by any of its headers, folded."""
        return MappingProxyType(
            {spelling: column.key for column in reversed(self.columns) for spelling in column.spellings}
        )

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        """The columns by key."""
        return MappingProxyType({column.key: column for column in self.columns})

    @cached_property
    def needed(self) -> frozenset[str]:
        """The keys of the columns without which it cannot be read."""
        return frozenset(column.key for column in self.columns if column.required)


def _column(
    key: str,
    zh: str,
    en: str,
    note_zh: str,
    note_en: str,
    required: bool = False,
    width: int = 12,
    others: tuple[str, ...] = (),
    sparse: bool = False,
) -> Column:
    return Column(key, zh, en, Wording(note_zh, note_en), required, others, width, sparse)


def _method_cell_note(read: Iterable[tuple[Method, Cell | None]]) -> tuple[str, str]:
    """The note of a column: the meaning of its cells for each method that reads them, in Chinese and English."""
    there = [(method, cell.note) for method, cell in read if cell is not None]
    return (
        clauses((f"{method.about.written[0]}{note.zh}" for method, note in there), "zh"),
        clauses((f"{method}: {note.en}" for method, note in there), "en"),
    )


def _region(required: bool = True) -> Column:
    any_zh = "" if required else "；空或 * 为任何地区"
    any_en = "" if required else "; empty or * is any region"
    return _column(
        "region",
        "地区",
        "region",
        f"“地区”表中的名称或代码{any_zh}",
        f"a name or code of the sheet Regions{any_en}",
        required,
        20,
        ("区县", "县区", "县市区", "行政区", "区域"),
    )


def _industry(total: bool = False) -> Column:
    zh = "空或 * 为任何产业；总计 为全部产业合计" if total else "空为全部产业"
    en = "empty or * is any; total is all industries together" if total else "empty is all industries"
    return _column("industry", "产业", "industry", zh, en, width=14)


def _indicator() -> Column:
    return _column(
        "indicator",
        "指标",
        "indicator",
        "“指标”表中的名称或代码",
        "a name or code of the sheet Indicators",
        True,
        36,
    )


_NAME: Final = _column(
    "name", "名称", "name", "显示的名称，不可重复", "the name shown; must be unique", True, 36
)
_CODE: Final = _column(
    "code",
    "代码",
    "code",
    "公式和保存所用的代码；空则用名称",
    "used in formulas and saved work; empty: the name",
    width=26,
)
_ENGLISH: Final = _column(
    "english", "英文", "english", "英文界面和报告所用的名称", "the name used in English", width=44
)
_ENGLISH_NAME: Final = _column(
    "english",
    "英文",
    "english",
    "英文界面所用的名称",
    "the name in the English window",
    width=24,
    sparse=True,
)
_SOURCE: Final = _column(
    "source",
    "出处",
    "source",
    "“出处”表中的编号，可加章节",
    "an id of the sheet Sources, with or without a section",
    width=26,
)
_NOTE: Final = _column("note", "备注", "note", "任何说明", "any remark", width=30)
_PARENT: Final = _column(
    "parent",
    "上级",
    "parent",
    "上级的名称；空为最上级",
    "the name of the parent; empty for the root",
    width=16,
)

_ORDER: Final = _column(
    "order", "次序", "order", "在规划中排第几；空则照各行的先后，排在有次序的之后", "its position in the plan; empty: in the order of the rows, after "
                                                         "those with a number", width=8, sparse=True
)  # fmt: skip
_UNIT: Final = _column(
    "unit", "单位", "unit", "指标的单位；没有“指标”表或表中没有单位时即取它", "the indicator's unit; used where the sheet Indicators gives none", width=10, others=("计量单位",), sparse=True
)  # fmt: skip
_TARGET: Final = _column(
    "target", "目标值", "target", "8000、7000以上、不超过30、35左右、力争3.5以上、新增500、累计100以上、1-2、全覆盖、翻一番、增长15%以上、年均增长8%、完成省下达任务、—", "8000, at least 7000, at most 30, about 35, +500, 1-2, 翻一番, 增长15%以上, 年均增长8%, assigned, —", True, 18, ("目标数", "目标数值", "规划目标", "规划目标值", "规划值", "预期目标", "预期值")
)  # fmt: skip
_TARGET_YEAR: Final = _column(
    "target year", "目标年", "target year", "空则用规划的目标年", "empty: the plan's", width=8, others=("目标期", "完成年份", "达到年份", "实现年份")
)  # fmt: skip
_STRETCH: Final = _column(
    "stretch",
    "力争值",
    "stretch",
    "如 力争3.5以上",
    "such as 力争3.5以上",
    width=14,
    others=("力争目标", "力争目标值", "奋斗目标", "stretch target"),
)
_OWNER_HEADS: Final = ("牵头单位", "责任单位", "牵头部门", "责任部门", "主管部门", "负责单位", "responsible")
_OWNER: Final = _column(
    "owner", "牵头单位", "owner", "牵头的部门", "the department that leads", width=16, others=_OWNER_HEADS, sparse=True
)  # fmt: skip
_TARGET_OWNER: Final = _column(
    "owner", "责任单位", "owner", "空则为该指标的牵头单位", "empty: that of the indicator", width=16, others=_OWNER_HEADS, sparse=True
)  # fmt: skip
_SCENARIO: Final = _column(
    "scenario", "情景", "scenario", "“情景”表中的名称", "a name of the sheet Scenarios", True, 14
)

PLAN: Final = SheetForm(
    "Plan", "规划", "Plan",
    (
        _column("key", "项", "key", "名称 全市 基期 目标年 展望年 首年 协同系数 左右容差 状态规则 速度阈值 结果阈值 时序进度阈值 规划评估阈值 蓝色名称…", "title, city, base year, target year, horizon, first year, synergy, about tolerance, status rule, pace/outcome/schedule/evaluation thresholds, blue label …", True, 16, ("项目", "设置", "设置项", "参数", "item", "setting")),
        _column("value", "值", "value", "该项的值", "its value", True, 60, ("内容", "取值", "设置值", "数值")),
    ),
)  # fmt: skip
INDICATORS: Final = SheetForm(
    "Indicators", "指标", "Indicators",
    (
        _NAME, _CODE, _ENGLISH,
        _column("group", "类别", "group", "在大纲中归入的类别", "the group in the outline"),
        _column("english group", "英文类别", "english group", "英文界面所用的类别", "the group in the English window", width=20, sparse=True),
        _column("unit", "单位", "unit", "如 亿元、%、家、万元/人", "such as 亿元, %, 家, 万元/人"),
        _column("english unit", "英文单位", "english unit", "英文界面所用的单位，如 100 m yuan；数字仍按“单位”读", "the unit used in English, such as 100 m yuan; figures are read by the unit column", width=16, sparse=True),
        _column("kind", "类型", "kind", "总量 level、数量 count、比率 ratio、指数 index、流量 flow、增速 rate；空则按名称、单位和目标推断并提示", "level, count, "
                                                                                                              "ratio, index, "
                                                                                                              "flow or rate; "
                                                                                                              "empty: guessed "
                                                                                                              "from name, unit "
                                                                                                              "and targets, "
                                                                                                              "with a warning"),
        _column("direction", "方向", "direction", "正向 up、负向 down；空则按名称和目标推断并提示", "up (higher is better) or down (lower is "
                                                                               "better); empty: guessed from name and targets, "
                                                                               "with a warning"),
        _column("duty", "属性", "duty", "预期性 expected（默认）、约束性 binding", "expected (default) or binding"),
        _column("rollup", "汇总", "rollup", "合计 sum、加权平均 mean、不汇总 none；总量、数量和流量默认合计（人均、亩均等除外）", "sum, mean or none; default sum for level, count and flow (but not per head or per unit)"),
        _column("weight", "权重指标", "weight", "加权平均所用指标的代码", "code of the indicator that the mean is weighted by", width=14),
        _column("formula", "公式", "formula", "由其他指标的代码计算，如 industry_va / gdp * 100", "computed from the codes of other "
                                                                                    "indicators, such as industry_va / gdp * "
                                                                                    "100", width=40),
        _column("decimals", "小数位", "decimals", "显示的小数位数；空则与所印的数字一样", "decimal places shown; empty: as its figures are printed", width=8),
        _OWNER, _SOURCE, _ORDER,
    ),
)  # fmt: skip
REGIONS: Final = SheetForm(
    "Regions", "地区", "Regions",
    (
        _NAME, _CODE, _ENGLISH, _PARENT,
        _column("role", "角色", "role", "异质系数所用的角色，如 工业大县", "the role used by multipliers", width=14),
        _column("map column", "地图列", "map column", "在示意地图上的第几列，自左起；空则自动排列", "its column on the schematic map, from the left; "
                                                                            "empty: placed automatically", width=8, others=("tile column", "图块列")),
        _column("map row", "地图行", "map row", "在示意地图上的第几行，自上起；空则自动排列", "its row on the schematic map, from the top; empty: "
                                                                      "placed automatically", width=8, others=("tile row", "图块行")),
        _column("benchmark", "对标", "benchmark", "是：只作对照的地区（如全省、外市），不汇总、不排名、不分解", "yes: for comparison only, such as the "
                                                                                 "province or another city; never rolled up, "
                                                                                 "ranked or allocated to", width=8, others=("yardstick", "对标地区", "标杆"), sparse=True),
        _column("since", "起始年", "since", "自该年起存在（如区划调整后新设）；空为一直存在", "exists from this year on, for example after a merge or "
                                                                    "split; empty: from the beginning", width=8, others=("from year", "existing since", "设立年"), sparse=True),
        _column("until", "截止年", "until", "至该年止存在（含该年）；空为一直存在", "exists up to and including this year; empty: to the end", width=8, others=("to year", "existing until", "撤销年"), sparse=True),
        _ORDER,
    ),
)  # fmt: skip
INDUSTRIES: Final = SheetForm(
    "Industries", "产业", "Industries",
    (_NAME, _CODE, _ENGLISH, _PARENT, _column("type", "类型", "type", "异质系数所用的类型，如 现代新兴产业", "the type used by multipliers", width=18), _ORDER),
)  # fmt: skip
TARGETS: Final = SheetForm(
    "Targets", "目标", "Targets",
    (
        _region(), _industry(), _indicator(), _UNIT,
        _column("base", "基期值", "base", "数字，或 91.83（2019）；— 为没有", "a number, or 91.83 (2019); — for none", width=14, others=("基期数值", "基期数据", "基期数", "基期水平", "现状值", "现状数", "现状", "基数", "基准值", "baseline", "baseline value")),
        _column("base year", "基期", "base year", "空则用规划的基期", "empty: the plan's", width=8),
        _TARGET, _TARGET_YEAR, _STRETCH, _TARGET_OWNER,
        _SOURCE, _NOTE,
    ),
)  # fmt: skip
DATA: Final = SheetForm(
    "Data", "数据", "Data", (_region(), _industry(), _indicator(), _UNIT, _SOURCE), years=True, periods=True
)
PROGRESS: Final = SheetForm(
    "Progress", "进度", "Progress",
    (
        _region(), _industry(), _indicator(), _UNIT,
        _column("measure", "口径", "measure", "累计（默认）、当期、同比（%）；当期同比", "to date (default), period, growth (%); period growth", width=8),
        _SOURCE,
    ),
    years=True, periods=True, to_date=True,
)  # fmt: skip
SCENARIOS: Final = SheetForm(
    "Scenarios", "情景", "Scenarios",
    (
        _column("name", "情景", "name", "情景的名称", "the scenario's name", True, 16, ("名称", "scenario")),
        _ENGLISH_NAME,
        _column("parent", "上级", "parent", "继承其全部假设的情景；空为没有", "the scenario whose assumptions it inherits; empty for none", width=16),
        _column("packages", "假设包", "packages", "叠加在上级之上的情景，用；隔开，后面的优先；空为没有", "scenarios laid over the parent, separated by ; (the later one holds); empty for none", width=24, others=("package", "叠加情景"), sparse=True),
        _column("description", "说明", "description", "这一情景说的是什么", "what it is about", width=60),
        _column("colour", "颜色", "colour", "图中的颜色，如 #2f6fde", "its colour in charts, such as #2f6fde", width=12, others=("color",)),
    ),
)  # fmt: skip
ASSUMPTIONS: Final = SheetForm(
    "Assumptions", "假设", "Assumptions",
    (
        _SCENARIO, _region(required=False), _industry(total=True), _indicator(),
        _column("method", "方法", "method", "、".join(f"{one.written[0]} {key}" for key, one in METHODS.items()), " or ".join((", ".join([*METHODS][:-1]), [*METHODS][-1])), True, 12),
        _column("value", "参数", "value", *_method_cell_note((key, one.value) for key, one in METHODS.items()), width=10),
        _column("midpoint", "拐点年", "midpoint", *_method_cell_note((key, one.midpoint) for key, one in METHODS.items()), width=8),
        _column("low", "下限", "low", "参数的下限，用于不确定性，不改变路径", "lower bound of the parameter, for uncertainty", width=8),
        _column("high", "上限", "high", "参数的上限", "upper bound of the parameter", width=8),
        _NOTE,
    ),
    years=True,
)  # fmt: skip
LEVERS: Final = SheetForm(
    "Levers", "抓手", "Levers",
    (
        _column("lever", "抓手", "lever", "抓手的名称；每个受影响的指标一行", "the lever's name; one row for each indicator it affects", True, 28),
        _column("dimension", "维度", "dimension", "如 技术融合、要素流动、政策协同", "such as technology, factors, policy", width=14),
        _indicator(),
        _column("effect", "效应", "effect", "强度 100% 时年增速提高的百分点（比率为每年的点）", "at full intensity, percentage points of annual growth (points a year for a ratio)", True, 10),
        _column("lag", "滞后", "lag", "年数，默认 0", "years, default 0", width=8),
        _NOTE, _SOURCE,
    ),
)  # fmt: skip
LEVER_INTENSITIES: Final = SheetForm(
    "Lever levels", "抓手强度", "Lever levels",
    (_SCENARIO, _column("lever", "抓手", "lever", "“抓手”表中的名称", "a name of the sheet Levers", True, 28), _region(required=False), _industry(total=True)),
    years=True,
)  # fmt: skip
MULTIPLIERS: Final = SheetForm(
    "Multipliers", "异质系数", "Multipliers",
    (
        _column("role or type", "角色/类型", "role or type", "地区的角色或产业的类型", "a region's role or an industry's type", True, 20, ("角色", "类型", "role", "type", "角色或类型")),
        _column("dimension", "维度", "dimension", "抓手的维度", "a dimension of the levers", True, 14),
        _column("multiplier", "系数", "multiplier", "1 为不变", "1 changes nothing", True, 10),
    ),
)  # fmt: skip
SOURCES: Final = SheetForm(
    "Sources", "出处", "Sources",
    (
        _column("id", "编号", "id", "其他表引用的编号", "the id that other sheets refer to", True, 24),
        _column("document", "文件", "document", "文件的全名", "the document's full name", True, 60),
        _column("section", "章节", "section", "章节", "section", width=14),
        _column("date", "日期", "date", "日期", "date", width=12),
        _column("url", "链接", "url", "链接", "link", width=30),
        _ORDER,
    ),
)  # fmt: skip

SCENARIO_TARGETS: Final = SheetForm(
    "Scenario targets", "情景目标", "Scenario targets",
    (_SCENARIO, _region(), _industry(), _indicator(), _UNIT, _TARGET, _TARGET_YEAR, _STRETCH, _TARGET_OWNER, _NOTE),
)  # fmt: skip
"""A scenario's own targets; the sheet exists only where a scenario has some."""

CHECKS: Final = SheetForm(
    "Checks", "核查规则", "Checks",
    (
        _column("check", "核查项", "check", "核查什么，如 三次产业结构之和", "what is checked", width=24, others=("名称", "name")),
        _column("expression", "表达式", "expression", "指标代码或名称与比较，如 abs(一产占比 + 二产占比 + 三产占比 - 100) <= 0.1", "codes or names of indicators with a comparison, such as value_added <= output", True, 56, ("公式", "formula", "rule", "规则")),
        _column("severity", "级别", "severity", "错误 error、警告 warning（默认）、提示 note", "error, warning (default) or note", width=10),
        _column("message", "说明", "message", "不成立时要说的话", "the message where it does not hold", width=40),
        _region(required=False),
        _column("year", "年份", "year", "空为各年都查", "empty: every year", width=8),
    ),
)  # fmt: skip
"""The plan's own checks; the sheet exists only where a plan has some."""

SHARE_GROUPS: Final = SheetForm(
    "Share groups", "比重组", "Share groups",
    (
        _column("name", "名称", "name", "合计为 100% 的一组比重，如 三次产业结构；空为与上一行同组", "shares that add up to 100%, such as the structure "
                                                                          "by sector; empty: the group of the row above", True, 24, ("比重组", "组", "group", "share group")),
        _ENGLISH_NAME,
        _column("member", "成员", "member", "一个以 % 计的比率指标（名称或代码），一行一个，只能属于一组", "an indicator of kind ratio in % (name or code), "
                                                                             "one for each row, in one group only", True, 28, ("指标", "indicator", "share")),
        _column("locked", "锁定", "locked", "是：改动其他成员时保持不变；空：按比例让出", "yes: stays unchanged when another member changes; empty: "
                                                                   "adjusts in proportion", width=10, others=("lock",)),
        _column("total", "合计", "total", "空为 100", "empty: 100", width=8, sparse=True),
    ),
)  # fmt: skip
"""The plan's groups of shares; the sheet exists only where a plan has some."""

SHEETS: Final = (PLAN, INDICATORS, REGIONS, INDUSTRIES, TARGETS, DATA, SCENARIOS, ASSUMPTIONS, LEVERS, LEVER_INTENSITIES, MULTIPLIERS, SOURCES)  # fmt: skip
LOG_SHEET: Final = Wording("修改记录", "Change log")
"""The sheet into which a lossless save enters what it changed; it is no part of the plan."""
COMMITMENTS: Final = SheetForm(
    "Commitments",
    "承诺",
    "Commitments",
    (
        _column("item", "事项", "item", "承诺的内容", "content of the commitment", required=True, width=36),
        _column("target", "目标值", "target", "新增300以上、累计100、突破3000、全覆盖、每年200", "as in a target cell, and also 每年 (every year)", required=True, width=14),
        _column("unit", "单位", "unit", "如 家、个、%", "such as 家, 个, %", width=14),
        _column("target year", "目标年", "target year", "空为规划目标年", "empty: the plan's target year", width=14),
        _column("region", "地区", "region", "空为全市", "empty: the whole city", width=14),
        _column("owner", "责任单位", "owner", "谁负责", "who is responsible", width=20),
        _column("milestone", "节点", "milestone", "年度节点", "milestones", width=24),
        _column("due", "期限", "due", "如 2027-06-30、2027年6月底、2027Q2；空为目标年年底", "such as 2027-06-30, 2027Q2; empty for the end of the target year", width=14, sparse=True),
        _column("state", "状态", "state", "未启动 推进中 滞后 已完成", "not_begun, under_way, late, done", width=14),
        _column("evidence", "佐证", "evidence", "完成的依据", "evidence of completion", width=30),
        _column("source", "出处", "source", "“出处”表中的编号，可加章节", "an id of the sheet Sources", width=26),
        _column("note", "备注", "note", "任何说明", "any remark", width=30),
    ),
)  # fmt: skip
"""What a plan promises besides its indicators; the sheet is optional and read apart."""

VINTAGES: Final = SheetForm(
    "Vintages", "历次公布", "Vintages",
    (
        _region(), _industry(), _indicator(), _UNIT,
        _column("year", "年份", "year", "数值是哪一年的", "the year of the figure", True, 8),
        _column("value", "数值", "value", "这一次公布的数；— 为当时撤回", "the figure as published then; — where it was withdrawn", True, 14, ("公布值", "公布数", "figure")),
        Column("since", "公布日期", "since", Wording("自该日起为这个数：日期、2026-03-21、2026年3月21日；只有年月的按月末，只有年份的按年末；空为不详，排在最先", "the figure "
                                                                                                                  "holds from "
                                                                                                                  "this date "
                                                                                                                  "on: "
                                                                                                                  "2026-03-21; "
                                                                                                                  "a month or "
                                                                                                                  "a year "
                                                                                                                  "alone means "
                                                                                                                  "its last "
                                                                                                                  "day; empty: "
                                                                                                                  "not known, "
                                                                                                                  "before all "
                                                                                                                  "others"), True, ("公布时间", "发布日期", "发布时间", "published", "published on", "date"), 14, dated=True),
        _SOURCE, _NOTE,
    ),
)  # fmt: skip
"""What observed figures were at each publication; the sheet exists only where a plan has some."""

CLOSED_TARGETS: Final = SheetForm(
    "Closed targets", "上期目标", "Closed targets",
    (
        _region(), _industry(), _indicator(), _UNIT,
        _column("base", "基期值", "base", "上期规划的基期值；— 为没有", "the base of the previous plan; — for none", width=14),
        _column("base year", "基期", "base year", "上期规划的基期；空为不详", "the base year of the previous plan; empty: not known", width=8),
        _column("target", "目标值", "target", "当时的写法，如 8000、7000以上、翻一番、年均增长8%", "as it was worded: 8000, at least 7000, 翻一番, 年均增长8%", True, 18),
        _column("target year", "目标年", "target year", "空则为本规划的基期", "empty: the base year of this plan", width=8),
        _column("figure", "应达数", "figure", "目标折合的数；空则由写法和基期值推算，— 为没有", "the target as a figure; empty: from its words and the "
                                                                       "base; — for none", width=12, sparse=True),
        _column("reached", "实绩", "reached", "目标年的实绩，与目标同口径（增速目标为 %）；— 为没有", "the actual in the target year, by the same "
                                                                            "measure as the target (a growth in %); — for none", width=12, others=("完成值", "实际值", "实际完成", "actual")),
        _column("verdict", "结论", "verdict", "达标 met、未达标 missed、缺数 none", "met, missed or none", True, 12, ("完成情况", "result")),
        _column("over", "超出", "over", "超出多少，未达标为负；空则由实绩和应达数推算，— 为不计", "by how much it was exceeded, negative where missed; "
                                                                      "empty: from the actual and the figure; — for none", width=12, sparse=True),
        _SOURCE,
    ),
)  # fmt: skip
"""The targets of the plan before this one with their verdicts; the sheet exists only where a plan has some."""

SCORING: Final = SheetForm(
    "Scoring", "计分", "Scoring",
    (
        _column("name", "项目", "name", "计分项的名称，不可重复；空则为指标的名称", "the name of the scoring rule, must be unique; empty: the name "
                                                              "of the indicator", width=28, others=("名称", "计分项", "item")),
        _indicator(), _industry(),
        _column("points", "分值", "points", "满分是多少分；扣分项也写正数", "the points at full score; positive for a deduction too", True, 8, ("满分", "分数", "full score")),
        _column("rule", "计分办法", "rule", "达标得分：达到目标得满分，否则不得分；按比例：按完成比例，不超过上限；按名次：第一名得满分，每后一名少一个名次差；较上年：不低于上年得满分，低于的按比例", "all "
                                                                                                                        "or "
                                                                                                                        "nothing: "
                                                                                                                        "full "
                                                                                                                        "points "
                                                                                                                        "where "
                                                                                                                        "the "
                                                                                                                        "target "
                                                                                                                        "is "
                                                                                                                        "met; "
                                                                                                                        "proportional: "
                                                                                                                        "by "
                                                                                                                        "the "
                                                                                                                        "share "
                                                                                                                        "reached, "
                                                                                                                        "at "
                                                                                                                        "most "
                                                                                                                        "the "
                                                                                                                        "cap; "
                                                                                                                        "place: "
                                                                                                                        "full "
                                                                                                                        "points "
                                                                                                                        "for "
                                                                                                                        "the "
                                                                                                                        "first, "
                                                                                                                        "one "
                                                                                                                        "step "
                                                                                                                        "less "
                                                                                                                        "for "
                                                                                                                        "each "
                                                                                                                        "rank "
                                                                                                                        "behind; "
                                                                                                                        "last "
                                                                                                                        "year: "
                                                                                                                        "full "
                                                                                                                        "points "
                                                                                                                        "where "
                                                                                                                        "last "
                                                                                                                        "year's "
                                                                                                                        "figure "
                                                                                                                        "is at "
                                                                                                                        "least "
                                                                                                                        "held, "
                                                                                                                        "otherwise "
                                                                                                                        "in "
                                                                                                                        "proportion", True, 12, ("计分方法", "计分方式", "method")),
        _column("cap", "上限", "cap", "最多得多少分；空为分值本身", "the most points that can be scored; empty: the points themselves", width=8, others=("封顶", "most"), sparse=True),
        _column("step", "名次差", "step", "每后一名少多少分，只用于按名次；空为分值除以地区数", "points less for each rank, only for place; empty: the "
                                                                    "points divided by the number of regions", width=8, sparse=True),
        _column("sort", "类别", "sort", "得分（默认）、加分、扣分", "score (default), bonus or deduction", width=10, sparse=True),
        Column(_NOTE.key, _NOTE.zh, _NOTE.en, _NOTE.note, width=_NOTE.width, sparse=True),
    ),
)  # fmt: skip
"""What indicators are worth in a contest between the regions; the sheet exists only where a plan has rules."""

NEGOTIATION: Final = SheetForm(
    "Negotiation", "目标协商", "Negotiation",
    (
        _region(), _industry(), _indicator(), _UNIT, _TARGET_YEAR,
        _column("round", "轮次", "round", "第几轮（一上一下为第 1 轮）：1、2、…", "the round, from 1: a proposal and the reply to it", True, 8, ("轮", "第几轮")),
        _column("side", "上下", "side", "上报 proposal：区县或部门所提；下达 reply：上级的答复", "proposal: from the county or department; reply: from above", True, 8, ("方向", "环节", "上报或下达", "who")),
        _column("target", "所提目标", "target", "与“目标”表的目标值写法相同，如 3000以上、35左右、1-2、年均增长8%", "as in a target cell: at least 3000, about 35, 1-2, 年均增长8%", True, 18, ("目标值", "目标建议", "建议目标", "建议值", "proposed target", "proposal")),
        _column("reason", "理由", "reason", "提出的理由", "the reason given", width=36, others=("原因", "说明", "why")),
        Column("since", "日期", "since", Wording("哪一天提出：2026-03-21、2026年3月21日；只有年月的按月末，只有年份的按年末；空为不详", "the day it was made: 2026-03-21; a month or a year alone means its last day; empty: not known"), others=("提出日期", "来文日期", "date"), width=14, dated=True),
        _column("source", "来文", "source", "所据的来文或填报文件，或“出处”表中的编号", "the letter or the file it came by, or an id of the sheet Sources", width=26, others=("出处", "来源", "文件")),
        _column("settled", "商定", "settled", "是：双方已商定，目标锁定；空：仍在协商", "yes: agreed by both sides, the target is locked; empty: still open", width=8, others=("已商定", "是否商定", "agreed")),
    ),
)  # fmt: skip
"""What counties propose for their targets and the city replies, by rounds; the sheet exists only where a plan has some."""

OPTIONAL_SHEETS: Final = (SCENARIO_TARGETS, PROGRESS, CHECKS, SHARE_GROUPS, VINTAGES, CLOSED_TARGETS, SCORING, NEGOTIATION)  # fmt: skip
"""Sheets that are read like all others but written only where they have rows."""
SHEET_OF: Final[Mapping[str, SheetForm]] = MappingProxyType(
    {spelling: form for form in (*SHEETS, *OPTIONAL_SHEETS) for spelling in form.spellings}
)
"""The form of a sheet by any of its names, folded."""
