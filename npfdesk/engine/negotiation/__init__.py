"""Rounds of negotiating targets: where they stand, what each region can carry, and the steps on from there."""
