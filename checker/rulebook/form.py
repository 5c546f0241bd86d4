"""The statutory forms as values: tables, rows, columns, labels, groups, blocks.

A form comes from ``rules/<year>/form.yaml`` (see ``rules/README.md``). A *layout* is the exact
row set that a report prints: the form itself, or the form with a known variant applied
(（六）其他处理 left as one row). Rules and recognition both speak in the codes given here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING

from checker.model import CellRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

COUNT = "count"
CHANGE = "change"
MONEY = "money"

BLOCKS, MATRIX, GROUPS = "blocks", "matrix", "groups"
SHAPES = (BLOCKS, MATRIX, GROUPS)
"""How a table is printed, which decides how it is read: ``blocks`` stacked below one another,
each with its own header (表二); a ``matrix`` of labelled rows below one header (表三); ``groups``
of columns side by side over a single row of figures (表四), each group being a row of the form."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row or a column: its code, the label the form prints, and how else it is printed.

    ``core`` are the distinctive words that survive a misprint; ``variants`` other wordings
    that mean the same, ``also_printed`` those that the form itself has in another issue of it.
    ``number`` is what the cells hold: ``count`` (whole, not negative),
    ``change`` (whole, may be negative) or ``money`` (decimal, in ``unit``).
    """

    code: str
    label: str
    short: Mapping[str, str]
    core: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    also_printed: tuple[str, ...] = ()
    number: str = COUNT
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows (or columns) that belong under one printed heading; members may be groups.

    ``instead_of`` is the row (or column) in whose place the members are added up where it is
    blank: the total that the group makes.
    """

    code: str
    label: str
    members: tuple[str, ...]
    core: tuple[str, ...] = ()
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One of the stacked parts of a table of ``BLOCKS``: a caption, its header row, its rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collapsed:
    """A known variant: the members of one row group printed as a single row."""

    item: Item
    replaces: str


class _Lasting:
    """A dataclass that is sent without what was worked out from it.

    Forms are sent to reading processes by one thread while another judges by them: a pickle of
    what ``cached_property`` keeps would walk through a dictionary that grows.
    """

    def __getstate__(self) -> dict[str, object]:
        return {one.name: getattr(self, one.name) for one in fields(self)}  # type: ignore[arg-type]


