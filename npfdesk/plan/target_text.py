"""The grammar of target cells: 7000以上, 3.0以上，力争3.5以上, 年均增长8%, 〔520〕, 高于全省平均, 1500左右，年均增长6.5%.

A cell is one statement or several. A statement is words alone, a sum in square brackets, or a figure with the words
around it. No part of a text is ignored: what is no figure, kind, mark or remark makes it a Problem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import Final

from npfdesk.plan.change_words import Subject, read_change
from npfdesk.plan.figure_words import NOT_A_TARGET, qualified
from npfdesk.plan.kinds import Kind
from npfdesk.plan.names import says_nothing
from npfdesk.plan.numbers import LONGEST_TEXT, DecimalHabit, half_width, is_unit, parse_figure, usual_form
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.target_marks import is_remark, split_bracket, without_marks
from npfdesk.plan.target_words import parse_words
from npfdesk.plan.targets import (
    WORDLESS_MEASURES,
    Basis,
    Measure,
    StatedText,
    TargetKind,
    TargetText,
    as_target,
)

NOT_A_BASE: Final = error(
    "not_a_base",
    "“{text}”不是可以识别的基期值。可写数字、91.83（2019）、60.6*、10.9（预计）或 —。",
    "“{text}” is not a base. Accepted: a number, 91.83 (2019), 60.6*, 10.9 (estimated), or —.",
)

_INCLUSIVE: Final = re.compile(r"(?<=[上下内])\(含\)$|\(含\)(?=以[上下内])")
_YEAR: Final = re.compile(r"\(((?:19|20|21)[0-9]{2}|2200)年?(?:数据|数)?\)$")
_AT_A_YEAR: Final = re.compile(
    r"(?:到|至|在)?(?P<year>(?:19|20|21)[0-9]{2})年(?:底|末|时)?(?!的?基础)[,、]?(?=.)"
)
_BY_A_YEAR: Final = re.compile(r"by(?P<year>(?:19|20|21)[0-9]{2}),?(?=[^0-9,])")
_BY_A_YEAR_LAST: Final = re.compile(r"(?<=[^0-9,]),?by(?P<year>(?:19|20|21)[0-9]{2})$")
_SINCE: Final = re.compile(
    r"(?:比|较|在)(?P<year>(?:19|20|21)[0-9]{2})年(?:水平|的?基础上|相比|同期)?[,、]?(?:再)?(?=.)"
)
_FROM_A_YEAR: Final = re.compile(
    r"(?<=.)(?P<word>from|on|below|comparedto|comparedwith|relativeto|against|versus|vs\.?)(?:the)?"
    r"(?P<year>(?:19|20|21)[0-9]{2})(?:levels?|baseline|base)?$"
)
_BASES: Final = ("比基期", "较基期", "在基期基础上", "比期初", "较期初")
_BASES_LAST: Final = (
    "belowbaseline", "belowthebaseline", "frombaseline", "fromthebaseline", "onbaseline", "overbaseline", "comparedtobaseline",
    "againstbaseline", "abovebaseline",
)  # fmt: skip
_BRACKETS: Final = str.maketrans(
    {"〔": "[", "〕": "]", "【": "[", "】": "]", "“": None, "”": None, '"': None, "‘": None, "’": None}
)
_SUMMED: Final = re.compile(r"(?P<before>[^\[\]]{0,60})\[(?P<sum>[^\[\]]{1,60})\](?P<behind>[^\[\]]{0,20})")
_FOOTNOTE: Final = re.compile(r"\[[0-9]{1,2}\]$")
_SEPARATORS: Final = ",;、，；"
_IN_ROUND: Final = re.compile(r"[(（]\s?[0-9.,]{1,20}\s?%?\s?[)）]")
_HOPED: Final = "力争"
_TOTALS: Final = frozenset({"累计", "合计", "累计数", "cumulative", "intotal"})
_IN_ALL: Final = _TOTALS | {
    "五年累计",
    "5年累计",
    "五年合计",
    "5年合计",
    "五年累计数",
    "规划期累计",
    "五年",
    "5年",
}


@dataclass(frozen=True)
class BaseFigure:
    """A base cell: its figure (None: none), the year in brackets where it belongs to another one, and its marks.

    `mark` is what stands around the figure as written: * and ①, (预计), 〔〕.
    """

    value: float | None
    year: int | None = None
    mark: str = ""


def parse_target(
    text: str,
    *,
    unit: str = "",
    name: str = "",
    measure: Measure | None = None,
    basis: Basis = Basis.ANNUAL,
    habit: DecimalHabit = DecimalHabit.POINT,
    indicator_kind: Kind | None = None,
) -> TargetText | Problem:
    """Parse the target cell of an indicator with that unit, name and kind (None: not known yet).

    `measure` is what the column's head says that its figures are: under GROWTH a bare 6以上 is a growth in % over
    `basis`, under SUM a bare 2.5 is a sum; words say for themselves what they are. `habit` is the workbook's for
    commas and points. A Problem says what is accepted. Nothing is guessed, and no part of the text is ignored.
    """
    if says_nothing(text):
        return TargetText(TargetKind.NONE, text)
    if len(text) > LONGEST_TEXT:
        return Problem(NOT_A_TARGET, text=f"{text[:LONGEST_TEXT]}…")
    about = Subject(unit, name, measure, basis, indicator_kind)
    # of a cut and of what adds up a round bracket is a sum of the years, and no negative as Excel prints one
    round_bracket = measure is None and _IN_ROUND.fullmatch(text.strip()) is not None
    summed = round_bracket and (about.own == "cut" or about.is_flow)
    parsed = _cell(f"〔{text.strip()[1:-1]}〕" if summed else text, about, habit)
    if isinstance(parsed, Problem) and "\n" in text.strip():
        # lines of a cell can be statements of their own, or one that Word has broken
        lines = _cell("；".join(text.split("\n")), about, habit)
        parsed = parsed if isinstance(lines, Problem) else lines
    if isinstance(parsed, Problem):
        return replace_text(parsed, text)
    return replace(parsed, text=text, reference=_as_written(parsed.reference, text))


def _as_written(words: str, text: str) -> str:
    """A part of a cell as the cell has it, with its blanks and capitals."""
    if not words:
        return words
    places = [place for place, letter in enumerate(text) if not letter.isspace()]
    squeezed = "".join(text[place].lower()[:1] for place in places)
    at = squeezed.find(words)
    return words if at < 0 else text[places[at] : places[at + len(words) - 1] + 1]


def replace_text(problem: Problem, text: str) -> Problem:
    """The same problem with the whole cell's text."""
    return Problem(problem.kind, problem.sheet, problem.cell, text, problem.arguments)


