"""The import of published tables: recognised cells are shown in colour on the sheet and corrected by a click."""
