"""Results on their way out: tables, and later documents."""
