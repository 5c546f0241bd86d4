"""Which pages hold the tables: also those that only what follows on a page before tells."""

from __future__ import annotations

import pytest

from checker.recognise.parts import Vocabulary
from checker.recognise.table_pages import table_parts
from checker.rulebook.load import load_forms

VOCABULARY = Vocabulary.of(load_forms())
TABLES = (
    "（一）予以公开 1\n（二）部分公开（区分处理的，只计这一情形，不计其他情形） 2\n1.属于国家秘密 3"
)
HEADS = "结果 结果 其他 尚未 总计 " * 3 + "\n" + "维持 纠正 结果 审结\n" * 3 + "— — — —\n"


@pytest.mark.parametrize(
    ("after", "is_one"),
    [
        (HEADS + "五、存在的主要问题", True),
        ("1 2 3\n五、存在的主要问题", True),
        ("结果 其他 总计\n维持", False),
        ("结果 结果 其他 尚未 公告\n", False),
        ("五、存在的主要问题\n" + HEADS, False),
        ("", False),
    ],
)
def test_the_page_after_begins_with_what_is_cut(after: str, *, is_one: bool) -> None:
    assert table_parts(["一、总体情况", TABLES, after], VOCABULARY) == ([2, 3] if is_one else [2])
