"""How many words of a table stand between two lines of a long text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model import PagePlace
from checker.model.document import Part
from checker.recognise import folding
from checker.recognise.labels import normal
from checker.recognise.parts import Vocabulary
from checker.recognise.several import reports_in
from checker.recognise.word_places import WordPlaces
from checker.rulebook import load_forms

if TYPE_CHECKING:
    import pytest

WORDS = ("予以公开", "公开", "开公", "部分公开", "不予处理")
PIECES = st.sampled_from(
    [
        "予以",
        "公开",
        "公",
        "开",
        "部分",
        "不予",
        "处",
        "理",
        "（",
        "）",
        "2023年",
        "20",
        "24年度",
        "，",
    ]
)


@settings(deadline=None)
@given(st.lists(st.lists(PIECES, max_size=6).map("".join), max_size=8), st.data())
def test_the_words_counted_are_those_in_the_text_without_layout(
    lines: list[str], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(lines)))
    last = data.draw(st.integers(first, len(lines)))
    before = "".join(lines[:first])
    here = "".join(lines[first:last])
    found = WordPlaces(lines, WORDS).between(first, last)
    if normal(before + here) == normal(before) + normal(here):  # no year is cut in two
        assert found == sum(word in normal(here) for word in WORDS)


def test_a_word_runs_over_lines_but_not_beyond_those_asked_for() -> None:
    places = WordPlaces(["予以", "公（2023年）", "开", "部分公开"], ["予以公开", "部分公开"])
    assert [places.between(0, 3), places.between(0, 2), places.between(1, 4)] == [1, 0, 1]
    assert places.between(0, 4) == 2
    assert places.between(2, 2) == 0


def test_a_long_file_is_folded_once_however_many_headings_it_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forms = load_forms()
    heading = "某县2023年政府信息公开工作年度报告\n一、总体情况\n本年新收政府信息公开申请\n"
    texts = [f"{number}\n" + heading + "正文。\n" * 20 for number in range(100)]
    folded: list[int] = []

    def counted(text: str) -> str:
        folded.append(len(text))
        return folding.folded(text)

    monkeypatch.setattr("checker.recognise.labels.folded", counted)
    normal.cache_clear()
    parts = [Part(text, PagePlace(page)) for page, text in enumerate(texts, start=1)]
    assert reports_in(parts, Vocabulary.of(forms), forms) == [tuple(range(100))]
    assert sum(folded) < 3 * sum(map(len, texts)) + 20_000  # the forms' own labels
