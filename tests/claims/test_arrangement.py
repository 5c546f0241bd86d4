"""How words stand around a number: what is laid down says what it is taken to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.claims import Claim, Stated, read_claims
from checker.claims.arrangement import arrangement, is_laid_down, kind_of, steps_of
from checker.claims.parsed import parse
from checker.model import PagePlace, Section
from checker.rulebook import kept_rulebook
from checker.rulebook.lexicon import STATEMENTS
from checker.rulebook.load import rules_folder
from checker.rulebook.source import read

if TYPE_CHECKING:
    from collections.abc import Iterator

LEXICON = kept_rulebook().lexicon
ROOT = read(rules_folder() / "common" / "lexicon.yaml", "lexicon.yaml", "zh").mapping()


def stated(text: str) -> Stated:
    return read_claims([Section(1, "一、总体情况", text, PagePlace(1))], LEXICON)


def arranged(text: str) -> Iterator[tuple[str, Claim]]:
    found = stated(text)
    for one in found.claims:
        if one.kind == "count":
            read_at = {other.at for other in found.claims if other.sentence is one.sentence}
            yield arrangement(parse(one.sentence.text, LEXICON), one, read_at), one


def examples() -> Iterator[tuple[str, str]]:
    for kind, found in ROOT["arrangements"].mapping().items():
        for steps, example in found.mapping().items():
            yield f"{kind}: {steps}", example.text()


@pytest.mark.parametrize(("steps", "example"), list(examples()))
def test_an_arrangement_is_that_of_its_example(steps: str, example: str) -> None:
    assert steps in {found for found, _ in arranged(example)}
    assert steps.partition(":")[0] in {kind_of(name) for name in LEXICON.names}


@pytest.mark.parametrize("name", sorted(LEXICON.said_with))
def test_a_statement_is_said_with_steps_that_are_laid_down(name: str) -> None:
    example = ROOT["statements"].mapping()[name].mapping()["example"].text()
    said = [one for one in stated(example).statements if one.about.endswith(name)]
    assert said
    assert [is_laid_down(one, (), LEXICON) for one in said] == [True] * len(said)


def test_every_statement_has_its_steps() -> None:
    assert set(STATEMENTS) <= set(LEXICON.said_with)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("我局共收到政府信息公开申请12件。", "intake: take apply #"),
        ("2023年度，共收到了政府信息公开申请数量为12件。", "intake: take apply #"),
        ("我局收到申请12件，予以公开7件。", "result: self #"),
        ("收到申请9件，因不掌握无法提供2件。", "result: cause row self #"),
        ("收到申请9件，2件结转下年度继续办理。", "carried_forward: , # carry-forward carry-open"),
        ("收到申请19件，15件无法提供，3件不予处理。", "result: , # self"),
        ("本年度未制定行政规范性文件。", "doc_issued: neg issue subject"),
        ("信息公开行政诉讼3件，驳回2件、未结1件。", "outcome: ? self #"),
    ],
)
def test_words_in_general_terms(text: str, steps: str) -> None:
    assert steps in {found for found, _ in arranged(text)}


@pytest.mark.parametrize(
    "text",
    [
        "规范性文件失效2件、废止4件，继续有效19件。",
        "信息公开复议5件，因投诉引起的复议57件、诉讼6件。",
        "收到信息公开申请9件，均已按规定答复企业申请8件。",
        "其中两件要求公开合同，征求意见后部分公开一件、公开一件。",
        "收到申请4件，比上年的2件多收到申请2件。",
    ],
)
def test_words_that_stand_otherwise_are_not_laid_down(text: str) -> None:
    steps = [found for found, _ in arranged(text)]
    assert set(steps) - LEXICON.arranged, steps


def test_what_else_a_clause_speaks_of_is_no_part_of_what_it_says() -> None:
    (one,) = stated("没有因政府信息公开引起的行政复议和信访。").statements
    assert "object-foreign" in steps_of(parse(one.sentence.text, LEXICON), one)
    assert not is_laid_down(one, (), LEXICON)
