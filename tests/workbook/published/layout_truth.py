"""What a generated layout is made from: a made-up city with made-up figures, and how a figure is planted.

Every figure is a function of the truth's seed, its place, its indicator and its period alone, so that two layouts of
one truth print the same figures wherever they stand.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from npfdesk.plan.periods import Period
from npfdesk.workbook.files.cell_grid import Place

CITIES = ("云溪市", "海棠市", "白沙市", "临泽市", "云岭市")
COUNTIES = (
    "甲山区", "乙水县", "丙河区", "丁塘县", "戊岭县", "己坪市", "庚湾区", "辛桥县", "壬港县", "癸峰区",
)  # fmt: skip
ODD_COUNTIES = ("高新技术产业开发区", "经开区", "滨海新区（滨海区）", "甲山", "乙水")
"""Places whose names no ending tells."""


@dataclass(frozen=True)
class Measured:
    """An indicator of the pool: its unit, the range of a county's figures, decimals.

    `sums` says that counties add up to the city, `falls` that less is better, `stock` that months do not add up.
    """

    name: str
    unit: str
    low: float
    high: float
    decimals: int = 1
    sums: bool = True
    falls: bool = False
    stock: bool = False


POOL = (
    Measured("地区生产总值", "亿元", 100, 900),
    Measured("规模以上工业增加值", "亿元", 30, 400),
    Measured("规上工业企业数", "家", 300, 900, 0, stock=True),
    Measured("高新技术企业数", "家", 40, 290, 0, stock=True),
    Measured("一般公共预算收入", "亿元", 11, 99, 2),
    Measured("社会消费品零售总额", "亿元", 60, 400),
    Measured("固定资产投资", "亿元", 80, 500),
    Measured("常住人口", "万人", 25, 140, stock=True),
    Measured("常住人口城镇化率", "%", 41, 66, 2, sums=False),
    Measured("森林覆盖率", "%", 21, 70, 1, sums=False),
    Measured("研发经费投入强度", "%", 1.1, 3.9, 2, sums=False),
    Measured("居民人均可支配收入", "元", 24000, 70000, 0, sums=False),
    Measured("单位工业增加值能耗", "吨标准煤/万元", 0.3, 1.9, 3, sums=False, falls=True),
    Measured("PM2.5年均浓度", "微克/立方米", 21, 48, 1, sums=False, falls=True),
    Measured("城镇调查失业率", "%", 3.1, 6.4, 1, sums=False, falls=True),
    Measured("粮食产量", "万吨", 12, 95, 2),
    Measured("每万人口发明专利拥有量", "件", 4, 45, 1, sums=False),
    Measured("全员劳动生产率", "万元/人", 9, 39, 2, sums=False),
    Measured("出口总额", "亿美元", 11, 90, 1),
    Measured("5G基站数", "个", 330, 1700, 0, stock=True),
    Measured("全社会用电量", "亿千瓦时", 13, 77, 1),
    Measured("货运量", "万吨", 210, 980, 1),
    Measured("数字经济核心产业增加值占比", "%", 3.3, 14, 1, sums=False),
    Measured("亩均税收", "万元/亩", 11, 44, 1, sums=False),
    Measured("公路通车里程", "公里", 410, 1800, 0, stock=True),
    Measured("千人医疗床位数", "张", 4.1, 9.2, 2, sums=False),
)
FLOWS = (
    Measured("城镇新增就业", "万人", 0.4, 6.5, 2),
    Measured("制造业投资", "亿元", 21, 140),
    Measured("开工建设保障性住房", "套", 410, 1700, 0),
    Measured("新增高技能人才", "万人", 0.3, 2.4, 2),
    Measured("新增养老床位", "张", 130, 880, 0),
)
"""Quantities of each year, whose targets are sums over the plan's years."""
ENGLISH_CITY = "West Moor"
ENGLISH_PLACES = ("Arden", "Brook", "Cliffe", "Dunmore", "Eastleigh")
ENGLISH_POOL = (
    Measured("Gross value added", "£m", 210, 880),
    Measured("Resident population", "thousand", 51, 330, stock=True),
    Measured("Employment rate", "%", 61, 84, 1, sums=False),
    Measured("Homes built", "number", 230, 990, 0),
    Measured("Recycling rate", "%", 31, 58, 1, sums=False),
    Measured("R&D intensity", "%", 1.2, 3.4, 2, sums=False),
)


@dataclass(frozen=True)
class Fact:
    """A planted figure: whose, of what, when; a target or an observation; where it stands.

    `high` is the upper end of a range. `growth` is a rate in % and no level. A fact that is not `needed` may also be
    explained (sums, growth beside levels, what is hidden). `stretch` is the figure of 力争, `total` a sum over the plan's years. `parent` is the region above, where only it tells two apart.
    """

    region: str
    indicator: str
    unit: str
    period: Period
    target: bool
    value: float
    high: float | None = None
    growth: bool = False
    needed: bool = True
    stretch: bool = False
    total: bool = False
    parent: str = ""
    sheet: str = ""
    place: Place = (0, 0)

    @property
    def measure(self) -> str:
        """What the figure is of: level, growth or sum."""
        return "growth" if self.growth else "sum" if self.total else "level"

    def at(self, sheet: str, place: Place) -> Fact:
        """The same fact with its cell."""
        return replace(self, sheet=sheet, place=place)


