"""A broken installation ends the run in one line; an exception on a page is told with its type."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.cli.main import main
from checker.errors import InstallationError
from checker.isolation.installation import LIBRARIES, Library, prove
from checker.isolation.pool import Readers
from checker.isolation.read import read_report
from checker.isolation.same_fault import SameFault, same_fault
from checker.isolation.worker import _read
from checker.model import (
    Cell,
    CellRef,
    PageFault,
    Refusal,
    RefusalReason,
    Report,
    ReportPart,
    State,
    Verdict,
)
from checker.options import Options, ReadOptions
from checker.pipeline import run
from checker.recognise.narrative import Narrative
from checker.rulebook.load import load_forms
from tests.support.factory import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "samples" / "ok" / "suqian-2024.pdf"
OTHER = ROOT / "samples" / "ok" / "xuefu-2020.pdf"
FORMS = tuple(load_forms())
NOTHING_TOLD = Narrative(None, None, None, (), None, None, ())
RAISES = """\
import sys
from types import ModuleType, SimpleNamespace

__version__ = "2.0.0"
parsers = sys.modules["camelot.parsers"] = ModuleType("camelot.parsers")
parsers.lattice = SimpleNamespace(_GRID_WHITESPACE_REJECT=90.0, adaptive_threshold=None)
parsers.base, core = SimpleNamespace(pd=None), SimpleNamespace(pd=None)
handlers = SimpleNamespace(
    get_rotation=lambda *_: "",
    get_page_layout=None,
    get_image_char_and_text_objects=None,
    PDFHandler=SimpleNamespace(_resolve_pages=None),
)
image_processing = SimpleNamespace(_ruled_lines_from_layout=None, _walk_layout_objects=None)

def read_pdf(*_, **__):
    raise RuntimeError("boom")
"""


def checker(folder: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    """The command line, with what lies in a folder in front of the libraries installed."""
    return subprocess.run(
        [sys.executable, "-m", "checker", *argv, "--lang", "en"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def test_this_installation_is_whole() -> None:
    found = prove()
    assert (found.fault, found.detail) == ("", "")
    assert [name for name, _ in found.versions] == [library.distribution for library in LIBRARIES]
    with Readers() as readers:
        list(readers.read([GOOD], FORMS))
        assert readers.versions == found.versions


def test_the_versions_are_those_of_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {line.replace(" ", "") for line in project["dependencies"]}
    own = {
        library.requirement for library in LIBRARIES if library.module in ("camelot", "pypdfium2")
    }
    assert own <= wanted


@pytest.mark.parametrize(
    ("source", "fault", "detail"),
    [
        (None, "import", "ModuleNotFoundError: No module named 'lent_a'"),
        ("raise ImportError('libGL.so.1: no such file')", "import", "ImportError: libGL.so.1"),
        ("raise OSError('libpdfium.so: bad ELF')", "import", "OSError: libpdfium.so"),
        ("raise AttributeError('numpy has no x')", "import", "AttributeError: numpy has no x"),
        ("__version__ = '1.9'", "version", "1.9"),
        ("__version__ = '3.0'", "version", "3.0"),
        ("", "version", "?"),
        ("__version__ = '2.7.1rc2'", "", ""),
    ],
)
def test_a_library_that_does_not_serve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str | None, fault: str, detail: str
) -> None:
    if source is not None:
        (tmp_path / "lent_a.py").write_text(source, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "lent_a", raising=False)
    found = prove([Library("lent_a", "lent-a", (2,), (3,))])
    assert found.fault == fault
    assert found.detail.startswith(detail)
    assert found.requirement == ("lent-a>=2,<3" if fault else "")


@pytest.mark.parametrize(
    ("module", "source", "told"),
    [
        ("cv2.py", "raise ImportError('libGL.so.1')", "opencv-python-headless cannot be loaded"),
        ("camelot.py", "", "camelot-py is of version ?"),
        ("camelot.py", "__version__ = '1.0.9'", "camelot-py is of version 1.0.9"),
        ("cv2.py", "import os\nos._exit(3)", "does not start (exit 3)"),
        (
            "camelot.py",
            RAISES.replace("RuntimeError", "ImportError"),
            "a module is missing (ImportError: boom)",
        ),
    ],
)
@pytest.mark.parametrize("command", ["check", "tables"])
def test_a_broken_installation_is_one_line_and_status_2(
    tmp_path: Path, module: str, source: str, told: str, command: str
) -> None:
    (tmp_path / module).write_text(source, "utf-8")
    argv = [command, str(GOOD), str(OTHER)]
    done = checker(tmp_path, *argv, *(["--isolated"] if command == "check" else []))
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert told in done.stderr
    assert "install" in done.stderr


def test_the_same_exception_on_every_report_is_status_2(tmp_path: Path) -> None:
    (tmp_path / "camelot.py").write_text(RAISES, "utf-8")
    done = checker(tmp_path, "check", str(GOOD), str(OTHER), "--output-format", "json")
    assert done.returncode == 2
    assert "failed alike on every report (2): RuntimeError: boom" in done.stderr
    assert "camelot-py 2.0.0" in done.stderr
    for report in json.loads(done.stdout)["reports"]:  # each result says so by itself
        assert report["verdict"] == "undecided"
        faults = [f for f in report["findings"] if "RuntimeError: boom" in f["message"]]
        assert {f["rule"] for f in faults} == {"ST-20"}


def test_so_it_is_on_the_only_report(tmp_path: Path) -> None:
    (tmp_path / "camelot.py").write_text(RAISES, "utf-8")
    done = checker(tmp_path, "check", str(GOOD))
    assert done.returncode == 2
    assert "RuntimeError: boom" in done.stderr
    assert "try another report" in done.stderr
    assert "UNDECIDED" in done.stdout


@pytest.fixture
def camelot_that_raises(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Camelot as it is, but for one page in some engines."""
    import camelot

    def plant(error: Exception, page: int, engines: Sequence[str]) -> None:
        real = camelot.read_pdf

        def read_pdf(data: bytes, *, pages: str, **settings: Any) -> Any:
            if str(page) in pages.split(",") and settings["engine"] in engines:
                raise error
            return real(data, pages=pages, **settings)

        monkeypatch.setattr(camelot, "read_pdf", read_pdf)

    return plant


