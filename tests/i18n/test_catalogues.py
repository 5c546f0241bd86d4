"""The catalogues against one another and against the program: nothing is missing, nothing idle."""

from __future__ import annotations

import ast
import re
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from checker.aggregation import CauseKind, Fate, Fit
from checker.checks.across.body_list import KINDS
from checker.checks.across.pairing import NOT_LISTED, SEVERAL_BODIES
from checker.checks.across.versions import NO_SHARED_TABLE, OTHER_SCOPE
from checker.checks.text.firmness import Unsure
from checker.claims import Reason
from checker.cli import config, config_reader
from checker.cli.commands import COMMANDS
from checker.cli.commands.register import COMMANDS as REGISTER_COMMANDS
from checker.cli.settings import SETTINGS
from checker.findings import waivers
from checker.i18n import LANGUAGES
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
from checker.model.sent_lists import Answer, RowFault, ToldAs
from checker.model.summary import FIGURES
from checker.model.uploads import UploadState
from checker.options import LEVELS
from checker.proving import prove
from checker.register.states import ALLOWED
from checker.reporters.print import html
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
    calls,
    catalogue,
    everywhere,
    keys,
    modules,
    name,
    places,
    spoken,
    stem,
    written,
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
        *(kind for _, kind in waivers._FIELDS.values()),
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
    "help.command": [*COMMANDS, *(f"register-{name}" for name in REGISTER_COMMANDS)],
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
    ),
    "desk.upload": [*UploadState],
    "desk.disposal": [*Disposal],
    "help.placeholder": [*placeholders()],
    "rule-file.what": [*words_of_refusals()],
    "rule-file.yaml": [*dict.fromkeys(source._YAML_SAYS.values()), "character", "other"],
    "rule-file.got": ("keys", "list", "nothing"),
    "rule-file.grammar.end": ("name", "name-or-number", "comparison"),
    "rule-file.of-blocks": ("missing", "needless"),
}
"""Texts that are asked for by a value (``verdict.{…}``), and all values there are."""

OPTIONS = tuple(field.name for field in SETTINGS if field.setting.section is not None)
"""The options whose line of help is asked for by their name; others are written out."""


def test_every_language_has_the_same_keys_in_the_same_order() -> None:
    first, *others = LANGUAGES
    assert others
    for other in others:
        assert list(catalogue(other)) == list(catalogue(first)), other


def test_every_language_has_the_same_places() -> None:
    for lang, key, text in everywhere():
        assert places(text) == places(catalogue(LANGUAGES[0])[key]), (lang, key)


def test_places_have_names() -> None:
    assert all(place.isidentifier() for *_, text in everywhere() for place in places(text))


def test_no_text_is_empty_but_those_of_patterns_that_say_nothing() -> None:
    silent = {f"pattern.{one.value}" for one in (Pattern.ONE_CELL, Pattern.SEVERAL)}
    assert {key for _, key, text in everywhere() if not text} == silent


@pytest.mark.parametrize("area", GROUPS)
def test_every_value_has_its_text_and_every_text_its_value(area: str) -> None:
    texts = {key for key in catalogue(LANGUAGES[0]) if key.rpartition(".")[0] == area}
    assert texts == {f"{area}.{value}" for value in GROUPS[area]}


def test_levels_are_the_severities_worst_first() -> None:
    assert [*Severity] == [*LEVELS]


def test_every_key_that_is_asked_for_is_there() -> None:
    asked = [(where, key) for where, call in calls() for key in keys(call)]
    assert len(asked) > 300
    assert [one for one in asked if one[1] not in catalogue(LANGUAGES[0])] == []


def test_every_place_is_filled_and_every_value_has_a_place() -> None:
    for where, call in calls():
        given = {one.arg for one in call.keywords}
        asked = keys(call) or _put_together(stem(call))
        wanted = {key: places(catalogue(LANGUAGES[0])[key]) for key in asked}
        if wanted and None not in given:
            assert {key: some - given for key, some in wanted.items() if some - given} == {}, where
            assert given - set().union(*wanted.values()) == set(), where


def test_keys_that_are_put_together_are_of_the_groups() -> None:
    found = {stem(call) for _, call in calls()} - {None}
    assert found <= {f"{area}." for area in (*GROUPS, "help.option")}
    assert {f"{area}." for area in GROUPS} - found == {
        "help.placeholder.",
        "refusal.",
        "one-file.",
        "system.",
        "verify.field.",
        "place.sections.",
        "desk.word.",
    }, "those that are asked for as a whole, by group()"


def test_every_text_is_used() -> None:
    used = {key for key in written() if key in catalogue(LANGUAGES[0])}
    used |= {f"{area}.{value}" for area, values in GROUPS.items() for value in values}
    used |= {f"help.option.{name}" for name in OPTIONS}
    assert sorted(set(catalogue(LANGUAGES[0])) - used) == []


def test_the_page_is_given_the_texts_that_its_templates_ask_for() -> None:
    templates = (PACKAGE / "reporters/print/templates").glob("*.html")
    asked = {
        key for one in templates for key in re.findall(r'words\["(.+?)"\]', one.read_text("utf-8"))
    }
    assert asked == set(html._WORDS)


