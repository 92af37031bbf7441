"""NPF Desk: a planning office argues with its own numbers."""

__version__ = "0.1.0"
