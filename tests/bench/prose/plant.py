"""Contradictions planted in the clean narratives: accept.jsonl -> planted.jsonl.

Each plant changes the tables so that one thing the text states is no longer so, and every
identity of the form still holds: what moves with a cell (its column's balance, its row's total)
moves along through cells of which the text says nothing, wherever there are such cells. What else
the text states and is falsified by the way is listed: its rules may speak too. A statement of the
text about itself (a share, a list, growth) is contradicted by changing the one number in the text.

``python -m tests.bench.prose.plant [HALF]`` writes a half's file anew; a test holds it to
accept.jsonl.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.bench.prose import slips
from tests.bench.prose.build import accept_of
from tests.bench.prose.figures import Figures, broken, complete
from tests.bench.prose.halves import FIRST, folder_of
from tests.bench.prose.marks import UNCATALOGUED
from tests.bench.prose.moves import Move, after, cells_of, moves
from tests.bench.prose.truth import clear, holds, order

# At most so many plants of a narrative: a long one must not outweigh ten short ones.
PER_NARRATIVE = 4
# A plant that makes more of the text untrue than this by the way tests nothing in particular.
AT_MOST_FALSIFIED = 2

Entry = dict[str, Any]
State = dict[str, Any]


def _tables(entry: Entry, index: int, figures: Figures, previous: Figures) -> Entry | None:
    """Return the plant that contradicts one statement through the tables, or None."""
    state = entry["states"][index]
    if state["says"] in {"growth", "previous"}:
        return None
    key = order(entry["id"], index)
    ranked: list[tuple[int, str, Move, list[int]]] = []
    for move in moves(entry["form"], state["cell"], figures, key):
        changed = after(figures, move)
        if holds(state, changed, previous) or not clear(state, changed):
            continue
        if _unsaid(state, figures, changed):
            continue
        touched = {cell for cell, _ in move}
        fallen = [
            other
            for other, said in enumerate(entry["states"])
            if not _the_same(said, state)
            and not touched.isdisjoint(cells_of(said["cell"]))
            and not holds(said, changed, previous)
        ]
        ranked.append((len(fallen), order(key, move), move, fallen))
    ranked.sort(key=lambda rank: rank[:2])
    best = next((r for r in ranked if not broken(entry["form"], after(figures, r[2]))), None)
    if best is None:
        return None
    _, _, move, fallen = best
    allowed = {rule for other in fallen for rule in entry["states"][other]["rules"]}
    rules = {r for said in entry["states"] if _the_same(said, state) for r in said["rules"]}
    changed = after(figures, move)
    return {
        "where": "tables",
        "rules": sorted(rules),
        "allowed": sorted((allowed | _follows(entry, state)) - rules),
        "falsified": fallen,
        "figures": {
            code: [f"{figures[code].normalize():f}", f"{changed[code].normalize():f}"]
            for code in figures
            if figures[code] != changed[code]
        },
    }


def _the_same(said: State, state: State) -> bool:
    """Tell whether two places state the same number of the same cells."""
    return bool(said["cell"] == state["cell"]) and not {"growth", "previous"} & {
        said["says"],
        state["says"],
    }


def _unsaid(state: State, before: Figures, now: Mapping[str, Decimal]) -> bool:
    """Tell whether the tables would now want words that the text does not have.

    What was all completed stays so, and no unpaid fee appears, unless that is what is planted:
    全部在法定期限内答复 is marked as no claim, and yet it is none that may become untrue.
    """
    for row in ("carried_forward", "other_fee_unpaid"):
        cell = f"t3.{row}.total"
        if before.get(cell) == 0 and now[cell] and cell not in state["cell"]:
            return True
    for group in ("review", "direct_litigation", "litigation_after_review"):
        for outcome in ("corrected", "pending", "other"):
            cell = f"t4.{group}.{outcome}"
            if before[cell] == 0 and now[cell] and cell not in state["cell"]:
                return True
    return False


def _follows(entry: Entry, state: State) -> set[str]:
    """Return the rules about the text itself that a change of this statement's cell may stir."""
    rules: set[str] = set()
    cells = cells_of(state["cell"])
    for said in entry["states"]:
        if said["says"] in {"share", "growth"} and cells_of(said["cell"]) & cells:
            rules |= set(said["rules"])
        if said["says"] == "previous" and cells_of(said["cell"]) & cells:
            rules.add("TX-09")
    inner = any(aside["why"] in {"inner", "part"} for aside in entry["asides"])
    if "t3.new_received.total" in cells and (entry["lists"] or inner):
        rules.add("TX-19")
    return rules


