"""The statutory figures of a narrative: cells, shorthand names, identities.

A figure is a whole number (or, for money, a decimal) under the code of its cell, as in the forms:
``t3.new_received.total``. A narrative's author writes them in shorthand, one line a table part
(README.md); what the identities of the form determine is filled in here, never written.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache

Figures = dict[str, Decimal]

APPLICANTS = {
    "n": "natural_person",
    "c": "commercial",
    "r": "research",
    "p": "public_welfare",
    "l": "legal_service",
    "o": "other_org",
}
ORGANISATIONS = ("c", "r", "p", "l", "o")
SOURCES = {"new": "new_received", "carried": "carried_over"}
GROUPS = {
    "D": {
        "secret": "denied_state_secret",
        "law": "denied_law_forbids",
        "three": "denied_three_security",
        "third": "denied_third_party",
        "internal": "denied_internal",
        "process": "denied_process",
        "casefile": "denied_case_file",
        "query": "denied_admin_query",
    },
    "U": {
        "not_held": "unavailable_not_held",
        "needs_making": "unavailable_needs_making",
        "unclear": "unavailable_unclear",
    },
    "F": {
        "petition": "refused_petition",
        "repeat": "refused_repeat",
        "publication": "refused_publication",
        "excessive": "refused_excessive",
        "confirm": "refused_confirmation",
    },
}
OTHER = {
    "F2021": {
        "no_correction": "other_no_correction",
        "fee_unpaid": "other_fee_unpaid",
        "misc": "other_misc",
    },
    "F2019": {"other": "other"},
}
PROCEEDINGS = {"rv": "review", "dl": "direct_litigation", "la": "litigation_after_review"}
OUTCOMES = {"u": "upheld", "c": "corrected", "o": "other", "p": "pending"}
TABLE2 = {
    "F2021": {
        "reg": ("regulations", ("issued", "repealed", "in_force")),
        "nd": ("normative_documents", ("issued", "repealed", "in_force")),
        "lic": ("licensing", ("decisions",)),
        "pen": ("penalties", ("decisions",)),
        "coe": ("coercion", ("decisions",)),
        "fees": ("fees", ("amount_10k_yuan",)),
    },
    "F2019": {
        "reg": ("regulations", ("produced", "disclosed_new", "disclosed_total")),
        "nd": ("normative_documents", ("produced", "disclosed_new", "disclosed_total")),
        "lic": ("licensing", ("prev_items", "change", "decisions")),
        "srv": ("other_services", ("prev_items", "change", "decisions")),
        "pen": ("penalties", ("prev_items", "change", "decisions")),
        "coe": ("coercion", ("prev_items", "change", "decisions")),
        "fees": ("fees", ("prev_items", "change")),
        "proc": ("procurement", ("items", "amount_10k_yuan")),
    },
}


class FiguresError(ValueError):
    """The shorthand is not understood, or contradicts an identity of the form."""


def form_of(year: int) -> str:
    """Return the form in force for a report year."""
    return "F2021" if year >= 2021 else "F2019"


def results(form: str) -> dict[str, str]:
    """Return shorthand -> row of every result row of table 3."""
    rows: dict[str, str] = {"granted": "granted", "partial": "partial"}
    for group in GROUPS.values():
        rows |= group
    return rows | OTHER[form]


@cache
def cells(form: str) -> tuple[str, ...]:
    """Return the codes of all cells of the form, in printed order."""
    codes = [f"t2.{row}.{column}" for row, columns in TABLE2[form].values() for column in columns]
    rows = [*SOURCES.values(), *results(form).values(), "total_handled", "carried_forward"]
    codes += [f"t3.{row}.{column}" for row in rows for column in (*APPLICANTS.values(), "total")]
    codes += [
        f"t4.{row}.{column}"
        for row in PROCEEDINGS.values()
        for column in (*OUTCOMES.values(), "total")
    ]
    return tuple(codes)


def names(form: str) -> dict[str, tuple[str, ...]]:
    """Return shorthand name -> the cells whose sum it is (table 3: column total)."""
    rows = {**SOURCES, **results(form), "handled": "total_handled", "forward": "carried_forward"}
    known: dict[str, tuple[str, ...]] = {}
    for name, row in rows.items():
        known[name] = (f"t3.{row}.total",)
        for letter, column in APPLICANTS.items():
            known[f"{name}.{letter}"] = (f"t3.{row}.{column}",)
        known[f"{name}.org"] = tuple(f"t3.{row}.{APPLICANTS[c]}" for c in ORGANISATIONS)
    for name, group in (*GROUPS.items(), ("O", OTHER[form])):
        known[name] = tuple(f"t3.{row}.total" for row in group.values())
    for name, row in PROCEEDINGS.items():
        known[f"{name}.t"] = (f"t4.{row}.total",)
        for letter, outcome in OUTCOMES.items():
            known[f"{name}.{letter}"] = (f"t4.{row}.{outcome}",)
    for outcome in ("t", *OUTCOMES):
        known[f"ls.{outcome}"] = known[f"dl.{outcome}"] + known[f"la.{outcome}"]
    for name, (row, columns) in TABLE2[form].items():
        for column in columns:
            known[f"{name}.{column}"] = (f"t2.{row}.{column}",)
        if len(columns) == 1:
            known[name] = known[f"{name}.{columns[0]}"]
    return known


def complete(form: str, sparse: Mapping[str, Decimal]) -> Figures:
    """Return every cell of the form; a cell that is not named is 0."""
    return {code: sparse.get(code, Decimal(0)) for code in cells(form)}


def _table2(form: str, name: str, numbers: list[str], out: Figures) -> None:
    row, columns = TABLE2[form][name]
    if len(numbers) != len(columns):
        raise FiguresError(f"{name}: {len(columns)} numbers wanted, {len(numbers)} given")
    for column, number in zip(columns, numbers, strict=True):
        out[f"t2.{row}.{column}"] = Decimal(number)


def _table4(name: str, parts: list[str], out: Figures) -> None:
    row = PROCEEDINGS[name]
    total = Decimal(0)
    for part in parts:
        out[f"t4.{row}.{OUTCOMES[part[0]]}"] = Decimal(part[1:])
        total += Decimal(part[1:])
    out[f"t4.{row}.total"] = total


def _row(parts: list[str]) -> tuple[int | None, dict[str, int]]:
    """Read ``37 c4 o2``: the total (None for ``*``) and the organisations' columns."""
    total = None if parts[0] == "*" else int(parts[0])
    return total, {part[0]: int(part[1:]) for part in parts[1:]}


