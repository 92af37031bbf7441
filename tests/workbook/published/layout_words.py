"""The words of generated layouts: heads of years, titles, unit lines, names with their units, figures as cells say them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from npfdesk.plan.periods import Period
from npfdesk.workbook.files.cell_grid import CellKind
from tests.workbook.published.layout_table import Entry, planted, written
from tests.workbook.published.layout_truth import Fact, Hand, Measured, Truth

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def observed_head(hand: Hand, truth: Truth, year: int, bare: bool) -> str:
    """The head of a column of observations of a year; without `bare` it says that they are."""
    if truth.english:
        return hand.pick(
            "head", (f"Baseline {year}", f"{year} actual"), (f"Baseline (Mar {year})", f"FY{year}")
        )
    said = (f"{year}年", str(year)) if bare else ()
    return hand.pick(
        "head",
        (
            *said, f"{year}年现状", f"{year}年实际", f"{year}年（实际）", f"{year}年完成数", f"{year}年（现状）",
            f"{year}年现状数据", f"{year}年基期值",
        ),
        (
            f"{year}A", f"{year}年快报数", f"{year}年预计完成", f"{year}年实绩（初步）", f"{year}年末", f"{year}\n年现状",
            f"{year}年实际".translate(FULL_WIDTH), f"基期（{year}年）", f"截至{year}年底", f"{year} 年 实 际",
            *((f"{year}年①", f"求和项:{year}年") if bare else ()),
            *((f"“{'十三五' if year == 2020 else '十四五'}”末",) if year in (2020, 2025) else ()),
        ),
    )  # fmt: skip


def target_head(hand: Hand, truth: Truth, year: int, bare: bool) -> str:
    """The head of a column of targets of a year; without `bare` it says that they are."""
    if truth.english:
        return hand.pick("head", (f"{year} target", f"Target {year}"), (f"Goal ({year})",))
    said = (f"{year}年", str(year)) if bare else ()
    return hand.pick(
        "head",
        (
            *said, f"{year}年目标", f"{year}年（目标）", f"{year}年目标值", f"{year}年规划目标", f"{year}年发展目标",
        ),
        (
            f"{year}E", f"{year}年预期", f"{year}年目标（建议）", f"规划目标\n{year}年", f"目标值（{year}年）",
            f"{year}年目标".translate(FULL_WIDTH), f"{year}年建议值", f"{year}年规划", f"求和项:{year}年目标",
            *((f"{truth.plan_name}末目标",) if year == truth.target else ()),
        ),
    )  # fmt: skip


def plan_title(hand: Hand, truth: Truth, about: str) -> tuple[list[str], bool]:
    """The lines of a plan's title, and whether they say that it is a plan's (bare years are then base and target)."""
    if truth.english:
        said = f"{about}, plan {truth.base + 1}-{truth.target}"
        return [hand.pick("title", ("", "Table 3: ", "Annex 1 ")) + said], True
    if hand.dares("no title"):
        return [], False
    start = hand.pick("title", ("", "附件1 ", "表1 ", "专栏1 ", "附表2："), ("附件1：\n", "1-3 "))
    said = f"{start}{truth.city}{truth.plan_name}{about}"
    lines = [said]
    if not start and hand.likes("line above the title"):
        lines.insert(0, hand.pick("line", ("附件1", "附表", "附件2：")))
    if hand.dares("date under the title"):
        lines.append("（2021年6月）")
    return lines, True


def data_title(hand: Hand, truth: Truth, about: str) -> list[str]:
    """The lines of a yearbook's title."""
    return [f"{hand.pick('title', ('', '2-1 ', '表4 ', '表1-3 '))}{about}"]


