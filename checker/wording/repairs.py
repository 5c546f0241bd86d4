"""Causes in words: which change would make the failed relations hold, and how sure that is.

A suggestion stands beside the report and is never applied. Where several changes would do, all
that is said is that they would: which one is right is for whoever has the files to tell.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import Pattern
from checker.wording.facts import figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model import Cause, Change, Checked, Repair
    from checker.wording.names import Names

SHOWN = 3
"""Repairs that a reader is shown; the machine formats list more."""


def worded(cause: Cause, findings: Sequence[str], names: Names) -> Cause:
    """The cause with the ids of its findings, and with what there is to say of it."""
    repairs = tuple(
        replace(repair, explains=tuple(findings), message=_standing_alone(repair, cause, names))
        for repair in cause.repairs
    )
    return replace(cause, repairs=repairs, findings=tuple(findings), lines=_lines(cause, names))


def joined(lines: Sequence[str], lang: str) -> str:
    """The lines of a cause as one: an introduction runs on into the changes it announces."""
    rest = translate("joining.semicolon", lang).join(lines[1:])
    return translate("joining.runs-on", lang, lead=lines[0], rest=rest) if rest else lines[0]


def by_entry(checked: Checked) -> Mapping[str, Sequence[Cause]]:
    """What may be wrong, by the id of the finding that it is told with."""
    entry_of = {finding.id: finding.follows_from or finding.id for finding in checked.findings}
    causes: dict[str, list[Cause]] = {}
    for cause in checked.causes:
        causes.setdefault(entry_of[cause.findings[0]], []).append(cause)
    return causes


def _lines(cause: Cause, names: Names) -> tuple[str, ...]:
    """One line; or, where arithmetic cannot tell, an introduction and a line a change."""
    lang, count = names.lang, _relations(cause)
    if not cause.repairs:
        # With trading cells fewer may do, by amounts that the sums leave open: then nothing is
        # known.
        sure = cause.cells > 1 and not cause.trading
        known = "repair.unsearched" if sure else "repair.unsearched-at-all"
        return (translate(known, lang, cells=cause.cells - 1, count=count),)
    best = cause.repairs[0]
    if not best.rivals:
        return (_standing_alone(best, cause, names),)
    ways = best.rivals + 1
    intro = translate(
        "repair.open-all" if count > 1 else "repair.open", lang, ways=ways, count=count
    )
    shown = [
        _changes(repair.changes, names) + _pattern(repair.pattern, lang)
        for repair in cause.repairs[: min(SHOWN, ways)]
    ]
    if ways > SHOWN:
        shown.append(translate("repair.more", lang, count=ways - SHOWN))
    return (intro, *shown)


def _standing_alone(repair: Repair, cause: Cause, names: Names) -> str:
    """The repair in one sentence: the changes, what they mend, whether anything else would."""
    lang, count = names.lang, _relations(cause)
    sentence = translate(
        "repair.hold" if count > 1 else "repair.holds",
        lang,
        changes=_changes(repair.changes, names),
        pattern=_pattern(repair.pattern, lang),
        count=count,
    )
    if repair.rivals:
        certainty = translate("repair.rivals", lang, count=repair.rivals)
    elif cause.trading:
        certainty = translate("repair.trading", lang)
    elif repair.pattern is Pattern.BLANK_TOTAL:
        return sentence
    else:
        certainty = translate("repair.no-rival", lang)
    return sentence + translate("joining.semicolon", lang) + certainty


def _relations(cause: Cause) -> int:
    """How many relations are concerned; a hint beside them is none of its own."""
    return sum(1 for outcome in cause.outcomes if outcome.working is not None)


def _changes(changes: Sequence[Change], names: Names) -> str:
    return names.listed(_change(change, names) for change in changes)


def _change(change: Change, names: Names) -> str:
    cell, after = names.cell(change.cell), figure(change.after)
    if change.before is None:
        return translate("repair.fill", names.lang, cell=cell, after=after)
    return translate(
        "repair.change", names.lang, cell=cell, before=figure(change.before), after=after
    )


def _pattern(pattern: Pattern, lang: str) -> str:
    word = translate(f"pattern.{pattern.value}", lang)
    return translate("joining.brackets", lang, inner=word) if word else ""
