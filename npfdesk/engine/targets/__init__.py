"""Targets: gaps, required growth, status, judgement and monitoring."""