def parse_base(
    text: str, unit: str = "", *, habit: DecimalHabit = DecimalHabit.POINT
) -> BaseFigure | Problem:
    """A base cell: a figure, with its year in brackets or with marks around it, or one of the marks for none."""
    if says_nothing(text):
        return BaseFigure(None)
    if len(text) > LONGEST_TEXT:
        return Problem(NOT_A_BASE, text=f"{text[:LONGEST_TEXT]}…")
    words, mark = without_marks(half_width(text))
    year: int | None = None
    if match := _YEAR.search(words):
        year, words = int(match.group(1)), words[: match.start()]
    summed = _SUMMED.fullmatch(words.translate(_BRACKETS))
    if summed is not None and not summed.group("before") and not summed.group("behind"):
        words, mark = summed.group("sum"), f"〔〕{mark}"
    figure = parse_figure(words, unit, habit)
    if isinstance(figure, Problem):
        stands = parse_words(words)
        if stands is not None and stands.measure is Measure.RANK and stands.kind is TargetKind.EXACT:
            return BaseFigure(stands.figure, year, mark)  # 全省第12位
        kind = NOT_A_BASE if figure.code == "not_a_number" else figure.kind
        return Problem(kind, text=text, arguments=figure.arguments)
    return BaseFigure(figure, year, mark)


