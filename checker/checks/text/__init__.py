"""Kinds of rules about the prose of one report, in itself and against its tables."""
