"""Finding and learning: the palette, the map of keys, the help, the first tour, the settings and kept layouts."""
