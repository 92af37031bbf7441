"""The style of the window: palette, style sheet and fonts, made from the theme."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from npfdesk.locations import resources_folder
from npfdesk.ui.look import focus_ring
from npfdesk.ui.look.base_style import DeskStyle
from npfdesk.ui.look.colours import DARK, LIGHT, Theme, appearance, set_theme, theme
from npfdesk.ui.look.language import language, speech

BODY_PIXELS = 13
NOTE_PIXELS = 11
LEAST_CHINESE = 12
"""The smallest type in which Chinese is set: its strokes run together in a smaller one."""
TITLE_PIXELS = 15
SMALLEST, LARGEST = 90, 150
"""The smallest and largest font size, in per cent."""
ONCE = Qt.ConnectionType.SingleShotConnection
_ROLES = QPalette.ColorRole


_AT_FULL = "atFull"
_percent = [100]


def pixels(base: int) -> int:
    """A font size (pixels at 100 %) scaled to the chosen size."""
    return round(base * _percent[0] / 100)


def type_pixels(base: float) -> int:
    """The size of type (pixels at 100 %), scaled to the chosen size; Chinese is never set under LEAST_CHINESE."""
    return max(round(base * _percent[0] / 100), LEAST_CHINESE if language() == "zh" else 1)


def note_pixels(magnification: float = 1.0) -> int:
    """The size of notes, in the language in force, scaled to the chosen size and magnified."""
    return round(type_pixels(NOTE_PIXELS) * magnification)


def scaled(length: float) -> float:
    """A length that text must fit into (pixels at 100 %), scaled to the chosen font size."""
    return length * _percent[0] / 100


def font_size() -> int:
    """The font size of the program in per cent."""
    return _percent[0]


def set_font_size(application: QApplication, percent: int) -> None:
    """Change the font size at once: fonts, style sheet, charts and open tables."""
    percent = min(max(percent, SMALLEST), LARGEST)
    before, _percent[0] = _percent[0], percent
    if percent == before:
        return
    body = QFont(application.font())
    body.setPixelSize(pixels(BODY_PIXELS))
    application.setFont(body)
    application.setStyleSheet(_sheet(theme()))
    for table in application.allWidgets():
        if isinstance(table, QTableView):
            _fit(table, percent, before)
    appearance.changed.emit()


def _fit(table: QTableView, percent: int, before: int) -> None:
    """Scale rows, header and columns with the font."""
    rows, head = table.verticalHeader(), table.horizontalHeader()
    # stored at 100 %, because rounding errors would add up
    least, row, top = table.property(_AT_FULL) or (
        round(length * 100 / before)
        for length in (rows.minimumSectionSize(), rows.defaultSectionSize(), head.minimumHeight())
    )
    table.setProperty(_AT_FULL, [least, row, top])
    rows.setMinimumSectionSize(pixels(least))
    rows.setDefaultSectionSize(pixels(row))
    if head.minimumHeight() == head.maximumHeight():
        head.setFixedHeight(pixels(top))
    for column in range(head.count()):
        if head.sectionResizeMode(column) == QHeaderView.ResizeMode.Interactive:
            head.resizeSection(column, round(head.sectionSize(column) * percent / before))


def system_theme() -> Theme:
    """The dark theme where the system is dark, else the light one."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def load_fonts(application: QApplication) -> None:
    """Set the body font; the bundled CJK subset is added only where the system has no Chinese font."""
    font = application.font()
    families = [font.family()]
    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        for file in sorted((resources_folder() / "fonts").glob("*.otf")):
            number = QFontDatabase.addApplicationFont(str(file))
            families.extend(QFontDatabase.applicationFontFamilies(number))
    body = QFont(font)
    body.setFamilies(families)
    body.setPixelSize(pixels(BODY_PIXELS))
    # tabular figures, so that columns of numbers align
    body.setFeature(QFont.Tag("tnum"), 1)
    application.setFont(body)


