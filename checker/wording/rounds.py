"""Words for what differs between two rounds of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import State
from checker.wording.facts import figure

if TYPE_CHECKING:
    from checker.model import Cell
    from checker.wording.names import Names


def cell_content(cell: Cell | None, lang: str) -> str:
    """``22``, ``空白``, ``“无”``, ``存疑（22 / 27）``, ``未印出``."""
    if cell is None:
        return translate("state.missing", lang)
    if cell.state is State.NUMBER and cell.value is not None:
        return figure(cell.value)
    if cell.state is State.TEXT:
        return translate("joining.quoted", lang, inner=cell.text)
    told = translate(f"state.{cell.state.value}", lang)
    if cell.state is State.DOUBTFUL and (inner := " / ".join(cell.readings) or cell.raw):
        told += translate("joining.brackets", lang, inner=inner)
    return told


def heading_told(name: str, old: str, new: str, names: Names) -> str:
    """``机关名称：甲局 → 乙局``."""
    lang = names.lang
    blank = translate("rounds.not-recognised", lang)
    shown = [_heading_value(name, value, names) or blank for value in (old, new)]
    return translate(f"rounds.heading.{name}", lang, old=shown[0], new=shown[1])


def _heading_value(name: str, value: str, names: Names) -> str:
    if not value:
        return ""
    if name == "scope":
        return translate(f"scope.{value}", names.lang)
    return names.form_of(value) if name == "form" else value
