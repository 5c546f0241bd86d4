"""Tables that were written as JSON go in again: the same cells, told as a transcription."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.cli.main import main
from checker.isolation.read import read_reports
from checker.model import CellRef, Doubt, RefusalReason, Report, State, TranscribedPlace
from checker.reporters import table_reporter
from checker.reporters.options import Look
from checker.rulebook.load import load_forms
from tests.support.factory import sample

if TYPE_CHECKING:
    from collections.abc import Callable

FORMS = load_forms()
NAMES = ("suqian-2023", "xuefu-2020", "hongze-2023", "shanghai-office-2019", "missing-row-2024")
REF = "t3.granted.total"


def written(*reports: Report) -> str:
    stream = io.StringIO()
    table_reporter("json")(reports, Look(forms=FORMS), stream)
    return stream.getvalue()


def read(text: str, folder: Path) -> tuple[Report, ...]:
    path = folder / "tables.json"
    path.write_text(text, "utf-8")
    return read_reports(path, FORMS)


def changed(report: Report, change: Callable[[dict[str, Any]], None]) -> str:
    record = json.loads(written(report))
    change(record["reports"][0]["cells"][REF])
    return json.dumps(record, ensure_ascii=False, indent=2)


def values(report: Report) -> dict[str, object]:
    return {
        ref: (cell.state, cell.raw, cell.value, cell.note, cell.doubt, cell.readings)
        for ref, cell in report.cells.items()
    }


def test_the_cells_are_those_that_were_written(tmp_path: Path) -> None:
    given = [sample(name) for name in NAMES]
    found = read(written(*given), tmp_path)
    assert [values(one) for one in found] == [values(one) for one in given]
    assert [(one.body, one.year, one.layout) for one in found] == [
        (one.body, one.year, one.layout) for one in given
    ]
    cell = found[2].cell(CellRef.parse(REF))
    assert cell is not None
    assert cell.place == TranscribedPlace(3, REF)


def test_a_footnote_mark_stays_beside_its_figure(tmp_path: Path) -> None:
    def note(cell: dict[str, Any]) -> None:
        cell["raw"], cell["note"] = "11911", "1"

    (found,) = read(changed(sample("suqian-2023"), note), tmp_path)
    cell = found.cell(CellRef.parse(REF))
    assert cell is not None
    assert (cell.value, cell.note) == (Decimal(1191), "1")


CHANGES: dict[str, tuple[dict[str, Any], Doubt]] = {
    "the value alone": ({"value": "1192"}, Doubt.READINGS_DIFFER),
    "the text alone": ({"raw": "1192"}, Doubt.READINGS_DIFFER),
    "no value": ({"value": None}, Doubt.READINGS_DIFFER),
    "a blank that has a value": (
        {"state": "blank", "value": "1191", "raw": ""},
        Doubt.READINGS_DIFFER,
    ),
    "a blank that has a text": (
        {"state": "blank", "value": None, "raw": "1191"},
        Doubt.READINGS_DIFFER,
    ),
    "a text that is a number": (
        {"state": "text", "value": None, "raw": "１,191"},
        Doubt.READINGS_DIFFER,
    ),
    "no state": ({"state": None, "raw": "1192"}, Doubt.READINGS_DIFFER),
    "readings that are none": (
        {"state": "doubtful", "value": 1191, "doubt": "readings-differ", "readings": 5},
        Doubt.READINGS_DIFFER,
    ),
    "a doubt": (
        {"state": "doubtful", "value": None, "doubt": "struck-out", "readings": ["71", "1191"]},
        Doubt.STRUCK_OUT,
    ),
    "a doubt that nobody knows": (
        {"state": "doubtful", "value": None, "doubt": "x"},
        Doubt.READINGS_DIFFER,
    ),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_what_does_not_agree_with_itself_is_doubtful(kind: str, tmp_path: Path) -> None:
    record, doubt = CHANGES[kind]
    (found,) = read(changed(sample("suqian-2023"), lambda cell: cell.update(record)), tmp_path)
    doubtful = {ref for ref, one in found.cells.items() if one.state is State.DOUBTFUL}
    assert doubtful == {REF}
    assert found.cells[REF].doubt is doubt


def test_a_bare_number_for_a_cell_is_doubtful(tmp_path: Path) -> None:
    record = json.loads(written(sample("suqian-2023")))
    record["reports"][0]["cells"][REF] = 1191
    (found,) = read(json.dumps(record), tmp_path)
    assert found.cells[REF].doubt is Doubt.READINGS_DIFFER
    assert found.cells[REF].readings == ("", "1191")


def test_a_cell_that_is_written_twice_is_read_neither_time(tmp_path: Path) -> None:
    text = written(sample("suqian-2023"))
    again = text.replace(f'"{REF}":', f'"{REF}": {{"state": "blank"}},\n"{REF}":', 1)
    assert again != text
    (found,) = read(again, tmp_path)
    assert found.refusal is not None
    assert found.refusal.reason is RefusalReason.DAMAGED


DAMAGED = {
    "a report that is none": '{"format": "checker-tables/1", "reports": [{}, 5]}',
    "cut off": '{"format": "checker-tables/1", "reports": [',
    "no reports": '{"format": "checker-tables/1"}',
    "nested": '{"format": "checker-tables/1", "reports": ' + "[" * 100_000,
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_what_is_no_such_file_is_damaged(kind: str, tmp_path: Path) -> None:
    (found,) = read(DAMAGED[kind], tmp_path)
    assert found.refusal is not None
    assert found.refusal.reason is RefusalReason.DAMAGED


def test_named_it_is_checked_and_in_a_folder_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = changed(sample("suqian-2023"), lambda cell: cell.update(raw="1192", value="1192"))
    Path("tables.json").write_text(wrong, "utf-8")
    assert main(["check", "tables.json", "--isolated", "--color", "never"]) == 1
    printed = capsys.readouterr().out
    assert "转录的第 1 份报告的 t3.granted.total" in printed
    assert "没有找到第一部分的标题" not in printed  # it holds no text, which says nothing
    assert "文件里只有统计表，没有正文，无法判断" in printed
    assert main(["check", ".", "--isolated", "--color", "never"]) != 0
    assert "checker 自己写出的文件" in "".join(capsys.readouterr())
