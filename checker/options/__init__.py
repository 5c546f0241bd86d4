"""How a run goes: typed, frozen, each setting declared once.

A field that users can set carries its ``Setting``. Options of the command line, variables of the
environment, keys of files, ``--show-settings`` and the checks of values are read off these
declarations (``cli/settings.py``, ``cli/config.py``); nothing is mapped by hand.

Named tuples, not dataclasses, and annotations that are evaluated: ``--help`` reads them, and
importing ``dataclasses`` takes a fifth of what ``--help`` may take.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, NamedTuple, Protocol

from checker.i18n import LANGUAGES
from checker.options.selection import Selection
from checker.options.setting import Kind, Section, Setting, fields_of, value_of

if TYPE_CHECKING:
    from checker.model import Finding, Report, Severity, Waived

__all__ = ["LEVELS", "Options", "ReadOptions", "Selection", "require_options"]

LEVELS = ("error", "warning", "info")
"""The severities (``model.Severity``; not imported for them, so that ``--help`` is quick)."""


class Waivers(Protocol):
    """Findings that somebody accepted (``findings.waivers``)."""

    def of_report(self, report: "Report", finding: "Finding") -> "Waived | None":
        """The waiver that holds for a finding about one report."""


class Confirmed(Protocol):
    """What people read on the page where the program misread it (``confirming``)."""

    def applied(self, report: "Report") -> "Report":
        """The report with it."""


class ReadOptions(NamedTuple):
    """What reading one file may take; ``password`` opens an encrypted one.

    ``max_pages`` bounds the parts of a file, ``max_seconds`` the time for it, ``max_memory`` (MB)
    the whole address space of a reading process, ``max_paths`` the drawing of one page.
    """

    password: Annotated[str | None, Setting(Kind.TEXT, Section.READING, metavar="WORD")] = None
    max_pages: Annotated[int, Setting(Kind.COUNT, Section.LIMITS, "limits.max-pages", "N")] = 2000
    max_seconds: Annotated[
        float, Setting(Kind.COUNT, Section.LIMITS, "limits.max-seconds", "N")
    ] = 60.0
    max_memory: Annotated[int, Setting(Kind.COUNT, Section.LIMITS, "limits.max-memory", "N")] = 2048
    max_paths: Annotated[int, Setting(Kind.COUNT, Section.LIMITS, "limits.max-paths", "N")] = (
        200_000
    )


class Options(NamedTuple):
    """How reports are read and judged, whoever asks for it.

    ``blank_as_zero`` are the rules that read a blank as zero, by the beginning of their ids.
    ``severities`` by rule id, ``rules`` extra rule files, ``selection`` the rules to apply.
    ``previous`` are reports of other years, held beside the checked ones and not checked;
    ``bodies`` is a list of bodies and what they belong to; ``scope`` says of all reports whose
    figures they give (``own``, ``aggregated``; empty: as each tells itself). ``jobs`` is the
    number of reading processes (``None``: as many as there are processors). ``cache`` is the folder
    of what was read and judged before (empty: everything anew).
    """

    lang: Annotated[
        str, Setting(Kind.WORD, Section.LANGUAGE, "lang", "LANG", choices=LANGUAGES)
    ] = LANGUAGES[0]
    severities: Annotated[
        Mapping[str, "Severity"],
        Setting(Kind.LEVELS, Section.JUDGING, "severity", "RULE=LEVEL"),
    ] = MappingProxyType({})
    rules: Annotated[
        tuple[str, ...],
        Setting(Kind.TEXTS, Section.JUDGING, "rules", "FILE", is_path=True),
    ] = ()
    selection: Selection = Selection()
    blank_as_zero: Annotated[
        tuple[str, ...], Setting(Kind.RULES, Section.JUDGING, "blank-as-zero")
    ] = ()
    waivers: Waivers | None = None
    confirmed: Confirmed | None = None
    previous: Annotated[tuple[str, ...], Setting(Kind.TEXTS, Section.JUDGING, metavar="FILE")] = ()
    bodies: Annotated[str, Setting(Kind.TEXT, Section.JUDGING, "bodies", "FILE", is_path=True)] = ""
    scope: Annotated[
        str, Setting(Kind.WORD, Section.JUDGING, "scope", "SCOPE", choices=("own", "aggregated"))
    ] = ""
    jobs: Annotated[int | None, Setting(Kind.COUNT, Section.READING, metavar="N")] = None
    cache: Annotated[str, Setting(Kind.TEXT, None, "cache", is_path=True)] = ""
    reading: ReadOptions = ReadOptions()


def require_options(options: object) -> Options:
    """The options, if that is what they are; ``TypeError`` that names the field if not."""
    if options is None:
        return Options()
    if not isinstance(options, Options):
        raise TypeError(f"options must be checker.Options, not {type(options).__name__}")
    for group, model in (("selection", Selection), ("reading", ReadOptions)):
        if not isinstance(getattr(options, group), model):
            raise TypeError(f"options.{group} must be checker.{model.__name__}")
    for field in fields_of(Options()):
        value, kind = value_of(options, field.path), field.setting.kind
        # Defaults are of their kind; and None, where it is one, is of no other.
        if value == field.default:
            continue
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        fine, expected = True, ""
        if kind is Kind.COUNT:
            fine, expected = is_number and value > 0, "a number above 0"
        elif kind in (Kind.TEXT, Kind.WORD):
            fine, expected = isinstance(value, str), "a string"
        elif kind in (Kind.LEVELS, Kind.BY_GLOB):
            fine, expected = isinstance(value, Mapping), "a mapping"
        elif kind in (Kind.NAMES, Kind.RULES):
            fine = isinstance(value, tuple | list)
            expected = "a tuple of strings"
        if not fine:
            raise TypeError(f"options.{'.'.join(field.path)} must be {expected}, not {value!r}")
    return options
