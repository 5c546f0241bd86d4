"""``checker users list FILE``: the names of those who may log in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.commands.status import CLEAN
from checker.cli.commands.users.shared import add_common, require_argon2

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker users list``."""
    add_common(parser, speech, of_one=False)


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """A name a line, as the file has them; its faults are told."""
    require_argon2(arguments.lang)
    from checker.desk.accounts.user_file import users_in

    for user in users_in(Path(arguments.file), arguments.lang).values():
        sys.stdout.write(f"{user.name}\n")
    return CLEAN
