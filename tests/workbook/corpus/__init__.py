"""Ugly and hostile workbooks, built by script, each with the end that it must come to. All figures are synthetic."""
