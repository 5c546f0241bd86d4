"""The corpus of sentences: every claim read, and nothing read where there is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.claims import growth_holds, read_claims, share_holds
from checker.claims.growth import growth_of, rounded
from checker.claims.numbers import figures
from checker.model import PagePlace, Section
from checker.rulebook import kept_rulebook, load_rulebook
from checker.rulebook.wordings import Wording, load_wordings
from tests.bench.sentences import expected, read, score

LEXICON = kept_rulebook().lexicon


@pytest.mark.parametrize("entry", load_wordings(), ids=lambda entry: entry.text[:20])
def test_a_sentence_makes_the_claims_of_the_corpus(entry: Wording) -> None:
    assert read(entry, LEXICON) == expected(entry)


def test_the_corpus_is_large_enough_and_read_well_enough() -> None:
    scores = score(LEXICON)
    assert scores.sentences >= 120
    assert scores.traps >= 40
    assert scores.met


def test_every_claim_that_a_rule_names_can_be_made() -> None:
    rulebook = load_rulebook()
    named = {
        about
        for rule in rulebook.rules
        for spec in [rule.spec]
        for about in (*getattr(spec, "claims", ()), *getattr(spec, "statements", ()))
    }
    assert named <= LEXICON.names


@pytest.mark.parametrize(
    ("per_cent", "part", "whole", "holds"),
    [
        ("4.34", 35, 805, True),  # cut off; 4.348
        ("4.35", 35, 805, True),  # rounded
        ("4.36", 35, 805, False),
        ("33.9", 258, 805, False),
        ("32.9", 265, 805, True),
        ("100", 3, 3, True),
        ("0", 0, 5, True),
        ("5", 1, 0, False),
    ],
)
def test_shares(per_cent: str, part: int, whole: int, holds: bool) -> None:  # noqa: FBT001
    assert share_holds(Decimal(per_cent), Decimal(part), Decimal(whole)) is holds


def test_growth_against_last_year() -> None:
    now, before = Decimal(3646), Decimal(3607)
    assert growth_holds(Decimal("1.05"), now, before) is False
    assert growth_holds(Decimal("1.08"), now, before) is True
    assert growth_holds(Decimal("-12.3"), Decimal(859), Decimal(979)) is True
    assert growth_holds(Decimal(5), Decimal(1), Decimal(0)) is None
    exact = growth_of(now, before)
    assert exact is not None
    assert rounded(exact, Decimal("1.05")) == Decimal("1.08")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("12件,3件", ["12", "3"]),
        ("1,204件", ["1204"]),
        ("一百零五件", ["105"]),
        ("二〇件", ["20"]),
        ("两千三百件", ["2300"]),
        ("三五十件", []),
        ("第12件", []),
        ("每1件", []),
        ("1.2万条", ["12000"]),
        ("2950元", ["2950"]),
        ("3.5元", ["3.5"]),
    ],
)
def test_numbers(text: str, values: list[str]) -> None:
    assert [str(figure.value) for figure in figures(text)] == values


def test_a_sentence_knows_its_page_over_a_page_break() -> None:
    text = "全年收到政府信息公开申请3件。\n- 1 -\n未发生因政府信息公开引起的行政复议。"
    stated = read_claims(
        [Section(1, "一、总体情况", text, PagePlace(1), tuple(map(PagePlace, (1, 1, 2))))], LEXICON
    )
    assert [claim.sentence.place for claim in stated.claims] == [PagePlace(1)]
    assert [one.sentence.place for one in stated.statements] == [PagePlace(2)]


def test_no_number_is_read_across_a_bare_page_number() -> None:
    text = "全年收到政府信息公开申请1\n3\n2件。"
    stated = read_claims(
        [Section(1, "一、总体情况", text, PagePlace(3), tuple(map(PagePlace, (3, 3, 4))))], LEXICON
    )
    assert stated.claims == ()
