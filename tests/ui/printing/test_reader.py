"""The report to print, opened by a reader of PDF: its pages, its fonts, its words."""

import re
import shutil
import subprocess

import pytest

from npfdesk.ui.printing.documents import pdf_report
from tests.report.materials import material

pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="no reader of PDF is installed: make test-system"
)


@pytest.fixture
def document(qapp, tmp_path, sample_plan):
    path = tmp_path / "报告.pdf"
    path.write_bytes(pdf_report(material(sample_plan)))
    return path


def read(*call):
    return subprocess.run(call, capture_output=True, check=True).stdout.decode()


def test_every_page_has_its_number_and_the_counties_have_theirs(document):
    pages = int(re.search(r"Pages:\s+(\d+)", read("pdfinfo", str(document)))[1])
    assert pages >= 12
    texts = read("pdftotext", "-layout", str(document), "-").split("\f")[:pages]
    assert len(texts) == pages
    assert "金华市工业高质量发展" in texts[0]
    words = "".join(texts)
    for name in ("义乌市", "永康市", "磐安县", "规上工业总产值"):
        assert name in words
    for number, text in enumerate(texts[1:], start=2):
        assert re.search(rf"\b{number}\b", text), number


def test_its_fonts_are_embedded(document):
    lines = read("pdffonts", str(document)).splitlines()[2:]
    assert lines
    # name, type, encoding, embedded, subset, unicode, object
    assert all(re.search(r"\byes\s+(yes|no)\s+yes\b", line) for line in lines), lines
