"""How scans are read, by how they were scanned, as the READMEs have it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Final

from tests.bench.producers.score import DOUBTFUL, MISSING, RIGHT, WRONG
from tests.bench.scans.seeds import CONDITIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.bench.producers.score import Scored

Counts = dict[str, Counter[str]]  # cells by verdict, of each condition

_HEADS: Final = {
    "en": ("scan", "cells", "right", "doubtful", "wrong", "cells", "right", "doubtful", "wrong"),
    "zh": ("扫描方式", "格数", "正确", "存疑", "读错", "格数", "正确", "存疑", "读错"),
}
_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "300": {"en": "300 dpi", "zh": "300 dpi"},
    "300-bw": {"en": "300 dpi, without greys", "zh": "300 dpi，黑白二值"},
    "200": {"en": "200 dpi", "zh": "200 dpi"},
    "200-seal": {"en": "200 dpi, with a red seal", "zh": "200 dpi，盖红章"},
    "200-bw": {"en": "200 dpi, without greys", "zh": "200 dpi，黑白二值"},
    "200-skew": {"en": "200 dpi, up to 2° askew", "zh": "200 dpi，歪斜不超过 2°"},
    "150-bad": {"en": "150 dpi, a pale copy full of grain", "zh": "150 dpi，浅淡且有噪点的复印件"},
    "photo": {"en": "photograph", "zh": "拍照"},
}


def by_condition(scored: Sequence[Scored]) -> Counts:
    """The cells of scored files, by condition and verdict."""
    found: Counts = {}
    for one in scored:
        found.setdefault(one.truth["producer"], Counter()).update(one.counts)
    return found


def write_counts(counts: Counts, target: Path) -> None:
    """Keeps them for ``table``: the halves are read at different times."""
    target.write_text(json.dumps(counts, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_counts(source: Path) -> Counts:
    """What ``write_counts`` kept."""
    told = json.loads(source.read_text("utf-8"))
    return {name: Counter(counts) for name, counts in told.items()}


def table(tuned: Counts, unseen: Counts, language: str) -> str:
    """Both halves side by side, as Markdown: the one that was tuned on, the one that was not."""
    heads = _HEADS[language]
    lines = ["| " + " | ".join(heads) + " |", "|---|" + "--:|" * (len(heads) - 1)]
    lines += [
        " | ".join((f"| {_NAMES[name][language]}", *_told(tuned, name), *_told(unseen, name)))
        + " |"
        for name in (condition.name for condition in CONDITIONS)
        if name in tuned or name in unseen
    ]
    return "\n".join(lines)


def _told(half: Counts, name: str) -> tuple[str, str, str, str]:
    counts = half.get(name, Counter())
    cells = counts.total()
    if not cells:
        return ("–",) * 4
    right, doubtful = counts[RIGHT], counts[DOUBTFUL] + counts[MISSING]
    return f"{cells:,}", _share(right, cells), _share(doubtful, cells), str(counts[WRONG])


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %"
