"""A rule in words: what must hold, why, on what ground, shown on its own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.findings.assemble import assemble, assemble_between
from checker.i18n import translate
from checker.model import CellRef, Result
from checker.proving.examples import outcomes_of
from checker.rulebook.examples import RELATED
from checker.rulebook.joint_form import year_form
from checker.rulebook.kinds.across import LevelsSpec, YearsSpec
from checker.rulebook.kinds.claims import ClaimSpec, StatementSpec
from checker.rulebook.kinds.relations import ImplicationSpec, RelationSpec
from checker.rulebook.wordings import load_wordings
from checker.wording.names import Names
from checker.wording.outcomes import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.rulebook.form import Table
    from checker.rulebook.grammar import Operand, Relation
    from checker.rulebook.rule import Example, Rule, Rulebook
    from checker.rulebook.wordings import Wording

_CELLS_SHOWN = 12
_WORDINGS_SHOWN = 8


def rule_record(rule: Rule) -> dict[str, Any]:
    """A rule as plain values for machines."""
    first, last = rule.years
    understood, left_alone = wordings_of(rule)
    return {
        "id": rule.id,
        "title": dict(rule.title),
        "severity": rule.severity.value,
        "cases": {case: severity.value for case, severity in rule.cases.items()},
        "kind": rule.kind,
        "table": rule.table,
        "forms": list(rule.forms),
        "years": {"from": first, "to": last},
        "hard": rule.hard,
        "relations": [str(relation) for relation in relations_of(rule)],
        "follows_from": dict(rule.follows_from),
        "basis": dict(rule.basis),
        "advice": dict(rule.advice),
        "why": dict(rule.why),
        "wordings": {
            "understood": [one.text for one in understood],
            "left_alone": [{"text": one.text, "why": dict(one.trap or {})} for one in left_alone],
        },
        "examples": [
            {"expect": example.expect, "form": example.form, "line": example.line}
            for example in rule.examples
        ],
        "path": rule.path,
        "line": rule.line,
    }


def wordings_of(rule: Rule) -> tuple[list[Wording], list[Wording]]:
    """The sentences that make a rule speak, and those that only look so."""
    spec = rule.spec
    if isinstance(spec, ClaimSpec):
        named: Iterable[str] = spec.claims
    elif isinstance(spec, StatementSpec):
        named = spec.statements
    else:
        return [], []
    names = {*named, *(about.rpartition(".")[2] for about in named)}
    every = load_wordings()
    understood = [
        one
        for one in every
        if one.trap is None and any(_about(claim) in named for claim in one.claims)
    ]
    return understood, [one for one in every if one.trap is not None and one.about in names]


def _some(found: Sequence[Wording]) -> Sequence[Wording]:
    """A few of many, from all along the list: wordings of a kind stand together in it."""
    step = max(-(-len(found) // _WORDINGS_SHOWN), 1)
    return found[::step]


def _on_one_line(one: Wording) -> str:
    return "".join(one.text.split())


def _about(claim: str) -> str:
    """``received`` of ``~received=300``; growth and shares are other rules' matter."""
    about, _, value = claim.lstrip("~").partition("=")
    return "" if value.endswith("%") else about


def relations_of(rule: Rule) -> tuple[Relation, ...]:
    """The relations of a rule, each once, whatever its kind."""
    spec = rule.spec
    if isinstance(spec, LevelsSpec):
        return (spec.relation,)
    if isinstance(spec, YearsSpec):
        spec = spec.relation
    if isinstance(spec, RelationSpec):
        found = [relation for group in spec.relations.values() for relation in group]
    elif isinstance(spec, ImplicationSpec):
        found = [*spec.when, *spec.then]
    else:
        found = []
    return tuple(dict.fromkeys(found))


def heading(rule: Rule, lang: str) -> str:
    """``T3-01 收办平衡（错误，硬性校验）``."""
    words = [
        translate(f"severity.{rule.severity.value}", lang),
        *([translate("rules.hard", lang)] if rule.hard else []),
    ]
    inner = translate("joining.comma", lang).join(words)
    return f"{rule.id} {rule.title[lang]}" + translate("joining.brackets", lang, inner=inner)


