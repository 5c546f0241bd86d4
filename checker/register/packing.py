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
_AS_IS = frozenset({type(None), bool, int, float, str})


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
    """A value as JSON has it. A report takes some 800 calls, so what is nothing else takes none."""
    if type(value) in _AS_IS:
        return value
    if isinstance(value, tuple):
        return [one if type(one) in _AS_IS else _plain(one) for one in value]
    if isinstance(value, Enum):
        return {_CLASS: type(value).__name__, _VALUE: value.value}
    if isinstance(value, Decimal):
        return {_CLASS: _DECIMAL, _VALUE: str(value)}
    if isinstance(value, Mapping):
        return {_CLASS: _MAPPING, _VALUE: {key: _plain(one) for key, one in value.items()}}
    found: dict[str, Any] = {_CLASS: type(value).__name__}
    for name, default in _fields(type(value)):  # type: ignore[arg-type]  # a type has a hash
        own = getattr(value, name)
        if own is not default and not (default is not MISSING and own == default):
            found[name] = own if type(own) in _AS_IS else _plain(own)
    return found


def _value(plain: Any) -> Any:
    if type(plain) is list:
        return tuple([one if type(one) in _AS_IS else _value(one) for one in plain])
    if type(plain) is not dict:
        return plain
    name = plain[_CLASS]
    if name == _DECIMAL:
        return Decimal(plain[_VALUE])
    if name == _MAPPING:
        return MappingProxyType({key: _value(one) for key, one in plain[_VALUE].items()})
    known = _classes()[name]
    if issubclass(known, Enum):
        return known(plain[_VALUE])
    del plain[_CLASS]
    return known(**{key: one if type(one) in _AS_IS else _value(one) for key, one in plain.items()})


@cache
def _fields(kind: type) -> tuple[tuple[str, object], ...]:
    """What a class of the model is made of: its fields with their defaults."""
    if kind.__name__ not in _classes():
        raise TypeError(f"no value of the model: {kind.__name__}")
    return tuple((field.name, field.default) for field in fields(kind) if field.init)


@cache
def _classes() -> Mapping[str, type]:
    """The dataclasses and enumerations of the model by name."""
    found = (getattr(model, name) for name in model.__all__)
    return {
        one.__name__: one
        for one in found
        if isinstance(one, type) and (is_dataclass(one) or issubclass(one, Enum))
    }
