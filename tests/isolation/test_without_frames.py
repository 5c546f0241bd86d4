"""Camelot reads without pandas in a process of the program's own, and tells the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from checker.isolation.pool import Readers
from checker.isolation.read import read_report
from checker.isolation.without_frames import without_frames
from checker.rulebook import load_forms

SAMPLES = Path(__file__).parent.parent.parent / "samples"
PROCESS = """
import json, sys
from checker.isolation.without_frames import without_frames
with without_frames():
    import camelot.core
from checker.isolation.pool import Readers
from checker.isolation.read import read_report
from checker.rulebook import load_forms
found = [str(read_report(path, load_forms())) for path in sys.argv[1:]]
was_loaded = "pandas" in sys.modules
frame = camelot.core.pd.DataFrame([["a", "b"], ["c", "d"], ["e", "f"]])
import pandas
print(json.dumps({
    "found": found,
    "loaded": was_loaded,
    "shape": frame.shape,
    "empty": camelot.core.pd.DataFrame().shape,
    "other": camelot.core.pd.concat is pandas.concat,
    "own": pandas.DataFrame([["a"]]).shape,
}))
"""


def test_a_pdf_is_read_alike_without_pandas() -> None:
    paths = [SAMPLES / "ok" / "suqian-2023.pdf", SAMPLES / "bad" / "hongze-2023.pdf"]
    done = subprocess.run(
        [sys.executable, "-c", PROCESS, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    told = json.loads(done.stdout)
    assert told["found"] == [str(read_report(path, load_forms())) for path in paths]
    assert not told["loaded"]
    assert told["shape"] == [3, 2]
    assert told["empty"] == [0, 0]
    assert told["other"]
    assert told["own"] == [1, 1]


def test_a_pandas_that_is_there_is_left() -> None:
    with without_frames():
        assert sys.modules["pandas"] is pd
    assert sys.modules["pandas"] is pd


def test_a_failed_import_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "pandas")

    def fail() -> None:
        with without_frames():
            raise ImportError

    with pytest.raises(ImportError):
        fail()
    assert "pandas" not in sys.modules


def test_what_is_asked_for_while_camelot_is_imported_is_pandas_own() -> None:
    """A later camelot may want more of it at import than today's."""
    program = """
from checker.isolation.without_frames import without_frames
with without_frames():
    import pandas
    found = pandas.Series
import pandas
print(found is pandas.Series)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "True\n"


def test_a_reading_process_leaves_alone_what_camelot_plots_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Camelot imports matplotlib wherever it is installed."""
    seen = tmp_path / "seen"
    package = tmp_path / "matplotlib" / "__init__.py"
    package.parent.mkdir()
    package.write_text(f"open({str(seen)!r}, 'w').close()\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with Readers() as readers:
        ((report,),) = readers.read([SAMPLES / "ok" / "suqian-2023.pdf"], tuple(load_forms()))
    assert report.refusal is None
    assert not seen.exists()
    path = os.pathsep.join((str(tmp_path), *filter(None, sys.path)))
    subprocess.run(
        [sys.executable, "-c", "import camelot"], check=True, env={**os.environ, "PYTHONPATH": path}
    )
    assert seen.exists(), "by itself it does"
