"""Names as people type them: one normal form (`fold`) for sheets, headers, regions and indicators."""

from __future__ import annotations

import unicodedata
from typing import Final

# the dashes and blanks by which planners say "no figure"
NO_FIGURE: Final = frozenset({"", "-", "--", "—", "——", "–", "−", "/", "…", "……", "...", "......", "n/a"})


def fold(text: object) -> str:
    """The normal form of a name, equal for equal names: half-width, without case and blanks.

    ``None`` folds to the empty string. Line breaks inside a word, as Word's tables leave them, vanish too.
    """
    if text is None:
        return ""
    folded = unicodedata.normalize("NFKC", str(text)).casefold()
    return "".join(folded.split()).replace("\u200b", "").replace("\ufeff", "")


def is_blank(text: object) -> bool:
    """Whether a cell is empty or holds one of the marks for "no figure" (—, -, /, …, N/A)."""
    return fold(text) in NO_FIGURE
