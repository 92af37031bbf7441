"""The pages of the manual: a section and a picture for every view, every picture known, both languages alike."""

import re

import pytest
from PySide6.QtGui import QFontDatabase, QRawFont

from npfdesk.locations import resources_folder
from npfdesk.plan.saved_views import PATHS
from npfdesk.ui.answers.registry import ANALYSES, CYCLE_ANSWERS, PLAN_ANSWERS
from npfdesk.ui.descriptions import Place
from npfdesk.ui.help.help_pages import PAGES
from npfdesk.ui.views.registry import VIEWS
from tests.manual.__main__ import unknown_pictures
from tests.manual.pages import LANGUAGES, chapter, link_target, picture_name, pictures_of
from tests.manual.pictures import PICTURES


def named(key):
    return key.lower().replace(" ", "-").replace("_", "-")


def images(one):
    return [node for block in one.blocks for node in block.walk() if node.type == "image"]


def sections(one):
    """Each section of the second level with the blocks that follow its heading."""
    found = []
    for block in one.blocks:
        if block.type == "heading" and block.tag == "h2":
            found.append([])
        elif found:
            found[-1].append(block)
    return found


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_view_has_its_section_that_begins_with_its_picture(books, spoken):
    (page,) = (one for one in books[spoken] if one.key == "views")
    begun = [picture_name(blocks[0]) for blocks in sections(page)]
    assert begun == [f"view-{named(key)}" for key in (PATHS, *VIEWS)]
    # a question to begin with, then how it is read, worked with, and when it is empty
    for blocks in sections(page):
        text = "".join(node.content for block in blocks for node in block.walk() if node.type == "text")
        assert "？" in text if spoken == "zh" else "?" in text
        assert ("空白的原因" if spoken == "zh" else "mpty ") in text or picture_name(
            blocks[0]
        ) == "view-paths"
        assert ("鼠标和按键" if spoken == "zh" else "Mouse and keys") in text


@pytest.mark.parametrize("key", VIEWS)
def test_help_on_a_view_opens_its_section(key):
    place = VIEWS[key].help
    assert place == Place("views", 2 + list(VIEWS).index(key))
    assert place.heading < len(PAGES["views"].load("en").sections)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_question_and_analysis_is_pictured(books, spoken):
    shown = set(pictures_of(books[spoken]))
    wanted = {f"answer-{named(one.key)}" for one in PLAN_ANSWERS}
    wanted |= {f"analysis-{named(one.key)}" for one in ANALYSES}
    wanted |= {f"cycle-{named(one.key)}" for one in CYCLE_ANSWERS}
    assert wanted <= shown, wanted - shown


def test_every_picture_is_known_and_both_languages_show_the_same_ones(books):
    for pages in zip(*(books[spoken] for spoken in LANGUAGES), strict=True):
        shown = [[picture_name(image) for image in images(one)] for one in pages]
        assert shown[0] == shown[1], pages[0].key
        assert not unknown_pictures(pages), pages[0].key


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_picture_says_in_words_what_it_shows(books, spoken):
    for one in books[spoken]:
        for image in images(one):
            assert len(image.content) >= 2, (one.key, picture_name(image))


def test_a_planted_name_is_found():
    page = chapter("start", "# A\n\n![no such thing](picture:no-such)\n\n![a view](picture:view-gaps)\n")
    assert unknown_pictures([page]) == {"no-such"}
    with pytest.raises(ValueError, match="is no picture of the program"):
        pictures_of([chapter("start", "# A\n\n![elsewhere](window.png)\n")])


def test_both_languages_have_the_same_sections_in_the_same_order(books):
    for chinese, english in zip(books["zh"], books["en"], strict=True):
        assert chinese.key == english.key
        assert [(one.level, one.anchor) for one in chinese.headings] == [
            (one.level, one.anchor) for one in english.headings
        ], chinese.key


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_manuals_anchors_are_the_places_of_the_help(books, spoken):
    for one in books[spoken]:
        listed = [head.text for head in one.headings if head.level <= 3]
        assert len(listed) == len(PAGES[one.key].load(spoken).sections), one.key
        assert [head.anchor for head in one.headings if head.level <= 3] == [
            f"s{place}" for place in range(len(listed))
        ]


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_links_lead_to_pages_and_headings_that_are_there(books, spoken):
    anchors = {one.key: {head.anchor for head in one.headings} for one in books[spoken]}
    for one in books[spoken]:
        for block in one.blocks:
            for node in block.walk():
                if node.type == "link":
                    page, anchor = link_target(node)
                    assert not anchor or anchor in anchors[page]


@pytest.mark.parametrize("link", ["https://example.org/start.md", "nowhere.md", "start", "../start.md"])
def test_a_link_out_of_the_help_is_refused(link):
    page = chapter("start", f"# A\n\n[b]({link})\n")
    (node,) = (one for block in page.blocks for one in block.walk() if one.type == "link")
    with pytest.raises(ValueError, match="is no page of the help"):
        link_target(node)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_sign_of_the_pages_can_be_printed(qapp, spoken):
    """With the program's face, or with the one that Typst brings for code and signs."""
    own = QRawFont(str(resources_folder() / "fonts" / "NPFDeskSansSC-Regular.otf"), 12)
    assert own.isValid()
    brought = "DejaVu Sans Mono"
    second = (
        QRawFont.fromFont(QFontDatabase.font(brought, "", 12)) if brought in QFontDatabase.families() else own
    )
    lacking = {
        sign
        for page in PAGES.values()
        for sign in re.sub(r"\s", "", page.load(spoken).text)
        if not own.supportsCharacter(ord(sign)) and not second.supportsCharacter(ord(sign))
    }
    assert not lacking, lacking


def test_the_registry_names_every_view_question_and_analysis():
    assert {f"view-{named(key)}" for key in (PATHS, *VIEWS)} <= PICTURES.keys()
    assert {f"answer-{named(one.key)}" for one in PLAN_ANSWERS} <= PICTURES.keys()
    assert {f"analysis-{named(one.key)}" for one in ANALYSES} <= PICTURES.keys()
