"""Relations between cells: a tiny grammar, and what a relation means in one layout of a form.

What is written is parsed (``Relation``), placed in a layout (``Placed``) and becomes a
``LinearForm``: the one meaning that checking, locating and proving share.

::

    relation   := side comparison side
    side       := ["-"] term (("+" | "-") term)*
    term       := number | [number "*"] name | "every" name
    comparison := "=" | "<=" | ">=" | "<" | ">" | "!="

A name is a row, a column or a group of them in the codes of the form; a group stands for the
sum of its members, ``every`` group for each of its members in turn. No other word has a meaning
and nothing is evaluated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from checker.i18n import LANGUAGES, translate
from checker.model import CellRef, Term
from checker.rulebook.linear_form import LinearForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.rulebook.form import Form, Table

COMPARISONS = ("<=", ">=", "!=", "=", "<", ">")
ROWS = "rows"
COLUMNS = "columns"
EVERY = "every"

_TOKEN = re.compile(r"\s*(?:(<=|>=|!=|[=<>+*-])|(\d+(?:\.\d+)?)|([a-z][a-z0-9_]*))")
_MEANT = {
    "=<": "<=", "=>": ">=", "==": "=", "<>": "!=", "≤": "<=", "≥": ">=", "≠": "!=",
    "＝": "=", "＜": "<", "＞": ">", "＋": "+", "－": "-", "−": "-", "–": "-", "×": "*", "＊": "*",
}  # fmt: skip
"""What people write, or an input method, and the sign that says it here."""
_SLIP = re.compile(rf"\s*({'|'.join(map(re.escape, _MEANT))})")


class RelationError(ValueError):
    """A relation that cannot be read, ``at`` so many characters from its beginning."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class Operand:
    """Factor times a name; a constant when ``name`` is ``None``."""

    factor: Decimal
    name: str | None = None
    every: bool = False

    def __str__(self) -> str:
        """The operand without its sign."""
        factor = abs(self.factor)
        if self.name is None:
            return str(factor)
        if self.every:
            return f"{EVERY} {self.name}"
        return self.name if factor == 1 else f"{factor} * {self.name}"


@dataclass(frozen=True, slots=True)
class Relation:
    """A parsed relation; ``str`` writes it in the grammar again."""

    left: tuple[Operand, ...]
    comparison: str
    right: tuple[Operand, ...]

    def __str__(self) -> str:
        return f"{_written(self.left)} {self.comparison} {_written(self.right)}"

    @property
    def operands(self) -> tuple[Operand, ...]:
        """The operands of both sides."""
        return (*self.left, *self.right)

    @property
    def names(self) -> tuple[str, ...]:
        """The names used, in the order written."""
        return tuple(operand.name for operand in self.operands if operand.name)

    @property
    def every(self) -> str | None:
        """The group that is taken member by member, if any."""
        return next((operand.name for operand in self.operands if operand.every), None)


def _written(side: tuple[Operand, ...]) -> str:
    first = f"-{side[0]}" if side[0].factor < 0 else str(side[0])
    rest = (f" {'-' if operand.factor < 0 else '+'} {operand}" for operand in side[1:])
    return first + "".join(rest)


def parse_relation(text: str, lang: str = LANGUAGES[0]) -> Relation:
    """The relation written in ``text``; ``RelationError`` says, in ``lang``, what was expected."""
    return _Parser(text, lang).relation()


