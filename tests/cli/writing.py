"""What the tests of writing outputs share: an empty folder, the command line, what lies there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checker.cli.main import main
from tests.support.prepared_readers import prepared

ROOT = Path(__file__).parents[2]


INPUT = b"%PDF- an input, kept as it is"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("CHECKER_", "GITHUB_", "CI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def run(*argv: str, **given: Any) -> int:
    return main(list(argv), start_readers=prepared(**given))


def snapshot() -> dict[str, bytes | str | None]:
    """Everything below the current folder: what files hold, where links lead."""
    found: dict[str, bytes | str | None] = {}
    for path in sorted(Path().rglob("*")):
        if path.is_symlink():
            found[str(path)] = str(path.readlink())
        else:
            found[str(path)] = path.read_bytes() if path.is_file() else None
    return found


def checker(*argv: str, **given: Any) -> subprocess.CompletedProcess[bytes]:
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **given}
    command = [sys.executable, "-m", "checker", *argv]
    environment = {**given.pop("env", os.environ), "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, check=False, env=environment, timeout=120, **given)
