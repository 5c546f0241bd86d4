"""Settings from files, the environment and the command line, in that order of weight.

The nearest of ``.checker.toml``, ``checker.toml`` and a ``pyproject.toml`` with
``[tool.checker]``, going upwards from the current folder, is read; ``extend = "…"`` names another
file to start from. Waivers that no setting names are found in the same way.
What a file says wrongly is refused: nothing is passed over in silence.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError
from checker.i18n import LANGUAGES, translate
from checker.model import Severity
from checker.rulebook.selection import hint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

FILES = (".checker.toml", "checker.toml", "pyproject.toml")
LEVELS = tuple(level.value for level in Severity)
LIMITS = ("max-pages", "max-seconds", "max-memory", "max-paths")
WAIVERS = "checker-waivers.toml"
"""Where ``checker waive`` writes unless told otherwise, and what ``check`` finds by itself."""
DEFAULT, COMMAND_LINE, FOUND = "default", "command-line", "found"
_LISTS = ("select", "ignore", "extend-select", "exclude", "rules")
_SWITCHED: Mapping[str, bool] = {"true": True, "1": True, "false": False, "0": False}
_SWITCHES = ("strict-inputs",)
_PATHS = ("rules", "waivers", "bodies")
_CHOICES: Mapping[str, tuple[str, ...]] = {"fail-on": (*LEVELS, "never"), "lang": LANGUAGES}
KEYS = (
    *("select", "ignore", "extend-select", "per-file-ignores", "exclude", "output-format"),
    *("severity", "fail-on", "strict-inputs", "rules", "lang", "limits", "waivers", "bodies"),
)


def _empty() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a run. ``origins`` says where each that is not a default comes from.

    ``severity`` by rule id, ``limits`` by option name (``max-pages``), ``per_file_ignores`` by
    glob; ``rules``, ``waivers`` and ``bodies`` are paths. ``files`` are the configuration files
    that were read.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=_empty)
    exclude: tuple[str, ...] = ()
    output_format: str = "text"
    severity: Mapping[str, str] = field(default_factory=_empty)
    fail_on: str = "error"
    strict_inputs: bool = False
    rules: tuple[str, ...] = ()
    lang: str = "zh"
    limits: Mapping[str, int] = field(default_factory=_empty)
    waivers: str = ""
    bodies: str = ""
    origins: Mapping[str, str] = field(default_factory=_empty)
    files: tuple[str, ...] = ()

    def shown(self, lang: str) -> Iterator[str]:
        """One line a setting, as in a configuration file, with its origin as a comment."""
        for one in fields(self):
            if one.name not in ("origins", "files"):
                key = one.name.replace("_", "-")
                origin = self.origins.get(key, DEFAULT)
                if origin in (DEFAULT, COMMAND_LINE, FOUND):
                    origin = translate(f"settings.origin.{origin}", lang)
                yield f"{key} = {_toml(getattr(self, one.name))}  # {origin}"


def load(
    given: Mapping[str, Any],
    environment: Mapping[str, str],
    *,
    config: Sequence[str] = (),
    isolated: bool = False,
    choices: Mapping[str, Sequence[str]] | None = None,
    folder: Path | None = None,
    lang: str = "zh",
) -> Settings:
    """The settings of a run; ``CheckerError`` for an unknown key or a bad value.

    ``given`` are those of the command line by key (``None``: not given). ``config`` are files and
    ``KEY=VALUE``; a file named there is read instead of the nearest one. ``choices`` are the
    words that further keys are limited to.
    """
    files = [one for one in config if "=" not in one or Path(one).is_file()]
    reader = _Reader(lang, choices or {})
    settings = Settings()
    if isolated:
        files = []
    elif not files:
        files = [str(path) for path in _nearest(folder or Path.cwd(), reader)]
    for path in files:
        settings = reader.file(Path(path), settings, ())
    settings = reader.merged(settings, _from_environment(environment), "CHECKER_*", Path())
    for one in config:
        if "=" in one and not Path(one).is_file():
            where = translate("settings.inline", lang, given=one)
            settings = reader.merged(settings, _inline(one), where, Path())
    chosen = {key: value for key, value in given.items() if value not in (None, [], {})}
    settings = reader.merged(settings, chosen, COMMAND_LINE, Path())
    if not (isolated or settings.waivers):
        settings = _with_nearest_waivers(settings, folder or Path.cwd())
    return replace(settings, files=tuple(reader.files))


def nearest_waivers(folder: Path) -> Path | None:
    """The file that ``checker waive`` writes, in this folder or the nearest above it."""
    files = (parent / WAIVERS for parent in (folder, *folder.parents))
    return next((path for path in files if path.is_file()), None)


def _with_nearest_waivers(settings: Settings, folder: Path) -> Settings:
    path = nearest_waivers(folder)
    if path is None:
        return settings
    origins = MappingProxyType({**settings.origins, "waivers": FOUND})
    return replace(settings, waivers=_near(path), origins=origins)


def _nearest(folder: Path, reader: _Reader) -> Iterator[Path]:
    """The nearest configuration file upwards, if any."""
    for parent in (folder, *folder.parents):
        for name in FILES:
            path = parent / name
            if path.is_file() and (
                name != FILES[-1] or "checker" in reader.toml(path).get("tool", {})
            ):
                yield path
                return


class _Reader:
    """Reads settings and refuses what is not one, in the user's language."""

    def __init__(self, lang: str, choices: Mapping[str, Sequence[str]]) -> None:
        self.lang = lang
        self.choices = {**_CHOICES, **choices}
        self.files: list[str] = []

    def toml(self, path: Path) -> dict[str, Any]:
        """The content of a file."""
        self.files.append(str(path))
        try:
            return tomllib.loads(path.read_text("utf-8"))
        except FileNotFoundError as error:
            raise CheckerError(
                translate("settings.no-config", self.lang, path=path.as_posix())
            ) from error
        except OSError as error:
            reason = error.strerror or str(error)
            shown = path.as_posix()
            raise CheckerError(
                translate("diagnostic.cannot-read", self.lang, path=shown, reason=reason)
            ) from error
        except ValueError as error:  # not TOML, or not UTF-8
            shown = path.as_posix()
            raise CheckerError(
                translate("settings.not-toml", self.lang, path=shown, reason=error)
            ) from error

    def file(self, path: Path, settings: Settings, above: tuple[Path, ...]) -> Settings:
        """A file's settings over others; those of the file it extends come before its own."""
        if path.resolve() in above:
            raise CheckerError(
                translate("settings.extends-itself", self.lang, path=path.as_posix())
            )
        content = self.toml(path)
        if path.name == FILES[-1]:
            content = content.get("tool", {}).get("checker", {})
        where = _near(path)
        if "extend" in content:
            content = dict(content)
            parent = content.pop("extend")
            self._require(isinstance(parent, str), where, "extend", "a-text", parent)
            base = path.parent / Path(parent).expanduser()
            settings = self.file(base, settings, (*above, path.resolve()))
        return self.merged(settings, content, where, path.parent)

    def merged(
        self, settings: Settings, content: Mapping[str, Any], where: str, folder: Path
    ) -> Settings:
        """Settings with the content's over them; lists replace, tables and extend-select add."""
        origins = dict(settings.origins)
        for key, value in content.items():
            if key not in KEYS:
                message = translate("settings.unknown-key", self.lang, where=where, key=key)
                raise CheckerError(message + hint(key, KEYS, self.lang))
            read = self._value(key, value, where)
            if key in _PATHS:
                read = _beside(folder, read)
            name = key.replace("-", "_")
            before = getattr(settings, name)
            if isinstance(read, dict):
                read = MappingProxyType({**before, **read})
            elif key == "extend-select":
                read = tuple(dict.fromkeys((*before, *read)))
            settings = replace(settings, **{name: read})
            origins[key] = where
        return replace(settings, origins=MappingProxyType(origins))

    def _value(self, key: str, value: object, where: str) -> Any:
        if key in _LISTS:
            return self._texts(key, value, where)
        if key == "per-file-ignores":
            return {
                glob: self._texts(f"{key}.{glob}", rules, where)
                for glob, rules in self._table(key, value, where).items()
            }
        if key == "severity":
            table = self._table(key, value, where)
            return {
                rule: self._one_of(f"{key}.{rule}", x, LEVELS, where) for rule, x in table.items()
            }
        if key == "limits":
            return {
                name: self._limit(name, x, where)
                for name, x in self._table(key, value, where).items()
            }
        if key in self.choices:
            return self._one_of(key, value, self.choices[key], where)
        kind, expected = (bool, "a-switch") if key in _SWITCHES else (str, "a-text")
        self._require(isinstance(value, kind), where, key, expected, value)
        return value

    def _texts(self, key: str, value: object, where: str) -> tuple[str, ...]:
        fine = isinstance(value, list | tuple) and all(isinstance(x, str) and x for x in value)
        self._require(fine, where, key, "texts", value)
        assert isinstance(value, list | tuple)
        return tuple(value)

    def _table(self, key: str, value: object, where: str) -> dict[str, Any]:
        self._require(isinstance(value, dict), where, key, "a-table", value)
        assert isinstance(value, dict)
        return value

    def _one_of(self, key: str, value: object, choices: Iterable[str], where: str) -> str:
        words = [*choices]
        if value not in words:
            expected = translate("settings.one-of", self.lang, choices=" ".join(words))
            self._refuse(where, key, expected, value)
        return str(value)

    def _limit(self, name: str, value: object, where: str) -> int:
        if name not in LIMITS:
            message = translate(
                "settings.unknown-key", self.lang, where=where, key=f"limits.{name}"
            )
            raise CheckerError(message + hint(name, LIMITS, self.lang))
        fine = isinstance(value, int) and not isinstance(value, bool) and value > 0
        self._require(fine, where, f"limits.{name}", "a-count", value)
        assert isinstance(value, int)
        return value

    def _require(self, fine: bool, where: str, key: str, expected: str, value: object) -> None:  # noqa: FBT001 - the test itself
        if not fine:
            self._refuse(where, key, translate(f"settings.kind.{expected}", self.lang), value)

    def _refuse(self, where: str, key: str, expected: str, value: object) -> None:
        given = _toml(value)
        message = translate(
            "settings.bad-value", self.lang, where=where, key=key, expected=expected, given=given
        )
        raise CheckerError(message)


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """``CHECKER_FAIL_ON`` and its like; lists are separated by commas."""
    found: dict[str, Any] = {}
    limits: dict[str, Any] = {}
    for key in KEYS:
        value = environment.get("CHECKER_" + key.upper().replace("-", "_"))
        if not value or key in ("per-file-ignores", "severity", "limits"):
            continue
        parts = [part.strip() for part in value.split(",")]
        if key in _LISTS:
            found[key] = [part for part in parts if part]
        else:
            found[key] = _SWITCHED.get(value.lower(), value) if key in _SWITCHES else value
    for limit in LIMITS:
        value = environment.get("CHECKER_" + limit.upper().replace("-", "_"))
        if value:
            limits[limit] = int(value) if value.isascii() and value.isdecimal() else value
    return {**found, "limits": limits} if limits else found


def _inline(given: str) -> dict[str, Any]:
    """``fail-on=warning`` or any line of TOML; a bare word is a text, or a list of one."""
    try:
        return tomllib.loads(given)
    except tomllib.TOMLDecodeError:
        key, _, value = given.partition("=")
        key, value = key.strip(), value.strip()
        table, dot, name = key.partition(".")
        if dot:
            return {table: {name: value}}
        return {key: [value] if key in _LISTS else value}


def _beside(folder: Path, paths: Any) -> Any:
    """Paths of a file are meant from its own folder."""
    join: Callable[[str], str] = lambda path: (folder / Path(path).expanduser()).as_posix()  # noqa: E731
    return join(paths) if isinstance(paths, str) else tuple(map(join, paths))


def _near(path: Path) -> str:
    """The path as short as it can be told from the current folder."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _toml(value: object) -> str:
    """A value as TOML writes it, near enough to be read by people."""
    import json

    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if hasattr(value, "items"):
        pairs = (f"{json.dumps(k, ensure_ascii=False)} = {_toml(v)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    return json.dumps(value, ensure_ascii=False, default=str)
