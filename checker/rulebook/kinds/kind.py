"""What a kind of rule is: its own keys, cases and facts, and the reader of its parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from checker.model import Comparison
    from checker.rulebook.form import Form
    from checker.rulebook.source import Node

Keys: TypeAlias = Mapping[str, "Node"]
Forms: TypeAlias = "tuple[Form, ...]"


@dataclass(frozen=True, slots=True)
class Spec:
    """The typed parameters of a rule; a kind without any has this one."""

    def lacks(self, _table: str | None, _form: Form) -> str | None:
        """What the rule names that a form does not have, in words; ``None``: it has all."""
        return None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its own keys, its cases, the facts that its messages may name, its reader.

    ``never`` are the results that no rule of the kind can give, by its nature. ``comparison``
    says which reports it holds side by side, ``None`` where it looks at one. ``read`` gets the
    forms that the rule may be for and refuses what none of them has; which of them have all of
    it is for the spec to say.
    """

    keys: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    needs_table: bool = False
    never: frozenset[str] = frozenset()
    comparison: Comparison | None = None
    read: Callable[[Keys, str | None, Forms], Spec] = field(
        default=lambda _keys, _table, _forms: Spec()
    )
