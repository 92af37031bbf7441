"""Mistakes planted one at a time in a module, and whether its tests notice: ``make mutants ROOM=engine/targets/status``."""
