"""The manual as HTML: whole, without a broken link, a script or an address, and the same text as the help."""

from html.parser import HTMLParser

import pytest

from tests.manual.pages import LANGUAGES, plain_text
from tests.manual.web import write_site

EMPTY = {"meta", "link", "img", "br", "hr"}


class Page(HTMLParser):
    """What a page holds: its tags in order, links, anchors, pictures, text; every tag is closed in its turn."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.links, self.anchors, self.pictures, self.text = [], [], [], set(), [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append((tag, values))
        if tag not in EMPTY:
            self.open.append(tag)
        if "href" in values:
            self.links.append(values["href"])
        if "src" in values:
            self.links.append(values["src"])
            self.pictures.append(values)
        if "id" in values:
            assert values["id"] not in self.anchors
            self.anchors.add(values["id"])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def site(books, sizes, folder):
    write_site(folder, books, sizes, dict.fromkeys(LANGUAGES, "Version 0.1.0"))
    return {file: Page(file.read_text(encoding="utf-8")) for file in sorted(folder.rglob("*.html"))}


def test_there_is_a_page_for_each_page_of_the_help_and_all_are_reached(site, books, folder):
    for spoken in LANGUAGES:
        wanted = {folder / spoken / f"{one.key}.html" for one in books[spoken]}
        index = folder / spoken / "index.html"
        assert {file for file in site if file.parent == folder / spoken} == wanted | {index}
        assert {(index.parent / link.partition("#")[0]).resolve() for link in site[index].links} >= wanted
    assert {(folder / link).resolve() for link in site[folder / "index.html"].links} >= {
        folder / spoken / "index.html" for spoken in LANGUAGES
    }


def test_no_link_or_anchor_is_broken_and_none_leads_out(site, folder):
    printed = {folder / f"NPF-Desk-manual-{spoken}.pdf" for spoken in LANGUAGES}
    for file, page in site.items():
        for link in page.links:
            path, _, anchor = link.partition("#")
            assert ":" not in link, (file, link)
            assert not link.startswith("/"), (file, link)
            target = (file.parent / path).resolve() if path else file
            assert target.is_relative_to(folder)
            assert target.exists() or target in printed, (file, link)
            if anchor:
                assert anchor in site[target].anchors, (file, link)


def test_a_page_needs_no_script_and_says_its_language_and_title(site, folder):
    for file, page in site.items():
        tags = [tag for tag, _ in page.tags]
        assert "script" not in tags
        assert tags.count("h1") == 1
        assert tags.count("title") == 1
        assert page.tags[0][0] == "html"
        assert page.tags[0][1]["lang"] == ("en" if file.parent == folder / "en" else "zh-CN")
        assert not [values for _, values in page.tags if any(name.startswith("on") for name in values)]
    style = (folder / "manual.css").read_text(encoding="utf-8")
    assert "url(" not in style
    assert "@import" not in style
    assert "@media print" in style


def test_pictures_have_words_and_sizes_and_tables_scroll(site):
    for file, page in site.items():
        for picture in page.pictures:
            assert picture["alt"], file
            assert int(picture["width"]) > 0
            assert int(picture["height"]) > 0
        tags = [(tag, values.get("class")) for tag, values in page.tags]
        for place, (tag, _) in enumerate(tags):
            if tag == "table":
                assert tags[place - 1] == ("div", "wide")


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_text_is_all_there_and_pages_follow_each_other(site, books, folder, spoken):
    for place, one in enumerate(books[spoken]):
        page = site[folder / spoken / f"{one.key}.html"]
        text = "".join(" ".join(page.text).split())
        for block in one.blocks:
            for node in block.walk():
                if node.type in ("paragraph", "heading", "th", "td", "fence"):
                    words = node.content if node.type == "fence" else plain_text(node)
                    assert "".join(words.split()) in text, (one.key, words)
        turned = [values["href"] for tag, values in page.tags if tag == "a" and values.get("rel") == "next"]
        if place + 1 < len(books[spoken]):
            assert set(turned) == {f"{books[spoken][place + 1].key}.html"}
        else:
            assert not turned
