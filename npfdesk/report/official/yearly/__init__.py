"""The chapters of the yearly-plan report: the year before, the year's targets and what they rest on, regions, months, measures."""
