"""A PDF as a document: camelot's tables, pdfium's characters and drawings."""
