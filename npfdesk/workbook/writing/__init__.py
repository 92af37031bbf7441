"""Writing into a user's workbook: edits of its cells, and nothing else of it changed."""
