"""The targets of the year: each as the plan states or asks it, what is to be noted of them, and the table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from npfdesk.engine.yearly import RULES
from npfdesk.plan.kinds import Duty, Kind
from npfdesk.plan.problems import Wording
from npfdesk.plan.rounding import rounded
from npfdesk.plan.targets import Measure, TargetKind
from npfdesk.report.material import OWNER_HEAD
from npfdesk.report.official.chapters import Block, Chapter, Paragraph, Table, TableColumn
from npfdesk.report.official.yearly.rows import Origin, YearRow
from npfdesk.report.official.yearly.setting import NOTHING, YearMaterial
from npfdesk.report.sentences import SaidFigure, Sentence
from npfdesk.report.sentences.figures import name, number, year
from npfdesk.report.sentences.patterns import Clause, clause, listed, sentence, sentence_key

TITLE: Final = Wording("{year}年主要目标", "Targets for {year}")

_LEAD: Final = Wording("{year}年主要目标建议为：", "The main targets proposed for {year} are as follows.")
_LAST_YEAR: Final = Wording(
    "{year}年是规划的目标年，规划目标即本年目标。主要目标为：",
    "{year} is the plan's target year, so that the plan's targets are those of the year. They are as follows.",
)
_AND: Final = Wording("{body}；", "{body}.")
_END: Final = Wording("{body}。", "{body}.")

_REACH: Final = Wording("{name}{target}", "{name} {target}")
_GROWN: Final = Wording("{name}达到{target}，增长{growth}", "{name} to reach {target}, up {growth}")
_GROWN_A_YEAR: Final = Wording(
    "{name}达到{target}，比{known}年年均增长{growth}",
    "{name} to reach {target}, up {growth} a year from {known}",
)
_RAISED: Final = Wording("{name}达到{target}，提高{growth}", "{name} to reach {target}, up {growth}")
_TO: Final = Wording("{name}达到{target}", "{name} to reach {target}")
_CUT: Final = Wording("{name}降至{target}，下降{growth}", "{name} to fall to {target}, down {growth}")
_RATE: Final = Wording("{name}达到{target}", "{name} to be {target}")
_HELD_UP: Final = Wording(
    "{name}保持在{target}以上，巩固已达到的水平",
    "{name}, which meets the plan's target already, to stay at {target} or more",
)
_HELD_DOWN: Final = Wording("{name}控制在{target}以内", "{name} to be kept within {target}")
_KEPT: Final = Wording("{name}保持在{low}—{high}", "{name} to stay between {low} and {high}")
_BETWEEN: Final = Wording("{name}达到{low}—{high}", "{name} to lie between {low} and {high}")
_ABOUT: Final = Wording("{figure}左右", "about {figure}")
_AT_LEAST: Final = Wording("{figure}以上", "{figure} or more")
_AT_MOST: Final = Wording("{figure}以内", "at most {figure}")
_IN_WORDS: Final = Wording("{name}{words}", "{name}: “{words}”, in the plan's own words")

_ALL_STATED: Final = Wording(
    "以上{count}项年度数值均由规划列明。",
    "All {count:figure of the year is|figures of the year are} the plan's own.",
)
_ALL_DERIVED: Final = Wording(
    "规划未列{year}年的年度数值，上述目标中有{count}项由{due}年目标按“{rule}”分解得出（表中以*标注），供研究确定。",
    "The plan states no figures for {year}: {count:figure is|figures are} derived from the targets for {due} by “{rule}” (marked * in "
    "the table) and still to be settled.",
)
_SOME_DERIVED: Final = Wording(
    "以上年度数值中，{stated}项由规划列明，{count}项由{due}年目标按“{rule}”分解得出（表中以*标注），供研究确定。",
    "Of the figures above {stated} are the plan's own and {count} {count:~is|are} derived from the targets for {due} by “{rule}” "
    "(marked * in the table) and still to be settled.",
)
_BY_STEP: Final = Wording(
    "{names}（{count}项）不宜按增长率分解，按“{rule}”分解。",
    "{names} cannot be divided by a growth rate and {count:~is|are} divided by “{rule}”.",
)
_SUMMED: Final = Wording(
    "{names}的年度数值为规划所列各地区目标的合计。",
    "The year's figure of {names} is the sum of the plan's targets for the regions.",
)
_BY_SCHEDULE: Final = Wording(
    "{names}的年度数值为按时序应达到的数。",
    "The year's figure of {names} is the milestone on the way to the later target.",
)
_MET: Final = Wording(
    "已达到规划目标、本年按规划目标保持的{count}项：{names}。",
    "{count:target is|targets are} met already and {count:~is|are} to be kept: {names}.",
)
_BINDING: Final = Wording(
    "上述目标中，约束性指标{count}项：{names}。", "Binding indicators ({count}): {names}."
)
_UNDIVIDED: Final = Wording(
    "{name}只有{due}年目标（{words}），缺少可以起算的现状值，未分解到年。",
    "{name} has a target for {due} alone (“{words}”) and no actual to count from, so that it is not divided into years.",
)
_BEYOND: Final = Wording(
    "{name}须增长{growth}，快于以往最快的年均{fastest}，完成难度较大。",
    "{name} would have to grow by {growth}, faster than it ever has ({fastest} a year); this will be hard to reach.",
)
_BEYOND_POINTS: Final = Wording(
    "{name}须提高{growth}，大于以往最快的年均{fastest}，完成难度较大。",
    "{name} would have to rise by {growth}, more than it ever has ({fastest} a year); this will be hard to reach.",
)
_BEYOND_DOWN: Final = Wording(
    "{name}须下降{growth}，大于以往最快的年均{fastest}，完成难度较大。",
    "{name} would have to fall by {growth}, more than it ever has ({fastest} a year); this will be hard to reach.",
)
_EASY: Final = Wording(
    "{name}的本年数（{target}）低于{known}年已达到的{actual}：规划目标偏低，执行中宜不低于上年水平。",
    "The year's figure for {name} ({target}) is below the {actual} already reached in {known}: the plan asks for little, and the "
    "year should not fall behind the last.",
)

_TABLE: Final = Wording("{year}年主要目标表", "Main targets for {year}")
_BY_INDUSTRY: Final = Wording("{year}年分产业目标表", "Targets for {year} by industry")
_HEADS: Final = {
    "indicator": Wording("指标", "Indicator"),
    "unit": Wording("单位", "Unit"),
    "actual": Wording("{before}年实际", "Actual {before}"),
    "target": Wording("{year}年目标", "Target {year}"),
    "growth": Wording("比上年", "On the year before"),
    "duty": Wording("属性", "Duty"),
    "owner": OWNER_HEAD,
}
_A_YEAR: Final = Wording("年均{growth}", "{growth} a year")
_OF_YEAR: Final = Wording("{figure}（{year}年）", "{figure} ({year})")
_NOTE: Final = Wording(
    "*由{due}年目标分解得出，规划未列明。", "* Derived from the target for {due}; not stated by the plan."
)
_NOTE_WORDS: Final = Wording("以文字表述的目标照录规划原文。", "Targets in words are quoted from the plan.")


def year_targets_chapter(setting: YearMaterial) -> Chapter:
    """The chapter of the year's targets."""
    rows = setting.rows
    due = {one.way.due for one in rows if one.way is not None}
    last = due == {setting.year}
    lead = clause(_LAST_YEAR if last else _LEAD, setting.language, year=setting.year_said)
    said = list(sentence(sentence_key("targets_lead"), lead))
    bodies = [(one, body) for one in rows if (body := _asked(setting, one)) is not None]
    for place, (one, body) in enumerate(bodies):
        ended = clause(_END if place == len(bodies) - 1 else _AND, setting.language, body=body)
        years = (one.known, setting.year) if one.known else (setting.year,)
        rests = setting.evidence([one], years, (one.statement.year,))
        said += sentence(sentence_key("target", one.series), ended, rests)
    blocks: list[Block] = [Paragraph("targets", tuple(said))]
    blocks.append(Paragraph("targets_origin", _origins(setting)))
    noted = tuple(told for one in rows for told in _noted(setting, one))
    blocks.append(Paragraph("targets_noted", noted))
    blocks.append(_table(setting, rows, "targets_table", _TABLE))
    by_industry = [
        found
        for series in setting.material.plan.series
        if series.region == setting.material.plan.root
        and series.industry
        and setting.material.takes(series)
        and (found := setting.figures.row(series)) is not None
        and found.has_figure
    ]
    if by_industry:
        blocks.append(_table(setting, by_industry, "targets_by_industry", _BY_INDUSTRY))
    kept = tuple(one for one in blocks if not isinstance(one, Paragraph) or one.sentences)
    return Chapter("year_targets", setting.words(TITLE, year=str(setting.year)), kept)


