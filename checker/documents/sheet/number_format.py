"""A stored value → the text that is shown, by the cell's number format (ECMA-376, 18.8.31).

What is shown is what is printed: 0 may show as ``-`` or as nothing, 0.5 as ``1``. What is not
understood here (fractions, exponents, numerals of other scripts) is told as such, never guessed.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from checker.documents.sheet.stored import GENERAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.sheet.stored import Value

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<room>.)|\*(?P<filled>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)(?P<scale>,*)"
    r"|(?P<percent>%)|(?P<text>@)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-[0-9A-Fa-f]+)?")
_COLOUR = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|color\s?\d+|颜色\d+", re.IGNORECASE
)
_PLAIN = frozenset(" -+()（）:,，.、$￥¥€£/件条项宗份个元万")  # literals that formats hold unquoted
_BEFORE_ITS_UNIT = re.compile(r"[+-]?\d+(?:\.(\d+))?(?![\d.]*%)")  # a share is no count
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_DATE_PIECE = re.compile(
    r'"([^"]*)"|\\(.)|\[[^\]]*\]|(y+|m+|d+|a+)|([;@].*)|(.)', re.IGNORECASE | re.DOTALL
)
_LEAST_SECTIONS_WITH_NEGATIVES, _SECTIONS_WITH_ZERO, _SECTIONS_WITH_TEXT = 2, 3, 4


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the parts of a format: its tokens, and when it is used, if it says so."""

    tokens: tuple[re.Match[str], ...]
    condition: tuple[str, Decimal] | None = None

    def holds(self, value: Decimal) -> bool:
        assert self.condition is not None
        sign, limit = self.condition
        return {
            "<": value < limit,
            "<=": value <= limit,
            ">": value > limit,
            ">=": value >= limit,
            "=": value == limit,
            "<>": value != limit,
        }[sign]


