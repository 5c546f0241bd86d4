"""What is not checked is told: files of other kinds, the program's own, duplicates, empty folders.

The reader is prepared (no PDF is opened) except where marks on real files are the matter.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.cli.files import expand
from checker.cli.main import main
from checker.documents.endings import KINDS
from checker.errors import CheckerError
from checker.isolation.duplicates import duplicates
from checker.isolation.read import read_report
from checker.model import (
    Duplicate,
    FileKind,
    Inputs,
    OwnOutput,
    Refusal,
    RefusalReason,
    Report,
    Unread,
)
from checker.model.marks import MARK
from checker.options import Options
from checker.pipeline import run, tables
from checker.reporters import BINARY, REPORTERS, TELLS_INPUTS
from tests.support.factory import sample
from tests.support.prepared_readers import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from checker.pipeline import ReportReader
    from checker.rulebook.form import Form

COPY = "ab" * 32  # the hash of an original that is not given


class Answers:
    """A reader that knows the samples by name, and what it was told of other files."""

    versions = ()

    def __init__(self, told: Mapping[str, Refusal], seen: list[str]) -> None:
        self._told = told
        self._seen = seen

    def read(
        self, paths: Sequence[str], forms: tuple[Form, ...], lexicon: object = None
    ) -> Iterator[tuple[Report, ...]]:
        del forms, lexicon
        for path in paths:
            self._seen.append(path)
            name = Path(path).stem
            if name in SAMPLES:
                digest = hashlib.sha256(name.encode()).hexdigest()
                yield (replace(sample(name), path=path, sha256=digest),)
            else:
                refusal = self._told.get(Path(path).name, Refusal(RefusalReason.NOT_FOUND))
                yield (Report(path, "", refusal=refusal),)


def answers(seen: list[str] | None = None, **told: Refusal) -> Callable[[Options], Any]:
    by_name = {f"{name}.pdf": refusal for name, refusal in told.items()}

    @contextlib.contextmanager
    def start(options: Options) -> Iterator[ReportReader]:
        yield Answers(by_name, [] if seen is None else seen)

    return start


LIST = Refusal(RefusalReason.OWN_OUTPUT, "pdf")
GONE_COPY = Refusal(RefusalReason.OWN_OUTPUT, "annotated-pdf", COPY)
HELD_COPY = Refusal(
    RefusalReason.OWN_OUTPUT, "annotated-pdf", hashlib.sha256(b"suqian-2023").hexdigest()
)


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("CHECKER_STRICT_INPUTS", raising=False)


def files(*names: str, content: bytes = b"") -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content or name.encode())


def check(*argv: str, start: Callable[[Options], Any] | None = None) -> int:
    return main(["check", "--isolated", *argv], start_readers=start or answers())


# --- Which files a folder holds.


@pytest.mark.parametrize(("ending", "kind"), sorted(KINDS.items()))
def test_each_kind_of_document_is_told(ending: str, kind: FileKind) -> None:
    files("in/a.pdf", f"in/deep/x{ending}", f"in/Y{ending.upper()}")
    given = expand(["in"], "zh")
    assert given.files == ("in/a.pdf",)
    assert given.beside.unread == (
        Unread(f"in/Y{ending.upper()}", kind),
        Unread(f"in/deep/x{ending}", kind),
    )


def test_what_cannot_be_a_report_is_not_told() -> None:
    files("in/a.pdf", "in/.hidden.pptx", "in/.git/x.pptx", "in/~$report.pptx")
    files("in/bodies.csv", "in/notes.txt", "in/README.md", "in/checker.toml", "in/data.json")
    files("in/rules.yaml", "in/run.py", "in/Makefile")
    assert expand(["in"], "zh").beside == Inputs()


def test_a_pdf_under_another_name_is_told() -> None:
    files("in/a.pdf")
    files("in/report", "in/b.pdf.bak", "in/c.txt", content=b"%PDF-1.7\n")
    kinds = {(one.path, one.kind) for one in expand(["in"], "zh").beside.unread}
    names = ("in/report", "in/b.pdf.bak", "in/c.txt")
    assert kinds == {(name, FileKind.RENAMED_PDF) for name in names}


def test_a_pipe_is_not_opened_to_see_what_it_is() -> None:
    files("in/a.pdf")
    os.mkfifo("in/pipe")
    os.mkfifo("in/page.pptx")
    unread = expand(["in"], "zh").beside.unread
    assert unread == (Unread("in/page.pptx", FileKind.PRESENTATION),)


def test_links_to_folders_are_not_followed_in_silence() -> None:
    files("in/a.pdf", "in/deep/b.pdf", "elsewhere/c.pdf")
    Path("in/out").symlink_to(Path("elsewhere").resolve())
    Path("in/loop").symlink_to(Path("in").resolve())
    given = expand(["in"], "zh")
    assert given.files == ("in/a.pdf", "in/deep/b.pdf")
    assert given.beside.unread == (Unread("in/out", FileKind.LINKED_FOLDER),)


def test_a_folder_that_cannot_be_listed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    files("in/a.pdf", "in/shut/b.pdf")
    scandir = os.scandir

    def refuses(path: Any = ".") -> Any:
        if os.fspath(path) == "in/shut":
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuses)
    assert expand(["in"], "zh").files == ("in/a.pdf", "in/shut")
    refusal = read_report("in/shut", ()).refusal
    assert refusal == Refusal(RefusalReason.FOLDER_NOT_LISTED, "Permission denied")


def test_exclude_is_for_what_is_not_read_too() -> None:
    files("in/a.pdf", "in/old/b.pptx", "in/c.pptx")
    given = expand(["in"], "zh")
    assert [one.path for one in given.beside.unread] == ["in/c.pptx", "in/old/b.pptx"]
    given = expand(["in"], "zh", ["in/old"])
    assert [one.path for one in given.beside.unread] == ["in/c.pptx"]


def test_a_folder_given_twice_tells_a_document_once() -> None:
    files("in/a.pdf", "in/deep/b.pptx")
    given = expand(["in", "in/deep", "in"], "zh")
    assert given.beside.unread == (Unread("in/deep/b.pptx", FileKind.PRESENTATION),)
    assert given.beside.duplicates == (Duplicate("in/a.pdf", "in/a.pdf"),)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_but_other_files_says_which(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    files("in/a.pptx", "in/b.jpg")
    with pytest.raises(CheckerError, match=r"“in”.*a\.pptx.*b\.jpg"):
        expand(["in"], lang)
    assert check("in") == 2
    assert capsys.readouterr().err.count("\n") == 1


# --- Duplicates.


def test_files_of_one_content_are_found() -> None:
    files("a", "c", content=b"same")
    files("b", content=b"diff")
    files("d", content=b"same")
    files("e", "f", content=b"another")
    Path("empty").touch()
    Path("empty2").touch()
    os.mkfifo("pipe")
    paths = ["a", "b", "c", "gone", "gone", "d", "e", "pipe", "pipe", "f", "empty", "empty2"]
    assert duplicates(paths) == {2: 0, 5: 0, 9: 6}


def test_only_files_of_one_size_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    files("a", content=b"1")
    files("b", content=b"22")
    monkeypatch.setattr("checker.isolation.duplicates.digest_of", pytest.fail)
    assert duplicates(["a", "b"]) == {}


def test_duplicates_are_read_and_counted_once(capsys: pytest.CaptureFixture[str]) -> None:
    files("in/suqian-2023.pdf", "in/copy.pdf", content=b"one")
    files("in/hongze-2023.pdf")
    Path("in/link.pdf").symlink_to("hongze-2023.pdf")
    seen: list[str] = []
    argv = ["suqian-2023.pdf", "in", "suqian-2023.pdf", "--output-format", "json"]
    shutil.copy("in/copy.pdf", "suqian-2023.pdf")
    assert check(*argv, start=answers(seen)) == 1
    assert seen == ["suqian-2023.pdf", "in/hongze-2023.pdf"]
    whole = json.loads(capsys.readouterr().out)
    assert whole["summary"]["reports"] == 2
    assert whole["inputs"]["duplicates"] == [
        {"path": "in/link.pdf", "same_as": "in/hongze-2023.pdf"},
        {"path": "suqian-2023.pdf", "same_as": "suqian-2023.pdf"},
        {"path": "in/copy.pdf", "same_as": "suqian-2023.pdf"},
        {"path": "in/suqian-2023.pdf", "same_as": "suqian-2023.pdf"},
    ]


def test_a_previous_report_that_is_checked_anyway_is_told() -> None:
    files("suqian-2023.pdf", "suqian-2024.pdf")
    shutil.copy("suqian-2023.pdf", "again.pdf")
    options = Options(previous=("suqian-2023.pdf", "again.pdf"))
    found = run(["suqian-2024.pdf", "suqian-2023.pdf"], options, start_readers=answers()).results
    assert found.inputs.duplicates == (
        Duplicate("suqian-2023.pdf", "suqian-2023.pdf"),
        Duplicate("again.pdf", "suqian-2023.pdf"),
    )
    once = run(["suqian-2024.pdf", "suqian-2023.pdf"], Options(), start_readers=answers()).results
    assert (found.findings, found.compared) == (once.findings, once.compared)


def test_a_previous_report_that_cannot_be_read_is_told() -> None:
    options = Options(previous=("gone.pdf",))
    found = run(["suqian-2023.pdf"], options, start_readers=answers()).results
    assert found.inputs.unread == (Unread("gone.pdf", FileKind.PREVIOUS),)


def test_the_library_reads_a_content_once() -> None:
    files("suqian-2023.pdf", "b.pdf", content=b"one")
    seen: list[str] = []
    found = run(["suqian-2023.pdf", "b.pdf"], Options(), start_readers=answers(seen)).results
    assert seen == ["suqian-2023.pdf"]
    assert len(found.reports) == 1
    read = tables(["suqian-2023.pdf", "b.pdf"], Options(), start_readers=answers())
    assert read.inputs.duplicates == (Duplicate("b.pdf", "suqian-2023.pdf"),)


# --- The program's own files.


def test_own_files_of_a_folder_are_passed_over_and_named_ones_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    files("in/suqian-2023.pdf", "in/list.pdf", "in/copy.pdf")
    start = answers(list=LIST, copy=HELD_COPY)
    assert check("in", "--output-format", "json", start=start) == 0
    whole = json.loads(capsys.readouterr().out)
    assert [one["path"] for one in whole["reports"]] == ["in/suqian-2023.pdf"]
    assert whole["inputs"]["own_outputs"] == [
        {"path": "in/copy.pdf", "format": "annotated-pdf"},
        {"path": "in/list.pdf", "format": "pdf"},
    ]
    assert check("in/suqian-2023.pdf", "in/list.pdf", start=start) == 1
    assert "自己写出的文件，不是年度报告" in capsys.readouterr().out


def test_a_copy_without_its_original_is_a_document_not_read() -> None:
    files("in/suqian-2023.pdf", "in/copy.pdf")
    start = answers(copy=GONE_COPY)
    assert check("in", start=start) == 0
    assert check("in", "--strict-inputs", start=start) == 1
    assert check("in", "--strict-inputs", start=answers(copy=HELD_COPY)) == 0


def test_a_folder_of_own_files_alone_is_no_pass(capsys: pytest.CaptureFixture[str]) -> None:
    files("out/list.pdf", "in/suqian-2023.pdf")
    start = answers(list=LIST)
    assert check("out", start=start) == 2
    assert "out/list.pdf" in capsys.readouterr().err
    assert main(["tables", "out"], start_readers=start) == 2
    assert check("out", "in", "--lang", "en", start=start) == 1
    assert "was found in: out" in capsys.readouterr().out
    Path("empty").mkdir()
    assert check("in", "empty", "--output-format", "json", start=start) == 1
    whole = json.loads(capsys.readouterr().out)
    assert whole["inputs"]["without_reports"] == ["empty"]
    assert whole["summary"]["reports"] == 1


def test_own_reports_of_other_years_are_passed_over() -> None:
    options = Options(previous=("list.pdf",))
    found = run(["suqian-2023.pdf"], options, start_readers=answers(list=LIST)).results
    assert found.inputs == Inputs(own=(OwnOutput("list.pdf", "pdf"),))


# --- Strict.


def test_strict_inputs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    files("in/suqian-2023.pdf", "in/a.pptx")
    assert check("in") == 0
    assert check("in", "--strict-inputs") == 1
    assert check("in", "--strict-inputs", "--exit-zero") == 0
    assert check("in", "--strict-inputs", "--exclude", "*.pptx") == 0
    assert check("in", "--config", "strict-inputs=true") == 1
    monkeypatch.setenv("CHECKER_STRICT_INPUTS", "true")
    assert check("in") == 1
    monkeypatch.setenv("CHECKER_STRICT_INPUTS", "0")
    assert check("in") == 0
    capsys.readouterr()
    monkeypatch.setenv("CHECKER_STRICT_INPUTS", "maybe")
    assert check("in") == 2
    assert "true 或 false" in capsys.readouterr().err
    monkeypatch.delenv("CHECKER_STRICT_INPUTS")
    Path("checker.toml").write_text("strict-inputs = true\n", "utf-8")
    assert main(["check", "in"], start_readers=answers()) == 1
    assert main(["check", "in", "--show-settings"]) == 0
    assert "strict-inputs = true  # checker.toml" in capsys.readouterr().out
    Path("checker.toml").write_text('strict-inputs = "yes"\n', "utf-8")
    assert main(["check", "in"], start_readers=answers()) == 2


# --- Every output with a summary tells.


@pytest.mark.parametrize("name", sorted(set(REPORTERS) - TELLS_INPUTS - BINARY))
def test_an_output_without_a_summary_leaves_it_to_standard_error(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files("in/suqian-2023.pdf", "in/a.pptx", "in/list.pdf")
    start = answers(list=LIST)
    check("in", "--output-format", name, start=start)
    lines = capsys.readouterr().err.splitlines()
    assert ["a.pptx" in line or "list.pdf" in line for line in lines] == [True, True]
    check("in", "--output-format", "text", start=start)
    captured = capsys.readouterr()
    assert captured.err == ""
    assert "a.pptx" in captured.out


def test_quiet_keeps_what_may_hide_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    files("in/suqian-2023.pdf", "in/copy.pdf", content=b"one")
    files("in/a.pptx", "in/list.pdf")
    files("in/page.html", content=f'<meta name="generator" content="checker ({MARK})">'.encode())
    check("in", "-q", start=answers(list=LIST, copy=LIST))
    text = capsys.readouterr().out
    assert "a.pptx" in text
    assert "list.pdf" in text
    assert "page.html" not in text
    assert "重复" not in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_tables_of_text_are_read_where_they_speak_of_the_matter(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    table = "信息内容,本年制发件数\n规章,1\n行政规范性文件,2\n"
    Path("in/report.csv").write_bytes(table.encode(encoding))
    Path("in/bodies.csv").write_bytes("机关,上级,级别\n某县财政局,某县,县\n".encode(encoding))
    assert expand(["in"], "zh").files == ("in/report.csv",)
    assert expand(["in/bodies.csv"], "zh").files == ("in/bodies.csv",)  # named, it is read
