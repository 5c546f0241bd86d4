"""A rule as a value: one thing in one place, as written in its YAML entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from checker.rulebook.bodies import Bodies
from checker.rulebook.form import form_of_year
from checker.rulebook.lexicon import Lexicon

if TYPE_CHECKING:
    from checker.model import Severity
    from checker.rulebook.form import Form

Text: TypeAlias = Mapping[str, str]
"""The same words in each language: ``{"zh": …, "en": …}``."""


BY_CELLS, BY_SECTION, BY_YEAR, BY_PARTS = "cells", "section", "year", "parts"
BY_UNIT = "unit"
LINKS = (BY_CELLS, BY_SECTION, BY_YEAR, BY_PARTS, BY_UNIT)
"""What two failures must share so that one follows from the other.

The same cells; the section that a table belongs to; the year, where the statistical period is a
whole year, so that nothing but its year can be wrong; a total that the parts and the text alike
give another number for, so that the total is what is wrong; the same cells for the unit printed in
them, and not for other words beside it.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A miniature report and what the rule must say of it (run by the test suite)."""

    expect: str  # "pass", "fail", "undecided" or "silent" (the rule does not apply)
    form: str  # the layout: F2021, F2021/other
    given: Mapping[str, object]
    description: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One catalogued rule.

    ``kind`` names the module in ``checker/checks`` that judges it and ``spec`` is that kind's
    own typed parameters. ``cases`` gives another severity to a named case of the rule;
    ``message`` words a case (``fail``, ``undecided`` or the case's own name) in each language.
    ``forms`` are the forms it is for, worked out from ``named_forms`` (those its entry names, if
    any), their heirs and what each form has.
    ``hard`` marks the relations that the coverage line counts. ``years`` are the first and last
    report year it applies to, ``unless_body`` the kinds of bodies that it does not apply to.
    ``follows_from`` names the rules whose failures this one's follow from, each with what the two
    must share (``LINKS``). ``silent_where`` are rules whose failure says all that a failure of this
    one between several reports, about no other cells, could say. People are told of the failures
    of a rule ``of_run`` in one line for the whole run.
    """

    id: str
    kind: str
    title: Text
    severity: Severity
    forms: tuple[str, ...]
    spec: object
    basis: Text
    advice: Text
    hard: bool = False
    table: str | None = None
    named_forms: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    unless_body: tuple[str, ...] = ()
    cases: Mapping[str, Severity] = field(default_factory=dict)
    message: Mapping[str, Text] = field(default_factory=dict)
    why: Text = field(default_factory=dict)
    follows_from: Mapping[str, str] = field(default_factory=dict)
    silent_where: tuple[str, ...] = ()
    of_run: bool = False
    examples: tuple[Example, ...] = ()
    path: str = ""
    line: int = 0

    def is_for(self, form: Form) -> bool:
        """Whether some report on a form can fall under the rule: the form named, a year shared."""
        first, last = self.years
        starts_in_time = last is None or form.first_year <= last
        ends_in_time = first is None or form.last_year is None or first <= form.last_year
        return form.code in self.forms and starts_in_time and ends_in_time

    def severity_of(self, case: str | None) -> Severity:
        """The severity of one of the rule's cases; its own where the case has none."""
        return self.cases.get(case, self.severity) if case else self.severity


@dataclass(frozen=True, eq=False)
class Rulebook:
    """All forms and rules of a run, rules in catalogue order.

    Compared by identity, so that what is worked out for a rule book can be kept beside it.
    """

    forms: tuple[Form, ...]
    rules: tuple[Rule, ...]
    bodies: Bodies = field(default_factory=Bodies)
    lexicon: Lexicon = field(default_factory=Lexicon)

    def form(self, layout: str) -> Form:
        """The form of a layout (``F2021``, ``F2021/other``); ``KeyError`` if there is none."""
        for form in self.forms:
            for variant in form.layouts:
                if variant.layout == layout:
                    return variant
        raise KeyError(layout)

    def form_for(self, year: int) -> Form | None:
        """The form that reports of a year must use, ``None`` before 2019."""
        return form_of_year(self.forms, year)

    def rule(self, rule_id: str) -> Rule:
        """The rule with this id; ``KeyError`` if there is none."""
        return next(rule for rule in self.rules if rule.id == rule_id)
