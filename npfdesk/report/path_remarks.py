"""The remarks on paths as every report tells them: which have no figures or run into what cannot be, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.path_problems import path_problems
from npfdesk.engine.projection.remarks import NOTES, path_remarks
from npfdesk.plan.method_description import MethodRemark
from npfdesk.plan.problems import Language, Wording
from npfdesk.report.material import Material

HEAD: Final = Wording("无法推算或不可能的路径", "Paths that cannot be projected, or are impossible")
REMARK_COLUMN: Final = "remark"
"""The column of the report as CSV, where any path has a remark."""
_MORE: Final = Wording("另有 {count} 条，见 npfdesk check。", "{count} more; `npfdesk check` lists them all.")
_MOST: Final = 20


def path_lines(material: Material, most: int = _MOST) -> list[str]:
    """A line for each, in the report's language, `most` of them at most with the number of the others; empty where there are none."""
    names = {one.id: material.name(one) for one in material.scenarios}
    told = path_problems(material.results, names, names, among=material.takes)
    lines = [one.message(material.language) for one in told[:most]]
    if len(told) > most:
        lines.append(material.words(_MORE, count=len(told) - most))
    return lines


def remark_column(material: Material) -> Mapping[str, NDArray[np.generic]]:
    """The column of remarks, (scenario x series x year,), "" for none; no column where no path has one."""
    count = len(material.plan.years)
    texts: list[str] = []
    for scenario in material.scenarios:
        said = path_remarks(material.results, scenario.id)
        for row in range(len(material.plan.series)):
            texts += [_text(material.language, said, row)] * count
    column = np.array(texts, dtype=object)
    return {REMARK_COLUMN: column} if any(texts) else {}


def _text(language: Language, said: Mapping[int, tuple[MethodRemark, ...]], row: int) -> str:
    return " ".join(one.text(language) for one in said.get(row, ()) if one.code not in NOTES)
