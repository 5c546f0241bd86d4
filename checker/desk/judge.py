"""Reports of the store through the rules once more: what the store does not keep of a judgement.

It keeps the findings; the desk also tells the rules that hold, the working of each, and what would
mend a cause. One report at a time, and the last ones are remembered.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from checker.confirming import Readings
from checker.desk.drafts import Drafts
from checker.findings.make import can_be_waived
from checker.findings.waivers import Waivers
from checker.pipeline import rulebook_of
from checker.register.adding import bodies_known, compared
from checker.register.intake import Intake, judged_by
from checker.register.readings import judged_anew, kept_readings
from checker.register.waiving import kept_entries, reconsider
from checker.startup import hurried
from checker.stepwise import comparing, judging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from checker.model import Checked, Finding, Report, Waived
    from checker.options import Options
    from checker.register.store import Store
    from checker.rulebook.rule import Rulebook
    from checker.stepwise import Judge

_REMEMBERED = 16
"""Reports; one with all its outcomes takes about 1 MB."""


class Bench:
    """Judges as ``options`` say, without waivers where only shown; ``today`` gives the ISO day."""

    def __init__(self, store: Store, options: Options, today: Callable[[], str]) -> None:
        self._store = store
        self._options = options._replace(waivers=None)
        self._today = today
        self._lock = threading.RLock()  # the rules are not made for two threads
        # Apart: a page waits for others to be judged only where it has to be judged itself.
        self._loading = threading.Lock()
        self._remembering = threading.Lock()
        self._judge: Judge | None = None
        self._comparing: Callable[..., Sequence[Finding]] | None = None
        self._rulebook: Rulebook | None = None
        self._seen: OrderedDict[tuple[str, str], tuple[Report, Checked]] = OrderedDict()
        self.drafts = Drafts(store, blank_as_zero="" in options.blank_as_zero)

    @property
    def rulebook(self) -> Rulebook:
        """The rules and forms that are judged by."""
        with self._loading:
            if self._rulebook is None:
                self._rulebook = rulebook_of(self._options)
            return self._rulebook

    @property
    def options(self) -> Options:
        """How files are read and judged now, with the waivers and readings that the store has."""
        entries = kept_entries(self._store)
        waivers = Waivers(entries, self._today()) if entries else None
        with self._store.reading() as session:
            readings = kept_readings(session)
        confirmed = Readings(readings) if readings else None
        return self._options._replace(waivers=waivers, confirmed=confirmed)

    def accepted(self, report: Report, findings: Iterable[Finding]) -> dict[str, Waived]:
        """What the store's waivers accept of a report, by the finding's id."""
        waivers = Waivers(kept_entries(self._store), self._today())
        found: dict[str, Waived] = {}
        for one in findings:
            own = one.comparison is None and can_be_waived(one)
            waived = waivers.of_report(report, one) if own else one.waived
            if waived is not None:
                found[one.id] = waived
        return found

    @property
    def intake(self) -> Intake:
        """What takes files into the store today."""
        return Intake(self._store, judged_by(self._options), self._today())

    def judged(self, report: Report, lang: str) -> Checked:
        """A report by itself, in a language, every check with its outcome; nothing is waived.

        With what people have read in it by now, whether the store's findings know of it or not.
        """
        with self._store.reading() as session:
            report = Readings(kept_readings(session, [report.sha256])).applied(report)
        found = self._remembered(report, lang)
        if found is None:
            with self._lock:
                found = self._remembered(report, lang)  # somebody else may have asked meanwhile
                if found is None:
                    (found,) = self._judged((report,), self._options._replace(lang=lang))
                    self._remember(report, lang, found)
        return found

    def _remembered(self, report: Report, lang: str) -> Checked | None:
        key = report.name + report.sha256, lang
        with self._remembering:
            found = self._seen.get(key)
            if found is None or found[0] != report:
                return None
            self._seen.move_to_end(key)
            return found[1]

    def _remember(self, report: Report, lang: str, checked: Checked) -> None:
        with self._remembering:
            self._seen[report.name + report.sha256, lang] = report, checked
            while len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)

    def told(self, report: Report, lang: str) -> Checked:
        """A report by itself, in a language, as it is handed over: what is accepted is waived."""
        options = self.options._replace(lang=lang)
        (checked,) = self._judged((report,), options)
        return checked

    def held_together(self, this: Report, last: Report) -> Sequence[Finding]:
        """What the rules between years say of a report and that of the year before.

        For reports of bodies that no list names: of the others the store has it.
        """
        with self._lock:
            if self._comparing is None:
                self._comparing = comparing(self._options, loading=hurried)
            return self._comparing((this, last), bodies_known(self._store, (this, last)))

    def read_anew(self) -> None:
        """Judge again the files that somebody read values in since."""
        judged_anew(
            self._store,
            self.intake,
            lambda some, read: self._judged(some, self.options._replace(confirmed=read)),
        )

    def settle(self) -> None:
        """Bring the store's findings in line with what was accepted, and hold reports together."""
        entries = kept_entries(self._store)
        waivers = Waivers(entries, self._today())
        options = self._options._replace(waivers=waivers if entries else None)
        self.read_anew()
        reconsider(self._store, waivers, self.intake, lambda some: self._judged(some, options))
        compared(self._store, options, self._today(), loading=hurried)

    def prepare(self) -> None:
        """Load the rules, which takes 2 s: before the first report is asked for, not with it."""
        with self._lock:
            self._ready()

    def _ready(self) -> Judge:
        if self._judge is None:
            self._judge = judging(
                self._options,
                bodies_of=lambda some: bodies_known(self._store, some),
                loading=hurried,
            )
        return self._judge

    def _judged(self, reports: Sequence[Report], options: Options) -> Sequence[Checked]:
        with self._lock:  # for one file at a time: pages wait for no more than that
            return self._ready()(reports, options)
