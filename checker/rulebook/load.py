"""Reading the rule book: the forms and rules shipped with the program, and any given beside them.

A file says by its first key what it is: ``form:`` a statutory form, ``rules:`` rules,
``bodies:`` the kinds of bodies, ``lexicon:`` the words of claims in prose. Anything faulty is
refused at ``path:line``; nothing is skipped.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import RuleFileError
from checker.i18n import LANGUAGES, translate
from checker.path_arguments import as_paths
from checker.rulebook.bodies import Bodies, read_bodies
from checker.rulebook.form_reader import parent_of, read_form
from checker.rulebook.lexicon import Lexicon, read_lexicon
from checker.rulebook.rule import Rulebook
from checker.rulebook.rule_reader import read_rules, resolve_references
from checker.rulebook.source import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.path_arguments import PathArgument
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule
    from checker.rulebook.source import Node

_FILE_KINDS = ("form", "rules", "bodies", "lexicon")


def rules_folder() -> Path:
    """The folder of the shipped rules: inside an installed package, or beside a checkout's."""
    # The wheel carries the folder as checker/_rules (pyproject.toml, force-include).
    packaged = Path(__file__).parents[1] / "_rules"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "rules"


def load_forms(
    paths: PathArgument | Iterable[PathArgument] = (), lang: str = LANGUAGES[0]
) -> tuple[Form, ...]:
    """The shipped statutory forms alone, and those of further files or folders; oldest first."""
    shipped = [one for one in _shipped(lang) if one[0].name == "form.yaml"]
    roots = [read(path, shown, lang) for path, shown in (*shipped, *_given(paths, lang))]
    return _forms(root for root in roots if _file_kind(root) == "form")


def load_rulebook(
    paths: PathArgument | Iterable[PathArgument] = (), lang: str = LANGUAGES[0]
) -> Rulebook:
    """All shipped forms and rules, and those of a further file or folder of ``*.yaml``, or several.

    ``RuleFileError`` (``path:line: what is wrong``, in ``lang``) for the first fault found.
    """
    roots = [read(path, shown, lang) for path, shown in (*_shipped(lang), *_given(paths, lang))]
    by_kind: dict[str, list[Node]] = {kind: [] for kind in _FILE_KINDS}
    for root in roots:
        by_kind[_file_kind(root)].append(root)
    forms = _forms(by_kind["form"])
    found = [read_bodies(root) for root in by_kind["bodies"]]
    bodies = Bodies(
        offices=tuple(office for one in found for office in one.offices),
        patterns=tuple(pattern for one in found for pattern in one.patterns),
    )
    texts = by_kind["lexicon"]
    if len(texts) > 1:
        texts[1].mapping()["lexicon"].fail("rule-file.lexicon-twice", at=texts[0].path)
    lexicon = read_lexicon(texts[0]) if texts else Lexicon()
    rules = [rule for root in by_kind["rules"] for rule in read_rules(root, forms, bodies)]
    rules = resolve_references(rules, lang)
    # After the rules: only then is it known which forms they are for.
    for root in by_kind["form"]:
        _require_hard_rule(root, forms, rules)
    return Rulebook(forms, tuple(sorted(rules, key=lambda rule: rule.id)), bodies, lexicon)


def kept_rulebook(
    paths: PathArgument | Iterable[PathArgument] = (), lang: str = LANGUAGES[0]
) -> Rulebook:
    """Like ``load_rulebook``; the shipped one is made once, while its files stay as they are.

    To make it takes as long as to read a report. All who ask have the same one: nobody changes it.
    """
    if as_paths(paths):
        return load_rulebook(paths, lang)
    stamps = ((str(path), path.stat()) for path, _ in _shipped(lang))
    return _made(lang, tuple((path, one.st_mtime_ns, one.st_size) for path, one in stamps))


@lru_cache(maxsize=len(LANGUAGES))
def _made(lang: str, _stamps: tuple[tuple[str, int, int], ...]) -> Rulebook:
    return load_rulebook((), lang)


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


def _file_kind(root: Node) -> str:
    keys = root.mapping()
    kinds = [kind for kind in _FILE_KINDS if kind in keys]
    if not kinds:
        root.fail("rule-file.no-kind-of-file", known=root.listed(_FILE_KINDS))
    return kinds[0]


def _require_hard_rule(root: Node, forms: Iterable[Form], rules: Iterable[Rule]) -> None:
    """Refuse a form that no hard rule is for: whatever its reports hold, nothing would check it.

    A rule counts only for the years it applies to and only where its failure is an error.
    """
    code = root.mapping()["form"]
    form = next(form for form in forms if form.code == code.text())
    if not any(rule.hard and rule.is_for(form) for rule in rules):
        code.fail("rule-file.no-hard-rule", form=form.code)


def _forms(roots: Iterable[Node]) -> tuple[Form, ...]:
    """All forms, each read after the one it inherits from, in the order of their years."""
    waiting: dict[str, Node] = {}
    for root in roots:
        named = root.mapping()["form"]
        if named.text() in waiting:
            named.fail("rule-file.form-twice", form=named.text())
        waiting[named.text()] = root
    found: dict[str, Form] = {}
    for code in waiting:
        _read_with_parents(code, waiting, found, ())
    forms = tuple(sorted(found.values(), key=lambda form: form.first_year))
    _check_years(forms, waiting)
    return forms


def _read_with_parents(
    code: str, roots: Mapping[str, Node], found: dict[str, Form], heirs: tuple[str, ...]
) -> Form:
    if code in found:
        return found[code]
    root = roots[code]
    parent = parent_of(root)
    if parent is None:
        found[code] = read_form(root)
        return found[code]
    if parent.text() not in roots:
        others = [other for other in roots if other != code]
        parent.unknown("form", parent.text(), others)
    # A ring would be read for ever; heirs are those whose parents are being read right now.
    if parent.text() in (code, *heirs):
        parent.fail("rule-file.inherits-itself", form=code)
    above = _read_with_parents(parent.text(), roots, found, (code, *heirs))
    found[code] = read_form(root, above)
    return found[code]


def _check_years(forms: Sequence[Form], roots: Mapping[str, Node]) -> None:
    """Refuse a year that two forms lay claim to, unless one takes over from its ancestor."""
    # Few forms, so every two are compared; they stand in the order of their first year.
    for number, later in enumerate(forms):
        for earlier in forms[:number]:
            if earlier.last_year is not None and earlier.last_year < later.first_year:
                continue
            if earlier.code in later.ancestors and earlier.first_year < later.first_year:
                continue
            years = roots[later.code].mapping()["years"]
            years.fail("rule-file.same-years", later=later.code, earlier=earlier.code)
