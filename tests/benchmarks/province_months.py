"""A synthetic province by month, in memory, and what its views cost: python -m tests.benchmarks.province_months."""

import os
import tempfile
import time
from types import MappingProxyType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("NPFDESK_HOME", tempfile.mkdtemp(prefix="npfdesk-bench-"))

import numpy as np

from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.model import Indicator, Plan, Source
from npfdesk.plan.periods import Period
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Scenario, with_entries
from npfdesk.plan.series import ALL_INDUSTRIES, ProgressKey, SeriesKey
from npfdesk.plan.targets import Basis, Measure, PlanTarget, TargetKind, TargetText
from tests.synthetic import SYNTHETIC

FIRST_YEAR, BASE_YEAR, TARGET_YEAR = 2019, 2025, 2030
OWNERS = ("合成发改局", "合成工信局", "合成财政局", "合成住建局", "合成人社局")
_KINDS = (Kind.LEVEL, Kind.FLOW, Kind.COUNT, Kind.RATIO, Kind.RATE)
_UNITS = {Kind.LEVEL: "亿元", Kind.FLOW: "亿元", Kind.COUNT: "家", Kind.RATIO: "%", Kind.RATE: "%"}


def province_months(counties=100, indicators=20, months=60, last=(2026, 6), seed=1):
    """A plan of `counties` × `indicators` with `months` running totals each, up to the month `last`: synthetic.

    The same numbers for the same seed. Levels and flows add up within the year, counts are stocks, ratios and rates
    stand as published. Every series has a target in 2030, levels and flows also one in 2026; five owners take turns.
    """
    draw = np.random.default_rng(seed)
    places = (
        Region("root", "合成省", "Synthetic"),
        *(Region(f"r{n}", f"合成县{n}", f"County {n}", "root") for n in range(1, counties + 1)),
    )
    kinds = [_KINDS[n % len(_KINDS)] for n in range(indicators)]
    measures = tuple(
        Indicator(
            f"i{n}",
            f"合成指标{n}",
            f"Indicator {n}",
            unit=_UNITS[kind],
            kind=kind,
            rollup=RollUp.NONE,
            decimals=0 if kind is Kind.COUNT else 1,
            source=SYNTHETIC,
            owner=OWNERS[n % len(OWNERS)],
        )
        for n, kind in enumerate(kinds)
    )
    series = tuple(
        SeriesKey(place.code, ALL_INDUSTRIES, measure.code) for place in places for measure in measures
    )
    kind_of = np.array([_KINDS.index(kind) for kind in kinds] * len(places))
    count, known = len(series), BASE_YEAR - FIRST_YEAR + 1
    years = np.arange(FIRST_YEAR, TARGET_YEAR + 6, dtype=np.int64)
    observed = np.full((len(years), count), np.nan)
    grown = np.cumprod(draw.normal(1.06, 0.02, (known + 1, count)), axis=0)
    whole = draw.uniform(50, 500, count) * grown
    whole[:, kind_of == 3] = np.clip(
        draw.uniform(30, 60, (kind_of == 3).sum()) + draw.normal(0, 1, (known + 1, 1)), 0, 100
    )
    whole[:, kind_of == 4] = draw.normal(6, 1, (known + 1, (kind_of == 4).sum()))
    whole = np.round(whole, 3)
    observed[:known] = whole[:known]
    progress = _months(series, kind_of, whole, months, last, draw)
    targets = {}
    for key, kind, figure in zip(series, kind_of.tolist(), whole[known - 1].tolist(), strict=True):
        ends = [(TARGET_YEAR, figure * (1.3 if kind < 3 else 1.05))]
        if kind < 2:
            ends.append((BASE_YEAR + 1, figure * 1.07))
        for year, end in ends:
            text, rate = f"{round(end, 1)}", _KINDS[kind] is Kind.RATE
            measure, basis = (Measure.GROWTH, Basis.ANNUAL) if rate else (Measure.LEVEL, None)
            read = TargetText(TargetKind.EXACT, text, "figure", round(end, 1), measure=measure, basis=basis)
            stated = PlanTarget(key, year, text, read, base_year=BASE_YEAR)
            targets[stated.key] = stated
    for array in (years, observed):
        array.setflags(write=False)
    return Plan(
        title=f"合成省 {counties} × {indicators} × {months}（{SYNTHETIC}）",
        city="root",
        base_year=BASE_YEAR,
        target_year=TARGET_YEAR,
        horizon=int(years[-1]),
        regions=places,
        industries=(),
        indicators=measures,
        series=series,
        series_sources=(SYNTHETIC,) * count,
        years=years,
        observed=observed.T,
        targets=MappingProxyType(targets),
        sources=(Source("合成", SYNTHETIC),),
        scenarios=(Scenario("惯性", "惯性", None, SYNTHETIC, "#8a8f98"),),
        progress=MappingProxyType(progress),
    )


