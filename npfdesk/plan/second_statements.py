"""Editing one of several statements of a target: the others stay as they are, in their own words and cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from npfdesk.plan.problems import Problem, error
from npfdesk.plan.targets import PlanTarget, SecondStatement, TargetText, bare

NOT_APART: Final = error(
    "statement_not_apart",
    "“{text}”与前一条写在同一单元格“{cell}”里，改后读不成原来的几条，没有写入。请在前一行改整格的文字。",
    "“{text}” shares the cell “{cell}” with the statement before it, and the changed cell no longer reads as the same "
    "statements; nothing was entered. Change the whole cell in the row above.",
)
ONE_AT_A_TIME: Final = error(
    "one_statement_at_a_time",
    "这一行只写一条目标，“{text}”里有几条，没有写入。请只写一条；或在前一行改整格。",
    "This row takes one statement, and “{text}” has several; nothing was entered. Write one, or change the whole cell in "
    "the row above.",
)
_SEPARATOR: Final = r"[\s,，;；、]{0,8}"

Read = Callable[[str], TargetText | Problem]


def with_second(target: PlanTarget, place: int, text: str, read: Read) -> PlanTarget | Problem:
    """The target with another text for one of its `seconds` (blank: without it); `read` parses a cell of its indicator.

    A statement of the same cell is changed within the cell's text, one of another cell in that. A Problem where the text
    cannot be read, holds several statements, or would change the others.
    """
    text, own = text.strip(), len(target.parsed.beside)
    parsed = read(text)
    if isinstance(parsed, Problem):
        return parsed
    if parsed.beside:
        return Problem(ONE_AT_A_TIME, text=text)
    if parsed.asks_nothing:
        text = ""
    if place < own:
        return _within(target, place, text, read)
    seconds, at = list(target.beside), place - own
    if text:
        seconds[at] = SecondStatement(text, parsed, seconds[at].sheet, seconds[at].cell)
    else:
        del seconds[at]
    return replace(target, beside=tuple(seconds))


def _within(target: PlanTarget, place: int, text: str, read: Read) -> PlanTarget | Problem:
    before = target.parsed.beside[place]
    refused = Problem(NOT_APART, text=text or before.text, arguments={"cell": target.text})
    if target.text.count(before.text) != 1:
        return refused
    part = re.escape(before.text)
    changed = (
        target.text.replace(before.text, text) if text else re.sub(_SEPARATOR + part, "", target.text).strip()
    )
    parsed = read(changed)
    if isinstance(parsed, Problem):
        return refused
    rest = [*target.parsed.beside[:place], *target.parsed.beside[place + 1 :]]
    now = list(parsed.beside)
    if text and len(now) > place:
        del now[place]
    same = [bare(one) for one in now] == [bare(one) for one in rest]
    if len(parsed.beside) != len(rest) + bool(text) or not same or bare(parsed) != bare(target.parsed):
        return refused
    return replace(target, text=changed, parsed=parsed)
