"""What words hold, asked by bits: the same as asked word by word, and what the readers go by."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.claims import counts, read_claims
from checker.claims.clauses import has
from checker.claims.kinds import any_of, kind_of, kinds_of
from checker.claims.parsed import Parsed
from checker.claims.sentences import folded
from checker.claims.tokens import tokens, word
from checker.model import PagePlace, Section
from checker.rulebook import kept_rulebook
from checker.rulebook.lexicon import MEANINGS, PUNCTUATION
from checker.rulebook.wordings import load_wordings

LEXICON = kept_rulebook().lexicon
MEANT = [(part, name) for part, names in MEANINGS.items() for name in sorted(names)]
WORDS = st.sampled_from([*MEANT, *(("stop", mark) for mark in PUNCTUATION), ("number", "件")])
PIECES = st.sampled_from([*sorted(LEXICON.meanings), "3件", "40%", "2023年", "上年", "甲", "其中"])


@settings(deadline=None)
@given(st.lists(WORDS, max_size=8), st.sampled_from(MEANT), st.sampled_from(sorted(MEANINGS)))
def test_bits_say_what_the_words_say(
    named: list[tuple[str, str]], asked: tuple[str, str], part: str
) -> None:
    words = [word(at, at + 1, *meaning) for at, meaning in enumerate(named)]
    kinds = kinds_of(words)
    assert bool(kinds & any_of(*asked)) == has(words, *asked)
    assert bool(kinds & any_of(part)) == has(words, part)


def test_every_meaning_has_a_bit_of_its_own() -> None:
    own = [any_of(*meaning) for meaning in MEANT]
    assert len(set(own)) == len(own)
    assert all(one.bit_count() == 1 for one in own)


def test_a_year_or_a_unit_is_known_by_its_part_alone() -> None:
    assert kind_of("time", "2023") == any_of("time")
    assert kind_of("number", "件") == any_of("number")


@settings(deadline=None, max_examples=200)
@given(st.lists(PIECES, min_size=1, max_size=14))
def test_each_word_of_a_sentence_has_its_kind(pieces: list[str]) -> None:
    parsed = Parsed("".join(pieces), LEXICON)
    for one in parsed.tokens:
        assert one.kind & kind_of(one.part, one.name) == kind_of(one.part, one.name)
    for phrase in parsed.numbers:
        assert phrase.near_kinds == kinds_of(phrase.near)
        assert phrase.far_kinds == kinds_of(phrase.far)
        assert phrase.after_kinds == kinds_of(phrase.after)
        assert phrase.lead_kinds == kinds_of(phrase.lead)


@settings(deadline=None, max_examples=200)
@given(st.lists(PIECES, min_size=1, max_size=14))
def test_tokens_stand_where_their_letters_do(pieces: list[str]) -> None:
    text = "".join(pieces)
    found, kinds = tokens(text, LEXICON)
    assert kinds == kinds_of(found)
    end = 0
    for one in found:
        between = text[end : one.start]
        assert one.gap == bool(between)
        if one.figure is not None:
            assert text[one.start : one.end] == one.figure.printed
        end = one.end


def test_a_reader_that_is_passed_over_would_have_known_nothing() -> None:
    """The rule book's own sentences, alone and run together with the next: all readers asked."""
    texts = [one.text.strip("。") for one in load_wordings()]
    texts += [f"{one},{behind}" for one, behind in pairwise(texts[::2])]
    under = [
        [Section(3, "三、收到和处理政府信息公开申请情况", f"{text}。", PagePlace(1))]
        for text in texts
    ]
    read = [read_claims(sections, LEXICON) for sections in under]
    assert {len(one.claims) for one in read} > {0, 1, 2, 3}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counts, "_READERS", [(-1, reader) for _, reader in counts._READERS])
        for sections, one in zip(under, read, strict=True):
            assert read_claims(sections, LEXICON) == one


@settings(deadline=None)
@given(st.text() | st.text("，；：（）％　 ﬁ①。a\u0301每件"))
def test_folding_is_that_of_unicode(text: str) -> None:
    assert folded(text) == "".join(unicodedata.normalize("NFKC", text).split())
