"""What an OFD package holds: its documents, their pages and templates, and where each part is."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.documents.ofd.markup import child, children, name, numbers, parsed, text
from checker.documents.package import Package
from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.documents.ofd.markup import Element
    from checker.model import Box

ENTRY = "OFD.xml"
PAPER: Box = (0.0, 0.0, 210.0, 297.0)  # A4, of a file that names no size; x, y, width, height
LARGEST = 5000.0  # millimetres: PDF's own 200 inches


class Parts:
    """The parts of a package by the locations that other parts give of them."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)

    @property
    def is_locked(self) -> bool:
        """Whether its parts are enciphered one by one (GM/T 0099), which no directory tells."""
        return any(one.lower().endswith("encryptions.xml") for one in self._package.names)

    def resolve(self, base: str, location: str) -> str | None:
        """The part that a location in another part means; ``None`` where there is none.

        As the standard has it, relative to the part or from the root; some producers write
        locations from the root without the stroke, or with the strokes of Windows.
        """
        location = location.strip().replace("\\", "/")
        if not location:
            return None
        folder = posixpath.dirname(base)
        for path in (posixpath.join("/", folder, location), posixpath.join("/", location)):
            found = posixpath.normpath(path).lstrip("/")
            if found in self._package:
                return found
        return None

    def read(self, part: str) -> bytes:
        """A part's bytes."""
        return self._package.read(part)

    def root(self, part: str) -> Element:
        """The root element of a part."""
        return parsed(self._package.read(part))


@dataclass(frozen=True, slots=True)
class Template:
    """A page's ground or overlay that several pages share."""

    part: str
    above: bool  # it is drawn over the page


@dataclass(frozen=True, slots=True)
class PagePart:
    """A page: its part, its paper in millimetres (x, y, width, height), its templates."""

    number: int
    part: str
    content: Element
    id: str
    paper: Box
    templates: tuple[Template, ...]
    resources: tuple[str, ...]  # the parts that its fonts, pictures and units stand in, own first


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A document of the package, with where its annotations and its seals are listed."""

    part: str
    pages: tuple[PagePart, ...]
    annotations: str | None
    seals: str | None


def documents_of(parts: Parts, most_pages: int) -> tuple[DocumentPart, ...]:
    """The documents of a package; ``DocumentError`` where one of their pages is not there.

    A page without its part may have held a table: nothing is said of the rest.
    """
    entry = parts.resolve("", ENTRY)
    if entry is None:
        raise DocumentError(RefusalReason.DAMAGED)
    if parts.is_locked:
        raise DocumentError(RefusalReason.LOCKED)
    found: list[DocumentPart] = []
    pages = 0
    for body in children(parts.root(entry), "DocBody"):
        part = parts.resolve(entry, text(child(body, "DocRoot")))
        if part is None:
            raise DocumentError(RefusalReason.DAMAGED)
        seals = parts.resolve(entry, text(child(body, "Signatures")))
        document = _document(parts, part, seals, pages, most_pages)
        pages += len(document.pages)
        found.append(document)
    if not pages:
        raise DocumentError(RefusalReason.NO_PAGES)
    return tuple(found)


def _document(
    parts: Parts, part: str, seals: str | None, before: int, most_pages: int
) -> DocumentPart:
    root = parts.root(part)
    common = child(root, "CommonData")
    paper = _paper(child(common, "PageArea"), PAPER)
    listed = list(children(child(root, "Pages"), "Page"))
    if before + len(listed) > most_pages:
        raise DocumentError(RefusalReason.TOO_MANY_PAGES, f"{before + len(listed)} > {most_pages}")
    named = (
        text(one) for one in (common if common is not None else ()) if name(one).endswith("Res")
    )
    resources = tuple(one for where in named if (one := parts.resolve(part, where)) is not None)
    templates = {
        one.get("ID", ""): _required(parts, part, one.get("BaseLoc", ""), None)
        for one in children(common, "TemplatePage")
    }
    pages = []
    for number, page in enumerate(listed, start=before + 1):
        where = _required(parts, part, page.get("BaseLoc", ""), number)
        content = parts.root(where)
        own = tuple(
            one
            for res in children(content, "PageRes")
            if (one := parts.resolve(where, text(res))) is not None
        )
        pages.append(
            PagePart(
                number,
                where,
                content,
                page.get("ID", ""),
                _paper(child(content, "Area"), paper),
                tuple(_templates(content, templates, number)),
                own + resources,
            )
        )
    annotations = parts.resolve(part, text(child(root, "Annotations")))
    return DocumentPart(part, tuple(pages), annotations, seals)


def _required(parts: Parts, base: str, location: str, page: int | None) -> str:
    found = parts.resolve(base, location)
    if found is None:
        raise DocumentError(RefusalReason.DAMAGED, "" if page is None else str(page))
    return found


def _templates(content: Element, parts: dict[str, str], page: int) -> Iterator[Template]:
    for one in children(content, "Template"):
        part = parts.get(one.get("TemplateID", ""))
        if part is None:  # it may hold the table's lines and labels
            raise DocumentError(RefusalReason.DAMAGED, str(page))
        yield Template(part, one.get("ZOrder") == "Foreground")


def _paper(area: Element | None, otherwise: Box) -> Box:
    found = numbers(text(child(area, "PhysicalBox")), 4)
    if found is None or not (0 < found[2] <= LARGEST and 0 < found[3] <= LARGEST):
        return otherwise
    return (found[0], found[1], found[2], found[3])
