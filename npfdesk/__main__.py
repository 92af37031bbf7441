"""Lets the program be started as ``python -m npfdesk``."""

from __future__ import annotations

import sys

from npfdesk.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
