"""Patterns over text that others wrote: none may need more than linear steps."""
