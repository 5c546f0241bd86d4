"""What became of reports between two rounds, for people at a terminal: what needs a look first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.reporters.terminal.comparisons import waived_note
from checker.reporters.terminal.excerpt import STYLES
from checker.reporters.terminal.screen import Screen
from checker.rounds import Cause, Course
from checker.rounds.model import ENDED
from checker.wording.facts import refusal
from checker.wording.names import printed_at
from checker.wording.rounds import cell_content, heading_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from checker.model import Checked, Report
    from checker.reporters.options import Look
    from checker.rounds import Followed, NumberChange, Round, Rounds, SentenceChange
    from checker.wording.names import Names

_FEW = 12
"""Up to so many related numbers or sentences that say the same are shown; the rest are counted."""
_STYLES = {
    Course.NEW: "bold red",
    Course.STILL: "bold red",
    Course.UNVERIFIABLE: "yellow",
    Course.NEWLY_OPEN: "yellow",
    Course.STILL_OPEN: "yellow",
    Course.GONE: "yellow",
    Course.SETTLED: "green",
    Course.PUT_RIGHT: "green",
}


def report(rounds: Rounds, options: Look, stream: TextIO) -> None:
    """Print each report's course, then what has no counterpart, then the sums of the run.

    ``quiet`` leaves out what is in order: what was put right, what had been asked for.
    """
    screen = Screen(stream, options.width, color=options.color, lang=options.lang)
    for one in rounds.rounds:
        if not (options.quiet and one.needs_no_look):
            _Page(one, options, screen).print()
    between = [one for one in rounds.between if not (options.quiet and one.course in ENDED)]
    if between:
        screen.line((translate("ci.between", options.lang), "bold underline"))
        _courses(between, options, screen)
        screen.line()
    _without("rounds.only-old", rounds.only_old, options, screen)
    _without("rounds.only-new", rounds.only_new, options, screen)
    _without("rounds.several", rounds.several, options, screen)
    if len(rounds.rounds) > 1 and not options.quiet:
        count = Counter(followed.course for one in rounds.rounds for followed in one.findings)
        count.update(followed.course for followed in rounds.between)
        screen.paragraph(_tally(count, options.lang), indent=0, hang=2, style="bold")


class _Page:
    """One report on the screen."""

    def __init__(self, one: Round, options: Look, screen: Screen) -> None:
        self.one = one
        self.lang = options.lang
        self.options = options
        self.screen = screen
        self.names: Names = options.names(one.new.report)

    def print(self) -> None:
        """The two files and verdicts, findings by course, numbers, sentences, the sums."""
        self._heading()
        if self.one.is_unreadable:
            self.screen.line()
            return
        open_, ended = self.one.split()
        _courses(open_, self.options, self.screen)
        self._numbers(Cause.UNASKED)
        self._sentences("unasked")
        self._uncertain()
        if not self.options.quiet:
            _courses(ended, self.options, self.screen)
            self._numbers(Cause.ASKED)
            self._numbers(Cause.RELATED)
            self._sentences("asked")
            self._sentences("same")
            self._sums()
        self.screen.line()

    def _heading(self) -> None:
        report = self.one.new.report
        name = translate("across.report-of", self.lang, body=report.body or report.name,
                         year=report.year or "")  # fmt: skip
        self.screen.line((name, "bold"))
        self._side("rounds.old", self.one.old)
        self._side("rounds.new", self.one.new)
        if self.one.is_same_file:
            self.screen.paragraph(self._say("rounds.same-file"), indent=2, style="yellow")
        for change in self.one.headings:
            told = heading_told(change.name, change.old, change.new, self.names)
            self.screen.paragraph(told, indent=2, hang=2, style="yellow")

    def _side(self, key: str, checked: Checked) -> None:
        verdict = translate(f"verdict.{checked.verdict.value}", self.lang)
        told = translate(key, self.lang, file=checked.report.name, verdict=verdict)
        self.screen.paragraph(told, indent=2, hang=2)
        if (found := checked.report.refusal) is not None:
            text = refusal(found.reason.value, found.detail, self.lang)
            self.screen.paragraph(text, indent=4, style="bold red")

    def _numbers(self, cause: Cause) -> None:
        changes = [one for one in self.one.numbers if one.cause is cause]
        if not changes:
            return
        is_unasked = cause is Cause.UNASKED
        title = translate(f"rounds.numbers.{cause.value}", self.lang, count=len(changes))
        self._title(title, "bold red" if is_unasked else "bold")
        shown = changes if is_unasked else changes[:_FEW]
        for change in shown:
            self.screen.paragraph(self._number(change), indent=4, hang=2)
        self._more(len(changes) - len(shown))

    def _number(self, change: NumberChange) -> str:
        told = self._say(
            "rounds.number",
            cell=self.names.cell(change.ref),
            old=cell_content(change.old, self.lang),
            new=cell_content(change.new, self.lang),
        )
        if change.rules:
            told += self._brackets(translate("joining.list", self.lang).join(change.rules))
        return told + self._places(change.old, change.new)

    def _uncertain(self) -> None:
        if not self.one.uncertain:
            return
        self._title(self._say("rounds.uncertain", count=len(self.one.uncertain)), "yellow")
        shown = self.one.uncertain[:_FEW]
        for one in shown:
            told = self._say(
                "rounds.number",
                cell=self.names.cell(one.ref),
                old=cell_content(one.old, self.lang),
                new=cell_content(one.new, self.lang),
            )
            self.screen.paragraph(told + self._places(one.old, one.new), indent=4, hang=2)
        self._more(len(self.one.uncertain) - len(shown))

    def _sentences(self, kind: str) -> None:
        changes = [one for one in self.one.sentences if _kind(one) == kind]
        if not changes:
            return
        title = translate(f"rounds.sentences.{kind}", self.lang, count=len(changes))
        self._title(title, "bold red" if kind == "unasked" else "bold")
        shown = changes[:_FEW] if kind == "same" else changes
        for change in shown:
            self._sentence(change)
        self._more(len(changes) - len(shown))

    def _sentence(self, change: SentenceChange) -> None:
        for sign, sentence, style in (("−", change.old, "red"), ("+", change.new, "green")):
            if sentence is None:
                continue
            places = [sentence.place] if sentence.place is not None else []
            at = translate("joining.comma", self.lang).join(
                filter(None, (self.names.section(str(sentence.section)),
                              printed_at(places, self.lang)))
            )  # fmt: skip
            text = f"{sign} {sentence.text}{self._brackets(at)}"
            self.screen.paragraph(text, indent=4, hang=2, style=style)

    def _sums(self) -> None:
        count = Counter(one.course for one in self.one.findings)
        self.screen.line()
        self.screen.paragraph(_tally(count, self.lang), indent=2, hang=2, style="bold")
        changed = Counter(one.cause for one in self.one.numbers)
        told = self._say(
            "rounds.changed",
            numbers=len(self.one.numbers),
            **{cause.value: changed[cause] for cause in Cause},
            sentences=len(self.one.sentences),
            says=sum(one.says_otherwise for one in self.one.sentences),
        )
        self.screen.paragraph(told, indent=2, hang=2)

    def _title(self, title: str, style: str) -> None:
        self.screen.line()
        self.screen.line("  ", (title, style))

    def _more(self, count: int) -> None:
        if count > 0:
            self.screen.paragraph(self._say("rounds.more", count=count), indent=4, style="dim")

    def _places(self, *cells: object) -> str:
        """Where it stands in both files: ``（第 2 页 → 第 3 页）``."""
        places = [getattr(cell, "place", None) for cell in cells]
        told = [printed_at([place], self.lang) if place is not None else "" for place in places]
        if not any(told):
            return ""
        if told[0] == told[1]:
            return self._brackets(told[0])
        absent = translate("state.missing", self.lang)
        return self._brackets(" → ".join(one or absent for one in told))

    def _brackets(self, inner: str) -> str:
        return translate("joining.brackets", self.lang, inner=inner) if inner else ""

    def _say(self, key: str, **values: object) -> str:
        return translate(key, self.lang, **values)


def _kind(change: SentenceChange) -> str:
    if change.is_unasked:
        return "unasked"
    return "asked" if change.says_otherwise else "same"


def _courses(followed: Iterable[Followed], options: Look, screen: Screen) -> None:
    """The findings by course; those that follow from another are counted under it."""
    lang = options.lang
    by_course: dict[Course, list[Followed]] = {}
    for one in followed:
        by_course.setdefault(one.course, []).append(one)
    for course, those in by_course.items():
        screen.line()
        title = translate(f"rounds.course.{course.value}", lang, count=len(those))
        screen.line("  ", (title, _STYLES[course]))
        known = {one.latest.id for one in those}
        roots = [one for one in those if one.latest.follows_from not in known]
        for one in roots:
            _finding(one, options, screen)
        if len(roots) < len(those):
            text = translate("rounds.follow", lang, count=len(those) - len(roots))
            screen.paragraph(text, indent=4, style="dim")


def _finding(one: Followed, options: Look, screen: Screen) -> None:
    lang = options.lang
    finding = one.latest
    colon = translate("joining.colon", lang)
    severity = translate(f"severity.{finding.severity.value}", lang)
    where = finding.where if finding.where and finding.where not in finding.message else ""
    said = colon.join(filter(None, (where, finding.message)))
    style = "" if one.course in ENDED else STYLES[finding.severity]
    screen.line("    ", (severity, style), (f" {finding.rule} {finding.title}", "bold"))
    # Of what ended the round before has the words: they say what had been wrong.
    screen.paragraph(said + waived_note(finding, lang), indent=6, hang=2)
    if one.old is not None and one.new is not None and one.old.message != one.new.message:
        before = translate("rounds.before", lang, message=one.old.message)
        screen.paragraph(before, indent=6, hang=2, style="dim")


def _without(key: str, reports: Sequence[Report], options: Look, screen: Screen) -> None:
    if not reports:
        return
    files = translate("joining.list", options.lang).join(one.name for one in reports)
    text = translate(key, options.lang, count=len(reports), files=files)
    screen.paragraph(text, indent=0, hang=2, style="yellow")


def _tally(count: Counter[Course], lang: str) -> str:
    parts = [
        translate(f"rounds.course.{course.value}", lang, count=count[course])
        for course in reversed(Course)
        if count[course]
    ]
    if not parts:
        return translate("rounds.no-findings", lang)
    return translate("joining.comma", lang).join(parts)
