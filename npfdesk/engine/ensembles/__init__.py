"""Ensembles: large computations in pieces, carried out by the cores of this machine or by a cluster."""
