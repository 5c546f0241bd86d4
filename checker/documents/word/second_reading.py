"""The second reading of a Word document: expat's events, by code of its own.

No tree is built and no grid laid out; it says of every cell what text it shows. A cell is known by
table, row and cell, counted as they come; one that only one reading has is read differently.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from checker.documents.cell_text import REPLACEMENT, bare
from checker.documents.word.events import StyleReader, feed, is_at_most, is_on, take

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.documents.word.events import Said

Key: TypeAlias = tuple[int, int, int]
_OUT = frozenset(
    {"Fallback", "instrText", "sdtPr", "sdtEndPr", "rt", "tblPrChange", "trPrChange"}
    | {"tcPrChange", "pPrChange", "rPrChange", "sectPr", "tblPr", "tblPrEx", "numPr"}
)
"""Elements of which nothing shows."""
_GOES = frozenset({"del", "moveFrom"})


@dataclass(slots=True)
class _Cell:
    key: Key
    shown: list[str] = field(default_factory=list)
    counts: bool = True


@dataclass(slots=True)
class _Table:
    order: int
    rows: int = 0
    cells: int = 0
    goes: bool = False
    flat: bool = False
    fields: int = 0  # open where the cell began
    cell: _Cell | None = None
    before: list[_Cell] = field(default_factory=list)


def cells_again(document: bytes, styles: bytes | None) -> dict[Key, str]:
    """The bare text of every cell of the main part, by table, row and cell; each from 1."""
    known = StyleReader()
    if styles is not None:
        feed(styles, known.start, known.end, lambda _: None)
    reader = _CellReader(known)
    feed(document, reader.start, reader.end, reader.text)
    return {cell.key: bare("".join(cell.shown)) for cell in reader.cells}


class _CellReader:
    """Every cell, as its pieces of text come."""

    def __init__(self, styles: StyleReader) -> None:
        self.cells: list[_Cell] = []
        self._styles = styles
        self._open: list[str] = []
        self._tables: list[_Table] = []
        self._count = 0
        self._out = 0
        self._going = 0
        self._choices: list[int] = []
        self._paragraph: list[dict[str, bool]] = []
        self._run: dict[str, bool] = {}
        self._fields: list[bool] = []  # of each open field: whether it has given its result
        self._starts: Mapping[str, Callable[[Said, str], None]] = {
            "tbl": self._table,
            "tr": self._row,
            "hidden": self._hidden_row,
            "trHeight": self._height,
            "del": self._gone_row,
            "tc": self._cell,
            "hMerge": self._merged,
            "p": self._begin_paragraph,
            "pStyle": self._paragraph_style,
            "r": self._begin_run,
            "rStyle": self._run_style,
            "sym": self._symbol,
            "fldChar": self._field,
            "noBreakHyphen": self._hyphen,
        }

    def start(self, name: str, said: Said) -> None:
        """An element begins."""
        above = self._open[-1] if self._open else ""
        self._open.append(name)
        if name == "AlternateContent":
            self._choices.append(0)
        elif name == "Choice" and self._choices:
            self._choices[-1] += 1
        if self._is_out(name, above):
            self._out += 1
        if self._out:
            return
        if name in _GOES and above not in ("trPr", "rPr"):
            self._going += 1
        if name in self._starts:
            self._starts[name](said, above)
        elif above == "rPr":
            take(self._run, name, said)

    def end(self, name: str) -> None:
        """It ends."""
        self._open.pop()
        above = self._open[-1] if self._open else ""
        if self._out:
            self._out -= self._is_out(name, above)
        elif name in _GOES and above not in ("trPr", "rPr"):
            self._going -= 1
        elif name == "p" and self._paragraph:
            self._paragraph.pop()
        elif name == "tc" and self._tables:
            self._tables[-1].cell = None
            del self._fields[self._tables[-1].fields :]  # a field ends where its cell does
        elif name == "tr" and self._tables:
            self._end_row(self._tables[-1])
        elif name == "tbl" and self._tables:
            self._tables.pop()
        if name == "AlternateContent":
            self._choices.pop()

    def text(self, text: str) -> None:
        """Letters between two tags."""
        if not self._out and self._open and self._open[-1] in ("t", "delText"):
            self._show(text)

    def _is_out(self, name: str, above: str) -> bool:
        if name == "Choice" and self._choices:
            return self._choices[-1] > 1
        if name == "Fallback" and self._choices:
            return self._choices[-1] > 0
        return name in _OUT or (name == "rPr" and above == "pPr")

    def _show(self, text: str) -> None:
        table = self._tables[-1] if self._tables else None
        if table is None or table.cell is None or not all(self._fields):
            return
        says = self._run
        unseen = says.get("hidden") or says.get("small") or says.get("narrow") or table.flat
        if unseen or says.get("struck") or (self._going and not table.goes):
            return
        shown = table.cell.shown
        if says.get("raised") and any(char.isdigit() for piece in shown for char in piece):
            return
        shown.append(text)

    def _end_row(self, table: _Table) -> None:
        self.cells += [cell for cell in table.before if cell.counts]
        table.before = []
        table.goes = table.flat = False

    def _table(self, _: Said, __: str) -> None:
        self._count += 1
        self._tables.append(_Table(self._count))

    def _row(self, _: Said, __: str) -> None:
        if self._tables:
            self._tables[-1].rows += 1
            self._tables[-1].cells = 0

    def _hidden_row(self, said: Said, above: str) -> None:
        if above == "trPr" and is_on(said) and self._tables:
            table = self._tables[-1]
            table.rows -= 1
            table.cells = -(10**6)  # none of its cells is counted

    def _gone_row(self, _: Said, above: str) -> None:
        if above == "trPr" and self._tables:
            self._tables[-1].goes = True

    def _height(self, said: Said, _: str) -> None:
        if said.get("hRule") == "exact" and self._tables:
            self._tables[-1].flat = is_at_most(said.get("val", ""), 40)

    def _cell(self, _: Said, __: str) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        table.cells += 1
        table.fields = len(self._fields)
        cell = _Cell((table.order, table.rows, table.cells), counts=table.cells > 0)
        table.cell = cell
        table.before.append(cell)

    def _merged(self, said: Said, _: str) -> None:
        """Merged into the cell to its left, as Word wrote it before spans."""
        table = self._tables[-1] if self._tables else None
        if table is None or said.get("val") == "restart" or len(table.before) < 2:  # noqa: PLR2004
            return
        table.before.pop()
        table.cells -= 1
        table.cell = table.before[-1]

    def _begin_paragraph(self, _: Said, __: str) -> None:
        self._paragraph.append(self._styles.says("", of_paragraph=True))

    def _paragraph_style(self, said: Said, _: str) -> None:
        if self._paragraph:
            self._paragraph[-1] = self._styles.says(said.get("val", ""), of_paragraph=True)

    def _begin_run(self, _: Said, __: str) -> None:
        self._run = dict(self._paragraph[-1]) if self._paragraph else {}

    def _run_style(self, said: Said, _: str) -> None:
        self._run |= self._styles.says(said.get("val", ""))

    def _symbol(self, said: Said, _: str) -> None:
        code = said.get("char", "").upper()
        digit = said.get("font") == "Symbol" and code[:3] == "F03" and code[3:].isdecimal()
        self._show(code[3:] if digit else REPLACEMENT)

    def _field(self, said: Said, _: str) -> None:
        kind = said.get("fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _hyphen(self, _: Said, __: str) -> None:
        self._show("-")
