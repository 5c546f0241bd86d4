"""Ordinary reports that nobody has seen: random figures in random dress by many producers.

``python -m tests.bench.producers make --half tune --out DIR`` prints PDFs with their truth beside
them, ``verify DIR`` holds the pages against the truth without the reader, ``score DIR`` reads them
as ``checker tables`` would and says how many cells are right, ``fuzz DIR`` reads damaged copies.
A file is named by its half, its producer and its number; these three seed everything in it.

The way of the data: ``seeds`` -> ``figures``, ``dress``, ``printed`` (what stands in each cell, and
its truth), ``story`` (the report as paragraphs and grids) -> ``html``, ``docx``, ``xlsx``,
``typst_page``, or ``layout`` and ``drawn`` -> ``press`` (the producers) -> ``rewrite`` -> ``make``.
"""
