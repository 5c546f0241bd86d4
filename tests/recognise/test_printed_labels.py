"""What is printed beside a figure says whose it is; where the order says another, it is told.

The reports are those of ``samples/figures``, printed in a made-up format whose lines and cells a
test can move about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import documents
from checker.checks.engine import evaluate
from checker.isolation.read import read_report
from checker.model import CellRef, Doubt, Result, State
from checker.rulebook.load import load_forms, load_rulebook
from tests.support.factory import sample
from tests.support.made_up_format import READER, file_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from checker.model import Report

FORMS = load_forms()
GIVEN = sample("suqian-2024")
PRINTED = file_of("document", GIVEN, forms=FORMS).decode()
T3 = FORMS[-1].tables["t3"]
ROWS = list(T3.rows)
BAR = " | "


@pytest.fixture(scope="module", autouse=True)
def made_up() -> Iterator[None]:
    """The format registered."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(documents, "READERS", (*documents.READERS, READER))
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("labels")


def read(folder: Path, change: Callable[[list[str]], list[str]]) -> Report:
    """The report with its lines changed, as it is read."""
    lines = PRINTED.split("\n")
    path = folder / "a.madeup"
    path.write_text("\n".join(change(lines)), "utf-8")
    found = read_report(path, FORMS)
    assert found.refusal is None
    return found


def line_of(lines: list[str], label: str) -> int:
    (at,) = [at for at, line in enumerate(lines) if line.startswith(label + BAR)]
    return at


def at_row(lines: list[str], code: str) -> int:
    return line_of(lines, T3.rows[code].label)


def doubtful(report: Report) -> set[str]:
    return {ref for ref, cell in report.cells.items() if cell.state is State.DOUBTFUL}


def agrees(report: Report, but: set[str]) -> bool:
    """Whether every cell, but those, is read as it was given."""
    return all(
        (report.cells[ref].state, report.cells[ref].value) == (cell.state, cell.value)
        for ref, cell in GIVEN.cells.items()
        if ref not in but
    )


def row(code: str, table: str = "t3") -> set[str]:
    return {ref for ref in GIVEN.cells if CellRef.parse(ref).row == code and ref.startswith(table)}


def column(*codes: str, table: str = "t3") -> set[str]:
    return {
        ref
        for ref in GIVEN.cells
        if CellRef.parse(ref).column in codes and CellRef.parse(ref).table == table
    }


@given(st.lists(st.sampled_from(ROWS), min_size=2, max_size=2, unique=True))
@settings(deadline=None, max_examples=40)
def test_two_rows_exchanged_are_doubtful_and_told_and_no_other(
    folder: Path, codes: list[str]
) -> None:
    def exchange(lines: list[str]) -> list[str]:
        a, b = (at_row(lines, code) for code in codes)
        lines[a], lines[b] = lines[b], lines[a]
        return lines

    found = read(folder, exchange)
    first, second = sorted(codes, key=ROWS.index)
    assert (
        doubtful(found) == row(first) | row(second)
        or abs(ROWS.index(first) - ROWS.index(second)) == 2
    )  # then the row between may be the one that moved
    assert agrees(found, doubtful(found))
    assert {found.cells[ref].doubt for ref in doubtful(found)} == {Doubt.OUT_OF_ORDER}
    told = {(one.code, two.code) for one, two in found.exchanged}
    assert (second, first) in told or len(told) > 1


@given(st.sampled_from(ROWS), st.integers(-8, 8).filter(lambda by: abs(by) > 1))
@settings(deadline=None, max_examples=40)
def test_a_row_that_moved_far_is_alone_in_doubt(folder: Path, code: str, by: int) -> None:
    to = min(max(0, ROWS.index(code) + by), len(ROWS) - 1)
    far = abs(to - ROWS.index(code))

    def move(lines: list[str]) -> list[str]:
        first = at_row(lines, ROWS[0])
        line = lines.pop(at_row(lines, code))
        lines.insert(first + to, line)
        return lines

    found = read(folder, move)
    if far > 1:
        assert doubtful(found) == row(code)
    assert agrees(found, doubtful(found))


def test_the_rows_of_a_form_in_order_are_told_of_nothing(folder: Path) -> None:
    found = read(folder, lambda lines: lines)
    assert not doubtful(found)
    assert not found.exchanged
    assert agrees(found, set())


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("总计", "縂计"),
        ("总计", "总什"),
        ("法律服务机构", "法律服務機構"),
        ("社会公益组织", "社会\u516c\ufe00益组织"),
        ("（一）予以公开", "（一）予︀以公開"),
        ("1.属于国家秘密", "1.屬於國家祕密"),
        ("3.要求提供公开出版物", "3.要求提供公开岀版物"),
        ("行政规范性文件", "⾏政规范性⽂件"),
        ("尚未审结", "尙未審結"),
        ("本年收费金额（单位：万元）", "本年収費⾦額（單位：萬元）"),
    ],
)
def test_an_odd_label_doubts_nothing(folder: Path, label: str, printed: str) -> None:
    found = read(folder, lambda lines: [_relabelled(line, label, printed) for line in lines])
    assert not doubtful(found)
    assert agrees(found, set())


