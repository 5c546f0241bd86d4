"""What a kind of rule is: its own keys, cases and facts, and the reader of its parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from checker.rulebook.grammar import RelationError, parse_relation

if TYPE_CHECKING:
    from checker.model import Comparison
    from checker.rulebook.form import Form
    from checker.rulebook.grammar import Relation
    from checker.rulebook.source import Near, Node

Keys: TypeAlias = Mapping[str, "Node"]
Forms: TypeAlias = "tuple[Form, ...]"


NEEDS_TEXT, NEEDS_YEAR = "text", "year"


class Lack(NamedTuple):
    """What a form does not have, as ``Node.fail`` takes it.

    Not worded: that a form lacks what a rule names is no fault by itself (the rule is for other
    forms), and wording it for each of them would look for near misses in every run.
    """

    key: str
    near: Near | None
    values: Mapping[str, object]


def lack(key: str, near: Near | None = None, /, **values: object) -> Lack:
    """What a form does not have, by a text (``rule-file.…``) and what fills its places."""
    return Lack(key, near, values)


def read_relation(node: Node) -> Relation:
    """The relation written at a node."""
    try:
        return parse_relation(node.text(), node.lang)
    except RelationError as error:
        node.fail_within(error.at, "rule-file.bad-relation", relation=node.text(), reason=error)


@dataclass(frozen=True, slots=True)
class Spec:
    """The typed parameters of a rule; a kind without any has this one."""

    def lacks(self, _table: str | None, _form: Form) -> Lack | None:
        """What the rule names that a form does not have; ``None``: it has all."""
        return None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its own keys, its cases, the facts that its messages may name, its reader.

    ``never`` are the results that no rule of the kind can give, by its nature. ``comparison``
    says which reports it holds side by side, ``None`` where it looks at one. ``needs`` says what of
    a report, beside cells, it cannot do without (``NEEDS_TEXT``, ``NEEDS_YEAR``). ``read`` gets the
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
    needs: tuple[str, ...] = ()
    read: Callable[[Keys, str | None, Forms], Spec] = field(
        default=lambda _keys, _table, _forms: Spec()
    )