def tables_of(path: Path) -> Report:
    return read_report(path, FORMS)


def test_a_page_lost_is_told_and_undecided(camelot_that_raises: Callable[..., None]) -> None:
    page = 4  # holds 表三 and 表四
    camelot_that_raises(ValueError("no\n\x1b[31mxref"), page, ("vector", "raster"))
    report = tables_of(GOOD)
    assert report.faults == (PageFault(page, "ValueError: no \N{REPLACEMENT CHARACTER}[31mxref"),)
    found = run(["a.pdf"], Options("en"), start_readers=lambda _: Given(report))
    (one,) = found.results.reports
    assert one.verdict is Verdict.UNDECIDED
    assert any(f"failed on page {page} (ValueError" in f.message for f in one.findings)
    assert found.fault == ""  # other pages were read


def test_a_page_read_another_way_is_told_and_decided(
    camelot_that_raises: Callable[..., None],
) -> None:
    whole = tables_of(GOOD)
    page = 4
    camelot_that_raises(ValueError("no xref"), page, ("vector",))
    report = tables_of(GOOD)
    assert report.faults == (PageFault(page, "ValueError: no xref", recovered=True),)
    assert {ref: cell.value for ref, cell in report.cells.items()} == {
        ref: cell.value for ref, cell in whole.cells.items()
    }
    found = run(["a.pdf"], Options("en"), start_readers=lambda _: Given(report)).results.reports[0]
    assert found.verdict is Verdict.PASS
    assert [f.severity for f in found.findings if "ValueError" in f.message] == ["info"]


@pytest.mark.parametrize("cells", [{}, {CellRef("t3", "granted", "total"): Cell(State.BLANK, "")}])
def test_pages_that_failed_accuse_nobody(
    camelot_that_raises: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    cells: dict[CellRef, Cell],
) -> None:
    """Nothing found on them is no proof of another document, nor of a form left blank."""
    monkeypatch.setattr("checker.recognise.recognise.account_for_missing", lambda *_: dict(cells))
    monkeypatch.setattr("checker.recognise.narrative.read_narrative", lambda *_: NOTHING_TOLD)
    monkeypatch.setattr("checker.recognise.evidence.is_report", lambda *_: bool(cells))
    without = tables_of(GOOD).refusal
    assert without is not None
    blank, strange = RefusalReason.BLANK_FORM, RefusalReason.NOT_A_REPORT
    assert without.reason is (blank if cells else strange)
    camelot_that_raises(ValueError("no xref"), 4, ("vector", "raster"))
    with_fault = tables_of(GOOD).refusal
    crash = Refusal(RefusalReason.CRASHED, "ValueError: no xref")
    assert with_fault == (None if cells else crash)


def test_what_is_no_page_s_fault_is_not_swallowed(
    camelot_that_raises: Callable[..., None],
) -> None:
    camelot_that_raises(ImportError("late"), tables_of(GOOD).table_pages[-1], ("vector",))
    with pytest.raises(ImportError, match="late"):
        tables_of(GOOD)


