"""Charts: made once, redrawn by every edit in the same frame."""
