"""The kinds of rules: closed and in code; the rules themselves are data."""
