"""What a mark may say: the kinds of statement, and the rules that may rightly speak of each."""

from dataclasses import dataclass, field

# Why a number speaks of no cell of this report's tables.
ASIDES = {
    "prior": "another year's figure",
    "part": "a part of the year",
    "body": "another body's figure",
    "scope": "another scope of the same government",
    "plan": "a plan",
    "docs": "documents, columns or messages, not applications",
    "run": "a running total over several years",
    "other": "another kind of case",
    "inner": "a part of the figure that the tables do not show",
    "days": "days, articles, people, money or dates",
}

# True of table 2, but no rule of the catalogue: fee items, procurement, last year's items.
UNCATALOGUED = "uncatalogued"
WORDS = (
    ("t3.new_received.total", ("TX-10", "TX-01")),
    ("t3.new_received.", ("TX-20",)),
    ("t3.carried_forward.", ("TX-15", "TX-04")),
    ("t3.carried_over.", ("TX-02",)),
    ("t3.", ("TX-06",)),
    ("t4.", ("TX-11", "TX-12", "TX-13")),
    ("t2.normative", ("TX-16",)),
    ("t2.regulations", ("TX-16",)),
    ("t2.licensing.decisions", ("decisions",)),
    ("t2.penalties.decisions", ("decisions",)),
    ("t2.coercion.decisions", ("decisions",)),
    ("t2.", (UNCATALOGUED,)),
)
COUNTS = (
    ("t3.new_received.total", ("TX-01",)),
    ("t3.new_received.", ("TX-20",)),
    ("t3.carried_over.total", ("TX-02",)),
    ("t3.total_handled.total", ("TX-03",)),
    ("t3.carried_forward.total", ("TX-04",)),
    ("t3.", ("TX-06",)),
    ("t4.review.", ("TX-12",)),
    ("t4.", ("TX-13",)),
    ("t2.normative", ("TX-16",)),
    ("t2.regulations", ("TX-16",)),
    ("t2.licensing.decisions", ("decisions",)),
    ("t2.penalties.decisions", ("decisions",)),
    ("t2.coercion.decisions", ("decisions",)),
    ("t2.", (UNCATALOGUED,)),
)
# A printed 0 may be read as the number or as the statement that there was none.
ZERO_TOO = {
    "TX-01": ("TX-10",),
    "TX-04": ("TX-15",),
    "TX-12": ("TX-11", "TX-14"),
    "TX-13": ("TX-11", "TX-14"),
}


@dataclass(frozen=True, slots=True)
class State:
    """One thing the text states of the tables."""

    says: str  # count, about, share, growth, previous, zero
    cell: str  # a sum of cell codes; a share: sum / sum
    number: str  # as printed; words: 0
    rules: tuple[str, ...]  # the rules that may rightly speak when it is contradicted
    section: int
    start: int
    end: int
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A printed number of a list: its total or one of its parts."""

    name: str  # ends in ~ where the list is open
    total: bool
    number: int
    section: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A number that speaks of no cell."""

    number: str
    why: str
    section: int
    start: int


@dataclass(slots=True)
class Rendered:
    """A narrative's sections in plain text, with all that was marked in them."""

    sections: dict[int, str] = field(default_factory=dict)
    states: list[State] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)


def rules_of(
    table: tuple[tuple[str, tuple[str, ...]], ...], cells: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the rules of the first fitting prefix of each cell."""
    found: tuple[str, ...] = ()
    for cell in cells:
        rules = next(rules for prefix, rules in table if cell.startswith(prefix))
        found += tuple(rule for rule in rules if rule not in found)
    if set(found) == {"TX-01", "TX-02"}:  # all there was to do: either may be the wrong one
        return ("TX-01", "TX-02", "TX-05")
    return found


def share_rules(code: str) -> tuple[str, ...]:
    """Return the rules of a share: of its arithmetic, or of what it is a share of."""
    part, whole = code.split(" / ")
    if "t4." in whole:
        return ("TX-07", "TX-12") if "t4.review" in whole else ("TX-07", "TX-13")
    if "t3.total_handled" in part:
        return ("TX-07", "TX-15")
    if part.startswith("t3.new_received.") and "total" not in part:
        return ("TX-07", "TX-20")
    return ("TX-07", "TX-19") if part.isdigit() else ("TX-07",)


def wider(rules: tuple[str, ...], cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the rules an author named, with those that rightly say the same by number."""
    counted = rules_of(COUNTS, cells) if rules else ()
    return rules + tuple(rule for rule in counted if rule not in rules)
