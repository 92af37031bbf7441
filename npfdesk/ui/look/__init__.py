"""Appearance and language of the window: theme, style sheet, colours, icons, fonts, translations."""
