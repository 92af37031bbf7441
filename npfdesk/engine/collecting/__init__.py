"""Collecting by file: who is asked for what, and returns weighed and taken."""
