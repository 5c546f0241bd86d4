"""``python -m checker``, and the command ``checker``."""

from __future__ import annotations

from typing import NoReturn

from checker.cli.main import main
from checker.startup import leave


def run() -> NoReturn:
    """The program: this process ends with the exit status of its command line."""
    leave(main())


if __name__ == "__main__":
    run()
