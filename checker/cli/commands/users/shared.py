"""What the commands of users have in common: the file, the name, the way it is written."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.output import deliver
from checker.cli.parser import add_options
from checker.cli.settings import add_section
from checker.errors import CheckerError
from checker.given_files import bytes_of
from checker.i18n import system_reason, translate
from checker.options.setting import Section

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech

_LIBRARIES = ("argon2", "starlette")


def add_common(parser: argparse.ArgumentParser, speech: Speech, *, of_one: bool) -> None:
    """The file of users, and the name of one of them."""
    words = speech.words
    group = parser.add_argument_group(words("help.page.arguments"))
    group.add_argument("file", metavar="FILE", help=words("help.argument.users-file"))
    if of_one:
        group.add_argument("name", metavar="NAME", help=words("help.argument.user"))
    add_section(add_options(parser, speech), speech, Section.LANGUAGE)


def require_argon2(lang: str) -> None:
    """``CheckerError`` with the command that installs the libraries, where one is not there."""
    if any(find_spec(library) is None for library in _LIBRARIES):
        raise CheckerError(translate("desk.no-extra", lang))


def require_name(name: str, lang: str) -> None:
    """``CheckerError`` for what cannot stand in the file."""
    from checker.desk.accounts.user_file import MOST_NAME, is_name

    if not is_name(name):
        raise CheckerError(translate("users.bad-name", lang, name=name, most=MOST_NAME))


def text_of(path: str, lang: str) -> str:
    """The text of the file, which is looked through first; ``CheckerError`` where it is no such."""
    from checker.desk.accounts.user_file import users_in

    users_in(Path(path), lang, may_be_empty=True)
    return bytes_of(Path(path), lang).decode("utf-8-sig")


def write(path: str, text: str, lang: str) -> None:
    """Write the file, whole or not at all, and a new one for its owner alone."""
    if not os.path.lexists(path):
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except OSError as error:
            reason = system_reason(error, lang)
            told = translate("diagnostic.cannot-write", lang, path=path, reason=reason)
            raise CheckerError(told) from error
    deliver(lambda stream: stream.write(text), path, lang)
