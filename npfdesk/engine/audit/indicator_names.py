"""The measure that an indicator's name states, and pairs of indicators found by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np

from npfdesk.engine.audit.printed_figures import FloatArray, IntArray, PrintedFigures, YearTargets
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.regions import Region


@dataclass(frozen=True)
class Measured:
    """An amount by its name: whose (规上工业), what (value_added, output, …) and per what ("" the whole amount)."""

    scope: str
    measure: str
    per: str = ""


@dataclass(frozen=True)
class Share:
    """A share by its name: the part and the whole, in the canonical form of names."""

    part: str
    whole: str


def _words(what: str, chinese: str, english: str) -> tuple[str, re.Pattern[str], re.Pattern[str]]:
    return what, re.compile(chinese), re.compile(rf"\b(?:{english})\b")


_MEASURES: Final = tuple(_words(what, rf"(?:{chinese})$", english) for what, chinese, english in (
    ("value_added", r"增加值", r"value[ -]added"),
    ("output", r"总产值|产值", r"gross output|output value|output"),
    ("revenue", r"主营业务收入|营业收入|营收", r"revenue|turnover"),
    ("tax", r"税收收入|入库税收|税收|税费", r"tax revenue|taxes|tax"),
    ("firms", r"企业数|单位数", r"number of firms|firms|enterprises"),
    ("labour", r"从业人员数?|用工人数|平均用工|就业人数|职工人数", r"employees|employment|labour force"),
    ("land", r"用地面积|建设用地|用地", r"land area|industrial land"),
))  # fmt: skip
"""What is measured and the words for it: at the end of a Chinese name, as words of their own in an English one."""

_PER: Final = (
    _words("land", r"亩均|每亩", r"per mu"),
    _words("labour", r"人均", r"per capita|per head|per worker"),
)
_PRODUCTIVITY: Final = re.compile(r"(?:全员)?劳动生产率$|\blabou?r productivity\b")
_SHARE: Final = re.compile(r"^(?P<part>.[^占]*)占(?P<whole>.*?)(?:的)?(?:比重|比例|份额|比率|比)$")
_SHARE_ENGLISH: Final = re.compile(
    r"^shareof(?P<part>.+?)in(?P<whole>.+)|^(?P<part2>.+?)shareof(?P<whole2>.+)", re.DOTALL
)
_INCREASE: Final = re.compile(r"^(?P<whose>.*?)(?:累计|净)?(?:新增|净增)(?P<measure>.+)", re.DOTALL)
_COUNTED_PLACES: Final = re.compile(
    r"^(?P<bound>万亿|千亿|五百亿|百亿|十亿)(?:元)?(?:级|以上)?(?P<measure>.*?)(?:大|强)?(?P<place>县|区|市|镇|乡|街道)(?:\([^()]*\))?数$"
)
_BOUNDS: Final[Mapping[str, float]] = MappingProxyType(
    {"万亿": 1e12, "千亿": 1e11, "五百亿": 5e10, "百亿": 1e10, "十亿": 1e9}
)
_NOT_PLAIN: Final = re.compile(r"占|新增|净增|增速|增长|降幅|下降|降低|单位.{1,40}(?:能耗|排放|用水)|平均增")
_NOT_PLAIN_ENGLISH: Final = re.compile(
    r"\b(?:share|growth|new|increase|cut|reduction|rate|ratio|intensity|per (?!mu\b|capita\b|head\b|worker\b))"
)
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_ADMINISTRATIVE: Final = re.compile(
    r"(?:自治县|自治州|自治区|新区|地区|林区|特区|省|市|县|区|州|盟|旗|镇|乡)$"
)
_SEPARATORS: Final = "、,和及与·;&"
WHOLE_REGION: Final = re.compile(r"^全(?:市|省|县|区|国|州|域|旗|盟|镇)")


@lru_cache(maxsize=8192)
def canonical(name: str) -> str:
    """The form in which two names of one indicator are the same: 规模以上 is 规上, 数量 and 个数 are 数."""
    folded = _BRACKETS.sub("", fold(name)).replace("规模以上", "规上").replace("的", "")
    return re.sub(r"(?:数量|个数|家数|总数|户数)$", "数", folded)


_GDP: Final = frozenset({"gdp", "地区生产总值", "生产总值", "国内生产总值", "本地生产总值"})


def same_whole(name: str) -> str:
    """A canonical name under which GDP and 地区生产总值 are one."""
    return "gdp" if name in _GDP else name


@lru_cache(maxsize=8192)
def measured(name: str) -> Measured | None:
    """The measure of an indicator by its name; None where the name states no known measure."""
    english = canonical(name).isascii()
    plain = " ".join(name.casefold().split()) if english else canonical(name)
    if (_NOT_PLAIN_ENGLISH if english else _NOT_PLAIN).search(plain):
        return None
    if _PRODUCTIVITY.search(plain):
        return Measured(_PRODUCTIVITY.sub("", plain).strip(), "value_added", "labour")
    per = ""
    for what, chinese, words in _PER:
        pattern = words if english else chinese
        if pattern.search(plain):
            per, plain = what, pattern.sub("", plain).strip()
            break
    for measure, chinese, words in _MEASURES:
        match = (words if english else chinese).search(plain)
        if match is not None:
            return Measured(
                f"{plain[: match.start()].strip()} {plain[match.end() :].strip()}".strip(), measure, per
            )
    return None


@lru_cache(maxsize=8192)
def share(name: str) -> Share | None:
    """The part and the whole that a name speaks of (工业增加值占GDP比重); None where it is no share's."""
    plain = canonical(name)
    match = _SHARE.match(plain)
    if match is not None:
        return Share(match["part"], match["whole"])
    match = _SHARE_ENGLISH.match(plain)
    if match is None:
        return None
    return Share(match["part"] or match["part2"], match["whole"] or match["whole2"])


