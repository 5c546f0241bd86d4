"""Formulas worked out again, to doubt what is stored and never to choose (law 1).

A workbook stores beside each formula what it gave when it was calculated last. A program that
changed the figures and did not calculate leaves an old result behind. What is not understood here
(other functions, other files, names) is told as not worked out again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from checker.documents.sheet.formula_functions import FUNCTIONS
from checker.documents.sheet.formula_syntax import Area, NotUnderstood, tokens_of
from checker.documents.sheet.stored import column_number

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from checker.documents.sheet.formula_syntax import Operand, Tokens
    from checker.documents.sheet.stored import Place, StoredSheet, Value

MOST_STEPS = 200_000
"""Cells and operations of one workbook: a report has 300 sums of 6 to 25 cells."""
MOST_DEPTH = 40  # formulas and brackets within one another; reports have 3
CLOSE = Decimal("1e-9")  # of the value: what binary fractions leave behind


@dataclass
class Calculator:
    """Works out the formulas of one workbook, each once."""

    sheets: Mapping[str, StoredSheet]
    _known: dict[tuple[str, Place], Value] = field(default_factory=dict)
    _open: set[tuple[str, Place]] = field(default_factory=set)
    _depth: int = 0
    _steps: int = 0

    def result(self, sheet: str, place: Place) -> Value:
        """What the cell's formula gives, worked out from what is typed in; else its value.

        ``NotUnderstood`` for a formula of another kind, one that asks itself, or a chain of
        formulas without end.
        """
        key = (sheet, place)
        if key in self._known:
            return self._known[key]
        stored = self.sheets[sheet].cells.get(place)
        if stored is None or stored.formula is None:
            return stored.value if stored else None
        if key in self._open:
            raise NotUnderstood
        formula = tokens_of(stored.formula, sheet)
        self._open.add(key)
        try:
            value = self._single(self.inside(lambda: _whole(self, formula)))
        except ArithmeticError as error:  # beyond what decimals of any size hold, or no number
            raise NotUnderstood from error
        finally:
            self._open.remove(key)
        self._known[key] = value
        return value

    def inside(self, read: Callable[[], Operand]) -> Operand:
        """Read what stands inside; ``NotUnderstood`` where it nests beyond measure."""
        if self._depth == MOST_DEPTH:
            raise NotUnderstood
        self._depth += 1
        try:
            return read()
        finally:
            self._depth -= 1

    def values(self, operand: Operand) -> Iterator[tuple[Value, bool]]:
        """The values of an operand, and whether each stands in a cell."""
        if not isinstance(operand, Area):
            yield operand, False
            return
        for place in self._places(operand):
            yield self.result(operand.sheet, place), True

    def _places(self, area: Area) -> Collection[Place]:
        """The cells of an area in order; each place that is looked at is a step."""
        cells = self.sheets[area.sheet].cells
        (top, left), (bottom, right) = area.first, area.last
        size = (bottom - top + 1) * (right - left + 1)
        self.step(min(size, len(cells)))
        if size > len(cells):
            return sorted(
                place for place in cells if top <= place[0] <= bottom and left <= place[1] <= right
            )
        return [
            (row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) in cells
        ]

    def _single(self, operand: Operand) -> Value:
        if not isinstance(operand, Area):
            return operand
        if operand.first != operand.last:
            raise NotUnderstood  # a value for each cell of the area
        return self.result(operand.sheet, operand.first)

    def number(self, operand: Operand) -> Decimal:
        """An operand as a number, as + takes it: a blank is 0, digits as text are a number."""
        value = self._single(operand)
        if value is None or isinstance(value, bool):
            return Decimal(value or 0)
        if isinstance(value, str):
            try:
                value = Decimal(value.strip())
            except InvalidOperation as error:
                raise NotUnderstood from error
        if not isinstance(value, Decimal) or not value.is_finite():
            raise NotUnderstood  # a date; NaN, which is a word to a spreadsheet
        return value

    def single(self, operand: Operand) -> Value:
        """An operand that is one value."""
        return self._single(operand)

    def is_plain(self, area: Area) -> bool:
        """Whether no row of an area is hidden and no formula in it leaves others out."""
        sheet = self.sheets[area.sheet]
        if any(area.first[0] <= row <= area.last[0] for row in sheet.hidden_rows):
            return False
        return not any(
            "SUBTOTAL" in (sheet.cells[place].formula or "").upper() for place in self._places(area)
        )

    def step(self, count: int = 1) -> None:
        """Count pieces of work; ``NotUnderstood`` beyond what is done for one workbook."""
        self._steps += count
        if self._steps > MOST_STEPS:
            raise NotUnderstood


def is_same(stored: Value, result: Value) -> bool:
    """Whether what is stored is what the formula gives."""
    if isinstance(stored, Decimal) and isinstance(result, Decimal):
        return abs(stored - result) <= CLOSE * max(Decimal(1), abs(result))
    if stored is None or stored == "":
        return result is None or result == ""
    if isinstance(stored, Decimal) and result is None:
        return stored == 0  # a formula that asks an empty cell shows 0
    return stored == result


def _whole(by: Calculator, tokens: Tokens) -> Operand:
    value = _expression(by, tokens, 0)
    if tokens.at < len(tokens.items):
        raise NotUnderstood
    return value


_LEVELS: Sequence[frozenset[str]] = (
    frozenset({"=", "<>", "<", ">", "<=", ">="}),
    frozenset({"&"}),
    frozenset({"+", "-"}),
    frozenset({"*", "/"}),
)


def _expression(by: Calculator, tokens: Tokens, level: int) -> Operand:
    """Operators of this level, those that bind closer first."""
    if level == len(_LEVELS):
        return _signed(by, tokens)
    left = _expression(by, tokens, level + 1)
    while (sign := tokens.peek()) in _LEVELS[level]:
        assert sign is not None
        tokens.take()
        by.step()
        left = _joined(by, sign, left, _expression(by, tokens, level + 1))
    return left


def _joined(by: Calculator, sign: str, left: Operand, right: Operand) -> Value:
    if sign in _LEVELS[0]:
        return _compared(by, sign, left, right)
    if sign == "&":
        raise NotUnderstood  # words put together are no figure
    a, b = by.number(left), by.number(right)
    if sign == "+":
        return a + b
    if sign == "-":
        return a - b
    if sign == "*":
        return a * b
    return a / b


def _compared(by: Calculator, sign: str, left: Operand, right: Operand) -> bool:
    a, b = by.single(left), by.single(right)
    if isinstance(a, str) or isinstance(b, str):
        if sign not in ("=", "<>"):
            raise NotUnderstood
        same = (a or "") == (b or "")
        return same == (sign == "=")
    x, y = by.number(a), by.number(b)
    return {"=": x == y, "<>": x != y, "<": x < y, ">": x > y, "<=": x <= y, ">=": x >= y}[sign]


def _signed(by: Calculator, tokens: Tokens) -> Operand:
    if tokens.peek() in ("-", "+"):
        sign = tokens.take()["sign"]
        by.step()
        number = by.number(by.inside(lambda: _signed(by, tokens)))
        return -number if sign == "-" else number
    value: Operand = _operand(by, tokens)
    while tokens.peek() == "%":
        tokens.take()
        value = by.number(value) / 100
    return value


def _operand(by: Calculator, tokens: Tokens) -> Operand:
    token = tokens.take()
    if token["number"]:
        return Decimal(token["number"])
    if token["text"]:
        return token["text"][1:-1].replace('""', '"')
    if token["area"]:
        return _area(by, token, tokens.sheet)
    if token["name"]:
        return _called(by, token["name"].upper(), tokens)
    if token["sign"] == "(":
        value = by.inside(lambda: _expression(by, tokens, 0))
        tokens.expect(")")
        return value
    raise NotUnderstood


def _area(by: Calculator, token: re.Match[str], sheet: str) -> Area:
    if token["sheet"]:
        sheet = token["sheet"]
        if sheet.startswith("'"):
            sheet = sheet[1:-1].replace("''", "'")
        if sheet not in by.sheets:
            raise NotUnderstood  # a sheet of another file
    rows = [int(token["r0"]), int(token["r1"] or token["r0"])]
    columns = [column_number(token["c0"]), column_number(token["c1"] or token["c0"])]
    return Area(sheet, (min(rows), min(columns)), (max(rows), max(columns)))


def _called(by: Calculator, name: str, tokens: Tokens) -> Value:
    arguments: list[Operand] = []
    while tokens.peek() != ")":
        arguments.append(by.inside(lambda: _expression(by, tokens, 0)))
        if tokens.peek() != ")":
            tokens.expect(",")
    tokens.expect(")")
    if name not in FUNCTIONS:
        raise NotUnderstood
    by.step()
    return FUNCTIONS[name](by, arguments)
