"""Answers to planners' questions: each is shown before any of it is applied."""
