"""Making an official report into a file: afresh, or over the report that is there with what a person changed in it."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from docx import Document

from npfdesk.plan.file_names import shown_path
from npfdesk.plan.problems import Language, Problem, Wording, warning
from npfdesk.report.forms import Made, usable_template, write_report
from npfdesk.report.markings import page_marks
from npfdesk.report.material import CannotBeMade, Material
from npfdesk.report.office_templates import sound_template
from npfdesk.report.official.chapters import OfficialReport, Table
from npfdesk.report.official.filled_template import filled_template, has_fields
from npfdesk.report.official.kinds import OFFICIAL
from npfdesk.report.official.made_anew import Anew, Draft, is_untouched, make_anew
from npfdesk.report.official.official_word import saved, write_blocks
from npfdesk.report.official.register_annex import register_annex
from npfdesk.report.official.report_record import Record, put_record, record_in, record_of
from npfdesk.report.requests import EVALUATION
from npfdesk.report.template_problems import BAD_TEMPLATE
from npfdesk.report.word_marks import mark_document
from npfdesk.workbook.files.limits import TEMPLATE_BYTES
from npfdesk.workbook.files.replacement import put_in_place

NO_FIELDS: Final = warning(
    "template_without_fields",
    "模板“{text}”里没有字段，报告按公文格式写成，没有用它。带字段的样张：npfdesk template --form {kind} -o 模板.docx。",
    "The template “{text}” has no fields: the report was written in the official layout, without it. A sample with fields: npfdesk "
    "template --form {kind} -o template.docx.",
)
HAND_TEXT_KEPT: Final = warning(
    "report_hand_text_kept",
    "“{text}”里保留了手改的 {count} 处文字和自己加的 {added} 处文字。",
    "Kept in “{text}”: {count:text|texts} changed by hand and {added:passage|passages} added by hand.",
)
HAND_TEXT_MOVED: Final = warning(
    "report_hand_text_moved",
    "“{text}”里手改的文字有 {count} 处，据以成文的数字已变，文中已标黄并加批注，请逐处看一看：改好文字，或删去批注表示看过。",
    "In “{text}” {count:text|texts} changed by hand {count:~rests|rest} on figures that have changed; highlighted, with a "
    "comment in the file. Look at each: correct the text, or delete the comment to say that it still holds.",
)
LEFT_OUT: Final = warning(
    "report_deleted_stays_out",
    "“{text}”里删去的 {count} 处不再写入。要恢复，请选“重新生成”，命令行加 --afresh。",
    "{count:part|parts} deleted by hand from “{text}” {count:~stays|stay} out. To have everything back, choose “write afresh”, "
    "on the command line --afresh.",
)
NOT_CARRIED: Final = warning(
    "report_not_all_carried",
    "“{text}”里的 {what} 没能照搬到新稿。上一稿另存为“{file}”，请对照。",
    "Not carried over from “{text}” as it was: {what}. The draft before is kept as “{file}”; compare the two.",
)
OTHER_REPORT: Final = warning(
    "report_was_another",
    "原来的“{text}”是另一份报告（{what}），其中手改的文字没有带入。上一稿另存为“{file}”。",
    "“{text}” was another report ({what}); what was changed in it by hand was not taken over. It is kept as “{file}”.",
)
NOT_RECOGNISED: Final = warning(
    "report_not_recognised",
    "原来的“{text}”里认不出程序写的句子（书签和文字都不在了），报告已重新生成。上一稿另存为“{file}”。",
    "In “{text}” the program’s sentences could not be found again (neither their bookmarks nor their words); the report was "
    "written afresh. The draft before is kept as “{file}”.",
)
NOT_READ: Final = warning(
    "report_before_not_read",
    "原来的“{text}”读不出（{reason}），其中手改的文字没有带入，报告已重新生成。它另存为“{file}”。",
    "“{text}” as it was could not be read ({reason}); what was changed in it by hand was not taken over and the report was "
    "written afresh. It is kept as “{file}”.",
)
_BEFORE: Final = Wording("{name}（上一稿{number}）{ending}", "{name} (previous draft{number}){ending}")
_PARTS: Final = {
    "kind": Wording("另一种报告", "another kind"),
    "year": Wording("另一年", "another year"),
    "language": Wording("另一种语言", "another language"),
    "plan": Wording("另一份规划", "another plan"),
}
"""In what two reports may differ, by the name that the record has for it."""


@dataclass(frozen=True)
class Wish:
    """What is asked for: the kind by its code, the year (None: the kind's own), whether the register is put behind the report.

    `afresh` leaves what a person changed in the file that is there.
    """

    kind: str
    year: int | None = None
    register: bool = True
    afresh: bool = False


@dataclass(frozen=True)
class OfficialMade(Made):
    """A report's bytes with what is told of it; `before` is the file as it was, to be put beside under the name `beside`."""

    before: bytes | None = None
    beside: Path | None = None


def make_official(
    material: Material, wish: Wish, out: Path, template: Path | None = None
) -> OfficialMade | Problem:
    """An official report of the first of the material's scenarios, for the file `out`; a Problem where it cannot be made.

    In the official layout, or in the office's own where a template with fields is given. KeyError for a kind that there is not.
    """
    kind, scenario = OFFICIAL[wish.kind], material.scenarios[0].id
    year = wish.year if wish.year is not None else kind.year(material.results, scenario)
    material = replace(material, evaluated=year if kind.about is EVALUATION else 0)
    report = kind.load()(material, year, scenario)
    if isinstance(report, Problem):
        return report
    chapters = {one.key: one for one in report.chapters}
    wanted = material.content.in_order(chapters)
    report = replace(report, chapters=tuple(chapters[key] for key in wanted))
    annexes = (register_annex(report, material),) if wish.register else ()
    dropped: tuple[Problem, ...] = ()
    draft: Draft | Problem = official_draft(material, report, annexes)
    if template is not None:
        sound = usable_template(template)
        if isinstance(sound, Problem):
            return sound
        try:
            if has_fields(sound.content):
                dropped = sound.dropped
                draft = filled_template(template.name, sound.content, report, material)
            else:
                dropped = (Problem(NO_FIELDS, text=template.name, arguments={"kind": wish.kind}),)
        except CannotBeMade as problem:
            return Problem(BAD_TEMPLATE, text=str(template), arguments={"reason": problem})
    if isinstance(draft, Problem):
        return draft
    made = make_over(draft, material, report, out, afresh=wish.afresh)
    return replace(made, told=(*dropped, *made.told))


def make_over(
    draft: Draft, material: Material, report: OfficialReport, out: Path, *, afresh: bool
) -> OfficialMade:
    """The file's bytes; where `out` already is this report, with what a person changed in it, unless it is to be `afresh`."""
    told: list[Problem] = []
    record, keep = draft.record, False
    content = None if afresh else _read(out)
    if content is not None:
        beside = free_name(out, material.language)
        old = _opened(out, content, beside)
        if isinstance(old, Problem):
            told, keep = [old], True
        elif old is not None and not is_untouched(old):
            other = _differing(record, old.record, out, beside)
            if other is not None:
                told, keep = [other], True
            else:
                done = make_anew(draft, old, material.language, material.provenance.moment)
                record, told = done.record, _told(done, out, beside)
                keep = bool(done.lost) or not done.recognised
    mark_document(draft.document, page_marks(material))
    put_record(draft.document, record)
    made = saved(draft.document, material, report)
    if not keep:
        return OfficialMade(made, tuple(told))
    return OfficialMade(made, tuple(told), content, free_name(out, material.language))


def write_official(
    path: Path, made: OfficialMade, plan: Path | None, *, over_read_only: bool = False
) -> Problem | None:
    """Write a report completely or not at all, the draft before beside it first where it is kept; a Problem where that fails."""
    if made.before is None or made.beside is None:
        return write_report(path, made.content, plan, over_read_only=over_read_only)
    problem = put_in_place(made.beside, made.before)
    if problem is not None:
        return problem
    problem = write_report(path, made.content, plan, over_read_only=over_read_only)
    if problem is not None:
        # the draft before is still where it was
        with contextlib.suppress(OSError):
            made.beside.unlink()
    return problem


def free_name(out: Path, language: Language) -> Path:
    """The name under which the draft before is kept: one that no file has."""
    number = 1
    while True:
        told = {"name": out.stem, "number": "" if number == 1 else f" {number}", "ending": out.suffix}
        found = out.with_name(_BEFORE.text(language, told))
        if not found.exists():
            return found
        number += 1


def official_draft(material: Material, report: OfficialReport, annexes: tuple[Table, ...] = ()) -> Draft:
    """The report in the official layout, with the record of what the program wrote."""
    return Draft(write_blocks(report, material.language, annexes), record_of(material, report, annexes))


def _read(out: Path) -> bytes | None:
    """The file that is there, None where there is none; one that is too large is read so far that this is seen."""
    try:
        with out.open("rb") as stream:
            return stream.read(TEMPLATE_BYTES + 1)
    except OSError:
        return None


def _opened(out: Path, content: bytes, beside: Path) -> Draft | Problem | None:
    """The report that is there; None where it is none of ours, a Problem where it cannot be read and might be."""
    if not content.startswith(b"PK"):
        return None
    sound = sound_template(str(out), content)
    if isinstance(sound, Problem):
        reason = Wording(sound.message("zh"), sound.message("en"))
        return Problem(NOT_READ, text=out.name, arguments={"reason": reason, "file": beside.name})
    try:
        document: Any = Document(io.BytesIO(sound.content))
        record: Record | None = record_in(document)
    except Exception as mistake:  # noqa: BLE001 - python-docx raises whatever a broken part makes it raise
        reason = Wording(type(mistake).__name__, type(mistake).__name__)
        return Problem(NOT_READ, text=out.name, arguments={"reason": reason, "file": beside.name})
    return None if record is None else Draft(document, record)


def _differing(new: Record, old: Record, out: Path, beside: Path) -> Problem | None:
    different = tuple(
        wording for name, wording in _PARTS.items() if new.identity.get(name) != old.identity.get(name)
    )
    if not different:
        return None
    return Problem(OTHER_REPORT, text=out.name, arguments={"what": different, "file": beside.name})


def _told(done: Anew, out: Path, beside: Path) -> list[Problem]:
    name, kept = out.name, shown_path(beside.name)
    if not done.recognised:
        return [Problem(NOT_RECOGNISED, text=name, arguments={"file": kept})]
    told = []
    if done.kept or done.added:
        told.append(Problem(HAND_TEXT_KEPT, text=name, arguments={"count": done.kept, "added": done.added}))
    if done.moved:
        told.append(Problem(HAND_TEXT_MOVED, text=name, arguments={"count": done.moved}))
    if done.left_out:
        told.append(Problem(LEFT_OUT, text=name, arguments={"count": done.left_out}))
    if done.lost:
        told.append(Problem(NOT_CARRIED, text=name, arguments={"what": tuple(done.lost), "file": kept}))
    return told
