"""What Qt says by itself (its dialogs, menus of fields, buttons of docks) is in the language of the window."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QColorDialog,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDockWidget,
    QFileDialog,
    QGroupBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTextEdit,
    QWidget,
)

from npfdesk.ui.look import language
from tests.letters import foreign


def words(widget):
    """Every word that a widget and those in it show or say to a screen reader."""
    found = []
    for one in [widget, *widget.findChildren(QWidget)]:
        found += [one.toolTip(), one.accessibleName(), one.accessibleDescription(), one.whatsThis()]
        if isinstance(one, QLabel | QAbstractButton):
            found.append(one.text())
        elif isinstance(one, QGroupBox):
            found.append(one.title())
        elif isinstance(one, QComboBox) and not one.isEditable():
            found += [one.itemText(at) for at in range(one.count())]
        elif isinstance(one, QLineEdit):
            found.append(one.placeholderText())
        if isinstance(one, QDialog):
            found.append(one.windowTitle())
    return [one for one in found if one]


def file_dialog():
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    return dialog


def colour_dialog():
    dialog = QColorDialog()
    dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
    return dialog


STANDARD = (
    "Ok", "Open", "Save", "Cancel", "Close", "Discard", "Apply", "Reset", "RestoreDefaults", "Help", "SaveAll", "Yes",
    "YesToAll", "No", "NoToAll", "Abort", "Retry", "Ignore",
)  # fmt: skip


def every_button():
    box = QMessageBox()
    for one in STANDARD:
        box.addButton(getattr(QMessageBox.StandardButton, one))
    return box


MAKE = {
    "files": file_dialog,
    "colours": colour_dialog,
    "buttons": every_button,
    "box": lambda: QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Help),
    "input": QInputDialog,
    "print": lambda: QPrintDialog(QPrinter()),
    "preview": lambda: QPrintPreviewDialog(QPrinter()),
}  # fmt: skip
# what the system says: printers, paper, folders, fonts; and marks of figures
SYSTEMS = ("Computer", "HTML", "PDF", "CUPS", "DejaVu")


@pytest.mark.parametrize("what", MAKE)
@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_qts_dialogs_speak_the_windows_language(qtbot, what, spoken):
    language.set_language(spoken)
    try:
        widget = MAKE[what]()
    except RuntimeError:
        pytest.skip("no printing here")
    qtbot.addWidget(widget)
    said = words(widget)
    known = [
        one
        for one in said
        if one.endswith((" mm)", " in)", "in")) or one.startswith(("ISO", "A4", "B5", "/"))
    ]
    assert [one for one in said if one not in known and foreign(one, spoken, SYSTEMS)] == []


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_menus_of_fields_speak_the_windows_language(qtbot, spoken):
    language.set_language(spoken)
    for field in (QLineEdit("1"), QTextEdit("1")):
        qtbot.addWidget(field)
        menu = field.createStandardContextMenu()
        assert [one.text() for one in menu.actions() if foreign(one.text(), spoken)] == []
    for source in ("&Select All", "&Step up", "Step &down"):
        told = QApplication.translate(QAbstractSpinBox.__name__, source)
        assert foreign(told, spoken) == []


def test_buttons_of_docks_follow_the_language(desk):
    window = desk.window
    for spoken, close in (("zh", "关闭"), ("en", "Close")):
        language.set_language(spoken)
        QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
        for dock in window.findChildren(QDockWidget):
            for button in dock.findChildren(QAbstractButton):
                if button.objectName().startswith("qt_dockwidget"):
                    for said in (button.accessibleName(), button.accessibleDescription(), button.toolTip()):
                        assert said
                        assert foreign(said, spoken) == []
            assert dock.findChild(QAbstractButton, "qt_dockwidget_closebutton").toolTip() == close


def test_keys_keep_the_names_that_stand_on_them(qtbot):
    language.set_language("zh")
    assert QApplication.translate("QShortcut", "Space") == "Space"
