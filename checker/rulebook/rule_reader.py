"""``rules.yaml`` -> ``Rule``: the reader of rule entries (format: ``rules/README.md``)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.errors import RuleFileError
from checker.i18n import translate
from checker.model import Severity
from checker.rulebook.examples import read_example
from checker.rulebook.kinds.relations import RelationSpec
from checker.rulebook.kinds.tables import (
    BODY_UNKNOWN,
    KINDS,
    MESSAGE_WORDS,
    YEAR_UNKNOWN,
    CompensatingSpec,
)
from checker.rulebook.rule import LINKS, Rule
from checker.rulebook.source import worded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from checker.rulebook.bodies import Bodies
    from checker.rulebook.form import Form
    from checker.rulebook.kinds.kind import Kind, Spec
    from checker.rulebook.rule import Text
    from checker.rulebook.source import Near, Node

COMMON_KEYS = (
    "title", "kind", "table", "forms", "years", "unless_body", "severity", "cases", "hard",
    "basis", "advice", "why", "message", "follows_from", "silent_where", "of_run",
    "examples",
)  # fmt: skip
REQUIRED_KEYS = ("title", "kind", "severity", "basis", "advice")
RESULT_WORDS = ("fail", "undecided")
# Two digits as in the catalogue, or more for somebody's own; short enough for a list's column.
_RULE_ID = re.compile(r"[A-Z][A-Z0-9]{1,7}-[0-9]{2,4}")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_SEVERITIES = tuple(Severity)


def read_rules(root: Node, forms: tuple[Form, ...], bodies: Bodies) -> Iterator[Rule]:
    """The rules of one file, in the order written."""
    entries = root.mapping(("rules",), ("rules",))["rules"]
    key_nodes = entries.key_lines()
    for rule_id, entry in entries.mapping().items():
        if not _RULE_ID.fullmatch(rule_id):
            key_nodes[rule_id].fail("rule-file.id-expected", got=rule_id)
        yield _rule(rule_id, key_nodes[rule_id].line, entry, forms, bodies)


def _rule(
    rule_id: str, line: int, entry: Node, all_forms: tuple[Form, ...], bodies: Bodies
) -> Rule:
    # The kind first, and alone: it says which other keys there may be.
    kind_name = entry.mapping(required=("kind",))["kind"].one_of(tuple(KINDS), "kind")
    kind = KINDS[kind_name]
    keys = entry.mapping((*COMMON_KEYS, *kind.keys), (*REQUIRED_KEYS, *kind.required))
    candidates = _candidates(keys, all_forms)
    table = _table(keys, entry, candidates) if "table" in keys or kind.needs_table else None
    # Before the spec is read: a form without the table has none of the names, and no fault in that.
    candidates = tuple(form for form in candidates if table is None or table in form.tables)
    spec = kind.read(keys, table, candidates)
    forms = _forms_with_all(spec, table, candidates, keys, entry)
    cases = (*kind.cases, *_scope_cases(keys))
    layouts = {layout.layout: layout for form in all_forms for layout in form.layouts}
    return Rule(
        id=rule_id,
        kind=kind_name,
        title=keys["title"].in_languages(),
        severity=Severity(keys["severity"].one_of(_SEVERITIES, "severity")),
        forms=tuple(form.code for form in forms),
        named_forms=_named(keys, all_forms),
        spec=spec,
        basis=keys["basis"].in_languages(),
        advice=keys["advice"].in_languages(),
        hard=_hard(keys),
        table=table,
        years=keys["years"].years() if "years" in keys else (None, None),
        unless_body=_bodies(keys["unless_body"], bodies) if "unless_body" in keys else (),
        cases=_cases(keys["cases"], cases) if "cases" in keys else {},
        message=_messages(keys["message"], kind, cases) if "message" in keys else {},
        why=keys["why"].in_languages() if "why" in keys else {},
        follows_from=_follows_from(keys["follows_from"]) if "follows_from" in keys else {},
        silent_where=keys["silent_where"].texts() if "silent_where" in keys else (),
        of_run="of_run" in keys and keys["of_run"].boolean(),
        examples=(
            tuple(read_example(item, layouts) for item in keys["examples"].sequence())
            if "examples" in keys
            else ()
        ),
        path=entry.path,
        line=line,
    )


def _named(keys: Mapping[str, Node], all_forms: tuple[Form, ...]) -> tuple[str, ...]:
    """The forms that the rule names itself."""
    if "forms" not in keys:
        return ()
    codes = tuple(form.code for form in all_forms)
    named = tuple(item.one_of(codes, "form") for item in keys["forms"].sequence())
    if not named:
        keys["forms"].fail("rule-file.forms-expected")
    return named


def _candidates(keys: Mapping[str, Node], all_forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """The forms a rule may be for: those it names and their heirs, or all."""
    named = _named(keys, all_forms)
    return tuple(form for form in all_forms if not named or not {*named}.isdisjoint(form.lineage))


def _table(keys: Mapping[str, Node], entry: Node, candidates: tuple[Form, ...]) -> str:
    if "table" not in keys:
        entry.fail("rule-file.key-missing", key="table")
    code = keys["table"].text()
    named = _named(keys, candidates)
    without = [form for form in candidates if code not in form.tables]
    if len(without) == len(candidates) or any(form.code in named for form in without):
        known = dict.fromkeys(code for form in candidates for code in form.tables)
        codes = entry.listed(form.code for form in without)
        keys["table"].fail("rule-file.no-table", (code, known), form=codes, table=code)
    return code


def _hard(keys: Mapping[str, Node]) -> bool:
    """Whether the coverage counts the rule as hard; then its failure must be an error."""
    # A verdict fails by errors alone, so a hard rule below that would be counted and decide
    # nothing.
    hard = "hard" in keys and keys["hard"].boolean()
    if hard and keys["severity"].text() != Severity.ERROR:
        keys["severity"].fail("rule-file.hard-severity")
    return hard


def _forms_with_all(
    spec: Spec,
    table: str | None,
    candidates: tuple[Form, ...],
    keys: Mapping[str, Node],
    entry: Node,
) -> tuple[Form, ...]:
    """The forms that have all that the rule names.

    A form that the rule names itself must have it; an heir, or any form where the rule names
    none, need not. A rule for no form at all is refused.
    """
    named = _named(keys, candidates)
    forms = []
    faults = []
    for form in candidates:
        lacking = spec.lacks(table, form)
        if lacking is None:
            forms.append(form)
        elif form.code in named:
            keys["forms"].fail(lacking.key, lacking.near, **lacking.values)
        else:
            faults.append(lacking)
    if not forms:
        told = (worded(entry.lang, one.key, one.near, **one.values) for one in faults)
        reasons = translate("joining.semicolon", entry.lang).join(told)
        entry.fail("rule-file.no-form", reasons=reasons)
    return tuple(forms)


def _scope_cases(keys: Collection[str]) -> tuple[str, ...]:
    """The cases that a rule has because it does not apply to every year or body."""
    return (("years" in keys) * (YEAR_UNKNOWN,)) + (("unless_body" in keys) * (BODY_UNKNOWN,))


def _bodies(node: Node, bodies: Bodies) -> tuple[str, ...]:
    return tuple(item.one_of(bodies.kinds, "body-kind") for item in node.sequence())


def _cases(node: Node, known: Collection[str]) -> dict[str, Severity]:
    return {
        case: Severity(value.one_of(_SEVERITIES, "severity"))
        for case, value in node.mapping(known).items()
    }


def _messages(node: Node, kind: Kind, cases: Collection[str]) -> dict[str, Text]:
    """Messages by result or case; a name in braces must be one that the kind gives."""
    messages = {}
    known = (*MESSAGE_WORDS, *kind.facts)
    for case, value in node.mapping((*RESULT_WORDS, *cases)).items():
        texts = value.in_languages()
        for language, text in texts.items():
            # Plain names only: what str.format would evaluate ({a.b}, {a[0]}, {a!r}) is no
            # placeholder.
            for name in _PLACEHOLDER.findall(text):
                if name not in known:
                    near = (name, known)
                    value.fail("rule-file.no-fact", near, language=language, name=name)
        messages[case] = texts
    return messages


def _follows_from(node: Node) -> dict[str, str]:
    return {rule: link.one_of(LINKS, "link") for rule, link in node.mapping().items()}


def resolve_references(rules: Iterable[Rule], lang: str) -> list[Rule]:
    """The rules, each for the forms alone that the rules it builds on are for.

    Refused are a repeated id, a rule that builds on another which cannot carry it, and circles.
    """
    by_id: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in by_id:
            first = by_id[rule.id]
            at = f"{first.path}:{first.line}"
            raise _refused(rule, lang, "rule-file.rule-twice", rule=rule.id, at=at)
        by_id[rule.id] = rule
    # Over a copy: a rule may lose forms here, and what builds on it then has no more than it.
    for rule in list(by_id.values()):
        for other in _built_on(rule):
            names = {"rule": rule.id, "other": other}
            if other not in by_id:
                raise _refused(rule, lang, "rule-file.built-on-none", (other, by_id), **names)
            if not _carries(by_id[other], rule):
                raise _refused(rule, lang, "rule-file.cannot-build-on", **names)
            shared = tuple(code for code in by_id[rule.id].forms if code in by_id[other].forms)
            by_id[rule.id] = replace(by_id[rule.id], forms=shared)
    for rule in by_id.values():
        _check_follows_from(rule, by_id, lang)
    return list(by_id.values())


def _refused(
    rule: Rule, lang: str, key: str, near: Near | None = None, /, **values: str
) -> RuleFileError:
    """The error at a rule's own line; its entry has been read, so there is no node to ask."""
    return RuleFileError(rule.path, rule.line, worded(lang, key, near, **values))


