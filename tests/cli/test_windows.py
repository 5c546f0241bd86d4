"""A desk with Windows: no fork, no limits, a console in GBK, and names with spaces."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = "送审 报告（2023）"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / FOLDER).mkdir()
    shutil.copy(ROOT / "samples/bad/hongze-2023.pdf", tmp_path / FOLDER / "年度 报告&1.pdf")
    return tmp_path


def run(here: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    paths = (ROOT / "tests/support/windows", ROOT)
    return subprocess.run(
        [sys.executable, "-m", "checker", *arguments],
        cwd=here,
        env={
            **{name: value for name, value in os.environ.items() if name != "PYTHONUTF8"},
            "PYTHONPATH": os.pathsep.join(map(str, paths)),
            **environment,
        },
        capture_output=True,
        check=False,
        timeout=120,
    )


def test_a_folder_is_checked_and_piped_in_gbk(here: Path) -> None:
    wanted = ["--sidecar", "--report", "json=结果 一.json", "--report", "csv=列表.csv"]
    done = run(here, "check", FOLDER, "--isolated", *wanted, PYTHONIOENCODING="gbk")
    assert done.returncode == 1, done.stderr
    assert done.stderr == b""
    printed = done.stdout.decode("gbk")
    assert f"{FOLDER}/年度 报告&1.pdf" in printed
    assert "复议诉讼合计" in printed
    assert "应为 11，实填 0，相差 -11" in printed  # GBK has no true minus sign
    (report,) = json.loads((here / "结果 一.json").read_text("utf-8"))["reports"]
    assert report["body"] == "淮安市洪泽区人民政府"
    assert (here / "列表.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (here / FOLDER / "年度 报告&1.tables.txt").is_file()


def test_the_program_there_has_none_of_what_windows_lacks(here: Path) -> None:
    code = (
        "import os, sys, checker.isolation.limits as limits\n"
        "assert limits.sys.platform == 'win32' != sys.platform\n"
        "assert not hasattr(os, 'fork')\n"
        "import resource\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT / "tests/support/windows")},
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "No module named 'resource'" in done.stderr
