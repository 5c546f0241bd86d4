"""A copy of a web page with notes: its text and tables, a banner, marks on what notes are about.

The page is written anew from the other parser's tree, by the tags below and no others: no script,
style sheet, picture, form or address of the original is in it, so that opening it runs and
fetches nothing. What the page does not show is shown pale, because a note may be about it.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from html import escape
from typing import TYPE_CHECKING, NamedTuple

import html5lib

from checker.documents.web.second_reading import FIELDS, SILENT, cascade
from checker.documents.web.styles import Shown, own_style
from checker.model import ElementPlace
from checker.model.marks import mark_of_marked, marked_page_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from checker.model.page_images import Note

_KEPT = frozenset(
    {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "p", "br", "hr", "ul", "ol"}
    | {"li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "i", "em", "u"}
    | {"s", "del", "strike", "sup", "sub", "pre", "blockquote"}
)
_EMPTY = frozenset({"br", "hr"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "body", "center", "div", "fieldset", "figure", "footer"}
    | {"form", "header", "main", "nav", "section"}
)
_CELLS = frozenset({"td", "th"})
_SPANS = ("colspan", "rowspan")
_MOST_SPAN = 1000  # as browsers take it at most (HTML, 4.9.11)
_OUT = SILENT | {"iframe", "embed", "canvas", "video", "audio", "img", "button", "frameset"}
_STYLE = (
    "body{font:16px/1.6 sans-serif;margin:1rem;overflow-wrap:anywhere}"
    "table{border-collapse:collapse;max-width:100%}td,th{border:1px solid #999;padding:.2em .4em}"
    "#notes{border:3px solid #1a1a1a;padding:.5rem 1rem;margin-bottom:1.5rem}"
    "#notes p{margin:.3rem 0;white-space:pre-line}"
    ".error{outline:3px solid #a00000}.warning{outline:3px dashed #8a5200}"
    ".info{outline:3px dotted #1f4e8c}.unseen{opacity:.5}"
    ".note{font-size:.75em;font-weight:bold}"
)


class _Mark(NamedTuple):
    numbers: tuple[str, ...]
    severity: str


def marked_copy(markup: str, notes: Sequence[Note], original: str) -> bytes:
    """The page with a banner of all notes, and their numbers at the elements that they are about.

    A note without a number stands above the others. ``original`` is the SHA-256 of the file that
    was checked.
    """
    tree = html5lib.parse(markup, treebuilder="etree", namespaceHTMLElements=False)
    pieces = [_policy(), f"<style>{_STYLE}</style>\n</head>\n<body>\n", *_banner(notes)]
    pieces += _written(tree, cascade(tree), _marks(notes))
    pieces.append("\n</body>\n</html>\n")
    # What is no character of a file in UTF-8 is none that a page shows.
    content = "".join(pieces).encode("utf-8", "replace")
    return marked_page_head(mark_of_marked("annotated-html", original, content)) + content


def _policy() -> str:
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode("ascii")
    said = f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'"
    return f'<meta http-equiv="Content-Security-Policy" content="{said}">\n'


def _banner(notes: Iterable[Note]) -> list[str]:
    """All notes at the top, each with what its number links to."""
    told: dict[tuple[str, str], None] = dict.fromkeys((note.number, note.text) for note in notes)
    named: set[str] = set()
    lines = []
    for number, text in told:
        anchor = f' id="note-{escape(number)}"' if number and number not in named else ""
        if number in named:
            continue  # a reference to a note that stands in full above
        named.add(number)
        lines.append(f"<p{anchor}>{escape(text)}</p>\n")
    return ['<div id="notes">\n', *lines, "</div>\n"] if lines else []


def _marks(notes: Iterable[Note]) -> dict[str, _Mark]:
    """What stands at each element, by its path; the first note there gives the line."""
    marks: dict[str, _Mark] = {}
    for note in notes:
        for place in note.places:
            if isinstance(place, ElementPlace):
                old = marks.get(place.path, _Mark((), note.severity))
                numbers = tuple(dict.fromkeys((*old.numbers, note.number)))
                marks[place.path] = _Mark(numbers, old.severity)
    return marks


def _written(
    tree: Element, sheets: Mapping[Element, Shown], marks: Mapping[str, _Mark]
) -> Iterable[str]:
    """The markup of the page's body, without a call stack: pages nest as deep as they like."""
    waiting: list[tuple[Element | str, str]] = [(tree, "html")]
    while waiting:
        one, path = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        if not isinstance(one.tag, str) or one.tag.rpartition("}")[2] in _OUT:
            continue
        before, after = _around(one, sheets.get(one, Shown()), marks.get(path))
        yield before
        if one.tag in FIELDS:
            yield escape(FIELDS[one.tag](one)) + after
            continue
        yield escape(one.text or "")
        counted: Counter[str] = Counter()
        below: list[tuple[Element | str, str]] = []
        for child in one:
            tag = str(child.tag)
            counted[tag] += 1
            name = tag if tag in ("html", "body") else f"{tag}[{counted[tag]}]"
            below += [(child, f"{path}/{name}"), (escape(child.tail or ""), "")]
        waiting += reversed([*below, (after, "")])


def _around(element: Element, said: Shown, mark: _Mark | None) -> tuple[str, str]:
    """What is written before and behind an element's content."""
    tag = str(element.tag)
    if tag not in _KEPT:
        tag = "div" if tag in _BLOCKS else "span" if mark is not None else ""
    said = said.under(own_style(element.get("style"), "hidden" in element.attrib))
    pale = bool(said.removed or said.unseen)
    if pale and not tag:
        tag = "span"
    if not tag:
        return "", ""
    classes = [*([mark.severity] if mark else []), *(["unseen"] if pale else [])]
    attributes = f' class="{escape(" ".join(classes))}"' if classes else ""
    if mark is not None:
        attributes += f' title="{escape(" ".join(mark.numbers))}"'
    if tag in _CELLS:
        attributes += "".join(_span(element, name) for name in _SPANS)
    before = f"<{tag}{attributes}>"
    if tag in _EMPTY:
        return before, ""
    # In brackets and raised, so that neither a person nor a reading takes it for digits of the
    # figure: somebody may correct the copy and hand it in. A blank cell stays blank for them.
    numbers = mark.numbers if mark is not None and "".join(element.itertext()).strip() else ()
    links = "".join(
        f'<sup><a class="note" href="#note-{escape(number)}">[{escape(number)}]</a></sup>'
        for number in numbers
    )
    return before, f"{links}</{tag}>"


def _span(element: Element, name: str) -> str:
    written = (element.get(name) or "").strip()
    if not (written.isascii() and written.isdecimal() and len(written) <= 4):  # noqa: PLR2004
        return ""
    return f' {name}="{min(int(written), _MOST_SPAN)}"'
