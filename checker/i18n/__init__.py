"""Every text for people: a catalogue a language, and the one function that reads it.

``zh.yaml`` and ``en.yaml`` hold the same keys with the same places (``{name}``), nested by area; a
key is written with dots: ``refusal.not-pdf``. A further language is one more file. The words of a
rule stand in its rule file, the labels of a form in its form file.

Only the catalogue asked for is loaded, and only when it is asked: ``--help`` may take no longer
than a third of importing pandas. What is made of the YAML is kept (``precompiled``).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from checker.precompiled import precompiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TypeAlias

    Texts: TypeAlias = "Mapping[str, str | Texts]"

_FOLDER = Path(__file__).parent
_FIRST = "zh"

LANGUAGES = (_FIRST, *sorted({path.stem for path in _FOLDER.glob("*.yaml")} - {_FIRST}))
"""The languages that have a catalogue; the first is used where none is asked for."""


def translate(key: str, lang: str, /, **values: object) -> str:
    """The text ``key`` in a language, its places filled.

    ``LookupError`` for a key that is not there or a place without its value (mistakes of the
    program, which the tests look for), ``ValueError`` for a language without a catalogue.
    """
    text = _catalogue(lang).get(key)
    if text is None:
        raise LookupError(f"the texts in {lang!r} have no {key!r}")
    return text.format_map(values)


def did_you_mean(word: str, known: Iterable[str], lang: str) -> str:
    """``；是否指 …？`` for a misspelt word; empty when nothing known is near it.

    ``difflib`` is imported here because only a mistake pays for it.
    """
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1)
    return translate("diagnostic.did-you-mean", lang, hint=near[0]) if near else ""


def system_reason(error: OSError, lang: str) -> str:
    """What the system says of a file, in the user's language; as it says it where that is rare."""
    import errno

    name = errno.errorcode.get(error.errno or 0, "").lower()
    return group("system", lang).get(name, error.strerror or str(error))


@cache  # each finding asks for the names of the sections, out of a thousand texts
def group(area: str, lang: str, /) -> Mapping[str, str]:
    """The texts right below a key, by the last part of theirs, as they stand in the catalogue.

    For words that come from outside and need not be known (a reason in somebody's certificate).
    """
    start = f"{area}."
    found = {
        key.removeprefix(start): text
        for key, text in _catalogue(lang).items()
        if key.rpartition(".")[0] == area
    }
    if not found:
        raise LookupError(f"the texts in {lang!r} have no group {area!r}")
    return found


@cache
def _catalogue(lang: str) -> Mapping[str, str]:
    """All texts of a language by their whole key."""
    if lang not in LANGUAGES:
        raise ValueError(f"no texts in {lang!r}; there are {', '.join(LANGUAGES)}")
    source = _FOLDER / f"{lang}.yaml"
    return precompiled(f"texts-{lang}", [source], [_FOLDER], lambda: _read(source))


def _read(source: Path) -> dict[str, str]:
    import yaml

    # Every value is taken as the text it is written as: no is a word, 1 a key.
    loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    with source.open("rb") as stream:
        return dict(_flat(yaml.load(stream, Loader=loader)))  # noqa: S506 - makes texts only


def _flat(texts: Texts, start: str = "") -> Iterator[tuple[str, str]]:
    for key, value in texts.items():
        if isinstance(value, str):
            yield start + key, value
        else:
            yield from _flat(value, f"{start}{key}.")