def explained(rule: Rule, rulebook: Rulebook, lang: str) -> Iterator[tuple[str, str]]:
    """Pairs of a label and a text, in the order they are read; a label may be empty."""
    yield from (("what", text) for text in _what(rule, rulebook, lang))
    yield from (("why", rule.why[lang]) for _ in range(bool(rule.why)))
    yield "basis", rule.basis[lang]
    for label, expect in (("passes", "pass"), ("fails", "fail"), ("undecided", "undecided")):
        # The first of each, in the order of the rule file.
        example = next((one for one in rule.examples if one.expect == expect), None)
        if example is None:
            continue
        yield label, _shown(example, rulebook, lang)
        if expect != "pass":
            for told in _told(rule, example, rulebook, lang):
                yield "told", told
    understood, left_alone = wordings_of(rule)
    yield from (("understood", _on_one_line(one)) for one in _some(understood))
    for one in _some(left_alone):
        why = dict(one.trap or {}).get(lang, "")
        yield "left-alone", _on_one_line(one) + translate("joining.brackets", lang, inner=why)
    yield "advice", rule.advice[lang]
    yield "forms", translate("joining.list", lang).join(rule.forms)
    yield "kind", rule.kind
    for case, severity in rule.cases.items():
        yield (
            "",
            translate(
                "explain.case",
                lang,
                case=case,
                severity=translate(f"severity.{severity.value}", lang),
            ),
        )
    yield "written-in", f"{rule.path}:{rule.line}"


def _what(rule: Rule, rulebook: Rulebook, lang: str) -> Iterator[str]:
    """What must hold, in the words of the form."""
    spec = rule.spec
    if isinstance(spec, LevelsSpec):
        tables = [rulebook.forms[-1].tables[code] for code in spec.tables]
        for table in tables:
            yield translate(
                "explain.every-cell", lang, table=table.name[lang], relation=_roles(spec, lang)
            )
        return
    axis = spec.axis if isinstance(spec, YearsSpec) else None
    if isinstance(spec, YearsSpec):
        spec = spec.relation
    if isinstance(spec, RelationSpec):
        texts: dict[str, list[str]] = {}
        for code, relations in spec.relations.items():
            form = rulebook.form(code)
            # A relation between years names last year's rows, which only the joint form has.
            form = year_form(form, form, axis) if axis else form
            words = _Words(form.tables[rule.table or ""], lang)
            text = translate("joining.semicolon", lang).join(map(words.relation, relations))
            texts.setdefault(text, []).append(code)
        for text, codes in texts.items():
            note = translate("joining.list", lang).join(codes) + translate("joining.colon", lang)
            yield (note if len(texts) > 1 else "") + text
        yield words.places(spec.axis, spec.at)
        if spec.where_undecided:
            rules = translate("joining.list", lang).join(spec.where_undecided)
            yield translate("explain.asked-where", lang, rules=rules)
    elif isinstance(spec, ImplicationSpec):
        words = _Words(rulebook.form(rule.forms[0]).tables[rule.table or ""], lang)
        when = translate("explain.and", lang).join(map(words.relation, spec.when))
        then = translate("joining.or-apart", lang).join(map(words.relation, spec.then))
        yield translate(
            "explain.iff" if spec.both_ways else "explain.if", lang, when=when, then=then
        )
        yield words.places(spec.axis, spec.at)
    else:
        yield rule.title[lang]
    first, last = rule.years
    if first is not None:
        yield translate("explain.years-from", lang, first=first)
    if last is not None:
        yield translate("explain.years-to", lang, last=last)
    if rule.unless_body:
        yield translate(
            "explain.unless", lang, bodies=translate("joining.list", lang).join(rule.unless_body)
        )


def _roles(spec: LevelsSpec, lang: str) -> str:
    """``上级 ≥ 下级之和``."""

    def side(operands: Sequence[Operand]) -> str:
        return " + ".join(translate(f"explain.role.{operand.name}", lang) for operand in operands)

    relation = spec.relation
    return f"{side(relation.left)} {SIGNS[relation.comparison]} {side(relation.right)}"


