"""The commands of the register from the command line, over a reader that needs no PDF."""

from __future__ import annotations

import hashlib
import io
import json
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from sqlalchemy import select

from checker.cli.commands.register import COMMANDS
from checker.cli.main import main
from checker.cli.terminal import progress
from checker.model import PageFault, Refusal, RefusalReason, Report
from checker.model.filings import FilingState, FindingState
from checker.model.marks import HEAD, own_head
from checker.model.register_changes import FileFate
from checker.register.store import open_store
from checker.register.tables import FileContent
from tests.support.factory import change, sample
from tests.support.golden_rules import table_rulebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.options import Options
    from checker.rulebook.form import Form

LIST = """\
body,kind,parent,complete,code,alias,due,contact
某县人民政府,government,,yes,10,,,张三
某县教育局,department,10,no,11,某县教体局,,李四
某县民政局,department,10,no,12,,01-20,
某镇人民政府,township,10,no,13,,,
"""


def read(path: str) -> Report:
    """A sample report with what the file (JSON) says otherwise; its hash is the file's."""
    try:
        data = Path(path).read_bytes()
    except OSError:
        return Report(path, "", refusal=Refusal(RefusalReason.NOT_FOUND))
    digest = hashlib.sha256(data).hexdigest()
    if not data.startswith(b"{"):
        reason = RefusalReason.OWN_OUTPUT if data.startswith(b"own") else RefusalReason.DAMAGED
        return Report(path, digest, refusal=Refusal(reason, "" if data == b"x" else "json"))
    given: dict[str, Any] = json.loads(data)
    report = replace(sample("suqian-2023"), path=path, sha256=digest, table_pages=(1,))
    for ref, raw in given.pop("cells", {}).items():
        report = change(report, ref, raw)
    if given.pop("fault", False):
        report = replace(report, faults=(PageFault(1, "ImportError: x"),))
    return replace(report, **{"body": "某县教育局", **given})


class Reader:
    versions = (("camelot-py", "2.0"),)

    def __init__(self, seen: list[str]) -> None:
        self.seen = seen

    def read(self, paths: Sequence[str], forms: tuple[Form, ...]) -> Iterator[tuple[Report, ...]]:
        assert forms
        for path in paths:
            self.seen.append(Path(path).name)
            yield (read(path),)
            self.seen.append("done")


@pytest.fixture
def seen() -> list[str]:
    """What was read."""
    return []


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    seen: list[str],
) -> Callable[..., tuple[int, str, str]]:
    """``run("status", "--year", "2023")``: exit status, output, what was said beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text(LIST, "utf-8")

    @contextmanager
    def start(options: Options) -> Iterator[Reader]:
        assert options.lang == "zh", "the findings are in the store's language"
        yield Reader(seen)

    def command(*argv: str, lang: str = "zh") -> tuple[int, str, str]:
        day = [] if "--date" in argv else ["--date", "2024-02-10"]
        status = main(["register", *argv, *day, "--lang", lang], start_readers=start)
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


@pytest.fixture
def few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Golden files are about these rules, whatever others there are."""
    monkeypatch.setattr("checker.rulebook.load_rulebook", lambda *_: table_rulebook())


def report(name: str, folder: str = "in", **given: Any) -> str:
    Path(folder).mkdir(exist_ok=True)
    path = f"{folder}/{name}.pdf"
    Path(path).write_text(json.dumps(given, ensure_ascii=False), "utf-8")
    return path


BAD = {"t3.granted.total": "999"}


