"""Of many files the reading processes read the prose as well; what is judged stays the same."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

import checker.claims
from checker.checks.engine import evaluate
from checker.claims import read_claims, stated_in, with_stated
from checker.isolation import pool
from checker.isolation.pool import Readers
from checker.isolation.protocol import Book, Request, packed
from checker.isolation.worker import _read
from checker.model import Report, Section
from checker.options import ReadOptions
from checker.rulebook import load_rulebook
from checker.rulebook.lexicon import Lexicon
from checker.spool import packed as spooled
from tests.support.factory import sample

RULEBOOK = load_rulebook()
LEXICON = RULEBOOK.lexicon
SAMPLES = Path(__file__).parents[2] / "samples"
FILES = [str(SAMPLES / name) for name in ("ok/suqian-2023.pdf", "bad/hongze-2023.pdf")]
NOTHING = Section(1, "总体情况", "本年度收到政府信息公开申请3件。")


@pytest.mark.skipif(os.name != "posix", reason="limits need a POSIX system")
def test_many_files_come_with_their_prose_read_and_are_judged_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Readers(jobs=1) as readers:
        few = [one for own in readers.read(FILES, RULEBOOK.forms, LEXICON) for one in own]
        monkeypatch.setattr(pool, "_MANY", len(FILES))
        many = [one for own in readers.read(FILES, RULEBOOK.forms, LEXICON) for one in own]
    assert [one.stated for one in few] == [None, None]
    assert many == few
    for plain, told in zip(few, many, strict=True):
        assert told.stated is not None
        assert stated_in(told, LEXICON) is told.stated
        assert stated_in(told, LEXICON)[:-2] == read_claims(plain.prose, LEXICON)[:-2]
    assert evaluate(many, RULEBOOK) == evaluate(few, RULEBOOK)
    # What was read in a sentence is found by the very sentence.
    stated = many[1].stated
    assert stated is not None
    assert stated.claims
    known = {id(one) for one in stated.sentences}
    assert all(id(one.sentence) in known for one in stated.claims)


def test_of_other_prose_and_by_other_words_it_says_nothing() -> None:
    report = with_stated(replace(sample("suqian-2024"), sections=(NOTHING,)), LEXICON)
    assert [one.value for one in stated_in(report, LEXICON).claims] == [3]
    other = replace(report, sections=(replace(NOTHING, text="本年度收到政府信息公开申请4件。"),))
    assert [one.value for one in stated_in(other, LEXICON).claims] == [4]
    assert stated_in(report, Lexicon()).claims == ()


def test_it_is_no_part_of_what_a_report_is() -> None:
    report = sample("suqian-2024")
    told = with_stated(report, LEXICON)
    assert told == report
    assert told.head.stated is None
    assert "stated" not in repr(told)
    assert len(spooled(told)) > len(spooled(report))


def test_the_digest_of_words_is_that_of_their_meanings() -> None:
    words = dict(LEXICON.words)
    assert replace(LEXICON, words=words).digest == LEXICON.digest
    word = next(iter(words))
    words[word] = ("mark", "neg" if words[word] != ("mark", "neg") else "zero")
    assert replace(LEXICON, words=words).digest != LEXICON.digest
    (kind, presumed), *_ = LEXICON.presumed.items()
    fewer = {**LEXICON.presumed, kind: replace(presumed, readings=presumed.readings[1:])}
    assert replace(LEXICON, presumed=fewer).digest != LEXICON.digest


def test_prose_that_cannot_be_read_costs_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Report:
        raise ArithmeticError

    monkeypatch.setattr(checker.claims, "with_stated", broken)
    book = packed(Book(RULEBOOK.forms, LEXICON))
    (report,) = _read(Request(FILES[0], ReadOptions(), book))  # type: ignore[misc]
    assert isinstance(report, Report)
    assert report.cells
    assert report.stated is None
