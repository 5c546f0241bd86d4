"""What of a workbook's parts reading needs; the rest is left out of the copy that is parsed.

openpyxl gives a whole workbook up for one piece that it does not expect: a link without its target,
a date that is none among the properties, a fill without a pattern. Office programs open such files,
and none of these pieces says what a cell shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEFT_OUT = re.compile(
    r"(?:docProps|customXml|xl/(?:drawings|charts|tables|queryTables|pivotTables|pivotCache|"
    r"externalLinks|persons|threadedComments|printerSettings|worksheets/_rels|ctrlProps|activeX|"
    r"slicers|slicerCaches|timelines|richData|embeddings|media|diagrams))/.*|xl/comments[^/]*\.xml",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rb"(</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*/>)(.*)(</(?:\w+:)?worksheet>)", re.DOTALL
)
_KEPT = re.compile(
    rb"<((?:\w+:)?(?:mergeCells|conditionalFormatting))(?:\s[^<>]*?)?(?:/>|>.*?</\1>)", re.DOTALL
)
_EXTENSIONS = re.compile(rb"<((?:\w+:)?extLst)(?:\s[^<>]*?)?>.*?</\1>", re.DOTALL)
_LATER = re.compile(rb"<(\w+:conditionalFormatting)[\s>].*?</\1>", re.DOTALL)
_LATER_HARMS = re.compile(
    rb"""<(?:\w+:)?(?:font|numFmt)[\s>/]|\sshowValue\s*=\s*["'](?:0|false)["']"""
)
_LATER_AREAS = re.compile(rb"<(?:\w+:)?sqref>\s*([A-Z0-9: ]+?)\s*</")
_HIDES = (
    b'<%sconditionalFormatting sqref="%s"><%scfRule type="dataBar" priority="1"><%sdataBar '
    b'showValue="0"><%scfvo type="min"/><%scfvo type="max"/><%scolor rgb="FF638EC6"/></%sdataBar>'
    b"</%scfRule></%sconditionalFormatting>"
)
"""A conditional format that shows no figures, whatever they are."""
_DRESS = re.compile(rb"<(?:\w+:)?dxf[\s>/]")
_DRESS_OF_RULE = re.compile(rb"""\sdxfId\s*=\s*["'](\d+)["']""")
_IN_BOOK = re.compile(
    rb"<((?:\w+:)?(?:definedNames|externalReferences|pivotCaches|extLst|customWorkbookViews|"
    rb"fileRecoveryPr|functionGroups|smartTagTypes))(?:\s[^<>]*?)?(?:/>|>.*?</\1>)",
    re.DOTALL,
)
_NO_PATTERN = re.compile(rb"<((?:\w+:)?)fill(?:\s[^<>]*?)?(?:/>|>\s*</\1fill>)")
_FAMILY = re.compile(rb"<(?:\w+:)?(?:family|charset|scheme)\s[^<>]*/>")  # of fonts: any number
_IN_STYLES = re.compile(
    rb"<((?:\w+:)?(?:extLst|tableStyles|colors))(?:\s[^<>]*?)?(?:/>|>.*?</\1>)", re.DOTALL
)


def is_needed(name: str) -> bool:
    """Whether a part says what cells hold and how they show."""
    return _LEFT_OUT.fullmatch(name) is None


def needed_of_sheet(part: bytes, dresses: int) -> bytes:
    """A sheet up to its last row, its merged cells and its conditional formats.

    ``dresses`` is how many looks the workbook has for these; a rule that names another has none.
    """

    def rule(found: re.Match[bytes]) -> bytes:
        return found[0] if int(found[1]) < dresses else b""

    def tail(found: re.Match[bytes]) -> bytes:
        kept = b"".join(one[0] for one in _KEPT.finditer(_EXTENSIONS.sub(b"", found[2])))
        later = b"".join(_later_rules(found[2], found[3].partition(b"worksheet")[0][2:]))
        return found[1] + _DRESS_OF_RULE.sub(rule, kept) + later + found[3]

    return _TAIL.sub(tail, part, count=1)


def _later_rules(tail: bytes, prefix: bytes) -> Iterator[bytes]:
    """For each conditional format of Excel 2010 and later that may hide figures, one that does.

    Excel writes those that ask another sheet, and all bars of data, into the extensions, which
    openpyxl does not read. Whether they hold is not worked out.
    """
    for extensions in _EXTENSIONS.finditer(tail):
        for group in _LATER.finditer(extensions[0]):
            areas = _LATER_AREAS.search(group[0])
            if areas is not None and _LATER_HARMS.search(group[0]):
                yield _HIDES % (prefix, areas[1], *([prefix] * 8))


def needed_of_book(part: bytes) -> bytes:
    """A workbook's list of sheets, without names, links to other files and caches."""
    return _IN_BOOK.sub(b"", part)


def needed_of_styles(part: bytes) -> bytes:
    """Formats, without what openpyxl does not expect in fonts and fills."""
    part = _IN_STYLES.sub(b"", _FAMILY.sub(b"", part))
    return _NO_PATTERN.sub(rb"<\1fill><\1patternFill/></\1fill>", part)


def dresses_of(styles: bytes) -> int:
    """How many looks for conditional formats the styles have."""
    return len(_DRESS.findall(styles))
