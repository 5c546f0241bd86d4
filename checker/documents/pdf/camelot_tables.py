"""The camelot door: the only module that imports camelot.

Camelot finds the ruled grids and reads them through playa. Everything relied on is set
explicitly. ``engine="vector"`` takes the lines from the PDF itself; for pages whose lines
camelot cannot use (dotted, dashed, double, poster-sized, inferred), it is handed a picture
that holds nothing but lines (``lines_image.py``) and detects the grid on that.
"""

from __future__ import annotations

import contextlib
import logging
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from checker.documents.camelot_frames import unframed
from checker.documents.pdf.first_reading import Glyphs
from checker.documents.pdf.layout_walks import layouts_walked_once
from checker.documents.pdf.layouts import Layouts
from checker.documents.pdf.map_ranges import ranges_cut
from checker.documents.pdf.nameless_file import path_of
from checker.documents.pdf.plain_fonts import fonts_taken_at_once
from checker.documents.pdf.plain_layout import plainly_extracted
from checker.documents.pdf.strips import thresholds_in_strips
from checker.errors import brief, is_memory
from checker.model import PageFault
from checker.model.table_grid import Grid, GridCell
from checker.startup import environment_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeAlias

    import numpy as np
    from numpy.typing import NDArray

    from checker.model import Box

    Read: TypeAlias = tuple[list[Grid], list[PageFault]]
    """The grids found, and the pages that camelot raised on."""

LINE_TOLERANCE = 2  # points; camelot's default, set because cell boxes depend on it
SAME_PIXELS = 2.5
FEWEST_LINES = 5  # two one way and three the other: camelot drops what crosses four times or less
WHOLLY_BLANK = 100.0  # per cent of a grid's cells
IMAGE_LINE_SCALE = 90  # on a picture of lines only, rules of 1/90 of the page are still rules

_SETTINGS: dict[str, Any] = {
    "flavor": "lattice",
    "split_text": True,  # otherwise tight columns glue their numbers into one cell
    "shift_text": ["l", "t"],
    "copy_text": None,
    "flag_size": False,
    "strip_text": "",
    "line_tol": LINE_TOLERANCE,
    "joint_tol": LINE_TOLERANCE,
    "process_background": False,
    "parallel": False,
    "suppress_stdout": True,
    "layout_kwargs": {
        "boxes_flow": None,  # skips grouping that lattice never uses: same cells, half the time
        "char_margin": 1.0,
        "line_margin": 0.5,
        "word_margin": 0.1,
        "detect_vertical": True,
        "all_texts": True,
    },
}


@dataclass(frozen=True)
class _LinesBackend:
    """Camelot's hook for rendering: gives the picture of each page when it comes to that page.

    Held for all pages at once they took 6 MB each, and camelot 20 MB more for one of them.
    """

    pictures: Mapping[int, Callable[[], NDArray[np.uint8]]]

    def convert(self, pdf_path: str, png_path: str, resolution: int = 300, page: int = 1) -> None:
        """Never used by camelot where ``to_array`` exists; its presence is required."""
        raise NotImplementedError

    def to_array(self, pdf_path: str, resolution: int = 300, page: int = 1) -> NDArray[np.uint8]:
        """The picture of a page as height × width × BGR."""
        del pdf_path, resolution
        return self.pictures[page]()


def drawn_grids(data: bytes, pages: list[int], layouts: Layouts | None = None) -> Read:
    """The grids whose lines the PDF draws, page by page, top to bottom."""
    return _read(data, pages, layouts, engine="vector")


def pictured_grids(
    data: bytes,
    pictures: Mapping[int, Callable[[], NDArray[np.uint8]]],
    *,
    points_per_pixel: float,
    proven: bool,
    layouts: Layouts | None = None,
) -> Read:
    """The grids on pictures of lines (page number → what draws height × width × BGR).

    Lines fewer than three pixels apart are one: on a poster a pixel is several points.
    """
    tolerance = max(LINE_TOLERANCE, round(SAME_PIXELS * points_per_pixel))
    return _read(
        data,
        sorted(pictures),
        layouts,
        proven=proven,
        engine="raster",
        backend=_LinesBackend(pictures),
        use_fallback=False,
        line_scale=IMAGE_LINE_SCALE,
        line_tol=tolerance,
        joint_tol=tolerance,
    )


def _read(
    data: bytes,
    pages: list[int],
    layouts: Layouts | None,
    *,
    proven: bool = True,
    **settings: Any,
) -> Read:
    faults: list[PageFault] = []
    with _silence():
        tables = _tables(data, pages, layouts or Layouts(), settings, faults)
    glyphs = {int(table.page): table.textlines for table in tables}
    on_page = {number: Glyphs(lines) for number, lines in glyphs.items()}
    return [_grid(table, on_page[int(table.page)], proven=proven) for table in tables], faults


@contextlib.contextmanager
def _one_layout_each(layouts: Layouts, *, drawn: bool) -> Iterator[None]:
    """Let camelot take the layout of a page that it was given before. It changes none."""
    from camelot import handlers

    lay_out = handlers.get_page_layout
    handlers.get_page_layout = layouts.once(lay_out, _text_alone, drawn=drawn)
    try:
        yield
    finally:
        handlers.get_page_layout = lay_out


