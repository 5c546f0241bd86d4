"""Where an entry of the issue sheet is remarked on in a document without pages, or a workbook.

A sum has up to 22 operands; a remark on each would hide the document. The remark itself stands at
the one cell that explains all, where a repair is certain, or at the total that is stated; the other
totals that fail refer to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from checker.model import DocumentPlace, ElementPlace, SheetPlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.model import CellRef, Checked, Finding, Place
    from checker.reporters.print.entries import Entry

Anchor: TypeAlias = DocumentPlace | ElementPlace | SheetPlace
_BEGINNINGS: Sequence[tuple[type, Anchor]] = (
    (DocumentPlace, DocumentPlace(paragraph=1)),
    (ElementPlace, ElementPlace("html/body")),
    (SheetPlace, SheetPlace("")),  # the first cell of the first sheet, whatever its name
)
_FEW = 3  # cells of a finding without a total: each has its remark


def anchors(entry: Entry, checked: Checked) -> tuple[Anchor, ...]:
    """The places of an entry, that of the remark itself first; none for a file of another kind.

    What is about no cell stands at its row's label, else at its sentence, else at the beginning.
    """
    report = checked.report
    found: list[Place | None] = [
        cell.place for ref in key_cells(entry, checked) if (cell := report.cell(ref)) is not None
    ]
    if not found:
        labels = (*report.labels, *report.repeated)
        found = [one.place for one in labels if one.code == entry.finding.place]
    if not found:
        found = [one.quote.place for one in entry.shown if one.quote is not None]
        found += [place for one in entry.shown for place in one.places]
    own = tuple(dict.fromkeys(one for one in found if isinstance(one, Anchor)))
    kinds = {type(one.place) for one in report.cells.values()}
    return own or tuple(first for kind, first in _BEGINNINGS if kind in kinds)


def key_cells(entry: Entry, checked: Checked) -> tuple[CellRef, ...]:
    """The cells that bear an entry: the one that explains it for sure, then the stated totals."""
    return tuple(dict.fromkeys((*_explaining(entry, checked), *_stated(entry))))


def _explaining(entry: Entry, checked: Checked) -> Iterable[CellRef]:
    """The cell that alone, and for sure, explains the entry."""
    for repair in checked.repairs:
        if not repair.rivals and len(repair.changes) == 1 and entry.finding.id in repair.explains:
            yield repair.changes[0].cell


def _stated(entry: Entry) -> Iterable[CellRef]:
    """The totals that are stated and do not hold: the last cell of each relation."""
    for finding in entry.shown:
        yield from finding.cells[-1:] if _is_relation(finding) else finding.cells[:_FEW]


def _is_relation(finding: Finding) -> bool:
    return finding.expected is not None and len(finding.cells) > 1
