"""Reading the rule book: the forms and rules shipped with the program, and any given beside them.

A file says by its first key what it is: ``form:`` a statutory form, ``rules:`` rules,
``bodies:`` the kinds of bodies, ``lexicon:`` the words of claims in prose. Anything faulty is
refused at ``path:line``; nothing is skipped.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import RuleFileError
from checker.path_arguments import as_paths
from checker.rulebook.bodies import Bodies, read_bodies
from checker.rulebook.form_reader import parent_of, read_form
from checker.rulebook.lexicon import Lexicon, read_lexicon
from checker.rulebook.rule import Rulebook
from checker.rulebook.rule_reader import read_rules, resolve_references
from checker.rulebook.source import near_miss, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.path_arguments import PathArgument
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule
    from checker.rulebook.source import Node

_FILE_KINDS = ("form", "rules", "bodies", "lexicon")


def rules_folder() -> Path:
    """The folder of the shipped rules: inside an installed package, or beside a checkout's."""
    packaged = Path(__file__).parents[1] / "_rules"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "rules"


def load_forms(paths: PathArgument | Iterable[PathArgument] = ()) -> tuple[Form, ...]:
    """The shipped statutory forms alone, and those of further files or folders; oldest first."""
    shipped = [one for one in _shipped() if one[0].name == "form.yaml"]
    roots = [read(path, shown) for path, shown in (*shipped, *_given(paths))]
    return _forms(root for root in roots if _file_kind(root) == "form")


def load_rulebook(paths: PathArgument | Iterable[PathArgument] = ()) -> Rulebook:
    """All shipped forms and rules, and those of a further file or folder of ``*.yaml``, or several.

    ``RuleFileError`` (``path:line: what is wrong``) for the first fault found.
    """
    roots = [read(path, shown) for path, shown in (*_shipped(), *_given(paths))]
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
        texts[1].mapping()["lexicon"].fail(f"the words of the text are already in {texts[0].path}")
    lexicon = read_lexicon(texts[0]) if texts else Lexicon()
    rules = [rule for root in by_kind["rules"] for rule in read_rules(root, forms, bodies)]
    rules = list(resolve_references(rules))
    for root in by_kind["form"]:
        _require_hard_rule(root, forms, rules)
    return Rulebook(forms, tuple(sorted(rules, key=lambda rule: rule.id)), bodies, lexicon)


def rule_files(paths: PathArgument | Iterable[PathArgument] = ()) -> list[tuple[str, str]]:
    """Every file of the rule book as shown, with the SHA-256 of its bytes, in reading order."""
    return [
        (shown, hashlib.sha256(path.read_bytes()).hexdigest())
        for path, shown in (*_shipped(), *_given(paths))
    ]


def sources(paths: PathArgument | Iterable[PathArgument] = ()) -> list[str]:
    """The path of every file of the rule book, there or not."""
    return [str(path) for path, _ in (*_shipped(), *_given(paths))]


def _shipped() -> list[tuple[Path, str]]:
    folder = rules_folder()
    files = sorted(folder.glob("*/*.yaml"))
    if not files:
        raise RuleFileError("rules", 1, "the rules shipped with the program are missing")
    return [(path, f"rules/{path.relative_to(folder).as_posix()}") for path in files]


def _given(paths: PathArgument | Iterable[PathArgument]) -> list[tuple[Path, str]]:
    files: list[Path] = []
    for path in map(Path, as_paths(paths)):
        files += sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    return [(path, path.as_posix()) for path in files]


def _file_kind(root: Node) -> str:
    keys = root.mapping()
    kinds = [kind for kind in _FILE_KINDS if kind in keys]
    if not kinds:
        root.fail(f"expected one of the keys {', '.join(_FILE_KINDS)}")
    return kinds[0]


def _require_hard_rule(root: Node, forms: Iterable[Form], rules: Iterable[Rule]) -> None:
    """Refuse a form that no hard rule is for: whatever its reports hold, nothing would check it.

    A rule counts only for the years it applies to and only where its failure is an error.
    """
    code = root.mapping()["form"]
    form = next(form for form in forms if form.code == code.text())
    if not any(rule.hard and rule.is_for(form) for rule in rules):
        code.fail(
            f"no hard rule is for form {form.code}, so its reports would be checked by nothing; "
            "let it inherit from a form that has rules, "
            "or give a rule of its own with 'hard: true'"
        )


def _forms(roots: Iterable[Node]) -> tuple[Form, ...]:
    """All forms, each read after the one it inherits from, in the order of their years."""
    waiting: dict[str, Node] = {}
    for root in roots:
        named = root.mapping()["form"]
        if named.text() in waiting:
            named.fail(f"form {named.text()} is given twice")
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
        parent.fail(f"unknown form {parent.text()!r}{near_miss(parent.text(), others)}")
    if parent.text() in (code, *heirs):
        parent.fail(f"form {code} would inherit from itself")
    above = _read_with_parents(parent.text(), roots, found, (code, *heirs))
    found[code] = read_form(root, above)
    return found[code]


def _check_years(forms: Sequence[Form], roots: Mapping[str, Node]) -> None:
    """Refuse a year that two forms lay claim to, unless one takes over from its ancestor."""
    for number, later in enumerate(forms):
        for earlier in forms[:number]:
            if earlier.last_year is not None and earlier.last_year < later.first_year:
                continue
            if earlier.code in later.ancestors and earlier.first_year < later.first_year:
                continue
            roots[later.code].mapping()["years"].fail(
                f"{later.code} and {earlier.code} lay claim to the same years; only an heir that"
                " begins after its parent takes over from it"
            )