# what the year asks


def _around(setting: YearMaterial, row: YearRow, figure: SaidFigure | None) -> Clause | None:
    """A figure with the word that says how it binds."""
    wording = {
        TargetKind.ABOUT: _ABOUT,
        TargetKind.AT_LEAST: _AT_LEAST,
        TargetKind.AT_MOST: _AT_MOST,
    }.get(row.kind)
    if wording is None:
        return clause(Wording("{figure}", "{figure}"), setting.language, figure=figure)
    return clause(wording, setting.language, figure=figure)


def _asked(setting: YearMaterial, row: YearRow) -> Clause | None:
    """What the year asks of a series; None where there is neither a figure nor words."""
    language, name_said = setting.language, setting.indicator(row)
    if not row.has_figure:
        if math.isfinite(_figured(row)):
            return None
        return clause(_IN_WORDS, language, name=name_said, words=setting.asked_words(row))
    bounds = {"low": setting.target(row, row.low), "high": setting.target(row, row.high)}
    if math.isfinite(row.low) and math.isfinite(row.high):
        return clause(_KEPT if row.origin is Origin.HELD else _BETWEEN, language, name=name_said, **bounds)
    figure = setting.target(row, row.target)
    if row.kind is TargetKind.AT_MOST or (row.origin is Origin.HELD and row.sign < 0):
        return clause(_HELD_DOWN, language, name=name_said, target=figure)
    if row.origin is Origin.HELD:
        return clause(_HELD_UP, language, name=name_said, target=figure)
    said = _around(setting, row, figure)
    growth = setting.movement(row, row.growth)
    return clause(
        _moving(setting, row), language, name=name_said, target=said, growth=growth, known=year(row.known)
    )


