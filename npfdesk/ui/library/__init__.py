"""The library's dialogs and maintenance: history, backups, export, import and merge. Loaded when first needed."""
