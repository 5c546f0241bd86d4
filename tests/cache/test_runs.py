"""A cache saves time and changes nothing: the same results with, without, from before, damaged."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker import judging
from checker.cache import kept
from checker.cache import stamp as stamps
from checker.cli.main import main
from checker.findings.waivers import Waivers, waiver_of
from checker.model import PageFault, Refusal, RefusalReason, Report, Severity
from checker.options import Options, ReadOptions, Selection
from checker.pipeline import run, tables
from tests.rounds.rounds import FAULTY
from tests.support.factory import change, sample
from tests.support.web_pages import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from checker.model import Results
    from checker.pipeline import ReportReader
    from checker.rulebook.form import Form

SAMPLES = Path(__file__).parents[2] / "samples"
ALL = tuple(
    str(path)
    for path in sorted(SAMPLES.glob("*/*"))
    if path.suffix in {".pdf", ".docx", ".xlsx", ".html", ".ofd"}
)


class Counting:
    """Gives for a file the report whose name stands in it, and counts what it was asked for."""

    versions = ()

    def __init__(self, made: Callable[[str], Report]) -> None:
        self.asked: list[str] = []
        self.started = 0
        self._made = made

    def read(
        self, paths: Sequence[str], forms: tuple[Form, ...], lexicon: object = None
    ) -> Iterator[tuple[Report, ...]]:
        del forms, lexicon
        self.asked += [Path(path).name for path in paths]
        for path in paths:
            data = Path(path).read_bytes()
            report = self._made(data.decode("utf-8").split()[0])
            yield (replace(report, path=path, sha256=hashlib.sha256(data).hexdigest()),)

    def start(self, _options: Options) -> AbstractContextManager[ReportReader]:
        @contextmanager
        def started() -> Iterator[ReportReader]:
            self.started += 1
            yield self

        return started()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (FAULTY, "suqian-2023", "suqian-2024"):
        (tmp_path / f"{name}.pdf").write_text(f"{name} %PDF", "utf-8")
    return tmp_path


def checked(folder: Path, reader: Counting, **options: Any) -> Results:
    reader.asked.clear()
    paths = [str(path) for path in sorted(folder.glob("*.pdf"))]
    wanted = Options(cache=str(folder / "cache"))._replace(**options)
    return run(paths, wanted, start_readers=reader.start).results


def test_real_files_give_the_same_with_and_without(tmp_path: Path) -> None:
    """Every sample, of every kind: read anew, kept, from the cache; as results and as tables."""
    without = run(ALL, Options()).results
    cached = Options(cache=str(tmp_path))
    assert run(ALL, cached).results == without
    again = run(ALL, cached).results
    assert again == without
    assert [one.outcomes for one in again.reports] == [one.outcomes for one in without.reports]
    assert tuple(tables(ALL, cached).reports) == tuple(tables(ALL, Options()).reports)


def test_what_is_known_is_not_read_again_and_starts_no_process(folder: Path) -> None:
    reader = Counting(sample)
    first = checked(folder, reader)
    assert len(reader.asked) == 3
    assert checked(folder, reader) == first
    assert (reader.asked, reader.started) == ([], 1)


def test_what_is_known_is_not_judged_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings too, with all that they are made of, come out of the cache."""
    reader = Counting(sample)
    first = checked(folder, reader)
    assert any(one.findings for one in first.reports)

    def judged(*_: object) -> tuple[()]:
        raise AssertionError("a known report")

    monkeypatch.setattr(judging, "evaluate", judged)
    assert checked(folder, reader) == first


def test_a_file_that_changed_is_read_again(folder: Path) -> None:
    reader = Counting(sample)
    checked(folder, reader)
    (folder / "suqian-2023.pdf").write_text("hongze-2023 %PDF", "utf-8")
    found = checked(folder, reader)
    assert reader.asked == ["suqian-2023.pdf"]
    assert "淮安市洪泽区人民政府" in {one.report.body for one in found.reports}


@pytest.mark.parametrize(
    "options",
    [
        {"reading": ReadOptions(max_pages=7)},
        {"severities": {"T3-02": Severity.INFO}},
        {"selection": Selection(ignore=("T3",))},
        {"blank_as_zero": ("",)},
        {"lang": "en"},
        {"scope": "own"},
    ],
    ids=lambda one: next(iter(one)),
)
def test_other_options_give_other_results(folder: Path, options: dict[str, Any]) -> None:
    """As without a cache, and not those of the run before."""
    reader = Counting(lambda name: change(sample(name), "t3.partial.commercial", "."))
    checked(folder, reader)
    assert checked(folder, reader, **options) == checked(folder, reader, cache="", **options)


