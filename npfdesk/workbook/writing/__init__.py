"""Writing into a user's workbook: only the edited cells change."""
