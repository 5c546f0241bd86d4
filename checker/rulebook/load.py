"""The rule book: the files shipped with the program and any given beside them, and what they say.

Who makes something of them (``making``) is imported only where nothing that was made before can be
taken: those modules take 90 ms to import, and YAML and all its readers come with them.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import RuleFileError
from checker.i18n import LANGUAGES, translate
from checker.path_arguments import as_paths
from checker.precompiled import precompiled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.path_arguments import PathArgument
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rulebook

_PACKAGE = Path(__file__).parents[1]
_MAKERS = (Path(__file__).parent, _PACKAGE / "model", _PACKAGE / "i18n")
"""What the rule book's values are made by and of; the texts among them say what is faulty."""


def rules_folder() -> Path:
    """The folder of the shipped rules: inside an installed package, or beside a checkout's."""
    # The wheel carries the folder as checker/_rules (pyproject.toml, force-include).
    packaged = Path(__file__).parents[1] / "_rules"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "rules"


def load_forms(
    paths: PathArgument | Iterable[PathArgument] = (), lang: str = LANGUAGES[0]
) -> tuple[Form, ...]:
    """The shipped statutory forms alone, and those of further files or folders; oldest first."""
    from checker.rulebook.making import make_forms

    shipped = [one for one in _shipped(lang) if one[0].name == "form.yaml"]
    return make_forms((*shipped, *_given(paths, lang)), lang)


def load_rulebook(
    paths: PathArgument | Iterable[PathArgument] = (), lang: str = LANGUAGES[0]
) -> Rulebook:
    """All shipped forms and rules, and those of a further file or folder of ``*.yaml``, or several.

    ``RuleFileError`` (``path:line: what is wrong``, in ``lang``) for the first fault found.
    """
    from checker.rulebook.making import make_rulebook

    return make_rulebook((*_shipped(lang), *_given(paths, lang)), lang)


def kept_rulebook(
    paths: PathArgument | Iterable[PathArgument] = (), lang: str = LANGUAGES[0]
) -> Rulebook:
    """Like ``load_rulebook``; the shipped one is made once, while its files stay as they are.

    To make it takes as long as to read a report, so that what was made is kept for the next
    process, too (``precompiled``). All who ask have the same one: nobody changes it.
    """
    if as_paths(paths):
        return load_rulebook(paths, lang)
    stamps = ((str(path), path.stat()) for path, _ in _shipped(lang))
    return _made(lang, tuple((path, one.st_mtime_ns, one.st_size) for path, one in stamps))


@lru_cache(maxsize=len(LANGUAGES))
def _made(lang: str, _stamps: tuple[tuple[str, int, int], ...]) -> Rulebook:
    files = [path for path, _ in _shipped(lang)]
    return precompiled(f"rulebook-{lang}", files, _MAKERS, lambda: load_rulebook((), lang))


def rule_files(paths: PathArgument | Iterable[PathArgument] = ()) -> list[tuple[str, str]]:
    """Every file of the rule book as shown, with the SHA-256 of its bytes, in reading order."""
    return [
        (shown, hashlib.sha256(path.read_bytes()).hexdigest())
        for path, shown in (*_shipped(), *_given(paths))
    ]


def sources(paths: PathArgument | Iterable[PathArgument], lang: str) -> list[str]:
    """The path of every file of the rule book, there or not."""
    return [str(path) for path, _ in (*_shipped(lang), *_given(paths, lang))]


def _shipped(lang: str = LANGUAGES[0]) -> list[tuple[Path, str]]:
    folder = rules_folder()
    # Sorted: the first fault told, and the hashes in a certificate, are those of every machine.
    files = sorted(folder.glob("*/*.yaml"))
    if not files:
        raise RuleFileError("rules", 1, translate("rule-file.none-shipped", lang))
    return [(path, f"rules/{path.relative_to(folder).as_posix()}") for path in files]


def _given(
    paths: PathArgument | Iterable[PathArgument], lang: str = LANGUAGES[0]
) -> list[tuple[Path, str]]:
    files: list[Path] = []
    for path in map(Path, as_paths(paths)):
        found = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
        if not found:
            # Whoever names a folder of rules believes that they are applied.
            text = translate("rule-file.none-in-folder", lang)
            raise RuleFileError(path.as_posix(), 1, text)
        files += found
    return [(path, path.as_posix()) for path in files]
