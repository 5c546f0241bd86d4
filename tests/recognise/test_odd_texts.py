"""Letters that no office writes into a cell, and words that some do."""

from __future__ import annotations

import pytest

from checker.recognise.odd_texts import is_odd


@pytest.mark.parametrize(
    "text",
    [
        *("以", "五", "完完", "政政政"),  # 无, 5, // and 000
        *("3文3引", "8引文6", "0.引", "893文", "1．完", "文0", "文.5"),  # 3239, 8926, 0.9, 893-
        *("887380“57", "12!5", "3;4", "5>6"),  # a point or a digit
        *("21593（含）（8年年", "5含上年8件）", "12(含"),  # a remark, its brackets given out too
    ],
)
def test_signs_that_a_font_gives_out_as_letters(text: str) -> None:
    assert is_odd(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "5", "0.9", "+34", "/", "—", "无", "〇", "零", "空", "A", "１２", "(5)"),
        *("3/5", "1-2", "3~5", "1,204.5", "12:30", "5%", "3×4", "1、2"),
        *("不详", "以上", "详见附件", "五十六", "无此项", "5件", "3.5万元", "12余件", "2023年5月"),
        *(
            "5351（含联合发文4件）",
            "21593（含上年8件）",
            "（见附表）",
            "共5件",
            "其中5",
            "2件3条",
            "5（件）",
        ),
    ],
)
def test_words_and_numbers(text: str) -> None:
    assert not is_odd(text)
