"""Changes, growths, multiples and sums: 新增500, 年均增长8%, 累计下降12%, 翻一番, 6% per annum, 五年累计1.6以上.

All words are in half width, folded and without blanks; every pattern is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from npfdesk.plan.figure_words import NOT_A_TARGET, figure_range, qualified, stripped, unit_behind
from npfdesk.plan.kinds import Kind
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import LONGEST_TEXT, split_figure, unit_factor
from npfdesk.plan.problems import Problem
from npfdesk.plan.targets import OTHER_WAY, Basis, How, Measure, StatedText, TargetKind

_MULTIPLES: Final = {"一": 2.0, "": 2.0, "1": 2.0, "两": 4.0, "二": 4.0, "2": 4.0, "三": 8.0, "3": 8.0}
_TIMES: Final = {
    "halve": 0.5, "halved": 0.5, "halving": 0.5, "减半": 0.5, "减少一半": 0.5, "下降一半": 0.5, "降低一半": 0.5,
    "倍增": 2.0, "翻倍": 2.0, "翻一倍": 2.0, "double": 2.0, "doubled": 2.0, "doubling": 2.0, "triple": 3.0, "treble": 3.0, "tripled": 3.0, "quadruple": 4.0,
}  # fmt: skip
_ZERO: Final = frozenset({"netzero", "net-zero", "zero", "nil", "净零", "净零排放", "清零", "归零"})
_RISES: Final = (
    "累计新增",
    "累计增加",
    "净增加",
    "净增",
    "新增",
    "增加",
    "新建成",
    "increaseof",
    "increaseby",
    "+",
)
_FALLS: Final = ("累计减少", "减少", "减排")
_RISING: Final = (
    "增长", "增幅", "提高", "提升", "上升", "增加", "递增", "growby", "growthof", "riseby", "riseof", "upby", "raiseby",
)  # fmt: skip
_FALLING: Final = (
    "下降", "降低", "减少", "降幅", "递减", "压减", "reduceby", "reductionof", "cutby", "cutof", "decreaseby", "decreaseof",
    "fallby", "fallof", "downby", "lowerby",
)  # fmt: skip
_COMPOUND: Final = (
    "年均增长", "年均增速", "年均提高", "年均增幅", "年均递增", "年均", "每年", "年增长", "年递增", "同比增长", "同比", "比上年",
    "较上年", "annualgrowthof",
)  # fmt: skip
_A_YEAR: Final = ("perannum", "p.a.", "p.a", "peryear", "ayear", "eachyear", "everyyear", "annually", "/year")
# what English says behind the figure, and how it is said before it
_TURNED: Final = (
    ("annualgrowth", "annualgrowthof"), ("growthrate", "growthof"), ("reduction", "reduceby"), ("decrease", "reduceby"), ("cut", "reduceby"),
    ("lower", "reduceby"), ("fewer", "reduceby"), ("increase", "increaseby"), ("growth", "growthof"),
    ("higher", "growthof"), ("rise", "growthof"),
)  # fmt: skip
_YEARLY_SUMS: Final = (
    "年均新增", "每年新增", "年新增", "年均净增", "每年净增", "年均建成", "每年建成", "年均完成", "每年完成",
)  # fmt: skip
_YEARLY: Final = ("年均", "每年")
_PERIOD: Final = re.compile(
    r"(?P<period>(?:十[一二三四五六七八九]?五)(?:规划)?(?:时期|期间|期内|期)?|[五5]年(?:期间|内|间)?|规划期内?)?"
    r"(?P<total>累计|合计|共计|总计)?(?:完成|实现)?"
)
_ADDED: Final = ("净新增", "新增", "净增", "新建", "建成", "完成", "实现", "达到", "达", "为")
_FLOW_NAME: Final = re.compile(
    r"新增|净增|新建|新开|新设|新引进|新签|招商|引资|利用外资|投资(?!强度|率|占|比|密度|者|机构|环境)|开工|竣工|到位资金"
    r"|newjobs|jobscreated|homesbuilt|newhomes|completions|investment"
)
_GROWTH_NAME: Final = re.compile(
    r"(?:增速|增长率|增长速度|增幅|增长|growthrate|growth)(?:\([^()]{0,40}\))?$|growthof"
)
_CUT_NAME: Final = re.compile(r"(?:降幅|降速|下降率|降低率|减少率|下降|降低)(?:\([^()]{0,40}\))?$")
_DOUBLED: Final = re.compile(
    r"(?:[五5]年(?:内|间)?|规划期内?|期间|总量|规模)?(?:实现)?翻(?P<times>一|两|二|三|1|2|3|)番"
)
_FOLD: Final = re.compile(r"(?:增长|增加|提高|扩大)(?P<times>[0-9]{1,3}(?:\.[0-9]{1,3})?|[一二两三四五])倍")
_ENGLISH_NUMERALS: Final = {"two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "ten": 10.0}
_TIMES_AS_MUCH: Final = re.compile(
    r"(?P<times>two|three|four|five|six|ten|[2-9]|10)(?:-?fold(?:increase)?|[x×])|[x×](?P<by>[2-9]|10)"
)
_NUMERALS: Final = {"一": 1.0, "二": 2.0, "两": 2.0, "三": 3.0, "四": 4.0, "五": 5.0}
_FRACTION: Final = re.compile(
    r"(?P<opening>by|reduction|下降|降低|减少|压减|增长|提高|增加)(?:约)?"
    r"(?P<part>aquarter|onequarter|athird|onethird|half|ahalf|onehalf|twothirds|threequarters|afifth|onefifth|atenth|onetenth"
    r"|[二三四五]分之[一二三四])$"
)
_PARTS: Final = {
    "aquarter": 25.0, "onequarter": 25.0, "athird": 100 / 3, "onethird": 100 / 3, "half": 50.0, "ahalf": 50.0, "onehalf": 50.0,
    "twothirds": 200 / 3, "threequarters": 75.0, "afifth": 20.0, "onefifth": 20.0, "atenth": 10.0, "onetenth": 10.0,
}  # fmt: skip
_COVERED: Final = re.compile(r"(?:100%?)?全覆盖|fullcoverage")


@dataclass(frozen=True)
class Subject:
    """Of what a target is: the indicator's unit, name and kind (None: not known), the measure and basis of its column's head."""

    unit: str = ""
    name: str = ""
    measure: Measure | None = None
    basis: Basis = Basis.ANNUAL
    kind: Kind | None = None

    @cached_property
    def folded(self) -> str:
        """The name's normal form."""
        return fold(self.name[:LONGEST_TEXT])

    @cached_property
    def in_percent(self) -> bool:
        """Whether the unit is %."""
        return bool(fold(self.unit)) and unit_factor("%", self.unit) == 1

    @cached_property
    def own(self) -> str:
        """Whether the indicator is itself a rate in %: "growth", "cut", or "" where it is none."""
        if self.kind is Kind.RATE:
            return "cut" if _CUT_NAME.search(self.folded) else "growth"
        if not self.in_percent and fold(self.unit):
            return ""
        if _GROWTH_NAME.search(self.folded):
            return "growth"
        return "cut" if _CUT_NAME.search(self.folded) else ""

    @cached_property
    def is_flow(self) -> bool:
        """Whether the indicator is a flow; where no kind is known, by its name: 新增就业, 投资."""
        if self.kind is not None:
            return self.kind is Kind.FLOW
        return not self.in_percent and not self.own and _FLOW_NAME.search(self.folded) is not None


