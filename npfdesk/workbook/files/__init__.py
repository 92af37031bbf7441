"""Files: detecting the file type, checking limits, and reading the cells into a grid in a separate process."""
