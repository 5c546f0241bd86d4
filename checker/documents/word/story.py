"""The first reading of a Word document: its tree, walked once, to lines of text and tables.

What is taken is what a reader sees when the document is printed with every proposed change
agreed to; a cell in which anybody could see another figure is doubtful.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.documents.word.around import Around, choice, content
from checker.documents.word.paragraphs import Paragraphs
from checker.documents.word.parts import child, is_on, local, number, value
from checker.documents.word.styles import Look, ground_of
from checker.documents.word.tables import MOST_COLUMNS, Story, WordRow, WordTable, next_cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.documents.word.numbering import Numbering
    from checker.documents.word.parts import Element
    from checker.documents.word.styles import Styles

_CELL_CHANGES = (
    "cellIns",
    "cellDel",
    "cellMerge",
)  # proposed, agreed to by nobody (29500-1, 17.13.5)
_FLAT = 40  # twips: a row of this height shows no text (two points)


def read_story(body: Element, styles: Styles, numbering: Numbering) -> Story:
    """The content of a document's body; ``DocumentError`` for one beyond the limits."""
    walk = _Walk(styles, numbering)
    walk.blocks(body, Around(look=styles.base))
    return walk.story


class _Walk:
    """One walk over the tree, from the first element to the last."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.story = Story()
        self._styles = styles
        self._paragraphs = Paragraphs(self.story, styles, numbering)

    def blocks(self, parent: Element, around: Around) -> None:
        """Paragraphs and tables, whatever stands around them."""
        around = around.deeper()
        for one in parent:
            match local(one):
                case "p":
                    for box, how in self._paragraphs.read(one, around):
                        self.blocks(box, how)
                case "tbl":
                    self._table(one, around)
                case "altChunk" | "subDoc":
                    self.story.chunks += 1
                case "AlternateContent":
                    self.blocks(choice(one), around)
                case "sdt":
                    self.blocks(content(one), around)
                case "ins" | "del" | "moveFrom" | "moveTo" | "customXml" as name:
                    self.blocks(one, around.within(name))
                case _:
                    pass

    def _table(self, element: Element, around: Around) -> None:
        table = WordTable(len(self.story.tables) + 1)
        self.story.tables.append(table)
        properties = child(element, "tblPr")
        table.mirrored = bool(is_on(child(properties, "bidiVisual")))
        table.widths = tuple(number(one, "w") for one in _columns(element))
        style = value(child(properties, "tblStyle"))
        look = self._styles.base.under(self._styles.look(style))
        inner = replace(around.deeper(), look=look, cell=None, moved=False)
        shaded = self._styles.shades(style)
        for row, how in _found(element, "tr", inner):
            self._row(row, table, replace(how, look=_headed(look, shaded and not table.rows)))
        if around.cell is not None:
            around.cell.text.tables += 1
            around.cell.text.holds_figures |= table.has_figures

    def _row(self, element: Element, table: WordTable, around: Around) -> None:
        properties = child(element, "trPr")
        if is_on(child(properties, "hidden")):
            return
        height = child(properties, "trHeight")
        row = WordRow()
        table.rows.append(row)
        around = replace(
            around,
            kept=around.kept or child(properties, "del") is not None,
            added=around.added or child(properties, "ins") is not None,
            flat=value(height, "hRule") == "exact" and number(height, default=_FLAT + 1) <= _FLAT,
        )
        before = min(max(number(child(properties, "gridBefore")), 0), MOST_COLUMNS)
        for cell, how in _found(element, "tc", around):
            self._cell(cell, row, table, how, before)

    def _cell(
        self, element: Element, row: WordRow, table: WordTable, around: Around, before: int
    ) -> None:
        properties = child(element, "tcPr")
        merge = child(properties, "hMerge")
        cell = next_cell(row, element, table, before)
        if merge is not None and value(merge) != "restart" and row.cells:
            row.cells[-1].columns += cell.columns  # as Word wrote merges before gridSpan
            cell = row.cells[-1]
        else:
            row.cells.append(cell)
        unsettled = any(child(properties, one) is not None for one in _CELL_CHANGES)
        inner = replace(
            around,
            cell=cell,
            look=around.look.under(ground_of(properties)),
            added=around.added or unsettled,
        )
        fields = self._paragraphs.fields
        # In what a field above the table is told, no figure would show; programs disagree.
        cell.text.uncalculated |= fields.in_code
        before = fields.enter()
        self.blocks(element, inner)
        if not fields.leave(before):  # a field ends in the cell that it begins in
            cell.text.uncalculated = True


def _found(parent: Element, name: str, around: Around) -> Iterable[tuple[Element, Around]]:
    """The rows of a table, or the cells of a row, whatever stands around them."""
    for one in parent:
        said = local(one)
        if said == name:
            yield one, around
        elif said == "sdt":
            yield from _found(content(one), name, around.deeper())
        elif said == "AlternateContent":
            yield from _found(choice(one), name, around.deeper())
        elif said in ("customXml", "ins", "del", "moveFrom", "moveTo"):
            yield from _found(one, name, around.within(said))


def _columns(table: Element) -> Iterable[Element]:
    grid = child(table, "tblGrid")
    return () if grid is None else (one for one in grid if local(one) == "gridCol")


def _headed(look: Look, shaded: bool) -> Look:  # noqa: FBT001 - of the row
    """The look of a row that a table's style gives a ground of its own."""
    return look.under(Look(paper="808080")) if shaded else look
