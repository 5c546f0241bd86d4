"""``register add`` and whose its reports are, from the command line."""

from __future__ import annotations

import io
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from checker.cli.terminal import progress
from checker.model import Refusal, RefusalReason, Report, ReportPart
from checker.model.register_changes import FileFate
from checker.register.location import located
from checker.register.store import open_store
from checker.register.tables import FileContent
from tests.register import commands
from tests.register.commands import BAD, LIST, Reader, report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def test_what_was_added_is_told_as_records(run: Callable[..., tuple[int, str, str]]) -> None:
    run("bodies", "list.csv")
    report("a", cells=BAD)
    Path("in/bad.pdf").write_bytes(b"x")
    Path("in/mine.pdf").write_bytes(b"own")
    Path("in/copy.pdf").write_bytes(Path("in/a.pdf").read_bytes())
    status, out, err = run("add", "in", "in/a.pdf", "no.pdf", "--output-format", "json")
    record = json.loads(out)
    assert status == 1
    assert record["tally"] == {
        "new": 1, "again": 0, "known": 1, "unread": 2, "own": 1, "reports": 1, "unassigned": 0,
    }  # fmt: skip
    fates = {one["path"]: one["fate"] for one in record["files"]}
    assert fates == {
        "in/a.pdf": FileFate.NEW, "in/bad.pdf": FileFate.UNREAD, "in/mine.pdf": FileFate.OWN,
        "no.pdf": FileFate.UNREAD,
    }  # fmt: skip
    assert "mine.pdf" in err
    status, out, err = run("add", "in")
    assert (status, "已登记过 3 个" in out) == (0, True), "a damaged file stays one"
    for command in (["reports"], ["findings"], ["show", "11", "2023"], ["match"]):
        record = json.loads(run(*command, "--output-format", "json")[1])
        assert record["format"] == "checker-register/1"
    record = json.loads(run("bodies", "list.csv", "--output-format", "json")[1])
    assert record["tally"] == {"new": 0, "changed": 0, "kept": 4, "absent": 0}
    record = json.loads(run("reports", "--unassigned", "--output-format", "json")[1])
    assert [one["refusal"] for one in record["reports"]] == ["damaged"]


def test_what_needs_somebodys_eye_is_told_by_name(run: Callable[..., tuple[int, str, str]]) -> None:
    run("init")
    report("a")
    report("b", body=None)
    report("c", body="某县\x1b民政局", year=None)
    Path("in/d.pdf").write_bytes(b"x")
    status, out, _ = run("add", "in")
    assert status == 1
    told = dict(line.split("：", 1) for line in out.splitlines() if line.startswith("in/"))
    assert told["in/a.pdf"] == "名单中没有“某县教育局”，未归入任何单位"
    assert told["in/b.pdf"] == "未能识别单位名称，未归入任何单位"
    assert told["in/c.pdf"] == r"未能识别“某县\x1b民政局”的年度，未归入"
    assert "损坏" in told["in/d.pdf"]
    assert "\x1b" not in out
    assert "尚有 3 份报告未归入单位" in out
    status, out, _ = run("match", lang="en")
    assert (status, "it tells no body or no year" in out) == (1, True)
    status, out, _ = run("reports", "--unassigned", lang="en")
    assert out.splitlines()[-1] == "reports, 4"
    status, out, _ = run("bodies", "list.csv", "--dry-run")
    assert "1 份将可归入" in out
    status, out, _ = run("bodies", "list.csv")
    assert "1 份已归入" in out
    Path("list.csv").write_text(LIST.replace("某县教育局", "某县教育体育局"), "utf-8")
    status, out, _ = run("bodies", "list.csv", lang="en")
    assert "changed: 某县教育体育局 (code 11): body from “某县教育局” to “某县教育体育局”" in out
    Path("list.csv").write_text("".join(LIST.splitlines(keepends=True)[:-1]), "utf-8")
    status, out, _ = run("bodies", "list.csv")
    assert "名单中已没有：某镇人民政府（编码 13）" in out
    assert run("status")[1].count("尚有 2 份报告未归入单位") == 1
    assert run("match", "甲")[0] == 2
    assert run("match", "甲", "乙", "--accept")[0] == 2


