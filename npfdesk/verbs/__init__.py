"""The verbs of the command line, one room each; none of them imports Qt."""
