"""``register replies``: lists that come back, whatever an office and its programs did to them."""

from __future__ import annotations

import json
import subprocess
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from checker.model.sent_lists import RowFault
from checker.register.row_keys import RowKey, parsed
from tests.needs import has_calc
from tests.register.commands import BAD, prepared, report
from tests.register.returned import (
    CORRECTED,
    DONE,
    EXPLAINED,
    KEY,
    REPORTED,
    answer,
    column,
    only_list,
    returned,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def sent(run: Run, few_rules: None) -> Run:
    """A register that sent a list of two rows to one body."""

    def make() -> None:
        run("bodies", "list.csv")
        report("a", cells=BAD)
        run("add", "in")
        assert run("lists", "--output", "out")[0] == 0

    prepared("sent", make)
    return run


def read(run: Run, *paths: str) -> tuple[int, list[dict[str, Any]]]:
    status, out, err = run("replies", *paths, "--output-format", "json")
    assert status in (0, 1), err
    files: list[dict[str, Any]] = json.loads(out)["files"]
    return status, files


def replies(run: Run) -> dict[str, Any]:
    """What stands beside each finding, by its rule."""
    found = json.loads(run("findings", "--body", "11", "--output-format", "json")[1])["findings"]
    return {one["rule"]: one["reply"] for one in found if one["reply"] is not None}


def both(book: Any) -> None:
    answer(book.worksheets[0], 2, CORRECTED, "王五 2024-02-20")
    answer(book.worksheets[0], 3, EXPLAINED)


def sort_rows(book: Any) -> None:
    sheet = book.worksheets[0]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for at, line in enumerate(reversed(lines), start=2):
        for place, value in enumerate(line, start=1):
            sheet.cell(at, place).value = value


def hide_and_filter(book: Any) -> None:
    sheet = book.worksheets[0]
    sheet.auto_filter.add_filter_column(9, ["需说明"])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["O"].hidden = True


def add_columns(book: Any) -> None:
    sheet = book.worksheets[0]
    sheet.insert_cols(3)
    sheet.cell(1, 3).value = "经办科室"
    sheet.cell(2, 3).value = "法规科"
    sheet.cell(3, 3).value = "法规科"


def move_columns(book: Any) -> None:
    sheet = book.worksheets[0]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for line, row in enumerate(lines, start=1):
        for place, value in enumerate(reversed(row), start=1):
            sheet.cell(line, place).value = value


def title_above(book: Any) -> None:
    sheet = book.worksheets[0]
    sheet.insert_rows(1, amount=2)
    sheet["A1"] = "某县教育局整改回复"


def other_sheet(book: Any) -> None:
    """Copied by hand into a workbook of the office's own, with a sheet before it."""
    old = book.worksheets[0]
    new = book.create_sheet("回复")
    for row in old.iter_rows():
        for cell in row:
            new.cell(cell.row, cell.column).value = cell.value
    book.remove(old)
    book.create_sheet("说明", 0)["A1"] = "我局回复如下"


def as_floats_and_breaks(book: Any) -> None:
    """As other programs write numbers and wrapped text."""
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, int):
                cell.value = f"{cell.value}.0"
            elif isinstance(cell.value, str) and cell.column not in (12, 13):
                cell.value = cell.value[:9] + "\n" + cell.value[9:] + " "


def dressed(book: Any) -> None:
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            font = copy(cell.font)
            font.color = "FF0000"
            cell.font = font
    sheet.delete_cols(1)


@pytest.mark.parametrize(
    "change",
    [
        None, sort_rows, hide_and_filter, add_columns, move_columns, title_above, other_sheet,
        as_floats_and_breaks, dressed,
    ],
)  # fmt: skip
def test_each_answer_finds_its_finding(change: Callable[[Any], None] | None, sent: Run) -> None:
    def filled(book: Any) -> None:
        both(book)
        if change is not None:
            change(book)

    status, (one,) = read(sent, returned(only_list(), filled))
    assert (status, one["tally"], one["rows"]) == (
        0, {"new": 2, "known": 0, "empty": 0, "faults": 0}, [],
    )  # fmt: skip
    found = replies(sent)
    assert (found["T3-02"]["done"], found["T3-02"]["answer"]) == (CORRECTED, "corrected")
    assert (found["T2-01"]["done"], found["T2-01"]["answer"]) == (EXPLAINED, "explained")
    assert found["T3-02"]["reviewer"] == "王五 2024-02-20"
    own = [{"heading": "经办科室", "text": "法规科"}] if change is add_columns else []
    assert found["T2-01"]["columns"] == own


