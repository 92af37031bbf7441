"""Projection: the paths of every scenario of a document, with levers, formulas and roll-ups."""
