"""The field's own analyses: composite indices, coordination, disparity, forecasts; a room each, pure functions."""
