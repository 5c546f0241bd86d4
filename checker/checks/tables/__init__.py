"""Kinds of rules about the statutory tables of one report."""
