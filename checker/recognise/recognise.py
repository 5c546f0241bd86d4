"""From grids and text to a report: which table, which form, which printed cell is which."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checker.model import Cell, CellRef, Doubt, State
from checker.recognise.blocks import read_blocks
from checker.recognise.folding import folded
from checker.recognise.grid_rows import PLACE_DOUBTS, Sheet, TableReading
from checker.recognise.groups import read_groups
from checker.recognise.labels import is_garbled, normal, stands_in
from checker.recognise.matrix import read_matrix
from checker.recognise.parts import Vocabulary, parts_of
from checker.recognise.strays import doubt_blanks
from checker.rulebook.form import BLOCKS, GROUPS, MATRIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence, Set

    from checker.model.document import Part
    from checker.model.places import Place
    from checker.model.table_grid import Grid
    from checker.rulebook.form import Form, Table

READERS: Mapping[str, Callable[[Sequence[Sheet], Form, str], TableReading]] = {
    BLOCKS: read_blocks,
    MATRIX: read_matrix,
    GROUPS: read_groups,
}
"""Who reads a table, by its shape; each gets the table's parts, the layout and its code."""
SHORT_LABEL = 4  # letters: prose may hold a label this short
IDENTIFIED = 2  # words that only one form prints: with so many of one, none of another is no form
HALF = 0.5  # of a table's cells, from which it is that form's
SAME_EDGE = 4.0  # points: edges of one cell as two routes draw them
PRINTED_WORDS = 4  # words of one table on the pages: it is printed, whether or not it was read


@dataclass(frozen=True)
class Recognition:
    """One reading of all tables under one layout, by one route."""

    form: Form
    tables: Mapping[str, TableReading]
    foreign: Mapping[str, str] = field(default_factory=dict)
    """Tables of which nothing is read because another form's is printed, with that form's code."""

    @property
    def is_whole(self) -> bool:
        """Whether every cell of the form was read without doubt."""
        return all(reading.is_whole for reading in self.tables.values())

    @property
    def has_more(self) -> bool:
        """Whether a row is printed that the form does not have: another form may have it."""
        return any(
            label.code is None for reading in self.tables.values() for label in reading.labels
        )

    @property
    def rank(self) -> tuple[float, int]:
        """How well the labels fit, then how many cells are sure."""
        return (
            sum(reading.fit for reading in self.tables.values()),
            sum(reading.sure for reading in self.tables.values()),
        )


def recognise(
    grids: Sequence[Grid],
    forms: Sequence[Form],
    vocabulary: Vocabulary,
    text: str,
) -> Recognition:
    """Read the grids as the form they are printed on: the layout whose labels fit best.

    The form whose own words the text holds is tried first and kept where it is whole and no row
    is left over. An heir prints most of what its parent prints: a row too many may be its own.
    """
    parts = parts_of([Sheet(grid) for grid in grids], vocabulary)
    compact = folded(text)
    told = {form.code: sum(folded(word) in compact for word in form.detect) for form in forms}
    by_words = sorted(forms, key=lambda form: -told[form.code])
    if max(told.values(), default=0) >= IDENTIFIED:
        by_words = [form for form in by_words if told[form.code]]
    best: Recognition | None = None
    every: list[Recognition] = []
    for form in by_words:
        for layout in form.layouts:
            found = Recognition(
                layout,
                {
                    code: doubt_blanks(READERS[table.shape](parts[code], layout, code), parts[code])
                    for code, table in layout.tables.items()
                },
            )
            if found.is_whole and not found.has_more:
                return found
            every.append(found)
            if layout is not form and not _prints_variant(found, form):
                continue
            if best is None or _fits_better(found, best):
                best = found
    assert best is not None
    foreign = dict(_foreign(best, every))
    blank = {code: TableReading(code, best.form) for code in foreign}
    return Recognition(best.form, {**best.tables, **blank}, foreign)


def _foreign(best: Recognition, every: Sequence[Recognition]) -> Iterator[tuple[str, str]]:
    """Tables of which the best form has nothing, and another most cells and heads of its own."""
    for code, reading in best.tables.items():
        for found in every:
            other = found.tables.get(code)
            if (
                not reading.cells
                and other is not None
                and found.form.code != best.form.code
                and len(other.cells) > HALF * len(found.form.tables[code].refs)
                and any(label.axis == "column" and label.known for label in other.labels)
            ):
                yield code, found.form.code
                break


def _fits_better(found: Recognition, best: Recognition) -> bool:
    """Whether a layout explains what is printed better: first of all every row with figures.

    Labels alone do not tell an heir from its parent where an office kept the parent's wording.
    """
    return (not found.has_more, *found.rank) > (not best.has_more, *best.rank)


def _prints_variant(found: Recognition, form: Form) -> bool:
    """Whether a row that only this variant of the form has is really printed."""
    own = {(ref.table, ref.row) for ref in form.refs}
    return any(
        (ref.table, ref.row) not in own
        for reading in found.tables.values()
        for ref in reading.cells
    )