@lru_cache(maxsize=8192)
def increase(name: str) -> tuple[str, str] | None:
    """Whose increase and in what (武义、磐安新增规上工业企业数量: 武义、磐安 and 规上工业企业数); None for another name."""
    match = _INCREASE.match(canonical(name))
    return (match["whose"], match["measure"]) if match is not None else None


@lru_cache(maxsize=8192)
def counted_places(name: str) -> tuple[float, str] | None:
    """The bound in yuan and the words before the place (千亿级工业大县数量: 1e11 and 工业); None for another name."""
    match = _COUNTED_PLACES.match(canonical(name))
    return (_BOUNDS[match["bound"]], match["measure"]) if match is not None else None


@lru_cache(maxsize=8192)
def stems(name: str) -> tuple[str, ...]:
    """The forms under which a region is spoken of, the longest first: 武义县, 武义; 金义新区（金东区）: both, and 金东."""
    folded = fold(name)
    forms = {_BRACKETS.sub("", folded), *(inner[1:-1] for inner in _BRACKETS.findall(folded))}
    for form in tuple(forms):
        short = _ADMINISTRATIVE.sub("", form)
        if len(short) >= 2:
            forms.add(short)
    return tuple(sorted(forms, key=len, reverse=True))


def leading_regions(text: str, regions: Sequence[Region]) -> tuple[tuple[Region, ...], str]:
    """The regions that a text begins with (武义、磐安…) and what follows them; none where it begins otherwise."""
    found: list[Region] = []
    rest = text
    while True:
        matches = [
            (stem, region) for region in regions for stem in stems(region.name) if rest.startswith(stem)
        ]
        if not matches:
            break
        stem, region = max(matches, key=lambda match: len(match[0]))
        found.append(region)
        # a class behind the list: 武义、磐安两县, 山区县
        rest = re.sub(r"^(?:[两二三四五六]?(?:县|区|市|地))", "", rest[len(stem) :])
        if not rest or rest[0] not in _SEPARATORS:
            break
        rest = rest[1:]
    return tuple(found), rest


@dataclass(frozen=True, eq=False)
class Pair:
    """Two indicators of the same regions and industries; arrays are (pair,), in the indicators' own units.

    `slack` is the share by which the change of the ratio is uncertain for the rounding of all four figures;
    `years` the years between base and target, `complete` where all four figures are positive and their base years
    agree.
    """

    upper: IntArray
    lower: IntArray
    upper_base: FloatArray
    lower_base: FloatArray
    upper_target: FloatArray
    lower_target: FloatArray
    slack: FloatArray
    years: FloatArray
    complete: IntArray

    @property
    def change(self) -> FloatArray:
        """(u target / l target) / (u base / l base) - 1 (pair,)."""
        with np.errstate(invalid="ignore", divide="ignore"):
            change: FloatArray = (
                self.upper_target / self.lower_target / (self.upper_base / self.lower_base) - 1
            )
        return change


class Catalogue:
    """The indicators by what their names say they measure: the first of each whose formula is not given."""

    def __init__(self, printed: PrintedFigures) -> None:
        self.printed = printed
        self.indicators: dict[Measured, int] = {}
        for place, indicator in enumerate(printed.plan.indicators):
            found = measured(indicator.name)
            if found is not None:
                self.indicators.setdefault(found, place)
        # an English figure per mu or head leaves out whose it is; where there is one scope alone, it is of that
        for one, place in tuple(self.indicators.items()):
            scopes = self.scopes(one.measure) or self.scopes("value_added")
            if one.per and not one.scope and len(scopes) == 1:
                self.indicators.setdefault(Measured(scopes[0], one.measure, one.per), place)

    def scopes(self, measure: str, per: str = "") -> list[str]:
        """Whose figures of that measure the plan has."""
        return [one.scope for one in self.indicators if one.measure == measure and one.per == per]

    def get(self, scope: str, measure: str, per: str = "") -> int | None:
        """The indicator of that measure, None where the plan has none."""
        return self.indicators.get(Measured(scope, measure, per))

    def pair(self, targets: YearTargets, upper: int | None, lower: int | None) -> Pair | None:
        """Two indicators side by side wherever the plan has both series; None where it lacks one of them."""
        if upper is None or lower is None:
            return None
        tables = self.printed.frame.lookup[upper], self.printed.frame.lookup[lower]
        both = (tables[0] >= 0) & (tables[1] >= 0)
        rows, other = tables[0][both], tables[1][both]
        four = targets.base[rows], targets.base[other], targets.figure[rows], targets.figure[other]
        halves = targets.base_half[rows], targets.base_half[other], targets.half[rows], targets.half[other]
        with np.errstate(invalid="ignore", divide="ignore"):
            slack = sum(
                (half / np.abs(one) for half, one in zip(halves, four, strict=True)), np.zeros(len(rows))
            )
            positive = np.logical_and.reduce([one > 0 for one in four])
        agree = (targets.base_year[rows] == targets.base_year[other]) & (
            targets.year > targets.base_year[rows]
        )
        told = np.flatnonzero(positive & agree & np.isfinite(slack))
        return Pair(
            rows, other, *four, slack, (targets.year - targets.base_year[rows]).astype(np.float64), told
        )


def fine(value: float, unit: str) -> str:
    """An implied figure, with as many places as it needs to be told apart: 1.36 亿元/家, 575,375 人."""
    return format_figure(float(value), 0 if abs(value) >= 1000 else 1 if abs(value) >= 100 else 2, unit)
