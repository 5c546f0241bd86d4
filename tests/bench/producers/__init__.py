"""Ordinary reports that nobody has seen: random figures in random dress by many producers.

``python -m tests.bench.producers make --half tune --out DIR`` prints PDFs with their truth beside
them, ``score DIR`` reads them as ``checker tables`` would and says how many cells are right.
A file is named by its half, its producer and its number; these three seed everything in it.
"""
