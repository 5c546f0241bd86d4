"""Findings that are right and worth their reader's minute: one cause, one entry, in plain words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from checker.checks.across.judge import judge_side_by_side
from checker.checks.engine import evaluate
from checker.checks.zeros_tried import with_zeros_tried
from checker.findings.assemble import assemble, assemble_between
from checker.model import Label, Result, Severity, Verdict
from checker.rulebook.grammar import parse_relation
from checker.rulebook.kinds.relations import RelationSpec
from tests.support.factory import report, sample
from tests.support.made_outcomes import rulebook

if TYPE_CHECKING:
    from checker.model import Checked, Finding, Report

TOWNSHIP, CITY = "某县某镇人民政府", "宿迁市人民政府"


def made(
    body: str = TOWNSHIP,
    year: int = 2024,
    form: str = "F2021",
    *,
    text: str | None = None,
    **given: Any,
) -> Report:
    """A report of zeros, but for the cells given as ``t3__granted__total``; ``text`` is prose."""
    cells = {str(ref): "0" for ref in rulebook().form(form).refs}
    for name, raw in given.items():
        ref = name.replace("__", ".")
        row = [key for key in cells if key == ref or key.startswith(f"{ref}.")]
        assert row, f"no such cell: {ref}"
        cells |= dict.fromkeys(row, raw)
    one = report({"body": body, "year": year, "form": form, "scope": "own", "cells": cells})
    if text is None:
        return one
    first = replace(one.sections[0], text=text)
    return replace(one, sections=(first, *one.sections[1:]))


def checked(one: Report, lang: str = "zh") -> Checked:
    outcomes = with_zeros_tried(evaluate([one], rulebook()), [one], rulebook())
    return assemble([one], outcomes, rulebook(), lang)[0]


def entries(one: Report, lang: str = "zh") -> list[Finding]:
    return [f for f in checked(one, lang).findings if f.follows_from is None]


@pytest.mark.parametrize("raw", ["75394432.52元", "3.5亿元", "1,200元"])
def test_an_amount_with_its_unit_is_one_warning(raw: str) -> None:
    found = checked(made(t2__fees__amount_10k_yuan=raw))
    (entry,) = [f for f in found.findings if f.follows_from is None]
    assert (entry.rule, entry.severity) == ("T2-07", Severity.WARNING)
    assert found.verdict is Verdict.PASS
    assert "请只填数字并核对单位" in entry.message
    assert "栏目单位为万元" in entry.message


@pytest.mark.parametrize("chosen", ["ST-06", "T2-07"])
def test_an_amount_with_its_unit_is_told_by_each_rule_alone(chosen: str) -> None:
    """Rules are chosen after all were judged: neither may count on what the other says."""
    one = made(t2__fees__amount_10k_yuan="251000元")
    outcomes = [o for o in evaluate([one], rulebook()) if o.rule == chosen]
    (found,) = assemble([one], outcomes, rulebook())
    (entry,) = [f for f in found.findings if f.follows_from is None and f.outcome is Result.FAIL]
    assert (entry.rule, entry.severity) == (chosen, Severity.WARNING)


@pytest.mark.parametrize(("raw", "alone"), [("251000元", False), ("约251000元", True)])
def test_what_is_more_than_a_unit_is_not_told_under_it(raw: str, *, alone: bool) -> None:
    """A text is an error, and would be hidden under the warning on its unit."""
    found = checked(made(t2__fees__amount_10k_yuan=raw)).findings
    told = {f.rule: f for f in found if f.rule in ("ST-06", "T2-07")}
    assert told["T2-07"].follows_from is None
    assert told["ST-06"].follows_from == (None if alone else told["T2-07"].id)
    assert told["ST-06"].severity is (Severity.ERROR if alone else Severity.WARNING)


@pytest.mark.parametrize("raw", ["25万元", "-25万元", "1,200 万元"])
def test_an_amount_in_the_unit_of_its_column_is_told_as_well(raw: str) -> None:
    """It is text, out of which no number is made: somebody must say so."""
    (entry,) = entries(made(t2__fees__amount_10k_yuan=raw))
    assert (entry.rule, entry.outcome) == ("ST-06", Result.FAIL)
    assert entry.severity is Severity.WARNING
    assert "请只填数字" in entry.message


def test_the_unit_of_the_column_is_told_only_where_its_head_prints_it() -> None:
    one = made(year=2019, form="F2019", t2__procurement="251000元", t2__procurement__items="6")
    for head, told in (("采购总金额", False), ("采购总金额（单位:万元）", True)):
        label = Label("t2", "column", "amount_10k_yuan", head, known=True)
        (entry,) = entries(replace(one, labels=(label,)))
        assert ("万元" in entry.message) is told


@pytest.mark.parametrize(("raw", "severity"), [("3起", "warning"), ("约3件", "error")])
def test_a_count_with_its_unit_is_a_number(raw: str, severity: str) -> None:
    found = [f for f in entries(made(t2__licensing__decisions=raw)) if f.rule == "ST-06"]
    assert [f.severity.value for f in found] == [severity]


@pytest.mark.parametrize(
    ("body", "severity"), [(TOWNSHIP, Severity.WARNING), (CITY, Severity.ERROR)]
)
def test_without_the_row_of_regulations(body: str, severity: Severity) -> None:
    one = made(body)
    cells = {ref: cell for ref, cell in one.cells.items() if ".regulations." not in ref}
    found = checked(replace(one, cells=cells)).findings
    (entry,) = [f for f in found if f.follows_from is None]
    assert (entry.rule, entry.severity) == ("ST-04", severity)
    open_ones = [f for f in found if f.outcome is Result.UNDECIDED]
    assert open_ones
    assert all("表中缺“规章”行，本项不核对" in f.message for f in open_ones)


def test_a_row_is_needless_only_where_a_rule_says_that_all_of_it_is_zero() -> None:
    """A rule of a user's own may ask something else of a row, of some bodies only."""
    one = made(CITY)
    cells = {ref: cell for ref, cell in one.cells.items() if ".licensing." not in ref}
    one = replace(one, cells=cells)
    zero = next(rule for rule in rulebook().rules if rule.unless_body and rule.table == "t2")
    assert isinstance(zero.spec, RelationSpec)
    for relation, severity in (
        ("decisions = 0", Severity.WARNING),
        ("decisions <= 5", Severity.ERROR),
        ("decisions = 5", Severity.ERROR),
    ):
        asked = {"F2021": (parse_relation(relation),)}
        spec = replace(zero.spec, relations=asked, at=("licensing",))
        own = replace(zero, id="ZZ-01", unless_body=("township",), spec=spec)
        book = replace(rulebook(), rules=(*rulebook().rules, own))
        found = assemble([one], evaluate([one], book), book)[0].findings
        (entry,) = [f for f in found if f.rule == "ST-04" and f.place == "licensing"]
        assert entry.severity is severity, relation


