"""A form that inherits: what it changes, what it keeps, and what is refused at its line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from checker.errors import RuleFileError
from checker.rulebook import load_forms, load_rulebook
from checker.rulebook.form import form_of_year
from checker.rulebook.load import rules_folder

if TYPE_CHECKING:
    from checker.rulebook.form import Form, Table

FAULTS = yaml.safe_load((Path(__file__).parent / "faults_of_heirs.yaml").read_text("utf-8"))
FORM_2027 = Path(__file__).parent / "form2027.yaml"
HEAD = """form: F2027
inherits: F2021
years: {from: 2027}
notice: 国办公开办函〔2027〕1号
name: {zh: 2027年格式, en: form of 2027}
detect: [个人敏感信息]
"""
PARENT = next(form for form in load_forms() if form.code == "F2021")
SHORT = "short: {zh: 试, en: trial}"


def load(tmp_path: Path, text: str) -> Form:
    path = tmp_path / "form.yaml"
    path.write_text(text, "utf-8")
    return next(form for form in load_forms([path]) if form.code == "F2027")


def heir(tmp_path: Path, **tables: str) -> Form:
    """The heir with these lines under its tables, by code: ``t3="rows: {…}"``."""
    lines = [f"  {code}:\n    {changes}\n" for code, changes in tables.items()]
    return load(tmp_path, HEAD + "tables:\n" + "".join(lines))


def t3(tmp_path: Path, changes: str) -> Table:
    return heir(tmp_path, t3=changes).tables["t3"]


def test_an_heir_that_changes_nothing_is_its_parent_of_other_years(tmp_path: Path) -> None:
    form = load(tmp_path, HEAD)
    assert form.tables == PARENT.tables
    assert form.sections == PARENT.sections
    assert form.lineage == ("F2027", "F2021")
    assert form.detect == (*PARENT.detect, "个人敏感信息")
    assert [layout.layout for layout in form.layouts] == ["F2027", "F2027/other"]


def test_a_row_worded_anew_keeps_what_is_not_said(tmp_path: Path) -> None:
    table = t3(tmp_path, "rows: {granted: {label: （一）准予公开, core: [准予公开]}}")
    before = PARENT.tables["t3"].rows["granted"]
    assert table.rows["granted"].label == "（一）准予公开"
    assert table.rows["granted"].short == before.short
    assert list(table.rows) == list(PARENT.tables["t3"].rows)


@pytest.mark.parametrize(
    ("place", "after", "groups"),
    [
        ("after: denied_admin_query, in: denied", "denied_admin_query", {"denied", "results"}),
        ("after: denied_admin_query, in: results", "denied_admin_query", {"results"}),
        ("before: denied_state_secret, in: denied", "partial", {"denied", "results"}),
        ("before: granted, in: results", "carried_over", {"results"}),
        ("before: carried_forward", "total_handled", set()),
        ("before: granted, in: ~", "carried_over", set()),
    ],
)
def test_a_new_row_stands_and_counts_where_it_says(
    tmp_path: Path, place: str, after: str, groups: set[str]
) -> None:
    table = t3(tmp_path, f"rows: {{new: {{label: 试一试, {SHORT}, {place}}}}}")
    rows = list(table.rows)
    assert rows[rows.index("new") - 1] == after
    assert {code for code in table.row_groups if "new" in table.expand_rows(code)} == groups
    for code in table.row_groups:
        leaves = table.expand_rows(code)
        start = rows.index(leaves[0])
        assert tuple(rows[start : start + len(leaves)]) == leaves


def test_a_new_column_joins_several_groups(tmp_path: Path) -> None:
    place = "after: legal_service, in: [applicants, legal_persons]"
    table = t3(tmp_path, f"columns: {{media: {{label: 媒体, {SHORT}, {place}}}}}")
    assert table.expand_columns("applicants")[-3:] == ("legal_service", "media", "other_org")
    assert "media" in table.expand_columns("legal_persons")


def test_what_is_taken_away_is_gone_everywhere(tmp_path: Path) -> None:
    form = heir(tmp_path, t2="rows: {coercion: ~}", t3="rows: {denied_process: ~}", t4="~")
    assert set(form.tables) == {"t2", "t3"}
    assert [block.rows for block in form.tables["t2"].blocks][2] == ("penalties",)
    assert "denied_process" not in form.tables["t3"].expand_rows("results")


def test_a_moved_row_leaves_its_groups(tmp_path: Path) -> None:
    table = t3(tmp_path, "rows: {denied_process: {after: unavailable_unclear, in: unavailable}}")
    assert table.expand_rows("unavailable")[-1] == "denied_process"
    assert "denied_process" not in table.expand_rows("denied")
    assert table.rows["denied_process"] == PARENT.tables["t3"].rows["denied_process"]


def test_a_new_group_takes_rows_of_another(tmp_path: Path) -> None:
    groups = (
        "row_groups: {secret: {label: 保密, rows: [denied_state_secret, denied_law_forbids]},"
        " denied: {rows: [secret, denied_three_security, denied_third_party, denied_internal,"
        " denied_process, denied_case_file, denied_admin_query]}}"
    )
    table = t3(tmp_path, groups)
    assert table.expand_rows("results") == PARENT.tables["t3"].expand_rows("results")
    assert list(table.row_groups).index("secret") < list(table.row_groups).index("denied")


def test_a_group_taken_away_leaves_its_rows_to_the_one_that_held_it(tmp_path: Path) -> None:
    changes = (
        "row_groups: {other_handling: ~, results: {rows: [granted, partial, denied, unavailable,"
        " refused, other_no_correction, other_fee_unpaid, other_misc]}}\n    collapsed: {other: ~}"
    )
    form = heir(tmp_path, t3=changes)
    table = form.tables["t3"]
    assert table.expand_rows("results") == PARENT.tables["t3"].expand_rows("results")
    assert [layout.layout for layout in form.layouts] == ["F2027"]


def test_a_moved_block_is_given_with_all_blocks(tmp_path: Path) -> None:
    first, *others = PARENT.tables["t2"].blocks
    listed = ", ".join(
        f"{{caption: {b.caption}, columns: [{', '.join(b.columns)}], rows: [{', '.join(b.rows)}]}}"
        for b in (*others, first)
    )
    table = heir(tmp_path, t2=f"blocks: [{listed}]").tables["t2"]
    assert table.blocks == (*others, first)
    assert {ref.row for ref in table.refs} == set(table.rows)


def test_a_heading_of_one_section_changes(tmp_path: Path) -> None:
    form = load(tmp_path, HEAD + "sections:\n  5: {heading: 五、问题与改进}\n")
    assert form.sections[4].heading == "五、问题与改进"
    assert form.sections[4].variants == PARENT.sections[4].variants
    assert form.sections[:4] == PARENT.sections[:4]


def test_an_heir_takes_over_from_its_first_year(tmp_path: Path) -> None:
    load(tmp_path, HEAD)
    forms = load_forms([tmp_path / "form.yaml"])
    codes = {
        year: form.code for year in (2020, 2026, 2027, 2040) if (form := form_of_year(forms, year))
    }
    assert codes == {2020: "F2019", 2026: "F2021", 2027: "F2027", 2040: "F2027"}


def test_an_heir_of_an_heir_may_be_written_first(tmp_path: Path) -> None:
    later = (
        HEAD.replace("F2027", "F2030")
        .replace("F2021", "F2027")
        .replace("{from: 2027}", "{from: 2030}")
    )
    (tmp_path / "a.yaml").write_text(later, "utf-8")
    (tmp_path / "b.yaml").write_text(HEAD, "utf-8")
    forms = {form.code: form for form in load_forms([tmp_path])}
    assert forms["F2030"].lineage == ("F2030", "F2027", "F2021")


def test_rules_follow_the_forms(tmp_path: Path) -> None:
    heir(tmp_path, t2="rows: {regulations: ~}", t3="rows: {other_fee_unpaid: ~}")
    book = load_rulebook([tmp_path / "form.yaml"])
    of = {rule.id: "F2027" in rule.forms for rule in book.rules}
    # Gone with the rows they name; the others, those named for the parent too, hold.
    gone = {rule.id for rule in book.rules if "F2021" in rule.forms and not of[rule.id]}
    assert gone == {"T2-01", "T3-10", "TX-21"}
    assert of["TX-23"]
    assert book.rule("TX-23").named_forms == ("F2021",)
    assert not of["T2-03"]


def test_a_rule_is_for_no_form_that_the_rule_it_builds_on_is_not_for(tmp_path: Path) -> None:
    heir(tmp_path, t3="rows: {new_received: ~}")
    book = load_rulebook([tmp_path / "form.yaml"])
    assert "F2027" not in book.rule("T3-01").forms
    assert "F2027" not in book.rule("T3-04").forms
    assert "F2027" in book.rule("T3-02").forms


TRIAL = """rules:
  T2-90:
    title: {zh: 试, en: Trial}
    kind: bound
    table: t2
    severity: error
    relation: issued <= produced
    over: rows
    basis: {zh: 据, en: Basis}
    advice: {zh: 请核对, en: Check}