def _figured(row: YearRow) -> float:
    """The figure that a target's words name; NaN where there is none."""
    parsed = row.statement.parsed
    if parsed.measure in (Measure.RANK, Measure.RELATIVE, Measure.QUALITATIVE) or not parsed.has_figure:
        return math.nan
    return parsed.figure if parsed.figure is not None else math.nan if parsed.low is None else parsed.low


def _moving(setting: YearMaterial, row: YearRow) -> Wording:
    if row.indicator.kind is Kind.RATE or row.measure is Measure.GROWTH:
        return _RATE
    if not math.isfinite(row.growth) or setting.still(row, row.growth):
        return _TO
    if row.sign < 0:
        return _CUT if row.growth < 0 else _TO
    if row.growth < 0:
        return _TO
    if row.points:
        return _RAISED if row.known == row.year - 1 else _TO
    return _GROWN if row.known == row.year - 1 else _GROWN_A_YEAR


# what is to be noted


def _origins(setting: YearMaterial) -> tuple[Sentence, ...]:
    """Where the year's figures come from, and which of them bind."""
    language = setting.language
    figured = [one for one in setting.rows if one.has_figure]
    of = {origin: [one for one in figured if one.origin is origin] for origin in Origin}
    derived = of[Origin.DIVIDED]
    stated = of[Origin.STATED]
    said: list[Sentence] = []
    binding = [one for one in setting.rows if one.indicator.duty is Duty.BINDING]
    if binding:
        told_of = clause(
            _BINDING, language, count=number(len(binding), language), names=_names(setting, binding)
        )
        said += sentence(sentence_key("targets_binding"), told_of, setting.evidence(binding, (setting.year,)))
    if derived:
        told: dict[str, SaidFigure | Clause | None] = {
            "year": setting.year_said,
            "count": number(len(derived), language),
            "stated": number(len(stated), language),
            "due": _dues(setting, derived),
            "rule": name(setting.words(_commonest(derived))),
        }
        wording = _SOME_DERIVED if stated else _ALL_DERIVED
        rests = setting.evidence(figured, (setting.year,), (one.statement.year for one in derived))
        said += sentence(sentence_key("targets_derived"), clause(wording, language, **told), rests)
        said += _other_rule(setting, derived)
    elif stated and len(stated) == len(figured):
        count = number(len(stated), language)
        rests = setting.evidence(stated, (setting.year,), (setting.year,))
        said += sentence(sentence_key("targets_stated"), clause(_ALL_STATED, language, count=count), rests)
    for origin, wording in (
        (Origin.SUMMED, _SUMMED),
        (Origin.HELD, _MET),
        (Origin.MILESTONE, _BY_SCHEDULE),
    ):
        if of[origin]:
            count = number(len(of[origin]), language)
            told_of = clause(wording, language, names=_names(setting, of[origin]), count=count)
            rests = setting.evidence(of[origin], (setting.year,), (one.statement.year for one in of[origin]))
            said += sentence(sentence_key(f"targets_{origin}"), told_of, rests)
    return tuple(said)


