"""Uncertainty: draws of a scenario, chances of its targets, and what matters most."""
