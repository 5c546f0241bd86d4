"""Values of the model as JSON with the names of their classes and fields, packed small.

No pickles: what lies in a store for years must be readable by a later program, whose classes have
further fields, and by nothing that would run code.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any

from checker import model

_CLASS, _VALUE = "~", "v"
_DECIMAL, _MAPPING = "Decimal", "Mapping"


class PackingError(Exception):
    """What was packed is damaged, or of a later program."""


def packed(value: object) -> bytes:
    """A value of the model, or a tuple of such, in bytes; equal values give equal bytes."""
    return zlib.compress(as_text(value).encode("ascii"), 6)


def unpacked(data: bytes) -> Any:
    """The value; ``PackingError`` where the bytes hold none that this program knows."""
    try:
        return from_text(zlib.decompress(data).decode("ascii"))
    except (ValueError, zlib.error) as error:
        raise PackingError(str(error)) from error


def as_text(value: object) -> str:
    """The same as text, for what is too small to be packed."""
    # ASCII, so that half characters, which a report may print, go through every encoding.
    return json.dumps(_plain(value), separators=(",", ":"))


def from_text(text: str) -> Any:
    """The value that a text holds; ``PackingError`` as in ``unpacked``."""
    try:
        return _value(json.loads(text))
    except (ValueError, TypeError, KeyError, ArithmeticError) as error:
        raise PackingError(str(error)) from error


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return {_CLASS: type(value).__name__, _VALUE: value.value}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal):
        return {_CLASS: _DECIMAL, _VALUE: str(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {_CLASS: _MAPPING, _VALUE: {key: _plain(one) for key, one in value.items()}}
    if type(value).__name__ not in _classes():
        raise TypeError(f"no value of the model: {type(value).__name__}")
    found: dict[str, Any] = {_CLASS: type(value).__name__}
    for field in fields(value):  # type: ignore[arg-type]  # one of the model's dataclasses
        own = getattr(value, field.name)
        if field.init and not (field.default is not MISSING and own == field.default):
            found[field.name] = _plain(own)
    return found


def _value(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(map(_value, plain))
    if not isinstance(plain, dict):
        return plain
    name = plain[_CLASS]
    if name == _DECIMAL:
        return Decimal(plain[_VALUE])
    if name == _MAPPING:
        return MappingProxyType({key: _value(one) for key, one in plain[_VALUE].items()})
    known = _classes()[name]
    if issubclass(known, Enum):
        return known(plain[_VALUE])
    return known(**{key: _value(one) for key, one in plain.items() if key != _CLASS})


@cache
def _classes() -> Mapping[str, type]:
    """The dataclasses and enumerations of the model by name."""
    found = (getattr(model, name) for name in model.__all__)
    return {
        one.__name__: one
        for one in found
        if isinstance(one, type) and (is_dataclass(one) or issubclass(one, Enum))
    }