def _dues(setting: YearMaterial, rows: Sequence[YearRow]) -> Clause:
    """The years of the targets that rows are derived from."""
    due = sorted({one.statement.year for one in rows})
    return listed([year(one) for one in due], setting.language)


def _commonest(rows: Sequence[YearRow]) -> Wording:
    rules = [one.rule for one in rows if one.rule is not None]
    return RULES[max(set(rules), key=lambda one: (rules.count(one), one == next(iter(RULES))))].words


def _other_rule(setting: YearMaterial, derived: Sequence[YearRow]) -> tuple[Sentence, ...]:
    common = _commonest(derived)
    others = [one for one in derived if one.rule is not None and RULES[one.rule].words != common]
    if not others or others[0].rule is None:
        return ()
    rule = name(setting.words(RULES[others[0].rule].words))
    told = clause(
        _BY_STEP,
        setting.language,
        names=_names(setting, others),
        rule=rule,
        count=number(len(others), setting.language),
    )
    rests = setting.evidence(others, (setting.year,), (one.statement.year for one in others))
    return sentence(sentence_key("targets_other_rule"), told, rests)


def _names(setting: YearMaterial, rows: Sequence[YearRow]) -> Clause:
    return listed([said for one in rows if (said := setting.indicator(one))], setting.language)


