"""A report as read, or why a file gave none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from checker.model.columns import column, held_in, keyed, mapping_of
from checker.model.places import HasPlace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pandas import DataFrame

    from checker.model.cells import Cell, CellRef, Label, Subtotal
    from checker.model.places import Place
    from checker.model.stated import Stated


_ENDS_IN_NUMBER = re.compile(r"#\d+\Z")


class Scope(StrEnum):
    """An own-body report (本机关) or an aggregated government report (政府汇总)."""

    OWN = "own"
    AGGREGATED = "agg"


PREAMBLE = 0
"""The number of what stands between the title and the first section."""
UNTITLED = 0
"""The number of no section: whose title is printed where it is none of the form's."""


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections: its printed heading, its text beside the tables, where it begins.

    ``number`` is the section's own, whatever ordinal is ``printed`` before its title (``None``:
    none is); ``titled`` is the section whose title it prints instead of its own (``UNTITLED``: a
    title that is no section's; ``None``: its own).
    ``places`` has the place of each line of ``text``, where the reader knows it.
    """

    number: int
    heading: str
    text: str
    place: Place | None = None
    places: tuple[Place, ...] = ()
    printed: int | None = None
    titled: int | None = None

    def __getstate__(self) -> tuple[object, ...]:
        """What is pickled: the fields in their order, the places as a column."""
        given = {name: getattr(self, name) for name in self.__slots__}
        return (len(self.places), *{**given, "places": column(self.places)}.values())

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        count, *given = state
        for name, value in zip(self.__slots__, given, strict=True):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "places", tuple(held_in(self.places, count)))

    @property
    def places_of_lines(self) -> tuple[Place | None, ...]:
        """A place for each line of the text: its own, or that of the whole section."""
        count = self.text.count("\n") + 1
        return self.places if len(self.places) == count else (self.place,) * count


@dataclass(frozen=True, slots=True)
class Quote(HasPlace):
    """The sentence that a finding is about: its section, its words, its place."""

    section: str
    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A statistical period as printed: ISO dates, either end ``None`` when not stated."""

    start: str | None
    end: str | None
    quote: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class YearMention:
    """A report year as printed in one place: ``title`` or ``period``."""

    where: str
    year: int
    quote: str
    place: Place | None = None


class RefusalReason(StrEnum):
    """Why a file gave no report. Each has its sentence in ``checker/i18n/``."""

    NOT_FOUND = "not-found"
    NO_ACCESS = "no-access"
    ADDRESS = "address"  # of the web: nothing is fetched
    HOME = "home"  # a tilde that no shell put the home folder for
    NOT_A_FILE = "not-a-file"
    NOT_PDF = "not-pdf"
    UNSUPPORTED = "unsupported"
    EMPTY = "empty"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    WRONG_PASSWORD = "wrong-password"
    LOCKED = "locked"
    NO_PAGES = "no-pages"
    NEEDS_LIBREOFFICE = "needs-libreoffice"
    NOT_CONVERTED = "not-converted"
    SCAN = "scan"
    NO_TEXT = "no-text"
    NO_UNICODE = "no-unicode"
    BUILT_BY_SCRIPT = "built-by-script"
    TOO_MANY_PAGES = "too-many-pages"
    TOO_COMPLEX = "too-complex"
    OUT_OF_BOUNDS = "out-of-bounds"
    DECLARES_TYPE = "declares-type"
    TIME_LIMIT = "time-limit"
    MEMORY_LIMIT = "memory-limit"
    STALLED = "stalled"
    KILLED = "killed"
    CRASHED = "crashed"
    NOT_A_REPORT = "not-a-report"
    OLD_REPORT = "old-report"
    SEVERAL_REPORTS = "several-reports"
    BLANK_FORM = "blank-form"
    OWN_OUTPUT = "own-output"
    FOLDER_NOT_LISTED = "folder-not-listed"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One clear reason why a file could not be checked; ``detail`` fills the sentence.

    Of an unsupported file, ``detail`` is its kind (``FileKind``); of a damaged one the number of
    the page that cannot be read, if one is known; of one with several reports the page that two
    of them share. ``original`` is the SHA-256 of the report that an
    annotated copy (``OWN_OUTPUT``) was made of.
    """

    reason: RefusalReason
    detail: str = ""
    original: str = ""


class RemarkKind(StrEnum):
    """What a reader of the result should know of how a file was read."""

    CONVERTED = "converted"  # by another program, which detail names
    MACROS = "macros"  # it holds programs; none was run
    READ_FROM_PICTURES = "read-from-pictures"  # by the readers that detail names
    DECIPHERED = "deciphered"  # its fonts tell no characters: by what the forms print
    FONTS_LIE = "fonts-lie"  # its text layer says other characters than its tables show
    FOREIGN_CONTENT = "foreign-content"  # it takes in content of other formats, which is not read
    FAR_CELLS = "far-cells"  # of a workbook, detail of them: beyond the limits of what is read
    CONFIRMED = "confirmed"  # detail of its values were read by people, not by the program


_MADE_OUT = frozenset({RemarkKind.READ_FROM_PICTURES, RemarkKind.DECIPHERED, RemarkKind.FONTS_LIE})


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on how a file was read; ``detail`` fills its sentence."""

    kind: RemarkKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PageFault:
    """The parser of tables raised on a page: the exception's type and first words.

    ``page`` is the number of the part, as in ``Grid``. ``recovered`` tells that another way of
    reading gave every cell of the form all the same.
    """

    page: int
    error: str  # "ValueError: no xref"
    recovered: bool = False

    @property
    def kind(self) -> str:
        """The exception's type alone, by which faults of several files are compared."""
        return self.error.partition(":")[0]


@dataclass(frozen=True, slots=True)
class ReportPart:
    """Which of several reports in one file: its number from 1, of how many, and where it stands.

    ``places`` are those of its pages, sheets or articles as wholes.
    """

    number: int
    count: int
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read: what it says of itself, and every cell of its statutory tables.

    ``layout`` names the exact row set printed: the form's own code, or ``F2021/other`` where
    a known variant of the form is used (（六）其他处理 left as one row). ``cells`` holds exactly
    the cells that were found, keyed by ``str(CellRef)``; a cell that the layout has and
    ``cells`` has not is missing. ``refusal`` is set, and all else empty, for a file that
    could not be read as a report. ``pages`` is 0 for a file without pages.
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
    foreign: Mapping[str, str] = field(default_factory=dict)
    """Tables printed as another form has them, by code, with the code of that form."""
    exchanged: tuple[tuple[Label, Label], ...] = ()  # printed in this order, the form's is reverse
    subtotals: tuple[Subtotal, ...] = ()
    sections: tuple[Section, ...] = ()
    preamble: Section | None = None  # what stands before the first section, its number PREAMBLE
    refusal: Refusal | None = None
    media_type: str = "application/octet-stream"  # until a reader knows the file for its own
    part: ReportPart | None = None  # set where the file holds several reports
    tables_only: bool = False  # of a format that need not hold the text: that has none says nothing
    table_pages: tuple[int, ...] = ()  # numbers of the parts that were searched for tables
    faults: tuple[PageFault, ...] = ()  # each page and type of exception once
    remarks: tuple[Remark, ...] = ()
    stated: Stated | None = field(default=None, compare=False, repr=False)
    """What its prose states, where a reading process has read that as well
    (``claims.stated_in`` tells, and reads it where none has)."""

    def __getstate__(self) -> tuple[object, ...]:
        """What is pickled: the fields in their order, the cells by columns."""
        given = {name: getattr(self, name) for name in self.__slots__}
        return tuple({**given, "cells": keyed(self.cells)}.values())

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(self.__slots__, state, strict=True):
            object.__setattr__(self, name, mapping_of(value) if name == "cells" else value)

    @property
    def name(self) -> str:
        """What tells the report from all others of a run: ``a.pdf``, ``a.pdf#2``.

        The path, and the number of the report in a file that holds several. A file that is
        itself called ``a.pdf#2`` always gets a number (``a.pdf#2#1``), or it would be taken for
        the second report of ``a.pdf``.
        """
        if self.part is not None:
            return f"{self.path}#{self.part.number}"
        return f"{self.path}#1" if _ENDS_IN_NUMBER.search(self.path) else self.path

    @property
    def prose(self) -> tuple[Section, ...]:
        """All text of the report in the order printed: the preamble, then its sections."""
        return self.sections if self.preamble is None else (self.preamble, *self.sections)

    @property
    def is_recognised(self) -> bool:
        """Whether its words are not sure: of pictures, of fonts without Unicode or that lie."""
        return any(remark.kind in _MADE_OUT for remark in self.remarks)

    @property
    def confirmed(self) -> int:
        """How many of its values people read in place of the program."""
        kinds = {remark.kind: remark.detail for remark in self.remarks}
        return int(kinds.get(RemarkKind.CONFIRMED, "0"))

    @property
    def head(self) -> Report:
        """The report without its cells and its text: what says which report it is."""
        return replace(
            self,
            years=(),
            cells={},
            labels=(),
            repeated=(),
            exchanged=(),
            subtotals=(),
            sections=(),
            preamble=None,
            stated=None,
        )

    def cell(self, ref: CellRef) -> Cell | None:
        """The cell at a reference, ``None`` when the report does not print it."""
        return self.cells.get(ref.key)

    def frame(self, name: str) -> DataFrame:
        """A table as a pandas frame: ``t3`` as printed, ``t3.by_applicant`` with rows so named.

        See ``checker.frame``, which also takes a form that is not shipped.
        """
        from checker import frame

        return frame(self, name)
