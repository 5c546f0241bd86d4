"""One cell of a web page: its text as it comes, its element and its spans."""

from __future__ import annotations

from dataclasses import dataclass

from checker.documents import cell_text
from checker.documents.web.table_model import PrintedCell


@dataclass(slots=True)
class CellText(cell_text.CellText):
    """A cell as its pieces of text come; ``printed`` gives what they make."""

    path: str = ""
    rows: int = 1
    columns: int = 1

    def printed(self) -> PrintedCell:
        """The cell: its text, its footnote mark, its doubt."""
        return PrintedCell(self.path, self.text, self.mark, self.rows, self.columns, self.doubt)
