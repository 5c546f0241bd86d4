"""What lies over the cells of an XLSX workbook, by its anchors: pictures, boxes of text, charts."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from checker.documents.sheet.plain_copy import LAST_COLUMN, LAST_ROW, in_common_dialect
from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from checker.documents.package import Package
    from checker.documents.sheet.stored import Area

_BOOK = "xl/workbook.xml"
_ANCHORS = ("twoCellAnchor", "oneCellAnchor")
_DRAWN = ("pic", "sp", "graphicFrame", "grpSp")


def drawn_over(package: Package) -> Mapping[str, tuple[tuple[Area, ...], int]]:
    """By the name of a sheet, the cells that something is drawn over, and the count of pictures.

    ``DocumentError`` where a part cannot be parsed.
    """
    try:
        return dict(_drawn(package))
    except (ElementTree.ParseError, ValueError) as error:
        raise DocumentError(RefusalReason.DAMAGED) from error


def _drawn(package: Package) -> Iterator[tuple[str, tuple[tuple[Area, ...], int]]]:
    targets = _targets(package, _BOOK)
    for sheet in _parsed(package, _BOOK).iter():
        if _local(sheet) != "sheet":
            continue
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        part = targets.get(key, "")
        areas: list[Area] = []
        pictures = 0
        for target in _targets(package, part).values() if part in package else ():
            if "/drawings/" in f"/{target}" and target.endswith(".xml") and target in package:
                root = _parsed(package, target)
                areas += _areas(root)
                pictures += sum(_local(one) == "pic" for one in root.iter())
        if areas or pictures:
            yield sheet.get("name", ""), (tuple(areas), pictures)


def _areas(drawing: Element) -> Iterator[Area]:
    for anchor in drawing:
        if _local(anchor) not in _ANCHORS or not any(_local(one) in _DRAWN for one in anchor):
            continue
        corners = {_local(one): one for one in anchor if _local(one) in ("from", "to")}
        if "from" not in corners:
            continue
        first = _corner(corners["from"])
        last = _corner(corners["to"]) if "to" in corners else first
        yield (
            first[0] + 1,
            first[1] + 1,
            min(max(last[0], first[0]) + 1, LAST_ROW),
            min(max(last[1], first[1]) + 1, LAST_COLUMN),
        )


def _corner(element: Element) -> tuple[int, int]:
    told = {_local(one): int(one.text or 0) for one in element}
    return told.get("row", 0), told.get("col", 0)


def _targets(package: Package, part: str) -> dict[str, str]:
    """The parts that a part names, by their keys; what lies outside the package is left out."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package:
        return {}
    found = {}
    for one in _parsed(package, relations):
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, one.get("Target", "")))
            found[one.get("Id", "")] = target.lstrip("/")
    return found


def _parsed(package: Package, name: str) -> Element:
    if name not in package:
        raise DocumentError(RefusalReason.DAMAGED)
    return ElementTree.fromstring(in_common_dialect(package.read(name)))  # noqa: S314 - no types: see package.py


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
