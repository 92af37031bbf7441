"""The field's own analyses in the window: each beside its formula, its convention and its source."""
