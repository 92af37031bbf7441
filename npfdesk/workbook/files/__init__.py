"""Files: what sort of file it is, guarded and parsed into a grid of cells, under limits and in a process of its own."""
