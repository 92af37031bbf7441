"""Effects of edits: a preview before an edit, and the changes after it."""
