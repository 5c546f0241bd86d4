"""Writes down the versions of the whole test environment: ``python -m tests.constraints``.

They are those a fresh environment gets today. ``tests/constraints.txt`` is used by make, so that
the gate tests the project and not what came out last night.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
CONSTRAINTS = ROOT / "tests" / "constraints.txt"
HEAD = """\
# Every package of the test environment in the version that the tests passed with.
# Written by `make constraints`; not a promise: pyproject.toml says what works.
"""


def main() -> None:
    """Installs the project with its test tools afresh and lists what came (POSIX)."""
    with tempfile.TemporaryDirectory(prefix="constraints-") as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", "--no-input"]
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT"}  # set by make
        }
        subprocess.run([*pip, "install", f"{ROOT}[bench]"], check=True, env=environment)
        listed = subprocess.run(
            [*pip, "freeze"], check=True, env=environment, capture_output=True, text=True
        )
    CONSTRAINTS.write_text(HEAD + pinned(listed.stdout), "utf-8")


def pinned(listed: str) -> str:
    """The lines ``name==version`` of ``pip freeze``, without the project itself."""
    lines = [line for line in listed.splitlines() if "==" in line]
    return "\n".join(sorted(lines, key=str.lower)) + "\n"


if __name__ == "__main__":
    main()
