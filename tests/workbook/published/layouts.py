"""Layouts of published tables, generated from a truth: every form of the contract, its decorations switched at random.

`layouts()` draws a layout with the facts that are planted in it; `python -m tests.workbook.published.layouts 500`
prints how each form is read.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from npfdesk.workbook.accounting import Account
from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridSheet
from npfdesk.workbook.plan_reader import read_plan
from tests.workbook.published.layout_faults import Held
from tests.workbook.published.layout_forms import (
    bulletin,
    county_table,
    data_table,
    indicator_table,
    long_table,
    monitoring,
    regions_across,
    several_tables,
    sheet_per_county,
    target_and_actual,
    yearly_targets,
    years_down,
)
from tests.workbook.published.layout_rare_forms import (
    actuals_beside_plan,
    annual_plan,
    cities_and_counties,
    data_bank,
    english_plan,
    english_yearbook,
    growth_targets,
    label_block,
    other_places,
    sums,
)
from tests.workbook.published.layout_truth import Fact, Hand, Truth, truths


@dataclass(frozen=True, eq=False)
class Layout:
    """A workbook's cells, the facts planted in them, the form, and the risky choices taken (none: it is plain)."""

    form: str
    grid: Grid
    truth: Truth
    facts: tuple[Fact, ...]
    risks: tuple[str, ...]
    made: tuple[str, ...] = ()

    def as_text(self) -> str:
        """The sheets as small tables, with what was drawn, for somebody to read."""
        lines = [f"{self.form} of {self.truth.city}; risky: {', '.join(self.risks) or 'nothing'}"]
        for sheet in self.grid.sheets:
            merged = " ".join(
                f"{get_column_letter(a)}{top}:{get_column_letter(b)}{bottom}"
                for top, a, bottom, b in sheet.merged
            )
            hidden = f" hidden rows {sorted(sheet.hidden_rows)}" if sheet.hidden_rows else ""
            lines.append(f"-- {sheet.name} merged: {merged}{hidden}")
            rows: dict[int, list[str]] = {}
            for (row, column), cell in sheet.cells.items():
                said = cell.text.replace("\n", "\\n")
                rows.setdefault(row, []).append(f"{get_column_letter(column)}{row}={said}")
            lines += ["   " + " · ".join(cells) for _, cells in sorted(rows.items())]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return "\n" + self.as_text()

    def _repr_pretty_(self, printer, cycle) -> None:
        """As hypothesis prints a failing layout."""
        printer.text(repr(self))


FORMS = (
    indicator_table, county_table, regions_across, data_table, years_down, bulletin, long_table, several_tables,
    sheet_per_county, yearly_targets, target_and_actual, monitoring, growth_targets, annual_plan, actuals_beside_plan,
    other_places, cities_and_counties, label_block, data_bank, english_plan, english_yearbook, sums,
)  # fmt: skip
BY_NAME = {form.__name__: form for form in FORMS}


def _draft(sheet: GridSheet) -> GridSheet:
    """A hidden copy of a sheet with other figures, none of which is the plan's."""
    cells = {
        place: replace(cell, text=f"{float(cell.text) + 0.875:.10g}")
        if cell.kind is CellKind.NUMBER and "." in cell.text
        else cell
        for place, cell in sheet.cells.items()
    }
    return replace(sheet, name=f"{sheet.name}(旧稿)", cells=cells, hidden=True)


def arrange(draw, truth: Truth, form: str, daring: int) -> Layout:
    """Lay a truth out in a form, with at most `daring` risky choices."""
    hand = Hand(draw, daring)
    truth = replace(truth, yearlike=truth.yearlike and daring > 0)
    if truth.yearlike:
        hand.risks.append("figures like years")
    pens = BY_NAME[form](hand, truth)
    facts = tuple(fact for pen in pens for fact in pen.facts)
    sheets = [pen.sheet() for pen in pens]
    if hand.dares("hidden draft"):
        sheets.insert(0, _draft(sheets[0]))
    return Layout(form, Grid(tuple(sheets)), truth, facts, tuple(hand.risks), tuple(hand.made))


