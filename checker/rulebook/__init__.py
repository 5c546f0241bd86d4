"""The rule book: YAML files -> typed, checked forms and rules."""

from checker.rulebook.load import kept_rulebook, load_forms, load_rulebook
from checker.rulebook.rule import Rule, Rulebook

__all__ = ["Rule", "Rulebook", "kept_rulebook", "load_forms", "load_rulebook"]
