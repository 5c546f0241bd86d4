"""What is quoted counts where it is made of the lexicon's own words, and is another's otherwise."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.claims.tokens import BLANK, SEEN_THROUGH, shown
from checker.rulebook import kept_rulebook
from checker.rulebook.lexicon import Lexicon

LEXICON = kept_rulebook().lexicon
WORDS = sorted(LEXICON.meanings)
PATTERN = re.compile(LEXICON.pattern)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(["我", "x", "7"])), max_size=6),
    st.integers(0, 2),
)
def test_it_is_told_as_the_pattern_of_words_would(words: list[str], cut: int) -> None:
    """Also where letters are missing at the end, so that a shorter word is the longest there."""
    inner = "".join(words)
    inner = inner[: len(inner) - cut][:60]
    covered = sum(len(one.group()) for one in PATTERN.finditer(inner))
    ours = inner and covered == len(inner)
    expected = SEEN_THROUGH + inner + SEEN_THROUGH if ours else BLANK * (len(inner) + 2)
    assert shown(f"“{inner}”", LEXICON) == expected


@pytest.mark.parametrize("text", ["“予以公开”", "‘予以公开’", '"予以公开"'])
def test_a_lexicon_without_words_knows_none(text: str) -> None:
    assert shown(text, Lexicon()) == BLANK * len(text)
    assert shown(text, LEXICON) == f"{SEEN_THROUGH}予以公开{SEEN_THROUGH}"
