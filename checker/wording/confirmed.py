"""Whose a value is that the program did not read: said wherever it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import State
from checker.wording.facts import figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model import Cell


def confirmed(cells: Iterable[tuple[str, Cell]], lang: str) -> str:
    """A sentence in brackets on those cells, by name, that people read; empty where none is."""
    told = [
        translate("confirmed.cell", lang, cell=name, told=confirmed_as(cell, lang))
        for name, cell in cells
        if cell.confirmed is not None
    ]
    if not told:
        return ""
    inner = translate("joining.semicolon", lang).join(told)
    return translate("joining.brackets", lang, inner=inner)


def confirmed_as(cell: Cell, lang: str) -> str:
    """``张三 2025-03-01 09:30 对照原件读作 77，程序读作 17``; empty of what the program read."""
    by = cell.confirmed
    if by is None:
        return ""
    blank = translate("list.blank-printed", lang)
    if by.state is State.DOUBTFUL:
        read = translate("confirmed.doubtful", lang, read=cell.text_read)
    elif by.value is not None:
        read = figure(by.value)
    else:
        read = blank if by.state is State.BLANK else cell.text_read
    value = blank if cell.value is None else figure(cell.value)
    at = by.at[:16].replace("T", " ")
    return translate("confirmed.by", lang, by=by.by, at=at, value=value, read=read)
