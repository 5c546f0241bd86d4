"""The desk as on Windows: no fork, no limits of the system, files and folders in Chinese."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.desk.serving import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[Visitor, Path]]:
    """Whoever was let in, and the folder that the desk was opened in, as ``checker serve`` does."""
    folder = tmp_path / "送审 报告（2023）"
    folder.mkdir()
    paths = (ROOT / "tests/support/windows", ROOT)
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", "serve", "--port", "0", "--no-browser"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="gbk",
        env={
            **{name: value for name, value in os.environ.items() if name != "PYTHONUTF8"},
            "PYTHONPATH": os.pathsep.join(map(str, paths)),
            "PYTHONIOENCODING": "gbk",
        },
    )  # fmt: skip
    assert process.stdout is not None
    line = process.stdout.readline()
    try:
        way = urlsplit(re.findall(r"http://\S+token=[\w-]+", line)[0])
        visitor = Visitor(way.port or 0)
        assert visitor.get(f"{way.path}?{way.query}").status == 200
        yield visitor, folder
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 0, said
    assert "Traceback" not in said


def test_a_file_is_dropped_read_and_decided_about(serving: tuple[Visitor, Path]) -> None:
    visitor, folder = serving
    data = (ROOT / "samples/ok/published-2023.html").read_bytes()
    assert visitor.upload(("年度 报告&1.html", data)).status == 303
    until = time.monotonic() + 60
    while visitor.get("/uploads/lines").headers["x-desk-waiting"] != "0":
        assert time.monotonic() < until
        time.sleep(0.05)
    home = visitor.get("/").text
    assert "年度 报告&amp;1.html" in home
    assert 'class="verdict pass"' in home
    read = visitor.post("/reports/1/readings/t3.granted.total", kind="number", value="1", seen=0)
    assert read.status == 303
    assert "对照原件读作 1" in visitor.get("/reports/1?cell=t3.granted.total").text
    assert visitor.get("/handover.zip").data.startswith(b"PK")
    assert sorted(path.name for path in folder.iterdir()) == ["checker-files", "checker.db"]
