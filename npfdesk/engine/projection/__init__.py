"""Projection: from a document to the paths of every scenario, with levers, formulas and roll-ups."""
