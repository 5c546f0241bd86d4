"""The kinds that look at one report at a time: which module judges which kind.

Each module of ``tables`` and ``text`` says in its ``JUDGES`` which kinds it judges, so that a new
one is known as soon as it stands there. Equations, bounds and implications are judged in frames.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

from checker.checks import tables, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

    from checker.checks.context import Judge


def _judges(package: ModuleType) -> Iterator[tuple[str, Judge]]:
    """Every kind that a module of the package judges, in the order of the modules' names."""
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        judges: Mapping[str, Judge] = getattr(import_module(found.name), "JUDGES", {})
        yield from judges.items()


OF_WORDS = frozenset(dict(_judges(text))) | {"sections", "tables", "rows-and-columns", "label"}
"""Kinds that accuse by words: sentences, headings, labels, or that there are none."""

# A kind judged by two modules would go to the later by name; tests/checks holds the list against
# the rule book's.
JUDGES: Mapping[str, Judge] = dict([*_judges(tables), *_judges(text)])
