"""Kinds of rules about several reports: a body's years, and a body with those below it."""
