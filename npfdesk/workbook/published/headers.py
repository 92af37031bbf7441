"""Header cells: the role of their column, or the year, base or target, unit and indicator that they name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from npfdesk.plan.names import fold
from npfdesk.workbook.published.printed_names import plain_name, split_unit, tidy, unit_of
from npfdesk.workbook.published.recognition import Role
from npfdesk.workbook.published.vocabulary import BASE, FILLERS, ROLE_OF, STRETCH, TARGET, WEAK

_GROWTH: Final = re.compile(
    r"(?:年均|年度|五年|累计|累积|期间|时期|平均|比|较|增长速度|增长率|增长|增速|增幅|增加值?|增减|增量|净增|变化|变动|差额|幅度|率|值|量|情况|年|或|和|及|目标|规划|预期|实际"
    r"|annual|average|growth|rate|cagr|change|increase|cumulative|of|the|per|yearly|total|p\.?a\.?)+"
)
_GROWTH_WORD: Final = re.compile(
    r"年均|增长|增速|增幅|增量|净增|增减|累计|变化|变动|差额|growth|cagr|change|increase|annual"
)
_QUOTES: Final = re.compile(r"[“”\"'‘’「」『』《》〈〉]")
_SEPARATORS: Final = re.compile(r"[()（）\[\]【】〔〕、,，/\\:：;；·．\-—–~_|+&]|(?<![a-z])\.|\.(?![a-z])")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(?!\d)(?:年度|年末|年底|年)?")
_FIVE_YEARS: Final = re.compile(
    r"十([一二三四五六七八])五(?:规划|计划)?(?:时期|期间)?(?:期末|末期|末年|末|期|终期)?"
    r"|(1[0-8])th(?:fyp|five-?year(?:plan)?(?:period)?)"
)
_CHINESE_YEAR: Final = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
_DIGITS: Final = {
    ord(letter): str(index if index < 10 else 0) for index, letter in enumerate("〇一二三四五六七八九零○")
}


@dataclass(frozen=True)
class HeaderText:
    """The content of a header: the column's role, or a year (0: none), base or target, a unit, an indicator.

    `role` is BASE, TARGET or STRETCH where the words say so of figures; `growth` where the figures are rates derived
    from others; `label` is what is left: an indicator's name.
    """

    role: Role | None = None
    year: int = 0
    unit: str = ""
    label: str = ""
    growth: bool = False
    weak: bool = False

    @property
    def heads_figures(self) -> bool:
        """Whether figures are below it."""
        return bool(self.year) or self.role in (Role.BASE, Role.TARGET, Role.STRETCH)

    @property
    def says(self) -> bool:
        """Whether anything of it is known."""
        return self.role is not None or bool(self.year) or self.growth


def header_key(text: str) -> str:
    """A header, folded and without separators between its words."""
    return _SEPARATORS.sub("", _QUOTES.sub("", fold(text)))


def years_in(text: str) -> tuple[int, ...]:
    """The years that a text names, in order; a five-year plan counts as its last year (“十四五” is 2025)."""
    said = _arabic(unicodedata.normalize("NFKC", tidy(text)).casefold())
    said = re.sub(r"\s", "", said)
    years = [int(found.group(1)) for found in _YEAR.finditer(said)]
    return tuple(years) or tuple(_end(found) for found in _FIVE_YEARS.finditer(_QUOTES.sub("", said)))


def period_in(text: str) -> tuple[int, int] | None:
    """Base and target year of the plan that a title names: “十四五” is 2020 to 2025, 2021—2025年 too; else None."""
    said = re.sub(r"\s", "", _QUOTES.sub("", _arabic(unicodedata.normalize("NFKC", text).casefold())))
    if match := _FIVE_YEARS.search(said):
        return _end(match) - 5, _end(match)
    spans = re.search(r"(?<!\d)((?:19|20|21)\d\d)年?[-—–~至到]+((?:19|20|21)\d\d)(?!\d)", said)
    if spans and int(spans.group(1)) < int(spans.group(2)):
        first, last = int(spans.group(1)), int(spans.group(2))
        # a plan for 2021–2025 counts from 2020, one that says 2020–2025 does so, too
        return (first - 1 if (last - first) % 5 == 4 else first), last
    return None


def _end(match: re.Match[str]) -> int:
    if match.group(1):
        return 2005 + 5 * ("一二三四五六七八".index(match.group(1)) + 1)
    return 2010 + 5 * (int(match.group(2)) - 11)


def _arabic(text: str) -> str:
    return _CHINESE_YEAR.sub(lambda found: found.group().translate(_DIGITS), text)


_LIKELY: Final = re.compile(
    "(?:19|20|21|１９|２０|２１)[0-9０-９]{2}|[一二][〇○零]|十[一二三四五六七八]\\s*五|th|"
    + "|".join(
        sorted({word for word in (*BASE, *TARGET, *STRETCH) if word.isalpha()}, key=len, reverse=True)
    ),
    re.IGNORECASE,
)


def may_head(text: str) -> bool:
    """Whether a cell can be a header: a quick check that saves most cells the full one."""
    return len(text) <= 80 and (
        _LIKELY.search(text) is not None or header_key(split_unit(text)[0]) in ROLE_OF
    )


@lru_cache(maxsize=8192)
def read_header(text: str) -> HeaderText:
    """Parse one header cell."""
    shown = tidy(text)
    if not shown or len(shown) > 80:
        return HeaderText(label=shown)
    name, unit = split_unit(shown)
    if not name and unit:
        return HeaderText(unit=unit)
    bare = re.sub(r"[(（\[【]\s*(?:计量)?(?:单位|unit)s?\s*[)）\]】]", "", name, flags=re.IGNORECASE)
    for key in (header_key(name), header_key(bare)):
        role = ROLE_OF.get(key)
        if role is not None:
            return HeaderText(role, unit=unit, weak=key in WEAK)
    key = header_key(bare)
    if key.endswith(("属性", "约束性", "预期性")) and len(key) <= 12:
        return HeaderText(Role.DUTY)
    if re.search(r"(?:责任|牵头|负责|主管|配合|实施)(?:单位|部门|科室|处室)", key):
        return HeaderText(Role.IGNORED)
    return _figures(bare, unit) or HeaderText(unit=unit, label=plain_name(bare))


def _figures(name: str, unit: str) -> HeaderText | None:
    """A header that names years, bases or targets; None where it does none of it."""
    said = _arabic(_QUOTES.sub("", unicodedata.normalize("NFKC", name)))
    years = [int(found.group(1)) for found in _YEAR.finditer(said)]
    rest = _YEAR.sub("", said)
    if not years:
        found = _FIVE_YEARS.search(said) or _FIVE_YEARS.search(re.sub(r"\s", "", said.casefold()))
        if found:
            years, rest = [_end(found)], found.string[: found.start()] + found.string[found.end() :]
    year = years[-1] if years else 0
    plain = _SEPARATORS.sub("", rest.casefold())
    if len(set(years)) > 1 and not any(word in plain for word in ("目标", "target")):
        return HeaderText(growth=True, unit=unit)
    squeezed = re.sub(r"\s", "", plain)
    if squeezed and _GROWTH.fullmatch(squeezed) and _GROWTH_WORD.search(squeezed):
        return HeaderText(growth=True, unit=unit)
    phase, left = _without_words(squeezed)
    if not left:
        return HeaderText(phase, year, unit) if year or phase else None
    phase, label = _edges(rest if years else name, bool(years))
    if not year and phase is None:
        return None
    return HeaderText(phase, year, unit, plain_name(label))


_WORDS: Final[tuple[tuple[str, Role | None], ...]] = tuple(
    sorted(
        [
            *((word, Role.STRETCH) for word in STRETCH),
            *((word, Role.BASE) for word in BASE),
            *((word, Role.TARGET) for word in TARGET),
            *((word, None) for word in FILLERS),
        ],
        key=lambda pair: -len(pair[0]),
    )
)


def _without_words(text: str) -> tuple[Role | None, str]:
    """Which of base, target and stretch the words say, and what is left of them."""
    phase: Role | None = None
    while text:
        found = next(((word, role) for word, role in _WORDS if text.startswith(word)), None)
        if found is None:
            break
        # 力争目标 is a stretch and 基期 beside 规划 a base
        if found[1] is not None and (phase is None or found[1] is Role.STRETCH):
            phase = found[1]
        text = text[len(found[0]) :]
    return phase, text


_EDGE_WORDS: Final = tuple(
    sorted(
        [(word, Role.STRETCH) for word in STRETCH]
        + [(word, Role.BASE) for word in BASE if len(word) > 1 and word not in ("完成", "预计", "status")]
        + [(word, Role.TARGET) for word in TARGET if word not in ("规划", "计划", "plan", "任务")],
        key=lambda pair: -len(pair[0]),
    )
)


def _edges(text: str, dated: bool) -> tuple[Role | None, str]:
    """Base or target words taken from both ends of a label; the label keeps its own writing."""
    label, phase = text.strip(" ()（）-—:：、,，"), None
    for word, role in _EDGE_WORDS:
        if label.casefold().endswith(word) and len(label) > len(word):
            label, phase = label[: -len(word)], role
            break
    for word, role in _EDGE_WORDS:
        if (dated or phase is not None) and label.casefold().startswith(word) and len(label) > len(word):
            label, phase = label[len(word) :], phase or role
            break
    if dated:
        label = re.sub(r"^(?:年末|年底|末|底|全市|的|in |by )", "", label)
    return phase, label.strip(" ()（）-—:：、,，的")


def unit_header(text: str) -> str:
    """The one unit that a line above a table gives for all of it (单位：亿元); "" where it gives none or several."""
    match = re.fullmatch(
        r"[(（]?(?:计量)?(?:单位|units?)\s*[:：]\s*(.+?)[)）]?", tidy(text), flags=re.IGNORECASE
    )
    if match is None or re.search(r"[、,，;；]", match.group(1)):
        return ""
    return unit_of(match.group(1))
