"""Whether what a narrative states is so in given figures."""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tests.bench.prose.figures import GROUPS

# A share is contradicted from one percentage point on; less may be rounding.
SHARE_STEP = Decimal(1)

State = dict[str, Any]


def order(*key: object) -> str:
    """Return a fixed, evenly spread order for what has none of its own."""
    return hashlib.sha256("\x1f".join(map(str, key)).encode()).hexdigest()


def value(cells: str, figures: Mapping[str, Decimal]) -> Decimal:
    """Return the sum of the cells, or the plain number, that an expression names."""
    if cells.isdigit():
        return Decimal(cells)
    return sum((figures[cell] for cell in cells.split("+")), Decimal(0))


def read_number(printed: str) -> Decimal:
    """Return a printed number: Arabic with commas or a per cent sign, or a numeral below 100."""
    plain = printed.replace(",", "").rstrip("%")
    if plain.replace(".", "").isdigit():
        return Decimal(plain)
    digits = {character: number for number, character in enumerate("零一二三四五六七八九")}
    digits["两"] = 2
    tens, ten, ones = plain.rpartition("十")
    return Decimal((digits[tens] if tens else bool(ten)) * 10 + (digits[ones] if ones else 0))


def holds(state: State, figures: Mapping[str, Decimal], previous: Mapping[str, Decimal]) -> bool:
    """Tell whether what a narrative states is so in these figures."""
    stated = read_number(state["number"])
    if state["says"] == "share":
        part, whole = (value(side, figures) for side in state["cell"].split(" / "))
        slack = Decimal(1).scaleb(-decimals_of(state["number"]))
        return bool(whole) and abs(100 * part / whole - stated) <= slack
    now = value(state["cell"], figures)
    if state["says"] == "about":
        return stated <= now <= stated * Decimal("1.5")
    if state["says"] in {"growth", "previous"}:
        before = value(state["cell"], previous)
        if state["says"] == "previous":
            return before == stated
        slack = Decimal(1).scaleb(-decimals_of(state["number"]))
        return abs(abs(100 * (now - before) / before) - stated) <= slack
    return now == stated


def decimals_of(printed: str) -> int:
    return len(printed.rstrip("%").partition(".")[2])


def clear(state: State, figures: Mapping[str, Decimal]) -> bool:
    """Tell whether a contradiction leaves no reading under which the text would be right."""
    if state["says"] == "share":
        part, whole = (value(side, figures) for side in state["cell"].split(" / "))
        return bool(whole) and abs(100 * part / whole - read_number(state["number"])) >= SHARE_STEP
    stated = read_number(state["number"])
    if state["says"] == "about":
        return not stated * Decimal("0.8") <= value(state["cell"], figures) <= stated * 2
    if "TX-01" in state["rules"]:  # the number received, with or without those carried over
        new, carried = (figures[f"t3.{row}.total"] for row in ("new_received", "carried_over"))
        return stated not in {new, new + carried}
    if "TX-06" in state["rules"] and "+" not in state["cell"]:
        # a row named by its group's words: 因不掌握无法提供
        row = state["cell"].split(".")[1]
        group = next((list(g.values()) for g in GROUPS.values() if row in g.values()), [])
        return stated != sum(figures[f"t3.{row}.total"] for row in group)
    return True
