"""The verb `reconcile`: plans of several levels held against each other."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any, Final

from npfdesk.engine.reconciliation.ledger import Difference, DoubtfulPair, FilePlace, ReconciliationLedger
from npfdesk.frames.reconciliation import (
    Pair,
    answered_pairs,
    doubtful_entry,
    match_entry,
    read_plans,
    with_answers,
)
from npfdesk.frames.refusal import Refused
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.pair_answers import PairAnswer
from npfdesk.plan.problems import SEVERITY_NAMES, Language, Problem, Severity, Wording, error
from npfdesk.report.forms import UNKNOWN_FORM
from npfdesk.report.reconciliation.opinion_file import OPINION_FORMS, write_opinion
from npfdesk.verbs.passwords import password_from
from npfdesk.verbs.questions import finite, print_error, print_problem, refuse, tell_other_names, write_json

DIFFERENCES: Final = 1
"""The exit code where plans do not agree, or one of them could not be compared."""
NO_PAIR: Final = error(
    "pair_not_written",
    "“{text}”不是两个指标。请写成 甲=乙，如 规上工业增加值=规模以上工业增加值。",
    "“{text}” does not name two indicators. Write A=B.",
)
_PLAN: Final = Wording("{indent}{file}：{title}", "{indent}{file}: {title}")
_COUNTS: Final = Wording(
    "{plans} 份规划，{matches} 项指标对上，{findings} 处不一致。",
    "{plans:plan|plans}, {matches:indicator|indicators} matched, {findings:difference|differences}.",
)
_ANSWER: Final = Wording(
    "待答复：{file} 的“{first}”和 {other} 的“{second}”是不是同一指标？{why}未答复前当作不同。答复：--same 或 --different {call}",
    "To be answered: is “{first}” of {file} the same as “{second}” of {other}? {why} Until then they count as different. "
    "Answer with --same or --different {call}",
)
_ANSWERED: Final = Wording(
    "已答复：“{first}”和“{second}”{answer}。",
    "Answered: “{first}” and “{second}” are {answer}.",
)
_ANSWERS: Final = {
    PairAnswer.SAME: Wording("是同一指标", "the same"),
    PairAnswer.DIFFERENT: Wording("是不同指标", "different"),
}
_REMEMBERED: Final = Wording(
    "记住了 {count} 条答复，以后同名的指标照此处理。",
    "{count:answer|answers} remembered; indicators of these names are taken so from now on.",
)
_WRITTEN: Final = Wording("意见表已写入 {file}", "Opinion sheet written: {file}")
_PLACES: Final = Wording("    所在：{places}", "    at: {places}")
_SETTLES: Final = Wording("    处理：{remedy}", "    to settle it: {remedy}")


def reconcile(options: argparse.Namespace, language: Language) -> int:
    """Hold plans against each other; 0 they agree, 1 they differ or one has no place among them, 2 one cannot be read."""
    password = password_from(options.password_from, language)
    if isinstance(password, Problem):
        return refuse(password, language)
    if options.output is not None and options.output.suffix.lower() not in OPINION_FORMS:
        told = {"known": " ".join(OPINION_FORMS)}
        return refuse(Problem(UNKNOWN_FORM, text=options.output.name, arguments=told), language)
    try:
        same, different = _pairs(options.same), _pairs(options.different)
        plans = read_plans(options.files, password)
        said = answered_pairs(plans, same, different)
    except Refused as reason:
        return refuse(reason, language)
    ledger, problems = with_answers(plans, said)
    for problem in (*problems, *ledger.problems):
        print_problem(problem, language)
    if said and not problems:
        print_error(_REMEMBERED.text(language, {"count": len(said)}))
    if options.output is not None:
        tell_other_names(options.output, language)
        failed = write_opinion(ledger, options.output, language, over_read_only=options.over_read_only)
        if failed is not None:
            return refuse(failed, language)
        print_error(_WRITTEN.text(language, {"file": shown_path(options.output)}))
    if options.json:
        write_json(as_json(ledger, language))
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(ledger, language))
    # a plan that nothing was compared with does not agree
    aside = any(one.severity is not Severity.NOTE for one in ledger.problems)
    return DIFFERENCES if ledger.findings or aside else 0


def _pairs(texts: list[str] | None) -> list[Pair]:
    found = []
    for text in texts or ():
        first, equals, second = text.partition("=")
        if not (first.strip() and equals and second.strip()):
            raise Refused(Problem(NO_PAIR, text=text))
        found.append((first.strip(), second.strip()))
    return found


def as_json(ledger: ReconciliationLedger, language: Language) -> dict[str, Any]:
    """What `reconcile --json` tells."""
    return {
        "plans": [{"file": one.file, "level": one.depth, "title": one.title} for one in ledger.plans],
        "matches": [match_entry(ledger, one.codes, one.name) for one in ledger.matches if len(one.codes) > 1],
        "findings": [_finding(one, language) for one in ledger.findings],
        "doubtful": [_doubtful(ledger, one, language) for one in ledger.doubtful],
        "problems": [
            {"severity": str(one.severity), "code": one.code, "message": one.message(language)}
            for one in ledger.problems
        ],
    }


def _finding(one: Difference, language: Language) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": str(one.severity),
        "indicator": one.indicator,
        "region": one.region,
        "message": one.message(language),
        "settles": one.remedy(language),
        "unit": one.unit,
        "figures": {name: finite(figure) for name, figure in one.figures.items()},
        "places": [{"file": place.file, "sheet": place.sheet, "cell": place.cell} for place in one.places],
    }


def _doubtful(ledger: ReconciliationLedger, pair: DoubtfulPair, language: Language) -> dict[str, Any]:
    told = doubtful_entry(ledger, pair)
    why = {spoken: told.pop(spoken) for spoken in ("zh", "en")}
    return {**told, "why": why[language]}


def _lines(ledger: ReconciliationLedger, language: Language) -> Iterator[str]:
    for held in ledger.plans:
        yield _PLAN.text(
            language, {"indent": "  " * held.depth, "file": held.file, "title": held.title or held.region}
        )
    counts = {
        "plans": len(ledger.plans),
        "matches": sum(len(one.codes) > 1 for one in ledger.matches),
        "findings": len(ledger.findings),
    }
    yield _COUNTS.text(language, counts)
    for one in ledger.findings:
        yield f"[{SEVERITY_NAMES[one.severity].text(language, {})}] {one.message(language)}"
        yield _PLACES.text(language, {"places": "  ".join(map(_place, one.places))})
        yield _SETTLES.text(language, {"remedy": one.remedy(language)})
    for pair in ledger.doubtful:
        told: dict[str, object] = {
            "first": pair.names[0],
            "second": pair.names[1],
            "file": ledger.plans[pair.plans[0]].file,
            "other": ledger.plans[pair.plans[1]].file,
            "why": pair.why,
            "call": "=".join(pair.codes if pair.names[0] == pair.names[1] else pair.names),
        }
        if pair.answer is None:
            yield _ANSWER.text(language, told)
        else:
            yield _ANSWERED.text(language, {**told, "answer": _ANSWERS[pair.answer]})


def _place(place: FilePlace) -> str:
    return "!".join(part for part in (place.file, place.sheet, place.cell) if part)