class _Parser:
    def __init__(self, text: str, lang: str) -> None:
        self.text = text
        self.lang = lang
        self.tokens = list(self._tokens())
        self.at = 0

    def _tokens(self) -> Iterator[tuple[str, int]]:
        position, end = 0, len(self.text.rstrip())
        while position < end:
            if slip := _SLIP.match(self.text, position):
                meant = translate("diagnostic.did-you-mean", self.lang, hint=_MEANT[slip[1]])
                raise self.fault("rule-file.grammar.no-meaning", slip.start(1), meant, got=slip[1])
            match = _TOKEN.match(self.text, position)
            if match is None:
                rest = self.text[position:].lstrip()
                at = len(self.text) - len(rest)
                raise self.fault("rule-file.grammar.no-meaning", at, got=rest[:1])
            yield match[0].strip(), match.end()
            position = match.end()

    def relation(self) -> Relation:
        left = self.side()
        comparison = self.next("comparison")
        if comparison not in COMPARISONS:
            raise self.fault(
                "rule-file.grammar.one-of", known=" ".join(COMPARISONS), got=comparison
            )
        relation = Relation(left, comparison, self.side())
        if self.peek():
            raise self.fault("rule-file.grammar.left-over", got=self.skip())
        if sum(operand.every for operand in relation.operands) > 1:
            raise self.fault("rule-file.grammar.every-twice")
        if not relation.names:
            raise self.fault("rule-file.grammar.no-cell")
        return relation

    def side(self) -> tuple[Operand, ...]:
        sign = 1
        if self.peek() == "-":
            self.skip()
            sign = -1
        operands = [self.term(sign)]
        while self.peek() in ("+", "-"):
            operands.append(self.term(1 if self.skip() == "+" else -1))
        return tuple(operands)

    def term(self, sign: int) -> Operand:
        token = self.next("name-or-number")
        if token == EVERY:
            if sign < 0:
                raise self.fault("rule-file.grammar.every-subtracted")
            return Operand(Decimal(1), self.name(), every=True)
        if not token[0].isdigit():
            return Operand(Decimal(sign), self._named(token))
        factor = sign * Decimal(token)
        if self.peek() != "*":
            return Operand(factor)
        self.skip()
        return Operand(factor, self.name())

    def name(self) -> str:
        return self._named(self.next("name"))

    def _named(self, token: str) -> str:
        if token == EVERY or not token[0].isalpha():
            raise self.fault("rule-file.grammar.name", got=token)
        return token

    def peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def next(self, expected: str) -> str:
        token = self.peek()
        if not token:
            raise self.fault(f"rule-file.grammar.end.{expected}", len(self.text))
        self.at += 1
        return token

    def skip(self) -> str:
        """The next token, known to be there."""
        token = self.peek()
        self.at += 1
        return token

    def fault(
        self, key: str, at: int | None = None, meant: str = "", /, **values: str
    ) -> RelationError:
        """The error at a place, or at the last token taken."""
        if at is None:
            token, end = self.tokens[max(self.at - 1, 0)] if self.tokens else ("", 0)
            at = end - len(token)
        return RelationError(translate(key, self.lang, **values) + meant, at)


@dataclass(frozen=True)
class Placed:
    """A relation at one place of one layout: groups expanded, names turned into cells."""

    place: str
    left: tuple[Term, ...]
    comparison: str
    right: tuple[Term, ...]

    @cached_property
    def refs(self) -> tuple[CellRef, ...]:
        """The cells it names, each once, left side first."""
        terms = (*self.left, *self.right)
        return tuple(dict.fromkeys(term.ref for term in terms if term.ref))

    @cached_property
    def form(self) -> LinearForm[CellRef]:
        """What it says of its cells."""
        return LinearForm.of(self.left, self.comparison, self.right)


def names_of(table: Table, axis: str) -> tuple[str, ...]:
    """The names a relation over an axis may use: rows and their groups, or the columns'."""
    if axis == COLUMNS:
        return (*table.rows, *table.row_groups)
    return (*table.columns, *table.column_groups)


def places_of(table: Table, axis: str) -> tuple[str, ...]:
    """Every place along an axis, in form order."""
    return tuple(table.columns if axis == COLUMNS else table.rows)


def members_of(table: Table, axis: str, name: str) -> tuple[str, ...]:
    """The leaves that a name stands for; ``KeyError`` when the layout has no such name."""
    return table.expand_rows(name) if axis == COLUMNS else table.expand_columns(name)


def ref_at(table: Table, axis: str, place: str, code: str) -> CellRef:
    """The cell of a leaf code at a place."""
    if axis == COLUMNS:
        return CellRef(table.code, code, place)
    return CellRef(table.code, place, code)


def place_relation(
    relation: Relation, form: Form, table_code: str, axis: str, at: tuple[str, ...] | None
) -> Iterator[Placed]:
    """The relation at every place of a layout that prints all its cells.

    A relation with ``every`` gives one ``Placed`` for each member at each place. None at all
    when the layout has no such row or column (a collapsed group).
    """
    table = form.tables[table_code]
    known = set(names_of(table, axis))
    # A collapsed layout lacks the rows of the group: the relation has no place there, and no fault.
    if not known.issuperset(relation.names):
        return
    every = relation.every
    members = members_of(table, axis, every) if every else (None,)
    for place in at or places_of(table, axis):
        for member in members:
            one = Placed(
                place,
                tuple(_terms(relation.left, table, axis, place, member)),
                relation.comparison,
                tuple(_terms(relation.right, table, axis, place, member)),
            )
            if all(ref in form.positions for ref in one.refs):
                yield one


def _terms(
    side: tuple[Operand, ...], table: Table, axis: str, place: str, member: str | None
) -> Iterator[Term]:
    for operand in side:
        if operand.name is None:
            yield Term(None, operand.factor)
        elif operand.every and member is not None:
            yield Term(ref_at(table, axis, place, member), operand.factor)
        else:
            for code in members_of(table, axis, operand.name):
                yield Term(ref_at(table, axis, place, code), operand.factor)