def _relabelled(line: str, label: str, printed: str) -> str:
    cells = line.split(BAR)
    return BAR.join(printed if cell == label else cell for cell in cells)


def test_a_head_that_says_nothing_doubts_its_own_column_alone(folder: Path) -> None:
    found = read(folder, lambda lines: [_relabelled(line, "科研机构", "某某") for line in lines])
    assert doubtful(found) == column("research")
    assert agrees(found, doubtful(found))


def test_columns_exchanged_with_their_heads_are_doubtful_and_told(folder: Path) -> None:
    def exchange(lines: list[str]) -> list[str]:
        head = line_of(lines, "项目")
        for at in range(head, head + 1 + len(ROWS)):
            cells = lines[at].split(BAR)
            cells[2], cells[3] = cells[3], cells[2]
            lines[at] = BAR.join(cells)
        return lines

    found = read(folder, exchange)
    assert doubtful(found) == column("commercial", "research")
    assert agrees(found, doubtful(found))
    assert [(one.code, two.code) for one, two in found.exchanged] == [("research", "commercial")]


def test_heads_exchanged_within_a_group_doubt_that_group_alone(folder: Path) -> None:
    def exchange(lines: list[str]) -> list[str]:
        (head,) = [at for at, line in enumerate(lines) if line.startswith("结果维持")]
        for at in (head, head + 1):
            cells = lines[at].split(BAR)
            cells[5], cells[6] = cells[6], cells[5]
            lines[at] = BAR.join(cells)
        return lines

    found = read(folder, exchange)
    assert doubtful(found) == {"t4.direct_litigation.upheld", "t4.direct_litigation.corrected"}
    assert agrees(found, doubtful(found))


def test_heads_of_a_block_exchanged_doubt_their_columns_alone(folder: Path) -> None:
    def exchange(lines: list[str]) -> list[str]:
        head = next(at for at, line in enumerate(lines) if "本年制发件数" in line)
        for at in range(head, head + 3):
            cells = lines[at].split(BAR)
            cells[1], cells[2] = cells[2], cells[1]
            lines[at] = BAR.join(cells)
        return lines

    found = read(folder, exchange)
    assert doubtful(found) == column("issued", "repealed", table="t2")
    assert agrees(found, doubtful(found))


def test_a_table_left_as_another_form_has_it_is_told(folder: Path) -> None:
    """表二 of the form of 2019 in a report of 2024: nothing of it is missing, it is another's."""
    other = file_of("document", sample("xuefu-2020"), forms=FORMS).decode().split("\n")

    def table_2(lines: list[str]) -> slice:
        at = [number for number, line in enumerate(lines) if BAR in line]
        end = next(number for number in at if number + 1 not in at)
        return slice(at[0], end + 1)

    def exchange(lines: list[str]) -> list[str]:
        lines[table_2(lines)] = other[table_2(other)]
        return lines

    found = read(folder, exchange)
    assert found.foreign == {"t2": "F2019"}
    assert found.form == "F2021"
    assert doubtful(found) == {ref for ref in GIVEN.cells if ref.startswith("t2")}
    assert {found.cells[ref].doubt for ref in doubtful(found)} == {Doubt.OTHER_FORM}
    told = [one for one in evaluate([found], load_rulebook()) if one.rule == "ST-03"]
    assert [(one.result, one.case, one.place) for one in told] == [
        (Result.FAIL, "mixed", "t2"),
        (Result.PASS, None, None),
    ]
    assert agrees(found, doubtful(found))


def test_groups_exchanged_with_their_headings_are_doubtful_and_told(folder: Path) -> None:
    """行政复议 printed between the two kinds of lawsuits: it alone moved, or the first of them."""

    def exchange(lines: list[str]) -> list[str]:
        (head,) = [at for at, line in enumerate(lines) if line.startswith("结果维持")]
        for at in (head - 1, head, head + 1):
            cells = lines[at].split(BAR)
            lines[at] = BAR.join([*cells[5:10], *cells[:5], *cells[10:]])
        return lines

    found = read(folder, exchange)
    assert doubtful(found) == row("review", "t4") | row("direct_litigation", "t4")
    assert agrees(found, doubtful(found))
    assert [(one.code, two.code) for one, two in found.exchanged] == [
        ("direct_litigation", "review")
    ]


def test_a_head_cut_by_a_page_break_is_one_head(folder: Path) -> None:
    """表三: 自然人 and 总计, two rows high, were begun at the foot of the page before."""

    def cut(lines: list[str]) -> list[str]:
        head = line_of(lines, "项目")
        cells = lines[head].split(BAR)
        begun = [
            cell if at in (0, 1, len(cells) - 1) else "法人或其他组织"
            for at, cell in enumerate(cells)
        ]
        ended = ["", "", *cells[2:-1], ""]
        return [*lines[:head], BAR.join(begun), "第 2 页", BAR.join(ended), *lines[head + 1 :]]

    found = read(folder, cut)
    assert not doubtful(found)
    assert agrees(found, set())
