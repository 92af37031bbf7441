"""Taking over tables as plans print them: what was recognised is laid over the sheet and put right by a click."""
