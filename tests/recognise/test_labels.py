"""Labels as printed and as the form has them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checker.recognise.labels import (
    WHOLE,
    fit,
    has_figure_beside,
    is_as_printed_on,
    is_garbled,
    is_numbered,
    likeness,
    names_another,
    normal,
    stands_in,
)
from tests.documents.harmed_report import forms

if TYPE_CHECKING:
    from checker.rulebook.form import Form, Item

SURE = 0.8


def items() -> list[Item]:
    return [
        item
        for form in forms()
        for table in form.tables.values()
        for item in (*table.rows.values(), *table.columns.values())
    ]


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.code)
def test_every_label_fits_its_own_row_best(form: Form) -> None:
    for table in form.tables.values():
        for axis in (table.rows, table.columns):
            for code, item in axis.items():
                assert fit(item, item.label) == 1.0
                rivals = [o for o in axis.values() if normal(o.label) != normal(item.label)]
                assert all(fit(rival, item.label) < 1.0 for rival in rivals), code


@given(st.sampled_from(items()), st.data())
def test_layout_does_not_alter_a_label(item: Item, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(item.label)))
    gap = data.draw(st.sampled_from(["\n", " ", "\u3000", "\xa0", "\n\n"]))
    printed = item.label[:at] + gap + item.label[at:]
    assert is_as_printed_on(item.label, printed)
    assert fit(item, printed) == 1.0


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_a_share(a: str, b: str) -> None:
    assert 0.0 <= likeness(a, b) <= 1.0
    assert likeness(a, b) == pytest.approx(likeness(b, a))
    assert likeness(a, a) == 1.0


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("（三）不予公开", "不予公开"),
        ("1、属于国家秘密", "属于国家秘密"),
        ("3.危及“三安全一稳定”", "危及三安全一稳定"),
        ("本年（2023）制发件数", "本年制发件数"),
        ("结\n果\n维\n持", "结果维持"),
    ],
)
def test_the_bare_words(printed: str, expected: str) -> None:
    assert normal(printed) == expected


def test_a_misprint_still_fits_its_row() -> None:
    table = next(form for form in forms() if form.code == "F2021").tables["t3"]
    printed = "2.其他法律行政止公开"
    best = max(table.rows.values(), key=lambda item: fit(item, printed))
    assert best.code == "denied_law_forbids"
    assert not is_as_printed_on(best.label, printed)


@given(st.sampled_from(items()), st.data())
def test_one_letter_that_is_another_leaves_a_label_its_row(item: Item, data: st.DataObject) -> None:
    """行政引制 is 行政强制; were it a row too many, one would be missing as well."""
    own = normal(item.label)
    at = data.draw(st.integers(0, len(own) - 1))
    other = data.draw(st.sampled_from("引丰认化报"))
    printed = own[:at] + other + own[at + 1 :]
    assume(len(own) >= WHOLE and normal(printed) == printed and other not in own)
    assert fit(item, printed) >= SURE


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.code)
def test_no_two_labels_of_an_axis_differ_in_one_letter(form: Form) -> None:
    for table in form.tables.values():
        for axis in (table.rows, table.columns):
            for one, other in itertools.permutations(axis.values(), 2):
                names = (normal(other.label), *map(normal, other.also_printed))
                assert all(
                    sum(a != b for a, b in zip(normal(one.label), name, strict=True)) != 1
                    for name in names
                    if len(name) == len(normal(one.label)) >= WHOLE
                )


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.code)
def test_no_label_is_told_by_another_of_its_form(form: Form) -> None:
    """A row that is missing is never taken for printed because another one is."""
    for table in form.tables.values():
        own = [normal(item.label) for item in table.rows.values()]
        for one, other in itertools.permutations(own, 2):
            if one not in other:
                assert len(one) <= 4 or not stands_in(one, other)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("表二行政事业性劬费金额", True),
        ("行政事业性收费", True),
        ("行政事业性劬弗", False),
        ("行政事业性收", False),
        ("政事业性收费", False),
        ("", False),
    ],
)
def test_a_label_stands_in_a_text_though_a_letter_is_another(text: str, *, stands: bool) -> None:
    assert stands_in("行政事业性收费", text) is stands


@given(st.data())
def test_wherever_the_misprints_are(data: st.DataObject) -> None:
    label = "没有现成信息需要另行制作"
    wrong = data.draw(st.sets(st.integers(0, len(label) - 1), max_size=len(label) // 5))
    printed = "".join("囗" if at in wrong else char for at, char in enumerate(label))
    before, behind = (data.draw(st.text("没有现成信息", max_size=9)) for _ in range(2))
    assert stands_in(label, before + printed + behind)


def test_garbled_letters_are_told_from_misprints() -> None:
    assert is_garbled("本年废k件数")
    assert is_garbled("社会|益组织")
    assert is_garbled("行政\ue000业性收费")
    assert not any(is_garbled(item.label) for item in items())
    assert not is_garbled("2.其他法律行政止公开")


def test_list_numbers() -> None:
    assert is_numbered("（一）予以公开")
    assert is_numbered("四、结转下年度继续办理")
    assert not is_numbered("1408（含部分公开3件）")


GARBLED = {  # as Ghostscript's files print them: some letters told as others, some not at all
    "1.信À举ç投诉类申请": "refused_petition",
    "2.w他法律行政法规禁k|开": "denied_law_forbids",
    "5.属于O类内部Ïó信息": "denied_internal",
    "四1结转Q度继续办理": "carried_forward",
    "ÿ一Ā予以|开": "granted",
    "ÿ七Ā总«": "total_handled",
}


@pytest.mark.parametrize(("printed", "row"), GARBLED.items())
def test_what_a_font_leaves_of_a_label_names_its_row_alone(printed: str, row: str) -> None:
    table = next(form for form in forms() if form.code == "F2021").tables["t3"]
    sure = [code for code, item in table.rows.items() if fit(item, printed) >= SURE]
    assert sure == [row]


@pytest.mark.parametrize(
    "printed", ["w他", "行政Ïó", "O予|开", "3.属于内部三类ó信息", "信Àç举ó诉投"]
)
def test_few_letters_or_in_another_order_name_none(printed: str) -> None:
    table = next(form for form in forms() if form.code == "F2021").tables["t3"]
    assert all(fit(item, printed) < SURE for item in table.rows.values())


def test_letters_of_no_font_are_no_excuse() -> None:
    """Only what a font garbles may lack letters: a label printed short is another wording."""
    table = next(form for form in forms() if form.code == "F2021").tables["t3"]
    assert fit(table.rows["refused_petition"], "1.信举投诉类申请") < SURE


@pytest.mark.parametrize(
    "text",
    [
        "规章-",
        "5行政许可",
        "行政许可12",
        "行政许可１２",
        "—规章",
        "1.属于国家秘密/",
        "12.3行政许可",
    ],
)
def test_a_figure_in_one_cell_with_a_label_is_seen(text: str) -> None:
    assert has_figure_beside(text)


def test_no_label_of_a_form_is_taken_for_one_with_a_figure() -> None:
    assert not [item.label for item in items() if has_figure_beside(item.label)]


BLOCK_ROWS = [
    (form, one, other)
    for form in forms()
    for one, other in itertools.permutations(form.tables["t2"].rows.values(), 2)
]


@pytest.mark.parametrize(("form", "one", "other"), BLOCK_ROWS)
def test_two_labels_in_one_cell_name_no_row_for_sure(form: Form, one: Item, other: Item) -> None:
    """Text of one row that was moved into another's: its figures may be either's."""
    items = list(form.tables["t2"].rows.values())
    printed = one.label + other.label
    likest = max(items, key=lambda item: fit(item, printed))
    assert names_another(likest, items, printed)


def test_no_wording_of_a_row_holds_another_row() -> None:
    for form in forms():
        for table in form.tables.values():
            items = list(table.rows.values())
            for item in items:
                for printed in (item.label, *item.variants, *item.also_printed, item.label + "数"):
                    assert not names_another(item, items, printed), printed