def test_other_rules_give_other_results(folder: Path, tmp_path: Path) -> None:
    rules = tmp_path / "own.yaml"
    text = SAMPLES.parent / "rules/2021/rules.yaml"
    assert text.parent.is_dir()
    reader = Counting(sample)
    assert main(["rules", "new", str(rules)]) == 0
    checked(folder, reader)
    one = checked(folder, reader, rules=(str(rules),))
    assert one == checked(folder, reader, rules=(str(rules),), cache="")
    rules.write_text(rules.read_text("utf-8") + "\n# edited\n", "utf-8")
    checked(folder, reader, rules=(str(rules),))
    assert len(reader.asked) == 3


def test_another_program_reads_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Counting(sample)
    checked(folder, reader)
    monkeypatch.setattr(kept, "stamp", lambda: "another")
    checked(folder, reader)
    assert len(reader.asked) == 3


def test_damaged_entries_are_read_again(folder: Path) -> None:
    reader = Counting(sample)
    first = checked(folder, reader)
    for path in (folder / "cache").rglob("*.entry"):
        path.write_bytes(path.read_bytes()[:-9])
    assert checked(folder, reader) == first
    assert len(reader.asked) == 3


@pytest.mark.parametrize(
    "made",
    [
        lambda name: Report("", "", refusal=Refusal(RefusalReason.TIME_LIMIT, name)),
        lambda name: replace(sample(name), faults=(PageFault(1, "ValueError", recovered=False),)),
    ],
    ids=["refused", "faults"],
)
def test_what_ended_early_is_tried_again(folder: Path, made: Callable[[str], Report]) -> None:
    reader = Counting(made)
    first = checked(folder, reader)
    assert checked(folder, reader) == first
    assert len(reader.asked) == 3


def test_what_stands_behind_a_password_is_not_kept(folder: Path) -> None:
    checked(folder, Counting(sample), reading=ReadOptions(password="123"))  # noqa: S106
    assert not (folder / "cache").exists()


def test_waivers_are_applied_and_their_use_is_told(folder: Path) -> None:
    reader = Counting(sample)
    found = checked(folder, reader)
    [report] = [one for one in found.reports if one.report.body == "某区人民政府"]
    entry = waiver_of(report.report, report.findings[0], reason="如此")
    for _ in range(2):
        waivers = Waivers([entry], "2026-01-01")
        [again] = [
            one
            for one in checked(folder, reader, waivers=waivers).reports
            if one.report.body == "某区人民政府"
        ]
        assert [one.id for one in again.findings if one.waived] == [report.findings[0].id]
        assert waivers.used == 1


def test_a_copy_elsewhere_has_its_own_name(folder: Path, tmp_path: Path) -> None:
    reader = Counting(sample)
    checked(folder, reader)
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(folder / f"{FAULTY}.pdf", other)
    wanted = Options(cache=str(folder / "cache"))
    [one] = run([str(other / f"{FAULTY}.pdf")], wanted, start_readers=reader.start).results.reports
    assert one.report.path == (other / f"{FAULTY}.pdf").as_posix()


def test_a_renamed_file_is_read_again(folder: Path) -> None:
    """What its name says of a file may count: CSV is known by it."""
    reader = Counting(sample)
    checked(folder, reader)
    (folder / f"{FAULTY}.pdf").rename(folder / "b.pdf")
    checked(folder, reader)
    assert reader.asked == ["b.pdf"]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CHECKER_NO_CACHE")
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "page.html"
    path.write_text(plain("published-2023"), "utf-8")
    return path


def test_the_command_line_keeps_and_can_be_told_not_to(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for option in ("--no-cache", "-q", "-q"):
        assert main(["check", str(page), option, "--output-format", "json"]) == 0
        said.append(capsys.readouterr().out)
        assert (tmp_path / "cache").exists() == (option != "--no-cache")
    assert said[0] == said[1] == said[2]


def test_a_folder_that_cannot_be_written_is_told_in_one_line(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cache").write_text("a file", "utf-8")
    assert main(["check", str(page)]) == 0
    err = capsys.readouterr().err
    assert "无法写入缓存文件夹" in err
    assert err.count("\n") == 1


def test_a_certificate_is_verified_without_it(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate = tmp_path / "c.pdf"
    assert main(["check", str(page), "--report", f"certificate={certificate}"]) == 0
    shutil.rmtree(tmp_path / "cache")
    assert main(["verify", str(certificate), str(page)]) in {0, 1}
    assert not (tmp_path / "cache").exists()
    capsys.readouterr()


def test_the_stamp_takes_milliseconds_and_sees_an_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "checker"
    package.mkdir()
    (package / "__init__.py").write_text("", "utf-8")
    monkeypatch.setattr(stamps, "PACKAGE", package)
    stamps.stamp.cache_clear()
    before = stamps.stamp()
    stamps.stamp.cache_clear()
    assert stamps.stamp() == before
    (package / "new.py").write_text("x = 1", "utf-8")
    stamps.stamp.cache_clear()
    assert stamps.stamp() != before
    stamps.stamp.cache_clear()
