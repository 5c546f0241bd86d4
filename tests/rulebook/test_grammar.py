"""The grammar of relations, and what a relation becomes in a layout."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.rulebook import load_forms
from checker.rulebook.grammar import (
    COLUMNS,
    COMPARISONS,
    ROWS,
    Operand,
    Relation,
    parse_relation,
    place_relation,
)

FORMS = {layout.layout: layout for form in load_forms() for layout in form.layouts}

names = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True).filter(lambda n: n != "every")
numbers = st.decimals(0, 10**6, places=2).map(lambda d: Decimal(str(d)))
signs = st.sampled_from((Decimal(1), Decimal(-1)))
operands = st.one_of(
    st.builds(Operand, signs, names),
    st.builds(
        lambda s, f, n: Operand(s * f, n), signs, numbers.filter(lambda f: f not in (0, 1)), names
    ),
    st.builds(lambda s, f: Operand(s * f), signs, numbers.filter(bool)),
)
sides = st.lists(operands, min_size=1, max_size=5).map(tuple)
relations = st.builds(Relation, sides, st.sampled_from(COMPARISONS), sides).filter(
    lambda relation: bool(relation.names)
)


@settings(deadline=None, derandomize=True)
@given(relations)
def test_a_written_relation_reads_back_the_same(relation: Relation) -> None:
    assert parse_relation(str(relation)) == relation


@pytest.mark.parametrize(
    "text",
    [
        "new_received + carried_over = total_handled + carried_forward",
        "results = total_handled",
        "carried_forward <= 0.25 * new_received",
        "every results <= total_handled",
        "prev_items - 2 * change > -3",
    ],
)
def test_relations_are_written_as_they_were_read(text: str) -> None:
    assert str(parse_relation(text)) == text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "ends where a name or a number was expected"),
        ("a", "ends where a comparison was expected"),
        ("a + = b", "expected a name, got “=”"),
        ("a = b c", "“c” is left over"),
        ("a = = b", "expected a name, got “=”"),
        ("a = b = c", "“=” is left over"),
        ("a = B", "“B” has no meaning here"),
        ("a = (b)", "“(” has no meaning here"),
        ("a = __import__", "“_” has no meaning here"),
        ("1 = 2", "no cell is named"),
        ("every a <= every b", "“every” may be used once"),
        ("a - every b = c", "“every” cannot be subtracted"),
        ("every every = c", "expected a name, got “every”"),
        ("2 * 3 = a", "expected a name, got “3”"),
        ("a = 0.25 *", "ends where a name was expected"),
    ],
)
def test_a_bad_relation_is_refused_with_what_was_expected(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=r".") as raised:
        parse_relation(text, "en")
    assert str(raised.value) == fault


def test_a_group_becomes_its_leaves_in_the_layout_printed() -> None:
    relation = parse_relation("results = total_handled")
    sizes = {
        layout: len(next(place_relation(relation, FORMS[layout], "t3", COLUMNS, None)).left)
        for layout in FORMS
    }
    assert sizes == {"F2019": 21 - 2, "F2021": 21, "F2021/other": 19}


def test_every_gives_one_relation_for_each_member() -> None:
    relation = parse_relation("every outcomes <= total")
    placed = list(place_relation(relation, FORMS["F2021"], "t4", ROWS, ("review",)))
    assert [str(one.left[0].ref) for one in placed] == [
        "t4.review.upheld",
        "t4.review.corrected",
        "t4.review.other",
        "t4.review.pending",
    ]


def test_a_stacked_table_gives_places_only_where_all_cells_are_printed() -> None:
    relation = parse_relation("prev_items + change >= 0")
    placed = list(place_relation(relation, FORMS["F2019"], "t2", ROWS, None))
    assert [one.place for one in placed] == [
        "licensing",
        "other_services",
        "penalties",
        "coercion",
        "fees",
    ]


def test_a_relation_on_a_row_that_the_layout_has_not_is_nowhere() -> None:
    relation = parse_relation("other_fee_unpaid = 0")
    assert not list(place_relation(relation, FORMS["F2021/other"], "t3", COLUMNS, ("total",)))
