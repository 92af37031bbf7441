"""The words at the head and foot of printed pages; apart, so that the window starts without what lays pages out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageWords:
    """What stands on every page: the plan and what is shown at its head, where the figures come from at its foot.

    `watermark` are the words across it ("": none).
    """

    plan: str
    shown: str
    origin: str
    watermark: str = ""