_GROWN_BY: Final = re.compile(
    r"(?:同比|比上年|较上年)?(?P<word>增长|增加|提高|上升|下降|降低|减少|[+\-])\s?(?P<figure>\d{1,4}(?:\.\d{1,3})?)%"
)
_FALLS: Final = ("下降", "降低", "减少", "-")


def growth_beside(text: str) -> tuple[str, float | None]:
    """The level and the growth on the year before that one cell says (938.3亿元，增长5.1%); the text and None for no growth."""
    words = half_width(text[:LONGEST_TEXT]).strip()
    cut = max(words.rfind(mark) for mark in ",;、(") if words.endswith(("%", ")")) else -1
    match = _GROWN_BY.fullmatch(words[cut + 1 :].rstrip(")").strip()) if cut > 0 else None
    if match is None:
        return text, None
    grown = parse_figure(match["figure"])
    if isinstance(grown, Problem):
        return text, None
    return words[:cut].rstrip(), -grown if match["word"] in _FALLS else grown


def parse_stretch(
    text: str, unit: str = "", *, habit: DecimalHabit = DecimalHabit.POINT
) -> float | Problem | None:
    """A stretch cell: 3.5, 3.5以上, 力争3.5以上, or none; a level in the indicator's unit."""
    if says_nothing(text):
        return None
    if len(text) > LONGEST_TEXT:
        return Problem(NOT_A_TARGET, text=f"{text[:LONGEST_TEXT]}…")
    words = usual_form(half_width(text).casefold(), habit)
    if isinstance(words, Problem):
        return replace_text(words, text)
    parsed = qualified(without_marks(words.removeprefix(_HOPED))[0], unit)
    if isinstance(parsed, Problem):
        return replace_text(parsed, text)
    return parsed.figure if parsed.figure is not None else Problem(NOT_A_TARGET, text=text)


_PLAIN_FIGURE: Final = re.compile(
    r"(?P<figure>[0-9]{1,12}(?:\.[0-9]{1,9})?)(?P<kind>以上|以下|以内|左右|上下)?", re.ASCII
)
_PLAIN_KINDS: Final = {
    None: TargetKind.EXACT, "以上": TargetKind.AT_LEAST, "以下": TargetKind.AT_MOST, "以内": TargetKind.AT_MOST,
    "左右": TargetKind.ABOUT, "上下": TargetKind.ABOUT,
}  # fmt: skip


def _cell(text: str, about: Subject, habit: DecimalHabit) -> TargetText | Problem:
    short = about.measure is None and about.kind is not Kind.RATE and habit is DecimalHabit.POINT
    if short and (plain := _PLAIN_FIGURE.fullmatch(text)):
        # most cells of a large table say no more than this, which the grammar below reads alike
        figure, kind = plain.group("figure", "kind")
        return TargetText(_PLAIN_KINDS[kind], text, "figure", float(figure))
    words = half_width(text).translate(_BRACKETS).casefold().rstrip("。;")
    shown = usual_form(_INCLUSIVE.sub("", words), habit)
    if isinstance(shown, Problem):
        return shown
    words, mark = without_marks(shown)
    if (alone := parse_words(_without_bracket(words))) is not None:
        return as_target(replace(alone, mark=mark))
    parts = _parts(words)
    hoped = [part for part in parts if part.startswith(_HOPED)]
    stated = [part for part in parts if not part.startswith(_HOPED)]
    if not parts or len(hoped) > 1:
        return Problem(NOT_A_TARGET, text=words)
    made = _together(stated, about)
    if isinstance(made, Problem):
        return made
    if hoped:
        made = _with_hope(made, hoped[0].removeprefix(_HOPED), about)
        if isinstance(made, Problem):
            return made
    return replace(made, mark=mark)


def _without_bracket(words: str) -> str:
    """〔完成省下达任务〕 as its words: a bracket around all of a cell sums up only figures."""
    inside = words[1:-1]
    whole = words[:1] + words[-1:] in ("[]", "()") and not any(letter in "()[]" for letter in inside)
    return inside if whole and not any(map(str.isdigit, inside)) else words


