"""Precision and recall of the claims read from the corpus of sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.claims import LAST_YEAR, Exactness, read_claims
from checker.model import PagePlace, Section
from checker.rulebook.wordings import load_wordings

if TYPE_CHECKING:
    from checker.claims import Claim
    from checker.rulebook.lexicon import Lexicon
    from checker.rulebook.wordings import Wording

PRECISION, RECALL = 0.99, 0.95


@dataclass(frozen=True, slots=True)
class Scores:
    """Claims found rightly, found wrongly, and missed; and how many sentences there are."""

    right: int
    wrong: int
    missed: int
    sentences: int
    traps: int

    @property
    def precision(self) -> float:
        """Of the claims read, the share that the corpus has too."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of the claims in the corpus, the share that was read."""
        return self.right / (self.right + self.missed)

    @property
    def met(self) -> bool:
        """Whether what is owed holds."""
        return self.precision >= PRECISION and self.recall >= RECALL


def line(scores: Scores) -> str:
    """The result as one line."""
    return (
        f"claims in prose: {scores.sentences} sentences ({scores.traps} traps), "
        f"precision {scores.precision:.1%} (owed {PRECISION:.0%}), "
        f"recall {scores.recall:.1%} (owed {RECALL:.0%})"
    )


def read(entry: Wording, lexicon: Lexicon) -> Counter[str]:
    """The claims of one sentence, written as in the corpus."""
    stated = read_claims(
        [Section(entry.section, "一、总体情况", entry.text, PagePlace(1))], lexicon
    )
    found = [_written(one, entry.year) for one in stated.claims]
    return Counter([*found, *(one.about for one in stated.statements)])


def expected(entry: Wording) -> Counter[str]:
    """The claims that the corpus gives for a sentence."""
    return Counter(entry.claims)


def score(lexicon: Lexicon) -> Scores:
    """The whole corpus."""
    right = wrong = missed = 0
    corpus = load_wordings()
    for entry in corpus:
        found, wanted = read(entry, lexicon), expected(entry)
        right += (found & wanted).total()
        wrong += (found - wanted).total()
        missed += (wanted - found).total()
    traps = sum(entry.trap is not None for entry in corpus)
    return Scores(right, wrong, missed, len(corpus), traps)


def _written(claim: Claim, year: int) -> str:
    number = format(claim.value, "f")
    loose = "~" if claim.exactness is not Exactness.EXACT else ""
    of_year = f"@{claim.year}" if claim.year not in (None, year) else ""
    of_year = "@last" if claim.year == LAST_YEAR else of_year
    scope = "/part" if claim.scope == "part" else ""
    if claim.kind == "growth":
        number = f"{'+' if claim.value >= 0 else ''}{number}%"
    elif claim.kind == "change":
        number = f"{'+' if claim.value >= 0 else ''}{number}"
    elif claim.kind == "share":
        number += "%"
    return f"{loose}{claim.about}={number}{of_year}{scope}"
