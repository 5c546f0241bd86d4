"""What lies over a page besides its content: annotations, and the seals of signatures.

A seal's picture stands in a signed envelope of its own standard (GB/T 38540). It is looked for
there by how pictures begin; where none is found the seal is drawn as an even plate. Wherever it
lies, what it lies on is not sure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.documents.ofd.markup import child, children, is_true, numbers, text
from checker.documents.ofd.resources import require_bounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.documents.ofd.markup import Element
    from checker.documents.ofd.structure import DocumentPart, Parts
    from checker.model import Box

MOST_SEALS = 1000
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal on a page, by the page's number in the file: its bounds and its picture, if found."""

    page: str
    bounds: Box  # x, y, width, height in millimetres
    picture: bytes | None


def annotations_of(parts: Parts, document: DocumentPart) -> dict[str, list[Element]]:
    """What the annotations of a document's pages look like, by the number of the page."""
    if document.annotations is None:
        return {}
    found: dict[str, list[Element]] = {}
    for page in children(parts.root(document.annotations), "Page"):
        part = parts.resolve(document.annotations, text(child(page, "FileLoc")))
        if part is None:
            continue
        for one in children(parts.root(part), "Annot"):
            if is_true(one.get("Visible"), otherwise=True):
                found.setdefault(page.get("PageID", ""), []).extend(children(one, "Appearance"))
    return found


def seals_of(parts: Parts, document: DocumentPart) -> list[Seal]:
    """The seals on a document's pages; ``DocumentError`` for more than ``MOST_SEALS``.

    Of one that is left out nobody would say that a figure lies under it.
    """
    if document.seals is None:
        return []
    found: list[Seal] = []
    for signature in children(parts.root(document.seals), "Signature"):
        part = parts.resolve(document.seals, signature.get("BaseLoc", ""))
        if part is not None:
            found += _of_signature(parts, part)
            require_bounded(len(found), MOST_SEALS)
    return found


def _of_signature(parts: Parts, part: str) -> Iterator[Seal]:
    root = parts.root(part)
    signed = child(root, "SignedInfo")
    holders = [text(child(child(signed, "Seal"), "BaseLoc")), text(child(root, "SignedValue"))]
    parts_of_it = (parts.resolve(part, where) for where in holders)
    pictures = (_picture(parts.read(one)) for one in parts_of_it if one is not None)
    picture = next((one for one in pictures if one is not None), None)
    for stamp in children(signed, "StampAnnot"):
        bounds = numbers(stamp.get("Boundary"), 4)
        if bounds is not None:
            x, y, wide, high = bounds
            yield Seal(stamp.get("PageRef", ""), (x, y, wide, high), picture)


def _picture(envelope: bytes) -> bytes | None:
    places = [at for one in _BEGINNINGS if (at := envelope.find(one)) >= 0]
    return envelope[min(places) :] if places else None
