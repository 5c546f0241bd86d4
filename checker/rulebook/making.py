"""Forms and rules made of the files of a rule book.

A file says by its first key what it is: ``form:`` a statutory form, ``rules:`` rules,
``bodies:`` the kinds of bodies, ``lexicon:`` the words of claims in prose. Anything faulty is
refused at ``path:line``; nothing is skipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.rulebook.bodies import Bodies, read_bodies
from checker.rulebook.form_reader import parent_of, read_form
from checker.rulebook.lexicon import Lexicon, read_lexicon
from checker.rulebook.rule import Rulebook
from checker.rulebook.rule_reader import read_rules, resolve_references
from checker.rulebook.source import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule
    from checker.rulebook.source import Node

_FILE_KINDS = ("form", "rules", "bodies", "lexicon")


def make_forms(files: Iterable[tuple[Path, str]], lang: str) -> tuple[Form, ...]:
    """The forms among some files (each with the path it is shown by); oldest first."""
    roots = [read(path, shown, lang) for path, shown in files]
    return _forms(root for root in roots if _file_kind(root) == "form")


def make_rulebook(files: Iterable[tuple[Path, str]], lang: str) -> Rulebook:
    """All that some files hold; ``RuleFileError`` for the first fault found, in ``lang``."""
    roots = [read(path, shown, lang) for path, shown in files]
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
