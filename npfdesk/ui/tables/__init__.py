"""Tables: models over the session, and the view that is edited like a spreadsheet."""
