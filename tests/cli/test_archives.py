"""ZIP archives on the command line: taken as folders by every command, and every output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.cli.archives import with_members
from checker.cli.files import expand
from checker.cli.main import main
from checker.model import FileKind, Unread
from checker.options import ReadOptions
from tests.support.archives import archive, encrypted

if TYPE_CHECKING:
    from checker.cli.files import Given

SAMPLES = Path(__file__).parents[2] / "samples"
DOCX = (SAMPLES / "bad" / "draft-2023.docx").read_bytes()
PAGE = (SAMPLES / "ok" / "published-2023.html").read_bytes()
PICTURE = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with an archive of a draft, its page, a picture and one more archive."""
    monkeypatch.chdir(tmp_path)
    members = {"稿/draft.docx": DOCX, "page.html": PAGE, "seal.jpg": PICTURE}
    Path("in").mkdir()
    Path("in/a.zip").write_bytes(archive({**members, "b.zip": archive({})}))
    return tmp_path


def given(*arguments: str, exclude: tuple[str, ...] = ()) -> Given:
    return with_members(expand(arguments, "zh", exclude), ReadOptions(), "zh", exclude)


def test_members_stand_in_the_place_of_their_archive(folder: Path) -> None:
    (folder / "in" / "c.html").write_bytes(PAGE)
    members = ("in/a.zip!/page.html", "in/a.zip!/稿/draft.docx")
    unread = (
        Unread("in/a.zip!/b.zip", FileKind.ARCHIVE),
        Unread("in/a.zip!/seal.jpg", FileKind.PICTURE),
    )
    assert given("in/a.zip!/稿/draft.docx").files == members[1:]
    assert given("in/a.zip!/r [2].pdf").files == ("in/a.zip!/r [2].pdf",)  # no glob
    named, found = given("in/a.zip"), given("in")
    assert named.files == members
    assert named.found == {"in/a.zip": members}
    assert named.beside.unread == unread
    assert found.files == (*members, "in/c.html")
    assert found.found == {"in": found.files}
    assert found.beside.unread == unread
    assert given("in", exclude=("*.docx", "*.jpg")).files == ("in/a.zip!/page.html", "in/c.html")
    assert given("in/a.zip", exclude=("*.jpg",)).beside.unread == unread[:1]


def test_a_run_over_an_archive(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "again.html").write_bytes(PAGE)
    outputs = ["--report", "json=r.json", "--report", "markdown=lists/", "--sidecar"]
    assert main(["check", "in", "again.html", *outputs, "--color", "never"]) == 1
    printed, noted = capsys.readouterr()
    results: dict[str, Any] = json.loads((folder / "r.json").read_text("utf-8"))
    assert [one["path"] for one in results["reports"]] == [
        "in/a.zip!/page.html",
        "in/a.zip!/稿/draft.docx",
    ]
    assert len({one["sha256"] for one in results["reports"]}) == 2
    # Held against each other like the files of a folder; the same bytes again are one report.
    assert {one["rule"] for one in results["findings"]} == {"VE-01"}
    assert results["inputs"]["duplicates"] == [
        {"path": "again.html", "same_as": "in/a.zip!/page.html"}
    ]
    assert {one["path"] for one in results["inputs"]["unread"]} == {
        "in/a.zip!/b.zip",
        "in/a.zip!/seal.jpg",
    }
    assert "in/a.zip!/稿/draft.docx" in printed
    unwrapped = "".join(line.strip() for line in (printed + noted).splitlines())
    assert "压缩包 1 个（in/a.zip!/b.zip）" in unwrapped
    # What is written for a member has a place outside of its archive.
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"in/a.zip!page.html.tables.txt", "in/a.zip!稿!draft.docx.tables.txt"} <= written
    lists = {"lists/a.zip/某市人民政府-2023.md", "lists/a.zip/稿/某市人民政府-2023.md"}
    assert {name for name in written if name.startswith("lists/")} == {
        name.replace("lists/", "lists/in/") for name in lists
    }


def test_a_member_is_marked_in_a_copy_of_its_own(folder: Path) -> None:
    (folder / "only.zip").write_bytes(archive({"稿/draft.docx": DOCX}))
    assert main(["check", "only.zip", "--report", "annotated=marked/", "-o", "t.txt", "-q"]) == 1
    (copy,) = (path for path in (folder / "marked").rglob("*") if path.is_file())
    assert copy.relative_to(folder).as_posix() == "marked/only.zip/稿/某市人民政府-2023.marked.docx"
    assert copy.read_bytes() != DOCX
    # A copy in an archive is no report: it is passed over for what it says of itself.
    (folder / "copies.zip").write_bytes(archive({"draft.docx": DOCX, "m.docx": copy.read_bytes()}))
    assert main(["check", "copies.zip", "-o", "r.json", "--output-format", "json", "-q"]) == 1
    results = json.loads((folder / "r.json").read_text("utf-8"))
    assert len(results["reports"]) == 1
    assert [one["path"] for one in results["inputs"]["own_outputs"]] == ["copies.zip!/m.docx"]


def test_an_output_never_overwrites_an_archive(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "in" / "a.zip").read_bytes()
    assert main(["check", "in/a.zip", "--output-file", "in/a.zip"]) == 2
    assert "in/a.zip" in capsys.readouterr().err
    assert main(["check", "in", "--output-file", "in/a.zip"]) == 2
    assert (folder / "in" / "a.zip").read_bytes() == before


def test_tables_and_reports_of_other_years_come_from_archives(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tables", "in/a.zip", "--output-format", "json", "-q"]) == 0
    tables = json.loads(capsys.readouterr().out)
    assert len(tables["reports"]) == 2
    sheet = (SAMPLES / "bad" / "draft-2024.xlsx").as_posix()
    main(["check", sheet, "--previous", "in/a.zip", "--output-format", "json", "-q"])
    results = json.loads(capsys.readouterr().out)
    (pair,) = [one for one in results["compared"] if one["relation"] == "years"]
    assert pair["reports"] == [sheet, "in/a.zip!/page.html"]
    assert folder.exists()


def test_what_is_no_folder_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("locked.zip").write_bytes(encrypted(archive({"r.docx": DOCX, "s.docx": PAGE})))
    Path("cut.zip").write_bytes(archive({"r.docx": DOCX})[:-30])
    Path("page.zip").write_bytes(PAGE)
    arguments = ["check", "locked.zip", "cut.zip", "page.zip", "--output-format", "concise"]
    assert main([*arguments, "--color", "never"]) == 1
    printed = capsys.readouterr().out.splitlines()
    for name, words in {
        "locked.zip!/r.docx": "设有打开密码",
        "locked.zip!/s.docx": "设有打开密码",
        "cut.zip": "损坏",
    }.items():
        (line,) = [line for line in printed if line.startswith(f"{name}:")]
        assert words in line
    # By the bytes: a web page, whatever its name.
    assert not [line for line in printed if line.startswith("page.zip") and "ST-20" in line]


def test_an_archive_without_a_report_is_none_of_a_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.zip").write_bytes(archive({"seal.jpg": PICTURE}))
    assert main(["check", "a.zip"]) == 2
    said = capsys.readouterr().err
    assert "a.zip" in said
    assert "图片 1 个（a.zip!/seal.jpg）" in said
