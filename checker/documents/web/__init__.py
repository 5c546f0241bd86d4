"""Web pages and saved web pages: most of the reports are published so."""
