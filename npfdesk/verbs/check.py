"""The verb `check`: the tables recognised in a workbook, its problems, and the findings of the audit."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict, replace
from typing import Any, Final

from npfdesk.engine.audit import audit
from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.projection.path_problems import path_problems
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Language, Problem, Severity, Wording
from npfdesk.plan.spoken_names import name_in
from npfdesk.verbs.passwords import password_from
from npfdesk.verbs.questions import EXIT_CODES, print_error, problem_line, refuse, told_line, write_json
from npfdesk.verbs.target_entries import figure_or_none, series_names, target_entries
from npfdesk.workbook.accounting import Ledger
from npfdesk.workbook.files.cell_grid import TextForm
from npfdesk.workbook.plan_reader import Reading, read_workbook
from npfdesk.workbook.published.recognition_report import recognition_json, recognition_lines
from npfdesk.workbook.standard.rows_without_path import not_yet_told

_HEADLINES: Final = {
    "ok": Wording("可以使用，没有问题。", "Ready to use, no problems."),
    "warnings": Wording("可以使用，有提醒。", "Ready to use, with warnings."),
    "errors": Wording(
        "内容有错误：正确的部分已读入，其余列在下面。",
        "There are errors in the content: the correct parts were read, the rest is listed below.",
    ),
    "refused": Wording("未能打开。", "Could not be opened."),
}
_TEXT_FORM: Final = Wording(
    "文本文件：编码 {encoding}，以{separator}分隔。若有乱码，请在 Excel 中另存为 .xlsx。",
    "Text file: encoding {encoding}, cells separated by {separator}. If characters look wrong, save it as .xlsx in Excel.",
)
_SUMMARY: Final = Wording(
    "{title}\n{city} · 基期 {base_year} · 目标年 {target_year} · 展望年 {horizon}\n"
    "地区 {regions} · 产业 {industries} · 指标 {indicators} · 目标 {targets} · 序列 {series} · 情景 {scenarios}",
    "{title}\n{city} · base year {base_year} · target year {target_year} · horizon {horizon}\n{regions:region|regions} · "
    "{industries:industry|industries} · {indicators:indicator|indicators} · {targets:target|targets} · {series} series · "
    "{scenarios:scenario|scenarios}",
)

_ACCOUNTED: Final = Wording(
    "表上 {figures} 个数字：读入 {taken} · 说明了去处 {explained} · 有待处理 {told}",
    "{figures:figure|figures} on the sheets: {taken} read in · {explained} accounted for · {told} to be settled",
)


def check(options: argparse.Namespace, language: Language) -> int:
    """Read a workbook and print what was found; 0 usable, 1 errors in the content, 2 refused."""
    password = password_from(options.password_from, language)
    if isinstance(password, Problem):
        return refuse(password, language)
    reading = read_workbook(options.file, password=password)
    results = compute(new_document(reading.plan)) if reading.plan is not None else None
    findings = audit(results) if results is not None else ()
    if results is not None:
        reading = _with_paths(reading, results)
    status = reading.status
    if status == "ok" and findings:
        status = "warnings"
    if status in ("ok", "warnings") and any(one.severity is Severity.ERROR for one in findings):
        # only a check of the plan's own can say that it is an error where it does not hold
        status = "errors"
    if options.json:
        write_json(_as_json(reading, results, findings, status, language))
    else:
        sys.stdout.write(_as_text(reading, findings, status, language))
    if status == "refused":
        # nothing was read, so what there is to tell is a message
        for problem in reading.problems:
            print_error(problem_line(problem, language))
    return EXIT_CODES[status]


def _with_paths(reading: Reading, results: Results) -> Reading:
    """A reading with what its paths run into, told at the rows of assumptions; what is told there already is not."""
    names = {one.id: one.name for one in results.plan.scenarios}
    ids = [name for name in results.scenarios if name in names]
    told = path_problems(results, ids, names, reading.ledger.assumptions)
    new = not_yet_told(told, reading.problems)
    return replace(reading, problems=(*reading.problems, *new))


def _as_json(
    reading: Reading, results: Results | None, findings: tuple[Finding, ...], status: str, language: Language
) -> dict[str, Any]:
    recognised = reading.recognition
    return {
        "file": shown_path(reading.file),
        "status": status,
        "form": reading.form,
        **({"text": _text_form(reading.grid.text_form)} if reading.grid.text_form is not None else {}),
        **({"recognition": recognition_json(recognised, language)} if recognised is not None else {}),
        "accounting": asdict(reading.ledger.counts),
        "plan": _plan(reading.plan) if reading.plan is not None else None,
        "targets": target_entries(results) if results is not None else [],
        "data": _data(reading.plan, reading.ledger) if reading.plan is not None else [],
        "regions": _regions(reading.plan) if reading.plan is not None else [],
        "indicators": _indicators(reading.plan) if reading.plan is not None else [],
        "problems": [_problem(problem, language) for problem in reading.problems],
        "audit": [_finding(finding, results, language) for finding in findings]
        if results is not None
        else [],
    }


def _text_form(form: TextForm) -> dict[str, str]:
    return {"encoding": form.encoding, "separator": form.separator}


def _plan(plan: Plan) -> dict[str, Any]:
    city = plan.region_by_code.get(plan.city)
    return {
        "title": plan.title,
        "city": city.name if city is not None else "",
        "base_year": plan.base_year,
        "target_year": plan.target_year,
        "horizon": plan.horizon,
        "regions": len(plan.regions),
        "industries": len(plan.industries),
        "indicators": len(plan.indicators),
        "targets": len(plan.targets),
        "series": len(plan.series),
        "scenarios": len(plan.scenarios),
        "names": {
            "regions": [region.name for region in plan.regions],
            "industries": [industry.name for industry in plan.industries],
            "indicators": [indicator.name for indicator in plan.indicators],
            "scenarios": [scenario.name for scenario in plan.scenarios],
        },
    }


def _data(plan: Plan, ledger: Ledger) -> list[dict[str, Any]]:
    """The observed figures with their places; those of series that the plan does not have are none."""
    known = {*plan.series, *(key.series for key in plan.progress)}
    return [
        {
            **series_names(plan, *one.series),
            "period": one.period.key,
            "value": one.value,
            "measure": "growth" if one.growth else "level",
            "sheet": one.sheet,
            "cell": one.cell,
        }
        for one in ledger.observations
        if one.series in known
    ]


def _regions(plan: Plan) -> list[dict[str, Any]]:
    names = {region.code: region.name for region in plan.regions}
    return [
        {
            "name": region.name,
            "code": region.code,
            "parent": names.get(region.parent, ""),
            "benchmark": region.benchmark,
        }
        for region in plan.regions
    ]


def _indicators(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "code": one.code,
            "unit": one.unit,
            "kind": str(one.kind),
            "direction": str(one.direction),
            "decimals": one.decimals,
            "owner": one.owner,
        }
        for one in plan.indicators
    ]


def _problem(problem: Problem, language: Language) -> dict[str, str]:
    return {
        "severity": str(problem.severity),
        "code": problem.code,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "text": problem.text,
        "message": problem.message(language),
    }


def _finding(finding: Finding, results: Results, language: Language) -> dict[str, Any]:
    return {
        "severity": str(finding.severity),
        "code": finding.code,
        **series_names(results.plan, *finding.series),
        "message": finding.message(language),
        "figures": {name: figure_or_none(value) for name, value in finding.figures.items()},
    }


def _as_text(reading: Reading, findings: tuple[Finding, ...], status: str, language: Language) -> str:
    lines = [f"{reading.file}: {_HEADLINES[status].text(language, {})}"]
    form = reading.grid.text_form
    if form is not None:
        lines.append(
            _TEXT_FORM.text(
                language, {"encoding": form.encoding, "separator": form.separator_words(language)}
            )
        )
    if reading.plan is not None:
        told = _plan(reading.plan)
        told["city"] = name_in(reading.plan.region_by_code.get(reading.plan.city), language)
        lines.append(_SUMMARY.text(language, told))
    counts = reading.ledger.counts
    if reading.plan is not None and counts.figures:
        lines.append(_ACCOUNTED.text(language, asdict(counts)))
    if reading.recognition is not None:
        lines.extend(recognition_lines(reading.recognition, language))
    if status != "refused":
        lines.extend(f"  {problem_line(problem, language)}" for problem in reading.problems)
    for finding in findings:
        line = told_line(finding.severity, finding.sheet, finding.cell, finding.message(language), language)
        lines.append(f"  {line}")
    return "\n".join(lines) + "\n"