def test_what_cannot_be_read_of_a_file_has_its_own_line(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(
        _: Reader, paths: Sequence[str], __: object, ___: object
    ) -> Iterator[tuple[Report, ...]]:
        for path in paths:
            one = commands.read(path)
            parts = [ReportPart(number, 2) for number in (1, 2)]
            none = Report(path, one.sha256, part=parts[1], refusal=Refusal(RefusalReason.NO_TEXT))
            yield replace(one, part=parts[0]), none

    monkeypatch.setattr(Reader, "read", read)
    run("bodies", "list.csv")
    report("a")
    status, out, _ = run("add", "in")
    (line,) = (one for one in out.splitlines() if one.startswith("in/"))
    assert line.startswith("in/a.pdf#2：")
    assert status == 1
    assert run("reports", "--output-format", "json")[1].count('"version": 1') == 1


def test_sure_names_are_settled_together_and_each_is_told(
    run: Callable[..., tuple[int, str, str]],
) -> None:
    Path("list.csv").write_text(
        "body,kind,parent,complete,code\n东江市人民政府,government,,no,1\n"
        "西湖区人民政府,government,1,no,2\n西湖区教育局,,2,no,3\n",
        "utf-8",
    )
    run("bodies", "list.csv")
    report("a", body="东江市西湖区教育局")
    report("b", body="东江市西湖区教育局", year=2022)
    report("c", body="东江市水务局")
    run("add", "in")
    status, out, _ = run("match", "--accept")
    assert (status, out.splitlines()[0]) == (1, "“东江市西湖区教育局”归入 西湖区教育局：2 份报告")
    assert "东江市水务局" in out


def test_what_the_list_says_of_a_body_holds_for_its_reports(
    run: Callable[..., tuple[int, str, str]],
) -> None:
    Path("list.csv").write_text(LIST.replace("due,contact", "due,scope").replace("张三", "own"))
    Path("list.csv").write_text(Path("list.csv").read_text("utf-8").replace("李四", ""), "utf-8")
    assert run("bodies", "list.csv")[0] == 0
    report("a", body="某县人民政府")
    run("add", "in")
    from checker.register.records import report_of
    from checker.register.tables import ReportRow

    with open_store(located(os.environ.get("CHECKER_STORE", ""), "zh"), "zh").reading() as session:
        assert report_of(session.scalars(select(ReportRow)).one()).scope == "own"


@pytest.mark.usefixtures("both")
def test_what_is_known_is_not_read(
    run: Callable[..., tuple[int, str, str]], seen: list[str]
) -> None:
    run("bodies", "list.csv")
    report("a")
    report("b", body="某县民政局")
    run("add", "in")
    assert seen == ["a.pdf", "done", "b.pdf", "done"]
    report("c", body="某镇人民政府")
    run("add", "in")
    assert seen[4:] == ["c.pdf", "done"]
    run("add", "in", "--severity", "T3-01=info")
    assert len(seen) == 12, "other settings judge otherwise"
    run("add", "in", "--keep-files", "--severity", "T3-01=info")
    with open_store(located(os.environ.get("CHECKER_STORE", ""), "zh"), "zh").reading() as session:
        assert len(session.scalars(select(FileContent.data)).all()) == 3


def test_a_file_that_another_command_read_is_taken_from_the_cache(
    run: Callable[..., tuple[int, str, str]],
    seen: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CHECKER_NO_CACHE")
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path / "cache"))
    run("bodies", "list.csv")
    report("a", cells=BAD)
    assert run("add", "in")[0] == 0
    assert seen.count("a.pdf") == 1
    first = run("findings", "--output-format", "json")[1]
    assert run("bodies", "list.csv", "--store", "other.db")[0] == 0
    assert run("add", "in", "--store", "other.db")[0] == 0
    assert seen.count("a.pdf") == 1, "another store, the same file and rules"
    assert run("findings", "--output-format", "json", "--store", "other.db")[1] == first
    assert run("add", "in", "--no-cache", "--store", "other.db", "--severity", "T3-02=info")[0] == 0
    assert seen.count("a.pdf") == 2


def test_each_file_is_kept_before_the_next_is_asked_for(
    run: Callable[..., tuple[int, str, str]], seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("bodies", "list.csv")
    for name in "abc":
        report(name, body="某县民政局", title=name)
    from checker.register.intake import Intake

    take = Intake.take

    def interrupted(self: Intake, path: str, found: Any) -> Any:
        if path.endswith("b.pdf"):
            raise KeyboardInterrupt
        return take(self, path, found)

    monkeypatch.setattr(Intake, "take", interrupted)
    assert run("add", "in")[0] == 130
    assert seen == ["a.pdf", "done", "b.pdf"]
    monkeypatch.setattr(Intake, "take", take)
    record = json.loads(run("reports", "--output-format", "json")[1])
    assert [one["path"] for one in record["reports"]] == ["in/a.pdf"]
    assert run("add", "in")[0] == 0
    assert seen[3:] == ["b.pdf", "done", "c.pdf", "done"]


def test_a_broken_installation_is_no_fault_of_the_reports(
    run: Callable[..., tuple[int, str, str]],
) -> None:
    run("bodies", "list.csv")
    for name in "ab":
        report(name, fault=True, title=name)
    status, out, err = run("add", "in")
    assert (status, "ImportError" in err) == (2, True)
    report("c", title="c")
    # They are read again, for what failed need not fail for ever.
    status, out, err = run("add", "in", "--output-format", "json")
    assert json.loads(out)["tally"]["again"] == 2


def test_progress_tells_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    stream = Terminal()
    with progress(3, "zh", stream, timed=True) as advance:
        assert advance is not None
        for _ in range(3):
            advance()
    assert "3/3" in stream.getvalue()
    assert "每分钟" in stream.getvalue()
    assert "0:00:00" in stream.getvalue()
    assert sys.stderr is not stream
