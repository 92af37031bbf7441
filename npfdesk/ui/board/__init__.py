"""The board: key parameters of a meeting as sliders over its favourite charts, scenarios as columns."""
