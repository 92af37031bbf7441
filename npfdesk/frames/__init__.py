"""Data frames: a plan's results as tidy pandas tables. The public face is the package npfdesk itself."""