@st.composite
def layouts(
    draw, forms: tuple[str, ...] = tuple(BY_NAME), daring: tuple[int, ...] = (0, 0, 1, 1, 2, 4)
) -> Layout:
    """A layout of any form with its planted facts."""
    form = draw(st.sampled_from(forms))
    return arrange(draw, draw(truths(form.startswith("english"))), form, draw(st.sampled_from(daring)))


@st.composite
def pairs(draw) -> tuple[Layout, Layout]:
    """The same truth in the same form twice, decorated anew."""
    form = draw(st.sampled_from(tuple(BY_NAME)))
    truth = draw(truths(form.startswith("english")))
    truth = replace(truth, yearlike=False)
    return arrange(draw, truth, form, 0), arrange(draw, truth, form, draw(st.sampled_from((0, 1, 3))))


def report(
    number: int, start: int = 0, daring: tuple[int, ...] = (0, 0, 1, 1, 2, 4)
) -> dict[str, Counter[str]]:
    """How each form is read, over a number of layouts: the planted facts and what became of them.

    `right` are facts that the plan holds, `told` and `explained` those whose cells are accounted so, `lost` those
    that are neither held nor accounted as told or explained; `wrong` counts what the plan states and nobody planted.
    """
    return {name: _report_form(name, max(number // len(BY_NAME), 1), start, daring) for name in BY_NAME}


def _report_form(form: str, number: int, start: int, daring: tuple[int, ...]) -> Counter[str]:
    counts: Counter[str] = Counter()

    @seed(start)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(layouts((form,), daring))
    def look(layout: Layout) -> None:
        reading = read_plan(Path("试验.xlsx"), layout.grid)
        held = Held(layout.facts, layout.truth.city, reading)
        counts["layouts"] += 1
        whole = not held.wrong and all(held.holds(fact) for fact in layout.facts if fact.needed)
        counts["whole"] += whole
        for choice in {*layout.risks, *layout.made}:
            counts[f"with {choice}"] += 1
            counts[f"whole with {choice}"] += whole
        counts["refused"] += reading.plan is None
        counts["wrong"] += len(held.wrong)
        for fact in layout.facts:
            counts["planted"] += 1
            account = reading.ledger.cells.get((fact.sheet, fact.place))
            if held.holds(fact):
                counts["right"] += 1
            elif account in (Account.TOLD, Account.EXPLAINED):
                counts[account.value] += 1
            else:
                counts["lost"] += 1

    look()
    return counts


def main() -> None:
    """Print the report: the number of layouts, the seed, the risky choices that each may take; then the weak choices."""
    given_words = [int(one) for one in sys.argv[1:]]
    number, start = [*given_words, *(500, 0)[len(given_words) :]][:2]
    daring = tuple(given_words[2:]) or (0, 0, 1, 1, 2, 4)
    columns = ("layouts", "whole", "refused", "planted", "right", "told", "explained", "lost", "wrong")
    print(f"{'form':20}" + "".join(f"{one:>10}" for one in columns))
    found = report(number, start, daring)
    for name, counts in found.items():
        print(f"{name:20}" + "".join(f"{counts[one]:>10}" for one in columns))
    total = sum(found.values(), Counter())
    print(f"{'all':20}" + "".join(f"{total[one]:>10}" for one in columns))
    choices = [key.removeprefix("with ") for key in total if key.startswith("with ")]
    choices.sort(key=lambda one: (total[f"whole with {one}"] / total[f"with {one}"], -total[f"with {one}"]))
    print("\nThe choices with the smallest shares of layouts read whole:")
    for one in choices[:40]:
        print(f"{total[f'whole with {one}']:>6} of {total[f'with {one}']:>5}  {one!r}")


if __name__ == "__main__":
    main()