def test_blanks_say_what_noughts_would_make_of_the_sums() -> None:
    holds = entries(made(t3__new_received=".", t3__granted="."))
    assert [f.message.rpartition("；")[2] for f in holds] == ["空白视同零则有关 16 式全部成立"]
    cells: dict[str, Any] = {"t3__new_received": ".", "t3__new_received__total": "5"}
    (blank,) = [f for f in entries(made(**cells)) if f.rule == "ST-05"]
    assert blank.message.endswith("空白视同零则以下不成立：T3-03（新收）")
    assert "T4-01" not in blank.message


def test_what_noughts_would_make_changes_no_verdict() -> None:
    blank = made(t3__new_received=".")
    assert checked(blank).verdict is Verdict.UNDECIDED


def test_a_text_that_counts_over_a_table_of_zeros_is_an_error_told_once() -> None:
    one = made(text="全年受理政府信息公开申请34件，答复34件。")
    (entry,) = [f for f in entries(one) if f.rule.startswith("TX")]
    assert (entry.rule, entry.severity) == ("TX-01", Severity.ERROR)
    assert checked(one).verdict is Verdict.FAIL
    assert "表三各格均为0" in entry.message
    none = made(text="全年受理政府信息公开申请0件，答复0件。")
    assert not [f for f in entries(none) if f.rule.startswith("TX-0")]


def test_a_text_beside_a_table_with_figures_is_no_error() -> None:
    cells: dict[str, Any] = {
        "t3__new_received__natural_person": "32",
        "t3__new_received__total": "32",
    }
    one = made(text="全年受理政府信息公开申请34件。", **cells)
    (entry,) = [f for f in entries(one) if f.rule == "TX-01"]
    assert entry.severity is Severity.WARNING
    assert entry.message == "正文“全年受理政府信息公开申请34件”，表三「新收·总计」为32，相差2"


@pytest.mark.parametrize(
    ("stated", "follows"), [("32", True), ("31", False)], ids=["the parts", "another number"]
)
def test_a_total_not_filled_in_is_the_cause_of_what_the_text_says(
    stated: str, *, follows: bool
) -> None:
    one = made(text=f"全年受理政府信息公开申请{stated}件。", t3__new_received__natural_person="32")
    found = checked(one).findings
    (said,) = [f for f in found if f.rule == "TX-01"]
    (total,) = [f for f in found if f.rule == "T3-03"]
    assert (said.follows_from == (total.follows_from or total.id)) is follows


def test_what_is_open_has_no_advice_and_says_cell_and_reason() -> None:
    found = checked(made(t3__granted__total=".", t4__review__total=".")).findings
    open_ones = [f for f in found if f.outcome is Result.UNDECIDED]
    assert {f.rule for f in open_ones} > {"T3-02", "T3-03", "T4-01"}
    assert [f.rule for f in open_ones if f.advice] == []
    assert [f.rule for f in open_ones if "空白" not in f.message] == []


