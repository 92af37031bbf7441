"""Every window for everyone: each control has a name, each text is in the language asked for, read on its ground and
large enough, and keys reach all.
"""

import inspect
import re
from itertools import permutations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollBar,
    QTabBar,
    QWidget,
    QWidgetAction,
)

from npfdesk.ui.answers.answer_dialog import AnswerDialog
from npfdesk.ui.look import language, style
from npfdesk.ui.look.colours import LEAST_CONTRAST, THEMES, theme
from npfdesk.ui.look.focus_ring import FocusRings
from npfdesk.ui.look.mnemonics import letter_of
from tests.letters import foreign
from tests.ui.every_window import is_own, own_widgets, walk
from tests.ui.measuring import Picture, controls, name_of, told_texts
from tests.ui.untranslated import untranslated

OF_BOTH = {
    "help ": "pages quote what a workbook says, in the language that it says it in, and calls of the command line",
    "import ": "the sheet is shown as it is written",
    "answer new_month, read": "the bulletin is shown as it is written",
    "answer collect": "folders by their names, and the languages of forms by their own",
    "answer gather, read": "files, and what they say, by their names",
    "answer reconcile": "plans by their files and titles, and targets as they are worded",
    "workbook changes": "rows are named as the sheet names them",
    "library merge": "a file by its name",
    "next plan": "the new plan's title is the old one's",
    "scenario to merge": "scenarios by the names they were given",
    "file to": "files and folders by their names",
    "report to": "files and folders by their names",
    "settings": "folders by their names",
    "about": "folders by their names",
    "library history": "whoever saved, by the name of the account",
    "crash": "what the programmer reads",
    "view not made": "the mistake by its own name, and a folder",
    "answer not made": "the mistake by its own name, and a folder",
}
"""Windows that show what is of no language or of the other, each with what."""
CITED = re.compile(
    r"[A-Z][A-Za-z-]+(?:,| &| and|;)[^；。]*\d{4}[^；。]*|Shapley|(?:OECD|JRC)\b.*"
    r"|[A-Za-z]_[A-Za-z]+|\b(?:min|max|prev|at|sum|gain)\b|[A-Z][a-z]+ \d{4}[^；。]*"
)
"""Sources of methods as they are cited, and signs of formulas."""
QTS_OWN = {"QFileDialog", "QColorDialog"}
"""Dialogs of Qt whose inner parts are Qt's to name; on a desktop the system's own stand in their place."""
ON_PAPER = {"PagePreview"}


BY_POINTER_ALONE = {
    "Board": "the wall of small charts around it goes from chart to chart by arrows",
    "Tile": "the wall of small charts around it goes from chart to chart by arrows",
    "TableHead": "Ctrl+Space selects the column, Alt+Down opens its menu, from the cells",
    "MainWindow": "files are dropped on it; Ctrl+O opens them",
    "WallColumn": "a list: arrows choose; the dialog's fields state what a drag changes",
    "Wall": "its columns are lists",
    "Choice": "a combo box: it has the keys of one, the wheel alone is kept from it",
    "_Grid": "its choices have the keys",
    "_Scenarios": "F2 renames and Space ticks what is chosen by arrows",
    "_Head": "Up from the first bar reaches the whole, and Return chooses it",
}
"""Classes that answer the pointer and take no key themselves, each with the way that keys have."""


def in_qts_own(one: QWidget, top: QWidget) -> bool:
    return type(top).__name__ in QTS_OWN


SET_BY_A_WHEEL = {
    QComboBox: QComboBox.currentIndex,
    QTabBar: QTabBar.currentIndex,
    QAbstractSpinBox: QAbstractSpinBox.text,
    QAbstractSlider: QAbstractSlider.value,
}
"""What Qt lets the wheel set, with what it sets."""


