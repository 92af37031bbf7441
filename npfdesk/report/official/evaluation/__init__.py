"""The chapters of the evaluation report, each made of what the evaluation found."""
