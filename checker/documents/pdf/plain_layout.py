"""What playa makes of a page with plain content, made of its own parts in a third of the time.

Colours, pens, marked content and the like are left out, of which camelot asks nothing.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from checker.documents.pdf.plain_content import NotPlainError
from checker.documents.pdf.state_operators import lighten

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def plainly_extracted() -> Iterator[None]:
    """Let playa's extraction of a page take the short way where it can be taken."""
    from playa import miner

    extract_page = miner.extract_page

    def extracted(page: Any, laparams: Any = None) -> Any:
        lighten(page)
        layout = plain_layout(page)
        if layout is None:
            return extract_page(page, laparams)
        if laparams is not None:
            layout.analyze(laparams)
        return layout

    miner.extract_page = extracted
    try:
        yield
    finally:
        miner.extract_page = extract_page


def plain_layout(page: Any) -> Any | None:
    """The glyphs and paths of a page as playa's ``LTPage``; ``None`` where it is not plain."""
    from checker.documents.pdf.plain_interpreter import Interpreter

    layout = _blank(page)
    interpreter = Interpreter(page, layout.add)
    try:
        for stream in page.streams:
            interpreter.interpret(stream.buffer)
    except NotPlainError:
        return None
    return layout


def _blank(page: Any) -> Any:
    """A layout of the page's size, as playa's ``extract_page`` begins it."""
    from playa.miner import LTPage
    from playa.utils import apply_matrix_pt

    x0, y0, x1, y1 = page.mediabox
    x0, y0 = apply_matrix_pt(page.ctm, (x0, y0))
    x1, y1 = apply_matrix_pt(page.ctm, (x1, y1))
    return LTPage(page.page_idx + 1, (0, 0, abs(x0 - x1), abs(y0 - y1)))
