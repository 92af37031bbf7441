"""Answers to a planner's questions beyond the paths. Each is a pure function of results."""