def apply_theme(application: QApplication, chosen: Theme) -> None:
    """Apply a theme to the application; whatever has the keys by a key has a ring from then on."""
    focus_ring.install(application)
    application.setStyle(DeskStyle())
    palette = QPalette()
    for role, colour in (
        (_ROLES.Window, chosen.paper),
        (_ROLES.Base, chosen.paper),
        (_ROLES.AlternateBase, chosen.panel),
        (_ROLES.WindowText, chosen.ink),
        (_ROLES.Text, chosen.ink),
        (_ROLES.ButtonText, chosen.ink),
        (_ROLES.Button, chosen.panel),
        (_ROLES.ToolTipBase, chosen.panel),
        (_ROLES.ToolTipText, chosen.ink),
        (_ROLES.PlaceholderText, chosen.secondary),
        (_ROLES.Highlight, chosen.chosen),
        (_ROLES.HighlightedText, chosen.ink),
        (_ROLES.Link, chosen.accent),
        (_ROLES.Mid, chosen.hairline),
        (_ROLES.Midlight, chosen.hairline),
        (_ROLES.Dark, chosen.hairline),
        (_ROLES.Light, chosen.paper),
        (_ROLES.Accent, chosen.accent),
    ):
        palette.setColor(role, QColor(colour))
    for role in (_ROLES.Text, _ROLES.WindowText, _ROLES.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(chosen.secondary))
    application.setPalette(palette)
    application.setStyleSheet(_sheet(chosen))
    set_theme(chosen)


def _icon(name: str, chosen: Theme) -> str:
    return f'url("{(resources_folder() / "icons" / f"{name}-{chosen.name}.svg").as_posix()}")'