def _parts(words: str) -> list[str]:
    """The statements of a cell: apart by a comma that is not between digits, and before 力争; brackets stay whole."""
    parts: list[str] = []
    begun, depth = 0, 0
    for place, letter in enumerate(words):
        if letter in "([":
            if letter == "(" and words.startswith(_HOPED, place + 1) and words.endswith(")"):
                # the bracket of 55（力争60） is no more than a comma
                return [*_parts(words[:place]), words[place + 1 : -1]]
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif depth:
            continue
        elif letter in _SEPARATORS and not (
            words[place - 1 : place].isdigit() and words[place + 1 : place + 2].isdigit()
        ):
            parts.append(words[begun:place])
            begun = place + 1
        elif place > begun and words.startswith(_HOPED, place):
            parts.append(words[begun:place])
            begun = place
    parts.append(words[begun:])
    return [part for part in parts if part] if words else []


def _together(parts: list[str], about: Subject) -> TargetText | Problem:
    """The first statement with the others beside it; words alone that follow words alone are one with them."""
    first: TargetText | None = None
    for part in parts:
        made = _statement(part, about)
        if isinstance(made, Problem):
            return made
        if first is None:
            first = made
            continue
        if (
            made.measure is first.measure
            and made.has_figure
            and first.has_figure
            and made.basis is first.basis
        ):
            # 7000以上，8000以上: which of the two?
            return Problem(NOT_A_TARGET, text=part)
        first = replace(first, beside=(*first.beside, replace(_stated(made), text=part), *made.beside))
    return TargetText(TargetKind.NONE, "") if first is None else first


def _with_hope(first: TargetText, words: str, about: Subject) -> TargetText | Problem:
    """A cell with its 力争: the stretch of the first statement where it is of the same kind, else a statement beside."""
    if not words or words.startswith(_HOPED):
        return Problem(NOT_A_TARGET, text=words)
    like = about
    if first.measure in (Measure.SUM, Measure.RANK) or (first.measure is Measure.GROWTH and "%" in words):
        like = replace(about, measure=first.measure, basis=first.basis or about.basis)
    alone = parse_words(words)
    hope = alone if alone is not None else _statement(words, like)
    if isinstance(hope, Problem):
        return hope
    if hope.kind is TargetKind.RANGE or hope.year is not None or hope.stretch is not None:
        return Problem(NOT_A_TARGET, text=words)
    if hope.kind is TargetKind.ASSIGNED or hope.measure in WORDLESS_MEASURES or hope.figure is None:
        second = replace(hope, text=_HOPED + words)
        if first.asks_nothing:
            return as_target(second)
        return replace(first, beside=(*first.beside, _stated(second)))
    how = hope.how
    if first.how in ("increase", "change", "step") and hope.how == "figure" and words[:1].isdigit():
        # 新增500，力争600 is an increase too
        how = first.how
    silent = not first.has_figure and first.measure is Measure.LEVEL
    if silent:
        return replace(first, how=how, stretch=hope.figure, measure=hope.measure, basis=hope.basis)
    if (how, hope.measure) == (first.how, first.measure):
        return replace(first, stretch=hope.figure)
    second = replace(
        _stated(hope), kind=TargetKind.NONE, text=_HOPED + words, figure=None, stretch=hope.figure
    )
    return replace(first, beside=(*first.beside, second))


def _statement(words: str, about: Subject) -> TargetText | Problem:
    """One statement, with the brackets and the years around it."""
    if not words:
        return Problem(NOT_A_TARGET, text=words)
    if (alone := parse_words(words)) is not None:
        return as_target(alone)
    if match := _YEAR.search(words):
        return _of_year(words[: match.start()], int(match.group(1)), about)
    head, said = split_bracket(words)
    if said:
        return _bracketed(head, said, about)
    if (summed := _in_square_brackets(words, about)) is not None:
        return summed
    if (dated := _dated(words, about)) is not None:
        return dated
    read = read_change(words, about)
    return read if isinstance(read, Problem) else as_target(read)


def _of_year(words: str, year: int, about: Subject) -> TargetText | Problem:
    read = _statement(words, about)
    if isinstance(read, Problem):
        return read
    return Problem(NOT_A_TARGET, text=words) if read.year is not None else replace(read, year=year)


