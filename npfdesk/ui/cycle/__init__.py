"""The plan's cycle in the window: yearly targets, months, evaluation, figures as published, the next plan, contests."""
