"""The canonical form: its sheets and columns, read into a plan and written out of one."""
