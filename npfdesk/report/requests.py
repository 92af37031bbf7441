"""What was asked of a report: its kind, form, year, scenarios, content and marking; kept as JSON and fitted to a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import Scenario
from npfdesk.report.content import EVERYTHING, UNMARKED, WATERMARKS, Content, Marking


@dataclass(frozen=True)
class ReportKind:
    """A kind of report: its key (as `--form` takes it), its title, the forms it has (none named: every one).

    `dated` says that it is about a year, of one scenario.
    """

    key: str
    title: Wording
    forms: tuple[str, ...] = ()
    dated: bool = False


BOOK: Final = ReportKind("book", Wording("全本", "Full report"))
EVALUATION: Final = ReportKind("evaluation", Wording("评估报告", "Evaluation report"), (".docx",), dated=True)
YEARLY: Final = ReportKind("yearly", Wording("年度计划报告", "Yearly plan report"), (".docx",), dated=True)
KINDS: Final = (BOOK, EVALUATION, YEARLY)


@dataclass(frozen=True)
class ReportRequest:
    """A report as it was asked for.

    `kind` is a key of KINDS, `ending` that of the file, `year` the one that it is about (0: it is about none). `scenarios`
    are ids (None: those shown). Of an official report `register` puts what each sentence rests on behind it, and `afresh`
    leaves what was changed by hand in the file that is there; that is asked for once, and never kept.
    """

    kind: str = BOOK.key
    ending: str = ".docx"
    year: int = 0
    scenarios: tuple[str, ...] | None = None
    content: Content = EVERYTHING
    marking: Marking = UNMARKED
    register: bool = True
    afresh: bool = False

    def of(self, scenarios: Iterable[Scenario], shown: Iterable[str]) -> tuple[Scenario, ...]:
        """The scenarios wanted, in the order of the tree; those shown where none was chosen, or none is there any more."""
        every = tuple(scenarios)
        wanted = set(shown if self.scenarios is None else self.scenarios)
        found = tuple(one for one in every if one.id in wanted)
        if not found:
            found = tuple(one for one in every if one.id in set(shown))
        return found or every[:1]


def record_of(request: ReportRequest, plan: Plan, scenarios: Mapping[str, Scenario]) -> dict[str, Any]:
    """A request as JSON holds it; codes with their names, so that one that is gone can still be named."""
    content = request.content

    def named(codes: tuple[str, ...] | None, items: Mapping[str, Any]) -> dict[str, str] | None:
        return None if codes is None else {code: items[code].name for code in codes if code in items}

    return {
        "kind": request.kind,
        "ending": request.ending,
        "year": request.year,
        "scenarios": named(request.scenarios, scenarios),
        "regions": named(content.regions, plan.region_by_code),
        "indicators": named(content.indicators, plan.indicator_by_code),
        "sections": None if content.sections is None else list(content.sections),
        "watermark": request.marking.watermark,
        "seal": request.marking.seal,
        "register": request.register,
    }


def request_of(
    record: object, plan: Plan, scenarios: Mapping[str, Scenario]
) -> tuple[ReportRequest, tuple[str, ...]]:
    """A request as it was kept, without what the plan has no more; the names of that.

    A record that is none, or that another version wrote otherwise, is as good as nothing kept.
    """
    said = record if isinstance(record, dict) else {}
    gone: list[str] = []

    def codes(key: str, there: Mapping[str, object]) -> tuple[str, ...] | None:
        kept = said.get(key)
        if not isinstance(kept, dict):
            return None
        gone.extend(str(name) for code, name in kept.items() if code not in there)
        return tuple(code for code in kept if code in there)

    chosen = codes("scenarios", scenarios)
    kind, ending, year = said.get("kind"), said.get("ending"), said.get("year")
    sections, watermark = said.get("sections"), said.get("watermark")
    request = ReportRequest(
        kind=kind if kind in {one.key for one in KINDS} else BOOK.key,
        ending=ending if isinstance(ending, str) else ReportRequest.ending,
        year=year if isinstance(year, int) and not isinstance(year, bool) else 0,
        scenarios=chosen or None,
        content=Content(
            codes("regions", plan.region_by_code),
            # a report of no indicator would be empty
            codes("indicators", plan.indicator_by_code) or None,
            tuple(map(str, sections)) if isinstance(sections, list) else None,
        ),
        marking=Marking(watermark if watermark in WATERMARKS else "", said.get("seal") is not False),
        register=said.get("register") is not False,
    )
    return request, tuple(gone)


USUAL: Final = ReportRequest()
"""All of the scenarios shown."""
