"""Tables as plans publish them: what they say is recognised cell by cell, corrected, and made into a plan."""
