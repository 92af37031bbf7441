"""Targets: what is asked for, what is missing, and how each target stands."""
