"""The scenario library: an SQLite file in the user's data folder."""
