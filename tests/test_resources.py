"""What the program brings along: its font can show all that the program and its sample say."""

from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont

from npfdesk.locations import resources_folder

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def font(qapp):
    (file,) = (resources_folder() / "fonts").glob("*.otf")
    loaded = QRawFont(str(file), 13)
    assert loaded.isValid()
    assert loaded.familyName() == "NPF Desk Sans SC"
    return loaded


def without_a_glyph(font, text):
    return sorted({one for one in text if one.isprintable() and not font.supportsCharacter(ord(one))})


def test_the_font_shows_the_characters_of_gb2312(font):
    everyday = [
        bytes((high, low)).decode("gb2312", errors="ignore")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
    ]
    assert len([one for one in everyday if one]) == 6763
    assert without_a_glyph(font, "".join(everyday)) == []


def test_the_font_shows_the_marks_of_status_and_of_trees(font):
    assert without_a_glyph(font, "●◑◔✕–◇◆▸▾↶↷≥≤→−±×÷‰¥⟵·…1,045.2") == []


@pytest.mark.parametrize(
    "files",
    [
        "npfdesk/**/*.py",
        "resources/translations/**/*.ts",
        "resources/frameworks/*.toml",
        "sample_data/**/*.csv",
    ],
)
def test_the_font_shows_all_that_is_said(font, files):
    texts = [file.read_text(encoding="utf-8-sig") for file in ROOT.glob(files)]
    assert texts
    assert without_a_glyph(font, "".join(texts)) == []
