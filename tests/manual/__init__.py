"""The manual: the help pages with pictures that the program makes of itself, as HTML and as PDF (`make manual`).

A tool for whoever builds the program, like tests/shots; its tests stand beside it.
"""
