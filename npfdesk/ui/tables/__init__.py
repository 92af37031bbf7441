"""Tables: models over the session and the view that edits like a spreadsheet."""
