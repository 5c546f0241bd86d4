"""``checker users add FILE NAME``: an entry for a user, or another password for one."""

from __future__ import annotations

import getpass
import os
import sys
from typing import TYPE_CHECKING

from checker.cli.commands.status import CLEAN
from checker.cli.commands.users.shared import (
    add_common,
    require_argon2,
    require_name,
    text_of,
    write,
)
from checker.errors import CheckerError
from checker.i18n import translate

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker users add``."""
    add_common(parser, speech, of_one=True)


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Ask for a password, which stands in no argument, and write its hash."""
    path, name, lang = arguments.file, arguments.name, arguments.lang
    require_argon2(lang)
    from checker.desk.accounts.passwords import LEAST, hashed, is_weak
    from checker.desk.accounts.user_file import User, has_user, with_user

    require_name(name, lang)
    text = text_of(path, lang) if os.path.lexists(path) else ""
    password = _password(name, lang)
    if is_weak(password, name):
        raise CheckerError(translate("users.weak", lang, least=LEAST))
    write(path, with_user(text, User(name, hashed(password))), lang)
    key = "users.changed" if has_user(text, name) else "users.added"
    sys.stdout.write(translate(key, lang, name=name, path=path) + "\n")
    return CLEAN


def _password(name: str, lang: str) -> str:
    """Typed twice and not shown; of a program the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    try:
        password = getpass.getpass(translate("users.password", lang, name=name))
        again = getpass.getpass(translate("users.once-more", lang))
    except EOFError:  # Ctrl+D
        password, again = "", "?"
    if again != password:
        raise CheckerError(translate("users.differ", lang))
    return password
