"""The report as a Word document that the office goes on writing in: the pages of the PDF, with native charts."""

from __future__ import annotations

import io
from typing import Final

from npfdesk.plan.problems import Wording
from npfdesk.report.material import PROGRAM, Material
from npfdesk.report.packing import cleaned, packed
from npfdesk.report.paper_report import compose, footer
from npfdesk.report.slides_report import provenance_line
from npfdesk.report.word_paper import WordPaper

_NUMBER: Final = Wording("第 {page} 页，共 {pages} 页", "Page {page} of {pages}")


def word_report(material: Material, template: bytes | None = None) -> bytes:
    """The document's bytes, in the styles of `template` (.docx or .dotx) where one is given.

    Cover, overview, paths, county sheets, gap lists, method; CannotBeMade where the template is none. The same
    material gives the same bytes.
    """
    paper = WordPaper(template)
    compose(material, paper)
    before, rest = material.words(_NUMBER, page="\0", pages="\1").split("\0")
    between, after = rest.split("\1")
    paper.foot(footer(material), before, between, after)
    told = material.provenance
    properties = paper.file.core_properties
    properties.title = cleaned(material.plan.title)[:250]
    properties.subject = cleaned(" · ".join(one.name for one in material.scenarios))[:250]
    properties.comments = cleaned(provenance_line(material))[:250]
    properties.author = properties.last_modified_by = PROGRAM
    properties.keywords, properties.revision = "", 1
    properties.created = properties.modified = told.moment.replace(tzinfo=None)
    stream = io.BytesIO()
    paper.file.save(stream)
    return packed(stream.getvalue(), told.moment)