class _Words:
    """Codes of one table to the short labels of its form."""

    def __init__(self, table: Table, lang: str) -> None:
        self.table = table
        self.lang = lang

    def relation(self, relation: Relation) -> str:
        """``新收 + 上年结转 = 办理总计 + 结转下年``."""
        left, right = self._side(relation.left), self._side(relation.right)
        return f"{left} {SIGNS[relation.comparison]} {right}"

    def places(self, axis: str, at: tuple[str, ...] | None) -> str:
        """``表三各列``."""
        table = self.table.name[self.lang]
        if at is None:
            return translate(f"explain.over.{axis}", self.lang, table=table)
        places = translate("joining.list", self.lang).join(map(self._name, at))
        return translate("explain.at", self.lang, table=table, places=places)

    def _side(self, operands: Sequence[Operand]) -> str:
        text = ""
        for operand in operands:
            sign = "−" if operand.factor < 0 else "+"
            text += f" {sign} " if text else ("−" if operand.factor < 0 else "")
            text += self._operand(operand)
        return text

    def _operand(self, operand: Operand) -> str:
        factor = format(abs(operand.factor), "f")
        if operand.name is None:
            return factor
        name = self._name(operand.name)
        if operand.every:
            return translate("explain.every", self.lang, name=name)
        return name if factor == "1" else f"{factor} × {name}"

    def _name(self, code: str) -> str:
        for items in (self.table.rows, self.table.columns):
            if code in items:
                return items[code].short[self.lang]
        for groups in (self.table.row_groups, self.table.column_groups):
            if code in groups:
                return f"Σ {groups[code].label or code}"
        return code


def _shown(example: Example, rulebook: Rulebook, lang: str) -> str:
    """What an example says that is not in order by itself."""
    form = rulebook.form(example.form)
    names = Names(lang, form, rulebook.forms)
    given: Mapping[str, Any] = example.given
    parts = []
    for name, value in given.items():
        if name in RELATED:
            for other in value if isinstance(value, list) else [value]:
                told = (
                    _shown(other, rulebook, lang)
                    if other
                    else translate("report.missing-sign", lang)
                )
                label = translate(f"explain.role.{'child' if name == 'children' else name}", lang)
                parts.append(label + translate("joining.brackets", lang, inner=told))
        elif name == "cells":
            shown = [
                f"{names.cell(CellRef.parse(ref))} {_content(content, lang)}"
                for ref, content in value.items()
                if content != "0"
            ]
            more = len(shown) - _CELLS_SHOWN
            parts += shown[:_CELLS_SHOWN]
            if more > 0:
                parts.append(translate("place.cells-more", lang, count=more))
        else:
            parts.append(f"{name}: {_plain(value)}")
    if example.description and lang == "en":  # descriptions are written for rule authors
        parts.append(example.description)
    ending = translate("explain.rest-zero" if parts else "explain.all-in-order", lang)
    return translate("joining.semicolon", lang).join([*parts, ending]) + translate(
        "joining.brackets", lang, inner=names.form_of(form.code)
    )


def _content(content: object, lang: str) -> str:
    if content is None:
        return translate("report.missing-sign", lang)
    if isinstance(content, tuple):
        return translate("joining.or", lang).join(map(str, content))
    return translate("report.blank-sign", lang) if content in ("", ".") else str(content)


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return str(getattr(value, "printed", value))


def _told(rule: Rule, example: Example, rulebook: Rulebook, lang: str) -> Iterator[str]:
    """What the program says of an example."""
    said = outcomes_of(rule, example, rulebook)
    if said.between:
        findings = assemble_between(said.between, said.reports, rulebook, lang)
        yield from (finding.message for finding in findings[:1])
        return
    telling = [outcome for outcome in said.outcomes if outcome.result is not Result.PASS]
    for checked in assemble(said.reports, telling, rulebook, lang):
        yield from (finding.message for finding in checked.findings[:1])
