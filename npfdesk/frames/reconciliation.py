"""Plans of several levels read from their files, held against each other, and told as a table."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from os import PathLike
from pathlib import Path
from typing import Any, Final

import pandas as pd

from npfdesk.engine.reconciliation.ledger import (
    Difference,
    DoubtfulPair,
    FilePlace,
    PlanFile,
    ReconciliationLedger,
)
from npfdesk.engine.reconciliation.matching import key_part, pair_key
from npfdesk.engine.reconciliation.names import bare_name
from npfdesk.engine.reconciliation.reconcile import reconciled
from npfdesk.frames.opened_plan import PlanWorkbook, read
from npfdesk.frames.refusal import Refused
from npfdesk.frames.tables import tidy
from npfdesk.locations import user_data_folder
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.names import fold
from npfdesk.plan.pair_answers import PairAnswer
from npfdesk.plan.problems import Problem, error
from npfdesk.store.remembered_pairs import pairs_file, remember_pairs, remembered_pairs
from npfdesk.workbook.files.passwords import NO_PASSWORD, Password
from npfdesk.workbook.plan_reader import Reading, read_workbook

TOO_FEW: Final = error(
    "reconcile_needs_two",
    "衔接至少要两份规划，这里只有{count}份。请写上另一级或上一期规划的文件。",
    "Reconciling needs at least two plans, and {count:is|are} given. Name the file of another level or of the plan before.",
)
GIVEN_TWICE: Final = error(
    "plan_given_twice",
    "“{text}”写了两次。请每份规划只写一次。",
    "“{text}” is given twice. Name each plan once.",
)
NOT_READ: Final = error(
    "plan_not_read",
    "“{text}”读不出规划，整批没有比较。原因见下；请改正后重来，或去掉这一份。",
    "No plan was read from “{text}”, and nothing was compared. The reason follows; correct the file or leave it out.",
)
NO_SUCH_INDICATOR: Final = error(
    "pair_indicator_unknown",
    "“{text}”不是这些规划里的指标。请写指标的名称或代码，如 --same 规上工业增加值=规模以上工业增加值。",
    "“{text}” is no indicator of these plans. Give the name or code, as in --same A=B.",
)
SAME_INDICATOR: Final = error(
    "pair_of_one",
    "“{text}”两边的名称和单位都相同，本来就当作一个指标。请写两个不同的指标。",
    "Both sides of “{text}” have one name and unit, and are one indicator as it is. Name two that differ.",
)
_MOST_AT_ONCE: Final = 4

Pair = tuple[str, str]
"""The names or codes of two indicators."""

COLUMNS: Final = (
    "code",
    "severity",
    "region",
    "indicator",
    "unit",
    "above",
    "above_sheet",
    "above_cell",
    "below",
    "below_sheet",
    "below_cell",
    "difference",
    "zh",
    "en",
    "settles_zh",
    "settles_en",
)


def plan_file(reading: Reading, name: str = "") -> PlanFile:
    """A reading as a plan to be held against others; Refused, with all its problems, where it has none."""
    if reading.plan is None:
        raise Refused(*reading.problems)
    return PlanFile(name or shown_path(reading.file), reading.plan, reading.ledger.observed_cells)


def read_plans(
    paths: Sequence[str | PathLike[str]], password: Password = NO_PASSWORD
) -> tuple[PlanFile, ...]:
    """The plans of some workbooks, in that order, several read at a time.

    Refused where one of them cannot be read, with the problems of all that cannot, where one is given twice, or where there
    are fewer than two.
    """
    files = [Path(one) for one in paths]
    _refuse_repeated(files)
    with ThreadPoolExecutor(max_workers=min(_MOST_AT_ONCE, os.cpu_count() or 1)) as pool:
        readings = list(pool.map(lambda one: read_workbook(one, password=password), files))
    refused = [
        problem
        for file, reading in zip(files, readings, strict=True)
        if reading.plan is None
        for problem in (Problem(NOT_READ, text=shown_path(file)), *reading.problems)
    ]
    if refused:
        raise Refused(*refused)
    return tuple(plan_file(one, shown_path(file)) for file, one in zip(files, readings, strict=True))


def _refuse_repeated(files: Sequence[Path]) -> None:
    if len(files) < 2:
        raise Refused(Problem(TOO_FEW, arguments={"count": len(files)}))
    seen: set[str] = set()
    for one in files:
        same = os.path.normcase(os.path.realpath(one))
        if same in seen:
            raise Refused(Problem(GIVEN_TWICE, text=shown_path(one)))
        seen.add(same)


def answered_pairs(
    plans: Iterable[PlanFile], same: Iterable[Pair], different: Iterable[Pair]
) -> dict[str, PairAnswer]:
    """What is said of pairs of indicators, by the keys of the pairs: each name or code stands for all that it fits.

    Refused for a name that no plan has, and for a pair that is one by name and unit.
    """
    known: dict[str, set[str]] = {}
    for plan in plans:
        for one in plan.plan.indicators:
            for said in {bare_name(one.name), fold(one.code), fold(one.english)} - {""}:
                known.setdefault(said, set()).add(key_part(one.name, one.unit))
    found: dict[str, PairAnswer] = {}
    for answer, pairs in ((PairAnswer.SAME, same), (PairAnswer.DIFFERENT, different)):
        for pair in pairs:
            for text in pair:
                if bare_name(text) not in known:
                    raise Refused(Problem(NO_SUCH_INDICATOR, text=text))
            first, second = (known[bare_name(text)] for text in pair)
            keys = {pair_key(one, other) for one in first for other in second if one != other}
            if not keys:
                raise Refused(Problem(SAME_INDICATOR, text="=".join(pair)))
            found.update(dict.fromkeys(keys, answer))
    return found


def with_answers(
    plans: Sequence[PlanFile], said: Mapping[str, PairAnswer], folder: Path | None = None
) -> tuple[ReconciliationLedger, tuple[Problem, ...]]:
    """Plans held against each other by what was said of doubtful pairs, now (which is remembered) and before.

    With what was wrong with remembering: it never keeps plans from being compared. `folder` is by default the program's own.
    """
    file = pairs_file(folder or user_data_folder())
    problems: list[Problem] = []
    known = remembered_pairs(file)
    if isinstance(known, Problem):
        problems.append(known)
        known = {}
    if said:
        failed = remember_pairs(file, said)
        if failed is not None:
            problems.append(failed)
    return reconciled(plans, {**known, **said}), tuple(problems)


def reconcile(
    plans: Sequence[PlanWorkbook | str | PathLike[str]],
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
) -> pd.DataFrame:
    """The findings as a table; the face tells the rest."""
    _refuse_repeated([one.file if isinstance(one, PlanWorkbook) else Path(one) for one in plans])
    opened = [one if isinstance(one, PlanWorkbook) else read(one) for one in plans]
    files = [PlanFile(shown_path(one.file), one.plan, one.observed_cells) for one in opened]
    ledger, problems = with_answers(files, answered_pairs(files, same, different))
    return tidy(
        [_row(ledger, one) for one in ledger.findings],
        COLUMNS,
        {"difference": "column unit"},
        (*problems, *ledger.problems),
        plans=[
            {"file": one.file, "level": one.depth, "title": one.title, "region": one.region}
            for one in ledger.plans
        ],
        matches=[match_entry(ledger, one.codes, one.name) for one in ledger.matches if len(one.codes) > 1],
        doubtful=[doubtful_entry(ledger, one) for one in ledger.doubtful],
    )


def match_entry(ledger: ReconciliationLedger, codes: Mapping[int, str], name: str) -> dict[str, Any]:
    """A matched indicator in plain values: its name and the files that have it."""
    return {"indicator": name, "files": [ledger.plans[place].file for place in sorted(codes)]}


def doubtful_entry(ledger: ReconciliationLedger, pair: DoubtfulPair) -> dict[str, Any]:
    """A doubtful pair in plain values."""
    return {
        "key": pair.key,
        "indicators": list(pair.names),
        "codes": list(pair.codes),
        "units": list(pair.units),
        "files": [ledger.plans[place].file for place in pair.plans],
        "zh": pair.why.zh,
        "en": pair.why.en,
        "answer": None if pair.answer is None else str(pair.answer),
    }


def _row(ledger: ReconciliationLedger, one: Difference) -> dict[str, Any]:
    above, *others = one.plans
    first = _place_in(one.places, ledger.plans[above].file)
    below = tuple(ledger.plans[place].file for place in others)
    second = _place_in(one.places, below[0]) if below else FilePlace("", "", "")
    return {
        "code": one.code,
        "severity": str(one.severity),
        "region": one.region,
        "indicator": one.indicator,
        "unit": one.unit,
        "above": ledger.plans[above].file,
        "above_sheet": first.sheet,
        "above_cell": first.cell,
        "below": " ".join(below),
        "below_sheet": second.sheet,
        "below_cell": second.cell,
        "difference": one.figures.get("difference", float("nan")),
        "zh": one.message("zh"),
        "en": one.message("en"),
        "settles_zh": one.remedy("zh"),
        "settles_en": one.remedy("en"),
    }


def _place_in(places: Iterable[FilePlace], file: str) -> FilePlace:
    return next((one for one in places if one.file == file), FilePlace(file, "", ""))
