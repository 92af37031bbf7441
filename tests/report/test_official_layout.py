"""The official layout, read back from the file and measured on the pages that LibreOffice makes of it."""

import io
import itertools
import os
import re
import shutil
import subprocess
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from npfdesk.locations import resources_folder
from npfdesk.report.official.hidden_marks import LONGEST_NAME, Marked, kind_of_mark, mark_name
from npfdesk.report.official.official_page import (
    FACES,
    LINE,
    SHIPPED_FACE,
    indents_of_signature,
)
from npfdesk.report.official.official_word import saved, write_blocks
from tests.report.materials import MOMENT, material
from tests.report.official_samples import sample_report
from tests.report.test_workbook_report import OFFICE

MM = 36000


def written(sample_plan, language="zh", **how):
    report = sample_report(**how)
    return saved(write_blocks(report, language), material(sample_plan, language=language), report)


def texts_in_marks(document):
    """What stands within each of our bookmarks, by its name."""
    found, begun = {}, {}
    for one in document.element.body.iter():
        if one.tag == qn("w:bookmarkStart"):
            begun[one.get(qn("w:id"))] = one.get(qn("w:name"))
            found[one.get(qn("w:name"))] = ""
        elif one.tag == qn("w:bookmarkEnd"):
            begun.pop(one.get(qn("w:id")))
        elif one.tag == qn("w:t"):
            for name in begun.values():
                found[name] += one.text or ""
    assert not begun
    return found


def test_the_page_the_grid_the_faces_and_the_styles_are_the_standard_s(sample_plan):
    content = written(sample_plan)
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    page = (section.page_width, section.page_height)
    edges = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(one / MM) for one in (*page, *edges)] == [210, 297, 37, 28, 26, 35]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), int(grid.get(qn("w:linePitch")))) == ("linesAndChars", LINE)
    # 28 characters of 16 pt, each as much closer as the grid says, fill 156 mm and no more
    pitch = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert 155.9 < 28 * pitch / 72 * 25.4 <= 156
    assert 224.5 < 22 * LINE / 1440 * 25.4 <= 225
    wanted = {
        "Normal": ("仿宋_GB2312", 16),
        "Title": ("方正小标宋简体", 22),
        "Heading 1": ("黑体", None),
        "Heading 2": ("楷体_GB2312", None),
        "Heading 3": ("仿宋_GB2312", None),
        "Footer": ("宋体", 14),
        "Caption": ("黑体", 12),
        "表格文字": ("仿宋_GB2312", 10.5),
    }
    for name, (face, points) in wanted.items():
        style = document.styles[name]
        fonts = style.element.rPr.find(qn("w:rFonts"))
        assert fonts.get(qn("w:eastAsia")) == face
        assert fonts.get(qn("w:ascii")) == ("宋体" if name == "Footer" else "Times New Roman")
        assert (style.font.size.pt if style.font.size else None) == points
    assert document.styles["Heading 3"].font.bold
    assert not document.styles["Heading 1"].font.bold
    # every face has others that may stand for it, the shipped one among them
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        table = parts.read("word/fontTable.xml").decode()
    for face in FACES:
        others = re.search(f'w:name="{face.name}"><w:altName w:val="([^"]*)"', table)[1]
        assert others == face.instead
    assert sum(face.instead.endswith(SHIPPED_FACE) for face in FACES) == len(FACES) - 1


def test_text_is_set_by_styles_and_headings_are_numbered_by_word(sample_plan):
    for language, numbers in (("zh", ["%1、", "（%2）", "%3."]), ("en", ["%1.", "%1.%2", "%1.%2.%3"])):
        document = Document(io.BytesIO(written(sample_plan, language)))
        levels = document.part.numbering_part.element.iter(qn("w:lvl"))
        assert [one.find(qn("w:lvlText")).get(qn("w:val")) for one in levels] == numbers
        headings = [(one.style.name, one.text) for one in document.paragraphs if "Heading" in one.style.name]
        assert headings == [
            ("Heading 1", "总体判断"),
            ("Heading 2", "按等次"),
            ("Heading 3", "滞后的指标"),
            ("Heading 1", "全文"),
            ("Heading 1", "方法与出处"),
        ]
        body = [one for one in document.paragraphs if one.style.name == "Body Text"]
        assert len(body) == 4
        # nothing but the style stands on a paragraph of text, nothing at all on its letters
        assert all([one.tag for one in paragraph._p.pPr] == [qn("w:pStyle")] for paragraph in body)
        assert all(run._r.rPr is None for paragraph in body for run in paragraph.runs)
        space = " " if language == "en" else ""
        assert body[0].text.startswith(f"规划确定的12项指标中，9项达到进度要求。{space}地区")
        table = document.tables[0]
        assert len(table.rows) == 31
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows][:2] == [True, False]


