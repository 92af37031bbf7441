"""The main window: its bar, menus, outline, scenario tree and status line, and what it says of itself."""
