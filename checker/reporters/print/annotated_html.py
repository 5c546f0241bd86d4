"""The report itself, a web page, copied without scripts: notes above, marks on the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reporters.print.annotated import write_copy

if TYPE_CHECKING:
    from typing import BinaryIO

    from checker.model import Results
    from checker.reporters.options import Look


def report(results: Results, options: Look, stream: BinaryIO) -> None:
    """Write the annotated copy of the one report; ``CheckerError`` as ``write_copy``."""
    write_copy(results, options, stream, {"annotated-html"})
