"""Hand-written narratives (narratives/*.txt) -> accept.jsonl, one narrative a line.

``python -m tests.bench.prose.build [HALF]`` writes a half's file anew; a test holds it to the
sources.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.bench.prose.figures import (
    Figures,
    FiguresError,
    complete,
    form_of,
    names,
    read_figures,
)
from tests.bench.prose.halves import FIRST, folder_of
from tests.bench.prose.marks import Rendered
from tests.bench.prose.markup import Sentences

_HEAD = re.compile(
    r"## (?P<kind>\w+) \| (?P<year>\d{4}) \| (?P<body>\S+?)(?: \| (?P<scope>agg|own))?"
)
_AGGREGATED = {"county", "city", "province"}

Entry = dict[str, Any]


def _number(figure: Decimal) -> str:
    return f"{figure.normalize():f}"


def _sparse(figures: Figures) -> dict[str, str]:
    return {code: _number(figure) for code, figure in figures.items() if figure}


def _previous(form: str, lines: list[str]) -> Figures | None:
    """Read ``= prev new 120; rv.t 3``: figures of the year before; they need not balance."""
    if not lines:
        return None
    known = names(form)
    out: Figures = {}
    for item in ";".join(lines).split(";"):
        name, number = item.split()
        out[known[name][0]] = Decimal(number)
    return complete(form, out)


def _entry(name: str, block: str) -> Entry:
    head, *rest = block.strip().split("\n")
    said = _HEAD.fullmatch(head.strip())
    if said is None:
        raise FiguresError(f"{name}: {head}")
    form = form_of(int(said["year"]))
    lines = [line[1:].strip() for line in rest if line.startswith("=")]
    figures = read_figures(form, [line for line in lines if not line.startswith("prev ")])
    previous = _previous(form, [line[5:] for line in lines if line.startswith("prev ")])
    writer = Sentences(form, figures, previous)
    section: int | None = None
    text: dict[int, list[str]] = {}
    for line in rest:
        if re.fullmatch(r"@\d", line.strip()):
            section = int(line.strip()[1])
        elif line.strip() and not line.startswith("="):
            if section is None:
                raise FiguresError(f"{name}: text before its section: {line}")
            text.setdefault(section, []).append(line.strip())
    for number, paragraphs in sorted(text.items()):
        writer.add(number, "\n".join(paragraphs))
    _check_lists(writer.out)
    scope = said["scope"] or ("agg" if said["kind"] in _AGGREGATED else "own")
    return {
        "id": name,
        "form": form,
        "kind": said["kind"],
        "scope": scope,
        "year": int(said["year"]),
        "body": said["body"],
        "text": {str(number): words for number, words in writer.out.sections.items()},
        "figures": _sparse(figures),
        "previous": _sparse(previous) if previous else None,
        "states": [asdict(state) for state in writer.out.states],
        "lists": [asdict(item) for item in writer.out.items],
        "asides": [asdict(aside) for aside in writer.out.asides],
    }


def _check_lists(out: Rendered) -> None:
    for name in sorted({item.name for item in out.items}):
        total = [item.number for item in out.items if item.name == name and item.total]
        parts = sum(item.number for item in out.items if item.name == name and not item.total)
        if len(total) != 1 or (parts > total[0] if name.endswith("~") else parts != total[0]):
            raise FiguresError(f"list {name}: total {total}, parts {parts}")


def accept_of(half: str) -> Path:
    """Return the file of a half's clean narratives."""
    return folder_of(half) / "accept.jsonl"


def read(half: str = FIRST) -> Iterator[Entry]:
    """Yield the narratives of a half's source files, by file and place in it.

    :raises FiguresError: naming the narrative that is not true of its figures.
    """
    for path in sorted((folder_of(half) / "narratives").glob("*.txt")):
        blocks = re.split(r"(?m)^(?=## )", path.read_text(encoding="utf-8"))
        for number, block in enumerate((b for b in blocks if b.strip()), 1):
            name = f"{path.stem}-{number:02d}"
            try:
                yield _entry(name, block)
            except (FiguresError, KeyError, ValueError, ArithmeticError) as fault:
                raise FiguresError(f"{name}: {fault!r} in {block[:60]!r}") from fault


def dump(entries: Iterator[Entry]) -> str:
    """Return the entries as JSON lines."""
    return "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)


if __name__ == "__main__":
    named = sys.argv[1] if len(sys.argv) > 1 else FIRST
    accept_of(named).write_text(dump(read(named)), encoding="utf-8")