@pytest.mark.office
@pytest.mark.skipif(
    not has_calc(), reason="needs LibreOffice Calc: apt-get install libreoffice-calc-nogui"
)
def test_a_list_that_libreoffice_saved_comes_back(sent: Run, tmp_path: Path) -> None:
    returned(only_list(), both)
    made = tmp_path / "made"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(made), "back.xlsx"],
        check=True, capture_output=True, timeout=80,
    )  # fmt: skip
    status, (one,) = read(sent, str(made / "back.xlsx"))
    assert (status, one["tally"]["new"], one["rows"]) == (0, 2, [])


def test_what_is_read_twice_is_known_and_another_word_stands_beside_it(sent: Run) -> None:
    back = returned(only_list(), both)
    assert read(sent, back, back)[1][1]["tally"]["known"] == 2
    later = returned(only_list(), lambda book: answer(book.worksheets[0], 2, "另行说明"))
    status, (one,) = read(sent, later)
    assert (status, one["tally"]) == (0, {"new": 1, "known": 0, "empty": 1, "faults": 0})
    assert (replies(sent)["T3-02"]["done"], replies(sent)["T3-02"]["answer"]) == ("另行说明", None)
    events = json.loads(sent("show", "11", "2023", "--output-format", "json")[1])["events"]
    assert [one["event"] for one in events] == ["received", "listed", "replied", "replied"]
    record = json.loads(sent("status", "--output-format", "json")[1])
    (body,) = [one for one in record["bodies"] if one["code"] == "11"]
    assert (body["told"], body["replied"]) == (2, 2)


def test_a_mark_in_a_column_of_the_office_is_kept_and_is_no_answer(sent: Run) -> None:
    read(sent, returned(only_list(), add_columns))
    assert replies(sent)["T3-02"]["columns"] == [{"heading": "经办科室", "text": "法规科"}]
    record = json.loads(sent("status", "--output-format", "json")[1])
    assert {one["replied"] for one in record["bodies"]} == {0}


def faults(run: Run, change: Callable[[Any], None]) -> tuple[list[dict[str, Any]], dict[str, int]]:
    status, (one,) = read(run, returned(only_list(), change))
    assert status == 1
    return one["rows"], one["tally"]


@pytest.mark.usefixtures("both")
def test_a_figure_changed_in_the_list_corrects_nothing_and_is_told(sent: Run) -> None:
    def change(book: Any) -> None:
        both(book)
        sheet = book.worksheets[0]
        place = column(sheet, REPORTED)
        sheet.cell(2, place).value = 3294

    (row,), tally = faults(sent, change)
    assert (row["fault"], row["line"], tally["new"]) == (RowFault.CHANGED, 2, 2)
    assert row["columns"] == [{"column": "reported", "before": "3486", "now": "3294"}]
    assert replies(sent)["T3-02"]["done"] == CORRECTED
    for lang, said in (("zh", "由“3486”改为“3294”"), ("en", "from “3486” to “3294”")):
        assert said in sent("replies", "back.xlsx", lang=lang)[1].replace("\n  ", "")


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        (lambda _: "", RowFault.NO_KEY),
        (lambda key: key[:-1], RowFault.BAD_KEY),
        (lambda key: key.replace(".1-", ".2-"), RowFault.BAD_KEY),
        (lambda _: "第一行", RowFault.BAD_KEY),
        (lambda key: str(RowKey("00000000", 1, 1, key.split("-")[2])), RowFault.OTHER_STORE),
        (lambda key: str(RowKey(key[:8], 16**7, 1, key.split("-")[2])), RowFault.BAD_KEY),
        (lambda key: str(RowKey(key[:8], 16**7 - 1, 1, key.split("-")[2])), RowFault.UNKNOWN),
        (lambda key: str(RowKey(key[:8], 7, 1, key.split("-")[2])), RowFault.UNKNOWN),
        (lambda key: str(RowKey(key[:8], 1, 1, "0" * 12)), RowFault.UNKNOWN),
    ],
)
def test_a_row_that_cannot_be_placed_is_told_and_the_others_are_kept(
    key: Callable[[str], str], fault: RowFault, sent: Run
) -> None:
    def change(book: Any) -> None:
        both(book)
        cell = book.worksheets[0].cell(2, column(book.worksheets[0], KEY))
        cell.value = key(cell.value)

    (row,), tally = faults(sent, change)
    assert (row["fault"], tally["new"]) == (fault, 1)
    assert [*replies(sent)] == ["T2-01"]


@pytest.mark.usefixtures("both")
def test_a_reply_to_an_earlier_version_is_kept_and_told(sent: Run) -> None:
    report("b", cells=BAD, title="b")
    sent("add", "in")
    rows, tally = faults(sent, both)
    assert ({row["fault"] for row in rows}, tally["new"]) == ({RowFault.OLD_VERSION}, 2)
    assert (rows[0]["version"], rows[0]["now"]) == (1, 2)
    assert replies(sent)["T3-02"]["version"] == 1


