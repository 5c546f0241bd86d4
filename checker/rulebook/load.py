"""Reading the rule book: the forms and rules shipped with the program, and any given beside them.

A file says by its first key what it is: ``form:`` a statutory form, ``rules:`` rules,
``bodies:`` the kinds of bodies, ``text:`` how claims in prose are worded. Anything faulty is
refused at ``path:line``; nothing is skipped.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import RuleFileError
from checker.path_arguments import as_paths
from checker.rulebook.bodies import Bodies, read_bodies
from checker.rulebook.form_reader import read_form
from checker.rulebook.phrases import Phrases, read_phrases
from checker.rulebook.rule import Rulebook
from checker.rulebook.rule_reader import check_references, read_rules
from checker.rulebook.source import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.path_arguments import PathArgument
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule
    from checker.rulebook.source import Node

_FILE_KINDS = ("form", "rules", "bodies", "text")


def rules_folder() -> Path:
    """The folder of the shipped rules: inside an installed package, or beside a checkout's."""
    packaged = Path(__file__).parents[1] / "_rules"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "rules"


def load_forms() -> tuple[Form, ...]:
    """The shipped statutory forms alone, oldest first."""
    shipped = [read(path, shown) for path, shown in _shipped() if path.name == "form.yaml"]
    return _forms(shipped)


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
    texts = by_kind["text"]
    if len(texts) > 1:
        texts[1].mapping()["text"].fail(f"patterns for the text are already in {texts[0].path}")
    phrases = read_phrases(texts[0]) if texts else Phrases()
    rules = [rule for root in by_kind["rules"] for rule in read_rules(root, forms, bodies)]
    check_references(rules)
    for root in by_kind["form"]:
        _require_hard_rule(root, forms, rules)
    return Rulebook(forms, tuple(sorted(rules, key=lambda rule: rule.id)), bodies, phrases)


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
            f"no hard rule names form {form.code}, so its reports would be checked by nothing; "
            f"add {form.code} to the 'forms' of the rules it shares, "
            "or give a rule of its own with 'hard: true'"
        )


def _forms(roots: Iterable[Node]) -> tuple[Form, ...]:
    by_code: dict[str, Form] = {}
    for root in roots:
        form = read_form(root)
        if form.code in by_code:
            root.mapping()["form"].fail(f"form {form.code} is given twice")
        by_code[form.code] = form
    return tuple(sorted(by_code.values(), key=lambda form: form.first_year))
