"""``checker serve``: the desk, in the browser of this machine."""

from __future__ import annotations

import datetime
import re
import sys
from argparse import ArgumentTypeError
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.commands.register.shared import add_common, configured, require_extra, tell_store
from checker.cli.commands.status import CLEAN
from checker.cli.settings import add_section
from checker.errors import CheckerError
from checker.given_files import bytes_of
from checker.i18n import translate
from checker.options.setting import Section

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from checker.cli.parser import Speech
    from checker.cli.settings import RunConfig
    from checker.pipeline import StartReaders
    from checker.register.store import Store

PORT = 8866
_LIBRARIES = ("fastapi", "uvicorn", "python_multipart")
_MOST_PORT = 65_535
_LEAST_KEY = 32


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker serve``."""
    words = speech.words
    group = add_common(parser, speech)
    group.add_argument(
        "--port", type=_port_in(speech), default=PORT, metavar="N", help=words("help.option.port")
    )
    group.add_argument("--no-browser", action="store_true", help=words("help.option.no-browser"))
    group.add_argument("--api-key", metavar="FILE", help=words("help.option.api-key"))
    limits = parser.add_argument_group(words("help.page.limits"))
    add_section(limits, speech, Section.LIMITS)


def _port_in(speech: Speech) -> Callable[[str], int]:
    """The type of an argument that is a port."""

    def port(given: str) -> int:
        if not (re.fullmatch(r"[0-9]{1,5}", given, re.ASCII) and int(given) <= _MOST_PORT):
            raise ArgumentTypeError(translate("desk.no-port", speech.lang, port=given))
        return int(given)

    return port


def run(arguments: argparse.Namespace, start_readers: StartReaders | None) -> int:
    """Serve until somebody ends it (Ctrl-C)."""
    config = configured(arguments)
    require_extra(config.lang)
    if any(find_spec(library) is None for library in _LIBRARIES):
        raise CheckerError(translate("desk.no-extra", config.lang))
    key = _key(arguments.api_key, config.lang) if arguments.api_key else ""
    from checker.cli.cache import with_cache
    from checker.desk.server import listening, opened, server_of, show

    with listening(arguments.port, config.lang) as door:
        port = door.getsockname()[1]
        store = _store(config)
        tell_store(store, config)
        options = with_cache(config)._replace(lang=store.language, previous=(), bodies="")
        folder = _folder(config)
        with (
            opened(
                store,
                folder,
                options,
                port,
                lang=config.lang,
                now=_now(config),
                start_readers=start_readers,
                prepares=True,
                key=key,
            ) as (app, entrance),
            entrance.redirect_file() as path,
        ):
            is_shown = not arguments.no_browser and show(path)
            address = entrance.address if is_shown else entrance.first_address
            sys.stdout.write(translate("desk.open-at", config.lang, address=address) + "\n")
            sys.stdout.flush()
            with suppress(KeyboardInterrupt):  # the way to close it
                server_of(app).run(sockets=[door])
    return CLEAN


def _key(path: str, lang: str) -> str:
    """The key in a file: one word, long enough that nobody guesses it."""
    text = bytes_of(Path(path), lang).decode("ascii", "replace").strip()
    if not re.fullmatch(r"[!-~]{32,200}", text):
        raise CheckerError(translate("desk.bad-key", lang, path=path, least=_LEAST_KEY))
    return text


def _store(config: RunConfig) -> Store:
    """The store that is there, or a new one: whoever opens the desk first has none yet."""
    from checker.register.location import located
    from checker.register.store import create_store, is_there, open_store

    place = located(config.store, config.lang)
    there = is_there(place, config.lang)
    return open_store(place, config.lang) if there else create_store(place, config.lang)


def _folder(config: RunConfig) -> Path:
    """Where dropped files lie: beside a store that is a file, else in the current folder."""
    from checker.register.location import DEFAULT, located

    place = located(config.store, config.lang)
    file = place if isinstance(place, Path) else Path(DEFAULT).absolute()
    return file.with_name(f"{file.stem}-files")


def _now(config: RunConfig) -> Callable[[], str]:
    """The time that stands on decisions; of a given day the hour is that of the clock."""
    from checker.cli.commands.settings import day

    given = None if config.date is None else day(config.date, config.lang)

    def now() -> str:
        found = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
        return found if given is None else f"{given}{found[10:]}"

    return now
