"""``checker diff``: what ends a run with which status, and what belongs to what."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.cli.main import main
from checker.model import Refusal, RefusalReason, Report
from tests.rounds.rounds import FAULT, FAULTY, LICENSES, changed, with_text
from tests.support.factory import sample
from tests.support.web_pages import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.options import Options
    from checker.pipeline import ReportReader
    from checker.rulebook.form import Form

MENDED = changed(sample(FAULTY), {FAULT: "21"})


class _Known:
    """Gives the report that a test has for a file's name; a file it has none for is not there."""

    versions = ()

    def __init__(self, reports: Mapping[str, Report]) -> None:
        self._reports = reports

    def read(
        self, paths: Sequence[str], forms: tuple[Form, ...], lexicon: object = None
    ) -> Iterator[tuple[Report, ...]]:
        del forms, lexicon
        gone = Report("", "", refusal=Refusal(RefusalReason.NOT_FOUND))
        for path in paths:
            yield (replace(self._reports.get(Path(path).stem, gone), path=path),)


def diff(folder: Path, *options: str, **reports: Report) -> int:
    """The status of a run over ``old`` and ``new``, files or folders of the reports named so."""

    @contextmanager
    def start(_options: Options) -> Iterator[ReportReader]:
        yield _Known(reports)

    for name in reports:
        side, _, body = name.partition("_")
        file = folder / side / f"{name}.pdf" if body else folder / f"{name}.pdf"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(f"%PDF-1.7 {name}".encode())
    folders = (folder / side for side in ("old", "new"))
    sides = (one if one.is_dir() else one.with_suffix(".pdf") for one in folders)
    return main(["diff", "--isolated", *options, *map(str, sides)], start_readers=start)


def test_all_put_right_and_nothing_else_touched(tmp_path: Path) -> None:
    assert diff(tmp_path, old=sample(FAULTY), new=MENDED) == 0


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (changed(sample(FAULTY), {FAULT: "20"}), "still wrong"),
        (changed(MENDED, {"t4.review.upheld": "9"}), "newly wrong"),
        (changed(MENDED, {LICENSES: "28140"}), "changed, and nobody had asked for it"),
        (with_text(MENDED, "办理提案21件。"), "says something else"),
        (replace(MENDED, body="某某区人民政府"), "another body"),
        (replace(MENDED, year=2022), "another year"),
        (Report("", "", refusal=Refusal(RefusalReason.NOT_FOUND)), "not read"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_needs_a_look_ends_with_one(tmp_path: Path, new: Report, why: str) -> None:
    del why
    assert diff(tmp_path, old=sample(FAULTY), new=new) == 1
    assert diff(tmp_path, "--exit-zero", old=sample(FAULTY), new=new) == 0


def test_folders_are_paired_by_body_and_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = diff(
        tmp_path,
        "--output-format=json",
        old_a=sample("suqian-2023"), old_b=sample(FAULTY),
        new_y=MENDED, new_z=sample("suqian-2023"), new_w=sample("hongze-2023"),
    )  # fmt: skip
    record = json.loads(capsys.readouterr().out)
    pairs = {(one["old"]["body"], one["new"]["body"]) for one in record["reports"]}
    assert pairs == {("宿迁市人民政府",) * 2, ("某区人民政府",) * 2}
    assert [one["body"] for one in record["only_new"]] == ["淮安市洪泽区人民政府"]
    assert status == 0


def test_a_report_that_was_not_sent_back_is_told(tmp_path: Path) -> None:
    reports = {"old_a": sample("suqian-2023"), "old_b": sample(FAULTY), "new_y": MENDED}
    assert diff(tmp_path, **reports) == 1


def test_two_versions_of_one_round_are_not_chosen_between(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = changed(MENDED, {LICENSES: "1"})
    status = diff(tmp_path, old_a=sample(FAULTY), new_y=MENDED, new_z=again)
    assert status == 1
    assert "无法确定怎样对应" in capsys.readouterr().out


def test_what_the_years_say_is_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A finding between years is put right only where the years were compared again."""
    this, last = sample("suqian-2024"), sample("suqian-2023")
    wrong = changed(this, {"t3.carried_over.natural_person": "1", "t3.carried_over.total": "1"})
    reports = {"old_a": wrong, "old_b": last, "new_y": this, "new_z": last}
    diff(tmp_path, "--output-format=json", **reports)
    courses = {
        (one["old"] or one["new"])["rule"]: one["course"]
        for one in json.loads(capsys.readouterr().out)["findings"]
    }
    assert courses["YR-01"] == "put-right"


def test_without_last_years_report_nothing_between_years_is_put_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    this, last = sample("suqian-2024"), sample("suqian-2023")
    wrong = changed(this, {"t3.carried_over.natural_person": "1", "t3.carried_over.total": "1"})
    diff(tmp_path, "--output-format=json", old_a=wrong, old_b=last, new_y=this)
    found = json.loads(capsys.readouterr().out)["findings"]
    courses = {one["course"] for one in found if (one["old"] or one["new"])["rule"] == "YR-01"}
    assert courses == {"gone"}


def test_standard_input_is_no_round(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "--isolated", "-", str(tmp_path)]) == 2
    assert "标准输入" in capsys.readouterr().err


def test_real_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two web pages through the reading processes, of which both rounds share one."""
    page = plain("published-2023")
    (tmp_path / "old.html").write_text(page, "utf-8")
    figure = "<td>0</td>"
    (tmp_path / "new.html").write_text(page.replace(figure, "<td>3</td>", 1), "utf-8")
    status = main(["diff", "--isolated", str(tmp_path / "old.html"), str(tmp_path / "new.html")])
    out, err = capsys.readouterr()
    assert (status, err) == (1, "")
    assert "0 → 3" in out
    assert main(["diff", "--isolated", "-q", *[str(tmp_path / "old.html")] * 2]) == 0
