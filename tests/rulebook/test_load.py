"""The rule book as shipped, and every fault of a rule file told at its line."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.errors import RuleFileError
from checker.rulebook import Rulebook, kept_rulebook, load_forms, load_rulebook
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
    assert (raised.value.line, raised.value.message) == (fault["line"], fault["message"])
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
    assert (raised.value.line, raised.value.message) == (line, fault["message"])


def test_a_form_given_twice_is_refused() -> None:
    with pytest.raises(RuleFileError, match="form F2021 is given twice"):
        load_rulebook([rules_folder() / "2021" / "form.yaml"], "en")


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("kind: equation", "kind: equatoin", "equatoin"),
        ("severity: error", "sevrity: error", "sevrity"),
        ("severity: error", "severity: '错误'", "'错误'"),
        ("zh: 试, en", "zh: 试, zh: 二, en", "zh: 二"),
        # Within a relation, where it goes wrong.
        ("results = total", "results =< total", "=<"),
        ("results = total_handled", '"results = total_handled ≥"', "≥"),
        ("results = total_handled", "'results + = total_handled'", "= total"),
        ("results = total_handled", "results = total_handled total", "total\n"),
        ("results = total_handled", "results = $total_handled", "$"),
        ("forms: [F2021]", "forms: [F2021", "severity"),
    ],
)
def test_a_fault_is_told_with_its_column(tmp_path: Path, old: str, new: str, at: str) -> None:
    text = RULE.replace(old, new, 1)
    path = tmp_path / "own.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(RuleFileError) as raised:
        load_rulebook([path], "en")
    before = text[: text.index(at, text.index(new.split(maxsplit=1)[0]))]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    if "[F2021\n" in text:  # libyaml stops at the colon behind the word
        column += len("severity")
    assert str(raised.value).startswith(f"{path.as_posix()}:{line}:{column}: ")
    assert (raised.value.line, raised.value.column) == (line, column)


def test_a_relation_over_several_lines_is_told_where_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    relation = "relation: >\n      results\n      =< total_handled"
    path.write_text(RULE.replace("relation: results = total_handled", relation), "utf-8")
    with pytest.raises(RuleFileError, match=r"own\.yaml:8:15: .*did you mean <=\?"):
        load_rulebook([path], "en")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(("=<", "<="), ("=>", ">="), ("==", "="), ("<>", "!="), ("≤", "<="), ("≥", ">=")),
        *(("≠", "!="), ("＝", "="), ("＜", "<"), ("＞", ">")),
    ],
)
def test_a_sign_that_was_meant_is_suggested(tmp_path: Path, written: str, meant: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(RULE.replace("results =", f"results {written}"), "utf-8")
    with pytest.raises(RuleFileError) as raised:
        load_rulebook([path])
    assert raised.value.message.endswith(f"“{written}”在此没有意义；是否指 {meant}？")


@pytest.mark.parametrize("word", ["Error", "warn", "eror", "hgh"])
def test_a_severity_is_suggested_as_it_is_written(tmp_path: Path, word: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(RULE.replace("severity: error", f"severity: {word}"), "utf-8")
    with pytest.raises(RuleFileError) as raised:
        load_rulebook([path], "en")
    assert re.search(
        r"did you mean (error|warning)\?$|known: error, warning, info$", str(raised.value)
    )
    assert "Severity" not in str(raised.value)


@pytest.mark.parametrize(
    ("rule", "fine"),
    [
        *(("PROV-001", True), ("T3-90", True), ("LOCAL99-1234", True), ("ABCDEFGH-01", True)),
        *(("P-001", False), ("PROV-1", False), ("prov-001", False), ("PROV001", False)),
        *(("ABCDEFGHI-01", False), ("1A-01", False), ("PROV-00001", False)),
    ],
)
def test_ids_of_ones_own(tmp_path: Path, rule: str, *, fine: bool) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(RULE.replace("T3-90", rule), "utf-8")
    if fine:
        assert load_rulebook([path]).rule(rule)
        return
    with pytest.raises(RuleFileError, match=rf"own\.yaml:2:3: .*PROV-001.*“{rule}”"):
        load_rulebook([path])


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("rules:\n\tT3-01: x\n", "不用制表符", "not with tabs"),
        ("rules:\n  a: b: c\n", "多了冒号", "a colon too many"),
        ("rules: [a\n", "括号没有闭合", "a bracket is not closed"),
        ("rules: {a: b\n", "括号没有闭合", "a bracket is not closed"),
        ("rules:\n  a: b\n  T3-01\n  x: y\n", "缺少冒号", "a colon is missing"),
        ("rules:\n    a: b\n  c: d\n", "缩进", "indentation"),
        ("rules:\n  - a\n  c: d\n", "缩进", "indentation"),
        ("rules: 'a\n", "引号没有闭合", "a quotation mark is not closed"),
        ('rules: "\\q"\n', "反斜杠", "no such escape"),
        ("rules: *x\n", "& 或 \\*", "begins with & or \\*"),
        ("rules: \x07\n", "控制字符", "control character"),
        ("rules: %a\n%%\n", "YAML", "YAML"),
    ],
)
def test_what_is_no_yaml_is_told_in_the_language_asked_for(
    tmp_path: Path, text: str, zh: str, en: str
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, "utf-8")
    for lang, told in (("zh", zh), ("en", en)):
        with pytest.raises(RuleFileError, match=told) as raised:
            load_rulebook([path], lang)
        message = raised.value.message
        assert (
            re.search("[\u4e00-\u9fff]", message) is not None if lang == "zh" else message.isascii()
        )
        assert "\n" not in str(raised.value)


def test_a_pattern_that_is_none_is_told_where_it_stumbles(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    node = 'rules: {T3-90: {title: {zh: 试, en: T}, kind: x, pattern: "a(b"}}'
    path.write_text(node, "utf-8")
    with pytest.raises(RuleFileError):
        load_rulebook([path])


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rules.yml").write_text(RULE, "utf-8")
    with pytest.raises(RuleFileError, match="holds no rule file"):
        load_rulebook([tmp_path], "en")


def test_the_shipped_rule_book_is_made_once_while_its_files_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(rules_folder(), tmp_path / "rules")
    monkeypatch.setattr("checker.rulebook.load.rules_folder", lambda: tmp_path / "rules")
    first = kept_rulebook()
    assert kept_rulebook() is first
    rules = tmp_path / "rules" / "common" / "structure.yaml"
    rules.write_text(f"# another day\n{rules.read_text('utf-8')}", "utf-8")
    assert kept_rulebook() is not first
    rules.write_text("rules: x", "utf-8")
    for _ in range(2):  # a fault is told each time
        with pytest.raises(RuleFileError, match=r"structure.yaml:1"):
            kept_rulebook()


def test_given_rules_are_read_each_time(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("rules: {}", "utf-8")
    assert kept_rulebook(tmp_path) is not kept_rulebook(tmp_path)
    assert load_rulebook() is not load_rulebook()
