"""The rule book: YAML files -> typed, checked forms and rules."""

from checker.rulebook.load import load_forms, load_rulebook
from checker.rulebook.rule import Rule, Rulebook

__all__ = ["Rule", "Rulebook", "load_forms", "load_rulebook"]
