"""The sentences of the prose, for people at a terminal: what each says and was held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims import Claim, Listing
from checker.i18n import translate
from checker.model import Result
from checker.reporters.terminal.screen import Screen
from checker.wording.facts import refusal
from checker.wording.names import printed_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from checker.checks.account import ReportAccount, Said, SentenceAccount
    from checker.model import Outcome
    from checker.reporters.options import Look
    from checker.wording.names import Names

_STYLES = {Result.PASS: "green", Result.FAIL: "red", Result.UNDECIDED: "yellow"}


def report(accounts: Sequence[ReportAccount], options: Look, stream: TextIO) -> None:
    """Print every sentence that says something of the year's figures, or has numbers left alone.

    ``quiet`` leaves out the sentences of which nothing was read.
    """
    screen = Screen(stream, options.width, color=options.color, lang=options.lang)
    for one in accounts:
        screen.line((one.report.name, "bold"))
        if one.report.refusal is not None:
            found = one.report.refusal
            text = refusal(found.reason.value, found.detail, options.lang)
            screen.paragraph(text, indent=2, style="bold red")
        names = options.names(one.report)
        shown = [each for each in one.sentences if each.said or (each.left and not options.quiet)]
        for each in shown:
            _sentence(each, one, names, screen, quiet=options.quiet)
        total = sum(len(each.said) for each in one.sentences)
        left = sum(len(each.left) for each in one.sentences)
        count = translate(
            "claims.count", options.lang, sentences=len(one.sentences), said=total, left=left
        )
        screen.paragraph(count, indent=2, style="dim")
        screen.line()


def _sentence(
    one: SentenceAccount, account: ReportAccount, names: Names, screen: Screen, *, quiet: bool
) -> None:
    lang = names.lang
    places = [one.sentence.place] if one.sentence.place is not None else []
    where = [names.section(str(one.sentence.section)), printed_at(places, lang)]
    screen.line()
    screen.line("  ", (translate("joining.comma", lang).join(filter(None, where)), "dim"))
    screen.paragraph(one.sentence.text, indent=2)
    for said in one.said:
        screen.paragraph(_words(said, account, lang), indent=4, hang=2, style="bold")
        for outcome in said.outcomes:
            style = _STYLES.get(outcome.result, "")
            screen.paragraph(_outcome(outcome, names), indent=6, hang=2, style=style)
            if why := _unsure(outcome, lang):
                screen.paragraph(why, indent=8, hang=2, style="dim")
        if not said.outcomes:
            screen.paragraph(translate("claims.unasked", lang), indent=6, style="dim")
    for left in () if quiet else one.left:
        why = translate(f"claims.left.{left.reason.value}", lang)
        told = translate("claims.left-alone", lang, printed=left.printed, why=why)
        screen.paragraph(told, indent=4, hang=2, style="dim")


def _words(said: Said, account: ReportAccount, lang: str) -> str:
    """``收到申请：93件``."""
    what = said.what
    if isinstance(what, Listing):
        parts = " + ".join(map(str, what.parts))
        return translate("claims.list", lang, total=what.total, parts=parts)
    if not isinstance(what, Claim):
        subject, _, name = what.about.rpartition(".")
        told = translate(f"claims.statement.{name}", lang)
        return told if not subject else _of(subject, told, lang)
    subject, _, _ = what.about.rpartition(".")
    title = account.title(what.about)[lang]
    title = _of(subject, title, lang) if subject else title
    if what.kind != "count":
        title += translate(
            "joining.brackets", lang, inner=translate(f"claims.kind.{what.kind}", lang)
        )
    return title + translate("joining.colon", lang) + what.printed


def _of(subject: str, words: str, lang: str) -> str:
    name = translate(f"claims.subject.{subject}", lang)
    return name + translate("joining.brackets", lang, inner=words)


def _outcome(one: Outcome, names: Names) -> str:
    lang = names.lang
    told = translate(f"claims.outcome.{one.result.value}", lang)
    cells = names.cells(one.cells) if one.cells else ""
    readings = one.facts.get("readings", "")
    inner = translate("joining.colon", lang).join(filter(None, (cells, readings)))
    brackets = translate("joining.brackets", lang, inner=inner) if inner else ""
    return f"{one.rule} {told}{brackets}"


def _unsure(one: Outcome, lang: str) -> str:
    """Why a number that differs is told as a note; nothing where it accuses, or is right."""
    why = one.facts.get("note")
    left = one.facts.get("left_over", "").split("\t")
    shown = translate("joining.list", lang).join(left)
    return translate(f"claims.unsure.{why}", lang, left=shown) if why else ""