def test_two_rows_of_one_key_say_one_thing_or_are_told(sent: Run) -> None:
    def copied(words: str) -> Callable[[Any], None]:
        def change(book: Any) -> None:
            both(book)
            sheet = book.worksheets[0]
            for place, cell in enumerate([*sheet[2]], start=1):
                sheet.cell(4, place).value = cell.value
            answer(sheet, 4, words, "王五 2024-02-20")

        return change

    status, (one,) = read(sent, returned(only_list(), copied(CORRECTED)))
    assert (status, one["tally"]["new"], one["tally"]["faults"]) == (0, 2, 0)
    (row,), _ = faults(sent, copied("其他"))
    assert (row["fault"], row["line"]) == (RowFault.TWICE, 4)


@pytest.mark.usefixtures("both")
def test_rows_sorted_without_their_keys_are_put_nowhere(sent: Run) -> None:
    def change(book: Any) -> None:
        both(book)
        sheet = book.worksheets[0]
        at = column(sheet, KEY)
        keys = [sheet.cell(line, at).value for line in (2, 3)]
        for line, key in zip((3, 2), keys, strict=True):
            sheet.cell(line, at).value = key

    found, tally = faults(sent, change)
    assert ([one["fault"] for one in found], tally["new"]) == ([RowFault.MOVED] * 2, 0)
    assert replies(sent) == {}
    assert "对不上" in "".join(sent("replies", "back.xlsx")[1].split())


def test_words_under_no_heading_and_under_one_that_stands_twice_are_kept(sent: Run) -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        last = sheet.max_column
        sheet.cell(1, last + 1).value = DONE
        sheet.cell(2, last + 1).value = CORRECTED
        sheet.cell(2, last + 2).value = "附件两份"
        answer(sheet, 3, EXPLAINED)
        sheet.cell(3, last + 1).value = "另见函"

    status, (one,) = read(sent, returned(only_list(), change))
    assert (status, one["tally"]["new"]) == (0, 2)
    found = replies(sent)
    assert (found["T3-02"]["answer"], found["T3-02"]["columns"]) == (
        "corrected", [{"heading": "", "text": "附件两份"}],
    )  # fmt: skip
    assert (found["T2-01"]["answer"], found["T2-01"]["columns"]) == (
        "explained", [{"heading": DONE, "text": "另见函"}],
    )  # fmt: skip
    assert f"{CORRECTED}；附件两份" in sent("findings", "--body", "11")[1]


def test_the_list_of_another_store_is_none_of_this_ones(sent: Run) -> None:
    back = returned(only_list(), both)
    sent("bodies", "list.csv", "--store", "other.db")
    report("z", folder="elsewhere", cells=BAD, title="z")
    sent("add", "elsewhere", "--store", "other.db")
    sent("lists", "--output", "out2", "--store", "other.db")
    status, out, _ = sent("replies", back, "--store", "other.db")
    assert (status, "".join(out.split()).count("另一台账")) == (1, 2)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "找不到"),
        (b"", "不是 XLSX 工作簿"),
        (b"a,b\n1,2\n", "不是 XLSX 工作簿"),
        (b"PK\x03\x04 and nothing", "不是 XLSX 工作簿"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "不是 XLSX 工作簿"),
    ],
)
def test_what_is_no_list_is_told_in_one_line_and_the_next_is_read(
    data: bytes | None, said: str, sent: Run
) -> None:
    if data is not None:
        Path("bad.xlsx").write_bytes(data)
    status, files = read(sent, "bad.xlsx", returned(only_list(), both))
    assert (status, files[1]["tally"]["new"]) == (1, 2)
    assert said in files[0]["refusal"]


def test_a_workbook_without_keys_is_told(sent: Run) -> None:
    def change(book: Any) -> None:
        book.worksheets[0].delete_cols(column(book.worksheets[0], KEY))

    status, (one,) = read(sent, returned(only_list(), change))
    assert (status, one["tally"]["new"], "没有“行编号（请勿改动）”一列" in one["refusal"]) == (
        1, 0, True,
    )  # fmt: skip
    openpyxl.Workbook().save("empty.xlsx")
    assert read(sent, "empty.xlsx")[1][0]["refusal"]


def test_a_key_survives_blanks_and_no_change() -> None:
    key = RowKey("3f9a2c1b", 31, 2, "a1b2c3d4e5f6-2")
    assert parsed(str(key)) == key
    assert parsed(f" {str(key)[:10]}\n{str(key)[10:]} ") == key
    for at, letter in enumerate(str(key)):
        other = "0" if letter != "0" else "1"
        changed = str(key)[:at] + other + str(key)[at + 1 :]
        assert parsed(changed) != key