def _check_follows_from(rule: Rule, by_id: Mapping[str, Rule], lang: str) -> None:
    """Refuse a rule that follows from an unknown one or is silent for it, or is in a circle."""
    for other in (*rule.follows_from, *rule.silent_where):
        if other not in by_id:
            names = {"rule": rule.id, "other": other}
            raise _refused(rule, lang, "rule-file.follows-none", (other, by_id), **names)
    # In a circle each would be told under, or be silent for, the other: nobody would tell.
    links: tuple[Callable[[Rule], Iterable[str]], ...] = (
        lambda one: one.follows_from,
        lambda one: one.silent_where,
    )
    for others in links:
        waiting, seen = list(others(rule)), set[str]()
        while waiting:
            other = waiting.pop()
            if other == rule.id:
                raise _refused(rule, lang, "rule-file.follows-itself", rule=rule.id)
            if other not in seen and other in by_id:
                seen.add(other)
                waiting += others(by_id[other])
    if rule.silent_where and KINDS[rule.kind].comparison is None:
        # Rules about one report are told under one another (follows_from), and never left out.
        keys = {"key": "silent_where", "instead": "follows_from"}
        raise _refused(rule, lang, "rule-file.silent-alone", rule=rule.id, **keys)


def _built_on(rule: Rule) -> tuple[str, ...]:
    if isinstance(rule.spec, RelationSpec):
        return rule.spec.where_undecided
    return (rule.spec.equation,) if isinstance(rule.spec, CompensatingSpec) else ()


def _carries(other: Rule, rule: Rule) -> bool:
    spec = rule.spec
    return (
        isinstance(other.spec, RelationSpec)
        and other.kind == "equation"
        and other.table == rule.table
        and not other.spec.where_undecided
        and set(rule.named_forms) <= set(other.forms)
        and not set(rule.forms).isdisjoint(other.forms)
        and (not isinstance(spec, RelationSpec) or spec.axis == other.spec.axis)
    )
