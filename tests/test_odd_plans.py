"""Whatever years, trees and figures a workbook has, every rule, verb and report answers or refuses in words."""

import contextlib
import io
import random
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npfdesk import cli
from npfdesk.engine.audit import RULES
from npfdesk.engine.audit.printed_figures import PrintedFigures
from npfdesk.report.forms import DOCUMENT, SLIDES, TABLE, WORKBOOK
from npfdesk.report.material import Material, provenance_of
from tests.odd_plans import odd_sheets, read_odd

# the same plans each time: some that chance draws take minutes
RELAXED = settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def calls(plan, dice):
    """A call of each verb, about something that the plan has."""
    file, values = str(plan.file), plan.plan
    series = dice.choice(values.series) if values.series else None
    region = values.region_by_code[series.region].name if series else "市"
    indicator = values.indicator_by_code[series.indicator].name if series else "产值"
    one = ["--region", region, "--indicator", indicator]
    scenario = ["--scenario", dice.choice(plan.scenarios)]
    return [
        ["check", file, "--json"],
        ["project", file, "--format", "json"],
        ["seek", file, *scenario, *one, "--json"],
        ["allocate", file, "--indicator", indicator, "--rule", dice.choice(["base", "target", "increment", "catch-up"])],
        ["uncertainty", file, *scenario, "--draws", "10", "--json"],
        ["index", file, "--indicators", indicator, "--json"],
        ["disparity", file, "--indicator", indicator, "--of", "target", "--json"],
        ["forecast", file, *one, "--method", dice.choice(["cagr", "linear", "holt", "gm11"])],
        ["annual", file, *one, "--rule", dice.choice(["growth", "step", "path", "front", "back"])],
        ["track", file, "--through", dice.choice(["2021-03", "2026-03", "1950-01"]), "--json"],
        ["evaluate", file, "--year", dice.choice(["1950", "2022", "2025", "2099"]), "--json"],
        ["score", file, "--year", "2025"],
        ["benchmark", file, *one],
        ["roll", file, "-o", str(plan.file.with_name("next.xlsx")), "--base", "2025", "--target", "2030", "--draft", "trend"],
    ]  # fmt: skip


@RELAXED
@given(odd_sheets(), st.integers(0, 10_000))
def test_every_rule_and_every_verb_answers(sheets, seed):
    with tempfile.TemporaryDirectory() as folder:
        plan = read_odd(sheets, Path(folder))
        if plan is None:
            return
        printed = PrintedFigures(plan.results)
        for rule in RULES:
            list(rule(printed))
        for call in calls(plan, random.Random(seed)):
            said = io.StringIO()
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
                assert cli.main(call) in (0, 1, 2, 3)
            assert "rule_failed" not in said.getvalue()


@settings(RELAXED, max_examples=2)
@given(odd_sheets())
def test_every_report_is_whole(sheets):
    with tempfile.TemporaryDirectory() as folder:
        plan = read_odd(sheets, Path(folder))
        if plan is None:
            return
        scenarios = tuple(plan.document.scenarios.values())
        origin = provenance_of(plan.file, plan.accounting)
        for form in (WORKBOOK, DOCUMENT, SLIDES, TABLE):
            given_ = Material(plan.results, scenarios, plan.rule, origin, "zh")
            assert form.load()(given_, None)
            assert given_.failures.found == ()
