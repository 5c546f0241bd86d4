"""The program's own outputs are known by their marks, as far as these are borne out."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest

from checker.cli.main import main
from checker.isolation.read import read_report
from checker.model.marks import HEAD, MARK, PROPERTY, Own, mark, mark_of_copy, own_head, own_pdf
from checker.rulebook import load_forms
from tests.needs import PACKAGES, advice, has_font
from tests.reporters.handing import BESIDE, written
from tests.support.factory import sample
from tests.support.made_outcomes import results

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("CHECKER_STRICT_INPUTS", raising=False)


def test_a_mark_is_believed_as_far_as_it_is_borne_out() -> None:
    original = b"%PDF-1.7 original"
    copy = mark_of_copy(original)
    digest = hashlib.sha256(original).hexdigest()
    assert own_pdf(["", mark("pdf")], b"%PDF-") == Own("pdf")
    assert own_pdf([copy, ""], original + b" and notes") == Own("annotated-pdf", digest)
    assert own_pdf([copy], b"%PDF-1.7 0riginal and notes") is None
    assert own_pdf([f"{MARK} annotated-pdf"], original) is None
    assert own_pdf(["budget; checker-output/1 pdf", "checker-output/12", ""], original) is None


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"<html><head><meta name='generator' content='Word'>",
        b'{"format": "other/1"}',
        b"checker-output/1 xlsx",
        b"PK\x03\x04checker-output/1",
        b"<?xml version='1.0'?><testsuites name='pytest'>",
        "关于 checker 的说明\nsha256 abc\n".encode(),
    ],
)
def test_what_is_not_the_programs_own(head: bytes) -> None:
    assert own_head(head) is None


@pytest.mark.parametrize("name", ["html", "xlsx", "json", "sarif", "junit"])
def test_each_output_shows_its_mark_in_its_head(name: str) -> None:
    found = replace(results(sample("hongze-2023"), sample("suqian-2023")), inputs=BESIDE)
    assert own_head(written(name, found)[: HEAD // 4]) == Own(name)


def test_the_workbook_opens_with_its_mark_as_a_property() -> None:
    data = written("xlsx", results(sample("suqian-2023")))
    book: Any = openpyxl.load_workbook(io.BytesIO(data))
    assert [(one.name, one.value) for one in book.custom_doc_props.props] == [
        (PROPERTY, mark("xlsx"))
    ]
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


def marked(path: str, key: str, value: str) -> bytes:
    """A sample whose document information says something else of it, rewritten by another tool."""
    out = io.BytesIO()
    with pikepdf.open(ROOT / path) as pdf:
        pdf.docinfo[f"/{key}"] = value
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Keywords", mark("pdf")),
        ("Keywords", mark("certificate")),
        (PROPERTY, mark("annotated-pdf")),
        (PROPERTY, mark_of_copy(b"%PDF-1.7")),
        ("Keywords", "\ud800" * 3),
    ],
)
def test_a_report_that_lies_about_itself_is_read(key: str, value: str) -> None:
    path = "samples/bad/hongze-2023.pdf"
    if value.startswith("\ud800"):  # half a pair of UTF-16, which no Python string encodes
        plain = marked(path, key, "KEYWORDS")
        data = plain.replace(b"(KEYWORDS)", b"(\xfe\xff\xd8\x00\xd8\x00\x00A)")
        assert data != plain
    else:
        data = marked(path, key, value)
    Path("forged.pdf").write_bytes(data)
    forms = load_forms()
    forged, honest = read_report("forged.pdf", forms), read_report(ROOT / path, forms)
    assert forged.refusal is None
    assert {ref: cell.value for ref, cell in forged.cells.items()} == {
        ref: cell.value for ref, cell in honest.cells.items()
    }


def test_a_whole_round(capsys: pytest.CaptureFixture[str]) -> None:
    """Outputs of every kind in the folder of the reports: the second run is like the first."""
    if not has_font():
        pytest.skip(advice([*PACKAGES]))
    Path("in").mkdir()
    for name in ("bad/hongze-2023", "bad/old-form-2022"):
        shutil.copy(ROOT / "samples" / f"{name}.pdf", "in")
    names = ("pdf", "annotated-pdf", "certificate", "html", "xlsx", "json", "sarif", "junit")
    outputs = [word for name in names for word in ("--report", f"{name}=in/out/")]
    batch = ["--report", "certificate=in/c.pdf", "--report", "pdf=in/list.pdf", "--sidecar"]
    assert main(["check", "--isolated", "in", *outputs, *batch, "-q"]) == 1
    first = capsys.readouterr().out
    assert main(["tables", "in/hongze-2023.pdf", "--output-format", "json", "-o", "in/t.json"]) == 0
    assert main(["check", "--isolated", "in", "--strict-inputs", "--output-format", "json"]) == 1
    whole = json.loads(capsys.readouterr().out)
    assert [one["path"] for one in whole["reports"]] == [
        "in/hongze-2023.pdf",
        "in/old-form-2022.pdf",
    ]
    here = {path.as_posix() for path in Path("in").rglob("*") if path.is_file()}
    own = {one["path"]: one["format"] for one in whole["inputs"]["own_outputs"]}
    assert set(own) == here - {"in/hongze-2023.pdf", "in/old-form-2022.pdf"}
    assert set(own.values()) == {*names, "tables", "sidecar"}
    assert whole["inputs"]["unread"] == []
    assert main(["check", "--isolated", "in", "-q"]) == 1
    again = capsys.readouterr().out
    assert again.startswith(first)
    assert "in/c.pdf" in again
    assert main(["verify", "in/c.pdf", "in"]) == 0
    assert "核实无误：2 份" in capsys.readouterr().out
    pages = [
        path.as_posix() for path in Path("in/out").iterdir() if path.suffix in (".html", ".xlsx")
    ]
    # Tables as JSON are read where they are named (tests/documents/test_transcription.py).
    for name in ("in/c.pdf", *pages):
        assert main(["check", "--isolated", name, "--lang", "en"]) == 1
        assert "checker itself wrote this file" in capsys.readouterr().out