"""


@pytest.mark.parametrize("fault", FAULTS["rule"], ids=lambda fault: fault["message"][:40])
def test_a_rule_that_no_form_has_all_of_is_refused(tmp_path: Path, fault: dict[str, str]) -> None:
    assert fault["old"] in TRIAL
    path = tmp_path / "own.yaml"
    path.write_text(TRIAL.replace(fault["old"], fault["new"], 1), "utf-8")
    with pytest.raises(RuleFileError) as raised:
        load_rulebook([path], "en")
    assert f"{raised.value.line}: {raised.value.message}" == f"{fault['line']}: {fault['message']}"


@pytest.mark.parametrize("fault", FAULTS["head"], ids=lambda fault: fault["message"][:40])
def test_a_fault_of_an_heir_is_refused(tmp_path: Path, fault: dict[str, str]) -> None:
    assert fault["old"] in HEAD
    text = HEAD.replace(fault["old"], fault["new"], 1)
    refused(tmp_path, text, f"{fault['line']}: {fault['message']}")


@pytest.mark.parametrize("fault", FAULTS["change"], ids=lambda fault: fault["message"][:40])
def test_a_change_that_leaves_something_open_is_refused(
    tmp_path: Path, fault: dict[str, str]
) -> None:
    table = fault["table"]
    changes = "".join(f"\n    {line}" for line in fault["changes"].splitlines())
    refused(
        tmp_path,
        f"{HEAD}tables:\n  {table}: {changes or '~'}\n",
        f"{fault['line']}: {fault['message']}",
    )


def refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "form.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(RuleFileError) as raised:
        load_forms([path], "en")
    assert f"{raised.value.line}: {raised.value.message}" == message


def test_forms_in_a_circle_are_refused(tmp_path: Path) -> None:
    other = HEAD.replace("F2027", "F2030").replace("F2021", "F2027")
    (tmp_path / "a.yaml").write_text(other, "utf-8")
    (tmp_path / "b.yaml").write_text(HEAD.replace("F2021", "F2030"), "utf-8")
    with pytest.raises(RuleFileError, match=r"b\.yaml:2:11: form F2027 would inherit from itself"):
        load_forms([tmp_path], "en")


def test_the_example_of_the_manual_is_the_form_that_is_tested() -> None:
    manual = (rules_folder() / "README.md").read_text("utf-8")
    text = FORM_2027.read_text("utf-8")
    assert f"```yaml\n{text[text.index('form:') :]}```" in manual
