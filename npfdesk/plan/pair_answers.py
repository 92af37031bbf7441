"""What somebody says of two indicators that may be one."""

from __future__ import annotations

from enum import StrEnum


class PairAnswer(StrEnum):
    """What was said of a doubtful pair."""

    SAME = "same"
    DIFFERENT = "different"
