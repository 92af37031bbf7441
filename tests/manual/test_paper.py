"""The printed manual: its pages, text, bookmarks, page numbers, and nothing over the edge; read by another program."""

import re
import shutil
import subprocess

import pytest

from tests.manual.conftest import DAY
from tests.manual.pages import LANGUAGES
from tests.manual.paper import paper_source, write_paper
from tests.manual.words import CONTENTS, MANUAL, PROGRAM, pdf_name

MARGIN = 50.0
"""Points that stay white at the left and right, but for hanging signs."""
poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no reader of PDF")


@pytest.fixture(scope="module", params=LANGUAGES)
def spoken(request):
    return request.param


@pytest.fixture(scope="module")
def printed(spoken, books, sizes, folder):
    target = folder / pdf_name(spoken)
    write_paper(target, spoken, books[spoken], sizes[spoken], folder, "Version 0.1.0, 2026-11-29", DAY)
    return target


def told(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


def joined(text):
    # the word joiner that keeps dots and page number together is no text
    return "".join(text.replace("\u2060", "").split())


def test_the_file_is_a_tagged_pdf_with_an_outline(printed):
    content = printed.read_bytes()
    assert content.startswith(b"%PDF-1.7")
    assert b"/Outlines" in content
    assert b"/StructTreeRoot" in content


@poppler
def test_title_contents_and_every_chapter_are_in_the_text(printed, spoken, books):
    pages = told("pdftotext", "-layout", printed, "-").split("\f")
    assert joined(PROGRAM + MANUAL.text(spoken, {})) in joined(pages[0])
    assert "2026-11-29" in pages[0]
    assert joined(pages[1]).startswith(joined(CONTENTS.text(spoken, {})))
    numbers = {}
    for one in books[spoken]:
        begun = [
            place
            for place, page in enumerate(pages, 1)
            if place > 2 and joined(page).startswith(joined(one.title)) and not joined(page).endswith(PROGRAM)
        ]
        numbers[one.key] = begun[0]
    assert list(numbers.values()) == sorted(numbers.values())
    # the contents say where each chapter begins
    contents = joined("".join(pages[1 : min(numbers.values()) - 1]))
    for one in books[spoken]:
        assert re.search(rf"{re.escape(joined(one.title))}\.*{numbers[one.key]}", contents), one.key


@poppler
def test_bookmarks_lead_to_chapters_and_sections(printed, spoken, books):
    outline = told("pdftohtml", "-xml", "-i", "-stdout", "-q", printed)
    items = [joined(one) for one in re.findall(r"<item[^>]*>([^<]*)</item>", outline)]
    for one in books[spoken]:
        for head in one.headings[:1] + one.sections:
            assert joined(head.text).replace("&", "&amp;").replace("<", "&lt;") in items, head.text


@poppler
def test_nothing_runs_over_the_edge(printed):
    boxes = told("pdftotext", "-bbox", printed, "-")
    over = [
        word
        for left, right, word in re.findall(r'<word xMin="([\d.]+)"[^>]*xMax="([\d.]+)"[^>]*>([^<]*)<', boxes)
        if float(left) < MARGIN or float(right) > 595.3 - MARGIN
    ]
    assert not over, over[:20]


@poppler
def test_a_running_head_and_a_page_number_are_on_later_pages(printed, spoken, books):
    pages = told("pdftotext", "-layout", printed, "-").split("\f")
    headed = 0
    for number, page in enumerate(pages[4:-1], 5):
        lines = [line.strip() for line in page.strip().splitlines()]
        assert lines[-1] == str(number)
        headed += lines[0].endswith(PROGRAM)
    assert headed > len(books[spoken]) / 2


def test_words_stay_words_whatever_signs_they_hold(books, sizes):
    source = paper_source("en", books["en"], sizes["en"], 'a "quoted" \\ edition', DAY)
    assert 'edition: "a \\"quoted\\" \\\\ edition"' in source
