"""A report as a workbook that recomputes: every projected figure is a formula over the workbook's own cells."""
