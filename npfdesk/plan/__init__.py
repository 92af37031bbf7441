"""The values of a plan: nothing here reads a file, draws a line or knows a database."""
