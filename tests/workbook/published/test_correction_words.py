"""Corrections in words, in both languages."""

import pytest

from npfdesk.workbook.published.correction_words import correction_words, reason_words
from npfdesk.workbook.published.corrections import Corrections, Fix, listed
from npfdesk.workbook.published.recognition import Reason

SAID = Corrections(
    cells={("表1", "C5"): Fix(role="target", name="产值", unit="亿元", year=2025)},
    columns={("表1", "C"): Fix(period="2026年1-3月"), ("表1", "D2:D9"): Fix(role="ignored")},
    rows=frozenset({("表1", 7)}),
    row_roles={("表1", 8): "note", ("表1", 9): "value"},
    headers=frozenset({("表1", 2, 3)}),
    areas=frozenset({("表1", 1, 1, 2, 2)}),
    sheets={"表2": False, "表3": True},
    matches={"indicator:企业=企业数": True, "region:甲=乙": False},
    city="甲市",
    lines={("表1", "4"): Fix(role="base")},
    tables=frozenset({("表1", 3, 1, 9, 4)}),
)
WORDS = {
    "en": [
        "表1 A3:D9: is a table",
        "表1 rows 2–3: is a header",
        "表1 row 8: note",
        "表1 row 9: data row",
        "表1 row 4: base",
        "表1 column C: 2026年1-3月",
        "表1 D2:D9: left out",
        "表1 C5: target · 2025 · name “产值” · unit “亿元”",
        "表1 row 7: left out",
        "表1 A1:B2: left out",
        "Sheet “表2”: left out",
        "Sheet “表3”: read",
        "“企业 → 企业数”: treated as the same",
        "“甲 → 乙”: not the same",
        "City: 甲市",
    ],
    "zh": [
        "表1 A3:D9：是一张表",
        "表1 第 2–3 行：是表头",
        "表1 第 8 行：注释",
        "表1 第 9 行：数据行",
        "表1 第 4 行：基期",
        "表1 C 列：2026年1-3月",
        "表1 D2:D9：略过",
        "表1 C5：目标 · 2025 · 名称“产值” · 单位“亿元”",
        "表1 第 7 行：略过",
        "表1 A1:B2：略过",
        "工作表“表2”：略过",
        "工作表“表3”：读入",
        "“企业 → 企业数”：视为同一",
        "“甲 → 乙”：不是同一",
        "全市：甲市",
    ],
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_correction_is_told_in_words(language):
    assert [correction_words(one, SAID, language) for one in listed(SAID)] == WORDS[language]


def test_every_reason_has_words():
    assert all(reason_words(one, language) for one in Reason for language in ("zh", "en"))
