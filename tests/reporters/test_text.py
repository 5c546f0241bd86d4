"""The report on the terminal: golden, and never wider than it, coloured only when asked."""

from __future__ import annotations

import json
import re
from contextlib import nullcontext, suppress
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from checker.model import Cell, Doubt, Refusal, RefusalReason, Report, State
from checker.reporters.terminal import screen as screen_module
from checker.reporters.terminal.screen import Screen
from checker.reporters.terminal.widths import width_of
from tests.reporters.printing import checked_as
from tests.support.factory import change
from tests.support.made_outcomes import doubtful, sample

if TYPE_CHECKING:
    from collections.abc import Callable

HONGZE, SHANGHAI = sample("hongze-2023"), sample("shanghai-office-2019")
YANGHE, SUQIAN = sample("yanghe-2025"), sample("suqian-2024")
WRONG_SUM = sample("wrong-sum-2023")
DOUBTFUL = doubtful(SUQIAN, "t3.partial.natural_person", "462", "4620")
REFUSED = Report("scan.pdf", "", refusal=Refusal(RefusalReason.SCAN))
SHOWN = {
    "hongze-2023": [HONGZE],
    "shanghai-office-2019": [SHANGHAI],
    "yanghe-2025": [YANGHE],
    "wrong-sum-2023": [WRONG_SUM],
    "doubtful": [DOUBTFUL],
    "several": [sample("suqian-2023"), YANGHE, REFUSED, sample("xuefu-2020")],
}


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_golden(*, name: str, lang: str, width: int, golden: Callable[[str, str], None]) -> None:
    printed = checked_as("text", *SHOWN[name], lang=lang, width=width)
    golden(f"text/{name}.{lang}.{width}.txt", printed)
    assert all(cell_len(line) <= width for line in printed.splitlines())
    assert "\x1b" not in printed


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_golden_where_the_stream_is_poor(
    *, encoding: str, golden: Callable[[str, str], None]
) -> None:
    lang = "en" if encoding == "ascii" else "zh"
    printed = checked_as("text", YANGHE, encoding=encoding, lang=lang)
    golden(f"text/yanghe-2025.{encoding}.txt", printed)


def test_golden_in_colour(golden: Callable[[str, str], None]) -> None:
    printed = checked_as("text", WRONG_SUM, color=True)
    golden("text/wrong-sum-2023.colour.txt", printed)
    plain = re.sub(r"\x1b\[[\d;]*m", "", printed)
    assert plain == checked_as("text", WRONG_SUM)


@pytest.mark.parametrize(("lang", "told"), [("zh", "相差 +9"), ("en", "difference +9")])
def test_the_difference_is_coloured_in_every_language(lang: str, told: str) -> None:
    printed = checked_as("text", WRONG_SUM, color=True, lang=lang, width=200)
    assert re.search(rf"\x1b\[[\d;]+m{re.escape(told)}\x1b", printed)


@pytest.mark.parametrize("width", [40, 60, 70])
def test_no_number_is_cut_however_narrow_the_terminal(width: int) -> None:
    printed = checked_as("text", change(WRONG_SUM, "t3.granted.total", "123456789012"), width=width)
    assert printed.count("123456789012") >= 2


def test_a_bad_row_shows_all_seven_numbers() -> None:
    printed = checked_as("text", WRONG_SUM)
    assert re.search(r"✗ 予以公开 +«12» +3 +0 +0 +0 +0 +24 +\+9\n", printed)


def test_quiet_shows_findings_only() -> None:
    printed = checked_as("text", sample("suqian-2023"), YANGHE, quiet=True)
    assert "suqian-2023" not in printed
    assert "依据" not in printed
    assert "T3-01" in printed


def test_same_results_same_bytes() -> None:
    assert checked_as("text", *SHOWN["several"]) == checked_as("text", *SHOWN["several"])


def test_an_unread_body_and_year_are_said_so() -> None:
    printed = checked_as("text", replace(YANGHE, body=None, year=None, years=(), period=None))
    assert "未识别机关名称 · 未识别年度" in printed


def without_tables() -> Report:
    """Of a report that prints no table: nothing tells its form."""
    return replace(SUQIAN, cells={}, tables=(), labels=(), form=None, layout=None)


def test_what_is_missing_has_names_where_no_table_tells_the_form() -> None:
    printed = checked_as("text", without_tables(), width=200)
    assert "因此未能判定：T3-01 收办平衡、T3-02 办理结果合计、" in printed
    found = json.loads(checked_as("json", without_tables()))
    told = [one["message"] for one in found["reports"][0]["findings"]]
    assert any("未印出" in one for one in told)
    assert not [one for one in told if re.search(r"[a-z]{4,}", one)]


def test_an_unread_table_is_told_in_one_part_and_not_drawn() -> None:
    unread = Cell(State.DOUBTFUL, "", doubt=Doubt.UNREADABLE_TABLE)
    cells = {key: unread if key.startswith("t3.") else cell for key, cell in SUQIAN.cells.items()}
    printed = checked_as("text", replace(SUQIAN, cells=cells), width=200)
    assert printed.count("所在表格读不完整") == 1
    assert "等 25 行（整行）存疑（所在表格读不完整）" in printed
    assert not re.search(r"^ +新收 +\?", printed, re.MULTILINE)


def test_the_cells_of_a_choice_of_relations_are_named_in_full() -> None:
    cells = {key: cell for key, cell in SUQIAN.cells.items() if "carried_forward" not in key}
    printed = checked_as("json", replace(SUQIAN, cells=cells))
    assert "总计、总计" not in printed


@given(st.text(max_size=60) | st.text("某县公开0123.«»✗（，“−\ufe0f\u200d\u0301☁❤", max_size=60))
def test_a_width_is_what_rich_says_of_the_whole(text: str) -> None:
    assert width_of(text) == cell_len(text)


@given(
    st.text("某县公开 012+=−，。（）a\ufe0f❤", max_size=200), st.integers(4, 60), st.integers(0, 4)
)
def test_a_line_is_broken_where_the_whole_of_it_is_too_wide(
    text: str, width: int, extra: int
) -> None:
    expected, line, room = [], "", width + extra
    for piece in screen_module._PIECES.findall(text):
        if line and cell_len(line + piece.rstrip()) > room:
            expected.append(line.rstrip())
            line, room = "", width
            if piece.isspace():
                continue
        line += piece
    expected += [line.rstrip()] if line.strip() else []
    assert [*Screen(StringIO(), 80, color=False, lang="zh").wrapped(text, width, extra)] == expected


@pytest.mark.parametrize("color", [False, True])
def test_lines_printed_at_once_are_those_printed_one_by_one(
    *, color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few are gathered, and also where a page breaks off."""

    def printed(*, gathers: bool) -> str:
        stream = StringIO()
        screen = Screen(stream, 60, color=color, lang="zh")
        with suppress(KeyError), screen.gathered() if gathers else nullcontext():
            screen.line(("错误", "bold red"), ("", "dim"), "  ", ("甲.pdf", "bold"), "   ")
            screen.line()
            screen.line("::warning::", ("乙", "bold"))
            screen.paragraph("新收 60 ≠ 61" * 9, indent=4, hang=2, style="dim", gap_style="red")
            raise KeyError
        return stream.getvalue()

    alone = printed(gathers=False)
    assert alone.count("\n") > 4
    assert printed(gathers=True) == alone
    monkeypatch.setattr(screen_module, "_AT_ONCE", 2)
    assert printed(gathers=True) == alone
