"""The parts of a Word document, found by the relationships that its package declares.

Elements are known by their local names: the strict and the transitional form of the format have
other namespaces and the same words (ISO/IEC 29500-1 and -4). What lies outside the package is
never fetched.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from checker.documents.package import Package
from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public name for it

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
MOST_TAGS = 4_000_000
"""Tags of one part, counted before it is parsed: real documents have 10,000 to 100,000, and a tree
takes 100 bytes and more for each."""


class Parts:
    """A package with a Word document in it; ``DocumentError`` if there is none."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        main = next(
            (target for kind, target in self._related("") if kind == "officeDocument"), None
        )
        if main is None or main not in self.package:
            raise DocumentError(RefusalReason.DAMAGED)
        self.main = main
        self.document = self.tree(main)
        strict = "purl.oclc.org/ooxml" in namespace(self.document)
        self.relation_space = _STRICT_RELATIONS if strict else _RELATIONS
        self.relations = tuple(self._related(main))

    def tree(self, name: str) -> Element:
        """A part of XML; ``DocumentError`` if it is damaged or beyond the limits."""
        return tree_of(self.package.read(name))

    def named(self, kind: str) -> str | None:
        """The part of this kind that the document refers to (``styles``, ``comments``)."""
        return next(
            (name for one, name in self.relations if one == kind and name in self.package), None
        )

    def related(self, kind: str) -> Element | None:
        """That part's tree."""
        name = self.named(kind)
        return None if name is None else self.tree(name)

    def package_part(self, kind: str) -> Element | None:
        """The tree of a part that the package itself refers to (``extended-properties``)."""
        found = (name for one, name in self._related("") if one == kind and name in self.package)
        name = next(found, None)
        return None if name is None else self.tree(name)

    @property
    def has_macros(self) -> bool:
        """Whether programs stand in it, which are never run."""
        return any(kind == "vbaProject" for kind, _ in self.relations)

    def _related(self, name: str) -> Iterator[tuple[str, str]]:
        """The kinds and names of the parts that one refers to; nothing outside the package."""
        rels = relations_of(name)
        if rels not in self.package:
            return
        for one in self.tree(rels):
            said = attributes(one)
            if local(one) == "Relationship" and said.get("TargetMode") != "External":
                target = posixpath.join("/", posixpath.dirname(name), said.get("Target", ""))
                kind = said.get("Type", "").rpartition("/")[2]
                yield kind, posixpath.normpath(target).removeprefix("/")


def relations_of(name: str) -> str:
    """The name of the part that holds a part's relationships (29500-2, 9.3.3)."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def tree_of(data: bytes) -> Element:
    """XML of a stranger, without entities, network or comments."""
    if data.count(b"<") > MOST_TAGS:
        raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        # libxml2 ends at 2048 levels, huge tree or not (xmlParserMaxDepth).
        deep = "depth" in str(error).lower()
        reason = RefusalReason.OUT_OF_BOUNDS if deep else RefusalReason.DAMAGED
        raise DocumentError(reason) from error


def saved(tree: Element) -> bytes:
    """The bytes of a part."""
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def element_of(
    space: str, name: str, said: Mapping[str, str], *, qualified: bool = True
) -> Element:
    """A new element of a namespace; its attributes are of the same where they are ``qualified``."""
    found = etree.Element(f"{{{space}}}{name}")
    for key, written in said.items():
        found.set(f"{{{space}}}{key}" if qualified else key, written)
    return found


def namespace(element: Element) -> str:
    """The namespace of an element's name."""
    return str(element.tag).rpartition("}")[0].removeprefix("{")


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attributes(element: Element) -> Mapping[str, str]:
    """The attributes of an element, without namespaces."""
    return {str(name).rpartition("}")[2]: str(value) for name, value in element.attrib.items()}


def child(element: Element | None, name: str) -> Element | None:
    """The first child of a name."""
    if element is None:
        return None
    return next((one for one in element if local(one) == name), None)


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of an element; ``None`` without it, or without the element."""
    return None if element is None else attributes(element).get(name)


def number(element: Element | None, name: str = "val", default: int = 0) -> int:
    """An attribute that is a whole number; ``default`` where it is none."""
    return whole(value(element, name), default)


def whole(said: str | None, default: int = 0) -> int:
    """A whole number as written; ``default`` for none, or one longer than any that is meant."""
    said = (said or "").strip()
    return int(said) if said.removeprefix("-").isdecimal() and len(said) < 10 else default  # noqa: PLR2004


def is_on(element: Element | None) -> bool | None:
    """What a switch says: ``None`` without it; on where it gives no value (29500-1, 17.17.4)."""
    if element is None:
        return None
    return (value(element) or "true").lower() not in ("0", "false", "off", "none")
