"""The numbers: paths, levers, roll-ups, formulas, gaps and status out of a document."""
