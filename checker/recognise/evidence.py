"""What shows that a document is an annual report, before anything is missed in it.

A picture, another table or a word in passing is none. A report calls itself one in a line of its
own, has the sections that hold the tables, or prints rows that stand on no other form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.model.document import UNKNOWN
from checker.recognise.folding import folded
from checker.recognise.labels import normal
from checker.recognise.several import lines_of, titles_in
from checker.rulebook.form import MATRIX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Section
    from checker.model.document import Part
    from checker.recognise.recognise import Recognition
    from checker.rulebook.form import Form

TITLE_PARTS = 3  # a title stands on the cover, behind it, or behind the contents
HEADINGS = 2  # of the sections that hold tables: their words are those of no other document
ROWS = 5  # of 表三, by their whole labels: the regulations quote what they call, never as a row
HALF = 0.5  # of a table's cells
STRANGE = 0.3  # of what is no digit or point: French has an accent on one letter in twenty-five
_PLAIN = frozenset("0123456789.,()-")
_ODD_LETTERS = {chr(code) for code in range(0x80, 0x250)}
_ODD_SIGNS = {chr(code) for code in range(0x2000, 0x2300)}
_ABOUT = re.compile(r"关于(?:做好|编制|编写|报送|印发|开展|公布|发布)|转发|附件|模板|样式")


def is_report(
    parts: Sequence[Part],
    sections: Sequence[Section],
    found: Recognition,
    forms: Sequence[Form],
) -> bool:
    """Whether the document shows by itself that it is such a report."""
    return (
        _names_itself(parts)
        or _has_sections(sections, found.form)
        or _prints_rows(parts, forms)
        or any(
            len(reading.cells) > HALF * len(reading.form.tables[code].refs)
            for code, reading in found.tables.items()
        )
    )


def is_gibberish(parts: Sequence[Part]) -> bool:
    """Whether the text is that of fonts without Unicode: accents and signs, hardly a word.

    Seen in files rewritten by Ghostscript: nobody knows what they say.
    """
    letters = [
        char for part in parts for char in part.text if not (char.isspace() or char in _PLAIN)
    ]
    strange = sum(char in _ODD_LETTERS or char in _ODD_SIGNS or char == UNKNOWN for char in letters)
    return strange > STRANGE * len(letters)


def _names_itself(parts: Sequence[Part]) -> bool:
    titles = titles_in(lines_of(parts[:TITLE_PARTS]))
    return any(not _ABOUT.search(title.title) for title in titles)


def _has_sections(sections: Sequence[Section], form: Form) -> bool:
    with_tables = {table.section for table in form.tables.values()}
    return len(with_tables & {section.number for section in sections}) >= HEADINGS


def _prints_rows(parts: Sequence[Part], forms: Sequence[Form]) -> bool:
    """Figures between the lines of a wrapped label are dropped with the white space."""
    text = "".join(char for part in parts for char in folded(part.text) if not char.isdigit())
    bare = normal(text)
    rows = {
        normal(item.label)
        for form in forms
        for table in form.tables.values()
        if table.shape == MATRIX
        for item in table.rows.values()
    }
    return sum(len(row) > len("予以公开") and row in bare for row in rows) >= ROWS
