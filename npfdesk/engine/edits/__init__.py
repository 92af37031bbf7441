"""Edits: what one would move before it is made, and what it did once it was."""