def test_a_mixed_up_column_is_told_by_its_columns() -> None:
    (hint,) = [f for f in checked(sample("yanghe-2025")).findings if f.rule == "T3-04"]
    assert hint.message == "总计列平衡，而自然人列差−1、其他组织列差+1，各列相抵，疑填错列"


def between(*reports: Report) -> tuple[Finding, ...]:
    held = judge_side_by_side(reports, len(reports), {}, rulebook()).news(rulebook())
    return assemble_between(held.outcomes, reports, rulebook(), "zh")


def of_years(this: Report, last: Report) -> list[Finding]:
    last = replace(last, path="last.pdf", sha256="1" * 64)
    return [f for f in between(this, last) if f.outcome is Result.FAIL]


def test_between_years_body_and_cell_come_first_and_one_cause_is_told_once() -> None:
    this = made(t2__normative_documents__in_force="372")
    last = made(year=2023, t2__normative_documents__in_force="66")
    (one,) = of_years(this, last)
    assert one.rule == "YR-02"
    assert one.message.startswith(f"{TOWNSHIP}2024年，表二「行政规范性文件」行：")


def test_a_jump_is_told_of_the_total_alone() -> None:
    one: dict[str, Any] = {"t3__new_received__natural_person": "3", "t3__new_received__total": "3"}
    last: dict[str, Any] = dict.fromkeys(one, "100")
    (found,) = [f for f in of_years(made(**one), made(year=2023, **last)) if f.rule == "YR-06"]
    assert [str(ref) for ref in found.cells] == ["t3.new_received.total"]
    (part,) = [
        f
        for f in of_years(
            made(t3__new_received__natural_person="3"),
            made(year=2023, t3__new_received__natural_person="100"),
        )
        if f.rule == "YR-06"
    ]
    assert [str(ref) for ref in part.cells] == ["t3.new_received.natural_person"]


def test_cases_pending_last_year_are_asked_for_in_words() -> None:
    last = made(year=2023, t4__review__pending="1", t4__review__total="1")
    (found,) = [f for f in of_years(made(), last) if f.rule == "YR-05"]
    assert found.message.endswith("2023年尚未审结1件，本年总计为0，请说明去向")


def test_no_report_is_asked_for_of_a_year_without_these_tables() -> None:
    first = made(year=2019, form="F2019")
    others = (made("某县某乡人民政府", 2018), made("某县某乡人民政府", 2020, "F2019"))
    found = [f for f in between(first, *others) if f.rule == "YR-09"]
    assert first.body not in {f.message.partition("20")[0] for f in found}


def test_of_a_sentence_of_many_numbers_the_clause_of_one_is_told() -> None:
    text = "答复政府信息公开申请9件，其中予以公开4件、部分公开（区分处理）3件，不予公开2件。"
    said = [f.message for f in entries(made(text=text)) if f.rule == "TX-03"]
    assert said == ["正文“答复政府信息公开申请9件”，而表三各格均为0，表格可能没有填写"]
    followers = [f.message for f in checked(made(text=text)).findings if f.rule == "TX-06"]
    assert [one.partition("，")[0] for one in followers] == [
        "正文“其中予以公开4件”",
        "正文“区分处理)3件”",
        "正文“不予公开2件”",
    ]


def open_entries(one: Report) -> list[str]:
    return [f.rule for f in entries(one) if f.outcome is Result.UNDECIDED]


def test_a_report_without_text_is_told_once() -> None:
    one = replace(made(), sections=())
    assert [f.rule for f in entries(one)] == ["ST-01"]
    followers = {f.rule for f in checked(one).findings if f.follows_from}
    assert {"ST-09", "ST-16", "TX-22"} <= followers


def test_a_report_without_its_year_is_told_once() -> None:
    one = replace(made(), year=None, years=(), title=None, period=None)
    assert open_entries(one) == ["ST-10"]


def test_a_section_that_was_not_read_opens_only_what_needs_it() -> None:
    one = made()
    without = replace(one, sections=tuple(s for s in one.sections if s.number != 6))
    found = checked(without).findings
    by_id = {f.id: f for f in found}
    (fee,) = [f for f in found if f.rule == "TX-22"]
    assert by_id[fee.follows_from or ""].place == "6"
    assert open_entries(without) == []


def test_what_last_year_leaves_blank_is_one_entry_a_rule() -> None:
    last = replace(made(year=2023, t3__carried_forward="."), path="last.pdf", sha256="1" * 64)
    found = [f for f in between(made(), last) if f.rule == "YR-01"]
    assert len(found) == 7
    assert [f.outcome for f in found if f.follows_from is None] == [Result.UNDECIDED]


def test_a_blank_total_is_not_said_to_be_a_number() -> None:
    one = made(text="收到政府信息公开申请3件。", t3__new_received__total=".")
    (said,) = [f for f in entries(one) if f.rule == "TX-01"]
    assert said.message == "正文“收到政府信息公开申请3件”，表三「新收·申请人」之和为0，相差3"
