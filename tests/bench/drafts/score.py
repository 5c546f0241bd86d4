"""Reads Word files as the program would and counts what is right, the traps apart."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from checker.isolation.read import read_report
from checker.rulebook.load import load_forms
from tests.bench.producers.score import DOUBTFUL, RIGHT, VERDICTS, WRONG, Scored, score

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def score_folder(folder: Path) -> list[tuple[Scored, float]]:
    """Each file against its truth, and the processor's seconds of reading it, warm."""
    forms = load_forms()
    found = []
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text("utf-8"))
        start = time.process_time()
        report = read_report(folder / truth["file"], forms)
        found.append((score(truth["file"], truth, report), time.process_time() - start))
    return found


def table(scored: Sequence[tuple[Scored, float]]) -> str:
    """By way of writing: cells right of those without a trap, silently wrong of all, traps told."""
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    seconds: dict[str, list[float]] = defaultdict(list)
    bad = []
    for one, took in scored:
        for way in (str(one.truth["producer"]), "all"):
            planted = one.truth["planted"]
            seconds[way].append(took)
            for ref, verdict in one.verdicts.items():
                ways[way][f"trap {verdict}" if ref in planted else verdict] += 1
        plain = [ref for ref in one.verdicts if ref not in one.truth["planted"]]
        if one.refusal or any(one.verdicts[ref] != RIGHT for ref in plain) or WRONG in one.counts:
            what = f"{one.truth['habit']}, {one.truth['whole']}"
            bad.append(f"{one.name} ({what}) {one.refusal} {'; '.join(one.bad)}")
    lines = []
    for way, counts in ways.items():
        cells = sum(counts[verdict] for verdict in VERDICTS)
        traps = sum(counts[f"trap {verdict}"] for verdict in VERDICTS)
        wrong = counts[WRONG] + counts[f"trap {WRONG}"]
        median = sorted(seconds[way])[len(seconds[way]) // 2]
        lines.append(
            f"{way}: {len(seconds[way])} files, {counts[RIGHT]} of {cells} cells right"
            f" ({100 * counts[RIGHT] / max(cells, 1):.2f} %), silently wrong {wrong}, traps told"
            f" {counts[f'trap {DOUBTFUL}']} of {traps}; {1000 * median:.0f} ms CPU in the median"
        )
    return "\n".join([*bad, *lines])


def is_clean(scored: Sequence[tuple[Scored, float]]) -> bool:
    """Whether nothing was read wrong in silence."""
    return bool(scored) and not any(one.counts[WRONG] for one, _ in scored)