def wheeled(room, widget, met):
    """Turn the wheel both ways over every such control, with the keys and without; what that changed."""
    changed = set()
    for kind, value in SET_BY_A_WHEEL.items():
        for one in widget.findChildren(kind):
            if isinstance(one, QScrollBar) or not one.isVisible():
                continue
            met.add(kind)
            before, keys = value(one), QApplication.focusWidget()
            for focused in (False, True):
                if focused:
                    one.setFocus()
                for way in (-120, 120, 120):
                    place = QPointF(one.rect().center())
                    turn = QWheelEvent(
                        *(place, one.mapToGlobal(place), QPoint(), QPoint(0, way)),
                        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier),
                        *(Qt.ScrollPhase.NoScrollPhase, False),
                    )
                    QApplication.sendEvent(one, turn)
                    if value(one) != before:
                        changed.add(f"{room}: {type(one).__name__}")
            if keys is not None:
                keys.setFocus()
    for one in widget.findChildren(QWidget):
        if one.isVisible() and one.focusPolicy() == Qt.FocusPolicy.WheelFocus:
            changed.add(f"{room}: {type(one).__name__} takes the keys")
    return changed


MOST_PARTS = 80
"""How often Tab may stay within one control."""


@pytest.mark.parametrize(("spoken", "worn"), [("zh", "light"), ("en", "dark"), ("zh", "contrast")])
def test_every_window_is_named_translated_and_read(bare, qapp, spoken, worn):
    language.set_language(spoken)
    style.apply_theme(qapp, THEMES[worn])
    nameless, wordless, small, faint, other = set(), set(), set(), set(), set()
    least = 12 if spoken == "zh" else 10

    def visit(room, widget):
        for one in controls(widget):
            name = name_of(one).strip()
            kind = f"{room}: {type(one).__name__}"
            if not name and not in_qts_own(one, widget):
                nameless.add(kind)
            if isinstance(one, QAbstractItemView) and name and not any(letter.isalnum() for letter in name):
                wordless.add(kind)
        if not room.startswith(tuple(OF_BOTH)):
            names = untranslated(bare.window.workspace, spoken)
            for text in told_texts(widget):
                said = CITED.sub(" ", text) if spoken == "zh" else text
                if fragments := foreign(said, spoken, names):
                    other.add(f"{room}: {text[:60]} {fragments[:3]}")
        picture = Picture(widget)
        for text in (*picture.painted, *picture.texts()):
            if text.size < least:
                small.add(f"{room}: {text.by} {text.size:.0f} {text.text[:20]}")
            # a page to be printed is white under every theme, and set as on paper
            wanted = LEAST_CONTRAST if text.faint or text.by in ON_PAPER else THEMES[worn].text_contrast
            if text.ratio < wanted:
                faint.add(
                    f"{room}: {text.by} {text.colour} on {text.ground} {text.ratio:.2f} {text.text[:20]}"
                )

    walk(bare, visit)
    assert nameless | wordless == set()
    assert small == set()
    assert faint == set()


def test_names_change_with_the_language(bare, qapp):
    said = {}
    for spoken in ("en", "zh"):
        said[spoken] = []
        language.set_language(spoken)

        def visit(room, widget, into=said[spoken]):
            into += [(room, type(one).__name__, one.accessibleName()) for one in controls(widget)]

        if spoken == "en":
            walk(bare, visit, lambda room: room.startswith(("window", "view", "table")))
        else:
            qapp.processEvents()
            visit("window", bare.window)
    letters = {
        name
        for _, kind, name in said["zh"]
        if name and kind in ("QSplitter", "StatusLine", "FigureTable", "RowsTable")
        if not any("一" <= letter <= "鿿" for letter in name)
    }
    assert letters == set()


