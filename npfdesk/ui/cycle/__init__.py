"""The window of a plan's cycle: yearly plan, months, evaluation, vintages, the next plan, the contest."""
