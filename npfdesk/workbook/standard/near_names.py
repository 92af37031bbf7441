"""Names near a known one: heads, settings and sheets that say a known name with a word more, or misspell it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from npfdesk.plan.names import fold
from npfdesk.plan.periods import find_period
from npfdesk.workbook.standard.sheet_columns import SHEET_OF, SheetForm

_MORE_WORDS: Final = frozenset(
    {
        "", "年", "份", "度", "年份", "年度", "名", "名称", "名字", "值", "数", "数值", "数据", "地区", "区域", "指标", "产业", "规划",
        "计划", "目标", "所属", "所在", "对应", "计量", "情景", "方案", "说明", "信息", "级", "单位", "期末", "的",
        "name", "names", "value", "values", "region", "indicator", "plan", "plan's", "the", "year",
    }
)  # fmt: skip
"""What a name may say besides the known one without meaning something else."""
_OTHER_NAMES: Final = frozenset({"责任单位", "牵头单位", "配合单位", "填报单位", "数据单位"})
"""Names that end as a known one does and mean something else."""
_DATED: Final = frozenset({"base", "target", "stretch", "reached"})
"""Columns whose heads may name the year of their figures."""
_BRACKETED: Final = re.compile(r"[(\[【][^()\[\]【】]{0,20}[)\]】]")
_HARMLESS: Final = re.compile(r"[(\[【](?:|必填|选填|可选|可空|required|optional|(?:19|20|21)\d\d年?)[)\]】]")
_MARKS: Final = re.compile(r"[*:_.、\-]+")
_ALIKE: Final = 0.85
_MOST_LETTERS: Final = 40


class NearName(NamedTuple):
    """The key that a name is near to, and the year that it names besides (0: none)."""

    key: str
    year: int = 0


def near_column(form: SheetForm, text: str) -> NearName | None:
    """The column of a sheet that a head is near to (2020年基期值, 上级地区, 目标年份); None where it is none or two."""
    if len(text) > _MOST_LETTERS or fold(text) in _OTHER_NAMES:
        return None
    found = find_period(text)
    year = found.period.year if found is not None and found.period.is_year else 0
    said = fold(text)
    if year:
        written = next(
            one for one in (f"{year}年度", f"{year}年", str(year)) if one in said or one == str(year)
        )
        said = said.replace(written, "", 1)
    key = _near(said, form.key_of_header)
    if key is None or (year and key not in _DATED):
        return None
    return NearName(key, year)


def near_setting(text: str, known: Mapping[str, str]) -> str | None:
    """The setting that a key is near to, of those known by their folded names; None where it is none or two."""
    return _near(fold(text), known) if len(text) <= _MOST_LETTERS else None


def near_sheets(text: str) -> tuple[SheetForm, ...]:
    """The sheets that a name is near to (历史数据, 目标表, Target), the longest known name in it before all others."""
    said = fold(text)
    if len(said) > _MOST_LETTERS:
        return ()
    held = {
        spelling: form
        for spelling, form in SHEET_OF.items()
        if said.startswith(spelling) or said.endswith(spelling)
    }
    longest = max(map(len, held), default=0)
    forms = [form for spelling, form in held.items() if len(spelling) == longest]
    forms.extend(SHEET_OF[one] for one in _misspelt(said, SHEET_OF))
    return tuple({form.key: form for form in forms}.values())


def _near(said: str, known: Mapping[str, str]) -> str | None:
    """The key of the one known name that a folded text is, but for words that add nothing and slips of the pen."""
    said = _HARMLESS.sub("", said)
    if _BRACKETED.search(said):
        # a bracket may name a unit, which no other column would tell
        return None
    said = _MARKS.sub("", said)
    if said in known:
        return known[said]
    held = {
        spelling: key
        for spelling, key in known.items()
        if len(spelling) > 1
        and (
            (said.startswith(spelling) and said[len(spelling) :] in _MORE_WORDS)
            or (said.endswith(spelling) and said[: -len(spelling)] in _MORE_WORDS)
        )
    }
    longest = max(map(len, held), default=0)
    keys = {key for spelling, key in held.items() if len(spelling) == longest}
    if not keys and f"{said}值" in known:
        return known[f"{said}值"]  # 目标 for 目标值
    if not keys:
        keys = {known[one] for one in _misspelt(said, known)}
    return keys.pop() if len(keys) == 1 else None


def _misspelt(said: str, known: Iterable[str]) -> list[str]:
    """Latin names that a text misspells; Chinese ones are too short to tell."""
    if not (said.isascii() and len(said) > 3):
        return []
    return difflib.get_close_matches(said, [one for one in known if one.isascii()], n=2, cutoff=_ALIKE)
