"""Workbooks changed at random, for some minutes: whatever comes of one, it is a Reading."""
