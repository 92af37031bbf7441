"""Rows of the tree in which indicators are chosen."""

from PySide6.QtCore import Qt

from npfdesk.ui.analyses.indicator_choice import NAME


def item_of(tree, code):
    """The row of an indicator; KeyError where there is none."""
    for place in range(tree.topLevelItemCount()):
        item = tree.topLevelItem(place)
        if item.data(NAME, Qt.ItemDataRole.UserRole) == code:
            return item
    raise KeyError(code)