class Given:
    """A reader that has read already."""

    versions = (("camelot-py", "2.0.0"),)

    def __init__(self, *reports: Report) -> None:
        self.reports = reports

    def __enter__(self) -> Given:
        return self

    def __exit__(self, *_: object) -> None: ...

    def read(
        self, paths: Sequence[str], forms: object, lexicon: object = None
    ) -> Iterator[tuple[Report, ...]]:
        del forms, lexicon
        return ((replace(one, path=path),) for one, path in zip(self.reports, paths, strict=True))


def faulted(*errors: str, pages: tuple[int, ...] = (3, 4), on: tuple[int, ...] = (3, 4)) -> Report:
    faults = tuple(PageFault(page, error) for page in on for error in errors)
    return Report("a.pdf", "", table_pages=pages, faults=faults)


def crashed(error: str) -> Report:
    return Report("b.pdf", "", refusal=Refusal(RefusalReason.CRASHED, error))


WELL = Report("c.pdf", "", table_pages=(3,))
NO_TABLES = Report("d.pdf", "", refusal=Refusal(RefusalReason.SCAN))


@pytest.mark.parametrize(
    ("reports", "count"),
    [
        ([], 0),
        ([WELL], 0),
        ([faulted("KeyError: a")], 1),
        ([faulted("KeyError: a", on=(3,))], 0),  # one page of two
        ([faulted("KeyError: a"), WELL], 0),
        ([faulted("KeyError: a"), faulted("ValueError: a")], 0),
        ([faulted("KeyError: a"), faulted("KeyError: b", "ValueError: c")], 2),
        ([faulted("KeyError: a"), NO_TABLES], 1),
        ([crashed("KeyError: a")], 0),  # of one file alone nobody can tell
        ([crashed("KeyError: a"), crashed("KeyError: b")], 2),
        ([crashed("SIGKILL"), crashed("SIGKILL")], 0),
        ([crashed("KeyError: a"), WELL], 0),
    ],
)
def test_a_fault_that_all_reports_share(reports: list[Report], count: int) -> None:
    found = same_fault([replace(one, path=f"{at}.pdf") for at, one in enumerate(reports)])
    assert (found.files if found else 0) == count
    assert found is None or found.error == "KeyError: a"


def test_the_reports_of_one_file_are_one_file() -> None:
    def parts(report: Report) -> list[Report]:
        return [replace(report, part=ReportPart(number, 2)) for number in (1, 2)]

    bad = faulted("KeyError: a")
    found = same_fault(parts(bad))
    assert found is not None
    assert found.files == 1
    # What ended the reading of a single file is not held against the installation.
    assert same_fault(parts(crashed("KeyError: a"))) is None
    found = same_fault([*parts(bad), crashed("KeyError: b")])
    assert found is not None
    assert found.files == 2


def test_it_names_the_libraries_in_use() -> None:
    told = SameFault(2, "KeyError: a").told("en", (("numpy", "2.0"), ("camelot-py", "2.0.0")))
    assert "numpy 2.0, camelot-py 2.0.0" in told


def test_the_library_raises_for_several_reports_only(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = faulted("KeyError: a")
    given = Given(bad, bad)
    monkeypatch.setattr("checker.reading._processes", lambda _: given)
    from checker import check

    with pytest.raises(InstallationError, match="KeyError: a"):
        check(["a.pdf", "b.pdf"])
    given.reports = (replace(sample("suqian-2024"), table_pages=(3,), faults=bad.faults),)
    assert check("a.pdf").reports[0].verdict is Verdict.UNDECIDED


def test_tables_tell_the_pages_that_failed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.pdf"
    path.touch()
    lost = replace(sample("suqian-2024"), table_pages=(3, 4), faults=(PageFault(3, "KeyError: a"),))
    status = main(["tables", str(path), "--lang", "en"], start_readers=lambda _: Given(lost))
    assert status == 1
    assert "failed on page 3 (KeyError: a)" in capsys.readouterr().err


def test_a_late_import_error_is_no_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.isolation.protocol import Book, Installation, Request, packed

    def read(*_: object) -> tuple[Report, ...]:
        raise ImportError("late")

    monkeypatch.setattr("checker.isolation.read.read_reports", read)
    answer = _read(Request("a.pdf", ReadOptions(), packed(Book(FORMS))))
    assert answer == Installation(fault="module", detail="ImportError: late")


def test_a_missing_module_of_the_program_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CHECKER_DEBUG", raising=False)

    def start(_: Options) -> Given:
        raise ImportError("No module named 'pandera'")

    assert main(["check", str(GOOD), "--lang", "en"], start_readers=start) == 2
    assert "a module is missing (ImportError: No module named 'pandera')" in capsys.readouterr().err
