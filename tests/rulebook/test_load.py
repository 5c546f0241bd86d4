"""The rule book as shipped, and every fault of a rule file told at its line."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.errors import RuleFileError
from checker.rulebook import Rulebook, load_forms, load_rulebook
from checker.rulebook.catalogue import with_table
from checker.rulebook.kinds.tables import KINDS
from checker.rulebook.load import rules_folder
from tests.support.golden_rules import ALL

FAULTS = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text("utf-8"))

RULE = """rules:
  T3-90:
    title: {zh: 试, en: Trial}
    kind: equation
    table: t3
    forms: [F2021]
    severity: error
    relation: results = total_handled
    over: columns
    basis: {zh: 据, en: Basis}
    advice: {zh: 请核对, en: Check}
"""


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def test_the_shipped_rules_are_those_of_the_catalogue(rulebook: Rulebook) -> None:
    ids = [rule.id for rule in rulebook.rules]
    assert len(ids) == len(set(ids))
    assert set(ALL) <= set(ids), "a rule was lost; one that is added needs no line here"
    hard = {rule.id for rule in rulebook.rules if rule.hard}
    assert hard & set(ALL) == {"T3-01", "T3-02", "T3-03", "T4-01"}


def test_every_form_year_has_one_form(rulebook: Rulebook) -> None:
    codes = {year: form.code for year in range(2018, 2027) if (form := rulebook.form_for(year))}
    assert codes == dict.fromkeys((2019, 2020), "F2019") | dict.fromkeys(range(2021, 2027), "F2021")


def test_the_layouts_have_as_many_cells_as_the_forms_print() -> None:
    layouts = {one.layout: len(one.refs) for form in load_forms() for one in form.layouts}
    assert layouts == {"F2019": 198, "F2021": 200, "F2021/other": 186}


def test_the_table_of_rules_is_current(rulebook: Rulebook) -> None:
    text = (rules_folder() / "README.md").read_text("utf-8")
    assert with_table(text, rulebook) == text, "run make docs"


def test_every_kind_has_its_paragraph() -> None:
    text = (rules_folder() / "README.md").read_text("utf-8")
    assert [kind for kind in KINDS if f"**{kind}** —" not in text] == []


def test_loading_imports_nothing_heavy() -> None:
    code = (
        "import sys; from checker.rulebook import load_rulebook; load_rulebook();"
        "print({'pandas', 'numpy', 'pandera', 'rich', 'camelot'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_further_file_adds_its_rules(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(RULE, "utf-8")
    for given in (tmp_path / "own.yaml", tmp_path):
        assert load_rulebook([given]).rule("T3-90").title["en"] == "Trial"


def test_every_message_is_worded_in_both_languages(rulebook: Rulebook) -> None:
    for rule in rulebook.rules:
        for texts in (rule.title, rule.basis, rule.advice, *rule.message.values()):
            assert set(texts) == {"zh", "en"}, rule.id
        assert rule.advice["zh"].startswith("请"), rule.id


@pytest.mark.parametrize("fault", FAULTS["rule"], ids=lambda fault: fault["message"][:40])
def test_a_fault_is_refused_at_its_line(tmp_path: Path, fault: dict[str, Any]) -> None:
    assert fault["old"] in RULE
    path = tmp_path / "own.yaml"
    path.write_text(RULE.replace(fault["old"], fault["new"], 1), "utf-8")
    with pytest.raises(RuleFileError) as raised:
        load_rulebook([path], "en")
    assert str(raised.value) == f"{path.as_posix()}:{fault['line']}: {fault['message']}"
    with pytest.raises(RuleFileError) as in_chinese:
        load_rulebook([path])
    assert in_chinese.value.line == fault["line"]
    assert re.search("[\u4e00-\u9fff]", in_chinese.value.message)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\xff\xfe", "is not UTF-8 text"),
        (b"- a\n", "expected keys with values"),
    ],
)
def test_a_file_that_holds_no_rules_is_refused(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(content)
    with pytest.raises(RuleFileError, match=message):
        load_rulebook([path], "en")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="cannot be read"):
        load_rulebook([tmp_path / "none.yaml"], "en")


@pytest.mark.parametrize("fault", FAULTS["form"], ids=lambda fault: fault["message"][:40])
def test_a_fault_of_a_form_is_refused_at_its_line(tmp_path: Path, fault: dict[str, Any]) -> None:
    text = (rules_folder() / "2021" / "form.yaml").read_text("utf-8")
    text = text.replace("form: F2021", "form: F2031", 1)
    assert fault["old"] in text
    path = tmp_path / "form.yaml"
    path.write_text(text.replace(fault["old"], fault["new"], 1), "utf-8")
    line = text[: text.index(fault["old"])].count("\n") + 1
    with pytest.raises(RuleFileError) as raised:
        load_rulebook([path], "en")
    assert str(raised.value) == f"{path.as_posix()}:{line}: {fault['message']}"


def test_a_form_given_twice_is_refused() -> None:
    with pytest.raises(RuleFileError, match="form F2021 is given twice"):
        load_rulebook([rules_folder() / "2021" / "form.yaml"], "en")