def read_change(words: str, about: Subject) -> StatedText | Problem:
    """A target with a figure: a change of any kind, a sum, a range, or the figure itself."""
    words = _with_percent(words)
    number, kinds = stripped(words)
    for one in (_multiple(number, kinds), _fixed(number, kinds, about)):
        if one is not None:
            return one
    yearly = next((one for one in _A_YEAR if words.endswith(one) and len(words) > len(one)), "")
    words = _turned(words.removesuffix(yearly))
    if yearly:
        return _each_year(words, about)
    if (opening := next((one for one in _YEARLY_SUMS if words.startswith(one)), "")) and not about.own:
        return _summed(words.removeprefix(opening), about, "step")
    if (found := _over_the_years(words, about)) is not None:
        return found
    if (made := figure_range(words, _unit_of_bare(about))) is not None:
        return made if isinstance(made, Problem) else _as_the_column(made, words, about)
    if (changed := _changed(words, about)) is not None:
        return changed
    if about.measure is Measure.GROWTH and unit_behind(words) in ("", "%"):
        read = qualified(words, "%")
    else:
        read = qualified(words, about.unit)
    return read if isinstance(read, Problem) else _as_the_column(read, words, about)


def _with_percent(words: str) -> str:
    """Of a quarter and a third their percent: reduce by a quarter is reduce by 25%, 下降三分之一 as 下降33.33%."""
    match = _FRACTION.search(words)
    if match is None:
        return words
    part = match.group("part")
    share = _PARTS.get(part)
    if share is None:
        below, _, above = part.partition("分之")
        share = 100 * _NUMERALS[above] / _NUMERALS[below]
    return f"{words[: match.start('part')]}{share:.10g}%"


