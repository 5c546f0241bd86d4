"""The pre-commit hook and the GitHub Action: valid, and they pass what they are given."""

from __future__ import annotations

import os
import re
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
        assert "${{" not in step.get("run", "")


@pytest.mark.skipif(BASH is None, reason="no bash")
@pytest.mark.parametrize("status", [0, 1])
def test_the_action_hands_its_inputs_over(*, status: int, tmp_path: Path) -> None:
    tool = tmp_path / "checker"
    tool.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/seen"\nexit {status}\n')
    tool.chmod(0o755)
    step = ACTION["runs"]["steps"][-1]
    inputs = {name: str(given["default"]) for name, given in ACTION["inputs"].items()}
    for name in ("print", "python"):  # of the steps before
        del inputs[name]
    inputs |= {"paths": "a b.pdf\n$(touch owned)\n", "sarif": "out.sarif", "arguments": "--quiet"}
    environment = {
        **{f"INPUT_{name.upper().replace('-', '_')}": value for name, value in inputs.items()},
        "CHECKER": str(tool),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "PATH": os.defpath,
    }
    assert set(step["env"]) - {"PYTHONUTF8", "CHECKER_HOMEPAGE"} == {
        n for n in environment if n.startswith("INPUT_")
    }
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


def find_python(version: str, tmp_path: Path) -> tuple[int, str, str]:
    """Status, output and what is handed on by the action's first step, with a Python so old."""
    fake = tmp_path / "python"
    fake.write_text(
        f"#!/bin/sh\nexec {sys.executable} -c 'import sys; sys.version_info = ({version}, 0)\n"
        'exec(sys.argv[1])\' "$2"\n'
    )
    fake.chmod(0o755)
    output = tmp_path / "output"
    done = subprocess.run(
        [BASH or "bash", "-eo", "pipefail", "-c", ACTION["runs"]["steps"][0]["run"]],
        env={
            "PATH": os.environ["PATH"],
            "INPUT_PYTHON": str(fake),
            "CHECKER_SOURCE": str(ROOT),
            "GITHUB_OUTPUT": str(output),
            "RUNNER_OS": "Linux",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout, output.read_text() if output.exists() else ""


@pytest.mark.skipif(BASH is None, reason="no bash")
def test_the_action_refuses_an_old_python_in_one_line(tmp_path: Path) -> None:
    status, printed, handed_on = find_python("3, 10", tmp_path)
    assert status == 2
    assert printed.startswith("::error title=checker::")
    assert printed.count("\n") == 1
    assert handed_on == ""


@pytest.mark.skipif(BASH is None, reason="no bash")
def test_the_action_hands_on_its_python_and_a_key_for_the_cache(tmp_path: Path) -> None:
    status, printed, handed_on = find_python("3, 12", tmp_path)
    assert (status, printed) == (0, "")
    assert re.fullmatch(r"python=.*/python\nkey=3\.12-[0-9a-f]{16}\n", handed_on)


@pytest.mark.skipif(BASH is None, reason="no bash")
@pytest.mark.parametrize(("system", "folder"), [("Linux", "bin"), ("Windows", "Scripts")])
@pytest.mark.parametrize(("wanted", "extra"), [("true", "[print]"), ("false", "")])
def test_the_action_installs_what_is_asked_for(
    *, system: str, folder: str, wanted: str, extra: str, tmp_path: Path
) -> None:
    python = tmp_path / "python"
    inner = tmp_path / "checker" / folder / "python"
    python.write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/seen"\n')
    python.chmod(0o755)
    inner.parent.mkdir(parents=True)
    inner.symlink_to(python)
    (step,) = (one for one in ACTION["runs"]["steps"] if one.get("name") == "Install checker")
    subprocess.run(
        [BASH or "bash", "-eo", "pipefail", "-c", step["run"]],
        env={
            "PATH": os.defpath,
            "CHECKER_PYTHON": str(python),
            "CHECKER_SOURCE": "/src dir",
            "INPUT_PRINT": wanted,
            "RUNNER_OS": system,
            "RUNNER_TEMP": str(tmp_path),
            "GITHUB_ENV": str(tmp_path / "env"),
        },
        check=True,
        timeout=30,
    )
    made, installed = (tmp_path / "seen").read_text().splitlines()
    assert made == f"-m venv {tmp_path}/checker"
    assert installed.endswith(f"/src dir{extra}")
    assert (tmp_path / "env").read_text() == f"CHECKER={tmp_path}/checker/{folder}/checker\n"


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
    for name in ("报告.pdf", "a/报告.OFD", "b.docx", "c.xlsx", "d.xls", "e.wps"):
        assert re.search(hook["files"], name)
    for name in ("index.html", "data.csv", "pdf", "a.pdf.txt"):
        assert not re.search(hook["files"], name)
    program, *arguments = hook["entry"].split()
    assert program == "checker"
    assert main([*arguments, "--help"]) == 0
    assert "checker check" in capsys.readouterr().out