def shown(value: Value, code: str) -> str | None:
    """The text that a cell shows; ``None`` where the format is not understood."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return _text(value, code)
    if isinstance(value, Decimal):
        return _general(value) if code in ("", GENERAL, "@") else _number(value, code)
    return _date(value, code)


def is_rounded_away(value: Value, text: str) -> bool:
    """Whether a number shows as another one.

    Decimals that are cut where some are shown are no other number: an amount in 万元 shows as
    12.35 and is printed so. A count of 0.5 that shows as 1 is, and so is one that shows as 1件.
    """
    if not isinstance(value, Decimal):
        return False
    bare = text.replace(",", "").strip()
    found = _BEFORE_ITS_UNIT.match(bare)
    if found is None:
        return False
    printed = Decimal(found[0])
    digits = len(found[1] or "")
    return value != printed and (
        not digits or abs(value - printed) * 2 > Decimal(1).scaleb(-digits)
    )


def _text(value: str, code: str) -> str | None:
    sections = _sections(code)
    if len(sections) < _SECTIONS_WITH_TEXT:
        return value
    return _rendered(value, sections[3].tokens, None)


def _general(value: Decimal) -> str:
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _number(value: Decimal, code: str) -> str | None:
    sections = _sections(code)
    chosen = _chosen(value, sections)
    if chosen is None:
        return None
    section, bare = chosen
    return _rendered(_general(value), section.tokens, abs(value) if bare else value)


def _chosen(value: Decimal, sections: Sequence[_Section]) -> tuple[_Section, bool] | None:
    """The section for a number, and whether it writes the sign of a negative one itself."""
    if any(section.condition for section in sections):
        if value < 0:
            return None  # whether the sign is written depends on the condition's kind
        for number, section in enumerate(sections):
            if section.condition is None or section.holds(value):
                return section, False
            if number == _LEAST_SECTIONS_WITH_NEGATIVES:
                break
        return None
    if value == 0 and len(sections) >= _SECTIONS_WITH_ZERO:
        return sections[2], False
    if value < 0 and len(sections) >= _LEAST_SECTIONS_WITH_NEGATIVES:
        return sections[1], True
    return sections[0], False


def _sections(code: str) -> list[_Section]:
    """The sections of a format; a semicolon in quotes parts nothing."""
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["other"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return [_section(tokens) for tokens in parts]


def _section(tokens: Sequence[re.Match[str]]) -> _Section:
    condition = None
    for token in tokens:
        found = _CONDITION.fullmatch(token["bracket"] or "")
        if found is not None:
            condition = found[1], Decimal(found[2])
    return _Section(tuple(tokens), condition)


def _rendered(general: str, tokens: Sequence[re.Match[str]], value: Decimal | None) -> str | None:
    """What a section makes of a number, or of a text (``value`` is ``None``)."""
    pieces: list[str] = []
    numbers = 0
    scale = sum(token["percent"] is not None for token in tokens) * 2
    for token in tokens:
        piece = _literal(token)
        if piece is None:
            if token["general"] or token["text"]:
                piece, numbers = general, numbers + 1
            elif token["digits"] and value is not None:
                piece, numbers = _digits(value.scaleb(scale), token), numbers + 1
        if piece is None or numbers > 1:
            return None
        pieces.append(piece)
    text = "".join(pieces)
    if value is not None and value < 0 and numbers and "-" in text:
        text = "-" + text.replace("-", "", 1)  # the sign stands before a currency sign as well
    return text


def _literal(token: re.Match[str]) -> str | None:
    """The text of a token that shows the same for every number; ``None`` for any other."""
    match token.lastgroup:
        case "quoted" | "escaped" | "percent":
            return token[token.lastgroup]
        case "room" | "filled":
            return ""
        case "bracket":
            return _in_brackets(token["bracket"])
        case "other":
            return token["other"] if token["other"] in _PLAIN else None
        case _:
            return None


def _in_brackets(inside: str) -> str | None:
    """A currency is written; a colour and a condition show nothing of themselves."""
    currency = _CURRENCY.fullmatch(inside)
    if currency is not None:
        return currency[1]
    return "" if _COLOUR.fullmatch(inside) or _CONDITION.fullmatch(inside) else None


def _digits(value: Decimal, token: re.Match[str]) -> str | None:
    """A number by its placeholders: ``#,##0.00``; ``None`` for one of more digits than any has."""
    whole, _, part = token["digits"].partition(".")
    commas = len(token["scale"]) + len(whole) - len(whole.rstrip(","))
    value = value.scaleb(-3 * commas)
    most = len(part)
    try:
        rounded = abs(value).quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    except InvalidOperation:  # 1E+30 by 0.00
        return None
    digits, _, decimals = format(rounded, "f").partition(".")
    least = sum(char == "0" for char in whole)
    digits = digits.lstrip("0").rjust(least, "0")
    if "," in whole.rstrip(","):
        digits = f"{int(digits):,}".rjust(least, "0") if digits else ""
    fewest = len(part.rstrip("#"))
    while len(decimals) > fewest and decimals.endswith("0"):
        decimals = decimals[:-1]
    text = digits + ("." + decimals if "." in token["digits"] else "")
    return "-" + text if value < 0 and rounded else text


def _date(value: Value, code: str) -> str | None:
    """A date by its format; times of day are told as not understood: no report prints one."""
    if not isinstance(value, datetime.date) or not _DATE.search(code):
        return None
    text = ""
    for piece in _DATE_PIECE.finditer(code):
        quoted, escaped, letters, end, other = piece.groups()
        if end is not None:
            break
        if letters is None:
            text += quoted or escaped or other or ""
            continue
        kind, length = letters[0].lower(), len(letters)
        if kind == "y":
            text += f"{value.year:04}" if length > len("yy") else f"{value.year % 100:02}"
        elif kind in "md" and length <= len("mm"):
            number = value.month if kind == "m" else value.day
            text += str(number).rjust(length, "0")
        else:
            return None  # names of months and days, in the language of the reader's machine
    return None if re.search(r"[hs]", text, re.IGNORECASE) else text
