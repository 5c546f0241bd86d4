"""The first reading of a web page: Lexbor's tree, walked once, to lines of text and tables.

Lexbor builds the tree as browsers do (the HTML standard's own algorithm), so that what is
malformed is mended as a reader sees it mended. The walk keeps no call stack: pages nest as deep
as they like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from checker.documents.cell_text import Manner
from checker.documents.web.open_tables import Tables
from checker.documents.web.styles import Shown, own_style, rules_of
from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

    from checker.documents.web.table_model import PrintedTable

MOST_NODES = 1_000_000
"""Elements and texts of one page. Real pages have 2,000 to 30,000; a million takes two seconds."""
MOST_LEVELS = 1000
"""Elements within one another. Browsers lay out 512 and put what is deeper beside it; the other
parser's time grows with the square of the depth (a second at 2,000 levels)."""
_DRAWN = frozenset({"svg", "math", "object", "canvas", "embed", "iframe", "video"})
"""What shows something that is not read: a figure's cell that holds one is not sure."""
_NO_TEXT = frozenset({"script", "style", "template", "head", "noscript", "svg", "math", "object"})
_BREAKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div"}
    | {"dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th"}
    | {"tr", "ul", "tbody", "thead", "tfoot"}
)
_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
_STRUCK = frozenset({"s", "strike", "del"})
_TYPED = frozenset({"text", "number", "tel", "search", ""})  # inputs that show their value
_UNNUMBERED = frozenset({"html", "body"})
_SPACES = re.compile(r"[ \t\n\r\f]+")  # what HTML calls white space; others are letters that show


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page's text, and the path of the element that it begins in."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows: its lines and tables in order; ``pictures`` counts those in its text."""

    lines: tuple[Line, ...]
    tables: tuple[PrintedTable, ...]
    pictures: int
    scripts: int


@dataclass(slots=True)
class _Open:
    """An element whose end has not come: how its content shows, and what it counts."""

    tag: str
    path: str
    removed: bool
    unseen: bool
    struck: bool
    in_word: bool
    linked: bool
    raised: bool
    pale: bool
    shaded: bool
    moved: bool
    children: dict[str, int] = field(default_factory=dict)


def read_page(markup: str) -> Page:
    """The page as shown; ``DocumentError`` for one beyond the limits."""
    parser = LexborHTMLParser(markup)
    page = _Walk(parser, reveal=False).page()
    # The text version of some pages stands in a tab that a script opens: what is hidden is read
    # where nothing else on the page has a figure. Beside a table that shows it is none of it.
    has_figures = any(table.has_figures for table in page.tables)
    return page if has_figures else _Walk(parser, reveal=True).page()


def _cascade(parser: LexborHTMLParser) -> dict[int, Shown]:
    """What the page's own sheets say of each element, by its address; the strongest last."""
    sheets = [node.text() for node in parser.css("style")]
    shown: dict[int, Shown] = {}
    for rule in rules_of(sheets):
        try:
            found = parser.css(rule.written)
        except SelectolaxError:
            continue  # the other reading knows it: a cell that it hides is read differently
        for node in found:
            shown[node.mem_id] = shown.get(node.mem_id, Shown()).under(rule.shown)
    return shown


