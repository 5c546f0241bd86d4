"""The load on a desk: the same pages at every run, and what is told of them."""

from __future__ import annotations

from itertools import islice

from tests.bench.desk_load import REPORTS, Spell, addresses, table


def test_people_turn_to_the_same_pages_at_every_run() -> None:
    first = list(islice(addresses(1), 200))
    assert first == list(islice(addresses(1), 200))
    assert first != list(islice(addresses(2), 200))
    whole = {"/", "/reports?verdict=fail", "/year?of=2024", "/year/rules?of=2024"}
    assert whole < set(first)
    assert any(one.endswith("/years") for one in first)
    assert any("/sum?" in one for one in first)
    numbers = [int(one.rpartition("/")[2]) for one in first if one.startswith("/reports/")]
    assert all(0 < one <= REPORTS for one in numbers)
    assert len(set(numbers)) > 50, "not one report again and again"


def test_what_95_of_100_pages_took() -> None:
    spell = Spell([number / 100 for number in range(1, 101)], 60.0)
    assert 0.95 <= spell.p95 <= 0.97
    assert spell.median == 0.505


def test_both_whiles_are_told() -> None:
    figures = {"pages": 240.0, "median": 0.05, "p95": 0.125, "slowest": 0.5}
    found = {f"{when}, {name}": one for when in ("quiet", "busy") for name, one in figures.items()}
    for language, word in (("en", "read (90 s)"), ("zh", "历时 90 秒")):
        lines = table({**found, "read": 90.0}, language).splitlines()
        assert len(lines) == 4
        assert lines[2].endswith("| 240 | 0.05 | 0.12 | 0.50 |")
        assert word in lines[3]
