"""``checker serve``: the desk, in the browser of this machine or of several people's."""

from __future__ import annotations

import datetime
import re
import sys
from argparse import ArgumentTypeError
from contextlib import ExitStack, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.commands.register.shared import add_common, configured, require_extra, tell_store
from checker.cli.commands.status import CLEAN
from checker.cli.commands.users.shared import require_argon2
from checker.cli.output import complain
from checker.cli.settings import add_section
from checker.errors import CheckerError
from checker.given_files import bytes_of
from checker.i18n import translate
from checker.options.setting import Section

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from checker.cli.parser import Speech
    from checker.cli.settings import RunConfig
    from checker.desk.listening import Place
    from checker.desk.server import Access
    from checker.pipeline import StartReaders
    from checker.register.store import Store

PORT = 8866
HOST = "127.0.0.1"
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
    group.add_argument(
        "--host", default=HOST, metavar="ADDRESS", help=words("help.option.host", default=HOST)
    )
    group.add_argument("--users", metavar="FILE", help=words("help.option.users"))
    group.add_argument(
        "--name", action="append", default=[], metavar="HOST", help=words("help.option.host-name")
    )
    group.add_argument(
        "--proxy", action="append", default=[], metavar="ADDRESS", help=words("help.option.proxy")
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
    if arguments.users:
        require_argon2(config.lang)
    from checker.cli.cache import with_cache
    from checker.desk.listening import listening
    from checker.desk.server import opened

    place = _place(arguments, config.lang)
    with listening(arguments.port, config.lang, place) as door:
        port = door.getsockname()[1]
        access = _access(arguments, place, port, config.lang)
        store = _store(config)
        tell_store(store, config)
        options = with_cache(config)._replace(lang=store.language, previous=(), bodies="")
        with (
            opened(
                store,
                _folder(config),
                options,
                access,
                lang=config.lang,
                now=_now(config),
                start_readers=start_readers,
                prepares=True,
            ) as server,
            _led_in(access, place, port, config.lang, shows=not arguments.no_browser),
            suppress(KeyboardInterrupt),  # the way to close it
        ):
            server.run(sockets=[door])
    return CLEAN


def _place(arguments: argparse.Namespace, lang: str) -> Place:
    """Where to listen; ``CheckerError`` where others would come in without a name."""
    from checker.desk.listening import place_of

    place = place_of(arguments.host, lang)
    if not arguments.users:
        if place.is_for_others:
            raise CheckerError(translate("desk.needs-users", lang, host=arguments.host))
        for option, given in (("--name", arguments.name), ("--proxy", arguments.proxy)):
            if given:
                raise CheckerError(translate("desk.option-needs-users", lang, option=option))
    return place


def _access(arguments: argparse.Namespace, place: Place, port: int, lang: str) -> Access:
    """Who is let in, by what name and through whom."""
    from checker.desk.entrance import Entrance
    from checker.desk.listening import addresses_of, further_names, hosts_of
    from checker.desk.server import Access

    key = _key(arguments.api_key, lang) if arguments.api_key else ""
    hosts = hosts_of(place, port, further_names(arguments.name, lang))
    if not arguments.users:
        return Access(hosts, Entrance(port), key)
    from checker.desk.accounts.accounts import Accounts
    from checker.desk.accounts.user_file import UserFile

    proxies = addresses_of(arguments.proxy, lang)
    if place.is_for_others and not proxies:
        complain(translate("desk.in-clear", lang), lang, kind="note")
    accounts = Accounts(UserFile(Path(arguments.users), lang), port, lang)
    return Access(hosts, accounts, key, proxies)


@contextmanager
def _led_in(access: Access, place: Place, port: int, lang: str, *, shows: bool) -> Iterator[None]:
    """The browser at the first page, and the address told; for as long as the desk is open."""
    from checker.desk.entrance import Entrance
    from checker.desk.listening import address_for
    from checker.desk.server import show

    with ExitStack() as stack:
        address, door = address_for(place, port, access), access.door
        if isinstance(door, Entrance):
            path = stack.enter_context(door.redirect_file())
            address = door.address if shows and show(path.as_uri()) else door.first_address
        elif shows:
            show(address)
        sys.stdout.write(translate("desk.open-at", lang, address=address) + "\n")
        sys.stdout.flush()
        yield


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
