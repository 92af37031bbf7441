"""Analyses of the whole plan: each beside its formula, its convention and its source."""
