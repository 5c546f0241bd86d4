"""Cells of a workbook in a colour: a format beside each of theirs that has another ground."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.documents.sheet.stored import column_number
from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from collections.abc import Mapping

_STYLES = "xl/styles.xml"
GROUNDS: Mapping[str, str] = {"error": "FFFFC7CE", "warning": "FFFFEB9C", "info": "FFDDEBF7"}
"""The ground of a cell by what weighs most at it: red and yellow are those that Excel offers."""
_FILLS = re.compile(rb"(<((?:\w+:)?)fills)(\s[^<>]*)?>(.*?)(</\2fills>)", re.DOTALL)
_FORMATS = re.compile(rb"(<((?:\w+:)?)cellXfs)(\s[^<>]*)?>(.*?)(</\2cellXfs>)", re.DOTALL)
_FORMAT = re.compile(rb"<((?:\w+:)?)xf(?:\s[^<>]*?)?(?:/>|>.*?</\1xf>)", re.DOTALL)
_FILL = re.compile(rb"<(?:\w+:)?fill[\s/>]")
_ROW = rb"""<((?:\w+:)?)row\s(?:[^<>]*?\s)?r\s*=\s*["']%d["'][^<>]*?(?:/>|>.*?</\1row>)"""
_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Z]+)\d+["'][^<>]*>""", re.DOTALL)
_NUMBER = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")


def with_fills(parts: dict[str, bytes], sheet: str, severities: Mapping[str, str]) -> None:
    """Colour these cells of a sheet by their addresses; a place without a cell stays as it is."""
    styles = parts.get(_STYLES)
    if styles is None:
        return
    known: dict[tuple[int, str], int] = {}
    for address, severity in severities.items():
        letters = address.rstrip("0123456789")
        row = re.search(_ROW % int(address[len(letters) :]), parts[sheet], re.DOTALL)
        cell = None if row is None else _cell_in(row[0], letters)
        if row is None or cell is None:
            continue
        told = _NUMBER.search(cell[0])
        own = int(told[1]) if told else 0
        if (own, severity) not in known:
            styles, known[own, severity] = _with_format(styles, own, severity)
        tag = _NUMBER.sub(b"", cell[0])
        end = 2 if tag.endswith(b"/>") else 1
        tag = tag[:-end].rstrip() + b' s="%d"' % known[own, severity] + tag[-end:]
        at = row.start() + cell.start()
        parts[sheet] = parts[sheet][:at] + tag + parts[sheet][at + len(cell[0]) :]
    parts[_STYLES] = styles


def _cell_in(row: bytes, letters: str) -> re.Match[bytes] | None:
    wanted = column_number(letters)
    return next(
        (cell for cell in _CELL.finditer(row) if column_number(cell[1].decode()) == wanted), None
    )


def _with_format(styles: bytes, own: int, severity: str) -> tuple[bytes, int]:
    """The styles with a format as that of this number on another ground, and its number."""
    fills = _FILLS.search(styles)
    if fills is None:
        raise DocumentError(RefusalReason.DAMAGED)
    prefix = fills[2].decode()
    fill = (
        f'<{prefix}fill><{prefix}patternFill patternType="solid"><{prefix}fgColor '
        f'rgb="{GROUNDS[severity]}"/><{prefix}bgColor indexed="64"/></{prefix}patternFill>'
        f"</{prefix}fill>"
    ).encode()
    inner = fills[4]
    number = len(_FILL.findall(inner))
    styles = _replaced(styles, fills, inner + fill, number + 1)
    formats = _FORMATS.search(styles)
    every = [] if formats is None else [one[0] for one in _FORMAT.finditer(formats[4])]
    if formats is None or own >= len(every):
        raise DocumentError(RefusalReason.DAMAGED)
    copy = re.sub(rb"""\s(?:fillId|applyFill)\s*=\s*["'][^"']*["']""", b"", every[own])
    copy = re.sub(rb"(<(?:\w+:)?xf)", rb'\1 fillId="%d" applyFill="1"' % number, copy, count=1)
    return _replaced(styles, formats, formats[4] + copy, len(every) + 1), len(every)


def _replaced(styles: bytes, found: re.Match[bytes], inner: bytes, count: int) -> bytes:
    about = re.sub(rb"""\scount\s*=\s*["']\d+["']""", b"", found[3] or b"")
    whole = found[1] + about + b' count="%d">' % count + inner + found[5]
    return styles[: found.start()] + whole + styles[found.end() :]
