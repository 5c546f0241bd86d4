"""How long reading the sentences of a report takes: ``python -m tests.bench.prose.speed``.

CPU time in milliseconds a report, every sentence new (nothing is kept from the report before), the
best of several rounds, for each half named; then the same where sentences are kept, as in a run.
"""

from __future__ import annotations

import argparse
import sys
import time
from statistics import median
from typing import TYPE_CHECKING

from checker.claims import read_claims
from checker.claims.parsed import parse
from checker.claims.sentences import folded
from checker.rulebook import load_rulebook
from tests.bench.prose.halves import HALVES
from tests.bench.prose.score import lines_of, report_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Section
    from checker.rulebook.lexicon import Lexicon

_ROUNDS = 5


def milliseconds(
    prose: Sequence[Sequence[Section]], lexicon: Lexicon, rounds: int, *, new: bool
) -> list[float]:
    """What each report takes, from the quickest to the slowest; ``new``: no sentence is kept."""
    best = [float("inf")] * len(prose)
    for _ in range(rounds):
        parse.cache_clear()
        for at, sections in enumerate(prose):
            if new:
                parse.cache_clear()
                folded.cache_clear()
            start = time.process_time()
            read_claims(sections, lexicon)
            best[at] = min(best[at], (time.process_time() - start) * 1000)
    return sorted(best)


def main(arguments: list[str] | None = None) -> int:
    """Print median and nine tenths of each half."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--half", choices=list(HALVES), action="append", help="which halves")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help="the best of so many counts")
    given = parser.parse_args(arguments)
    book = load_rulebook()
    for half in given.half or ("blind7", "blind8"):
        narratives = lines_of("accept.jsonl", half)
        prose = [report_of(one, one["figures"], one["text"], book).prose for one in narratives]
        letters = median(sum(len(section.text) for section in sections) for sections in prose)
        told = [f"{half}: {len(prose)} reports, {letters:.0f} letters;"]
        for new, words in ((True, "every sentence new"), (False, "sentences kept")):
            found = milliseconds(prose, book.lexicon, given.rounds, new=new)
            slow = found[len(found) * 9 // 10]
            told.append(f"{words}: median {median(found):.2f} ms, nine tenths {slow:.2f} ms;")
        sys.stdout.write(" ".join(told).removesuffix(";") + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
