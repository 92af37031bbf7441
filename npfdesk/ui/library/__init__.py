"""The library in the window: history, backups, scenarios handed out and taken in. Loaded when first asked for."""