def test_from_an_empty_folder_to_a_report_that_is_cleared(
    run: Callable[..., tuple[int, str, str]],
    tmp_path: Path,
    golden: Callable[[str, str], None],
    few_rules: None,
) -> None:
    status, out, err = run("bodies", "list.csv", "--dry-run")
    assert (status, "新增 4" in out, out.count("新增：")) == (0, True, 4)
    assert not (tmp_path / "checker.db").exists(), "a dry run makes no store"
    status, out, err = run("bodies", "list.csv")
    assert (status, out) == (
        0,
        "单位名单已导入：新增 4，变更 0，未变 0，名单中已没有 0（保留，不再催报）\n",
    )
    assert str(tmp_path / "checker.db") in err
    report("a", cells=BAD)
    report("b", body="某县人民政府")
    report("c", body="某 县民政局", cells={"t3.granted.total": "x"})
    report("d", body="县民政局办公室")
    assert run("add", "in")[0] == 1, "one is nobody's yet"
    status, out, err = run("match")
    assert (status, "某县民政局（编码 12）" in out) == (1, True)
    assert run("match", "县民政局办公室", "13")[:2] == (
        0, "“县民政局办公室”归入 某镇人民政府：1 份报告\n",
    )  # fmt: skip
    assert run("match")[:2] == (0, "没有待归入的报告\n")
    status, out, err = run("clear", "11", "2023")
    assert (status, "--note" in err) == (2, True)
    assert run("send-back", "某县教体局", "2023", "--by", "王五", "--note", "请核对表三")[0] == 0
    report("a2")
    status, out, err = run("add", "in", "--date", "2024-02-20")
    assert status == 0
    assert "in/a2.pdf：某县教育局 2023 年度第 2 版" in out
    assert "已登记过 4 个" in out
    assert run("clear", "11", "2023", "--seen", "1")[0] == 2
    status, out, err = run("clear", "11", "2023", "--seen", "2", "--note", "已核实")
    assert out == "某县教育局 2023 年度第 2 版：已审结\n"
    for lang in ("zh", "en"):
        for command in (["status"], ["show", "11", "2023"], ["findings"], ["reports"]):
            status, out, err = run(*command, "--date", "2024-03-01", lang=lang)
            assert status == 0
            golden(f"register/{command[0]}.{lang}.txt", out)