def _sheet(chosen: Theme) -> str:
    line, border, panel, ink, quiet, accent = (
        chosen.hairline,
        chosen.border,
        chosen.panel,
        chosen.ink,
        chosen.secondary,
        chosen.accent,
    )
    return f"""
    QMainWindow, QDialog {{ background: {chosen.paper}; }}
    QMainWindow::separator {{ background: {line}; width: 1px; height: 1px; }}
    QSplitter::handle {{ background: {line}; }}
    QSplitter::handle:horizontal {{ width: 1px; }} QSplitter::handle:vertical {{ height: 1px; }}
    QMenuBar {{ background: {chosen.paper}; border-bottom: 1px solid {line}; padding: 2px 8px; }}
    QMenuBar::item {{ padding: 4px 10px; background: transparent; }}
    QMenuBar::item:selected {{ background: {chosen.chosen}; color: {ink}; border-bottom: 2px solid {accent}; padding-bottom: 2px; }}
    QMenu {{ background: {chosen.paper}; border: 1px solid {line}; padding: 4px 0; }}
    QMenu::item {{ padding: 5px 28px 5px 20px; }}
    QMenu::item:selected {{ background: {chosen.chosen}; color: {ink}; border-left: 3px solid {accent}; padding-left: 17px; }}
    QMenu::separator {{ height: 1px; background: {line}; margin: 4px 0; }}
    QWidget#topBar {{ background: {chosen.paper}; border-bottom: 1px solid {line}; }}
    QToolButton, QPushButton {{ border: 1px solid {border}; border-radius: 4px; padding: 4px 10px; background: {chosen.paper}; }}
    QToolButton:hover, QPushButton:hover {{ background: {panel}; }}
    QToolButton:checked {{ background: {chosen.chosen}; border-color: {accent}; }}
    QToolButton:disabled, QPushButton:disabled {{ color: {quiet}; border-color: {line}; }}
    QToolButton[quiet="true"] {{ border-color: transparent; }}
    QWidget#topBar QToolButton[quiet="true"] {{ padding: 4px 6px; }}
    QToolButton::menu-indicator {{ image: {_icon("down", chosen)}; subcontrol-position: right center; right: 4px; width: 12px; height: 12px; }}
    QToolButton[popupMode="2"] {{ padding-right: 20px; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QPushButton:default {{ background: {accent}; color: {chosen.on_accent}; border-color: {accent}; }}
    QPushButton:default:disabled {{ background: {panel}; color: {quiet}; border-color: {line}; }}
    QPushButton[listed="true"] {{ border-color: transparent; background: transparent; }}
    QPushButton[listed="true"]:hover {{ background: {panel}; }}
    QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus, QAbstractSpinBox:focus {{ border-color: {accent}; }}
    QComboBox, QAbstractSpinBox {{ border: 1px solid {border}; border-radius: 4px; padding: 3px 8px; background: {chosen.paper}; min-height: 18px; }}
    QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 20px; }}
    QComboBox::down-arrow, QDateEdit::down-arrow {{ image: {_icon("down", chosen)}; width: 12px; height: 12px; right: 4px; }}
    QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: 18px; }}
    QSpinBox::up-arrow {{ image: {_icon("up", chosen)}; width: 12px; height: 12px; }}
    QSpinBox::down-arrow {{ image: {_icon("down", chosen)}; width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{ background: {chosen.paper}; border: 1px solid {border}; selection-background-color: {chosen.chosen}; selection-color: {ink}; outline: 0; }}
    QLineEdit {{ border: 1px solid {border}; border-radius: 4px; padding: 4px 8px; background: {chosen.paper}; selection-background-color: {accent}; selection-color: {chosen.on_accent}; }}
    QPlainTextEdit {{ border: 1px solid {border}; border-radius: 4px; padding: 2px 4px; background: {chosen.paper}; selection-background-color: {accent}; selection-color: {chosen.on_accent}; }}
    QPlainTextEdit:focus {{ border-color: {accent}; }}
    QDockWidget {{ titlebar-close-icon: {_icon("close", chosen)}; titlebar-normal-icon: {_icon("float", chosen)}; }}
    QDockWidget::close-button, QDockWidget::float-button {{ border: none; background: transparent; padding: 0; subcontrol-position: center right; subcontrol-origin: margin; width: 20px; height: 20px; }}
    QDockWidget::close-button {{ right: 8px; }}
    QDockWidget::float-button {{ right: 30px; }}
    QDockWidget::close-button:hover, QDockWidget::float-button:hover {{ background: {chosen.chosen}; border-radius: 3px; }}
    QDockWidget::title {{ padding: 8px 12px 4px 16px; background: {chosen.paper}; text-align: left; }}
    QTreeView, QTableView, QListView {{ border: none; background: {chosen.paper}; alternate-background-color: {chosen.paper}; outline: 0; }}
    QTreeView::item {{ padding: 3px 2px; }}
    QTreeView::item:selected, QTreeView::item:hover:selected {{ background: {chosen.chosen}; color: {ink}; }}
    QTreeView::item:hover {{ background: {panel}; }}
    QListWidget::item {{ border: 2px solid transparent; }}
    QListWidget::item:selected {{ background: {chosen.chosen}; color: {ink}; }}
    QListView#wallColumn {{ background: {panel}; border-radius: 6px; padding: 4px; }}
    QListView#wallColumn::item {{ background: {chosen.paper}; border: 1px solid {line}; border-radius: 4px; padding: 6px 8px; }}
    QListView#wallColumn::item:selected {{ background: {chosen.chosen}; border-color: {accent}; }}
    QTableView {{ gridline-color: {line}; selection-background-color: {chosen.chosen}; selection-color: {ink}; }}
    QTableView::item {{ padding: 0 6px; }}
    QTableView::item:selected {{ background: {chosen.chosen}; color: {ink}; }}
    QTableView::item:focus {{ border: 2px solid {accent}; padding: 0 4px; }}
    QTreeView::item:focus {{ border: 2px solid {accent}; padding: 1px 0; }}
    QListView::item:focus, QListWidget::item:focus {{ border: 2px solid {accent}; }}
    QTableView QLineEdit {{ border: 2px solid {accent}; border-radius: 0; padding: 0 4px; }}
    QHeaderView {{ background: {chosen.paper}; }}
    QHeaderView::section {{ background: {panel}; color: {quiet}; border: none; border-bottom: 1px solid {line}; padding: 4px 8px; font-size: {type_pixels(NOTE_PIXELS + 1)}px; }}
    QAbstractScrollArea::corner {{ background: {chosen.paper}; border: none; }}
    QTableCornerButton::section {{ background: {panel}; border: none; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {line}; }}
    QTabBar {{ background: {chosen.paper}; outline: none; }}
    QTabBar QToolButton {{ background: {chosen.paper}; border: none; padding: 0; }}
    QTabBar QToolButton::left-arrow {{ image: {_icon("left", chosen)}; }}
    QTabBar QToolButton::right-arrow {{ image: {_icon("right", chosen)}; }}
    QTabBar::tab {{ padding: 7px 14px; border: none; border-bottom: 2px solid transparent; color: {quiet}; background: transparent; }}
    QTabBar::tab:selected {{ color: {ink}; border-bottom-color: {accent}; }}
    QTabBar::tab:hover {{ color: {ink}; }}
    QStatusBar {{ background: {panel}; border-top: 1px solid {line}; }}
    QStatusBar::item {{ border: none; }}
    QLabel[role="note"] {{ color: {quiet}; font-size: {note_pixels()}px; }}
    QLabel[role="subtitle"] {{ color: {quiet}; }}
    QLabel[role="seal"] {{ border: 2px solid {accent}; border-radius: 2px; padding: 1px 6px; font-weight: 600; }}
    QLabel[role="title"] {{ font-size: {pixels(TITLE_PIXELS)}px; font-weight: 600; }}
    QFrame#edge {{ background: {line}; border: none; }}
    QFrame#palette, QFrame#callout {{ background: {chosen.paper}; border: 1px solid {quiet}; border-radius: 6px; }}
    QLabel#cellHint {{ background: {chosen.paper}; color: {ink}; border: 1px solid {quiet}; border-radius: 3px; padding: 2px 6px; }}
    QTextBrowser {{ border: none; background: {chosen.paper}; selection-background-color: {chosen.chosen}; selection-color: {ink}; }}
    QWidget#banner {{ background: {chosen.chosen}; border-bottom: 1px solid {line}; }}
    QToolTip {{ background: {panel}; color: {ink}; border: 1px solid {line}; padding: 4px 6px; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle {{ background: {border}; border-radius: 5px; min-height: 24px; min-width: 24px; }}
    QScrollBar::handle:hover {{ background: {quiet}; }}
    QSlider::groove:horizontal {{ background: {border}; height: 2px; border-radius: 1px; }}
    QSlider::handle:horizontal {{ background: {accent}; width: 14px; margin: -6px 0; border-radius: 7px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QCheckBox {{ spacing: 5px; outline: none; }}

    QRadioButton, QSlider, QPushButton, QToolButton {{ outline: none; }}
    QCheckBox::indicator, QTreeView::indicator, QListView::indicator, QTableView::indicator, QMenu::indicator {{ width: 14px; height: 14px; }}
    QCheckBox::indicator:unchecked, QTreeView::indicator:unchecked, QListView::indicator:unchecked, QTableView::indicator:unchecked {{ image: {_icon("unticked", chosen)}; }}
    QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked, QTableView::indicator:checked {{ image: {_icon("ticked", chosen)}; }}
    QTreeView::branch {{ background: {chosen.paper}; }}
    QTreeView::branch:has-children:closed {{ image: {_icon("right", chosen)}; }}
    QTreeView::branch:has-children:open {{ image: {_icon("down", chosen)}; }}
    """


def _restyle() -> None:
    """Set type anew for another language."""
    application = QApplication.instance()
    if isinstance(application, QApplication) and application.styleSheet():
        application.setStyleSheet(_sheet(theme()))
        appearance.changed.emit()


speech.changed.connect(_restyle)


def switch_theme(application: QApplication) -> None:
    """Switch from light to dark or back; from high contrast to light."""
    apply_theme(application, DARK if theme() is LIGHT else LIGHT)