class _Walk:
    """One walk over the tree, from the first tag to the last."""

    def __init__(self, parser: LexborHTMLParser, *, reveal: bool) -> None:
        self._parser = parser
        self._reveal = reveal
        self._sheets: Mapping[int, Shown] = _cascade(parser)
        self._open: list[_Open] = []
        self._tables = Tables()
        self._lines: list[Line] = []
        self._line: list[str] = []
        self._line_at = ""
        self._unlinked = False
        self._count = self._pictures = self._scripts = 0

    def page(self) -> Page:
        """Everything that the page shows."""
        root = self._parser.root
        if root is not None:
            self._walk(root)
        self._end_line()
        return Page(tuple(self._lines), self._tables.done(), self._pictures, self._scripts)

    def _walk(self, root: LexborNode) -> None:
        node: LexborNode | None = root
        while node is not None:
            self._count += 1
            if self._count > MOST_NODES:
                raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
            down = self._enter(node)
            if down and node.child is not None:
                node = node.child
                continue
            while node is not None:
                if node.is_element_node:
                    self._leave()
                if node.mem_id == root.mem_id:
                    return
                if node.next is not None:
                    node = node.next
                    break
                node = node.parent

    def _enter(self, node: LexborNode) -> bool:
        """Take note of a node; whether what it holds is to be read."""
        if node.is_text_node:
            self._text(node.text_content or "")
            return False
        if not node.is_element_node:
            return False
        if len(self._open) == MOST_LEVELS:
            raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
        tag = node.tag or ""
        self._open.append(self._opened(node, tag))
        if tag in _DRAWN:
            self._picture()
        if tag in _NO_TEXT:
            self._scripts += tag == "script"
            return False
        if tag in _BREAKS:
            self._break()
        return self._begin(node, tag)

    def _begin(self, node: LexborNode, tag: str) -> bool:
        """What the element itself begins; whether what it holds is to be read."""
        path, table = self._open[-1].path, self._tables.innermost
        match tag:
            case "table":
                self._tables.begin(path, len(self._open) - 1)
            case "thead" | "tbody" | "tfoot" if table is not None:
                table.begin_section(tag)
            case "tr" if table is not None:
                table.begin_row(path, low=node.attributes.get("height") == "0")
            case "td" | "th" if table is not None and table.row is not None:
                table.begin_cell(path, node.attributes)
            case "img":
                self._picture()
            case "input" | "textarea" | "select":
                self._field(node, tag)
                return False
            case _:
                pass
        return True

    def _opened(self, node: LexborNode, tag: str) -> _Open:
        above = self._open[-1] if self._open else None
        number = 1
        if above is not None:
            number = above.children[tag] = above.children.get(tag, 0) + 1
        name = tag if tag in _UNNUMBERED else f"{tag}[{number}]"
        attributes = node.attributes
        said = self._sheets.get(node.mem_id, Shown()).under(
            own_style(attributes.get("style"), "hidden" in attributes)
        )
        if above is None or (tag == "table" and self._reveal):
            removed = unseen = struck = in_word = False
        else:
            removed, unseen = above.removed, above.unseen
            struck, in_word = above.struck, above.in_word
        hides = bool(said.removed)
        if self._reveal:  # a container of tables shows, unless it is a part of a table itself
            hides &= tag != "table" and (tag in _PARTS or node.css_first("table") is None)
        shaded = bool(said.shaded) or (above is not None and above.shaded)
        pale = said.pale if said.pale is not None else above is not None and above.pale
        moved = tag not in _PARTS and above is not None and above.moved
        return _Open(
            tag,
            f"{above.path}/{name}" if above is not None else name,
            removed or hides,
            unseen if said.unseen is None else said.unseen,
            struck or bool(said.struck) or tag in _STRUCK,
            in_word or bool(said.in_word),
            above is not None and (above.linked or tag == "a"),
            above is not None and (above.raised or tag == "sup"),
            pale,
            shaded,
            moved or (tag not in _PARTS and (bool(said.moved) or tag == "bdo")),
        )

    def _leave(self) -> None:
        here = self._open.pop()
        if here.tag in _NO_TEXT:
            return
        if here.tag in _BREAKS:
            self._break()
        table = self._tables.innermost
        if table is None:
            return
        if here.tag == "table" and len(self._open) == table.depth:
            self._tables.end(removed=here.removed)
        else:
            table.end(here.tag, here.path, removed=here.removed)

    def _text(self, text: str) -> None:
        here = self._open[-1]
        if here.tag in _NO_TEXT:
            return
        text = _SPACES.sub(" ", text)
        cell = self._tables.cell
        if cell is not None:
            cell.add(
                text,
                Manner(
                    hidden=here.removed or here.unseen,
                    struck=here.struck,
                    in_word=here.in_word or (here.pale and not here.shaded),
                    raised=here.raised,
                    moved=here.moved,
                ),
            )
        if not (here.removed or here.unseen or here.struck):
            if not self._line:
                self._line_at = here.path
            self._line.append(text)
            self._unlinked |= bool(text.strip()) and not here.linked

    def _field(self, node: LexborNode, tag: str) -> None:
        """What a field of a form shows: figures stand in read-only inputs on some pages."""
        attributes = node.attributes
        if tag == "input":
            kind = (attributes.get("type") or "").lower()
            if kind in _TYPED:
                self._text(attributes.get("value") or "")
            elif kind != "hidden":
                self._picture()  # a button shows its value, a box its mark
        elif tag == "textarea":
            self._text(node.text_content or node.text())
        else:
            options = node.css("option")
            chosen = [one for one in options if "selected" in one.attributes] or options[:1]
            self._text(chosen[-1].text() if chosen else "")

    def _picture(self) -> None:
        here = self._open[-1]
        cell = self._tables.cell
        if cell is not None:
            cell.pictures += 1
        self._pictures += not here.linked

    def _break(self) -> None:
        cell = self._tables.cell
        if cell is not None:
            cell.end_line()
        self._end_line()

    def _end_line(self) -> None:
        """Close the line; one that is nothing but links is navigation, not the report's text.

        Pages list the reports of other years beside the one they show.
        """
        text = _SPACES.sub(" ", "".join(self._line)).strip()
        if text and self._unlinked:
            self._lines.append(Line(text, self._line_at))
        self._line, self._unlinked = [], False
