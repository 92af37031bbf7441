"""`python -m tests.manual`: the manual in both languages, with its pictures, into build/manual."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from PySide6.QtGui import QImageReader

from npfdesk.version import __version__
from tests.manual.pages import LANGUAGES, Chapter, Language, chapters, pictures_of
from tests.manual.paper import write_paper
from tests.manual.pictures import PICTURES, SHARPNESS, make_pictures
from tests.manual.web import Sizes, write_site
from tests.manual.words import EDITION, pdf_name

OUT: Final = Path("build") / "manual"
COVER: Final = "window"
"""The picture of the title page."""


def edition_date() -> datetime.date:
    """The day of the program's last change; today where it is not under git."""
    asked = ["git", "-C", str(Path(__file__).parent), "log", "-1", "--format=%cs"]
    try:
        told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
        return datetime.date.fromisoformat(told)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return datetime.datetime.now(datetime.UTC).date()


def sizes_in(folder: Path) -> Sizes:
    """The pictures of a folder with their sizes in the window's pixels."""
    found = {}
    for file in sorted(folder.glob("*.png")):
        size = QImageReader(str(file)).size() / SHARPNESS
        found[file.stem] = (size.width(), size.height())
    return found


def unknown_pictures(shown: Sequence[Chapter]) -> set[str]:
    """The names that pages give to pictures which there are not."""
    return set(pictures_of(shown)) - PICTURES.keys()


def main() -> int:
    """Make all of it; 0."""
    books = {spoken: chapters(spoken) for spoken in LANGUAGES}
    names = {spoken: dict.fromkeys((COVER, *pictures_of(books[spoken]))) for spoken in LANGUAGES}
    if unknown := set().union(*map(unknown_pictures, books.values())):
        sys.stderr.write(
            f"No such picture: {', '.join(sorted(unknown))}. There are: {', '.join(PICTURES)}.\n"
        )
        return 1
    # what an earlier build named and none of these pages does is not shipped
    shutil.rmtree(OUT, ignore_errors=True)
    # a process for each language: the window speaks one at a time
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as workers:
        made = [
            workers.submit(make_pictures, tuple(names[spoken]), spoken, OUT / "pictures" / spoken)
            for spoken in LANGUAGES
        ]
        for one in made:
            one.result()
    day = edition_date()
    sizes: dict[Language, Sizes] = {spoken: sizes_in(OUT / "pictures" / spoken) for spoken in LANGUAGES}
    editions = {
        spoken: EDITION.text(spoken, {"version": __version__, "date": day.isoformat()})
        for spoken in LANGUAGES
    }
    write_site(OUT, books, sizes, editions)
    print(OUT / "index.html")
    for spoken in LANGUAGES:
        target = OUT / pdf_name(spoken)
        write_paper(target, spoken, books[spoken], sizes[spoken], OUT, editions[spoken], day)
        print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