def _turned(words: str) -> str:
    """50% reduction as reduce by 50%."""
    ending, opening = next((one for one in _TURNED if words.endswith(one[0])), ("", ""))
    if words.endswith(f"or{ending}"):
        return words  # 20% or higher is a bound
    return opening + words.removesuffix(ending) if ending and words[:1].isdigit() else words


def _multiple(number: str, kinds: set[TargetKind]) -> StatedText | None:
    if len(kinds) > 1:
        return None
    kind = next(iter(kinds), TargetKind.EXACT)
    times: float | None = _TIMES.get(number)
    if match := _DOUBLED.fullmatch(number):
        times = _MULTIPLES[match.group("times")]
    elif match := _TIMES_AS_MUCH.fullmatch(number):
        said = match.group("times") or match.group("by")
        written = split_figure(said)
        times = _ENGLISH_NUMERALS.get(said) if written is None else written.value
    elif match := _FOLD.fullmatch(number):
        said = match.group("times")
        written = split_figure(said)
        times = 1.0 + (_NUMERALS[said] if written is None else written.value)
    return None if times is None else StatedText(kind, number, "multiple", times)


def _fixed(number: str, kinds: set[TargetKind], about: Subject) -> StatedText | None:
    """全覆盖 of a share, and net zero."""
    if kinds:
        return None
    if _COVERED.fullmatch(number) and about.in_percent:
        return StatedText(TargetKind.EXACT, number, "figure", 100.0)
    return StatedText(TargetKind.EXACT, number, "figure", 0.0) if number in _ZERO else None


def _unit_of_bare(about: Subject) -> str:
    return "%" if about.measure is Measure.GROWTH else about.unit


def _as_the_column(read: StatedText, words: str, about: Subject) -> StatedText:
    """A bare figure under a head that says what its figures are: a growth, or a sum."""
    if about.measure is Measure.SUM:
        return replace(read, measure=Measure.SUM)
    if about.measure is Measure.RANK:
        return replace(read, measure=Measure.RANK)
    if about.kind is Kind.RATE and about.measure is not Measure.LEVEL:
        # 7%左右 of a growth rate is its mean a year over the plan's years
        basis = about.basis if about.measure is Measure.GROWTH else Basis.ANNUAL
        return replace(read, how="figure", measure=Measure.GROWTH, basis=basis)
    ranged = read.kind is TargetKind.RANGE
    if about.measure is not Measure.GROWTH or not (ranged or unit_behind(words) in ("", "%")):
        return read
    how: How = "compound" if about.basis is Basis.ANNUAL else "growth"
    return replace(read, how="figure" if about.own else how, measure=Measure.GROWTH, basis=about.basis)


def _each_year(words: str, about: Subject) -> StatedText | Problem:
    """6% per annum: a growth of every year; an amount is a sum of a flow, a step of all else."""
    openings = [one for one in (*_RISES, *_RISING, *_FALLING) if words.startswith(one)]
    falls = bool(openings) and openings[0] in _FALLING
    rest = words.removeprefix(openings[0]) if openings else words
    return _compound(rest, -1.0 if falls else 1.0, about)


