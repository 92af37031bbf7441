"""Lets the program be started as ``python -m npfdesk``."""

from __future__ import annotations

import sys

from npfdesk.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    if sys.argv[1:2] == ["--read-cells"]:
        # the program started itself to read a file apart (npfdesk.workbook.child); frozen, it has no other way
        from npfdesk.workbook.reader import main as read_cells

        sys.exit(read_cells(sys.argv[2:]))
    sys.exit(main())
