"""The pre-commit hook and the GitHub Action: valid, and they pass what they are given."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.cli.main import main
from tests.support import schemas

ROOT = Path(__file__).parent.parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
WORKFLOW: dict[str, Any] = yaml.safe_load(
    (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
)
BASH = shutil.which("bash")


def test_the_action_keeps_to_its_schema() -> None:
    schemas.github_action().validate(ACTION)
    assert not schemas.github_action().is_valid({**ACTION, "runs": {"using": "composite"}})


def test_the_workflow_keeps_to_its_schema_and_calls_the_gate() -> None:
    schemas.github_workflow().validate(WORKFLOW)
    assert not schemas.github_workflow().is_valid({**WORKFLOW, "jobs": {}})
    steps = [step.get("run") for job in WORKFLOW["jobs"].values() for step in job["steps"]]
    assert ".ci/run" in steps
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


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


def test_the_projects_own_hooks_are_valid() -> None:
    for kind, name in (
        ("config", ".pre-commit-config.yaml"),
        ("manifest", ".pre-commit-hooks.yaml"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", f"validate-{kind}", name],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_tool_of_lint_is_a_hook() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    hooks = [hook["entry"] for repo in config["repos"] for hook in repo["hooks"]]
    recipe = (ROOT / "Makefile").read_text("utf-8").partition("\nlint:")[2].partition("\n\n")[0]
    tools = [line.strip().removeprefix("@$(BIN)/") for line in recipe.splitlines()[1:]]
    assert len(tools) == 4
    for tool in tools:
        assert any(entry.startswith(f".venv/bin/{tool.removesuffix(' .')}") for entry in hooks), (
            tool
        )


def test_the_hook_runs_a_command_that_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert hook["types"] == ["pdf"]
    program, *arguments = hook["entry"].split()
    assert program == "checker"
    assert main([*arguments, "--help"]) == 0
    assert "checker check" in capsys.readouterr().out
