"""Names as people type them: one normal form (`fold`) for sheets, headers, regions and indicators."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

# the dashes and blanks by which planners say "no figure"
NO_FIGURE: Final = frozenset({"", "-", "--", "—", "——", "–", "−", "/", "…", "……", "...", "......", "n/a"})
# what statistical tables print where there is no figure; as a name any of these may be one
_UNSAID: Final = frozenset(
    {
        "..", ":", "x", "na", "n.a.", "n.a", "nd", "n.d.", "n/d", "nodata", "notavailable", "notapplicable", "none", "null",
        "[x]", "[c]", "[z]", "[u]", "(x)", "(c)", "(z)", "(u)", "未公布", "待公布", "尚未公布", "暂未公布", "未统计", "未发布",
        "缺", "缺失", "缺数", "无", "暂无", "暂缺", "无数据", "暂无数据", "数据缺失", "不适用", "不详", "待统计", "待核算", "待核实", "未填报",
        "未报", "保密", "#", "##", "*", "**", "***", "c", "z", "missing", "suppressed", "withheld", "confidential", "notpublished", "notcollected",
    }
)  # fmt: skip
_LONGEST_MARK: Final = 40

_LONGEST_NAME: Final = 100


def fold(text: object) -> str:
    """The normal form of a name, equal for equal names: half-width, without case and blanks.

    ``None`` folds to the empty string. Line breaks inside a word, as Word's tables leave them, vanish too.
    """
    if text is None:
        return ""
    said = str(text)
    # a sheet says the same few names thousands of times; what is long is no name
    return _folded(said) if len(said) <= _LONGEST_NAME else _folded.__wrapped__(said)


@lru_cache(maxsize=1 << 15)
def _folded(text: str) -> str:
    if text.isascii():
        return "".join(text.lower().split())
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(folded.split()).replace("\u200b", "").replace("\ufeff", "")


def is_blank(text: object) -> bool:
    """Whether a cell is empty or holds one of the marks for "no figure" (—, -, /, …, N/A)."""
    if type(text) is str and "0" <= text[:1] <= "9":
        return False
    return fold(text) in NO_FIGURE


def says_nothing(text: object) -> bool:
    """Whether a cell that may hold a figure holds none: blank, or one of the marks for it (.., :, x, no data, 未公布).

    Only where a figure is expected: x or 无 can be a name elsewhere.
    """
    # a long text is none of the marks, and folding it costs
    if isinstance(text, str) and len(text) > _LONGEST_MARK and text.strip():
        return False
    folded = fold(text)
    return folded in NO_FIGURE or folded in _UNSAID


def without_accents(text: str) -> str:
    """A text with the plain letter for each accented Latin one, as many letters as before."""
    if text.isascii():
        return text
    return "".join(map(_plain_letter, text))


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    if letter in "\u0111\u0110":
        return "d"
    if not ("\u00c0" <= letter <= "\u024f" or "\u1e00" <= letter <= "\u1eff"):
        return letter
    return unicodedata.normalize("NFD", letter)[0]
