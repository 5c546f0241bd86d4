"""What every room shares: references, cells, reports, rules' outcomes, findings.

Frozen values only, standard library only; nothing here reads, checks or prints.
Lengths are PDF points (1/72 inch); a box is ``(x0, y0, x1, y1)`` with the origin at the
bottom left of the *unrotated* page, as in the results contract (``results.schema.json``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import total_ordering
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Box: TypeAlias = tuple[float, float, float, float]


class State(StrEnum):
    """What a cell holds. Zero is a number; a blank is not zero."""

    NUMBER = "number"
    BLANK = "blank"
    TEXT = "text"
    DOUBTFUL = "doubtful"


class Doubt(StrEnum):
    """Why a cell was not read for sure (the reason shown with a doubtful cell)."""

    READINGS_DIFFER = "readings-differ"
    HIDDEN_TEXT = "hidden-text"
    COVERED = "covered"
    STRUCK_OUT = "struck-out"
    MIXED_SIZES = "mixed-sizes"
    STRADDLES_RULE = "straddles-rule"
    TWO_NUMBERS = "two-numbers"
    UNMAPPED_FONT = "unmapped-font"
    NOT_IN_A_CELL = "not-in-a-cell"
    UNCERTAIN_PLACE = "uncertain-place"
    SPLIT_BY_PAGE = "split-by-page"
    PRINTED_TWICE = "printed-twice"
    UNREAD_INK = "unread-ink"
    GLYPH_LIES = "glyph-lies"
    IN_A_PICTURE = "in-a-picture"
    UNREADABLE_TABLE = "unreadable-table"


class Severity(StrEnum):
    """How much a finding weighs: must be corrected, must be explained, note."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    """The one word about a report (see the results contract)."""

    PASS = "pass"
    FAIL = "fail"
    UNDECIDED = "undecided"
    UNREADABLE = "unreadable"


class Result(StrEnum):
    """What one rule says at one place. ``BROKEN`` is the rule's own fault, never the report's."""

    PASS = "pass"
    FAIL = "fail"
    UNDECIDED = "undecided"
    BROKEN = "broken"


class Scope(StrEnum):
    """An own-body report (本机关) or an aggregated government report (政府汇总)."""

    OWN = "own"
    AGGREGATED = "agg"


@total_ordering
@dataclass(frozen=True, slots=True)
class CellRef:
    """``t3.granted.total``: table, row and column in the codes of the form."""

    table: str
    row: str
    column: str
    key: str = field(init=False, compare=False, repr=False)  # written once: batches ask millions

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"{self.table}.{self.row}.{self.column}")

    def __str__(self) -> str:
        return self.key

    def __lt__(self, other: CellRef) -> bool:
        return (self.table, self.row, self.column) < (other.table, other.row, other.column)

    @classmethod
    def parse(cls, text: str) -> CellRef:
        """The reference written as ``table.row.column``; ``ValueError`` for anything else."""
        table, row, column = text.split(".")
        return cls(table, row, column)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as printed, with its evidence.

    ``value`` is exact and set only when ``state`` is ``NUMBER``. ``note`` is what stands
    beside the number (``22（其中修订16件）``, its column's own unit, a footnote mark).
    ``readings`` are the rival texts of a doubtful cell, first reading first.
    """

    state: State
    raw: str
    value: Decimal | None = None
    note: str | None = None
    page: int | None = None
    box: Box | None = None
    doubt: Doubt | None = None
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A printed row or column label and the code it was matched with.

    ``code`` is ``None`` for a row or column that the form does not have; ``expected`` is the
    label the form prints. ``known`` tells that the wording is the form's own, layout aside.
    """

    table: str
    axis: str  # "row" or "column"
    code: str | None
    printed: str
    expected: str | None = None
    known: bool = True
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Subtotal:
    """A printed subtotal that is not part of the form (a 小计 column, a number on a group row)."""

    table: str
    axis: str  # "row": a group row such as （三）不予公开; "column": 法人或其他组织小计
    group: str  # the group's code in the form
    at: str  # the column (axis "row") or row (axis "column") the number stands in
    cell: Cell


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six numbered sections: its printed heading, text and first page.

    ``pages`` has the page of each line of ``text``, where the reader knows it.
    """

    number: int
    heading: str
    text: str
    page: int | None = None
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence that a finding is about: its section, its words, its page."""

    section: str
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A statistical period as printed: ISO dates, either end ``None`` when not stated."""

    start: str | None
    end: str | None
    quote: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class YearMention:
    """A report year as printed in one place: ``title`` or ``period``."""

    where: str
    year: int
    quote: str
    page: int | None = None