def _spread(rows: dict[str, tuple[int | None, dict[str, int]]], form: str) -> dict[str, list[int]]:
    """Give every row of table 3 its six columns, so that each column balances."""
    letters = list(APPLICANTS)
    sinks = [name for name in (*results(form), "forward") if name in rows]
    incoming = dict.fromkeys(letters, 0)
    table: dict[str, list[int]] = {}
    for source in SOURCES:
        total, named = rows.get(source, (0, {}))
        if total is None:
            raise FiguresError(f"{source}: a number is wanted")
        columns = {**dict.fromkeys(letters, 0), **named}
        columns["n"] = total - sum(named.values())
        if columns["n"] < 0:
            raise FiguresError(f"{source}: {named} exceed {total}")
        table[source] = [columns[letter] for letter in letters]
        for letter in letters:
            incoming[letter] += columns[letter]
    known = sum(total for total, _ in (rows[name] for name in sinks) if total is not None)
    open_sinks = [name for name in sinks if rows[name][0] is None]
    rest = sum(incoming.values()) - known
    if len(open_sinks) > 1 or rest < 0 or (not open_sinks and rest):
        raise FiguresError(f"results and forward leave {rest} of {sum(incoming.values())}")
    free = {}
    for name in sinks:
        total, named = rows[name]
        free[name] = (rest if total is None else total) - sum(named.values())
        table[name] = [named.get(letter, 0) for letter in letters]
        for letter, count in named.items():
            incoming[letter] -= count
    for position, letter in enumerate(letters):
        for _ in range(incoming[letter] if letter != "n" else 0):
            widest = max(free, key=lambda name: free[name])
            free[widest] -= 1
            table[widest][position] += 1
    for name, count in free.items():
        if count < 0:
            raise FiguresError(f"{name}: its columns exceed its total")
        table[name][0] += count
    return table


