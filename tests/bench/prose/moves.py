"""Changes of the figures that keep every identity of the form: the planter's moves."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from tests.bench.prose.figures import APPLICANTS, OUTCOMES, PROCEEDINGS, SOURCES, Figures, results

# A move: what is added to which cells.
Move = tuple[tuple[str, int], ...]

# Slips as people make them: one more or fewer, a unit or two of ten, a digit.
_STEPS = (1, 2, 3, 5, 9, 10, 20, 40, 90, 100)
# Columns through which table 3 is moved: what is not about an applicant's kind moves by persons.
_NATURAL = APPLICANTS["n"]


def cells_of(expression: str) -> frozenset[str]:
    """Return the cells that an expression (a sum, or a share of sums) names."""
    return frozenset(expression.replace(" / ", "+").split("+"))


def after(figures: Figures, move: Move) -> Mapping[str, Decimal]:
    """Return a view of the figures after the move."""
    return ChainMap({cell: figures[cell] + step for cell, step in move}, figures)


def _add(*parts: tuple[str, int]) -> Move:
    total: dict[str, int] = {}
    for cell, step in parts:
        total[cell] = total.get(cell, 0) + step
    return tuple(sorted((cell, step) for cell, step in total.items() if step))


def _row(row: str, column: str, step: int) -> list[tuple[str, int]]:
    return [(f"t3.{row}.{column}", step), (f"t3.{row}.total", step)]


def moves(form: str, expression: str, figures: Mapping[str, Decimal], key: str) -> Iterator[Move]:
    """Yield the moves that touch a cell of the expression and may be carried out.

    The key (hexadecimal digits) picks the sizes of the slip, 1 among them always.
    """
    cells = cells_of(expression)
    table = min(c for c in cells if not c.isdigit())[:2]
    for step in sorted({1, *(_STEPS[int(digit, 16) % len(_STEPS)] for digit in key[:3])}):
        for signed in (step, -step):
            for move in _touching(table, form, cells, signed):
                if all(figures[c] + d >= 0 or c.endswith(".change") for c, d in move):
                    yield move


@cache  # many narratives state the same cells
def _touching(table: str, form: str, cells: frozenset[str], step: int) -> tuple[Move, ...]:
    every = {"t2": _table2, "t3": _table3, "t4": _table4}[table]
    return tuple(move for move in every(form, cells, step) if any(c in cells for c, _ in move))


def _table2(form: str, cells: frozenset[str], step: int) -> Iterator[Move]:
    del form
    for cell in sorted(cells):
        yield _add((cell, step))


def _table4(form: str, cells: frozenset[str], step: int) -> Iterator[Move]:
    del form, cells
    for group in PROCEEDINGS.values():
        for outcome in OUTCOMES.values():
            more = [(f"t4.{group}.{outcome}", step), (f"t4.{group}.total", step)]
            yield _add(*more)
            for other_group in PROCEEDINGS.values():
                for other in OUTCOMES.values():
                    if (group, outcome) != (other_group, other):
                        less = [(f"t4.{other_group}.{other}", -step)]
                        yield _add(*more, *less, (f"t4.{other_group}.total", -step))


def _table3(form: str, cells: frozenset[str], step: int) -> Iterator[Move]:
    columns = {c.split(".")[2] for c in cells if c.startswith("t3.")} - {"total"}
    sinks = [*results(form).values(), "carried_forward"]
    for column in sorted(columns | {_NATURAL}):
        for sink in sinks:
            out = _row(sink, column, step)
            if sink != "carried_forward":
                out += _row("total_handled", column, step)
            for source in SOURCES.values():
                yield _add(*_row(source, column, step), *out)
            for other in sinks:
                if other != sink:
                    back = _row(other, column, -step)
                    if other != "carried_forward":
                        back += _row("total_handled", column, -step)
                    yield _add(*out, *back)
        new, carried = SOURCES.values()
        yield _add(*_row(new, column, step), *_row(carried, column, -step))
    for column in sorted(columns):  # one applicant's kind for another, in one result
        for other_column in APPLICANTS.values():
            if other_column == column:
                continue
            for sink in sinks:
                rows = ["new_received", sink]
                rows += ["total_handled"] if sink != "carried_forward" else []
                yield _add(
                    *(p for row in rows for p in _row(row, column, step)),
                    *(p for row in rows for p in _row(row, other_column, -step)),
                )
