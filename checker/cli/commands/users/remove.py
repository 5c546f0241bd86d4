"""``checker users remove FILE NAME``: a user who may log in no longer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker.cli.commands.status import CLEAN
from checker.cli.commands.users.shared import add_common, require_argon2, text_of, write
from checker.errors import CheckerError
from checker.i18n import translate

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker users remove``."""
    add_common(parser, speech, of_one=True)


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Take the line out; a desk that is open notices at once."""
    path, name, lang = arguments.file, arguments.name, arguments.lang
    require_argon2(lang)
    from checker.desk.accounts.user_file import has_user, without_user

    text = text_of(path, lang)
    if not has_user(text, name):
        raise CheckerError(translate("users.unknown", lang, name=name, path=path))
    write(path, without_user(text, name), lang)
    sys.stdout.write(translate("users.removed", lang, name=name, path=path) + "\n")
    return CLEAN
