"""What the commands of a register tell at a terminal; a function a subject."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import Result
from checker.model.filings import FindingState
from checker.model.register_changes import BodyFate, is_unassigned
from checker.reporters.terminal.screen import Screen
from checker.wording.facts import refusal
from checker.wording.filings import counts_of, state_of, timing_of
from checker.wording.replies import faulty_row, reply_of, told_as

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from checker.model.filings import Event, Filing, Kept, KeptFinding
    from checker.model.register_changes import Added, BodyChange, Imported, Proposal, Proposals
    from checker.model.sent_lists import ReadList, SentLists
    from checker.reporters.options import Look

_STYLES = {"error": "red", "warning": "yellow"}


def imported(result: Imported, options: Look, stream: TextIO) -> None:
    """Print how many bodies are new, changed, kept and absent; those changed and absent by name.

    Before anything is done (``--dry-run``), those that are new by name too.
    """
    lang = options.lang
    screen = _screen(options, stream)
    for one in result.changes:
        silent = one.fate is BodyFate.KEPT or (one.fate is BodyFate.NEW and not result.is_dry_run)
        if not silent:
            screen.paragraph(_change(one, lang), indent=0, hang=2)
    key = "register.would-import" if result.is_dry_run else "register.imported"
    screen.paragraph(translate(key, lang, **result.tally), indent=0)
    if result.assigned:
        told = "register.would-assign" if result.is_dry_run else "register.assigned"
        screen.paragraph(translate(told, lang, count=result.assigned), indent=0)


def added(result: Added, options: Look, stream: TextIO) -> None:
    """Print what needs somebody's eye (unread, of no known body, further versions), then counts."""
    lang = options.lang
    screen = _screen(options, stream)
    colon = translate("joining.colon", lang)
    for one in result.reports:
        if one.refusal is not None:
            why = refusal(one.refusal.reason.value, one.refusal.detail, lang)
            screen.paragraph(one.name + colon + why, indent=0, hang=2, style="red")
        elif is_unassigned(one):
            screen.paragraph(
                one.name + colon + _whose(one.printed, one.year, lang), indent=0, hang=2
            )
        elif (one.version or 0) > 1:
            text = translate(
                "register.further", lang, body=one.body, year=one.year, number=one.version
            )
            screen.paragraph(one.name + colon + text, indent=0, hang=2)
    tally = result.tally
    screen.paragraph(translate("register.added", lang, **tally), indent=0)
    if tally["unassigned"]:
        screen.paragraph(
            translate("register.open-names", lang, count=tally["unassigned"]), indent=0
        )


def proposals(found: Proposals, options: Look, stream: TextIO) -> None:
    """Print each name that is nobody's yet, and whose it may be."""
    lang = options.lang
    screen = _screen(options, stream)
    if not found.names and not found.yearless:
        screen.line(translate("register.none-open", lang))
    for one in found.names:
        text = translate("register.open-name", lang, name=one.name, count=one.reports)
        screen.paragraph(text + _ground(one, lang), indent=0, hang=2)
    for path in found.yearless:
        screen.paragraph(translate("register.helpless", lang, path=path), indent=0, hang=2)
    if found.names:
        key = "register.accept-hint" if any(one.is_sure for one in found.names) else "register.hint"
        screen.paragraph(translate(key, lang), indent=0)


def reports(found: Sequence[Kept], options: Look, stream: TextIO) -> None:
    """Print a line a report."""
    screen = _screen(options, stream)
    for one in found:
        screen.paragraph(_report(one, options.lang, named=True), indent=0, hang=2)
    screen.line(translate("register.count-reports", options.lang, count=len(found)))


def findings(found: Sequence[KeptFinding], options: Look, stream: TextIO) -> None:
    """Print the findings, body by body."""
    lang = options.lang
    screen = _screen(options, stream)
    for (_, year), own in groupby(found, key=lambda one: (one.code, one.year)):
        listed = [*own]
        heading = translate("register.heading", lang, body=listed[0].name, year=year)
        screen.line((heading, "bold"))
        _findings(listed, screen, lang)
    screen.line(translate("register.count-findings", lang, count=len(found)))


def lists(result: SentLists, options: Look, stream: TextIO) -> None:
    """Print a line a list: whose, how many rows, where it was written."""
    lang = options.lang
    screen = _screen(options, stream)
    rows = 0
    for one, files in result.lists:
        rows += len(one.rows)
        heading = translate("register.heading", lang, body=one.name, year=one.year)
        text = translate(
            "register.list", lang, number=one.number, version=one.version, rows=len(one.rows),
            reasons=told_as(one, lang),
        )  # fmt: skip
        told = [heading + translate("joining.colon", lang) + text, *files]
        screen.paragraph(translate("joining.semicolon", lang).join(told), indent=0, hang=2)
    key = "register.would-list" if result.is_dry_run else "register.listed"
    screen.paragraph(translate(key, lang, lists=len(result.lists), rows=rows), indent=0)


