"""The tables of a register for other programs: every row, exact, whole or not at all."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import openpyxl
import pytest

from checker.model.exported import Exported
from checker.model.filings import FilingEvent
from checker.model.marks import HEAD, own_head
from checker.register.export import exported
from checker.reporters import EXPORTS, export_writer
from checker.reporters.print import export_xlsx
from tests.register.commands import BAD, report
from tests.register.feeding import checked, finding
from tests.register.stores import store_with
from tests.register.taking import settle, take

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.register.store import Store

pytestmark = pytest.mark.usefixtures("both")


def filled(folder: Path) -> Store:
    store = store_with(folder)
    take(store, checked(1, findings=[finding("T3-01", message="=1+1", where="")]))
    take(store, checked(2, total="12345678901234567890.10"))
    take(store, checked(3, "某局", None))
    take(store, checked(4, year=2022))
    settle(store, FilingEvent.CLEARED, note="核实 “x”\n")
    return store


def tables(store: Store, year: int | None = None) -> dict[str, list[dict[str, Any]]]:
    with store.reading() as session:
        return {
            one.name: [dict(zip(one.columns, row, strict=True)) for row in one.rows]
            for one in exported(session, year)
        }


def write(store: Store, name: str, folder: Path) -> Path:
    folder.mkdir()
    with store.reading() as session:
        export_writer(name)(exported(session, None), folder)
    return folder


def test_every_row_is_there_with_whose_it_is(tmp_path: Path) -> None:
    found = tables(filled(tmp_path))
    assert {name: len(rows) for name, rows in found.items() if name != "cells"} == {
        "bodies": 4,
        "reports": 4,
        "findings": 1,
        "events": 4,
    }
    assert found["bodies"][1]["parent"] == "10"
    versions = [
        (one["body"], one["year"], one["version"], one["latest"]) for one in found["reports"]
    ]
    assert versions[:3] == [
        ("某县教育局", 2022, 1, True),
        ("某县教育局", 2023, 1, False),
        ("某县教育局", 2023, 2, True),
    ]
    assert versions[3][0] is None, "nobody's, and told all the same"
    (granted,) = (
        one["value"] for one in found["cells"]
        if one["ref"] == "t3.granted.total" and one["year"] == 2023 and one["latest"]
    )  # fmt: skip
    assert granted == "12345678901234567890.10"
    one_year = tables(filled(make(tmp_path / "again")), 2022)
    assert [len(one_year[name]) for name in ("bodies", "reports", "findings")] == [4, 1, 0]


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_parquet_holds_the_same_values(tmp_path: Path) -> None:
    store = filled(tmp_path)
    folder = write(store, "parquet", tmp_path / "out")
    for name, rows in tables(store).items():
        with duckdb.connect() as connection:
            found = connection.execute(
                "SELECT * FROM read_parquet(?)", [f"{folder}/{name}.parquet"]
            )
            columns = [one[0] for one in found.description]
            assert [dict(zip(columns, row, strict=True)) for row in found.fetchall()] == rows
    again = write(store, "parquet", tmp_path / "again")
    assert (again / "cells.parquet").read_bytes() == (folder / "cells.parquet").read_bytes()
    assert sorted(one.suffix for one in folder.iterdir()) == [".parquet"] * 5


def test_csv_and_workbook_hold_the_same_words(tmp_path: Path) -> None:
    store = filled(tmp_path)
    folder = write(store, "csv", tmp_path / "csv")
    write(store, "xlsx", tmp_path / "xlsx")
    data = (tmp_path / "xlsx" / "register.xlsx").read_bytes()
    assert own_head(data[:HEAD]) is not None
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, rows in tables(store).items():
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            lines = [*csv.DictReader(stream)]
        sheet = [*book[name].iter_rows(values_only=True)]
        assert len(lines) == len(rows) == len(sheet) - 1
        assert [*lines[0]] == [*rows[0]] == [*sheet[0]]
    (message,) = (one["message"] for one in csv_of(folder / "findings.csv"))
    assert message == "'=1+1", "no spreadsheet takes it for a formula"
    cell = book["findings"].cell(2, len(tables(store)["findings"][0]))
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_figure_below_nought_is_the_same_figure_in_csv(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    take(store, checked(total="-3.50"))
    cells = csv_of(write(store, "csv", tmp_path / "csv") / "cells.csv")
    (one,) = (cell for cell in cells if cell["ref"] == "t3.granted.total")
    assert (one["value"], one["raw"]) == ("-3.50", "-3.50")


def csv_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [*csv.DictReader(stream)]


def test_a_long_table_goes_on_in_another_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_xlsx, "_ROWS", 3)
    export_xlsx.write([Exported("a", ("n",), iter([(n,) for n in range(7)]))], tmp_path)
    book = openpyxl.load_workbook(tmp_path / "register.xlsx")
    assert {one.title: [cell.value for cell in one["A"]] for one in book.worksheets} == {
        "a": ["n", 0, 1, 2],
        "a 2": ["n", 3, 4, 5],
        "a 3": ["n", 6],
    }


def test_the_command_fills_a_new_folder_whole_or_not_at_all(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("bodies", "list.csv")
    report("a", cells=BAD)
    assert run("add", "in")[0] == 0
    for name in EXPORTS:
        assert run("export", name, "--format", name)[:2] == (0, f"已导出到 {tmp_path}/{name}\n")
    assert sorted(one.name for one in Path("csv").iterdir())[:2] == ["bodies.csv", "cells.csv"]
    status, _, err = run("export", "csv")
    assert (status, "不是空的" in err) == (2, True)
    Path("empty").mkdir()
    assert run("export", "empty", "--year", "2023")[0] == 0

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("checker.reporters.data.export_csv.csv_writer", full)
    before = sorted(tmp_path.iterdir())
    assert run("export", "new")[0] == 2
    assert sorted(tmp_path.iterdir()) == before
    monkeypatch.setattr("checker.cli.commands.register.export.find_spec", lambda _: None)
    assert "nianbao-checker[register,parquet]" in run("export", "new", "--format", "parquet")[2]
