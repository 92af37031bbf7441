"""Excel in and out: reading a plan, writing templates and samples."""
