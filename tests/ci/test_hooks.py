"""The pre-commit hook and the GitHub Action: valid, and they pass what they are given."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from checker.cli.main import main

ROOT = Path(__file__).parent.parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
BASH = shutil.which("bash")


def test_the_action_keeps_to_its_schema() -> None:
    schema = json.loads((ROOT / "tests" / "schemas" / "github-action.json").read_text("utf-8"))
    jsonschema.Draft7Validator(schema).validate(ACTION)


def test_no_input_is_written_into_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]


@pytest.mark.skipif(BASH is None, reason="no bash")
@pytest.mark.parametrize("status", [0, 1])
def test_the_action_hands_its_inputs_over(*, status: int, tmp_path: Path) -> None:
    tool = tmp_path / "checker"
    tool.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/seen"\nexit {status}\n')
    tool.chmod(0o755)
    step = ACTION["runs"]["steps"][-1]
    inputs = {name: str(given["default"]) for name, given in ACTION["inputs"].items()}
    inputs |= {"paths": "a b.pdf\n$(touch owned)\n", "sarif": "out.sarif", "arguments": "--quiet"}
    environment = {
        **{f"INPUT_{name.upper().replace('-', '_')}": value for name, value in inputs.items()},
        "CHECKER": str(tool),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "PATH": os.defpath,
    }
    assert set(step["env"]) - {"PYTHONUTF8"} == {n for n in environment if n.startswith("INPUT_")}
    done = subprocess.run(
        [BASH or "bash", "-eo", "pipefail", "-c", step["run"]],
        env=environment,
        cwd=tmp_path,
        check=False,
        timeout=30,
    )
    assert done.returncode == status
    assert (tmp_path / "output").read_text() == f"status={status}\n"
    assert (tmp_path / "seen").read_text().splitlines() == [
        *("check", "--output-format", "github", "--fail-on=error", "--lang=zh", "--sidecar"),
        *("--report=sarif=out.sarif", "--quiet", "--", "a b.pdf", "$(touch owned)"),
    ]
    assert not (tmp_path / "owned").exists()


def test_the_hook_runs_a_command_that_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert hook["types"] == ["pdf"]
    program, *arguments = hook["entry"].split()
    assert program == "checker"
    assert main([*arguments, "--help"]) == 0
    assert "checker check" in capsys.readouterr().out