@dataclass
class Units:
    """Where the units of a table's indicators stand."""

    where: str
    left: str = "（"
    right: str = "）"
    mark: str = ""
    english: bool = False

    def name(self, measured: Measured) -> str:
        """An indicator's name as its head or side cell says it."""
        shown = self.where == "brackets" or (self.where == "money" and measured.unit != "亿元")
        unit = f"{self.left}{measured.unit}{self.right}" if shown else ""
        behind = "\nAnother Name" if self.english else ""
        return f"{self.mark}{measured.name}{unit}{behind}"


def units_of(hand: Hand, truth: Truth, measures: tuple[Measured, ...], down: bool) -> Units:
    """Draw where the units stand; `down` says that the indicators stand in rows."""
    alike = len({one.unit for one in measures}) == 1
    plain = ["brackets", "column" if down else "row", *(["line"] if alike else [])]
    risky = [] if alike else ["lines", *(["money"] if any(one.unit == "亿元" for one in measures) else [])]
    where = hand.pick("units", plain, risky)
    left, right = (
        ("(", ")")
        if truth.english
        else hand.pick("brackets", (("（", "）"), ("(", ")")), (("〔", "〕"), ("\n（", "）")))
    )
    mark = hand.pick("mark on names", ("",), ("▲", "※", "★", "*"))
    return Units(where, left, right, mark, not truth.english and hand.dares("bilingual names"))


def unit_line(hand: Hand, units: Units, measures: tuple[Measured, ...]) -> str:
    """The line above a table that says its unit, where that is where it stands."""
    if units.where == "money":
        return hand.pick("unit line", ("金额单位：亿元", "（金额单位：亿元）"))
    if units.where not in ("line", "lines"):
        return ""
    said = "、".join(dict.fromkeys(one.unit for one in measures))
    return hand.pick(
        "unit line", (f"单位：{said}", f"（单位：{said}）"), (f"计量单位:{said}", f"单位： {said}")
    )


def unit_row(hand: Hand, units: Units, measures: list[Measured]) -> list[str]:
    """The row of units under the heads, one for each column, where that is where they stand."""
    if units.where != "row":
        return []
    return (
        [f"（{one.unit}）" for one in measures]
        if hand.likes("units bracketed")
        else [one.unit for one in measures]
    )


_LEAST = ("{}", "{}以上", "{}左右", "不低于{}", "≥{}", "{}")
_MOST = ("{}", "{}以下", "{}左右", "不超过{}", "≤{}", "{}以内")
_ENGLISH_LEAST = ("{}", "at least {}", "≥{}", "{}+")


@dataclass
class Style:
    """How the figures of a table are written."""

    worded: bool = False
    thousands: bool = False
    blank: str = ""
    words: str = ""
    mark: str = ""
    with_unit: bool = False
    english: bool = False
    count: int = 0

    def observed(self, fact: Fact, falls: bool = False) -> Entry:
        """An observation as a cell."""
        self.count += 1
        if self.blank and self.count % 5 == 2:
            return Entry(self.blank)
        text = self._figure(fact)
        if self.mark.startswith("raised") and self.count % 4 == 1:
            return Entry(text, fact, raised=self.mark[-1])
        if self.mark and self.count % 4 == 1:
            return Entry(f"{text}{self.mark}", fact)
        return Entry(text, fact, CellKind.NUMBER if text == written(fact.value) else CellKind.TEXT)

    def target(self, fact: Fact, falls: bool = False) -> Entry:
        """A target as a cell."""
        self.count += 1
        if self.words and self.count % 6 == 4:
            return Entry(self.words)
        text = self._figure(fact)
        if not self.worded:
            return planted(fact) if text == written(fact.value) else Entry(text, fact)
        if self.count % 7 == 3 and not self.with_unit and not self.english:
            high = round(fact.value * 1.04, 3)
            return Entry(f"{text}-{written(high)}", replace(fact, high=high))
        forms = _ENGLISH_LEAST if self.english else _MOST if falls else _LEAST
        said = forms[self.count % len(forms)].format(text)
        return Entry(said, fact, CellKind.NUMBER if said == written(fact.value) else CellKind.TEXT)

    def _figure(self, fact: Fact) -> str:
        text = f"{fact.value:,.10g}" if self.thousands and fact.value >= 1000 else written(fact.value)
        return f"{text}{fact.unit}" if self.with_unit and fact.unit else text


