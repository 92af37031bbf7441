"""Analyses of regional planning: composite indices, coordination, disparity, forecasts. Pure functions."""
