"""The values of a plan. Nothing here reads files, draws or uses a database."""
