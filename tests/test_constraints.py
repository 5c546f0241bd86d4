"""The versions of the gate: exact, and one for everything the project asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from tests.constraints import CONSTRAINTS, HEAD, pinned

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def named(requirement: str) -> str:
    name = re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_dependency_has_its_version() -> None:
    lines = CONSTRAINTS.read_text("utf-8").removeprefix(HEAD).splitlines()
    assert all(re.fullmatch(r"[\w.-]+==[\w.+!]+", line) for line in lines)
    assert len(lines) == len({named(line) for line in lines})
    project = tomllib.loads(PROJECT.read_text("utf-8"))
    extras = project["project"]["optional-dependencies"]
    direct = {
        named(one)
        for group in (
            project["build-system"]["requires"],
            project["project"]["dependencies"],
            *extras.values(),
        )
        for one in group
    }
    assert direct - {"nianbao-checker"} <= {named(line) for line in lines}


def test_the_list_is_sorted_and_leaves_out_the_project() -> None:
    listed = "b==1\nnianbao-checker @ file:///somewhere\nA==2\n"
    assert pinned(listed) == "A==2\nb==1\n"
