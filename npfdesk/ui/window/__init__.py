"""The main window: top bar, menus, outline, scenario tree, status line and banner."""