def _compound(words: str, sign: float, about: Subject) -> StatedText | Problem:
    read = _bare_or_range(words, about)
    if isinstance(read, Problem):
        return read
    found = unit_behind(words if read.kind is not TargetKind.RANGE else words[-1:])
    if about.own and found in ("%", ""):
        sign = abs(sign) if about.own == "cut" else sign
        return replace(_signed(read, sign, "figure"), measure=Measure.GROWTH, basis=Basis.ANNUAL)
    if words.rstrip("以上下内左右+").endswith("%"):
        return replace(_signed(read, sign, "compound"), measure=Measure.GROWTH, basis=Basis.ANNUAL)
    if about.is_flow:
        return _summed(words, about, "step")
    return Problem(NOT_A_TARGET, text=words)


def _bare_or_range(words: str, about: Subject) -> StatedText | Problem:
    made = figure_range(words, "%" if "%" in words else about.unit)
    return qualified(words, "", bare=True) if made is None else made


def _summed(words: str, about: Subject, how: How = "figure") -> StatedText | Problem:
    """A sum over the plan's years in the indicator's unit, or an amount for each of them."""
    made = figure_range(words, about.unit)
    read = qualified(words, about.unit) if made is None else made
    return read if isinstance(read, Problem) else replace(read, how=how, measure=Measure.SUM)


def _over_the_years(words: str, about: Subject) -> StatedText | Problem | None:
    """五年累计520, 累计增长20%, 累计100以上 of a flow; None where nothing is said of the years, or a stock is reached."""
    match = _PERIOD.match(words)
    period, total = (match.group("period"), match.group("total")) if match is not None else (None, None)
    if match is None or not (period or total):
        return None
    rest = words[match.end() :]
    if not rest:
        return None
    signs = {**dict.fromkeys(_RISING, 1.0), **dict.fromkeys(_FALLING, -1.0)}
    opening = next((one for one in signs if rest.startswith(one)), "")
    if opening and not rest.removeprefix(opening).startswith(("到", "至")):
        return _grown(rest.removeprefix(opening), opening, signs[opening], about)
    added = next((one for one in _ADDED if rest.startswith(one)), "")
    if about.is_flow or (period and added not in ("新增", "净增", "净新增")):
        return _summed(rest.removeprefix(added), about)
    if period:
        # 五年累计新增500 of a stock is what 累计新增500 says
        return _change(rest.removeprefix(added), 1.0, "increase", about)
    return None


def _grown(words: str, opening: str, sign: float, about: Subject) -> StatedText | Problem:
    """What follows 累计: a growth over the whole time, or a rise or fall in units."""
    if about.own == "growth" and "%" in words and "百分点" not in words:
        # the growth of several years is none of the rates of a year
        return Problem(NOT_A_TARGET, text=opening + words)
    how: How = "increase" if opening == "增加" and "%" not in words else "growth"
    if how == "increase" and about.is_flow:
        return _summed(words, about)
    return _change(words, sign, how, about)


def _changed(words: str, about: Subject) -> StatedText | Problem | None:
    ways: tuple[tuple[tuple[str, ...], float, How], ...] = (
        (_COMPOUND, 1.0, "compound"),
        (_RISES, 1.0, "increase"),
        (_FALLS, -1.0, "change"),
        (_RISING, 1.0, "growth"),
        (_FALLING, -1.0, "growth"),
    )
    if words[:1] in ("-", "−") and words[1:2].isdigit() and words.endswith("%") and _is_amount(about):
        return _change(words[1:], -1.0, "growth", about)  # -50% of emissions in kt
    for openings, sign, how in ways:
        opening = next((one for one in openings if words.startswith(one)), "")
        if not opening or words[len(opening) :].startswith(("到", "至")):
            continue
        rest = words[len(opening) :]
        joined = next((one for one in _RISING + _FALLING if how == "compound" and rest.startswith(one)), "")
        falls = sign < 0 or joined in _FALLING
        rest = rest.removeprefix(joined)
        if how == "compound":
            return _by_the_year(rest, opening, joined, -1.0 if falls else 1.0, about)
        if (about.is_flow or about.measure is Measure.SUM) and opening in ("新增", "累计新增", "净增"):
            # the words repeat the indicator's name, and the figure is its own
            return _as_the_column_or_level(rest, about, opening)
        if about.measure is Measure.GROWTH and unit_behind(rest) in ("", "%"):
            return _growth_of_column(rest, -1.0 if falls else 1.0, about)
        return _change(rest, -1.0 if falls else 1.0, how, about)
    return None


