"""Collecting by file: fill-in workbooks, the index of who was asked for what, and returns as they come back."""