@dataclass(frozen=True)
class Table(_Lasting):
    """One statutory table. Cells are every row by every column, except in blocks (表二).

    ``shape`` is one of ``SHAPES``. ``caption`` is how the captions of blocks begin and ``head``
    what stands over the labels of their rows; ``subtotals`` is the column group whose parts a
    further column adds up where a report prints one (小计). ``by`` says what one of its ``rows``
    and one of its ``columns`` is (an item, an applicant).
    """

    code: str
    shape: str
    section: int
    name: Mapping[str, str]
    title: Mapping[str, str]
    rows: Mapping[str, Item]
    columns: Mapping[str, Item]
    row_groups: Mapping[str, Group]
    column_groups: Mapping[str, Group]
    blocks: tuple[Block, ...] = ()
    collapsed: Mapping[str, Collapsed] | None = None
    note: str | None = None
    caption: str | None = None
    head: str | None = None
    subtotals: str | None = None
    by: Mapping[str, str] = field(default_factory=lambda: {"rows": "row", "columns": "column"})

    @cached_property
    def refs(self) -> tuple[CellRef, ...]:
        """Every cell of the table in form order: row by row."""
        # A stacked table prints its rows block by block; elsewhere every row has every column.
        if self.blocks:
            return tuple(
                CellRef(self.code, row, column)
                for block in self.blocks
                for row in block.rows
                for column in block.columns
            )
        return tuple(CellRef(self.code, r, c) for r in self.rows for c in self.columns)

    @cached_property
    def parts(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """The rows and the columns of each part that every row has every column in."""
        blocks = tuple((block.rows, block.columns) for block in self.blocks)
        return blocks or ((tuple(self.rows), tuple(self.columns)),)

    @cached_property
    def lines(self) -> Mapping[str, tuple[CellRef, ...]]:
        """The cells of each row."""
        return {row: tuple(ref for ref in self.refs if ref.row == row) for row in self.rows}

    def expand_rows(self, code: str) -> tuple[str, ...]:
        """The row itself, or the leaf rows of a row group; ``KeyError`` for neither."""
        return tuple(self._expand(code, self.rows, self.row_groups))

    def expand_columns(self, code: str) -> tuple[str, ...]:
        """The column itself, or the leaf columns of a column group; ``KeyError`` for neither."""
        return tuple(self._expand(code, self.columns, self.column_groups))

    def _expand(
        self, code: str, items: Mapping[str, Item], groups: Mapping[str, Group]
    ) -> Iterator[str]:
        if code in items:
            yield code
            return
        for member in groups[code].members:
            yield from self._expand(member, items, groups)

    def collapse(self, code: str) -> Table:
        """This table with the known variant ``code`` applied: one row for its row group."""
        variant = (self.collapsed or {})[code]
        # Leaves, for the group may hold groups; all of them are one printed row now.
        gone = self.expand_rows(variant.replaces)
        rows: dict[str, Item] = {}
        for row, item in self.rows.items():
            if row not in gone:
                rows[row] = item
            # The single row stands where the first of its group stood.
            elif row == gone[0]:
                rows[code] = variant.item
        groups = {
            name: replace(
                group,
                members=tuple(code if m == variant.replaces else m for m in group.members),
            )
            for name, group in self.row_groups.items()
            if name != variant.replaces
        }
        return replace(self, rows=rows, row_groups=groups, collapsed=None)


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """The heading of one of the six sections, with the words that also announce it."""

    number: int
    heading: str
    variants: tuple[str, ...]


@dataclass(frozen=True)
class Form(_Lasting):
    """One statutory form, in one layout.

    ``code`` is the form (``F2021``), ``layout`` the exact row set (``F2021`` or
    ``F2021/other``); ``first_year`` and ``last_year`` are report years, inclusive,
    ``last_year`` ``None`` for the form in force. ``ancestors`` are the codes of the forms that
    it inherits from, the nearest first.
    """

    code: str
    layout: str
    first_year: int
    last_year: int | None
    notice: str
    name: Mapping[str, str]
    detect: tuple[str, ...]
    sections: tuple[SectionHeading, ...]
    tables: Mapping[str, Table]
    ancestors: tuple[str, ...] = ()

    @property
    def lineage(self) -> tuple[str, ...]:
        """Its own code and those of the forms it inherits from, the nearest first."""
        return (self.code, *self.ancestors)

    def covers(self, year: int) -> bool:
        """Whether the form lays claim to this report year; an heir's claim goes first."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @cached_property
    def refs(self) -> tuple[CellRef, ...]:
        """Every cell of the form in form order."""
        return tuple(ref for table in self.tables.values() for ref in table.refs)

    @cached_property
    def positions(self) -> Mapping[CellRef, int]:
        """Where each cell stands in form order."""
        return {ref: position for position, ref in enumerate(self.refs)}

    def leaves(self, ref: CellRef) -> tuple[CellRef, ...]:
        """The cell itself, or those that the form prints of a row or column group."""
        found = self._leaves.get(ref)
        if found is None:
            table = self.tables[ref.table]
            found = tuple(
                leaf
                for row in table.expand_rows(ref.row)
                for column in table.expand_columns(ref.column)
                if (leaf := CellRef(ref.table, row, column)) in self.positions
            )
            self._leaves[ref] = found
        return found

    @cached_property
    def _leaves(self) -> dict[CellRef, tuple[CellRef, ...]]:
        """What ``leaves`` found: the rules ask for the same groups of every report."""
        return {}

    def number_of(self, ref: CellRef) -> str:
        """What the cell must hold: ``count``, ``change`` or ``money``."""
        return self.tables[ref.table].columns[ref.column].number

    def unit_of(self, ref: CellRef) -> str | None:
        """The unit its column prints, if any."""
        return self.tables[ref.table].columns[ref.column].unit

    @cached_property
    def layouts(self) -> tuple[Form, ...]:
        """This form as printed in full, then with each known variant of a table applied."""
        variants = tuple(
            replace(
                self,
                layout=f"{self.code}/{code}",
                tables={**self.tables, table.code: table.collapse(code)},
            )
            for table in self.tables.values()
            for code in (table.collapsed or {})
        )
        return (self, *variants)


def form_of_year(forms: Iterable[Form], year: int) -> Form | None:
    """The form that reports of a year must use, ``None`` where there is none.

    Of forms that lay claim to the same year one is the heir of the others (the loader refuses
    anything else): the heir supersedes them.
    """
    covering = [form for form in forms if form.covers(year)]
    # The heir has every ancestor of its parent and the parent itself: the longest line wins.
    return max(covering, key=lambda form: len(form.ancestors), default=None)
