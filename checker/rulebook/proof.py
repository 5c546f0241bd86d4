"""What a rule owes as its own proof: an example that passes, one that fails, one left undecided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.errors import RuleFileError
from checker.i18n import LANGUAGES, translate
from checker.rulebook.examples import FAIL, PASS, UNDECIDED
from checker.rulebook.kinds.tables import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.rulebook.rule import Rule


def never(rule: Rule) -> frozenset[str]:
    """What a rule can never say, by its nature."""
    asked_where = getattr(rule.spec, "where_undecided", ())
    # Where a sum is undecided some part of it is too, so a bound on all of them cannot pass.
    return KINDS[rule.kind].never | (frozenset({PASS}) if asked_where else frozenset())


def owed(rule: Rule) -> tuple[str, ...]:
    """The answers that no example of the rule brings about."""
    brought = {example.expect for example in rule.examples} | never(rule)
    return tuple(answer for answer in (PASS, FAIL, UNDECIDED) if answer not in brought)


def require_examples(rules: Iterable[Rule], lang: str = LANGUAGES[0]) -> None:
    """``RuleFileError`` at the first rule that owes an example.

    Nobody knows whether a rule without a proof ever says anything; its silence looks like a pass.
    """
    for rule in rules:
        if missing := owed(rule):
            told = translate("joining.list", lang).join(
                translate(f"rules-test.answer.{answer}", lang) for answer in missing
            )
            text = translate("rule-file.no-example", lang, rule=rule.id, missing=told)
            raise RuleFileError(rule.path, rule.line, text)
