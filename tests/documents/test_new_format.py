"""A new input format is a module and an entry: from its bytes to every output, nothing else."""

from __future__ import annotations

import hashlib
import html
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import openpyxl
import pytest

import checker
from checker import documents
from checker.cli.main import main
from checker.isolation.pool import Readers
from checker.isolation.read import read_report, read_reports
from checker.model import PageFault, RefusalReason, Report
from checker.rulebook.load import load_forms
from tests.needs import has_font
from tests.reporters.handing import certificate_of, pdf_text, squeezed
from tests.support.factory import change, sample
from tests.support.made_up_format import KINDS, READER, file_of

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMS = load_forms()
SCHEMA = json.loads((Path(checker.__file__).parent / "results.schema.json").read_text("utf-8"))
WRONG = change(sample("suqian-2024"), "t3.granted.total", "999")  # T3-02 does not hold, nor T3-03
PLACES = {  # of the cell above, as an office reads it
    "document": "第 1 张表第 29 行第 8 格",
    "sheet": "表1!H29（公式 =SUM(A1:H29)）",
    "element": "网页元素 html/body/article[1]/tr[29]/td[8]",
    "picture": "第 1 幅图（图像识别：甲机、乙机，可信度 0.97）",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, and the format registered: here, and in every reading process as it starts."""
    start = tmp_path / "start"
    start.mkdir()
    (start / "sitecustomize.py").write_text(
        "from checker import documents\n"
        "from tests.support.made_up_format import READER\n"
        "documents.READERS = (*documents.READERS, READER)\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(str(start))
    monkeypatch.setattr(documents, "READERS", (*documents.READERS, READER))
    folder = tmp_path / "送审"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def give(name: str, kind: str, *reports: Report) -> str:
    Path(name).write_bytes(file_of(kind, *reports, forms=FORMS))
    return name


def run(*argv: str) -> int:
    return main(["check", *argv, "--isolated"])


def loaded(path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(path).read_text("utf-8"))
    jsonschema.validate(found, SCHEMA)
    return found


def values(report: Report) -> dict[str, object]:
    return {ref: (cell.state, cell.value) for ref, cell in report.cells.items()}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["suqian-2024", "hongze-2023", "xuefu-2020"])
@pytest.mark.usefixtures("here")
def test_a_report_is_read_whole_with_evidence_of_its_own(*, name: str, kind: str) -> None:
    given = sample(name)
    path = Path(give("a.madeup", kind, given))
    read = read_report(path, FORMS)
    assert values(read) == values(given)
    assert (read.body, read.year, read.layout) == (given.body, given.year, given.layout)
    assert (read.media_type, read.pages, read.part) == ("text/x-made-up", 0, None)
    assert read.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    evidence = [cell.place for cell in read.cells.values()]
    evidence += [label.place for label in read.labels]
    evidence += [section.place for section in read.sections]
    evidence += [mention.place for mention in read.years]
    assert {place.kind if place else None for place in evidence} == {kind}
    assert {(cell.page, cell.box) for cell in read.cells.values()} == {(None, None)}


@pytest.mark.usefixtures("here")
def test_a_reading_process_hands_over_every_kind_of_place() -> None:
    paths = [give(f"{kind}.madeup", kind, WRONG) for kind in KINDS]
    with Readers(jobs=2) as readers:
        files = list(readers.read(paths, FORMS))
    assert files == [read_reports(path, FORMS) for path in paths]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("here")
def test_every_output_tells_the_place_in_the_words_of_the_format(kind: str) -> None:
    give("a.madeup", kind, WRONG)
    texts = ("text", "concise", "csv", "markdown", "junit", "gitlab", "github", "sarif", "html")
    outputs = [f"--report={name}=out.{name}" for name in (*texts, "json", "xlsx", "jsonl")]
    assert run(".", *outputs, "--date", "2026-01-31", "-q") == 1  # the folder: its endings count
    for name in texts:
        text = html.unescape(Path(f"out.{name}").read_text("utf-8").replace("\\", ""))  # Markdown
        assert squeezed(PLACES[kind]) in squeezed(text), name
    (report,) = loaded("out.json")["reports"]
    cell = report["cells"]["t3.granted.total"]
    assert (cell["page"], cell["box"], cell["place"]["kind"]) == (None, None, kind)
    (finding,) = (one for one in report["findings"] if one["rule"] == "T3-02")
    assert finding["pages"] == []
    assert cell["place"] in finding["places"]
    (result,) = (
        one
        for one in json.loads(Path("out.sarif").read_text("utf-8"))["runs"][0]["results"]
        if one["ruleId"] == "T3-02"
    )
    operand = result["relatedLocations"][0]["properties"]
    assert operand["sha256"] == report["sha256"]
    assert operand["place"]["kind"] == kind
    cells = openpyxl.load_workbook("out.xlsx").worksheets[0].iter_rows(values_only=True)
    assert any(PLACES[kind] in str(text) for row in cells for text in row)
    if has_font() and kind == "document":
        assert run("a.madeup", "--report=pdf=out.pdf", "-q") == 1
        assert squeezed(PLACES[kind]) in squeezed(pdf_text(Path("out.pdf").read_bytes()))


@pytest.mark.usefixtures("here")
def test_what_has_no_pages_is_not_marked_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    give("a.madeup", "sheet", WRONG)
    assert run("a.madeup", "--report=annotated-pdf=marked.pdf", "-q") == 2
    assert "原件不是 PDF 或 OFD，没有页面可以标注" in capsys.readouterr().err
    assert not Path("marked.pdf").exists()


@pytest.mark.usefixtures("here")
def test_limits_and_refusals_are_the_formats_own() -> None:
    path = give("a.madeup", "element", WRONG, sample("suqian-2023"))
    with Readers() as readers:
        ((first, second),) = readers.read([path], FORMS)
    assert (first.refusal, second.refusal) == (None, None)
    Path("empty.madeup").write_text("MADE-UP element\n\n", "utf-8")
    (empty,) = read_reports("empty.madeup", FORMS)
    assert empty.refusal is not None
    assert empty.refusal.reason is RefusalReason.NO_TEXT


BOTH: Sequence[Report] = (sample("suqian-2023"), WRONG, sample("yanghe-2025"))


@pytest.mark.usefixtures("here")
def test_a_file_of_several_reports_gives_each_its_own_result() -> None:
    path = give("汇编.madeup", "document", *BOTH)
    with pytest.raises(ValueError, match="holds 3 reports"):
        read_report(path, FORMS)
    found = [run(path, "--report=json=all.json", "--report=json=each/", "-o", "all.txt")]
    assert found == [1]
    reports = loaded("all.json")["reports"]
    assert [one["path"] for one in reports] == [path] * 3
    assert len({one["sha256"] for one in reports}) == 1
    assert [(one["part"]["number"], one["part"]["count"]) for one in reports] == [
        (1, 3),
        (2, 3),
        (3, 3),
    ]
    assert [one["year"] for one in reports] == [2023, 2024, 2025]
    # Each report's cells are its own, told by its own places.
    for number, (one, given) in enumerate(zip(reports, BOTH, strict=True), start=1):
        assert {ref: cell["raw"] for ref, cell in one["cells"].items()} == {
            ref: cell.raw for ref, cell in given.cells.items()
        }
        assert {cell["place"]["table"] for cell in one["cells"].values()} == {number}
    names = sorted(file.name for file in Path("each").iterdir())
    assert names == sorted(f"{one['body']}-{one['year']}.json" for one in reports)
    alone = loaded(f"each/{reports[1]['body']}-{reports[1]['year']}.json")["reports"]
    assert alone == [reports[1]]
    text = Path("all.txt").read_text("utf-8")
    assert "汇编.madeup#2" in text
    assert "文件中第2份，共3份（第2张表）" in squeezed(text)


@pytest.mark.usefixtures("here")
def test_reports_of_one_file_are_held_against_each_other() -> None:
    later = change(WRONG, "t3.carried_over.total", "77")  # another figure than last year's report
    path = give("汇编.madeup", "sheet", sample("suqian-2023"), later)
    assert run(path, "--report=json=all.json", "--report=sarif=all.sarif", "-q") == 1
    whole = loaded("all.json")
    (years,) = (one for one in whole["findings"] if one["rule"] == "YR-01")
    assert years["reports"] == [f"{path}#2", f"{path}#1"]
    assert {one["report"] for one in years["evidence"]} == {f"{path}#1", f"{path}#2"}
    assert {one["sha256"] for one in years["evidence"]} == {whole["reports"][0]["sha256"]}
    assert [f"{path}#2", f"{path}#1"] in [one["reports"] for one in whole["compared"]]
    results = json.loads(Path("all.sarif").read_text("utf-8"))["runs"][0]
    assert len(results["artifacts"]) == 1


@pytest.mark.usefixtures("here")
def test_one_report_of_a_file_that_cannot_be_read_leaves_the_others() -> None:
    path = give("汇编.madeup", "element", sample("suqian-2023"))
    with Path(path).open("a", encoding="utf-8") as stream:
        stream.write("\f某县2024年部门预算公开说明\n本部门收支。\n")
    first, second = read_reports(path, FORMS)
    assert first.refusal is None
    assert second.refusal is not None
    assert second.refusal.reason is RefusalReason.NOT_A_REPORT
    assert (second.name, second.part is not None) == (f"{path}#2", True)
    assert run(path, "--report=json=all.json", "-q") == 1
    assert [one["verdict"] for one in loaded("all.json")["reports"]] == ["pass", "unreadable"]


@pytest.mark.usefixtures("here")
def test_own_outputs_are_known_in_any_format() -> None:
    """By the mark that its document tells; a mark on what prints tables is not believed."""
    give("a.madeup", "document", sample("suqian-2023"))
    Path("list.madeup").write_text("MADE-UP document html\n某县2023年错误清单\n", "utf-8")
    path = give("b.madeup", "document", WRONG)
    marked = Path(path).read_bytes().replace(b"document", b"document certificate", 1)
    Path(path).write_bytes(marked)
    assert run(".", "--report=json=all.json", "-q") == 1
    found = loaded("all.json")
    assert [one["path"] for one in found["reports"]] == ["a.madeup", "b.madeup"]
    assert found["inputs"]["own_outputs"] == [{"path": "list.madeup", "format": "html"}]
    assert run("list.madeup", "--report=json=all.json", "-q") == 1  # named: refused as what it is
    (report,) = loaded("all.json")["reports"]
    assert report["refusal"]["reason"] == "own-output"


@pytest.mark.usefixtures("here")
def test_what_the_parser_raised_is_told_of_the_report_it_raised_on() -> None:
    path = give("汇编.madeup", "document", *BOTH)
    lines = Path(path).read_text("utf-8").split("\f")
    lines[1] += "\n!KeyError: a"
    Path(path).write_text("\f".join(lines), "utf-8")
    assert [one.faults for one in read_reports(path, FORMS)] == [
        (),
        (PageFault(2, "KeyError: a", recovered=True),),
        (),
    ]
    assert [one.table_pages for one in read_reports(path, FORMS)] == [(1,), (2,), (3,)]


@pytest.mark.usefixtures("here")
def test_a_sidecar_of_one_of_several_reports_overwrites_no_input(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = give("汇编.madeup", "document", *BOTH)
    other = give("other.madeup", "document", sample("suqian-2023"))
    Path("汇编.madeup#2.tables.txt").symlink_to(other)
    before = Path(other).read_bytes()
    assert run(path, other, "--sidecar", "-q") == 2
    assert "汇编.madeup#2.tables.txt" in capsys.readouterr().err
    assert Path(other).read_bytes() == before
    assert not Path("汇编.madeup#1.tables.txt").exists()


@pytest.mark.usefixtures("here")
def test_reports_of_one_body_and_year_in_one_file_have_files_of_their_own() -> None:
    path = give("汇编.madeup", "document", WRONG, change(WRONG, "t3.granted.total", "998"))
    assert run(path, "--report=json=each/", "-q") == 1
    files = sorted(Path("each").iterdir())
    assert [loaded(str(file))["reports"][0]["part"]["number"] for file in files] == [1, 2]
    digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()[:8]
    name = f"{WRONG.body}-{WRONG.year}-{digest}"
    assert [file.name for file in files] == [f"{name}#1.json", f"{name}#2.json"]


@pytest.mark.usefixtures("here")
def test_of_other_years_each_report_in_a_file_counts_by_itself() -> None:
    give("a.madeup", "document", sample("suqian-2024"))
    path = give("往年.madeup", "document", sample("suqian-2023"))
    with Path(path).open("a", encoding="utf-8") as stream:
        stream.write("\f某县2023年部门预算公开说明\n本部门收支。\n")
    run("a.madeup", "--previous", path, "--report=json=all.json", "-q")
    found = loaded("all.json")
    assert [one["path"] for one in found["reports"]] == ["a.madeup"]
    assert ["a.madeup", f"{path}#1"] in [one["reports"] for one in found["compared"]]
    assert found["inputs"]["unread"] == [{"path": f"{path}#2", "kind": "previous"}]


@pytest.mark.usefixtures("here")
def test_sidecars_waivers_and_certificates_keep_them_apart(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bodies = [sample("yanghe-2025"), change(WRONG, "t3.granted.total", "998")]
    path = give("汇编.madeup", "document", WRONG, *bodies)
    assert run(path, "--sidecar", "-q") == 1
    for number in (1, 2, 3):
        sidecar = Path(f"汇编.madeup#{number}.tables.txt")
        assert f"汇编.madeup#{number}" in sidecar.read_text("utf-8")
    # The first and the third are of one body and year, and differ in one figure: what is
    # accepted in one is not accepted in the other.
    alone = give("alone.madeup", "document", WRONG)
    waive = ["waive", alone, "--reason", "已核", "--isolated", "--waivers", "w.toml", "-q"]
    assert main([*waive, "--date", "2026-01-31"]) == 0
    run(path, "--waivers", "w.toml", "--date", "2026-01-31", "--report=json=all.json", "-q")
    of_rule = [
        [one["waived"] is not None for one in report["findings"] if one["rule"] == "T3-02"]
        for report in loaded("all.json")["reports"]
    ]
    assert (of_rule[0], of_rule[2]) == ([True], [False])
    if has_font():
        assert run(path, "--report=certificate=c.pdf", "-q") == 1
        record = certificate_of(Path("c.pdf").read_bytes())
        assert [one["part"] for one in record["reports"]] == [1, 2, 3]
        assert main(["verify", "c.pdf", path, "-q"]) == 0
        give(path, "document", WRONG, *bodies[:1])
        capsys.readouterr()
        assert main(["verify", "c.pdf", path, "-q"]) == 1
