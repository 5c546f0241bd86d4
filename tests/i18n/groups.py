"""Areas of the catalogues whose keys are the values of something else: all of it, no more."""

from __future__ import annotations

import ast
import re
from itertools import chain
from typing import TYPE_CHECKING

from checker import confirming
from checker.aggregation import CauseKind, Fate, Fit
from checker.checks.across.body_list import KINDS
from checker.checks.across.pairing import NOT_LISTED, SEVERAL_BODIES
from checker.checks.across.versions import NO_SHARED_TABLE, OTHER_SCOPE
from checker.checks.text.firmness import Unsure
from checker.claims import Reason
from checker.cli import config, config_reader
from checker.cli.commands import COMMANDS
from checker.cli.commands.register import COMMANDS as REGISTER_COMMANDS
from checker.cli.commands.users import COMMANDS as USERS_COMMANDS
from checker.cli.settings import SETTINGS
from checker.desk import bundle
from checker.findings import waivers
from checker.model import (
    Comparison,
    Doubt,
    FileKind,
    Pattern,
    RefusalReason,
    RemarkKind,
    Result,
    Scope,
    Severity,
    State,
    Verdict,
)
from checker.model.dispositions import Disposal
from checker.model.filings import FilingEvent, FilingState, FindingState
from checker.model.register_changes import BodyFate, Ground
from checker.model.report_list import LEVELS_ASKED
from checker.model.sent_lists import Answer, RowFault, ToldAs
from checker.model.summary import FIGURES
from checker.model.uploads import UploadState
from checker.proving import prove
from checker.register.states import ALLOWED
from checker.rounds import Cause, Course
from checker.rounds.compare import HEADINGS
from checker.rulebook import source
from checker.rulebook.examples import EXPECTATIONS, RELATED
from checker.rulebook.grammar import COLUMNS, ROWS
from checker.rulebook.joint_form import ROLES
from checker.rulebook.lexicon import OF_CASES, STATEMENTS, SUBJECTS
from checker.wording.list_columns import COLUMNS as COLUMNS_OF_LIST
from checker.wording.list_columns import KEY
from checker.wording.status_table import COLUMNS as COLUMNS_OF_STATUS
from checker.wording.summary import COLUMNS as COLUMNS_OF_SUMMARY
from tests.i18n.catalogue import (
    PACKAGE,
    modules,
    name,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

NOT_OF_BYTES = {
    *(FileKind.RENAMED_PDF, FileKind.MARKED_COPY, FileKind.PREVIOUS, FileKind.LINKED_FOLDER),
    FileKind.LINK,
}


def words_of_refusals() -> Iterator[str]:
    """What the readers of rule files say a refused word should have been."""
    yield from ("row", "column")  # Axis.one
    known = {"row", "column"}
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name(node.func) in ("one_of", "unknown"):
                at = {"one_of": 1, "unknown": 0}[name(node.func)]
                what = node.args[at] if len(node.args) > at else None
                if isinstance(what, ast.Constant) and str(what.value) not in known:
                    known.add(str(what.value))
                    yield str(what.value)


def words_of_the_desk() -> set[str]:
    """The texts that the templates of the desk ask for."""
    templates = (PACKAGE / "desk/templates").glob("*.html")
    return {
        key for one in templates for key in re.findall(r'words\["(.+?)"\]', one.read_text("utf-8"))
    }


def placeholders() -> set[str]:
    """What stands for a value in any help: the words of ``metavar``, of options and arguments."""
    given = [field.setting.metavar or "" for field in SETTINGS]
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "metavar":
                given += [str(node.value.value)] if isinstance(node.value, ast.Constant) else []
    return {word.lower() for one in given for word in re.findall("[A-Z]+", one)}


GROUPS: Mapping[str, Collection[str]] = {
    "verdict": [*Verdict],
    "severity": [*Severity],
    "level": [*Severity],
    "outcome": [*set(Result) - {Result.PASS}],
    "scope": [*Scope],
    "state": [*State, "missing"],
    "doubt": [*Doubt],
    "refusal": [*RefusalReason],
    "remark": [*RemarkKind],
    "file-kind": [*FileKind],
    "one-file": [*set(FileKind) - NOT_OF_BYTES],
    "pattern": [*Pattern],
    "place.of": ("row", "column", "group"),
    "place.sections": "0123456",
    "across.excluded": (
        *("not-aggregated", "scope-unknown", "unknown-body", "vertical"),
        *("another-of-body", "no-parent", OTHER_SCOPE, NO_SHARED_TABLE),
    ),
    "across.unlisted": (NOT_LISTED, SEVERAL_BODIES),
    "across.unread": [*set(State) - {State.NUMBER}, "missing"],
    "across.heading": [*Comparison],
    "relation.said-of": ("own", "part", "agg"),
    "report.grounds": ("basis", "advice"),
    "report.mark": ("crossing", "cell", "doubtful"),
    "ci.column": ("report", "level", "rule", "place", "message", "page"),
    "column": [*COLUMNS_OF_LIST, KEY],
    "workbook.done": [*Answer],
    "system": (
        *("enoent", "eacces", "eperm", "eisdir", "enotdir", "eexist", "enospc", "edquot", "erofs"),
        *("enametoolong", "eloop", "eio", "emfile", "enodev", "einval", "ebadf", "etxtbsy"),
        *("ebusy", "epipe"),
    ),
    "verify.field": (
        *("file", "pages", "body", "year", "form", "layout", "refusal", "cells", "coverage"),
        *("hard", "left_out", "blank_as_zero"),
    ),
    "list.sign": ("checked", "reviewed", "date"),
    "list.count": ("error", "warning", "info", "undecided"),
    "list.inputs": ("unread", "without-reports", "duplicates", "own"),
    "installation": ("import", "version", "module", "start", "process"),
    "diagnostic.prefix": ("error", "note"),
    "settings.about": (
        *("file", "extend"),
        *(field.name for field in SETTINGS if field.setting.key and field.setting.section is None),
    ),
    "settings.fact": ("default", "option", "variable"),
    "settings.origin": (config.DEFAULT, config_reader.COMMAND_LINE, config.FOUND),
    "settings.kind": (
        *("a-text", "texts", "a-table", "a-switch", "a-count"),
        *(kind for _, kind in (*waivers._KINDS.values(), *confirming._KINDS.values())),
    ),
    "explain.label": (
        *("what", "why", "basis", "passes", "fails", "undecided", "told", "advice"),
        *("understood", "left-alone", "forms", "kind", "written-in"),
    ),
    "claims.kind": ("share", "growth", "change"),
    "claims.left": [*Reason],
    "claims.unsure": [*Unsure],
    "claims.outcome": [*Result],
    "claims.statement": [*STATEMENTS, *OF_CASES],
    "claims.subject": [*chain(*SUBJECTS.values())],
    "rounds.course": [*Course],
    "rounds.heading": [*HEADINGS],
    "rounds.numbers": [*Cause],
    "rounds.sentences": ("unasked", "asked", "same"),
    "explain.over": (ROWS, COLUMNS),
    "explain.role": (*ROLES, *RELATED),
    "rules-test.fault": (
        *(prove.NO_EXAMPLE, prove.EXAMPLE, prove.UNBREAKABLE, prove.CONTRADICTS, prove.IMPLIED),
    ),
    "rules-test.answer": (*EXPECTATIONS, Result.BROKEN),
    "help.command": [
        *COMMANDS,
        *(f"register-{name}" for name in REGISTER_COMMANDS),
        *(f"users-{name}" for name in USERS_COMMANDS),
    ],
    "help.version": ("old", "new"),
    "register.state": [*FilingState],
    "register.event": [*FilingEvent],
    "register.finding": [*FindingState],
    "register.told-as": [*ToldAs],
    "register.row-fault": [*RowFault],
    "register.body-fate": [*BodyFate],
    "register.ground": [*Ground],
    "register.kind": [kind for kind in KINDS if kind],
    "register.refused": [*ALLOWED],
    "register.column": [*COLUMNS_OF_STATUS],
    "register.summary.column": [*COLUMNS_OF_SUMMARY],
    "register.summary.figure": [name for name, _ in FIGURES],
    "aggregate.fate": [*Fate],
    "aggregate.fit": [*Fit],
    "aggregate.cause": [*CauseKind],
    "aggregate.column": (
        *("cell", "total", "summands", "published", "difference", "fit"),
        *("body", "code", "fate", "version", "verdict", "file", "remark"),
    ),
    "desk.word": [*words_of_the_desk()],
    "desk.refused": (
        *("host", "form", "session", "bad-form", "form-too-large", "upload-too-large"),
        *("file-too-large", "too-many-files", "too-slow", "no-file", "note-too-long"),
        *("one-list", "key", "other-host", "logged-out"),
    ),
    "desk.login": ("wrong-login", "too-often", "busy", "no-users"),
    "desk.upload": [*UploadState],
    "desk.level": LEVELS_ASKED,
    "desk.picture": ("rounds", "years", "above", "kinds"),
    "bundle.column": bundle.COLUMNS,
    "desk.disposal": [*Disposal],
    "help.placeholder": [*placeholders()],
    "rule-file.what": [*words_of_refusals()],
    "rule-file.yaml": [*dict.fromkeys(source._YAML_SAYS.values()), "character", "other"],
    "rule-file.got": ("keys", "list", "nothing"),
    "rule-file.grammar.end": ("name", "name-or-number", "comparison"),
    "rule-file.of-blocks": ("missing", "needless"),
}
