"""Reports: results as tables, workbooks, documents and slides."""
