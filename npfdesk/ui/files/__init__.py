"""Files: opening workbooks, watching them on disk, saving, exporting."""
