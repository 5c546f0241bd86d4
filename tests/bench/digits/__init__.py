"""The classifiers of shapes: where their weights come from, and how good they are.

``python -m tests.bench.digits fetch|train|letters|measure|reports``: see ``--help``. Fonts of
Debian packages are set in PDFs, read back through the program's own pdfium door at the two
resolutions it looks at, and learnt by half of the families; the other half is what the figures are
measured on.
"""
