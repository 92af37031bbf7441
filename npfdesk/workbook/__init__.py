"""Excel in and out: reading plans, writing templates, samples and a user's workbook."""