class RefusalReason(StrEnum):
    """Why a file gave no report. Each has one sentence in ``checker/i18n/texts.py``."""

    NOT_FOUND = "not-found"
    NOT_A_FILE = "not-a-file"
    NOT_PDF = "not-pdf"
    EMPTY = "empty"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    WRONG_PASSWORD = "wrong-password"
    NO_PAGES = "no-pages"
    SCAN = "scan"
    NO_TEXT = "no-text"
    TOO_MANY_PAGES = "too-many-pages"
    TOO_COMPLEX = "too-complex"
    TIME_LIMIT = "time-limit"
    MEMORY_LIMIT = "memory-limit"
    CRASHED = "crashed"
    NOT_A_REPORT = "not-a-report"
    OLD_REPORT = "old-report"
    BLANK_FORM = "blank-form"
    OWN_OUTPUT = "own-output"
    FOLDER_NOT_LISTED = "folder-not-listed"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One clear reason why a file could not be checked; ``detail`` fills the sentence.

    ``original`` is the SHA-256 of the report that an annotated copy (``OWN_OUTPUT``) was made of.
    """

    reason: RefusalReason
    detail: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class PageFault:
    """The parser of tables raised on a page: the exception's type and first words.

    ``recovered`` tells that another way of reading gave every cell of the form all the same.
    """

    page: int
    error: str  # "ValueError: no xref"
    recovered: bool = False

    @property
    def kind(self) -> str:
        """The exception's type alone, by which faults of several files are compared."""
        return self.error.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read: what it says of itself, and every cell of its statutory tables.

    ``layout`` names the exact row set printed: the form's own code, or ``F2021/other`` where
    a known variant of the form is used (（六）其他处理 left as one row). ``cells`` holds exactly
    the cells that were found, keyed by ``str(CellRef)``; a cell that the layout has and
    ``cells`` has not is missing. ``refusal`` is set, and all else empty, for a file that
    could not be read as a report.
    """

    path: str
    sha256: str
    pages: int = 0
    body: str | None = None
    title: str | None = None
    year: int | None = None
    period: Period | None = None
    years: tuple[YearMention, ...] = ()
    form: str | None = None
    layout: str | None = None
    scope: Scope | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict)
    tables: tuple[str, ...] = ()  # the tables that were found, in form order
    labels: tuple[Label, ...] = ()
    repeated: tuple[Label, ...] = ()  # rows or columns printed more than once
    subtotals: tuple[Subtotal, ...] = ()
    sections: tuple[Section, ...] = ()
    refusal: Refusal | None = None
    table_pages: tuple[int, ...] = ()  # the pages that were searched for tables
    faults: tuple[PageFault, ...] = ()  # each page and type of exception once

    def cell(self, ref: CellRef) -> Cell | None:
        """The cell at a reference, ``None`` when the report does not print it."""
        return self.cells.get(ref.key)


@dataclass(frozen=True, slots=True)
class Term:
    """One operand of a relation: factor times cell. ``ref`` is ``None`` for a constant."""

    ref: CellRef | None
    factor: Decimal = Decimal(1)
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Working:
    """A relation with its operands filled in: ``left <comparison> right``."""

    left: tuple[Term, ...]
    comparison: str  # one of = <= >= < > !=
    right: tuple[Term, ...]


class Outcome(NamedTuple):
    """What one rule said at one place of one report.

    A tuple, because a batch of 10,000 reports has 800,000 of them: it is made in a quarter of
    the time that a frozen dataclass takes.

    ``report`` is the report's index in the batch. ``cells`` are all cells the relation names,
    in form order. ``case`` names the rule's case where a rule has several (its severity and
    wording may differ). ``facts`` fill the rule's message. ``difference`` = reported − expected.
    """

    rule: str
    report: int
    place: str | None
    result: Result
    cells: tuple[CellRef, ...] = ()
    working: Working | None = None
    case: str | None = None
    facts: Mapping[str, str] = MappingProxyType({})
    reported: Decimal | None = None
    expected: Decimal | None = None
    difference: Decimal | None = None
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Waived:
    """Who accepted a finding and why (an entry of the waiver file)."""

    reason: str
    by: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One operand of a finding about several reports: the report's path, the cell, what it holds.

    ``of`` names the report in words (``某县人民政府2023年``).
    """

    report: str
    of: str
    ref: CellRef
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome that needs a reader's eye, worded in one language (results contract).

    ``place`` is a code, ``where`` the same place in words. ``waived`` findings are told but do
    not count. A finding about several reports names their paths in ``reports``, the report it
    accuses first, and gives its operands as ``evidence``; its ``cells`` and ``pages`` are those
    of the first report.
    """

    id: str
    rule: str
    title: str
    severity: Severity
    outcome: Result
    place: str | None
    message: str
    cells: tuple[CellRef, ...]
    pages: tuple[int, ...] = ()
    reported: str | None = None
    expected: str | None = None
    difference: str | None = None
    basis: str | None = None
    advice: str | None = None
    follows_from: str | None = None
    where: str = ""
    quote: Quote | None = None
    waived: Waived | None = None
    reports: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Pattern(StrEnum):
    """What a repair looks like (the contract's words)."""

    ONE_CELL = "one-cell"
    TRANSPOSED = "transposed-digits"
    DIGIT = "dropped-or-added-digit"
    SWAPPED = "swapped-cells"
    SHIFTED_ROW = "shifted-row"
    WRONG_COLUMN = "booked-in-wrong-column"
    WRONG_ROW = "booked-in-wrong-row"
    TOTAL = "total-not-updated"
    BLANK_TOTAL = "blank-total"
    SEVERAL = "several-cells"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of a repair: the number printed (``None`` for a blank) and what it would be."""

    cell: CellRef
    before: Decimal | None
    after: Decimal


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes that would make every failed relation of a cause hold; a suggestion, never applied.

    ``rivals`` is how many other repairs of the same cost exist. ``explains`` are the ids of the
    findings that would vanish, ``message`` a sentence that stands alone (both set with the
    findings).
    """

    changes: tuple[Change, ...]
    pattern: Pattern
    rivals: int
    explains: tuple[str, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """Failures that hang together, and the repairs that would mend them all, best first.

    ``cells`` is the fewest cells that must change. Where the search ended before it was sure
    (``complete`` is false), no fewer than ``cells`` would do and no repair is given.
    ``one_slip`` tells that every best repair is a single slip, so that the failures are one
    entry. ``trading`` tells of further sets of cells whose numbers the relations leave open.
    ``findings`` are the ids of ``outcomes``, the entry first; ``lines`` tell all this in words.
    """

    outcomes: tuple[Outcome, ...] = field(compare=False, repr=False)
    repairs: tuple[Repair, ...]
    cells: int
    complete: bool
    one_slip: bool
    trading: bool = False
    findings: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many checks applied to a report and what became of them."""

    checks: int
    passed: int
    failed: int
    undecided: int


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """What became of one rule at all the places it applies to."""

    rule: str
    title: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Checked:
    """A report with its verdict, its findings (worst first) and what was checked.

    ``coverage`` counts every rule at every place it applies to; ``hard`` only the relations
    whose failure is an error (the balance, the sums); ``by_rule`` each rule that applied, in
    catalogue order. ``outcomes`` are all checks, the passed ones included; ``left_out`` the
    rules that the user chose not to apply to this report. ``causes`` say which cells may be
    wrong.
    """

    report: Report
    verdict: Verdict
    findings: tuple[Finding, ...]
    coverage: Coverage
    hard: Coverage
    by_rule: tuple[RuleCoverage, ...] = ()
    # Not compared: an outcome knows where its report stood in the batch.
    outcomes: tuple[Outcome, ...] = field(default=(), compare=False, repr=False)
    left_out: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """The repairs of all causes: the certain ones first, then by the cells they change."""
        repairs = (repair for cause in self.causes for repair in cause.repairs)
        return tuple(sorted(repairs, key=lambda one: (one.rivals > 0, len(one.changes))))


@dataclass(frozen=True, slots=True)
class Compared:
    """Reports that were held against each other: one body's years, or a body and those below it.

    ``relation`` is ``years`` or ``levels``; ``reports`` are paths, the one accused first;
    ``missing`` are the reports that should be there, in words; ``excluded`` are paths that were
    not taken, with the reason in words. ``coverage`` counts the checks of the reports together.
    """

    relation: str
    body: str
    year: int
    reports: tuple[str, ...]
    missing: tuple[str, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    coverage: Coverage = Coverage(0, 0, 0, 0)


class FileKind(StrEnum):
    """What a document found in a folder is that is not read. Each has a word in the texts.

    The order is that of telling: what is likeliest to be a report comes first.
    """

    RENAMED_PDF = "renamed-pdf"  # its content is PDF, its name says something else
    MARKED_COPY = "marked-copy"  # an annotated copy whose original is not among the reports
    PREVIOUS = "previous"  # a report of another year, given for comparison, that was refused
    OFD = "ofd"
    FIXED_LAYOUT = "fixed-layout"  # CEB, SEP, XPS and others
    WORD = "word"
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"
    WEB_PAGE = "web-page"
    PICTURE = "picture"
    ARCHIVE = "archive"
    LINKED_FOLDER = "linked-folder"  # a link out of the folder that was searched: not followed


@dataclass(frozen=True, slots=True)
class Unread:
    """A document among the inputs that was not read, and so not checked."""

    path: str
    kind: FileKind


@dataclass(frozen=True, slots=True)
class OwnOutput:
    """A file that the program itself wrote, in one of its output formats; no report."""

    path: str
    format: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file given again: the same file (then the paths may be equal), or one of its content."""

    path: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run was given beside the reports it checked; none of it is passed over in silence.

    ``without_reports`` are folders and globs, as given, in which there was no report.
    """

    unread: tuple[Unread, ...] = ()
    own: tuple[OwnOutput, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    without_reports: tuple[str, ...] = ()

    def __add__(self, other: Inputs) -> Inputs:
        """Both, each kind in its order."""
        return Inputs(
            self.unread + other.unread,
            self.own + other.own,
            self.duplicates + other.duplicates,
            self.without_reports + other.without_reports,
        )


@dataclass(frozen=True, slots=True)
class Results:
    """A whole run, in the order the files were given; each file once, however often given.

    ``findings`` are about several reports at once, ``compared`` says which were held together,
    ``inputs`` what else was given and is not among ``reports``, ``waivers`` the file of accepted
    findings that was used (empty: none).
    """

    version: str
    reports: tuple[Checked, ...]
    findings: tuple[Finding, ...] = ()
    compared: tuple[Compared, ...] = ()
    inputs: Inputs = Inputs()
    waivers: str = ""