def _text_alone(layout: Any) -> Any:
    """A layout without what is drawn: a dotted page has 10,000 rules, 10 MB of them."""
    text = type(layout)(layout.pageid, layout.bbox)
    for item in layout:
        if not hasattr(item, "pts"):  # which lines, boxes and curves have
            text.add(item)
    return text


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Keep what camelot and playa log and warn to themselves; afterwards all is as before."""
    loggers = [logging.getLogger(name) for name in ("playa", "camelot")]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _tables(
    data: bytes,
    pages: list[int],
    layouts: Layouts,
    settings: dict[str, Any],
    faults: list[PageFault],
) -> list[Any]:
    """Camelot's tables; a page that it raises on gives a fault, the others are read.

    A library that cannot be imported is no page's fault, nor is memory that runs out.
    """
    if not pages:
        return []
    with environment_kept():
        import camelot  # heavy: only where a PDF has table pages
        from camelot import core, handlers, image_processing
        from camelot.parsers import base, lattice

    try:
        numbers = ",".join(map(str, pages))
        with (
            path_of(data) as path,
            _upright_and_blank_kept(),
            unframed(core, base),
            thresholds_in_strips(lattice),
            _one_layout_each(layouts, drawn=settings["engine"] == "vector"),
            layouts_walked_once(handlers, image_processing),
            _pages_uncounted(handlers),
            ranges_cut(),
            plainly_extracted(),
            fonts_taken_at_once(),
        ):
            return list(camelot.read_pdf(path, pages=numbers, **(_SETTINGS | settings)))
    except ImportError:
        raise
    except Exception as error:  # playa throws whatever a damaged page makes it throw
        if is_memory(error):
            raise
        if len(pages) == 1:
            faults.append(PageFault(pages[0], brief(error)))
            return []
    return [table for page in pages for table in _tables(data, [page], layouts, settings, faults)]


@contextlib.contextmanager
def _upright_and_blank_kept() -> Iterator[None]:
    """Let camelot take pages as they stand, and give out grids that are nearly blank.

    It turns a page on which more columns of letters than lines are found (the heads of narrow
    columns, set upright); what it is handed here is upright already. And it takes grids in which
    nine cells of ten are blank, as 表三 often is, for page borders (``_GRID_WHITESPACE_REJECT``).
    Camelot 2.0 has no public setting for either. A grid without a word of the form is left out
    anyway; one without any word still is by camelot.
    """
    from camelot import handlers
    from camelot.parsers import lattice

    share, turn = lattice._GRID_WHITESPACE_REJECT, handlers.get_rotation  # noqa: SLF001
    lattice._GRID_WHITESPACE_REJECT = WHOLLY_BLANK  # noqa: SLF001
    handlers.get_rotation = lambda *_: ""
    try:
        yield
    finally:
        lattice._GRID_WHITESPACE_REJECT = share  # noqa: SLF001
        handlers.get_rotation = turn


@contextlib.contextmanager
def _pages_uncounted(handlers: Any) -> Iterator[None]:
    """Let camelot take the numbers of pages as they are given, without counting all pages first.

    It counts them for a range that ends at the last, which it is not given here; playa walks
    through all pages for it, and again for the first page taken: of a report that is one of 20 in
    a file of 100 pages a twentieth of the time.
    """
    resolve = handlers.PDFHandler._resolve_pages  # noqa: SLF001
    handlers.PDFHandler._resolve_pages = lambda self, pages, _=None: self._expand_pages_spec(  # noqa: SLF001
        pages, page_count=0
    )
    try:
        yield
    finally:
        handlers.PDFHandler._resolve_pages = resolve  # noqa: SLF001


def _grid(table: Any, glyphs: Glyphs, *, proven: bool) -> Grid:
    atoms = table.cells
    height, width = len(atoms), len(atoms[0]) if atoms else 0
    taken = [[False] * width for _ in range(height)]
    cells: list[GridCell] = []
    for row in range(height):
        for column in range(width):
            if taken[row][column]:
                continue
            rows, columns = _span(atoms, taken, row, column)
            for r in range(row, row + rows):
                for c in range(column, column + columns):
                    taken[r][c] = True
            cell = _cell(atoms, row, column, rows, columns)
            text = glyphs.text(cell.text, cell.box)
            cells.append(cell if text is cell.text else replace(cell, text=text))
    box: Box = (atoms[-1][0].x1, atoms[-1][0].y1, atoms[0][-1].x2, atoms[0][-1].y2)
    return Grid(int(table.page), box, height, width, tuple(cells), proven)


def _span(atoms: Any, taken: list[list[bool]], row: int, column: int) -> tuple[int, int]:
    """Rows and columns of the cell whose top left atom this is: atoms with no line between."""
    height, width = len(atoms), len(atoms[0])
    columns = 1
    while (
        column + columns < width
        and not atoms[row][column + columns - 1].right
        and not atoms[row][column + columns].left
        and not taken[row][column + columns]
    ):
        columns += 1
    rows = 1
    while row + rows < height and all(
        not atoms[row + rows - 1][c].bottom
        and not atoms[row + rows][c].top
        and not taken[row + rows][c]
        for c in range(column, column + columns)
    ):
        rows += 1
    return rows, columns


def _cell(atoms: Any, row: int, column: int, rows: int, columns: int) -> GridCell:
    first, last = atoms[row][column], atoms[row + rows - 1][column + columns - 1]
    texts = [
        atoms[r][c].text
        for r in range(row, row + rows)
        for c in range(column, column + columns)
        if atoms[r][c].text
    ]
    box: Box = (first.x1, last.y1, last.x2, first.y2)
    return GridCell(row, column, rows, columns, box, "\n".join(texts))
