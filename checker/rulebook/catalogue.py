"""Writes the table of all rules into ``rules/README.md``: ``python -m checker.rulebook.catalogue``.

Only the text between the two markers is replaced, so that the table never parts from the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.rulebook.kinds.across import LevelsSpec, YearsSpec
from checker.rulebook.kinds.relations import ImplicationSpec, RelationSpec
from checker.rulebook.load import load_rulebook, rules_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.rulebook.grammar import Relation
    from checker.rulebook.rule import Rule, Rulebook

BEGIN = "<!-- rules: written by python -m checker.rulebook.catalogue -->"
END = "<!-- end of rules -->"

_HEAD = ("id", "rule", "规则", "kind", "forms", "severity", "what must hold", "basis")


def table(rulebook: Rulebook) -> str:
    """All rules as a Markdown table, in catalogue order."""
    rows = [_HEAD, ("---",) * len(_HEAD), *(_row(rule) for rule in rulebook.rules)]
    return "\n".join("| " + " | ".join(map(_escaped, row)) + " |" for row in rows) + "\n"


def with_table(text: str, rulebook: Rulebook) -> str:
    """The document with the table between its markers; ``ValueError`` when it has none."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the markers {BEGIN} and {END} are missing")
    return f"{before}{BEGIN}\n\n{table(rulebook)}\n{END}{after}"


def _row(rule: Rule) -> tuple[str, ...]:
    severity = rule.severity.value + "".join(
        f"; {case}: {value.value}" for case, value in rule.cases.items()
    )
    return (
        rule.id + (" (hard)" if rule.hard else ""),
        rule.title["en"],
        rule.title["zh"],
        rule.kind,
        ", ".join(rule.forms),
        severity,
        "; ".join(_what(rule)),
        rule.basis["en"],
    )


def _what(rule: Rule) -> Iterator[str]:
    spec = rule.spec
    if isinstance(spec, LevelsSpec):
        yield f"`{spec.relation}` in every cell of {', '.join(spec.tables)}"
    if isinstance(spec, YearsSpec):
        spec = spec.relation
    if isinstance(spec, RelationSpec):
        by_form = spec.relations
        differ = len(set(by_form.values())) > 1
        for form, relations in by_form.items() if differ else list(by_form.items())[:1]:
            yield (f"{form}: " if differ else "") + "; ".join(_written(relations))
    elif isinstance(spec, ImplicationSpec):
        arrow = " ⇔ " if spec.both_ways else " ⇒ "
        yield " and ".join(_written(spec.when)) + arrow + " or ".join(_written(spec.then))
    if isinstance(spec, RelationSpec | ImplicationSpec):
        yield f"at {', '.join(spec.at)}" if spec.at else f"in all {spec.axis}"
    first, last = rule.years
    if first is not None or last is not None:
        yield f"report years {first or ''}–{last or ''}"
    if rule.unless_body:
        yield f"unless the body is {', '.join(rule.unless_body)}"


def _written(relations: Iterable[Relation]) -> Iterator[str]:
    return (f"`{relation}`" for relation in relations)


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", " ")


def main() -> None:
    """Bring the table in ``rules/README.md`` up to date."""
    readme = rules_folder() / "README.md"
    text = with_table(readme.read_text("utf-8"), load_rulebook())
    readme.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
