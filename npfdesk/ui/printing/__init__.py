"""Reports on paper: pages drawn without a display, for PDF files, pictures and later a printer."""
