"""Labels that another font's map gives out: nobody words a table anew so, and nobody is accused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model import Label
from checker.recognise.exchanged_letters import letters_are_exchanged
from checker.recognise.grid_rows import TableReading
from checker.rulebook.load import load_forms

if TYPE_CHECKING:
    from random import Random

FORMS = {form.code: form for form in load_forms()}
FORM = FORMS["F2021"]
Printed = tuple[str, str | None]

# As a file of two fonts with each other's maps gave them out; the form's own words beside those
# that were matched.
EXCHANGED: tuple[Printed, ...] = (
    ("1.属况国诉讼五", None), ("2.其况法律况政法许禁止公开", None), ("属况三类内机事务信息", None),
    ("属况三类过正性信息", None), ("属况行政执法案掌", None), ("属况行政查供事项", None),
)  # fmt: skip
SHOT_THROUGH: tuple[Printed, ...] = (
    ("36=及>三安?一@定A", "危及三安全一稳定"), ("46保B第三方C在D及", "保护第三方合法权益"),
    ("16信VW报X诉类申请", "信访举报投诉类申请"), ("36要求提K公开YZ[", "要求提供公开出版物"),
    ("56要求行政机关确认的重新Y_已`取信息", None),
)  # fmt: skip
WORDED_ANEW: tuple[Printed, ...] = (
    ("涉及国家机密", "属于国家秘密"), ("有关单位", "科研机构"), ("其它处理", "其他处理"),
    ("属于内部管理信息", "属于三类内部事务信息"), ("属于信息咨询事项", "属于行政查询事项"),
    ("属于行政处罚案卷", "属于行政执法案卷"), ("信访投诉举报类申请", "信访举报投诉类申请"),
)  # fmt: skip


WORDS = ("制发", "废止", "现行", "处理", "许可")


def table(*labels: Printed, code: str = "t3") -> TableReading:
    """A table with these labels of rows, of which no cell was read."""
    reading = TableReading(code, FORM)
    reading.labels += [
        Label(code, "row", own and "x", printed, own, known=printed == own)
        for printed, own in labels
    ]
    return reading


@pytest.mark.parametrize("labels", [EXCHANGED, SHOT_THROUGH])
def test_several_labels_tell(labels: tuple[Printed, ...]) -> None:
    assert letters_are_exchanged([table(*labels)])
    assert not letters_are_exchanged([table(*labels[:4])])


def test_a_letter_that_also_stands_for_itself_was_not_exchanged() -> None:
    assert not letters_are_exchanged([table(*EXCHANGED, ("属于国家秘密", "属于国家秘密"))])


@pytest.mark.parametrize(
    "labels",
    [
        WORDED_ANEW,
        tuple((f"{one}项数", f"{one}件数") for one in WORDS),
        tuple((f"{letter}、{own}", own) for letter, own in zip("ABCDE", WORDS, strict=True)),
        (("本级APP公开", None), ("微信APP公开", None)),
        (),
    ],
)  # fmt: skip
def test_words_of_an_office_tell_nothing(labels: tuple[Printed, ...]) -> None:
    assert not letters_are_exchanged([table(*labels)])


@given(
    code=st.sampled_from(sorted(FORMS)),
    number=st.integers(0, 2),
    order=st.randoms(use_true_random=False),
)
def test_rows_of_other_forms_tell_nothing(code: str, number: int, order: Random) -> None:
    """Rows of any form in a table of another one, in any order and any five or more of them."""
    form = FORMS[code]
    rows = [item.label for item in [*form.tables.values()][number].rows.values()]
    order.shuffle(rows)
    for home in ("t2", "t3", "t4"):
        assert not letters_are_exchanged([table(*((row, None) for row in rows), code=home)])