def test_every_output_of_the_status_tells_the_same(
    run: Callable[..., tuple[int, str, str]],
    tmp_path: Path,
    golden: Callable[[str, str], None],
    few_rules: None,
) -> None:
    assert run("bodies", "list.csv")[0] == 0
    report("a", cells=BAD)
    assert run("add", "in")[0] == 0
    record = json.loads(run("status", "--output-format", "json")[1])
    assert record["format"] == "checker-register/1"
    assert record["store"] == (tmp_path / "checker.db").as_posix()
    assert record["totals"]["late"] == 3
    bodies = {one["code"]: one for one in record["bodies"]}
    assert bodies["11"]["state"] == "findings"
    assert (bodies["12"]["due"], bodies["12"]["days_late"]) == ("2024-01-20", 21)
    assert run("status", "--output-format", "xlsx", "-o", "a.xlsx")[0] == 0
    assert run("status", "--output-format", "xlsx", "-o", "b.xlsx")[0] == 0
    data = Path("a.xlsx").read_bytes()
    assert data == Path("b.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    rows = {row[1]: row for row in sheet.iter_rows(min_row=5, values_only=True)}
    assert {code: row[0] for code, row in rows.items()} == {
        code: one["body"] for code, one in bodies.items()
    }
    assert rows["11"][3] == "待处理"
    assert (rows["12"][4], rows["12"][6]) == ("2024-01-20", 21)
    assert sheet["A6"].alignment.indent == 1
    _, page, _ = run("status", "--output-format", "html")
    golden("register/status.html", page)
    for lang, word in (("zh", "某县教育局"), ("en", "findings")):
        assert word in run("status", "--output-format", "html", lang=lang)[1]
    assert "<script" not in page
    told = run("status", "--output-format", "json")[1]
    for written, name in ((data, "xlsx"), (page.encode(), "html"), (told.encode(), "register")):
        own = own_head(written[:HEAD])
        assert own is not None
        assert own.format == name, "it is known, should somebody lay it among the reports"
    assert run("status", "--parent", "某县民政局", "--state", "owed")[1].count("：未报") == 1
    assert "某县人民政府" not in run("status", "--parent", "12")[1]
    # Not over the store.
    assert run("status", "-o", "checker.db")[0] == 2


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


def test_two_versions_are_held_together(run: Callable[..., tuple[int, str, str]]) -> None:
    run("bodies", "list.csv")
    assert run("diff", "11", "2023")[0] == 2, "no report came"
    report("a", cells=BAD)
    run("add", "in")
    status, out, err = run("diff", "11", "2023")
    assert (status, "没有可比较的两版（现有版次：1）" in err) == (2, True)
    report("b", cells={"t3.denied_law_forbids.total": "26"})
    report("c")
    run("add", "in/b.pdf")
    run("add", "in/c.pdf")
    record = json.loads(run("diff", "11", "2023", "--output-format", "json")[1])
    assert record["format"] == "checker-rounds/1"
    status, out, err = run("diff", "11", "2023", "--old", "1", "--new", "2")
    assert status == 1
    assert "T3-02" in out
    assert "26" in out, "a number that no finding had asked to change"
    assert run("diff", "11", "2023", "--old", "1")[0] == 0, "put right, and nothing else touched"
    assert run("diff", "11", "2023", "--old", "2", "--new", "9")[0] == 2
    out = run("diff", "某县教体局", "2023", "--old", "1", lang="en")[1]
    assert "T3-02" in out


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

    with open_store(Path("checker.db").absolute(), "zh").reading() as session:
        assert report_of(session.scalars(select(ReportRow)).one()).scope == "own"


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
    with open_store(Path("checker.db").absolute(), "zh").reading() as session:
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


def test_another_command_tells_that_there_is_no_store(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report("a")
    for name in set(COMMANDS) - {"init", "bodies"}:
        more = {"add": ["in"], "match": []}.get(name, [])
        if name in ("show", "diff", "clear", "send-back"):
            more = ["11", "2023"]
        status, out, err = run(name, *more)
        assert (status, out) == (2, ""), name
        assert err == (
            f"checker: 错误：没有台账“{tmp_path}/checker.db”；"
            "请用 checker register init 建立，或用 --store 指明\n"
        )
    assert not (tmp_path / "checker.db").exists()
    monkeypatch.setenv("CHECKER_STORE", "other.sqlite")
    assert "other.sqlite" in run("status")[2]
    assert run("init", "--store", "third.db")[1] == f"已建立台账 {tmp_path}/third.db\n"
    assert run("init", "--store", "third.db")[0] == 2


def test_without_the_extra_one_line_says_how_to_install_it(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checker.cli.commands.register.shared.find_spec", lambda _: None)
    for argv in (["init"], ["bodies", "list.csv"], ["status"], ["clear", "a", "2023"]):
        status, out, err = run(*argv)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert "pip install 'nianbao-checker[register]'" in err


def test_the_help_of_a_group_names_its_commands_and_each_has_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["register", "--help"]) == 0
    page = capsys.readouterr().out
    assert [name for name in COMMANDS if f"\n    {name}" not in page] == []
    for argv in (["register", "add", "--help"], ["help", "register", "add"]):
        assert main(argv) == 0
        assert "--keep-files" in capsys.readouterr().out
    assert main(["register"]) == 2
    assert "缺少参数：命令" in capsys.readouterr().err
    assert main(["register", "ad", "x"]) == 2
    assert "是否指 add" in capsys.readouterr().err


@pytest.mark.parametrize("given", ["99999", "24", "1999", "２０２４", "-1"])
def test_a_year_is_one(given: str, run: Callable[..., tuple[int, str, str]]) -> None:
    for argv in (["status", "--year", given], ["show", "11", given]):
        status, out, err = run(*argv)
        assert (status, out, err.count("\n")) == (2, "", 1)
    if given != "-1":
        assert f"应为年度（如 2024），而不是“{given}”" in err


def test_options_stand_anywhere(run: Callable[..., tuple[int, str, str]]) -> None:
    assert main(["--lang", "en", "register", "--store", "a.db", "init"]) == 0
    assert Path("a.db").exists()
    assert main(["register", "--store", "a.db", "bodies", "--dry-run", "list.csv"]) == 0


def test_the_words_that_help_does_not_wait_for_are_those_of_the_model() -> None:
    from checker.cli.commands.register.findings import STATES as OF_FINDINGS
    from checker.cli.commands.register.status import STATES

    assert [*STATES] == [*FilingState]
    assert [*OF_FINDINGS] == [*FindingState]


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
