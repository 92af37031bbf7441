"""Measures of the year: levers that begin or rise in it in the scenario, told as the assumptions that they are."""

from __future__ import annotations

from typing import Final

from npfdesk.plan.model import LeverEffect
from npfdesk.plan.problems import Wording
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.spoken_names import name_in
from npfdesk.report.official.chapters import Block, Chapter, Paragraph
from npfdesk.report.official.lever_effects import effect_size
from npfdesk.report.official.yearly.course import LeverRise, lever_rises
from npfdesk.report.official.yearly.setting import YearMaterial
from npfdesk.report.sentences import Evidence, Sentence
from npfdesk.report.sentences.figures import name, number, percent
from npfdesk.report.sentences.patterns import Clause, chained, clause, sentence, sentence_key

TITLE: Final = Wording("主要举措（情景假设）", "Measures (assumptions of the scenario)")

_LEAD: Final = Wording(
    "情景“{scenario}”假定{year}年启动或加力以下{count}项举措；强度和作用均为示意性假设，不是估计结果，也不代表已经落实的政策。",
    "Scenario “{scenario}” assumes that {count:measure begins or gains|measures begin or gain} strength in {year}. Intensities and effects "
    "illustrate; they are neither estimates nor policies in force.",
)
_BEGINS: Final = Wording("启动“{lever}”，强度为{now}", "“{lever}” begins, at an intensity of {now}")
_RISES: Final = Wording(
    "加力推进“{lever}”，强度由{before}提高到{now}", "“{lever}” goes from an intensity of {before} to {now}"
)
_SPAN: Final = Wording("{low}—{high}", "{low} to {high}")
_ONE: Final = Wording("{figure}", "{figure}")
_EFFECTS: Final = Wording("满强度时假定{parts}", "assumed at full intensity: {parts}")
_GROWTH: Final = Wording("{name}年增速提高{effect}", "{effect} on the growth of {name}")
_POINTS: Final = Wording("{name}每年提高{effect}", "{effect} a year on {name}")
_GROWTH_OFF: Final = Wording("{name}年增速降低{effect}", "{effect} off the growth of {name}")
_POINTS_OFF: Final = Wording("{name}每年降低{effect}", "{effect} a year off {name}")
_SAID: Final = Wording("{body}。", "{body}.")
_MOST: Final = 3
"""How many effects of a lever are told."""


def measures_chapter(setting: YearMaterial) -> Chapter | None:
    """The chapter of the measures; None where no lever begins or rises in the year."""
    rises = lever_rises(setting.material.results, setting.scenario.id, setting.year)
    if not rises:
        return None
    language, rests = setting.language, Evidence((), (setting.year,), setting.scenario.id)
    lead = clause(
        _LEAD,
        language,
        scenario=name(setting.material.name(setting.scenario)),
        year=setting.year_said,
        count=number(len(rises), language),
    )
    blocks: list[Block] = [
        Paragraph("measures_lead", sentence(sentence_key("measures_lead"), lead, rests, assumed=True))
    ]
    blocks += [Paragraph(f"measure_{one.lever}", _told(setting, one)) for one in rises]
    return Chapter("measures", setting.words(TITLE), tuple(blocks))


def _told(setting: YearMaterial, one: LeverRise) -> tuple[Sentence, ...]:
    language = setting.language
    head = clause(
        _BEGINS if one.begins else _RISES,
        language,
        lever=name(one.lever),
        before=_span(setting, one.before),
        now=_span(setting, one.now),
    )
    effects = [told for effect in one.effects if (told := _effect(setting, effect)) is not None]
    parts = chained(effects[:_MOST], language)
    body = chained([head, clause(_EFFECTS, language, parts=parts) if parts else None], language)
    rests = Evidence((), (setting.year - 1, setting.year), setting.scenario.id)
    # a lever has a name alone, which stands in the place of a series'
    key = sentence_key("measure", SeriesKey("", "", one.lever))
    return sentence(key, clause(_SAID, language, body=body) if body else None, rests, assumed=True)


def _span(setting: YearMaterial, ends: tuple[float, float]) -> Clause | None:
    low, high = (percent(one, 0) for one in ends)
    if ends[0] == ends[1]:
        return clause(_ONE, setting.language, figure=high)
    return clause(_SPAN, setting.language, low=low, high=high)


def _effect(setting: YearMaterial, effect: LeverEffect) -> Clause | None:
    indicator = setting.material.plan.indicator_by_code.get(effect.indicator)
    if indicator is None:
        return None
    if indicator.kind.moves_in_points:
        wording = _POINTS if effect.effect >= 0 else _POINTS_OFF
    else:
        wording = _GROWTH if effect.effect >= 0 else _GROWTH_OFF
    return clause(
        wording,
        setting.language,
        name=name(name_in(indicator, setting.language)),
        effect=effect_size(setting.material, effect),
    )
