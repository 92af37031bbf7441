"""The engine: it computes paths, levers, roll-ups, formulas, gaps and statuses from a document."""
