"""Files of older word processors: LibreOffice converts them, within limits, and it is told."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from checker.cli.main import main
from checker.documents.word import office
from checker.documents.word_formats import (
    is_docx,
    is_open_document,
    is_rich_text,
    is_word_binary,
)
from checker.errors import DocumentError
from checker.isolation.read import read_report
from checker.model import Doubt, RefusalReason, RemarkKind, Report
from checker.options import ReadOptions
from checker.rulebook.load import load_forms
from tests.needs import advice, has_office
from tests.support.as_read import doubts, printed
from tests.support.factory import sample
from tests.support.word_files import changed, nth_figure, plain, run

FORMS = load_forms()
HERE = "suqian-2023"
OFFICE = next(filter(None, map(shutil.which, office.PROGRAMS)), None)
needs_office = pytest.mark.skipif(not has_office(), reason=advice(["libreoffice-writer-nogui"]))
FILTERS = {
    "doc": ("doc:MS Word 97", is_word_binary, "application/msword"),
    "rtf": ("rtf:Rich Text Format", is_rich_text, "application/rtf"),
    "odt": ("odt:writer8", is_open_document, "application/vnd.oasis.opendocument.text"),
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A report with an inserted, a hidden and a struck figure, saved in each older format."""
    folder = tmp_path_factory.mktemp("saved")

    def write(xml: str) -> str:
        xml = nth_figure(xml, 10, lambda s, t: run(s, t) + run(s, "4", "<w:strike/>"))
        xml = nth_figure(xml, 20, lambda s, t: run(s, "4", "<w:vanish/>") + run(s, t))
        return nth_figure(
            xml, 30, lambda s, t: f'<w:ins w:id="1" w:author="乙">{run(s, t)}</w:ins>'
        )

    (folder / "report.docx").write_bytes(changed(plain(HERE), write))
    for ending, (name, *_) in FILTERS.items():
        assert OFFICE is not None
        subprocess.run(
            [
                OFFICE,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                *("--headless", "--convert-to", name, "--outdir", str(folder)),
                str(folder / "report.docx"),
            ],
            check=True,
            capture_output=True,
        )
        assert (folder / f"report.{ending}").exists()
    return {ending: (folder / f"report.{ending}").read_bytes() for ending in FILTERS}


def read(data: bytes, folder: Path, reading: ReadOptions = ReadOptions()) -> Report:  # noqa: B008
    path = folder / "report"
    path.write_bytes(data)
    return read_report(path, FORMS, reading)


@needs_office
@pytest.mark.parametrize("ending", FILTERS)
def test_each_format_is_known_and_read(
    ending: str, saved: dict[str, bytes], tmp_path: Path
) -> None:
    _, recognises, media_type = FILTERS[ending]
    assert recognises(saved[ending])
    assert not is_docx(saved[ending])
    report, truth = read(saved[ending], tmp_path), printed(sample(HERE))
    assert report.media_type == media_type
    assert [one.kind for one in report.remarks] == [RemarkKind.CONVERTED]
    assert report.remarks[0].detail.startswith("LibreOffice ")
    expected = {Doubt.STRUCK_OUT, Doubt.HIDDEN_TEXT, Doubt.TRACKED_CHANGE}
    assert set(doubts(report).values()) == expected
    assert len(doubts(report)) == 3
    assert printed(report) == {ref: one for ref, one in truth.items() if ref not in doubts(report)}


@needs_office
def test_the_result_names_the_program(
    saved: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.doc"
    path.write_bytes(saved["doc"])
    main(["check", str(path), "--isolated"])
    assert "由 LibreOffice" in capsys.readouterr().out
    main(["check", str(path), "--isolated", "--output-format", "json", "--lang", "en"])
    (report,) = json.loads(capsys.readouterr().out)["reports"]
    assert report["remarks"][0]["kind"] == "converted"
    main(["check", str(path), "--isolated", "--output-format", "markdown"])
    assert "由 LibreOffice" in capsys.readouterr().out


def program(folder: Path, script: str) -> None:
    """A LibreOffice of the test's own, first on the path."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return folder


def why(data: bytes, seconds: float = 60) -> str:
    with pytest.raises(DocumentError) as error:
        office.converted(data, "doc", seconds)
    return error.value.reason


def test_without_it_one_line_says_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(office, "PROGRAMS", ("no-such-office",))
    report = read(b"{\\rtf1 x}", tmp_path)
    assert report.refusal is not None
    assert report.refusal.reason is RefusalReason.NEEDS_LIBREOFFICE
    monkeypatch.setenv("PATH", "/nonexistent")
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1 x}")
    assert main(["check", str(tmp_path / "a.rtf"), "--isolated"]) == 1
    assert "apt install libreoffice-writer-nogui" in "".join(capsys.readouterr().out.split("\n"))


def test_one_that_makes_nothing_did_not_convert(bin_folder: Path) -> None:
    program(bin_folder, "exit 0")
    assert why(b"x") == RefusalReason.NOT_CONVERTED


def test_one_that_hangs_is_ended(bin_folder: Path) -> None:
    program(bin_folder, "sleep 60")
    assert why(b"x", 0.1) == RefusalReason.TIME_LIMIT


def test_one_that_computes_without_end_is_ended(bin_folder: Path) -> None:
    program(bin_folder, "exec sh -c 'while :; do :; done'")
    assert why(b"x", 1) == RefusalReason.TIME_LIMIT


def test_one_that_writes_without_end_is_ended(
    bin_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "LARGEST", 4096)
    program(bin_folder, "mkdir made; exec cat /dev/zero > made/report.docx")
    assert why(b"x") == RefusalReason.NOT_CONVERTED


def test_it_starts_again_when_it_asks_to(bin_folder: Path) -> None:
    again = "if [ -e begun ]; then mkdir made; printf docx > made/report.docx; exit 0; fi"
    program(bin_folder, f"{again}; touch begun; exit 81")
    assert office.converted(b"x", "doc", 60) == b"docx"


def test_it_has_limits_and_a_profile_of_its_own(bin_folder: Path) -> None:
    program(
        bin_folder,
        'mkdir made; { ulimit -v; ulimit -t; echo "$HOME"; echo "$@"; '
        "cat profile/user/registrymodifications.xcu; cat report.doc; } > made/report.docx",
    )
    memory, seconds, home, words, *rest = (
        office.converted(b"the file", "doc", 7).decode().split("\n")
    )
    assert int(memory) <= office.MEMORY * 1024
    assert int(seconds) == 7
    assert f"-env:UserInstallation=file://{home}/profile" in words
    assert "DisableMacrosExecution" in "".join(rest)
    assert rest[-1] == "the file"
    assert not Path(home).exists()
