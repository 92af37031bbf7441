"""Views of the window beside paths and gaps: heatmap, overview, ranking, comparison, map, disparity."""