def replies(found: Sequence[ReadList], options: Look, stream: TextIO) -> None:
    """Print what needs somebody's eye, row by row, then the counts of each file."""
    lang = options.lang
    screen = _screen(options, stream)
    colon = translate("joining.colon", lang)
    for one in found:
        for row in one.faults:
            at = translate("register.row", lang, path=one.path, sheet=row.sheet, line=row.line)
            screen.paragraph(at + colon + faulty_row(row, lang), indent=0, hang=2)
        text = one.refusal or translate("register.replies", lang, **one.tally)
        style = "red" if one.refusal else ""
        screen.paragraph(one.path + colon + text, indent=0, hang=2, style=style)


def filing(one: Filing, options: Look, stream: TextIO) -> None:
    """Print a body's report of a year: state, versions, findings, history."""
    lang = options.lang
    screen = _screen(options, stream)
    standing = one.standing
    heading = translate("register.heading", lang, body=standing.name, year=standing.year)
    screen.line((heading, "bold"))
    facts = [state_of(standing.state, lang), timing_of(standing, lang)]
    screen.paragraph(translate("joining.semicolon", lang).join(facts), indent=0)
    for key, lines in (
        ("register.versions", [_report(kept, lang, named=False) for kept in one.versions]),
        ("register.history", [_event(event, lang) for event in one.events]),
    ):
        if lines:
            screen.line()
            screen.line((translate(key, lang), "bold"))
        for line in lines:
            screen.paragraph(line, indent=2, hang=2)
    for is_settled, key in ((False, "register.findings-now"), (True, "register.findings-settled")):
        own = [f for f in one.findings if (f.state is FindingState.SETTLED) is is_settled]
        if own:
            screen.line()
            screen.line((translate(key, lang), "bold"))
        _findings(own, screen, lang)


def _screen(options: Look, stream: TextIO) -> Screen:
    return Screen(stream, options.width, color=options.color, lang=options.lang)


def _change(one: BodyChange, lang: str) -> str:
    word = translate(f"register.body-fate.{one.fate.value}", lang)
    text = translate("register.body", lang, fate=word, body=one.name, code=one.code)
    changes = [
        translate(
            "register.column-changed", lang, column=column, before=before or "—", now=now or "—"
        )
        for column, before, now in one.columns
    ]
    if not changes:
        return text
    return (
        text + translate("joining.colon", lang) + translate("joining.semicolon", lang).join(changes)
    )


def _whose(printed: str | None, year: int | None, lang: str) -> str:
    if not printed:
        return translate("register.nameless", lang)
    if year is None:
        return translate("register.yearless", lang, name=printed)
    return translate("register.nobodys", lang, name=printed)


def _ground(one: Proposal, lang: str) -> str:
    bodies = translate("joining.list", lang).join(
        translate("register.candidate", lang, body=name, code=code) for code, name in one.bodies
    )
    return translate(f"register.ground.{one.ground.value}", lang, bodies=bodies)


def _report(one: Kept, lang: str, *, named: bool) -> str:
    """One report: whose and of which year (where it is not said above), version, file, verdict."""
    told: list[str] = []
    if named and one.name:
        told.append(translate("register.heading", lang, body=one.name, year=one.year))
    elif named:
        told.append(_whose(one.printed, one.year, lang) if one.refusal is None else "")
    if one.version is not None:
        told.append(translate("register.version", lang, number=one.version))
    told += [one.path, one.added, translate(f"verdict.{one.verdict.value}", lang)]
    told.append(counts_of(one.counts, lang))
    return translate("joining.semicolon", lang).join(filter(None, told))


def _findings(found: Sequence[KeptFinding], screen: Screen, lang: str) -> None:
    """Print findings, each cause once; what follows from it is counted with it."""
    ids = {one.id for one in found}
    follow = Counter(one.follows for one in found if one.follows in ids)
    for one in found:
        if one.follows not in ids:
            _finding(one, follow[one.id], screen, lang)


def _finding(one: KeptFinding, follow: int, screen: Screen, lang: str) -> None:
    is_fault = one.outcome is not Result.UNDECIDED
    level = translate(f"severity.{one.severity.value}", lang)
    if one.outcome is not Result.FAIL:
        level = translate(f"outcome.{one.outcome.value}", lang)
    told = (level, one.rule, translate(f"register.finding.{one.state.value}", lang))
    text = " ".join(told)
    if one.place:
        text += translate("joining.brackets", lang, inner=one.place)
    if one.waived:
        text += translate("register.waived", lang)
    text += translate("joining.colon", lang) + one.message
    if follow:
        text += translate("register.follow", lang, count=follow)
    style = _STYLES.get(one.severity.value, "") if is_fault else ""
    screen.paragraph(text, indent=2, hang=2, style=style)
    if one.reply is not None:
        screen.paragraph(reply_of(one.reply, lang), indent=4, hang=2)
    elif one.told is not None:
        screen.paragraph(translate("register.told", lang, day=one.told), indent=4, hang=2)


def _event(one: Event, lang: str) -> str:
    word = translate(f"register.event.{one.event.value}", lang)
    state = state_of(one.state, lang)
    told = [translate("register.happened", lang, day=one.day, event=word, state=state)]
    if one.version is not None:
        told.append(translate("register.version", lang, number=one.version))
    told.append(counts_of(one.counts, lang))
    if one.by:
        told.append(translate("register.by", lang, name=one.by))
    if one.note:
        told.append(translate("register.note", lang, text=one.note))
    return translate("joining.semicolon", lang).join(filter(None, told))
