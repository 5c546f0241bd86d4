"""Settings from files, the environment and the command line, in that order of weight.

The nearest of ``.checker.toml``, ``checker.toml`` and a ``pyproject.toml`` with
``[tool.checker]``, going upwards from the current folder, is read; ``extend = "…"`` names another
file to start from. Waivers and readings that no setting names are found in the same way.
What a file says wrongly is refused: nothing is passed over in silence.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from checker.cli.config_reader import (
    BELOW,
    COMMAND_LINE,
    EVERY,
    KEYED,
    KEYS,
    LISTS,
    PYPROJECT,
    TABLES,
    Reader,
    as_toml,
    near,
    parts,
)
from checker.cli.settings import SETTINGS, RunConfig, dest
from checker.cli.toml_lines import line_of
from checker.given_files import parsed_toml
from checker.i18n import translate
from checker.options.setting import Kind, value_of

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping, Sequence


FILES = (".checker.toml", "checker.toml", PYPROJECT)
WAIVERS = "checker-waivers.toml"
"""Where ``checker waive`` writes unless told otherwise, and what ``check`` finds by itself."""
READINGS = "checker-readings.toml"
"""What the desk hands out, and ``check`` finds by itself."""
DEFAULT, FOUND = "default", "found"
_SWITCHED: Mapping[str, bool] = {"true": True, "1": True, "false": False, "0": False}


def shown(config: RunConfig, lang: str) -> Iterator[str]:
    """One line a setting, as in a configuration file, with its origin as a comment."""
    for key in KEYS:
        if key in BELOW:  # only what was set: the reading process has limits of its own
            value: Any = {
                name: value_of(config, field.path)
                for name, field in BELOW[key].items()
                if f"{key}.{name}" in config.origins
            }
        else:
            value = value_of(config, KEYED[key].path)
            value = True if value == EVERY else value
        origin = config.origins.get(key, DEFAULT)
        if origin in (DEFAULT, COMMAND_LINE, FOUND):
            origin = translate(f"settings.origin.{origin}", lang)
        yield f"{key} = {as_toml(value)}  # {origin}"


def configured(
    arguments: Namespace,
    *,
    choices: Mapping[str, Sequence[str]] | None = None,
    files: bool = True,
) -> RunConfig:
    """The run that the parsed arguments ask for.

    Without ``files`` it is they alone: no configuration file, and nothing of the environment but
    the language. ``choices``: see ``load``.
    """
    lang: str = arguments.lang
    given = {
        field.name: value
        for field in SETTINGS
        if (value := getattr(arguments, dest(field), None)) is not None
    }
    # The parser has a language in any case; only one that was asked for outweighs a file's.
    if not arguments.lang_given:
        del given["lang"]
    if files:
        config = load(
            given,
            os.environ,
            config=given.get("config", ()),
            isolated=given.get("isolated", False),
            choices=choices,
            lang=lang,
        )
    else:
        reader = Reader(lang, choices or {})
        config = reader.given(RunConfig(), {**given, "lang": lang}, None)
    return config._replace(paths=tuple(getattr(arguments, "paths", ())))


def load(
    given: Mapping[str, Any],
    environment: Mapping[str, str],
    *,
    config: Sequence[str] = (),
    isolated: bool = False,
    choices: Mapping[str, Sequence[str]] | None = None,
    folder: Path | None = None,
    lang: str = "zh",
) -> RunConfig:
    """The settings of a run; ``CheckerError`` for an unknown key or a bad value.

    ``given`` are those of the command line by name (``None``: not given). ``config`` are files and
    ``KEY=VALUE``; a file named there is read instead of the nearest one. ``choices`` are the
    words that further keys are limited to.
    """
    # A file may have = in its name: what is there as a file is one.
    files = [one for one in config if "=" not in one or Path(one).is_file()]
    reader = Reader(lang, choices or {})
    found = RunConfig()
    if isolated:
        files = []
    elif not files:
        files = [str(path) for path in _nearest(folder or Path.cwd(), reader)]
    for path in files:
        found = reader.file(Path(path), found, ())
    found = reader.merged(found, _from_environment(environment), "CHECKER_*", Path())
    for one in config:
        if "=" in one and not Path(one).is_file():
            where = translate("settings.inline", lang, given=one)
            found = reader.merged(found, _inline(one), where, Path())
    found = reader.given(found, given, Path())
    if not isolated:
        found = _with_nearest(found, folder or Path.cwd())
    return found._replace(files=tuple(reader.files))


def place_of_rule(config: RunConfig, rule: str) -> str | None:
    """Where a configuration file names a rule (``checker.toml:3``); ``None``: no file does."""
    for key, field in KEYED.items():
        if field.setting.kind not in (Kind.NAMES, Kind.RULES, *TABLES):
            continue
        path = Path(config.origins.get(key, ""))
        if not path.is_file():
            continue
        text = path.read_text("utf-8-sig")
        # Tables and lists are put together from several sources: the last need not be the one.
        if f'"{rule}"' in text or f"{rule} =" in text or f"'{rule}'" in text:
            table = ("tool", "checker") if path.name == PYPROJECT else ()
            line = line_of(text, *table, key, rule)
            if line is not None:
                return f"{near(path)}:{line}"
    return None


def nearest(folder: Path, name: str) -> Path | None:
    """The file of that name in this folder, or the nearest above it."""
    files = (parent / name for parent in (folder, *folder.parents))
    return next((path for path in files if path.is_file()), None)


def _with_nearest(config: RunConfig, folder: Path) -> RunConfig:
    """With the files of decisions that no setting names."""
    for key, name in (("waivers", WAIVERS), ("readings", READINGS)):
        path = None if getattr(config, key) else nearest(folder, name)
        if path is not None:
            origins = MappingProxyType({**config.origins, key: FOUND})
            found: dict[str, Any] = {key: near(path), "origins": origins}
            config = config._replace(**found)
    return config


def _nearest(folder: Path, reader: Reader) -> Iterator[Path]:
    """The nearest configuration file upwards, if any."""
    for parent in (folder, *folder.parents):
        for name in FILES:
            path = parent / name
            if path.is_file() and (
                name != PYPROJECT or "checker" in reader.toml(path).get("tool", {})
            ):
                yield path
                return


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """``CHECKER_FAIL_ON`` and its like; lists are separated by commas, tables have none."""
    found: dict[str, Any] = {}
    for key, field in KEYED.items():
        given = environment.get("CHECKER_" + dest(field).upper())
        kind = field.setting.kind
        if not given or kind in TABLES:
            continue
        value: Any = given
        if kind is Kind.RULES:
            value = _SWITCHED.get(given.lower(), [*parts(given)])
        elif kind in LISTS:
            value = [*parts(given)]
        elif kind is Kind.SWITCH:
            value = _SWITCHED.get(given.lower(), given)
        elif kind is Kind.COUNT and given.isascii() and given.isdecimal():
            value = int(given)
        table, dot, name = key.partition(".")
        if dot:
            found.setdefault(table, {})[name] = value
        else:
            found[key] = value
    return found


def _inline(given: str) -> dict[str, Any]:
    """``fail-on=warning`` or any line of TOML; a bare word is a text, or a list of one."""
    try:
        return parsed_toml(given)
    except (ValueError, RecursionError):
        key, _, value = given.partition("=")
        key, value = key.strip(), value.strip()
        table, dot, name = key.partition(".")
        if dot:
            return {table: {name: value}}
        is_list = key in KEYED and KEYED[key].setting.kind in LISTS
        return {key: [value] if is_list else value}
