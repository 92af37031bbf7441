"""Tables as plans publish them: recognised cell by cell, corrected by the user, and assembled to a plan."""
