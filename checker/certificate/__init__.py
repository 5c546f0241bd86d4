"""The certificate of coverage: what it records, and whether it holds."""
