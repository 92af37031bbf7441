"""The standard format: its sheets and columns, read into a plan and written from a plan."""
