"""Files of settings that a user gives (configuration, waivers, rules, lists of bodies).

Somebody may have made them to stop the program: each is bounded before it is parsed. Measured with
what the parsers do without: 200 kB of one dotted TOML key take 22 GB, 9 MB of YAML 52 s and 0.7 GB.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError
from checker.i18n import system_reason, translate

if TYPE_CHECKING:
    from checker.path_arguments import PathArgument

MOST_BYTES = 1_000_000
"""Of a configuration or rule file. The largest shipped rule file has 61 kB."""
MOST_BYTES_OF_LIST = 50_000_000
"""Of a list with a line for each body, or with a waiver for each finding: the country has 200,000
bodies, and a line about 60 bytes."""
_MOST_DOTS = 24  # of one key: those of the program's own files have two parts
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")  # as tomllib ends what it says
# What TOML is made of, whether it closes or not, so that no letter is looked at twice. A point is
# one of a key where a part stands on both its sides.
_TOKEN = re.compile(
    r'''(?P<apart>"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?'''
    r"""|'''(?:[^']|'(?!''))*+(?:''')?|\#[^\n]*+)"""
    r"""|(?P<part>"(?:[^"\\\n]|\\.)*+"?|'[^'\n]*+'?|[A-Za-z0-9_-]++)"""
    r"|(?P<dot>\.)|(?P<space>[ \t]++)|(?P<other>.)",
    re.DOTALL,
)


class TooLargeError(Exception):
    """A file has more bytes than one of its kind may have: ``limit`` in MB, as text."""

    def __init__(self, most: int) -> None:
        super().__init__(f"{most} bytes")
        self.limit = f"{most / 1_000_000:g} MB"


def read_bounded(path: PathArgument, most: int = MOST_BYTES) -> bytes:
    """The whole file; ``TooLargeError`` beyond a number of bytes, ``OSError`` as it comes."""
    # Read and not asked for its size: a pipe has none.
    with Path(path).open("rb") as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise TooLargeError(most)
    return data


def bytes_of(path: Path, lang: str, most: int = MOST_BYTES) -> bytes:
    """The whole file; ``CheckerError`` with its name where it cannot be read or is too large."""
    shown = path.as_posix()
    try:
        return read_bounded(path, most)
    except OSError as error:
        reason = system_reason(error, lang)
    except TooLargeError as error:
        reason = translate("diagnostic.too-large", lang, limit=error.limit)
    raise CheckerError(translate("diagnostic.cannot-read", lang, path=shown, reason=reason))


def toml_of(path: Path, lang: str, most: int = MOST_BYTES) -> dict[str, Any]:
    """The content of a TOML file in UTF-8, with or without a byte order mark.

    ``CheckerError`` with its name for one that cannot be read, is too large or is no TOML.
    """
    data, shown = bytes_of(path, lang, most), path.as_posix()
    try:
        return parsed_toml(data.decode("utf-8-sig"))
    except RecursionError:
        reason = translate("rule-file.too-deep", lang)
    except UnicodeDecodeError:
        reason = translate("rule-file.not-utf8", lang)
    except ValueError as error:
        # tomllib speaks English; what it says of the place is the same in every language.
        found = _PLACE.search(str(error))
        reason = translate("settings.toml-syntax", lang)
        shown = f"{shown}:{found[1]}:{found[2]}" if found else shown
    raise CheckerError(translate("settings.not-toml", lang, path=shown, reason=reason))


def parsed_toml(text: str) -> dict[str, Any]:
    """What TOML says; ``ValueError`` for what is none, ``RecursionError`` beyond any use."""
    import tomllib  # only where there is TOML: the rule book is read by this module, too

    # tomllib keeps every beginning of a dotted key: their sizes add up to a square.
    if _most_dots(text) > _MOST_DOTS:
        raise RecursionError
    return tomllib.loads(text)


def _most_dots(text: str) -> int:
    """The points of the longest dotted key, wherever it stands: in an inline table, too."""
    most = dots = 0
    before = ""
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup or ""
        if kind == "space":
            continue
        if kind == "dot":
            dots = dots + 1 if before == "part" else 0
            most = max(most, dots)
        elif not (kind == "part" and before == "dot"):
            dots = 0
        before = kind
    return most
