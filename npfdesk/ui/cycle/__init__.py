"""The rhythms of a plan: the yearly plan, the months, the evaluation, the next plan."""
