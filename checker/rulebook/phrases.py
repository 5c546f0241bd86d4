"""``text.yaml`` -> ``Phrases``: the patterns by which numbers in prose are recognised.

The file explains its own keys. Everything is compiled here, so that a faulty pattern is
refused at its line and never skipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.i18n import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.rulebook.rule import Text
    from checker.rulebook.source import Node

_TEXT_KEYS = (
    "topics", "subjects", "scopes", "other_years", "part_years", "quantities", "statements",
)  # fmt: skip
_QUANTITY_KEYS = (
    "title", "subject", "topic", "list", "units", "clause", "phrase", "after", "excluded",
)  # fmt: skip
_STATEMENT_KEYS = ("subject", "topic", "says", "excluded")
LISTS = ("applicants", "channels", "results", "rows")
# Matches nowhere, not even the empty text: so a pattern that is not given needs no branch.
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a number in the text may count, and the words around it that say so."""

    name: str
    title: Text
    units: tuple[str, ...]
    subject: str | None = None
    topic: str | None = None
    list: str | None = None
    clause: re.Pattern[str] = NEVER
    phrase: re.Pattern[str] = NEVER
    after: re.Pattern[str] = NEVER
    excluded: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said without a number, such as that no application was received."""

    name: str
    says: re.Pattern[str]
    subject: str | None = None
    topic: str | None = None
    excluded: re.Pattern[str] = NEVER


@dataclass(frozen=True, eq=False)
class Phrases:
    """All patterns of a run; compared by identity, as the rule book is."""

    topics: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    subjects: Mapping[str, Mapping[str, re.Pattern[str]]] = field(default_factory=dict)
    scopes: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    other_years: re.Pattern[str] = NEVER
    part_years: re.Pattern[str] = NEVER
    quantities: tuple[Quantity, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """Everything that a claim may be about: a quantity, or its word of each subject."""
        found: set[str] = set()
        known: tuple[Quantity | Statement, ...] = (*self.quantities, *self.statements)
        for one in known:
            subjects = self.subjects.get(one.subject or "", ())
            found.update(f"{subject}.{one.name}" for subject in subjects)
            found.add(one.name)
        return frozenset(found)

    def title(self, about: str) -> Text:
        """The words for what a claim is about."""
        name = about.rpartition(".")[2]
        return next(
            (q.title for q in self.quantities if q.name == name), dict.fromkeys(LANGUAGES, name)
        )


def read_phrases(root: Node) -> Phrases:
    """The patterns of a ``text:`` file."""
    keys = root.mapping(("text",), ("text",))["text"].mapping(_TEXT_KEYS, _TEXT_KEYS)
    topics = {name: node.pattern() for name, node in keys["topics"].mapping().items()}
    subjects = {
        group: {name: node.pattern() for name, node in names.mapping().items()}
        for group, names in keys["subjects"].mapping().items()
    }
    return Phrases(
        topics=topics,
        subjects=subjects,
        scopes={
            name: node.pattern()
            for name, node in keys["scopes"].mapping(("agg", "own", "part")).items()
        },
        other_years=keys["other_years"].pattern(),
        part_years=keys["part_years"].pattern(),
        quantities=tuple(
            _quantity(name, node, topics, subjects)
            for name, node in keys["quantities"].mapping().items()
        ),
        statements=tuple(
            _statement(name, node, topics, subjects)
            for name, node in keys["statements"].mapping().items()
        ),
    )


def _quantity(
    name: str, node: Node, topics: Mapping[str, object], subjects: Mapping[str, object]
) -> Quantity:
    keys = node.mapping(_QUANTITY_KEYS, ("title", "units"))
    if not {"clause", "phrase", "after"} & set(keys):
        node.fail("rule-file.no-pattern", name=name)
    patterns = {
        key: keys[key].pattern() for key in ("clause", "phrase", "after", "excluded") if key in keys
    }
    return Quantity(
        name,
        keys["title"].in_languages(),
        keys["units"].texts(),
        _known(keys, "subject", subjects),
        _known(keys, "topic", topics),
        keys["list"].one_of(LISTS, "list") if "list" in keys else None,
        **patterns,
    )


def _statement(
    name: str, node: Node, topics: Mapping[str, object], subjects: Mapping[str, object]
) -> Statement:
    keys = node.mapping(_STATEMENT_KEYS, ("says",))
    return Statement(
        name,
        keys["says"].pattern(),
        _known(keys, "subject", subjects),
        _known(keys, "topic", topics),
        keys["excluded"].pattern() if "excluded" in keys else NEVER,
    )


def _known(keys: Mapping[str, Node], key: str, known: Mapping[str, object]) -> str | None:
    if key not in keys or keys[key].is_null:
        return None
    return keys[key].one_of(tuple(known), key)
