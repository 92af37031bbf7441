"""The manual's pages in both languages, and pictures of the right sizes without the time that real ones take."""

import datetime

import pytest
from PySide6.QtGui import QColor, QImage

from npfdesk.ui.look import language
from tests.manual.pages import LANGUAGES, chapters, pictures_of

DAY = datetime.date(2026, 11, 29)
SIZE = (760, 460)


@pytest.fixture(autouse=True)
def english_again(qapp):
    yield
    language.set_language("en")


@pytest.fixture(scope="session")
def books():
    return {spoken: chapters(spoken) for spoken in LANGUAGES}


@pytest.fixture(scope="session")
def sizes(books):
    return {spoken: dict.fromkeys(("window", *pictures_of(books[spoken])), SIZE) for spoken in LANGUAGES}


@pytest.fixture(scope="session")
def folder(sizes, tmp_path_factory):
    """A folder with a grey picture under every name."""
    into = tmp_path_factory.mktemp("manual")
    grey = QImage(*SIZE, QImage.Format.Format_RGB32)
    grey.fill(QColor("#dddddd"))
    for spoken, named in sizes.items():
        (into / "pictures" / spoken).mkdir(parents=True)
        for name in named:
            assert grey.save(str(into / "pictures" / spoken / f"{name}.png"))
    return into