def _months(series, kind_of, whole, months, last, draw):
    """Running totals of what adds up, the latest of stocks, published figures of the rest, by key."""
    usual = np.cumsum(np.array([6, 6, 9, 8, 8, 10, 7, 8, 9, 8, 9, 12]) / 100)
    progress = {}
    end = last[0] * 12 + last[1] - 1
    for place in range(end - months + 1, end + 1):
        year, month = divmod(place, 12)
        full, before = whole[year - FIRST_YEAR], whole[year - FIRST_YEAR - 1]
        share = np.clip(usual[month] * draw.normal(1, 0.03, len(series)), 0.01, 1) if month < 11 else 1.0
        level = np.where(kind_of < 2, full * share, before + (full - before) * share)
        level = np.where(kind_of >= 3, full + draw.normal(0, 0.2, len(series)) * (month < 11), level)
        period = Period(year, 1, month + 1)
        for key, figure in zip(series, np.round(level, 3).tolist(), strict=True):
            progress[ProgressKey(key, period)] = figure
    return progress


def _line(name, taken, budget):
    taken = sorted(taken)
    middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    verdict = "fine" if late <= budget else "OVER"
    print(
        f"{name:<58}p50 {middle:6.1f} ms, p95 {late:6.1f} ms   {late / budget:5.2f} × the frame   {verdict}",
        flush=True,
    )


def _timed(work, repeats):
    """Milliseconds of the processor: what others do on the machine is not counted."""
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return taken


def reckoned(plan, budget):
    """The months of every series, where the year stands, places and the test on the past, without a window."""
    from npfdesk.engine.full_year_test import full_year_test
    from npfdesk.engine.monthly_ranking import RankedBy, monthly_ranking
    from npfdesk.engine.projection.update import compute
    from npfdesk.engine.year_standing import plan_months, year_standing
    from npfdesk.plan.document import new_document

    document, period = new_document(plan), Period(2026, 1, 6)
    results, months = compute(document), plan_months(plan)
    standing = year_standing(months, results, document.active, period)
    first = next(iter(plan.progress))
    rows = np.flatnonzero([key.indicator == "i1" for key in months.series])

    def month_typed():
        plan_months(plan.with_progress(with_entries(plan.progress, {first: 1.0})), months)

    for name, work in (
        ("a month typed: all running totals anew", month_typed),
        (
            "where the year stands, all series",
            lambda: year_standing(months, results, document.active, period),
        ),
        (
            "places of one indicator, all months",
            lambda: monthly_ranking(months, standing, rows, RankedBy.TASK, False),
        ),
        ("the test on the past of one series", lambda: full_year_test(months.so_far.alone(0), 2026)),
    ):
        _timed(work, 3)
        _line(name, _timed(work, 40), budget)


def painted(plan, budget):
    """An assumption and a month edited while each view stands in the window, up to the painted frame of all of it."""
    from PySide6.QtWidgets import QApplication

    from npfdesk.app import build
    from npfdesk.plan.edit_labels import set_assumptions, set_progress
    from npfdesk.plan.methods import Method
    from npfdesk.plan.scenarios import Assumption
    from npfdesk.plan.series import AssumptionKey
    from npfdesk.session import LoadedWorkbook, Session
    from npfdesk.ui.cycle.shown_months import ShownMonths
    from npfdesk.ui.look import language, style
    from npfdesk.ui.look.colours import LIGHT
    from npfdesk.ui.window import offscreen

    application = QApplication.instance() or QApplication([])
    offscreen.silence_placement_warnings()
    language.set_language("zh")
    style.load_fonts(application)
    style.apply_theme(application, LIGHT)
    commands = build(None)
    window, workspace = commands.window, commands.window.workspace
    workspace.open(Session(LoadedWorkbook(plan)))
    window.show()
    key = plan.series[21]
    workspace.set_view(year=2026)
    workspace.select(*key)
    figure = [5.0]

    def grown():
        figure[0] += 0.01
        row = {AssumptionKey(*key): Assumption(Method.GROWTH, figure[0])}
        workspace.apply(set_assumptions(workspace.document, workspace.document.active, row))

    def typed():
        figure[0] += 0.01
        workspace.apply(set_progress(workspace.document, {ProgressKey(key, Period(2026, 1, 6)): figure[0]}))

    shown, months = ShownMonths.of(workspace), [Period(2026, 1, 5), Period(2026, 1, 6)]

    def looked():
        months.reverse()
        shown.choose(months[0])
        application.processEvents()

    def prepared():
        # the year so far keeps to its own month, and reckons anew what another month has replaced
        shown.standing(months[0])
        return _timed(lambda: (view.look(), application.processEvents()), 1)

    plain = {}
    for name in ("Gaps", "Year so far", "Monthly board", "Monthly ranking"):
        window.views.show_view(name)
        application.processEvents()
        view = window.views.view()
        if name != "Gaps":
            _timed(looked, 3)
            measured = prepared if name == "Year so far" else lambda: _timed(looked, 1)
            taken = [one for _ in range(20) for one in measured()]
            _line(f"reckoned and painted, {name}", taken, budget)
        for what, edit in (("an assumption", grown), ("a month", typed)):

            def seen(edit=edit):
                edit()
                application.processEvents()

            _timed(seen, 3)
            middle = sorted(_timed(seen, 20))[10]
            plain.setdefault(what, middle)
            print(
                f"{what} edited → painted, {name:<24}{middle:6.1f} ms, {middle / plain[what]:.2f} × with Gaps",
                flush=True,
            )
    commands.workbook_opening.desk = None
    window.hide()


if __name__ == "__main__":
    BUDGET = 16.0
    PLAN = province_months()
    reckoned(PLAN, BUDGET)
    painted(PLAN, BUDGET)