def _unexplained_fee(entry: Entry, figures: Figures) -> list[Entry]:
    """Return a plant for TX-21: an unpaid fee in the table, of which section 六 says nothing."""
    other, unpaid = ("t3.other_misc", "t3.other_fee_unpaid")
    section = entry["text"].get("6", "")
    spoken = {cell for state in entry["states"] for cell in cells_of(state["cell"])}
    # 其他处理 told as one number is the sum of both rows, and stays as it is.
    alone = any(state["cell"] == f"{other}.total" for state in entry["states"])
    if entry["form"] == "F2019" or "费" in section or alone or f"{unpaid}.natural_person" in spoken:
        return []
    if not figures[f"{other}.natural_person"]:
        return []
    move: Move = tuple(
        (f"{row}.{column}", step)
        for row, step in ((other, -1), (unpaid, 1))
        for column in ("natural_person", "total")
    )
    changed = after(figures, move)
    return [
        {
            "where": "tables",
            "rules": ["TX-21"],
            "allowed": [],
            "falsified": [],
            "figures": {
                code: [f"{figures[code].normalize():f}", f"{changed[code].normalize():f}"]
                for code, _ in move
            },
            "cell": f"{unpaid}.total",
            "number": "",
        }
    ]


def plants(entry: Entry) -> list[Entry]:
    """Return the plants of a narrative, at most PER_NARRATIVE, every kind of statement first."""
    figures = complete(entry["form"], {k: Decimal(v) for k, v in entry["figures"].items()})
    previous = complete(
        entry["form"], {k: Decimal(v) for k, v in (entry["previous"] or {}).items()}
    )
    chosen = [plant for _, plant in slips.lists(entry)][:1]
    chosen += _unexplained_fee(entry, figures)
    tried: set[str] = set()
    kinds: set[str] = set()
    places = sorted(range(len(entry["states"])), key=lambda place: order(entry["id"], place))
    for index, again in [(index, again) for again in (False, True) for index in places]:
        state = entry["states"][index]
        kind = state["says"] if state["says"] in {"share", "growth"} else state["rules"][0]
        fresh = kind not in kinds or again
        if UNCATALOGUED in state["rules"]:
            continue
        if state["cell"] in tried or not fresh or len(chosen) == PER_NARRATIVE:
            continue
        tried.add(state["cell"])
        if state["says"] in {"share", "growth"}:
            rules = set(state["rules"])
            plant: Entry | None = slips.slip(entry, state, rules, {"TX-08"}, str(index))
        else:
            plant = _tables(entry, index, figures, previous)
            if plant is None or len(plant["falsified"]) > AT_MOST_FALSIFIED:
                plant = slips.said(entry, state, figures, str(index))
        if plant is None:
            continue
        kinds.add(kind)
        chosen.append(plant | {"cell": state["cell"], "number": state["number"], "state": index})
    return [
        {"id": f"{entry['id']}-p{number}", "narrative": entry["id"], **plant}
        for number, plant in enumerate(chosen, 1)
    ]


def planted_of(half: str) -> Path:
    """Return the file of a half's plants."""
    return folder_of(half) / "planted.jsonl"


def read_accept(half: str = FIRST) -> Iterator[Entry]:
    """Yield the committed narratives of a half."""
    for line in accept_of(half).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def dump(half: str = FIRST) -> str:
    """Return all plants of a half as JSON lines."""
    return "".join(
        json.dumps(plant, ensure_ascii=False) + "\n"
        for entry in read_accept(half)
        for plant in plants(entry)
    )


if __name__ == "__main__":
    named = sys.argv[1] if len(sys.argv) > 1 else FIRST
    planted_of(named).write_text(dump(named), encoding="utf-8")