SPEAKS_CHINESE = {
    "recognise": "reads reports",
    "claims": "reads reports",
    "documents": "reads reports",
    "checks/text": "reads reports",
    "checks/tables/cells.py": "units behind a number",
    "checks/across/prior_year_claims.py": "reads reports",
    "checks/across/pairing.py": "reads reports",
    "checks/across/body_list.py": "yes and no in a list of bodies",
    "checks/body_names.py": "reads names of bodies",
    "rulebook/examples.py": "makes up reports",
    "proving/examples.py": "makes up reports",
    "proving/operands.py": "makes up reports",
    "rulebook/catalogue.py": "the heading of a table in a manual that has both languages",
    "reporters/print/typesetting.py": "names of fonts",
    "register/matching.py": "reads names of bodies",
    "reporters/print/word_package.py": "the name of a font",
    "reporters/print/form_grid.py": "words that the statutory form prints",
}
"""Where Chinese stands in the program that is no text for people, and what it is."""


def test_no_text_for_people_stands_in_the_program() -> None:
    speaks = {
        path.as_posix()
        for path, tree in modules().items()
        if any(re.search(r"[\u4e00-\u9fff]", text) for text in spoken(tree))
    }
    known = {
        start: {path for path in speaks if path == start or path.startswith(f"{start}/")}
        for start in SPEAKS_CHINESE
    }
    assert all(known.values()), "one that speaks no Chinese any more"
    assert not speaks - set().union(*known.values())


TERMS = {
    # What is typed, and what stands in files.
    *(
        "checker",
        "checker check",
        "checker verify",
        "rules test",
        "rules new",
        "my-rules.yaml",
        "checker rules new",
        "new",
        "checker check --rules",
        "checker rules test",
        "test",
        "python -m pip install",
    ),
    *(
        "pip install",
        "--force-reinstall",
        "CHECKER_DEBUG=1",
        "TMPDIR",
        "KEY=VALUE",
        "-o",
        "ST-05=error",
    ),
    *("sarif=out.sarif", "annotated", "报告名.tables.txt"),
    *("checker.toml", "checker-waivers.toml", "pyproject.toml", "tool.checker", "fail-on", "ST"),
    *("config schema", "JSON Schema", "bash", "zsh", "fish", "old"),
    "DOCX",
    *("certificate.json", "fonts-noto-cjk", "fonts-wqy-zenhei", "nianbao-checker[print]"),
    *("pip install", "nianbao-checker[ocr]"),
    *("nianbao-checker[sign]", "cryptography", "Ed25519", "OpenSSH", "PEM"),
    *("cells", "values", "waivers", "extend", "select", "true", "false"),
    *("auto", "always", "never", "error", "warning", "info", "body", "kind", "parent", "complete"),
    *("scope", "alias", "code", "due"),
    # The register.
    *("pip install", "nianbao-checker[register]", "checker register init", "--store"),
    *("PostgreSQL", "nianbao-checker[register,postgres]", "Dask", "dask worker"),
    "nianbao-checker[cluster]",
    *("nianbao-checker[register,parquet]", "Parquet"),
    *("nianbao-checker[web]", "checker serve", "Ctrl+C", "GB"),
    *("checker.db", "checker register bodies", "checker register match"),
    *("rules schema", "schema", "undecided", "F2021", "t3.by_row"),
    # Ids of rules; names that are the same in Chinese.
    *(
        "T3",
        "T3-01",
        "PROV-001",
        "PDF",
        "ZIP",
        ".pdf",
        "OFD",
        "MHTML",
        ".docx",
        "LibreOffice",
        "Debian",
        "Ubuntu",
        "sudo apt install libreoffice-writer-nogui",
        "Word",
        "WPS",
        "JSON",
        "CSV",
        "XLSX",
        "GB18030",
        "TOML",
    ),
    *("SHA-256", "MB", "Excel", "Office", "PostScript", ".ttf", ".otf", ".ttc", ".yaml"),
    # What stands in rule files.
    *("YAML", "UTF-8", "hard", "at", "over", "every", "after", "before", "in", "from", "to"),
    *("kinds", "starts", "ends", "contains", "places", "at_least"),
    *("total_handled", "t3.granted.total", "01-31"),
    # The number of a mark in a table.
    "n",
}
"""Latin words that a Chinese text may hold."""


def test_a_chinese_text_holds_no_latin_word_but_terms() -> None:
    words = re.compile(
        "|".join(rf"(?<![\w.-]){re.escape(term)}(?![\w])" for term in sorted(TERMS, key=len)[::-1])
        + r"|--[a-z]+(?:-[a-z]+)*"
    )
    used = set()
    for key, text in catalogue("zh").items():
        if not key.startswith("language."):
            used |= set(words.findall(_bare(text)))
            assert not re.search("[A-Za-z]", words.sub("", _bare(text))), (key, text)
    assert not TERMS - used


def test_a_chinese_text_has_chinese_punctuation() -> None:
    for key, text in catalogue("zh").items():
        # A place in a file (where:12), a command's quotation marks, a sign that is explained.
        rest = re.sub(r"\{where\}:\{line\}|'[^']*'|\? ?(?=n )", "", text)
        assert not re.search(r"[,;:!?()\"']", re.sub(r"\{[^}]*\}", "", rest)), (key, text)
        assert not re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", text), key


def test_an_english_text_holds_no_chinese() -> None:
    for key, text in catalogue("en").items():
        assert not re.search(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", text), (key, text)


def _put_together(beginning: str | None) -> set[str]:
    if beginning is None:
        return set()
    return {beginning + value for value in GROUPS.get(beginning.removesuffix("."), OPTIONS)}


def _bare(text: str) -> str:
    return re.sub(r"\{[^}]*\}", "", text)
