"""Scans of printed reports, made and measured: ``python -m tests.bench.scans --help``."""
