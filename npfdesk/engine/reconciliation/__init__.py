"""Plans of several levels held against each other: indicators matched, figures compared, differences told."""