def test_each_sentence_heading_paragraph_and_table_is_marked(sample_plan):
    report = sample_report()
    marks = texts_in_marks(Document(io.BytesIO(written(sample_plan))))
    assert all(name.startswith("_") and len(name) <= LONGEST_NAME for name in marks)
    assert all(re.fullmatch(r"\w+", name) and kind_of_mark(name) for name in marks)
    for sentence in report.sentences():
        assert marks[mark_name(Marked.SENTENCE, sentence.key)] == sentence.text
    for chapter in report.chapters:
        if chapter.blocks:
            assert marks[mark_name(Marked.HEADING, chapter.key)] == chapter.title
    assert marks[mark_name(Marked.LINE, "title")] == report.title
    assert marks[mark_name(Marked.LINE, "dated")] == report.dated
    whole = marks[mark_name(Marked.PARAGRAPH, "overall")]
    assert whole == "".join(one.text for one in report.chapters[0].blocks[0].sentences)
    cells = marks[mark_name(Marked.TABLE, "indicators")]
    assert cells.startswith("指标属性")
    assert cells.endswith("预计能完成")
    # the same again is the same file, and the same place has the same mark on other figures
    assert written(sample_plan) == written(sample_plan)
    assert set(texts_in_marks(Document(io.BytesIO(written(sample_plan, gdp="613.5"))))) == set(marks)
    assert MOMENT.year == Document(io.BytesIO(written(sample_plan))).core_properties.created.year


def test_the_day_stands_two_characters_in_from_the_office_s_name():
    # nine characters, and a day of seven: a digit is half a character
    assert indents_of_signature("示范县发展和改革局", "2028年11月30日") == (2, 2)
    assert indents_of_signature("示范县人民政府国有资产监督管理委员会", "2028年11月30日") == (2, 11)
    # a day longer than the name stands two in, and the name begins two before it: 28 - 2 - 7 - 2 - 3 characters are left
    assert indents_of_signature("县政府", "2028年11月30日") == (8, 2)


@pytest.fixture(scope="module")
def set_pages(sample_reading, tmp_path_factory):
    """The pages as LibreOffice sets them in the shipped face: lines with their boxes in mm and their letters, by page."""
    if OFFICE is None or shutil.which("pdftotext") is None:
        pytest.skip("make test-system")
    folder = tmp_path_factory.mktemp("pages")
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{resources_folder() / 'fonts'}</dir><dir>/usr/share/fonts</dir><cachedir>{folder}/cache</cachedir>"
        "</fontconfig>",
        encoding="utf-8",
    )
    path = folder / "报告.docx"
    path.write_bytes(written(sample_reading.plan))
    subprocess.run(
        [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(path)],
        capture_output=True,
        check=True,
        timeout=240,
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
    )  # fmt: skip
    if not path.with_suffix(".pdf").exists():
        pytest.skip("the office program has no word processor: make test-system")
    found = subprocess.run(
        ["pdftotext", "-bbox", str(path.with_suffix(".pdf")), "-"],
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout.decode()
    pages = []
    for page in found.split("<page ")[1:]:
        lines = {}
        for left, top, right, text in re.findall(
            r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)<', page
        ):
            x, y, z = (float(one) / 72 * 25.4 for one in (left, top, right))
            # what a line begins within 2 mm of is that line
            place = next((one for one in lines if abs(one - y) < 2), y)
            was = lines.get(place, (x, z, ""))
            lines[place] = (min(was[0], x), max(was[1], z), was[2] + text)
        pages.append([(top, *lines[top]) for top in sorted(lines)])
    return pages


def test_a_full_page_has_22_lines_of_28_characters_within_the_type_area(set_pages):
    full = next(lines for lines in set_pages if sum(len(text) == 28 for *_, text in lines) >= 22)
    *text, number = full
    assert [len(line[3]) for line in text] == [28] * 22
    # a letter of 16 pt stands in the middle of a line of 29 pt
    assert 37 <= text[0][0] <= 37 + 5
    assert 262 - 12 < text[-1][0] < 262
    for _, left, right, _ in text:
        assert left == pytest.approx(28, abs=0.6)
        assert right == pytest.approx(210 - 26, abs=0.9)
    steps = [below[0] - above[0] for above, below in itertools.pairwise(text)]
    assert all(step == pytest.approx(225 / 22, abs=0.1) for step in steps)
    assert 262 + 3 < number[0] < 262 + 7


def test_page_numbers_stand_outside_between_dashes_one_character_in(set_pages):
    assert len(set_pages) >= 4
    for page, lines in enumerate(set_pages, 1):
        _, left, right, text = lines[-1]
        assert text == f"—{page}—"
        if page % 2:
            assert right == pytest.approx(210 - 26 - 4.94, abs=0.5)
        else:
            assert left == pytest.approx(28 + 4.94, abs=0.5)
