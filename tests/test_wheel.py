"""What is installed from the wheel alone works: rules, texts, templates, types are packaged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import checker
from tests.needs import has_font

if TYPE_CHECKING:
    from email.message import Message

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "bad" / "hongze-2023.pdf"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network by the backend that is installed."""
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path) -> Path:
    folder = wheel.parent / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def metadata(unpacked: Path) -> Message:
    (path,) = unpacked.glob("*.dist-info/METADATA")
    return Parser().parsestr(path.read_text("utf-8"))


def test_it_has_a_name_of_its_own_and_its_metadata(wheel: Path, metadata: Message) -> None:
    assert wheel.name == f"nianbao_checker-{checker.__version__}-py3-none-any.whl"
    assert metadata["Name"] == "nianbao-checker"
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Author"]
    assert "Typing :: Typed" in metadata.get_all("Classifier", [])
    assert set(metadata.get_all("Provides-Extra", [])) >= {"print", "dev"}


def test_every_module_and_every_rule_is_in_it_and_no_test(unpacked: Path) -> None:
    packaged = {path.relative_to(unpacked) for path in unpacked.rglob("*") if path.is_file()}
    modules = {path.relative_to(ROOT) for path in (ROOT / "checker").rglob("*.py")}
    rules = {
        Path("checker/_rules") / path.relative_to(ROOT / "rules")
        for path in (ROOT / "rules").rglob("*.yaml")
    }
    assert packaged >= modules | rules | {Path("checker/py.typed")}
    assert {path.parts[0] for path in packaged if not path.parts[0].endswith(".dist-info")} == {
        "checker"
    }


def run(unpacked: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in another folder, with the wheel's package before the one under test."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(unpacked), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_it_checks_a_report_with_its_own_rules(unpacked: Path, tmp_path: Path) -> None:
    home = run(unpacked, tmp_path, "-c", "import checker; print(checker.__file__)")
    assert Path(home.stdout.strip()).is_relative_to(unpacked)
    outputs = ["--report", f"html={tmp_path}/out.html"]
    if has_font():
        outputs += ["--report", f"pdf={tmp_path}/out.pdf"]
    done = run(
        unpacked,
        tmp_path,
        *("-m", "checker", "check", str(SAMPLE), "--output-format", "json", *outputs),
    )
    assert done.returncode == 1, done.stderr
    (report,) = json.loads(done.stdout)["reports"]
    assert report["coverage"]["hard"]["failed"] == 2
    assert (tmp_path / "out.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    if has_font():
        assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    proved = run(unpacked, tmp_path, "-m", "checker", "rules", "test")
    assert proved.returncode == 0, proved.stdout + proved.stderr
