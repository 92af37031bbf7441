"""Shares: which indicators are surely parts of a whole, in %, so that none lies past 100 % or below 0; and what is no less than nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from npfdesk.plan.kinds import Kind
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import fold

WHOLE: Final = 100.0
"""A whole in %."""
SHARE_EDGE: Final = 1e-9
"""How far past its whole a share may lie by the last bits of its figure."""

_BRACKETS: Final = re.compile(r"[（(\[【][^（(\[【）)\]】]*+[）)\]】]")
_SHARES: Final = re.compile(
    r"^[^占]*占.*(?:比重|比例|份额)$|[^占]占比$"
    r"|(?:覆盖|合格|达标|处置|处理|收集|利用|优良|优良天数|参保|(?<!毛)入学|巩固|城镇化|普及|绿化|机械化|失业|贫困发生)(?:率|比率|比例)$"
    r"|shareof|(?:urbani[sz]ation|unemployment|literacy|coverage)rate$|(?:forest|sewerage|health|insurance|5g)coverage$"
)
_NO_PARTS: Final = (
    # what is set against output without being a part of it, what is owned several times, what works above its rating
    (re.compile("债|贷款|存款|信贷|融资|进出口|贸易|资产|市值|杠杆"), "占"),
    (re.compile("电话|手机|移动|宽带"), "普及"),
    (re.compile("产能|开发"), "利用"),
    (re.compile("debt|credit|loan|deposit|trade|export|import|asset"), "shareof"),
)
"""Words that make no part of a whole of what a name says behind them."""
_MAY_PASS: Final = re.compile(
    # what is set against another thing, or against itself of another time
    r"完成率|毛入学|负债|债务|杠杆|抚养比|依存度|存贷比|产销率|自给率|景气|指数|倍|比上年|为上年|相当于|之比"
    r"|grossenrol|completion|debt|leverage|liabilit|dependenc|sufficien|index|comparedwith|ratioof"
)
_NEGATIVE: Final = re.compile(
    r"利润|利税|收益|回报|利差|赤字|盈余|结余|增长|增速|增幅|增量|增减|变化|变动|涨|跌|提高|降低|下降|减少|净|差额|顺差|逆差|余缺|气温"
    r"|profit|margin|return|yield|deficit|surplus|balance|growth|change|increase|decrease|reduction|fall|net|temperature"
)


def is_share(indicator: Indicator) -> bool:
    """Whether an indicator is surely a share of a whole, in %, by its name: 占…比重, 覆盖率, 城镇化率 and the like.

    Ratios that may pass 100 % (debt against GDP, 完成率, 毛入学率, telephones per 100 people, % of last year) are none.
    """
    return indicator.unit == "%" and _named_so(indicator.name)


def in_per_cent(indicator: Indicator) -> bool:
    """Whether an indicator is a ratio in %."""
    return indicator.kind is Kind.RATIO and fold(indicator.unit) == "%"


def may_be_share(indicator: Indicator) -> bool:
    """Whether a ratio in % may be a share of a whole: its name is not that of one which may pass 100 % or be negative."""
    if not in_per_cent(indicator):
        return False
    folded = _bare(indicator.name)
    return not (_is_no_part(folded) or _MAY_PASS.search(folded) or _NEGATIVE.search(folded))


def is_no_less_than_nothing(indicator: Indicator) -> bool:
    """Whether an indicator's figures are amounts, indices or relations that do not fall below 0, by kind and name.

    Profits, balances, changes and the like may; so may percentages that are no shares.
    """
    if indicator.kind is Kind.RATE or (indicator.kind is Kind.RATIO and "%" in fold(indicator.unit)):
        return False
    return indicator.kind is Kind.COUNT or _NEGATIVE.search(_bare(indicator.name)) is None


@lru_cache(maxsize=8192)
def _named_so(name: str) -> bool:
    folded = _bare(name)
    return _SHARES.search(folded) is not None and not _is_no_part(folded)


def _is_no_part(folded: str) -> bool:
    return any(words.search(folded.rpartition(behind)[0]) is not None for words, behind in _NO_PARTS)


def _bare(name: str) -> str:
    return _BRACKETS.sub("", fold(name)).replace("的", "")
