"""Workbooks through the program: the marked copy, what is told of macros, whose copy it is."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from checker.cli.main import main
from tests.support import workbooks
from tests.support.workbooks import SHEET, plain, with_part

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "suqian-2023"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def wrong() -> bytes:
    """A total that is typed in and does not hold."""
    return workbooks.changed(workbooks.typed(NAME), lambda sheet: sheet.__setitem__("J38", 1190))


def run(*argv: str) -> int:
    return main(["check", *argv, "--isolated", "--color", "never"])


def found() -> Any:
    return json.loads(Path("all.json").read_text("utf-8"))


@pytest.mark.parametrize("name", ["annotated", "annotated-xlsx"])
def test_the_copy_has_the_findings_at_their_cells(name: str) -> None:
    Path("a.xlsx").write_bytes(wrong())
    assert run("a.xlsx", "-q", f"--report={name}=out/") == 1
    (copy,) = Path("out").iterdir()
    assert copy.name.endswith(".marked.xlsx")
    sheet: Any = openpyxl.load_workbook(copy).worksheets[0]
    comment = sheet["J38"].comment.text
    assert "T3-03 申请人合计" in comment
    assert "应为 1191，实填 1190" in comment
    assert sheet["J38"].value == 1190
    original: Any = openpyxl.load_workbook("a.xlsx").worksheets[0]
    assert [*sheet.values] == [*original.values]


def test_a_copy_is_told_and_one_that_was_corrected_is_a_report() -> None:
    Path("in").mkdir()
    Path("in/a.xlsx").write_bytes(wrong())
    assert run("in/a.xlsx", "-q", "--report=annotated=in/copy.xlsx") == 1
    assert run("in", "-q", "--report=json=all.json") == 1
    assert [one["path"] for one in found()["reports"]] == ["in/a.xlsx"]
    own = found()["inputs"]["own_outputs"]
    assert [(one["path"], one["format"]) for one in own] == [("in/copy.xlsx", "annotated-xlsx")]

    def correct(part: bytes) -> bytes:
        assert b"<v>1190</v>" in part
        return part.replace(b"<v>1190</v>", b"<v>1191</v>", 1)

    corrected = with_part(Path("in/copy.xlsx").read_bytes(), SHEET, correct)
    Path("in/copy.xlsx").write_bytes(corrected)
    run("in/copy.xlsx", "-q", "--report=json=all.json")
    (report,) = found()["reports"]
    assert report["refusal"] is None
    assert report["cells"]["t3.granted.total"]["value"] == "1191"


@pytest.mark.parametrize("name", ["annotated-pdf", "annotated-docx"])
def test_no_copy_is_made_in_another_format(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xlsx").write_bytes(plain(NAME))
    assert run("a.xlsx", "-q", f"--report={name}=copy") == 2
    assert "不能标注" in capsys.readouterr().err


def test_macros_are_told_and_not_run(capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.BytesIO(plain(NAME))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\0" * 64)
    Path("a.xlsm").write_bytes(stream.getvalue())
    run("a.xlsm")
    assert "文件带有宏，没有运行" in capsys.readouterr().out


OWN: dict[str, Callable[[str], list[str]]] = {
    "list": lambda out: ["check", "a.xlsx", "--isolated", "-q", f"--report=xlsx={out}"],
    "tables": lambda out: ["tables", "a.xlsx", "--output-format", "xlsx", "-o", out],
}


@pytest.mark.parametrize("kind", OWN)
def test_own_workbooks_are_no_reports(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xlsx").write_bytes(wrong())
    main(OWN[kind]("own.xlsx"))
    capsys.readouterr()
    assert run("own.xlsx") == 1
    assert "checker 自己写出的文件" in capsys.readouterr().out.replace("\n      ", "")


def test_own_lists_of_text_are_known_in_a_folder() -> None:
    Path("in").mkdir()
    Path("in/a.xlsx").write_bytes(wrong())
    assert run("in", "-q", "--report=csv=in/list.csv") == 1
    main(["tables", "in", "--output-format", "csv", "-o", "in/tables.csv"])
    assert run("in", "-q", "--report=json=all.json") == 1
    assert [one["path"] for one in found()["reports"]] == ["in/a.xlsx"]
    own = {one["path"] for one in found()["inputs"]["own_outputs"]}
    assert own == {"in/list.csv", "in/tables.csv"}
