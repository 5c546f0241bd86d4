"""The catalogues against one another and against the program: nothing is missing, nothing idle."""

from __future__ import annotations

import re

import pytest

from checker.cli.settings import SETTINGS
from checker.i18n import LANGUAGES
from checker.model import (
    Pattern,
    Severity,
)
from checker.options import LEVELS
from checker.reporters.print import html
from tests.i18n.catalogue import (
    PACKAGE,
    calls,
    catalogue,
    everywhere,
    keys,
    modules,
    places,
    spoken,
    stem,
    written,
)
from tests.i18n.groups import GROUPS

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
    *(
        "checker.toml",
        "checker-waivers.toml",
        "checker-readings.toml",
        "pyproject.toml",
        "tool.checker",
        "fail-on",
        "ST",
    ),
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
    *("checker users add", "HTTPS", "IP", "chmod 600"),
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
