"""The verb `collect`: a fill-in workbook for each county or department, and the index of who was asked for what."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pandas as pd

from npfdesk.frames.collection import collect as collected
from npfdesk.frames.refusal import Refused
from npfdesk.plan.asking_words import day_text
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.problems import Language, Wording
from npfdesk.verbs.questions import (
    REFUSED,
    aligned,
    open_plan,
    print_error,
    print_remarks,
    records,
    refuse,
    spoken,
    told_problems,
    write_json,
)

_HEADLINE: Final = Wording(
    "{year}年，{count}个单位：数据 {figures} 项，目标建议 {proposals} 项。{due}",
    "{year}, {count:unit|units}: {figures:figure|figures}, {proposals:proposed target|proposed targets}. {due}",
)
_DUE: Final = Wording("{due}前报送。", "Due by {due}.")
_HEADS: Final = (
    Wording("单位", "unit"),
    Wording("数据", "figures"),
    Wording("目标建议", "proposals"),
    Wording("文件", "file"),
)
_WRITTEN: Final = Wording("已写入 {folder}，目录为 {index}", "Written into {folder}, with the index {index}")


def collect(options: argparse.Namespace, language: Language) -> int:
    """Issue a collection and tell who was asked; 0, 2 where nothing was written."""
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    try:
        table = collected(plan, options.to, options.by, options.year, options.due, options.in_round, language)
    except Refused as reason:
        return refuse(reason, language)
    print_remarks(table, language)
    found, about = list(records(table)), table.attrs
    if options.json:
        write_json(_as_json(table, found, language))
    else:
        sys.stdout.writelines(_lines(found, about, spoken(plan, language), language))
    said = {"folder": shown_path(about["folder"]), "index": about["index"]}
    print_error(_WRITTEN.text(language, said))
    return 0


def _as_json(table: pd.DataFrame, found: list[dict[str, Any]], language: Language) -> dict[str, Any]:
    about = table.attrs
    return {
        **{name: about[name] for name in ("collection", "by", "year", "round", "due")},
        "folder": shown_path(about["folder"]),
        "index": about["index"],
        "units": found,
        "problems": told_problems(table, language),
    }


def _lines(
    found: list[dict[str, Any]], about: Mapping[Any, Any], say: Callable[[str], str], language: Language
) -> Iterator[str]:
    said = {
        "year": about["year"],
        "count": len(found),
        **{name: sum(one[name] for one in found) for name in ("figures", "proposals")},
        "due": about["due"] and _DUE.text(language, {"due": day_text(about["due"], language)}),
    }
    yield f"{_HEADLINE.text(language, said).rstrip()}\n\n"
    rows = [
        [say(one["unit"]), *(str(one[name]) for name in ("figures", "proposals", "file"))] for one in found
    ]
    yield aligned([head.text(language, {}) for head in _HEADS], rows)