def _noted(setting: YearMaterial, row: YearRow) -> tuple[Sentence, ...]:
    """What must be said of one target beside its figure."""
    language, said = setting.language, setting.indicator(row)
    rests = setting.evidence(
        [row], (row.known, row.year) if row.known else (row.year,), (row.statement.year,)
    )
    if not row.has_figure:
        if not math.isfinite(_figured(row)):
            return ()
        told = clause(
            _UNDIVIDED, language, name=said, due=year(row.statement.year), words=setting.asked_words(row)
        )
        return sentence(sentence_key("target_undivided", row.series), told, rests)
    if row.beyond and row.indicator.kind is not Kind.RATE:
        told = clause(
            _BEYOND_DOWN if row.growth < 0 else _BEYOND_POINTS if row.points else _BEYOND,
            language,
            name=said,
            growth=setting.movement(row, row.growth),
            fastest=setting.movement(row, row.fastest),
        )
        return sentence(sentence_key("target_beyond", row.series), told, rests)
    falls = row.sign > 0 and math.isfinite(row.growth) and row.growth < 0 and row.origin is not Origin.HELD
    same = row.indicator.kind is Kind.RATE or setting.still(row, row.growth) if falls else True
    if falls and not same and rounded(row.target, row.decimals) < rounded(row.actual, row.decimals):
        told = clause(
            _EASY,
            language,
            name=said,
            target=setting.target(row, row.target),
            known=year(row.known),
            actual=setting.figure(row, row.actual),
        )
        return sentence(sentence_key("target_easy", row.series), told, rests)
    return ()


# the table


def _table(setting: YearMaterial, rows: Sequence[YearRow], key: str, title: Wording) -> Table:
    """The table of the targets of some rows."""
    owned = any(setting.owner(one) for one in rows)
    told = {"year": str(setting.year), "before": str(setting.before)}
    heads = ["indicator", "unit", "actual", "target", "growth", "duty"]
    shares = [3.2, 1.1, 1.6, 1.9, 2.0, 1.0]
    if owned:
        heads.append("owner")
        shares.append(2.2)
    right = {"actual", "target", "growth"}
    columns = tuple(
        TableColumn(setting.words(_HEADS[head], **told), share, "right" if head in right else "left")
        for head, share in zip(heads, shares, strict=True)
    )
    lines = tuple(_cells(setting, one, owned) for one in rows)
    derived = sorted({one.statement.year for one in rows if one.origin is Origin.DIVIDED})
    notes = [setting.words(_NOTE, due=tuple(map(str, derived)))] if derived else []
    if any(not one.has_figure for one in rows):
        notes.append(setting.words(_NOTE_WORDS))
    return Table(
        key,
        setting.words(title, **told),
        columns,
        lines,
        ("" if setting.language == "zh" else " ").join(notes),
        setting.evidence(rows, (setting.before, setting.year), (one.statement.year for one in rows)),
    )


def _cells(setting: YearMaterial, row: YearRow, owned: bool) -> tuple[str, ...]:
    said = setting.indicator(row)
    actual = setting.cell(row, row.actual)
    if row.known and row.known != setting.before:
        actual = setting.words(_OF_YEAR, figure=actual, year=str(row.known))
    growth = setting.movement_cell(row, row.growth)
    if row.known != setting.year - 1 and math.isfinite(row.growth):
        growth = setting.words(_A_YEAR, growth=growth)
    cells = (
        said.said if said else "",
        setting.unit(row),
        actual,
        _target_cell(setting, row),
        growth,
        setting.words(row.indicator.duty.words),
    )
    return (*cells, setting.owner(row) or NOTHING) if owned else cells


def _target_cell(setting: YearMaterial, row: YearRow) -> str:
    if not row.has_figure:
        if math.isfinite(_figured(row)):
            return NOTHING
        words = setting.asked_words(row)
        return words.said if words is not None else NOTHING
    if math.isfinite(row.low) and math.isfinite(row.high):
        return f"{setting.cell(row, row.low)}–{setting.cell(row, row.high)}"
    mark = "*" if row.origin is Origin.DIVIDED else ""
    figure = setting.cell(row, row.target)
    wording = {
        TargetKind.ABOUT: _ABOUT,
        TargetKind.AT_LEAST: _AT_LEAST,
        TargetKind.AT_MOST: _AT_MOST,
    }.get(row.kind)
    shown = setting.words(wording, figure=figure) if wording is not None else figure
    return f"{shown}{mark}"
