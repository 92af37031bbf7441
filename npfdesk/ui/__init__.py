"""The window: the only floor that sees Qt."""
