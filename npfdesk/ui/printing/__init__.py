"""Printed reports: pages drawn without a display, for PDF files and pictures."""
