"""Slips in the text: one printed number changed, the tables as they are."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.bench.prose.markup import chinese
from tests.bench.prose.truth import clear, decimals_of, order, read_number

# What the text says of itself, and may no longer: balance, shares, lists.
ITSELF = {"TX-05", "TX-07", "TX-08", "TX-09", "TX-17", "TX-18", "TX-19"}

Entry = dict[str, Any]


def _shift(printed: str, key: str) -> str:
    """Return another number printed in the same way: a slip as people make them."""
    number = read_number(printed)
    step = 3 + int(order(key, printed)[:2], 16) % 9
    if printed.endswith("%"):
        decimals = decimals_of(printed)
        up = number + step if number + step < 100 else number - step
        return f"{up:.{decimals}f}%"
    if not printed[0].isdigit():
        return chinese(int(number) + step)
    return f"{number + step:,}" if "," in printed else f"{number + step:f}"


def slip(entry: Entry, mark: Entry, rules: set[str], allowed: set[str], key: str) -> Entry:
    new = _shift(str(mark["number"]), f"{entry['id']}{key}")
    return {
        "where": "text",
        "rules": sorted(rules),
        "allowed": sorted(allowed - rules),
        "falsified": [],
        "text": {
            "section": str(mark["section"]),
            "start": mark["start"],
            "end": mark["end"],
            "old": entry["text"][str(mark["section"])][mark["start"] : mark["end"]],
            "new": new,
        },
    }


def lists(entry: Entry) -> Iterator[tuple[str, Entry]]:
    """Yield a plant for every list of plain numbers: one part grows past the total."""
    stated = {(s["section"], s["start"]) for s in entry["states"]}
    for name in sorted({item["name"] for item in entry["lists"]}):
        items = [item for item in entry["lists"] if item["name"] == name]
        total = next(item for item in items if item["total"])
        parts = [
            item
            for item in items
            if not item["total"] and (item["section"], item["start"]) not in stated
        ]
        channels = (total["section"], total["start"]) in stated
        if not parts:
            continue
        part = min(parts, key=lambda item: order(entry["id"], name, item["start"]))
        room = total["number"] - sum(item["number"] for item in items if not item["total"])
        plant = slip(
            entry, part, {"TX-19", "TX-17"} if channels else {"TX-17"}, {"TX-18", "TX-07"}, name
        )
        if int(plant["text"]["new"]) - part["number"] <= room:
            plant["text"]["new"] = str(part["number"] + room + 4)
        yield f"list {name}", plant | {"cell": f"list {name}", "number": str(part["number"])}


def said(entry: Entry, state: Entry, figures: dict[str, Decimal], key: str) -> Entry | None:
    """Return the plant that contradicts a count by changing it in the text, or None."""
    if state["says"] != "count":
        return None
    plant = slip(entry, state, set(state["rules"]), ITSELF, key)
    wrong = state | {"number": plant["text"]["new"]}
    return plant if clear(wrong, figures) else None
