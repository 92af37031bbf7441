"""The years of figures, and whether they are bases or targets: by headers, titles and other columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.names import is_blank
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import TargetKind, TargetText
from npfdesk.workbook.published.drafts import Column, TableDraft
from npfdesk.workbook.published.headers import period_in, years_in
from npfdesk.workbook.published.recognition import Role

_QUALIFIED: Final = frozenset(
    {TargetKind.AT_LEAST, TargetKind.AT_MOST, TargetKind.ABOUT, TargetKind.ASSIGNED}
)


@dataclass(frozen=True)
class Years:
    """The plan's base year and target year (0: not known), and whether a title only says so."""

    base: int = 0
    target: int = 0
    by_title: bool = False


def assign_years(drafts: Sequence[TableDraft], base_year: int = 0, target_year: int = 0) -> Years:
    """Give every column of figures its role and year. The given years are used where none is printed.

    Headers say 现状 or 目标; a year alone lies before or after those; else the plan's period in the title
    (“十四五”: 2020 and 2025) divides them, or the table's own years: of two the later is the target, of more the
    last where it is three years off the others or qualified (以上, 左右).
    """
    for draft in drafts:
        _by_title(draft)
    bases = Counter(one.year for one in _figures(drafts, Role.BASE) if one.year)
    targets = Counter(one.year for one in _figures(drafts, Role.TARGET, Role.STRETCH) if one.year)
    period = next((found for draft in drafts for title in draft.titles if (found := period_in(title))), None)
    for draft in drafts:
        _plain_years(draft, bases, targets, period)
    bases = Counter(one.year for one in _figures(drafts, Role.BASE) if one.year)
    targets = Counter(one.year for one in _figures(drafts, Role.TARGET) if one.year)
    base = base_year or _usual(bases, period[0] if period else 0, last=True)
    target = target_year or _usual(targets, period[1] if period else 0, last=False)
    told = bool(period) and ((not bases and not base_year) or (not targets and not target_year))
    for column in _figures(drafts, Role.BASE, Role.TARGET, Role.STRETCH):
        column.year = column.year or (base if column.role is Role.BASE else target)
    for draft in drafts:
        _one_base(draft)
    return Years(base, target, told)


def _figures(drafts: Sequence[TableDraft], *roles: Role) -> list[Column]:
    return [one for draft in drafts for one in draft.having(*roles)]


def _usual(found: Counter[int], otherwise: int, last: bool) -> int:
    """The year that most columns have; of equals the latest base, the earliest target."""
    if not found:
        return otherwise
    most = max(found.values())
    years = [year for year, times in found.items() if times == most]
    return max(years) if last else min(years)


def _by_title(draft: TableDraft) -> None:
    """Columns that name indicators alone: the year and whether they are targets stand in the title above."""
    plain = [
        one for one in draft.columns if one.role is None and not one.year and not one.growth and one.label
    ]
    if draft.form == "indicators" or not plain or any(one.heads_figures for one in draft.columns):
        return
    for title in reversed(draft.titles):
        said = years_in(title)
        phase = next(
            (role for role in (Role.TARGET, Role.BASE) if any(word in title for word in _WORDS[role])), None
        )
        if said and phase is not None:
            for column in plain:
                column.role, column.year, column.explicit = phase, said[-1], True
            return


_WORDS: Final = {
    Role.TARGET: ("目标", "任务", "计划数", "分解", "target", "Target"),
    Role.BASE: ("现状", "基期", "完成情况", "实际", "baseline", "Baseline"),
}


def _plain_years(
    draft: TableDraft, bases: Counter[int], targets: Counter[int], period: tuple[int, int] | None
) -> None:
    """Columns headed by a year and nothing else."""
    plain = [one for one in draft.columns if one.role is None and one.year and not one.growth]
    years = sorted({one.year for one in plain})
    if not years:
        return
    own = {one.year for one in draft.having(Role.TARGET, Role.STRETCH) if one.year}
    first_target = 0
    if own or targets:
        first_target = min(own or targets)
        if bases and not own:
            first_target = min((year for year in years if year > max(bases)), default=first_target)
    elif bases:
        first_target = max(bases) + 1
    elif period is not None:
        first_target = period[0] + 1
    elif draft.having(Role.TARGET):
        first_target = years[-1] + 1
    else:
        first_target = _by_themselves(draft, plain, years)
    for column in plain:
        column.role = Role.TARGET if first_target and column.year >= first_target else Role.BASE


def _by_themselves(draft: TableDraft, plain: list[Column], years: list[int]) -> int:
    """The first target year of a table without words for targets; 0 where all its years can be past ones."""
    for year in years[1:]:
        if any(_qualified(draft, one.number) for one in plain if one.year == year):
            return year
    # two years side by side are a plan's only where the table has a plan's other columns
    duties = bool(draft.having(Role.DUTY))
    return years[-1] if len(years) > 1 and (years[-1] - years[-2] >= 3 or duties) else 0


def _qualified(draft: TableDraft, column: int) -> bool:
    """Whether a cell of a column has a target's wording: 以上, 左右, 力争, 完成省下达任务."""
    for line in draft.sample:
        text = line.get(column, "")
        if text.startswith("力争"):
            return True
        parsed = None if is_blank(text) else parse_target(text)
        if isinstance(parsed, TargetText) and parsed.kind in _QUALIFIED:
            return True
    return False


def _one_base(draft: TableDraft) -> None:
    """Of several past years of one figure the last is the base, the others are observed."""
    latest: dict[str, int] = {}
    for column in draft.having(Role.BASE):
        latest[column.label] = max(column.year, latest.get(column.label, 0))
    for column in draft.having(Role.BASE):
        if column.year < latest[column.label]:
            column.role = Role.OBSERVED
