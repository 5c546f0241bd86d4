"""The second reading of a web page: html5lib's tree, by code that shares nothing with the first.

It lays out no grid; it says of every cell what text it shows. Elements are known by the same
paths in both readings, because both libraries build the tree of the HTML standard; a cell that
only one of them has is read differently.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cssselect2
import html5lib

from checker.documents.cell_text import bare
from checker.documents.web.styles import Shown, own_style, rules_of, writers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from typing import TypeAlias
    from xml.etree.ElementTree import Element

    Pieces: TypeAlias = list[str]

SILENT = frozenset({"script", "style", "template", "head", "noscript", "svg", "math", "object"})
"""Elements that show no text."""
_CELLS = {"td", "th"}
_STRUCK = {"s", "strike", "del"}
_WRITTEN = "\ufffc"  # stands for what a style sheet writes: the other reading has no such letter


def cells_again(markup: str) -> dict[str, str]:
    """The bare text of every cell of the page, by the path of its element."""
    tree = html5lib.parse(markup, treebuilder="etree", namespaceHTMLElements=False)
    texts: dict[str, Pieces] = {}
    _read(tree, cascade(tree), _written_to(tree), texts)
    return {path: bare("".join(pieces)) for path, pieces in texts.items()}


def cascade(tree: Element) -> Mapping[Element, Shown]:
    """What the page's own sheets say of each element."""
    rules = rules_of("".join(style.itertext()) for style in tree.iter("style"))
    if not rules:
        return {}
    shown: dict[Element, Shown] = {}
    for wrapped in cssselect2.ElementWrapper.from_html_root(tree).iter_subtree():
        for rule in rules:
            if rule.compiled.test(wrapped):
                element = wrapped.etree_element
                shown[element] = shown.get(element, Shown()).under(rule.shown)
    return shown


def _written_to(tree: Element) -> set[Element]:
    """The elements before or behind which a style sheet writes figures."""
    writers = writers_of("".join(style.itertext()) for style in tree.iter("style"))
    if not writers:
        return set()
    every = cssselect2.ElementWrapper.from_html_root(tree).iter_subtree()
    return {one.etree_element for one in every if any(writer.test(one) for writer in writers)}


def _read(
    tree: Element,
    sheets: Mapping[Element, Shown],
    written_to: Collection[Element],
    texts: dict[str, Pieces],
) -> None:
    """Walk the tree, without a call stack, and give each piece of text to the cell it stands in.

    What follows an element (its tail) waits below it on the stack, with the cell around both.
    """
    waiting: list[tuple[Element | str, str, _Around]] = [(tree, "html", _Around())]
    while waiting:
        one, path, around = waiting.pop()
        if isinstance(one, str):
            around.take(one)
            continue
        if not isinstance(one.tag, str) or one.tag.rpartition("}")[2] in SILENT:
            continue  # a comment, or what shows no text
        inner = around.within(one, sheets.get(one, Shown()))
        if one.tag in _CELLS:
            inner = replace(inner, cell=texts.setdefault(path, []))
        if one in written_to:
            inner.take(_WRITTEN)
        if one.tag in FIELDS:
            inner.take(FIELDS[one.tag](one))
            continue
        inner.take(one.text or "")
        counted: Counter[str] = Counter()
        below: list[tuple[Element | str, str, _Around]] = []
        for child in one:
            tag = str(child.tag)
            counted[tag] += 1
            name = tag if tag in ("html", "body") else f"{tag}[{counted[tag]}]"
            below.append((child, f"{path}/{name}", inner))
            below.append((child.tail or "", "", inner))
        waiting += reversed(below)


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds of the text in an element: its cell, and whether it is not to be seen."""

    cell: Pieces | None = None
    out: bool = False
    unseen: bool = False
    raised: bool = False

    def within(self, element: Element, said: Shown) -> _Around:
        """The same in an element below."""
        said = said.under(own_style(element.get("style"), "hidden" in element.attrib))
        if element.tag == "table":
            return _Around(self.cell)
        return _Around(
            self.cell,
            self.out or bool(said.removed) or bool(said.struck) or element.tag in _STRUCK,
            self.unseen if said.unseen is None else said.unseen,
            self.raised or element.tag == "sup",
        )

    def take(self, text: str) -> None:
        """A piece of the cell's text; a raised one behind a figure is a mark and no part of it."""
        if self.cell is None or self.out or self.unseen:
            return
        if self.raised and any(char.isdigit() for piece in self.cell for char in piece):
            return
        self.cell.append(text)


def _typed(element: Element) -> str:
    kind = (element.get("type") or "text").lower()
    return (element.get("value") or "") if kind in ("text", "number", "tel", "search") else ""


def _chosen(element: Element) -> str:
    options = list(element.iter("option"))
    chosen = [one for one in options if one.get("selected") is not None] or options[:1]
    return "".join(chosen[-1].itertext()) if chosen else ""


FIELDS: Mapping[str, Callable[[Element], str]] = {
    "input": _typed,
    "select": _chosen,
    "textarea": lambda one: one.text or "",
}
"""What a field of a form shows."""
