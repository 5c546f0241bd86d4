"""The words of the text: each once, with a meaning that the grammar knows; the longest is taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from checker.claims.tokens import shown, tokens
from checker.errors import RuleFileError
from checker.rulebook import kept_rulebook
from checker.rulebook.lexicon import MEANINGS, PUNCTUATION, read_lexicon
from checker.rulebook.source import read

if TYPE_CHECKING:
    from pathlib import Path

LEXICON = kept_rulebook().lexicon
OWN = """\
lexicon:
  action:
    收到: receive
    收: receive
  object:
    申请: apply
scopes:
  agg: 全市
quantities:
  received: {title: {zh: 收到, en: received}}
"""


def test_every_meaning_that_the_grammar_knows_has_words() -> None:
    used = {(part, name) for part, name in LEXICON.words.values()}
    known = {(part, name) for part, names in MEANINGS.items() for name in names}
    # What the scan itself finds: years, and numbers between two years.
    assert known - used <= {("mark", "compare")}
    assert used <= known


def test_no_word_means_beside_others_what_it_means_alone() -> None:
    """Such an entry changes nothing: 国家秘密 is a row wherever it stands."""
    told = {word: (meaning,) for word, meaning in LEXICON.short.items()}
    again = [
        word
        for listed in (told, LEXICON.beside)
        for word, meanings in listed.items()
        if LEXICON.words.get(word) in meanings
    ]
    assert again == []


def test_the_longest_word_is_taken_wherever_it_begins() -> None:
    pattern = re.compile(LEXICON.pattern)
    for word in sorted(LEXICON.words):
        found = pattern.match(word)
        assert found is not None, word
        assert found.group() == word


def test_a_word_is_found_between_other_letters(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, "utf-8")
    lexicon = read_lexicon(read(path, "own.yaml", "en"))
    text = "本年收到申请12件,收了3件。"
    assert [(text[one.start : one.end], one.name) for one in tokens(text, lexicon)[0]] == [
        ("收到", "receive"),
        ("申请", "apply"),
        ("12件", "件"),
        (",", ","),
        ("收", "receive"),
        ("3件", "件"),
        ("。", "。"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("    收: receive", "    收: recieve", 4, "unknown meaning"),
        ("    申请: apply", "    收到: apply", 6, "already a word"),
        ("    收: receive", "    收,到: receive", 4, "punctuation"),
        ("  object:", "  objects:", 5, "unknown key"),
        ("  agg: 全市", "  agg: 全(市", 8, "no regular expression from character"),
        ("scopes:\n  agg: 全市\n", "", 1, "is missing"),
    ],
)
def test_a_fault_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in OWN
    path = tmp_path / "own.yaml"
    path.write_text(OWN.replace(old, new, 1), "utf-8")
    with pytest.raises(RuleFileError, match=words) as raised:
        read_lexicon(read(path, "own.yaml", "en"))
    assert (raised.value.path, raised.value.line) == ("own.yaml", line)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("“予以公开”3件", True),  # a row of the form
        ("“办实事、解难题”3件", False),  # a motto
        ("《政府信息公开申请》3件", False),  # a title
    ],
)
def test_only_our_own_words_are_seen_through_quotation_marks(text: str, seen: bool) -> None:  # noqa: FBT001
    words = [one for one in tokens(shown(text, LEXICON), LEXICON)[0] if one.figure is None]
    assert bool(words) is seen
    assert len(shown(text, LEXICON)) == len(text)


def test_a_mark_of_punctuation_is_no_word() -> None:
    assert not set(PUNCTUATION) & set(LEXICON.words)