def _is_amount(about: Subject) -> bool:
    return bool(fold(about.unit)) and not about.in_percent and about.measure is None


def _as_the_column_or_level(words: str, about: Subject, opening: str) -> StatedText | Problem:
    if opening == "累计新增":
        return _summed(words, about)
    read = qualified(words, about.unit)
    return read if isinstance(read, Problem) else _as_the_column(read, words, about)


def _growth_of_column(words: str, sign: float, about: Subject) -> StatedText | Problem:
    """下降3% or +3 in a column of growths."""
    read = qualified(words, "%")
    if isinstance(read, Problem):
        return read
    if about.own:
        read = _signed(read, 1.0 if about.own == "cut" else sign, "figure")
    else:
        read = _signed(read, sign, "compound" if about.basis is Basis.ANNUAL else "growth")
    return replace(read, measure=Measure.GROWTH, basis=about.basis)


def _by_the_year(words: str, opening: str, joined: str, sign: float, about: Subject) -> StatedText | Problem:
    """What follows 年均: a growth in %, points a year of a share, or a flow's amount a year."""
    points = unit_behind(words).endswith("百分点")
    rising = joined or opening.removeprefix("年均").removeprefix("每年")
    if points or (joined in ("增加", "减少") and "%" not in words):
        if about.own:
            return Problem(NOT_A_TARGET, text=words)
        read = qualified(words, about.unit)
        return read if isinstance(read, Problem) else _signed(read, sign, "step")
    if not rising and opening in _YEARLY and not about.own and "%" not in words:
        return _summed(words, about, "step") if about.is_flow else Problem(NOT_A_TARGET, text=words)
    return _compound(words, sign, about)


def _change(words: str, sign: float, how: How, about: Subject) -> StatedText | Problem:
    """An increase or a growth: in the indicator's own unit or in points an increase, in % else a growth.

    Of an indicator in %, 增加5% adds five points and 增长5% grows it by a twentieth. Of one that is itself a rate
    of growth or of a cut the words repeat its name, and the figure is its own.
    """
    made = figure_range(words, about.unit if about.own else "%" if "%" in words else about.unit)
    if isinstance(made, Problem):
        return made
    parsed = qualified(words, "", bare=True) if made is None else made
    if isinstance(parsed, Problem):
        return parsed
    found = unit_behind(words) if made is None else "%" if words.endswith("%") else ""
    if about.own and found in ("%", ""):
        if about.own == "cut" and sign > 0 and how != "increase":
            # 增长5% of a cut: does the cut grow, or what is cut?
            return Problem(NOT_A_TARGET, text=words)
        own = _signed(parsed, abs(sign) if about.own == "cut" else sign, "figure")
        basis = Basis.TOTAL if about.own == "cut" else Basis.ANNUAL
        return replace(own, measure=Measure.GROWTH, basis=basis)
    if found == "%" and (how == "growth" or not about.in_percent):
        return replace(_signed(parsed, sign, "growth"), measure=Measure.GROWTH, basis=Basis.TOTAL)
    measured = qualified(words, about.unit) if made is None else made
    if isinstance(measured, Problem):
        return measured
    return _signed(measured, sign, "increase" if how == "increase" else "change")


def _signed(parsed: StatedText, sign: float, how: How) -> StatedText:
    figure, low, high = (
        None if one is None else sign * one for one in (parsed.figure, parsed.low, parsed.high)
    )
    kind = parsed.kind
    if sign < 0:
        # "cut by 18 % or more" leaves at most the rest
        kind = OTHER_WAY.get(kind, kind)
        low, high = high, low
    return replace(parsed, figure=figure, low=low, high=high, how=how, kind=kind)
