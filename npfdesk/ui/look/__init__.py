"""How the window looks and speaks: palette, style, colours, marks, type, language, preferences."""
