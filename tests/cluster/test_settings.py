"""Dask's processes as ``python -m checker.cluster`` starts them."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import dask
import distributed  # noqa: F401 - whose defaults are looked at

from checker.cluster import __main__ as commands

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest


def settings(environment: Mapping[str, str]) -> dict[str, object]:
    """Each setting that is changed, as Dask takes it from an environment."""
    found = dask.config.collect_env({**environment})
    names = [f"distributed.{name.lower().replace('__', '.')}" for name in commands.SETTINGS]
    return {name: dask.config.get(name, None, found) for name in names}


def test_every_setting_is_one_that_dask_has() -> None:
    told = {f"DASK_DISTRIBUTED__{name}": value for name, value in commands.SETTINGS.items()}
    for name, value in settings(told).items():
        default = dask.config.get(name)  # KeyError where it is called otherwise by now
        assert isinstance(value, type(default)), name


def test_what_the_environment_says_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in commands.SETTINGS:
        monkeypatch.delenv(f"DASK_DISTRIBUTED__{name}", raising=False)
    monkeypatch.setenv("DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL", "7ms")
    monkeypatch.setattr(sys, "argv", ["x", "scheduler", "--help"])
    monkeypatch.setattr("runpy.run_module", lambda *_, **__: None)
    commands.main()
    found = settings(os.environ)
    assert found["distributed.admin.tick.interval"] == "7ms"
    assert found["distributed.worker.profile.enabled"] is False


def test_its_words_are_those_of_dask() -> None:
    command = [sys.executable, "-m", "checker.cluster", "worker", "--help"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "--nthreads" in done.stdout
