"""The program's version, in one place: the build reads it here, and so does every floor of the house."""

__version__ = "0.1.0"
