"""Help: command palette, keyboard map, help window, first tour, settings."""
