"""Files of entries that people keep and the program writes, too: ``[[waiver]]``, ``[[reading]]``.

Each entry is read with all that is wrong with it told at its number, and written so that it is read
again as the same.
"""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError
from checker.i18n import did_you_mean, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import TypeAlias

    Kinds: TypeAlias = Mapping[str, tuple[type, str]]
    """The type of the value of each key, and its name (``settings.kind``)."""

TEXT = (str, "a-text")


def entries_in(
    content: Mapping[str, Any], table: str, where: str, lang: str
) -> list[Mapping[str, Any]]:
    """The entries of a table, the only one of a file; ``CheckerError`` where it holds other things.

    The file is told of as ``where``.
    """
    require_keys(content, (table,), where, lang)
    entries = content.get(table, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _bad_value(table, "a-table", entries, where, lang)
    return entries


def fields_of_entry(
    given: Mapping[str, Any], named: str, kinds: Kinds, where: str, lang: str
) -> dict[str, Any]:
    """What an entry, ``named`` ``waiver[2]``, says: lists as tuples, dates and times as ISO.

    ``CheckerError`` for a key that none of its kind has, and for a value of another type.
    """
    require_keys(given, [*kinds], where, lang)
    found: dict[str, Any] = {}
    for key, value in given.items():
        kind, name = kinds[key]
        # bool is an int to Python: year = true is no year.
        if not isinstance(value, kind) or isinstance(value, bool) or not _plain(value, kind):
            raise _bad_value(f"{named}.{key}", name, repr(value), where, lang)
        found[key] = tuple(value) if isinstance(value, list) else value
        if isinstance(value, datetime.date):
            found[key] = value.isoformat()
    return found


def require_keys(given: Mapping[str, object], known: Sequence[str], where: str, lang: str) -> None:
    """``CheckerError`` for a key that is not known, with the one that may be meant."""
    for key in given:
        if key not in known:
            message = translate("settings.unknown-key", lang, where=where, key=key)
            raise CheckerError(message + did_you_mean(key, known, lang))


def as_toml(
    table: str, lines: Iterable[tuple[str, object]], bare: Callable[[str], bool] = lambda _: False
) -> str:
    """An entry as TOML, its values in the order given; dates and times, which are ``bare``, too."""
    written = [
        f"{key} = {value if bare(key) else _toml_value(value)}" for key, value in lines
    ]  # fmt: skip
    return "\n".join([f"\n[[{table}]]", *written]) + "\n"


def _plain(value: object, kind: type) -> bool:
    """Whether a list holds texts only, and a date no time of day."""
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return kind is datetime.datetime or not isinstance(value, datetime.datetime)


def _bad_value(key: str, kind: str, given: object, where: str, lang: str) -> CheckerError:
    expected = translate(f"settings.kind.{kind}", lang)
    return CheckerError(
        translate("settings.bad-value", lang, where=where, key=key, expected=expected, given=given)
    )


def _toml_value(value: object) -> str:
    """A value as TOML; what JSON escapes, TOML escapes alike, but for DEL."""
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
