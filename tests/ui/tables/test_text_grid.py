"""A table in texts, as Word and Excel take it."""

from html.parser import HTMLParser

from npfdesk.ui.tables.clipboard_blocks import read_block
from npfdesk.ui.tables.text_grid import TextGrid, clipboard_table, grid_of_rows, word_table


class Cells(HTMLParser):
    """The cells of a table: (tag, align, text), row by row."""

    def __init__(self, text):
        super().__init__()
        self.rows = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append([tag, dict(attrs)["align"], "", dict(attrs)["style"]])

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1][2] += data


GRID = TextGrid(
    ("地区", "单位", "2025"),
    (False, False, True),
    (("永康市 <b>", "亿元", "1,045.2"), ("=1+1", "亿元", "—")),
    (("永康市 <b>", "亿元", "1045.2"), ("=1+1", "亿元", "")),
)


def test_heads_stand_above_figures_at_the_right_and_markup_is_text():
    rows = Cells(word_table(GRID)).rows
    assert [[cell[:3] for cell in row] for row in rows] == [
        [["th", "left", "地区"], ["th", "left", "单位"], ["th", "right", "2025"]],
        [["td", "left", "永康市 <b>"], ["td", "left", "亿元"], ["td", "right", "1,045.2"]],
        [["td", "left", "=1+1"], ["td", "left", "亿元"], ["td", "right", "—"]],
    ]
    # what begins like a formula is a text for Excel, which reads the table too
    assert ["mso-number-format" in row[0][3] for row in rows] == [False, False, True]
    # heads come again on every page of Word's
    assert word_table(GRID).index("<thead>") < word_table(GRID).index("<tbody>")


def test_the_same_cells_are_a_block_beside_it(qapp):
    data = clipboard_table(GRID)
    assert read_block(data.text()) == [
        ["地区", "单位", "2025"],
        ["永康市 <b>", "亿元", "1045.2"],
        ["=1+1", "亿元", ""],
    ]


def test_of_texts_alone_what_holds_figures_only_stands_at_the_right():
    grid = grid_of_rows(
        [["Region", "Gap", "Rank", "Note"], ["Yiwu", "1,204.5", "1"], ["Lanxi", "–", "2", "x 3"]]
    )
    assert grid.right == (False, True, True, False)
    assert grid.names == 1
    assert grid.rows[0] == ("Yiwu", "1,204.5", "1", "")
    assert grid_of_rows([]).rows == ()
