"""Working together by file: sending out forms, taking in returns, rounds of negotiation, reconciling plans."""
