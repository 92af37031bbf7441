"""The scenario library: SQLite under the user's data folder."""
