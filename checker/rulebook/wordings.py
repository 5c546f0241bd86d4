"""``wordings.yaml``: sentences that are understood and sentences that are left alone.

The tests read every one of them, and ``checker explain`` shows those of a rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.i18n import LANGUAGES
from checker.rulebook.load import rules_folder
from checker.rulebook.source import read

if TYPE_CHECKING:
    from checker.rulebook.rule import Text
    from checker.rulebook.source import Node

_KEYS = ("text", "claims", "trap", "about", "year", "section")
YEAR = 2023


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence, the claims it makes (``received=93``), and of a trap what it is instead.

    ``about`` names the quantity that a trap looks like, where its claims do not say so.
    """

    text: str
    claims: tuple[str, ...]
    trap: Text | None = None
    about: str | None = None
    year: int = YEAR
    section: int = 1


@lru_cache(maxsize=1)
def load_wordings() -> tuple[Wording, ...]:
    """All sentences, in the order written; ``RuleFileError`` for a faulty entry."""
    root = read(rules_folder() / "wordings.yaml", "rules/wordings.yaml", LANGUAGES[0])
    listed = root.mapping(("wordings",), ("wordings",))["wordings"]
    return tuple(_wording(node) for node in listed.sequence())


def _wording(node: Node) -> Wording:
    keys = node.mapping(_KEYS, ("text", "claims"))
    return Wording(
        keys["text"].text(),
        keys["claims"].texts(),
        keys["trap"].in_languages() if "trap" in keys else None,
        keys["about"].text() if "about" in keys else None,
        keys["year"].integer() if "year" in keys else YEAR,
        keys["section"].integer() if "section" in keys else 1,
    )
