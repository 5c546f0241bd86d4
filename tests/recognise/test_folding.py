"""Folding: what looks the same is the same, whatever characters a font's map gives for it."""

from __future__ import annotations

import unicodedata

import pytest

from checker.recognise.folding import folded, shaped
from checker.recognise.labels import normal
from checker.rulebook.load import load_forms


def test_every_radical_becomes_a_character_that_is_drawn_so() -> None:
    """Kangxi radicals and the supplement; two of the supplement are no characters of their own."""
    radicals = [chr(code) for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6))]
    named = [char for char in radicals if unicodedata.name(char, "")]
    left = [char for char in named if unicodedata.category(shaped(char)[0]) != "Lo"]
    assert left == ["⺀", "⺇"]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("云州市⼈⺠政府", "云州市人民政府"),
        ("⻓宁区⻔户", "长宁区门户"),
        ("⾏政规范性⽂件", "行政规范性文件"),
        ("二○二三", "二〇二三"),
        ("\uf91d\ufa0c", "欄兀"),
        ("予\ufe00以\u200b公\u00ad开", "予以公开"),
        ("㇐、总体情况", "一、总体情况"),
    ],
)
def test_what_looks_the_same_is_shown_as_it_looks(printed: str, meant: str) -> None:
    assert shaped(printed) == meant


def test_traditional_and_variant_characters_compare_as_simplified_ones() -> None:
    assert folded("縣人民政府辦公廳 規範性檔案") == "县人民政府办公厅规范性档案"
    assert shaped("縣人民政府") == "縣人民政府", "what is shown is what is printed"


def test_no_two_labels_of_a_table_become_the_same() -> None:
    for form in load_forms():
        for table in form.tables.values():
            for items in (table.rows, table.columns):
                labels = [normal(item.label) for item in items.values()]
                assert len(set(labels)) == len(labels)


def test_folding_folds_no_further() -> None:
    texts = ["規範性檔案⺠", "二○二三", "總計縂計", "⾧長镸"]
    assert [folded(folded(text)) for text in texts] == [folded(text) for text in texts]
