"""Answers: what a planner asks of a plan beyond its paths, each a pure function of results."""