def better_of(a: Recognition, b: Recognition) -> Recognition:
    """Of two routes' readings: the better layout, and the surer reading of each table.

    What one route saw in a cell is not unseen by another that cuts the cell otherwise: a doubt
    about the same place stays, and two sure readings that differ are none.
    """
    lead, other = (a, b) if a.rank >= b.rank else (b, a)
    if lead.form.layout != other.form.layout:
        return lead
    tables = {}
    for code, reading in lead.tables.items():
        pair = (reading, other.tables[code])
        surer = max(pair, key=lambda one: (one.is_settled, one.sure))
        tables[code] = _doubted(surer, pair[surer is reading])
    foreign = lead.foreign or other.foreign
    return Recognition(
        lead.form, tables, {code: form for code, form in foreign.items() if not tables[code].cells}
    )


def _doubted(reading: TableReading, other: TableReading) -> TableReading:
    """A reading with the doubts that another route's reading of the table casts on it."""
    cells = dict(reading.cells)
    for ref, cell in reading.cells.items():
        rival = other.cells.get(ref)
        if cell.doubt is not None or rival is None:
            continue
        if rival.doubt is None:
            if (rival.state, rival.value) != (cell.state, cell.value):
                texts = (cell.raw, rival.raw)
                cells[ref] = replace(
                    cell,
                    state=State.DOUBTFUL,
                    value=None,
                    note=None,
                    doubt=Doubt.READINGS_DIFFER,
                    readings=texts,
                )
        elif rival.doubt not in PLACE_DOUBTS and _is_same_place(cell, rival):
            cells[ref] = rival
    return replace(reading, cells=cells)


def _is_same_place(cell: Cell, rival: Cell) -> bool:
    if cell.box is None or rival.box is None:
        return cell.place is not None and cell.place == rival.place
    if cell.page != rival.page:
        return False
    return all(abs(a - b) <= SAME_EDGE for a, b in zip(cell.box, rival.box, strict=True))


def account_for_missing(
    found: Recognition,
    parts: Sequence[Part],
    has_pictures: Callable[[], bool],
    vocabulary: Vocabulary,
) -> dict[CellRef, Cell]:
    """Every cell read, and a doubtful one for each that is printed but could not be read.

    A row or a table that the pages' text names is there; that its figures were not found is
    the reader's fault, never a missing row of the report.
    """
    cells: dict[CellRef, Cell] = {}
    compact = [(part.place, folded(part.text)) for part in parts]
    whole = "".join(text for _, text in compact)
    words = vocabulary.count(normal(whole))
    for code, table in found.form.tables.items():
        reading = found.tables[code]
        if not reading.cells:
            if code in found.foreign:
                doubt = Doubt.OTHER_FORM
            elif words[code] >= PRINTED_WORDS:
                doubt = Doubt.UNREADABLE_TABLE
            elif has_pictures():
                doubt = Doubt.IN_A_PICTURE
            else:
                continue
            cells.update((ref, Cell(State.DOUBTFUL, "", doubt=doubt)) for ref in table.refs)
            continue
        unread = {
            ref: cell
            for ref in table.refs
            if ref not in reading.cells and (cell := _unread(found, ref, compact)) is not None
        }
        # Where a font maps letters wrongly, a row that is not found may be there all the same.
        is_garbled_table = any(is_garbled(label.printed) for label in reading.labels)
        lost = _rows_around(table, {ref.row for ref in reading.cells}, {ref.row for ref in unread})
        for ref in table.refs:
            cell = reading.cells.get(ref) or unread.get(ref)
            if cell is None and ref.row in lost:
                cell = Cell(State.DOUBTFUL, "", doubt=Doubt.NOT_IN_A_CELL)
            elif cell is None and is_garbled_table:
                cell = Cell(State.DOUBTFUL, "", doubt=Doubt.UNMAPPED_FONT)
            if cell is not None:
                cells[ref] = cell
    return cells


def _rows_around(table: Table, read: Set[str], unread: Set[str]) -> set[str]:
    """Rows that stand with unread ones between two rows that were read.

    Where the reader lost a stretch of a table, no row of it is known to be missing.
    """
    lost: set[str] = set()
    for is_read, rows in itertools.groupby(table.rows, key=lambda row: row in read):
        stretch = set(rows)
        if not is_read and stretch & unread:
            lost |= stretch
    return lost


def _unread(found: Recognition, ref: CellRef, compact: Sequence[tuple[Place, str]]) -> Cell | None:
    """A doubtful cell where the row's label is printed on the pages, ``None`` where it is not."""
    reading = found.tables[ref.table]
    table = found.form.tables[ref.table]
    has_row = any(other.row == ref.row for other in reading.cells)
    if has_row or table.shape == GROUPS:
        return Cell(State.DOUBTFUL, "", doubt=Doubt.NOT_IN_A_CELL)
    item = table.rows[ref.row]
    label = folded(item.label)
    bare = normal(item.label)
    for place, text in compact:
        digitless = normal("".join(char for char in text if not char.isdigit()))
        if label in text or (len(bare) > SHORT_LABEL and stands_in(bare, digitless)):
            return Cell(State.DOUBTFUL, "", place=place, doubt=Doubt.NOT_IN_A_CELL)
    return None
