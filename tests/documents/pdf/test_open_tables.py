"""Tables without upright lines, page after page: what is drawn for them, and what is left."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from checker.documents.pdf import open_tables
from checker.documents.pdf.open_tables import OpenTables
from checker.model.wordings import NoWordings
from tests.support.open_print import FORMS, TALL, block, centred, known

if TYPE_CHECKING:
    import pytest

    from checker.documents.pdf.rulings import Rulings
    from checker.documents.pdf.text_segments import Block


def test_a_header_at_the_foot_above_the_page_number_heads_the_row_on_the_next_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    head = [
        block("第二十条第（九）项", 250, 90), centred("信息内容", 133.5, 60),
        centred("采购项目数量", 300, 60), centred("采购总金额", 460, 60),
        block("—2—", 290, 20), block("此前为正文，一行写满，直到右边", 50, 130, 490),
    ]  # fmt: skip
    row = [block("政府集中采购", 50, 700), block("72", 290, 700), block("8.5", 450, 700)]
    row.append(block("以下为正文，也是一行写满到右边", 50, 600, 490))
    pages = iter([head, row])
    monkeypatch.setattr(open_tables, "text_blocks", lambda *_: next(pages))
    monkeypatch.setattr(open_tables, "Print", lambda _: SimpleNamespace(words_height=TALL))
    page: Any = SimpleNamespace(frame=SimpleNamespace(width=595), number=1)
    tables = OpenTables(NoWordings())
    foot, top = tables.rulings(page, None), tables.rulings(page, None)
    assert foot is not None
    assert top is not None
    assert min(line.at for line in foot.level) > 24, "above the page's number"
    walls = sorted({round(line.at) for line in top.upright})
    assert len(walls) == 4
    assert walls[1] < 290 < walls[2] < 450 < walls[3]


def printed_on(pages: list[list[Block]], monkeypatch: pytest.MonkeyPatch) -> list[Rulings | None]:
    """The lines found on pages that print these blocks and draw none."""
    left = iter(pages)
    monkeypatch.setattr(open_tables, "text_blocks", lambda *_: next(left))
    monkeypatch.setattr(open_tables, "Print", lambda _: SimpleNamespace(words_height=TALL))
    page: Any = SimpleNamespace(frame=SimpleNamespace(width=595), number=1)
    tables = OpenTables(FORMS)
    return [tables.rulings(page, None) for _ in pages]


OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3


NEXT_SECTION = "五、存在的主要问题及改进情况"


def outcomes(foot: float) -> list[Block]:
    heads = [known(text, 70 + 32 * at, foot) for at, text in enumerate(OUTCOMES)]
    groups = ("行政复议", "未经复议直接起诉", "复议后起诉")
    return [*heads, *(known(text, 134 + 160 * at, foot + 20) for at, text in enumerate(groups))]


def test_what_is_printed_nowhere_between_heads_and_the_next_section_is_blank(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heading = replace(block(NEXT_SECTION, 60, 440), roles=FORMS.roles(NEXT_SECTION))
    (found,) = printed_on([[*outcomes(500), heading]], monkeypatch)
    assert found is not None
    below = sorted({line.at for line in found.level if line.at < 500})
    assert len(below) == 2
    assert heading.top < below[0] < below[1] < 500
    assert len({round(line.at) for line in found.upright if line.start < 490}) == 16


def test_a_row_whose_columns_are_not_proven_is_not_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    heading = replace(block(NEXT_SECTION, 60, 440), roles=FORMS.roles(NEXT_SECTION))
    astray = [block("12345678", 60 + 75 * at, 470, 60) for at in range(6)]
    (found,) = printed_on([[*outcomes(500), *astray, heading]], monkeypatch)
    assert found is None or not any(line.at < 495 for line in found.level)


def test_what_follows_a_head_is_blank_only_where_its_section_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (found,) = printed_on([[*outcomes(500), block("（一）另行说明", 60, 440)]], monkeypatch)
    assert found is None or not any(440 < line.at < 495 for line in found.level)


def test_a_row_that_may_follow_on_the_next_page_is_not_blank(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = [block("7", 68 + 32 * at, 700, 4) for at in range(15)]
    foot, top = printed_on([outcomes(60), row], monkeypatch)
    assert foot is not None
    assert len({line.at for line in foot.level if line.at < 60}) == 1, "the foot of the heads"
    assert top is not None
    walls = sorted({line.at for line in top.upright})
    assert len(walls) == 16
    assert all(a < one.left and one.right < b for one, (a, b) in
               zip(row, pairwise(walls), strict=True))  # fmt: skip


def matrix_head(foot: float) -> list[Block]:
    texts = ("自然人", "商业企业", "科研机构", "社会公益", "法律服务", "其他", "总计")
    return [known(text, 260 + 44 * at, foot) for at, text in enumerate(texts)]


def matrix_labels(*rows: tuple[str, float]) -> list[Block]:
    return [replace(block(text, 40, foot, 150), roles=FORMS.roles(text)) for text, foot in rows]


def test_labels_beside_figures_that_prove_no_column_are_no_blank_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    labels = matrix_labels(("1.属于国家秘密", 400), ("2.其他法律行政法规禁止公开", 370))
    (blank,) = printed_on([[*matrix_head(430), *labels]], monkeypatch)
    assert blank is not None
    assert len({line.at for line in blank.level}) >= 3
    astray = [block("12345678", 240 + 90 * at, foot, 80) for foot in (400, 370) for at in (0, 1, 2)]
    (found,) = printed_on([[*matrix_head(430), *labels, *astray]], monkeypatch)
    assert found is None or not any(line.at < 425 for line in found.level)


def test_a_table_goes_on_below_what_is_left_of_a_group_s_heading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """理结果, the rest of 三、本年度办理结果, heads no column; the columns are those before."""

    def figures(foot: float) -> list[Block]:
        return [block("3", 258 + 44 * at, foot, 4) for at in range(7)]

    before = [*matrix_head(430), *matrix_labels(("（一）予以公开", 400)), *figures(400)]
    rest = block("理结果", 30, 720, 20)
    rest = replace(rest, piece_of=FORMS.holding("理结果"))
    after = [rest, *matrix_labels(("1.属于国家秘密", 690)), *figures(690)]
    first, second = printed_on([before, after], monkeypatch)
    assert first is not None
    assert second is not None
    walls = [sorted({round(line.at) for line in one.upright}) for one in (first, second)]
    assert walls[1][-8:] == walls[0][-8:]


def section_of_outcomes(foot: float) -> Block:
    text = "四、政府信息公开行政复议、行政诉讼情况"
    return replace(block(text, 60, foot), roles=FORMS.roles(text))


def test_heads_that_a_page_break_cuts_are_drawn_on_both_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The groups at the foot of a page, and what they are groups of on the next."""
    *leaves, first, second, third = outcomes(700)
    upper = [replace(one, box=(one.left, 60, one.right, 69), foot=60.0)
             for one in (first, second, third)]  # fmt: skip
    row = [block("7", 68 + 32 * at, 670, 4) for at in range(15)]
    foot, top = printed_on([[section_of_outcomes(90), *upper], [*leaves, *row]], monkeypatch)
    assert foot is not None
    walls = sorted({round(line.at) for line in foot.upright})
    assert all(any(a < one.left and one.right < b for a, b in pairwise(walls)) for one in upper)
    assert top is not None
    assert len({round(line.at) for line in top.upright}) == 16
    (alone,) = printed_on([upper], monkeypatch)
    assert alone is None


