"""Every output with a summary tells what was given and not checked, and names it safely."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import openpyxl
import pytest

import checker
from checker.model import (
    FileKind,
    Inputs,
    OwnOutput,
    Results,
    Unread,
)
from checker.reporters import BINARY, TELLS_INPUTS
from checker.wording.inputs import NAMED, input_notes
from tests.needs import PACKAGES, advice, has_font
from tests.reporters.handing import BESIDE, certificate_of, pdf_text, written
from tests.support.factory import sample
from tests.support.made_outcomes import results

SCHEMA = json.loads((Path(checker.__file__).parent / "results.schema.json").read_text("utf-8"))


NAMES = ("甲.docx", "乙.ofd", "all.list.pdf", "丙.pdf", "nothing/")


def told_in(name: str, found: Results) -> str:
    """Everything that an output says, without white space."""
    data = written(name, found)
    if name == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
        text = " ".join(str(value) for value in cells if value is not None)
    elif name in BINARY:
        text = pdf_text(data)
    else:
        text = data.decode()
    return re.sub(r"[\s\u200b\\]", "", text)


@pytest.mark.parametrize("name", sorted(TELLS_INPUTS))
@pytest.mark.parametrize("count", [1, 2])
def test_every_output_with_a_summary_names_them(name: str, count: int) -> None:
    if name in BINARY - {"xlsx"} and not has_font():
        pytest.skip(advice([*PACKAGES]))
    reports = [sample("suqian-2023"), sample("hongze-2023")][:count]
    silent = told_in(name, results(*reports))
    text = told_in(name, replace(results(*reports), inputs=BESIDE))
    assert [one for one in NAMES if one in silent] == []
    # A certificate has names alone: it holds wherever the folder lies.
    named = [one.rstrip("/") if name == "certificate" else one for one in NAMES]
    assert [one for one in named if one not in text] == []


def test_the_certificate_carries_them() -> None:
    if not has_font():
        pytest.skip(advice([*PACKAGES]))
    found = replace(results(sample("suqian-2023")), inputs=BESIDE)
    assert certificate_of(written("certificate", found))["beside"] == {
        "unread": ["乙.ofd", "甲.docx"],
        "own_outputs": ["all.list.pdf"],
        "duplicates": ["丙.pdf"],
        "without_reports": ["nothing"],
    }


def test_json_keeps_the_schema_and_names_every_file() -> None:
    many = tuple(Unread(f"in/{number}.docx", FileKind.WORD) for number in range(50))
    found = replace(results(sample("suqian-2023")), inputs=replace(BESIDE, unread=many))
    whole = json.loads(written("json", found))
    jsonschema.validate(whole, SCHEMA)
    assert len(whole["inputs"]["unread"]) == whole["summary"]["inputs"]["unread"] == 50
    kinds = SCHEMA["properties"]["inputs"]["properties"]["unread"]["items"]["properties"]["kind"]
    assert kinds["enum"] == [kind.value for kind in FileKind]
    ((_, line),) = input_notes(Inputs(unread=many), "en")
    assert "50" in line
    assert line.count(".docx") == NAMED


def test_hostile_names_steer_nothing() -> None:
    evil = "in/\x1b[31m::error::<script>|`=1+1.docx"
    inputs = Inputs((Unread(evil, FileKind.WORD),), (OwnOutput(evil, "pdf"),), (), (evil,))
    found = replace(results(sample("suqian-2023")), inputs=inputs)
    for name in sorted(TELLS_INPUTS - BINARY):
        text = written(name, found).decode()
        assert "\x1b" not in text, name
        assert name not in ("html", "markdown", "junit") or "<script>|" not in text, name