def test_what_answers_the_pointer_answers_keys():
    """A class that takes a click or a drag takes keys too, by itself or by what it stands on."""
    without = set()
    for kind in own_widgets():
        pointed = any(
            inspect.isfunction(kind.__dict__.get(event))
            for event in ("mousePressEvent", "mouseDoubleClickEvent", "mouseReleaseEvent", "dropEvent")
        )
        keyed = any(
            "keyPressEvent" in base.__dict__ for base in kind.__mro__ if base.__module__.startswith("npfdesk")
        )
        if pointed and not keyed:
            without.add(kind.__name__)
    assert without <= set(BY_POINTER_ALONE), without - set(BY_POINTER_ALONE)


WITHOUT_AN_ANSWER = {
    "StoryboardDialog": "a list that stays open: what is typed holds at once",
    "MinutesDialog": "a list that stays open",
    "BoardWindow": "Enter in a figure sets it",
    "Settings": "what is chosen holds at once",
    "KeyMap": "Enter in the search goes to the list, and there does what is chosen",
    "HelpWindow": "Enter in the search opens the first page found",
    "ImportWindow": "has an answer once what was read is sound; Enter in a field corrects, Ctrl+Enter takes",
}
"""Dialogs without a default button, or in whose fields Enter is another's, each with the reason."""


def against_the_eye(order):
    """The pairs of parts in one group of which Tab comes to the lower one first; it goes round, so from where these are fewest."""
    places = [(one.parentWidget(), one.geometry()) for one in order]
    below = [
        (first, second)
        for (first, (group, one)), (second, (other, two)) in permutations(enumerate(places), 2)
        if group is other
        and two.bottom() < one.top()
        and two.left() < one.right()
        and one.left() < two.right()
    ]
    count = len(order)
    return min(
        (
            [(one, two) for one, two in below if (one - start) % count < (two - start) % count]
            for start in range(count)
        ),
        key=len,
        default=[],
    )


def wrong_in_keys(room, widget, order):
    """What a dialog does wrong about letters, Tab, which comes to the parts in an order, Enter and Escape."""
    kind = f"{room}: {type(widget).__name__}"
    marked = [one.text() for one in widget.findChildren(QPushButton) if one.isVisible() and one.text()]
    given = [letter_of(text) for text in marked]
    labels = [
        one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.buddy() is not None
    ]
    given += [letter_of(text) for text in labels if text]
    if "" in given or len(set(given)) < len(given):
        yield f"{kind} letters {[*marked, *labels]}"
    if not isinstance(widget, QDialog) and set(given) & set("FEVSWAPTMH"):
        yield f"{kind} letters of the menus {[*marked, *labels]}"
    for one, after in ((order[lower], order[upper]) for lower, upper in against_the_eye(order)):
        yield f"{kind} Tab {type(one).__name__} {name_of(one)} before {type(after).__name__} {name_of(after)}"
    if isinstance(widget, QDialog):
        yield from wrong_enter_and_escape(kind, widget)


def wrong_enter_and_escape(kind, dialog):
    default = [one for one in dialog.findChildren(QPushButton) if one.isDefault()]
    if len(default) > 1:
        yield f"{kind} has {len(default)} default buttons"
    if type(dialog).__name__ not in WITHOUT_AN_ANSWER:
        if not default:
            yield f"{kind} has no default button"
        # another stands in for it: it would do what it does
        fields = [
            one
            for one in dialog.findChildren(QLineEdit)
            if one.isVisible() and one.isEnabled() and not one.isReadOnly() and one.window() is dialog
            if not isinstance(one.parentWidget(), QComboBox | QAbstractSpinBox)
        ]
        probe, pressed = QPushButton("…", dialog), []
        probe.clicked.connect(lambda: pressed.append(True))
        probe.show()
        probe.setDefault(True)
        for field in fields:
            for held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
                QTest.keyClick(field, Qt.Key.Key_Return, held)
        if len(pressed) != 2 * len(fields):
            yield f"{kind} Enter pressed {len(pressed)} times in {len(fields)} fields"
        for one in default:
            one.setDefault(True)
        probe.setParent(None)
    closed = []
    if is_own(type(dialog)) and not isinstance(dialog, QMessageBox):
        # the walk goes on with it
        dialog.reject = lambda: closed.append(True)
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Escape)
    vars(dialog).pop("reject", None)
    if not closed and dialog.isVisible():
        yield f"{kind} is not closed by Escape"


