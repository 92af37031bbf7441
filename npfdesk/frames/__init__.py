"""Data frames: what a plan's numbers come to, as tidy tables of pandas; the public face is npfdesk itself."""
