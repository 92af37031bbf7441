"""The sample's plan, and a table of each sort that the Python face answers with about it."""

import functools

import npfdesk
from npfdesk.locations import sample_workbook

SAMPLE = str(sample_workbook())
ASKED = {
    "project": (),
    "seek": ("惯性", "永康市", "output"),
    "benchmark": ("永康市", "output"),
    "allocate": ("output",),
    "uncertainty": ("惯性", 100),
    "index": (["output", "tax_per_mu"],),
    "disparity": ("output",),
    "evaluate": (2024,),
    "forecast": ("金华市", "gdp"),
}
"""What each function is asked about the plan."""


@functools.cache
def sample():
    return npfdesk.read(SAMPLE)


@functools.cache
def table_of(name):
    return getattr(npfdesk, name)(sample(), *ASKED[name])