def read_figures(form: str, lines: Iterable[str]) -> Figures:
    """Return the complete figures that an author's shorthand lines mean.

    :raises FiguresError: where the lines are not understood or do not balance.
    """
    out: Figures = {}
    rows: dict[str, tuple[int | None, dict[str, int]]] = {}
    for item in ";".join(lines).split(";"):
        name, *parts = item.split() or [""]
        if name in TABLE2[form]:
            _table2(form, name, parts, out)
        elif name in PROCEEDINGS:
            _table4(name, parts, out)
        elif name in {**SOURCES, **results(form), "forward": ""}:
            rows[name] = _row(parts)
        elif name:
            raise FiguresError(f"unknown name {name}")
    table = _spread(rows, form)
    codes = {**SOURCES, **results(form), "forward": "carried_forward"}
    handled = [0] * len(APPLICANTS)
    for name, columns in table.items():
        _write_row(codes[name], columns, out)
        if name in results(form):
            handled = [a + b for a, b in zip(handled, columns, strict=True)]
    _write_row("total_handled", handled, out)
    figures = complete(form, out)
    if faults := broken(form, figures):
        raise FiguresError("; ".join(faults))
    return figures


def _write_row(row: str, columns: list[int], out: Figures) -> None:
    for column, count in zip(APPLICANTS.values(), columns, strict=True):
        out[f"t3.{row}.{column}"] = Decimal(count)
    out[f"t3.{row}.total"] = Decimal(sum(columns))


def broken(form: str, figures: Mapping[str, Decimal]) -> list[str]:
    """Return the statutory relations (domain §2.1-2.3) that the figures do not hold."""
    faults: list[str] = []

    def hold(said: str, holds: bool) -> None:  # noqa: FBT001 - the fact itself
        if not holds:
            faults.append(said)

    def at(row: str, column: str, table: str = "t3") -> Decimal:
        return figures[f"{table}.{row}.{column}"]

    rows = [*SOURCES.values(), *results(form).values(), "total_handled", "carried_forward"]
    for row in rows:
        parts = sum((at(row, column) for column in APPLICANTS.values()), Decimal(0))
        hold(f"T3-03 {row}: {parts} != {at(row, 'total')}", parts == at(row, "total"))
    for column in (*APPLICANTS.values(), "total"):
        handled = at("total_handled", column)
        parts = sum((at(row, column) for row in results(form).values()), Decimal(0))
        received = at("new_received", column) + at("carried_over", column)
        hold(f"T3-02 {column}: {parts} != {handled}", parts == handled)
        hold(f"T3-01 {column}", received == handled + at("carried_forward", column))
    hold("T3-07", at("total_handled", "total") >= at("carried_over", "total"))
    for row in PROCEEDINGS.values():
        parts = sum((at(row, outcome, "t4") for outcome in OUTCOMES.values()), Decimal(0))
        hold(f"T4-01 {row}", parts == at(row, "total", "t4"))
    for code, figure in figures.items():
        whole = "amount" in code or figure == int(figure)
        hold(f"ST-07 {code}: {figure}", whole and (figure >= 0 or code.endswith(".change")))
    faults += _broken2(form, figures)
    return faults


def _broken2(form: str, figures: Mapping[str, Decimal]) -> list[str]:
    faults = []
    for row in ("regulations", "normative_documents"):
        first, second, third = (figures[f"t2.{row}.{c}"] for c in TABLE2[form]["nd"][1])
        if (first > second + third) if form == "F2021" else (second > third):
            faults.append(f"T2-02/03 {row}")
    if form == "F2019":
        for row in ("licensing", "other_services", "penalties", "coercion", "fees"):
            before, change = figures[f"t2.{row}.prev_items"], figures[f"t2.{row}.change"]
            decisions = figures.get(f"t2.{row}.decisions", Decimal(0))
            if before + change < 0 or (decisions and not before + change and not before):
                faults.append(f"T2-04/05 {row}")
        items, amount = (figures[f"t2.procurement.{c}"] for c in ("items", "amount_10k_yuan"))
        if bool(items) != bool(amount):
            faults.append("T2-06")
    return faults
