"""Answers in the meeting: what planners ask aloud, shown before anything of it is taken."""
