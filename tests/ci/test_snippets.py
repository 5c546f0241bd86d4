"""What the READMEs tell CI engineers to paste: valid where it is pasted, run as printed."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.cli.main import main
from tests.ci.test_hooks import ACTION, ROOT
from tests.readme import READMES
from tests.support import schemas
from tests.support.blocks import read_block
from tests.support.prepared_readers import prepared

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
each_readme = pytest.mark.parametrize("language", sorted(READMES))


def snippet(language: str, name: str) -> Any:
    text = read_block(READMES[language], name)
    return yaml.safe_load(text.removeprefix("```yaml\n").removesuffix("\n```"))


@pytest.mark.parametrize("name", ["github", "gitlab", "precommit"])
def test_both_readmes_say_the_same(name: str) -> None:
    assert snippet("zh", name) == snippet("en", name)


def test_github_runs_the_action_with_inputs_that_it_has() -> None:
    workflow = snippet("en", "github")
    workflow = {"on" if key is True else key: value for key, value in workflow.items()}
    schemas.github_workflow().validate(workflow)
    steps = workflow["jobs"]["check"]["steps"]
    (own,) = (step for step in steps if step["uses"].startswith("OWNER/checker@"))
    assert set(own["with"]) <= set(ACTION["inputs"])
    (upload,) = (step for step in steps if "upload-sarif" in step["uses"])
    assert upload["with"]["sarif_file"] == own["with"]["sarif"]
    assert workflow["jobs"]["check"]["permissions"]["security-events"] == "write"


def test_gitlab_installs_the_tool_and_finds_what_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline = snippet("en", "gitlab")
    schemas.gitlab_pipeline().validate(pipeline)
    job = pipeline["checker"]
    (install,) = job["before_script"]
    name = shlex.split(install)[-1].partition(" @ ")[0]
    assert name == PROJECT["name"]
    assert job["image"].removeprefix("python:") >= "3.11"
    monkeypatch.chdir(tmp_path)
    Path("reports").mkdir()
    Path("reports/hongze-2023.pdf").write_bytes(b"%PDF-1.7\n")
    (script,) = job["script"]
    program, *arguments = shlex.split(script)
    assert program == "checker"
    assert main([*arguments, "-o", "all.txt"], start_readers=prepared()) == 1
    named = job["artifacts"]["reports"].values()
    assert all(Path(file).stat().st_size for file in named)
    (pattern,) = job["artifacts"]["paths"]
    assert list(tmp_path.glob(pattern))


def test_pre_commit_takes_the_snippet(tmp_path: Path) -> None:
    config = snippet("en", "precommit")
    path = tmp_path / ".pre-commit-config.yaml"
    path.write_text(yaml.safe_dump(config), "utf-8")
    subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-config", str(path)],
        check=True,
        capture_output=True,
    )
    offered = {one["id"] for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    (hook,) = config["repos"][0]["hooks"]
    assert hook["id"] in offered
    assert re.search(hook["files"], "reports/某区/2023.pdf")
    assert not re.search(hook["files"], "other/2023.pdf")


@each_readme
def test_every_checker_command_of_the_readme_is_understood(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = READMES[language].read_text("utf-8").replace("\\\n", " ")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines()]
    own = [line for line in commands if line.startswith(("checker ", "py -m checker "))]
    assert len(own) >= 3
    for line in own:
        command = line.partition(" #")[0].removeprefix("py -m ")
        arguments = shlex.split(command)[1:]
        # --help comes last: what stands before it has been understood by then.
        assert main([*arguments, "--help"]) == 0, line
    capsys.readouterr()


@each_readme
def test_every_extra_that_the_readme_names_is_there(language: str) -> None:
    text = READMES[language].read_text("utf-8")
    named = set(re.findall(r"nianbao-checker\[([a-z]+)\]", text))
    assert named
    assert named <= set(PROJECT["optional-dependencies"])
