"""A doubled word is looked for in all sentences at once, and found where the pattern finds it."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from checker.checks.text.slips import _DOUBLED, _repeats

_WORDS = st.text(st.sampled_from("公开信息的一12.…\n、\u4dff\u9fff\ua000😀\ud800"), max_size=30)


@given(text=_WORDS | st.builds(lambda a, word, b: a + word * 2 + b, _WORDS, _WORDS, _WORDS))
@example("")
@example("公")
@example("公开政务公开政务")
@example("一二三四五六七八一二三四五六七八")
@example("......")
def test_what_the_pattern_finds_is_seen_beforehand(text: str) -> None:
    assert _repeats(text) == bool(_DOUBLED.search(text))
