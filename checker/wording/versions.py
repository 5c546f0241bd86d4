"""Two versions of a report in words: what each prints, and where in its own file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import CellRef, State
from checker.wording.names import printed_at

if TYPE_CHECKING:
    from checker.model import Cell, Outcome
    from checker.wording.names import Names


def both(outcome: Outcome, names: Names) -> str:
    """``draft.docx（第 4 张表第 9 行第 4 格）为11，page.html（html/…/tr[9]/td[4]）为17``."""
    working = outcome.working
    if working is None:
        return names.cells(outcome.cells)
    files = (outcome.facts["file"], outcome.facts["other_file"])
    terms = (*working.left, *working.right)
    told = [_printed(file, term.cell, names) for file, term in zip(files, terms, strict=True)]
    return translate("joining.comma", names.lang).join(told)


def _printed(file: str, cell: Cell | None, names: Names) -> str:
    place = printed_at((cell.place,), names.lang) if cell is not None and cell.place else ""
    at = file + (translate("joining.brackets", names.lang, inner=place) if place else "")
    if cell is None or cell.state is State.BLANK:
        return translate("versions.blank", names.lang, at=at)
    return translate("versions.printed", names.lang, at=at, raw=cell.text)


def unsure(value: str, names: Names) -> str:
    """Which version gives no sure number where: a line each, of the file and its cells."""
    told = []
    for line in value.split("\n"):
        file, *cells = line.split("\t")
        listed = names.cells(map(CellRef.parse, cells))
        told.append(translate("versions.unsure", names.lang, file=file, cells=listed))
    return translate("joining.semicolon", names.lang).join(told)