def _dated(words: str, about: Subject) -> TargetText | Problem | None:
    """到2030年达到8000, reduce by 50% by 2030; 比2020年下降18%, 50% below 1990 levels; None where no year is named."""
    for pattern in (_AT_A_YEAR, _BY_A_YEAR):
        if match := pattern.match(words):
            return _of_year(words[match.end() :], int(match.group("year")), about)
    if match := _BY_A_YEAR_LAST.search(words):
        return _of_year(words[: match.start()], int(match.group("year")), about)
    year: int | None = None
    rest = words
    if match := _SINCE.match(words):
        year, rest = int(match.group("year")), words[match.end() :]
    elif match := _FROM_A_YEAR.search(words):
        year, rest = int(match.group("year")), words[: match.start()]
        if match.group("word") == "below" and rest[:1].isdigit():
            rest = f"reduceby{rest}"
    elif ending := next((one for one in _BASES_LAST if words.endswith(one) and len(words) > len(one)), ""):
        rest = words.removesuffix(ending)
        if "below" in ending and rest[:1].isdigit():
            rest = f"reduceby{rest}"
    elif opening := next((one for one in _BASES if words.startswith(one)), ""):
        rest = words.removeprefix(opening)
    if rest == words:
        return None
    read = _statement(rest, about)
    if isinstance(read, Problem):
        return read
    if read.how == "figure" or read.year is not None:
        # 比2020年8000, or the growth of an indicator that is one: from what?
        return Problem(NOT_A_TARGET, text=words)
    return replace(read, since=year, reference="" if year is None else str(year))


def _bracketed(head: str, said: str, about: Subject) -> TargetText | Problem:
    """A statement and the bracket behind it: its unit or bound, a second statement, or a remark."""
    if not any(letter.isdigit() for letter in said):
        joined = _statement(head + said, about)
        if isinstance(joined, TargetText) and joined.has_figure:
            return joined
        if isinstance(joined, Problem) and joined.code == "unit_mismatch" and is_unit(said):
            return joined
    if said in _IN_ALL and (about.is_flow or said not in _TOTALS):
        return _statement(head, replace(about, measure=Measure.SUM))
    first = _statement(head, about)
    if isinstance(first, Problem):
        return first
    second = _statement(said, about)
    if isinstance(second, Problem):
        if second.code != "not_a_target":
            return second
        if not is_remark(said):
            return Problem(NOT_A_TARGET, text=said)
    elif second.has_figure and (second.measure is not first.measure or not first.has_figure):
        return replace(first, beside=(*first.beside, replace(_stated(second), text=said), *second.beside))
    elif second.has_figure:
        return Problem(NOT_A_TARGET, text=said)
    return replace(first, note=said)


def _in_square_brackets(words: str, about: Subject) -> TargetText | Problem | None:
    """〔520〕, [10]以上, 不低于〔10〕: a sum; 65〔13.5〕 has it beside the figure. None where there are no brackets."""
    match = _SUMMED.fullmatch(words)
    if match is None:
        return None
    before, said, behind = match.group("before", "sum", "behind")
    summed = replace(about, measure=Measure.SUM)
    if any(letter.isdigit() for letter in before):
        if _FOOTNOTE.search(words):
            # 65[1]: a footnote, or a sum of one?
            return Problem(NOT_A_TARGET, text=words)
        first, second = _statement(before, about), _statement(said + behind, summed)
        if isinstance(first, Problem) or isinstance(second, Problem):
            return first if isinstance(first, Problem) else second
        told = replace(_stated(second), text=f"〔{said}〕{behind}")
        return replace(first, beside=(*first.beside, told))
    if not any(letter.isdigit() for letter in said):
        return None
    read = read_change(before + said + behind, summed)
    return read if isinstance(read, Problem) else as_target(read)


def _stated(one: StatedText) -> StatedText:
    """A statement as one beside another."""
    return StatedText(**{field.name: getattr(one, field.name) for field in fields(StatedText)})