def stops_without_a_frame(window, qapp):
    """The stops of F6 around the window where no frame is seen."""
    window.activateWindow()
    window.panel.currentWidget().setFocus()
    met = set()
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        now, ring = QApplication.focusWidget(), qapp.findChild(FocusRings).ring
        met.add(now)
        if ring is None or ring.widget() is not now or not ring.isVisible():
            yield type(now).__name__
            continue
        room = ring.rect().intersected(ring.parentWidget().rect().translated(-ring.pos()))
        at, seen = ring.mapTo(window, room.topLeft()), window.grab().toImage()
        scale = seen.devicePixelRatio()
        # at the right, where nothing of a tab that is in front is marked; the upper side may lie under a divider
        edge = {
            seen.pixelColor(int((at.x() + x) * scale), int((at.y() + y) * scale)).name()
            for x in range(room.width() - 20, room.width() - 10)
            for y in (*range(4), *range(room.height() - 4, room.height()))
        }
        if theme().accent.lower() not in edge:
            yield f"{type(now).__name__} {edge}"
    assert len(met) > 5


def test_every_dialog_and_menu_by_keys_and_the_wheel_sets_nothing(bare, qapp):
    """Tab reaches all, by place, and the ring shows where; letters, Enter and Escape do what they do everywhere.

    And the wheel over any control sets nothing and gives it no keys.
    """
    missed, unseen, trapped, turned, met, wrong = {}, set(), set(), set(), set(), set()

    def takes(one):
        return one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None and one.isEnabled()

    def visit(room, widget):
        turned.update(wheeled(room, widget, met))
        if isinstance(widget, QMenu):
            texts = [
                one.text() for one in widget.actions() if one.text() and not isinstance(one, QWidgetAction)
            ]
            given = [letter_of(text) for text in texts]
            if "" in given or len(set(given)) < len(given):
                wrong.add(f"{room}: {texts}")
        if room == "window, sample":
            wrong.update(stops_without_a_frame(widget, qapp))
        if not isinstance(widget, QDialog | AnswerDialog):
            return
        widget.window().activateWindow()
        QApplication.processEvents()
        wanted = {one for one in controls(widget) if takes(one) and one is not widget}
        order = [QApplication.focusWidget()]
        for _ in range(3 * len(wanted) + 4):
            focus = QApplication.focusWidget()
            if focus is None or not widget.isAncestorOf(focus):
                break
            # Tab goes through the parts of a date and the links of a page first
            for _ in range(MOST_PARTS):
                QTest.keyClick(focus, Qt.Key.Key_Tab)
                if QApplication.focusWidget() is not focus:
                    break
            else:
                if len(wanted) > 1:
                    trapped.add(f"{room}: {type(focus).__name__}")
                break
            now = QApplication.focusWidget()
            order.append(now)
            ring = qapp.findChild(FocusRings).ring
            if now is not None and now is not focus and (ring is None or ring.widget() is not now):
                unseen.add(f"{room}: {type(now).__name__}")
        lacking = {
            type(one).__name__
            for one in wanted.difference(order)
            if getattr(one, "group", lambda: None)() is None
            and not getattr(one, "autoExclusive", lambda: False)()
        }
        if lacking:
            missed[room] = lacking
        if not in_qts_own(widget, widget):
            reached = [one for one in dict.fromkeys(order) if one is not None and widget.isAncestorOf(one)]
            wrong.update(wrong_in_keys(room, widget, reached))

    walk(bare, visit)
    assert sorted(wrong) == []
    assert missed == {}
    assert unseen == set()
    assert trapped == set()
    assert turned == set()
    assert met == set(SET_BY_A_WHEEL)