@dataclass(frozen=True)
class Truth:
    """A city, its counties, indicators, the base and the target year of its plan, and a seed for all figures."""

    city: str
    counties: tuple[str, ...]
    indicators: tuple[Measured, ...]
    base: int
    target: int
    seed: int
    english: bool = False
    odd: str = ""
    """What the last county is called instead, the figures being the same."""

    def name(self, region: str) -> str:
        """What a region is called."""
        return self.odd if self.odd and region == self.counties[-1] else region

    yearlike: bool = False
    """Whether counts look like years (2021 家), as some do."""

    @property
    def plan_name(self) -> str:
        """What the plan's five years are called."""
        return {2025: "“十四五”", 2030: "“十五五”"}[self.target]

    def figure(self, region: str, measured: Measured, period: Period, target: bool = False) -> float:
        """A figure of a county, or of the city (the sum of the counties where the indicator sums)."""
        if region == self.city and measured.sums and self.counties:
            parts = [self.figure(one, measured, period, target) for one in self.counties]
            return round(sum(parts), measured.decimals)
        if self.yearlike and not measured.decimals:
            return float(random.Random(f"{self.seed}|{region}|{period.key}|{target}").randint(1950, 2099))
        dice = random.Random(f"{self.seed}|{region}|{measured.name}")
        level = dice.uniform(measured.low, measured.high)
        pace = dice.uniform(0.01, 0.04) * (-1 if measured.falls else 1)
        own = random.Random(f"{self.seed}|{region}|{measured.name}|{period.key}|{target}")
        value = level * (1 + pace * (period.year - self.base + target)) * own.uniform(0.995, 1.005)
        if not period.is_year:
            # months differ enough to tell a mix-up of two
            value *= own.uniform(0.93, 1.0)
        if measured.sums and not measured.stock and not period.is_year:
            value *= (period.last - period.first + 1) / 12
        value = round(value, measured.decimals)
        # a figure that could be a year is planted on purpose only
        return value + 400 if value == int(value) and 1900 <= value <= 2200 else value

    def growth(self, region: str, measured: Measured, year: int) -> float:
        """The growth on the year before in %, as a column of growth prints it."""
        now, then = (self.figure(region, measured, Period(one)) for one in (year, year - 1))
        return round((now / then - 1) * 100, 2)

    def fact(self, region: str, measured: Measured, period: Period, target: bool = False) -> Fact:
        """The planted figure of a region, an indicator and a period."""
        value = self.figure(region, measured, period, target)
        return Fact(self.name(region), measured.name, measured.unit, period, target, value)


@st.composite
def truths(draw, english: bool = False) -> Truth:
    """A city with two to five counties and two to four indicators."""
    base = draw(st.sampled_from((2020, 2025)))
    seed = draw(st.integers(0, 9999))
    places = ENGLISH_PLACES if english else COUNTIES
    pool = ENGLISH_POOL if english else POOL
    return Truth(
        ENGLISH_CITY if english else draw(st.sampled_from(CITIES)),
        tuple(draw(st.lists(st.sampled_from(places), min_size=2, max_size=5, unique=True))),
        tuple(draw(st.lists(st.sampled_from(pool), min_size=2, max_size=4, unique=True))),
        base,
        base + 5,
        seed,
        english,
        yearlike=draw(st.integers(0, 11)) == 11,
    )


@dataclass
class Hand:
    """Draws every choice of a layout and keeps which of them were risky.

    `daring` is how many risky choices it may still take; a layout without any is plain.
    """

    draw: object
    daring: int = 0
    risks: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)

    def pick(self, name, plain, risky=()):
        """One of the options; the risky ones seldom, and only as many as are left to take."""
        if risky and (not plain or (self.daring > 0 and self.draw(st.integers(0, 3)) == 3)):
            chosen = self.draw(st.sampled_from(tuple(risky)))
            self.daring -= 1
            self.risks.append(f"{name}={chosen}" if chosen is not True else name)
            return chosen
        chosen = self.draw(st.sampled_from(tuple(plain)))
        if chosen not in (False, None, "", 0):
            self.made.append(f"{name}={chosen}" if chosen is not True else name)
        return chosen

    def dares(self, name):
        """Whether a risky decoration is put on."""
        return self.pick(name, (False,), (True,))

    def likes(self, name):
        """Whether a plain decoration is put on."""
        return self.pick(name, (False, True))

    def number(self, low, high):
        """A whole number of low to high."""
        return self.draw(st.integers(low, high))
