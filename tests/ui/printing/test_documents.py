"""The report on paper: PDF and picture, made without a display."""

import datetime
import os
import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from npfdesk.locations import sample_workbook
from npfdesk.report.chart_axes import figure_ticks
from npfdesk.report.paper import Column
from npfdesk.ui.printing.documents import page_image, pdf_report, png_report, printed, svg_report
from npfdesk.ui.printing.page_setting import BOTTOM, HEIGHT, INNER, Composer, draw_text, text_height
from tests.plans import Indicator, Region, plan, scenario, target
from tests.report.materials import MOMENT, material

SAMPLE = str(sample_workbook())


def test_a_pdf_of_the_whole_report(qapp, sample_plan):
    made = material(sample_plan)
    content = pdf_report(made)
    assert content.startswith(b"%PDF-1.")
    assert content.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type /Page\b(?!s)", content)) == len(printed(made).pages) == 13
    assert b"/FontFile" in content
    assert b"/ToUnicode" in content
    assert b"D:20260102030405Z" in content
    assert ("ab" * 32).encode() in content
    assert "手工修订 3".encode() in content


def test_the_same_input_gives_the_same_bytes_in_another_process(tmp_path):
    made = []
    for place, other in enumerate(("0", "12345")):
        out = tmp_path / f"{place}.pdf"
        done = subprocess.run(
            [sys.executable, "-m", "npfdesk", "report", SAMPLE, "-o", str(out), "--language", "zh"],
            env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": other},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        made.append(out.read_bytes())
    assert made[0] == made[1]


def test_only_the_moment_differs(qapp, sample_plan):
    one = pdf_report(material(sample_plan))
    other = pdf_report(material(sample_plan, moment=MOMENT + datetime.timedelta(minutes=1)))
    # the minute stands in the properties and in compressed pages
    assert re.sub(rb"\d{14}Z|T\d\d:\d\d:\d\d", b"", one[:1500]) == re.sub(
        rb"\d{14}Z|T\d\d:\d\d:\d\d", b"", other[:1500]
    )


def test_the_overview_as_a_picture_at_print_size(qapp, sample_plan):
    made = material(sample_plan)
    content = png_report(made)
    image = QImage.fromData(content)
    # as wide as A4 at 300 dots per inch, and as long as its table
    assert image.width() == 2479
    assert 3508 <= image.height() < 5000
    assert round(image.dotsPerMeterX() * 0.0254) == 300
    assert "ab" * 32 in image.text("Description")
    assert content == png_report(made)
    # the blue of what is met and the orange of what is far are on it
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 9) for y in range(300, 900, 9)}
    assert {"#2f6fde", "#d9652b"} <= colours


def test_the_overview_as_a_drawing_of_any_size(qapp, sample_plan):
    made = material(sample_plan)
    content = svg_report(made)
    assert content == svg_report(made)
    root = ElementTree.fromstring(content)
    assert root.get("width") == "209.903mm"
    assert float(root.get("height").removesuffix("mm")) >= 297
    said = "".join(root.itertext())
    assert "规上工业总产值" in said
    assert "ab" * 32 in said
    assert b"Microsoft YaHei" in content
    drawn = QSvgRenderer(content)
    image = QImage(595, 842, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    drawn.render(painter)
    painter.end()
    colours = {image.pixelColor(x, y).name() for x in range(0, 595, 2) for y in range(300)}
    assert {"#2f6fde", "#d9652b"} <= colours


def ink_of(image):
    paper = QColor("#FFFFFF").rgb()
    rows = [
        y
        for y in range(image.height())
        if any(image.pixel(x, y) != paper for x in range(0, image.width(), 2))
    ]
    columns = [
        x
        for x in range(image.width())
        if any(image.pixel(x, y) != paper for y in range(0, image.height(), 2))
    ]
    return rows[0], rows[-1], columns[0], columns[-1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_leaves_the_page(qapp, sample_plan, language):
    made = material(sample_plan, language=language)
    pages = printed(made)
    for number in range(len(pages.pages)):
        image = page_image(made, pages, number, 40)
        _, bottom, left, right = ink_of(image)
        edge = 400 / 720 * 40
        assert left > edge
        assert right < image.width() - edge
        assert bottom < image.height() - 12


def test_a_long_table_goes_on_over_pages_with_its_heads(qapp):
    pages = Composer()
    rows = [[f"第 {number} 行", "很长的文字" * 12] for number in range(120)]
    pages.table([Column("一", 1), Column("二", 3, "right")], rows)
    assert len(pages.pages) > 2
    # each page after the first begins with the heads, and none is empty
    assert all(len(page) > 2 for page in pages.pages)
    assert pages.y < HEIGHT - BOTTOM + 200


def test_text_is_wrapped_where_it_may_be(qapp):
    one = text_height("短", 9, INNER)
    assert text_height("长" * 200, 9, INNER) > 2 * one
    assert text_height("x" * 900, 9, INNER) > 2 * one
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    draw_text(painter, QRectF(10, 10, 300, 100), "<b>甲</b>\n&amp;", 2, "#000000", "centre")
    painter.end()
    assert ink_of(image)[0] >= 10


@pytest.mark.parametrize(
    ("low", "high"), [(0, 1), (-3, 7), (4000, 12000), (5, 5), (0, 0), (-1e-6, 1e-6), (99.2, 99.4), (-8, -8)]
)
def test_ticks_are_few_and_hold_both_ends(low, high):
    ticks = list(figure_ticks(low, high).values)
    assert 2 <= len(ticks) <= 8
    assert ticks[0] <= low + 1e-9
    assert ticks[-1] >= high - 1e-9
    assert ticks == sorted(set(ticks))


def test_a_plan_of_one_region_without_figures(qapp):
    # synthetic
    made = plan(
        {("市", "", "x"): {}, ("县", "", "x"): {2020: 5.0}},
        indicators=[Indicator("x", "<i>X</i>")],
        regions=[Region("市", "市"), Region("县", "县", parent="市")],
        targets=[
            target(("市", "", "x"), "8"),
            target(("县", "", "x"), "4"),
            target(("县", "", "x"), "—", year=2030),
        ],
        scenarios=[scenario("基准")],
    )
    assert pdf_report(material(made)).startswith(b"%PDF")
