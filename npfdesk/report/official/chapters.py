"""The parts of an official report, independent of its layout: chapters of paragraphs and tables, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from npfdesk.report.sentences import NO_EVIDENCE, Evidence, Sentence


@dataclass(frozen=True)
class Paragraph:
    """Sentences that stand together; `key` stays the same on new data."""

    key: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Heading:
    """A heading below a chapter's: level 2 （一）, level 3 1. — numbered where it is set."""

    key: str
    level: int
    text: str


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: its head, its share of the width, the side its cells stand on."""

    head: str
    share: float = 1.0
    side: str = "left"


@dataclass(frozen=True)
class Table:
    """A table with its title above; a row is a text for each column. `note` stands below it ("": none)."""

    key: str
    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    evidence: Evidence = NO_EVIDENCE


Block = Paragraph | Heading | Table


@dataclass(frozen=True)
class Chapter:
    """A chapter, numbered where it is set (一、二、…); one without blocks is left out."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class OfficialReport:
    """A whole report: its title, the line below it ("": none), its chapters, and the line of whoever signs and the day.

    `kind` is `evaluation` or `yearly`, `year` the one it is about.
    """

    kind: str
    year: int
    title: str
    subtitle: str
    chapters: tuple[Chapter, ...]
    office: str = ""
    dated: str = ""

    def sentences(self) -> Sequence[Sentence]:
        """Every sentence in its order."""
        return [
            one
            for chapter in self.chapters
            for block in chapter.blocks
            if isinstance(block, Paragraph)
            for one in block.sentences
        ]