def test_what_follows_heads_that_are_cut_is_no_part_of_the_table_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = [*matrix_head(430), *matrix_labels(("（一）予以公开", 400))]
    before += [block("3", 258 + 44 * at, 400, 4) for at in range(7)]
    upper = [replace(one, box=(one.left, 60, one.right, 69), foot=60.0)
             for one in outcomes(700)[-3:]]  # fmt: skip
    blank = matrix_labels(("1.属于国家秘密", 700), ("2.其他法律行政法规禁止公开", 670))
    _, going_on = printed_on([before, blank], monkeypatch)
    assert going_on is not None
    _, cut = printed_on([[*before, section_of_outcomes(90), *upper], blank], monkeypatch)
    assert cut is None


def test_the_last_row_of_a_table_may_stand_blank_and_alone_on_the_next_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = [*matrix_head(430), *matrix_labels(("（七）总计", 400), ("1.属于国家秘密", 420))]
    before += [block("3", 258 + 44 * at, 400, 4) for at in range(7)]
    last, other = "四、结转下年度继续办理", "四、政府信息公开行政复议"
    _, row = printed_on([before, matrix_labels((last, 700))], monkeypatch)
    assert row is not None
    assert len({round(line.at) for line in row.level}) == 2
    _, heading = printed_on([before, matrix_labels((other, 700))], monkeypatch)
    assert heading is None


def test_figures_in_no_row_of_a_table_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside a row that has no label, and between the places of two columns."""

    def figures(foot: float) -> list[Block]:
        return [block("3", 258 + 44 * at, foot, 4) for at in range(7)]

    labels = matrix_labels(("（一）予以公开", 400), ("1.属于国家秘密", 370), ("（七）总计", 310))
    rows = [*figures(400), *figures(370), *figures(310)]
    rows[9] = block("3", 258 + 44 * 2 + 14, 370, 4)
    alone, beyond = block("5", 346, 340, 4), block("8", 302, 280, 4)
    blocks = [*matrix_head(430), *labels, *rows, alone, beyond]
    monkeypatch.setattr(open_tables, "text_blocks", lambda *_: blocks)
    monkeypatch.setattr(open_tables, "Print", lambda _: SimpleNamespace(words_height=TALL))
    page: Any = SimpleNamespace(frame=SimpleNamespace(width=595), number=2)
    tables = OpenTables(FORMS)
    assert tables.rulings(page, None) is not None
    assert set(tables.strays[2]) >= {rows[9].box, alone.box, beyond.box}
    assert rows[0].box not in tables.strays[2]
