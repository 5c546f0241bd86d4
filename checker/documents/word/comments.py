"""A Word document with comments: the text as it was, a remark beside each cell or paragraph.

Three parts change: the document gets the anchors of the comments, ``comments.xml`` the comments
(behind those that are there), the properties the mark of a copy. All others keep their bytes.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING

from checker.documents.word.parts import (
    attributes,
    child,
    element_of,
    local,
    namespace,
    relations_of,
    saved,
    tree_of,
    whole,
)
from checker.model.marks import PROPERTY, mark_of_marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.documents.word.parts import Element, Parts
    from checker.model.page_images import Note
    from checker.model.places import Place

AUTHOR = "checker"
_LONG_AGO = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # entries of an archive carry a time; one keeps the bytes the same
_TYPES = "[Content_Types].xml"
_CUSTOM = "docProps/custom.xml"
_XML = "http://www.w3.org/XML/1998/namespace"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_NO_PROPERTIES = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
)
_NO_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties by users (29500-1, 22.3.2.3)
_MARKUP = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_CUSTOM_MARKUP = "application/vnd.openxmlformats-officedocument.custom-properties+xml"


def commented(
    files: Parts,
    notes: Sequence[Note],
    anchor: Callable[[Place], Element | None],
    original: str,
) -> bytes:
    """The package with a comment for each place of each note.

    ``anchor`` gives the paragraph at a place of ``files.document``, which is changed; ``original``
    is the SHA-256 of the file that was checked.
    """
    document = files.document
    name = files.named("comments") or posixpath.join(posixpath.dirname(files.main), "comments.xml")
    is_new = name not in files.package
    space = namespace(document)
    comments = tree_of(_no_comments(space)) if is_new else files.tree(name)
    numbers = _free_numbers(comments, document)
    for note in notes:
        found = (one for one in map(anchor, note.places) if one is not None)
        for paragraph in dict.fromkeys(found):
            number = str(next(numbers))
            _anchor(paragraph, number)
            comments.append(_comment(space, number, note.text))
    main = saved(document)
    changed = {files.main: main, name: saved(comments)}
    types = tree_of(files.package.read(_TYPES))
    if is_new:
        relations = relations_of(files.main)
        kind = posixpath.join(files.relation_space, "comments")
        changed[relations] = _related(files, relations, kind, posixpath.basename(name))
        _typed(types, f"/{name}", _MARKUP)
    changed[_CUSTOM] = _marked(files, mark_of_marked("annotated-docx", original, main))
    if _CUSTOM not in files.package:
        kind = posixpath.join(files.relation_space, "custom-properties")
        changed[relations_of("")] = _related(files, relations_of(""), kind, _CUSTOM)
        _typed(types, f"/{_CUSTOM}", _CUSTOM_MARKUP)
    changed[_TYPES] = saved(types)
    return _packed(files, changed)


def first_paragraph(cell: Element) -> Element | None:
    """The first paragraph of a cell, one of a table within it aside where there is another."""
    found = [one for one in cell.iter() if local(one) == "p"]
    own = (one for one in found if _cell_of(one) is cell)
    return next(own, found[0] if found else None)


def _cell_of(element: Element) -> Element | None:
    above = element.getparent()
    while above is not None and local(above) not in ("tc", "txbxContent"):
        above = above.getparent()
    return above


def _no_comments(space: str) -> bytes:
    return f'<w:comments xmlns:w="{space}"/>'.encode()


def _free_numbers(comments: Element, document: Element) -> Iterator[int]:
    """Numbers that no comment has, nor a range of one that is gone."""
    taken = [attributes(one).get("id", "") for one in comments]
    ranges = ("commentRangeStart", "commentRangeEnd", "commentReference")
    taken += [attributes(one).get("id", "") for one in document.iter() if local(one) in ranges]
    first = max((-1, *map(whole, taken))) + 1
    return iter(range(first, first + 10**6))


def _anchor(paragraph: Element, number: str) -> None:
    """The range of a comment around what a paragraph holds, and the sign that refers to it."""
    space = namespace(paragraph)
    said = {"id": number}
    start = 0 if child(paragraph, "pPr") is None else 1
    paragraph.insert(start, element_of(space, "commentRangeStart", said))
    paragraph.append(element_of(space, "commentRangeEnd", said))
    run = element_of(space, "r", {})
    run.append(element_of(space, "commentReference", said))
    paragraph.append(run)


def _comment(space: str, number: str, text: str) -> Element:
    """A comment without a date, a paragraph a line."""
    found = element_of(space, "comment", {"id": number, "author": AUTHOR, "initials": "C"})
    for line in text.split("\n"):
        letters = element_of(space, "t", {})
        letters.set(f"{{{_XML}}}space", "preserve")
        letters.text = line
        run = element_of(space, "r", {})
        run.append(letters)
        paragraph = element_of(space, "p", {})
        paragraph.append(run)
        found.append(paragraph)
    return found


def _related(files: Parts, name: str, kind: str, target: str) -> bytes:
    """The relationships of a part with one more."""
    tree = files.tree(name) if name in files.package else tree_of(_NO_RELATIONS)
    taken = {attributes(one).get("Id") for one in tree}
    free = next(one for number in range(10**6) if (one := f"rIdChecker{number}") not in taken)
    said = {"Id": free, "Type": kind, "Target": target}
    tree.append(element_of(namespace(tree), "Relationship", said, qualified=False))
    return saved(tree)


def _typed(types: Element, part: str, kind: str) -> None:
    said = {"PartName": part, "ContentType": kind}
    types.append(element_of(namespace(types), "Override", said, qualified=False))


def _marked(files: Parts, mark: str) -> bytes:
    """The properties that users give, with the mark of a copy among them."""
    tree = files.tree(_CUSTOM) if _CUSTOM in files.package else tree_of(_NO_PROPERTIES)
    for one in [one for one in tree if attributes(one).get("name") == PROPERTY]:
        tree.remove(one)
    taken = [attributes(one).get("pid", "") for one in tree]
    number = max((1, *map(whole, taken))) + 1
    said = {"fmtid": _FORMAT, "pid": str(number), "name": PROPERTY}
    found = element_of(namespace(tree), "property", said, qualified=False)
    text = element_of(_VALUES, "lpwstr", {})
    text.text = mark
    found.append(text)
    tree.append(found)
    return saved(tree)


def mark_in(files: Parts) -> str | None:
    """The mark that a document bears, if it bears one."""
    if _CUSTOM not in files.package:
        return None
    for one in files.tree(_CUSTOM):
        if attributes(one).get("name") == PROPERTY and len(one):
            return re.sub(r"\s+", " ", one[0].text or "").strip()
    return None


def _packed(files: Parts, changed: dict[str, bytes]) -> bytes:
    """The package with some parts written anew, new ones behind those that were there."""
    target = io.BytesIO()
    left = {name.lower(): (name, data) for name, data in changed.items()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in files.package.names:
            if name.endswith("/"):
                continue
            key = name.replace("\\", "/").removeprefix("/").lower()
            _, data = left.pop(key, (name, None))
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files.package.read(name) if data is None else data)
        for name, data in left.values():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return target.getvalue()