def style_of(hand: Hand, truth: Truth) -> Style:
    """Draw how a table's figures are written."""
    return Style(
        worded=hand.likes("worded targets"),
        thousands=hand.likes("thousands"),
        blank=hand.pick("blank", ("", "", "—", "-", "/"), ("…", "..", "x", "未公布", "N/A", "no data")),
        words=""
        if truth.english
        else hand.pick("words for a target", ("", "", "", "完成省下达任务", "保持稳定")),
        mark=hand.pick("mark on figures", ("",), ("*", "①", "（预计）", "raised 1")),
        with_unit=hand.dares("units in cells"),
        english=truth.english,
    )


def corner(hand: Hand, truth: Truth) -> str:
    """The head above the regions."""
    if truth.english:
        return hand.pick("corner", ("District", "Local authority", "Area"))
    return hand.pick(
        "corner",
        ("地区", "县（市、区）", "县市区", "县区", "各县（市、区）"),
        ("", "指标\n地区", "单位", "区域", "      指标\n地区", "县 别"),
    )


def indicator_head(hand: Hand, truth: Truth) -> str:
    """The head above the indicators."""
    if truth.english:
        return hand.pick("indicator head", ("Indicator", "Measure"))
    return hand.pick(
        "indicator head", ("指标", "指标名称", "主要指标", "二级指标"), ("指 标", "项目", "名称")
    )


@dataclass
class Times:
    """Periods with their heads."""

    heads: list[str]
    periods: list[Period]
    kinds: dict[str, CellKind] = field(default_factory=dict)


def years(hand: Hand, first: int, last: int) -> Times:
    """The years of a yearbook's table, upwards or the newest first."""
    periods = [Period(year) for year in range(first, last + 1)]
    if hand.pick("newest first", (False, False, True)):
        periods.reverse()
    form = hand.pick("year heads", ("{}年", "{}", "number"), ("{}年度", "{}年末", "{} 年", "{}（年）"))
    if form == "number":
        heads = [str(one.year) for one in periods]
        return Times(heads, periods, dict.fromkeys(heads, CellKind.NUMBER))
    return Times([form.format(one.year) for one in periods], periods)


def months(hand: Hand, year: int, unnamed: bool = False) -> Times:
    """Months, quarters or running totals of a year, each named with its year, or `unnamed` where a title says it."""
    if unnamed and hand.likes("parts without their year"):
        spans = {"1-2月": 2, "一季度": 3, "1-4月": 4, "上半年": 6, "前三季度": 9}
        return Times(list(spans), [Period(year, 1, last) for last in spans.values()])
    what = hand.pick(
        "parts of a year", ("months", "numbered months", "quarters", "running totals"), ("dates", "第")
    )
    if what == "months":
        return Times([f"{year}年{at}月" for at in range(1, 5)], [Period(year, at, at) for at in range(1, 5)])
    if what == "numbered months":
        return Times([f"{year}-{at:02d}" for at in range(1, 5)], [Period(year, at, at) for at in range(1, 5)])
    if what == "dates":
        heads = [f"{year}年{at}月" for at in range(1, 5)]
        return Times(heads, [Period(year, at, at) for at in range(1, 5)], dict.fromkeys(heads, CellKind.DATE))
    if what == "running totals":
        spans = ((1, 2), (1, 3), (1, 4), (1, 5))
        return Times([f"{year}年{a}-{b}月" for a, b in spans], [Period(year, a, b) for a, b in spans])
    quarters = [Period(year, at, at + 2) for at in (1, 4, 7, 10)]
    words = "一二三四"
    lead = "第" if what == "第" else ""
    return Times([f"{year}年{lead}{words[at]}季度" for at in range(4)], quarters)
