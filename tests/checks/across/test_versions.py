"""Two versions of one report: held cell by cell, and one report everywhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.checks.across.judge import judge_side_by_side
from checker.findings.assemble import assemble_between
from checker.findings.compared import compared
from checker.model import (
    Comparison,
    Coverage,
    DocumentPlace,
    ElementPlace,
    Remark,
    RemarkKind,
    Report,
    Result,
    Scope,
    Severity,
)
from checker.reporters.terminal.comparisons import lines
from checker.rulebook.examples import PROSE
from tests.checks.across.test_levels import LIST, three, zeros
from tests.support.factory import change, sample
from tests.support.made_outcomes import doubtful, results, rulebook, without

if TYPE_CHECKING:
    from checker.checks.across.judge import SideBySide
    from checker.model import Compared, Finding

REVIEW = "t4.review.corrected"
HTML, WORD = "text/html", "application/msword"


def version(report: Report, name: str, media_type: str = HTML) -> Report:
    return replace(
        report, path=name, sha256=name.encode().hex().ljust(64, "0"), media_type=media_type
    )


def draft(name: str = "suqian-2023") -> Report:
    return version(sample(name), "draft.docx", WORD)


def page(name: str = "suqian-2023") -> Report:
    return version(sample(name), "page.html")


def held(*reports: Report, checked: int | None = None, zeros: tuple[str, ...] = ()) -> SideBySide:
    count = len(reports) if checked is None else checked
    return judge_side_by_side(reports, count, {}, rulebook(), blank_as_zero=zeros)


def findings(*reports: Report, lang: str = "en") -> tuple[Finding, ...]:
    return assemble_between(held(*reports).outcomes, reports, rulebook(), lang)


def told(*reports: Report) -> tuple[Compared, ...]:
    return compared(held(*reports), reports, "en")


def test_versions_that_agree_are_one_report() -> None:
    assert findings(draft(), page()) == ()
    (entry,) = told(draft(), page())
    assert entry.relation is Comparison.VERSIONS
    assert entry.reports == ("draft.docx", "page.html")
    cells = len(draft().cells)
    assert entry.coverage == Coverage(cells, cells, 0, 0)


def test_one_changed_figure_is_told_with_both_places() -> None:
    one = change(draft(), REVIEW, "11")
    two = change(page(), REVIEW, "17")
    mine = replace(one.cells[REVIEW], place=DocumentPlace(4, 9, 4))
    theirs = replace(two.cells[REVIEW], place=ElementPlace("html/body/table[4]/tr[9]/td[4]"))
    one = replace(one, cells={**one.cells, REVIEW: mine})
    two = replace(two, cells={**two.cells, REVIEW: theirs})
    (found,) = findings(one, two, lang="zh")
    assert (found.rule, found.severity, found.outcome) == ("VE-01", Severity.ERROR, Result.FAIL)
    assert found.reports == ("draft.docx", "page.html")
    assert [(each.report, each.of, each.cell) for each in found.evidence] == [
        ("draft.docx", "宿迁市人民政府2023年（draft.docx）", mine),
        ("page.html", "宿迁市人民政府2023年（page.html）", theirs),
    ]
    assert found.message == (
        "宿迁市人民政府2023年，表四「行政复议·纠正」：draft.docx（第 4 张表第 9 行第 4 格）为11，"
        "page.html（网页元素 html/body/table[4]/tr[9]/td[4]）为17"
    )
    # The message has both places: an output of one line a finding adds none.
    whole = replace(results(one, two), findings=(found,))
    assert [(path, added) for path, _, added in lines(whole, "zh")] == [("draft.docx", "")]


def test_files_of_one_name_are_told_by_their_paths() -> None:
    one, two = version(draft(), "a/r.pdf"), version(change(page(), REVIEW, "99"), "b/r.pdf")
    (found,) = findings(one, two)
    assert "in a/r.pdf" in found.message
    assert "in b/r.pdf" in found.message


def test_of_one_format_one_may_be_a_corrected_edition() -> None:
    (found,) = findings(draft(), version(change(page(), REVIEW, "99"), "new.docx", WORD))
    assert found.severity is Severity.WARNING
    assert "corrected edition" in found.message


def test_nothing_where_the_other_prints_0_is_a_note_and_else_an_error() -> None:
    zero = next(ref for ref, cell in draft().cells.items() if cell.raw == "0")
    (found,) = findings(change(draft(), zero, "."), page())
    assert found.severity is Severity.INFO
    assert "blank in draft.docx" in found.message
    (found,) = findings(draft(), change(page(), REVIEW, "."))
    assert found.severity is Severity.ERROR
    # Read as zero where the user says so, in both versions alike.
    blank = held(change(draft(), zero, "."), page(), zeros=("VE-01",))
    assert {one.outcome.result for one in blank.found[Comparison.VERSIONS]} == {Result.PASS}


def test_what_cannot_be_compared_is_one_entry_and_accuses_nobody() -> None:
    one = doubtful(draft(), REVIEW, "1", "7")
    two = change(page(), "t3.granted.total", "约九百件")
    two = without(two, "t4.review.total")
    (found,) = findings(one, two)
    assert (found.outcome, found.severity) == (Result.UNDECIDED, Severity.WARNING)
    assert [str(ref) for ref in found.cells] == ["t3.granted.total", REVIEW, "t4.review.total"]
    assert found.message.partition("not compared: ")[2] == (
        "in draft.docx Table 4 review × corrected; "
        "in page.html Table 3 granted (total); Table 4 review (total)"
    )


def test_what_neither_prints_is_no_difference() -> None:
    row = [ref for ref in draft().cells if ref.startswith("t3.other_misc.")]
    assert findings(without(draft(), *row), without(page(), *row)) == ()


def test_a_file_with_some_tables_pairs_for_what_it_has() -> None:
    third = {ref: cell for ref, cell in page().cells.items() if ref.startswith("t3.")}
    part = replace(page(), cells=third, tables=("t3",), tables_only=True, scope=None)
    changed = change(change(draft(), "t3.granted.total", "1"), REVIEW, "1")
    # Given first, it stands for nothing all the same: the whole report does.
    (found,) = findings(part, changed)
    assert found.reports == ("draft.docx", "page.html")
    assert found.place == "t3.granted.total"
    assert told(part, changed)[0].coverage.checks == len(third)
    fourth = {ref: cell for ref, cell in draft().cells.items() if ref.startswith("t4.")}
    other = replace(draft(), cells=fourth, tables=("t4",), tables_only=True, scope=None)
    assert findings(part, other) == ()
    (entry,) = told(part, other)
    assert entry.excluded[0][0] == "draft.docx"
    assert "no table" in entry.excluded[0][1]


def test_a_file_of_tables_alone_stands_for_no_whole_report() -> None:
    tables = replace(page(), tables_only=True)
    (found,) = findings(change(tables, REVIEW, "99"), draft())
    assert found.reports == ("draft.docx", "page.html")


def test_one_application_more_is_a_correction_however_short_the_report() -> None:
    rows = ("new_received", "granted", "total_handled")
    refs = [f"t3__{row}__{column}" for row in rows for column in ("natural_person", "total")]
    one, two = (
        version(zeros("甲镇人民政府", **dict.fromkeys(refs, count)), f"{count}.{ending}", ending)
        for count, ending in (("1", "pdf"), ("2", "ofd"))
    )
    found = findings(one, two)
    assert len(found) == len(refs)
    assert {each.severity for each in found} == {Severity.ERROR}
    # Of another text, or of none, they may be the reports of two bodies of one name.
    sections = tuple(
        replace(section, text=f"{section.heading}办理情况良好。")
        if section.number in PROSE
        else section
        for section in two.sections
    )
    for other in (replace(two, sections=sections), replace(two, sections=())):
        (alone,) = findings(one, other)
        assert alone.severity is Severity.WARNING
        assert "may be no versions of one report" in alone.message


def test_two_bodies_of_a_name_without_a_place_are_told_apart_by_their_texts() -> None:
    def report(body: str, row: str, text: str, ending: str) -> Report:
        rows = ("new_received", row, "total_handled")
        refs = [f"t3__{one}__{column}" for one in rows for column in ("natural_person", "total")]
        made = version(zeros(body, **dict.fromkeys(refs, "1")), f"r.{ending}", ending)
        sections = tuple(replace(one, text=f"{one.heading}{text}。") for one in made.sections)
        return replace(made, sections=sections)

    # Both were asked once: half of their figures are the same.
    for body, alone in (("教育局", True), ("甲县教育局", False)):
        one = report(body, "granted", "办理情况良好", "pdf")
        two = report(body, "partial", "依法办结", "ofd")
        found = [each for each in findings(one, two) if each.rule == "VE-01"]
        assert ["may be no versions" in each.message for each in found] == [True] * alone + [
            False
        ] * (4 * (not alone))
        # Of one text they are versions, and what a reader of pictures made of it tells nothing.
        for other in (
            report(body, "partial", "办理情况良好", "ofd"),
            replace(two, remarks=(Remark(RemarkKind.READ_FROM_PICTURES),)),
        ):
            found = [each for each in findings(one, other) if each.rule == "VE-01"]
            assert not [each for each in found if "may be no versions" in each.message]


def test_an_own_report_beside_an_aggregated_one_is_no_version_of_it() -> None:
    own = replace(change(page(), REVIEW, "99"), scope=Scope.OWN)
    assert not [one for one in findings(draft(), own) if one.rule == "VE-01"]
    (entry,) = told(draft(), own)
    assert entry.excluded == (("page.html", entry.excluded[0][1]),)
    assert "versions of one report" in entry.excluded[0][1]


def test_two_with_hardly_a_figure_in_common_are_one_entry() -> None:
    other = version(replace(sample("suqian-2024"), year=2023, body="宿迁市人民政府"), "other.html")
    found = [one for one in findings(draft(), other) if one.rule == "VE-01"]
    assert len(found) == 1
    assert found[0].severity is Severity.WARNING
    assert "may be no versions of one report" in found[0].message
    assert len(found[0].evidence) == 2 * len(found[0].cells) > 20
    # Which of the two counts is open, as it is without versions.
    this = version(sample("suqian-2024"), "this.pdf")
    last = [one for one in findings(this, draft(), other) if one.rule == "YR-09"]
    assert len(last) == 1
    assert "2" in last[0].message


def test_a_version_is_not_counted_twice_between_years() -> None:
    this, last = version(sample("suqian-2024"), "this.pdf"), draft()
    broken = change(this, "t3.carried_over.total", "77")
    once = [one for one in findings(broken, last) if one.comparison is Comparison.YEARS]
    again = findings(broken, last, version(broken, "this.html"), page())
    assert once
    assert [one for one in again if one.comparison is Comparison.YEARS] == once
    assert {one.rule for one in again} == {one.rule for one in once}


def test_a_figure_that_versions_do_not_agree_on_accuses_nobody_elsewhere() -> None:
    this = version(sample("suqian-2024"), "this.pdf")
    carried = "t3.carried_forward.total"
    found = findings(this, change(draft(), carried, "7"), page())
    years = [one for one in found if one.rule == "YR-01"]
    assert {one.outcome for one in years} == {Result.UNDECIDED}
    assert "another version" in years[0].message
    # Without the other version it is a failure.
    alone = findings(this, change(draft(), carried, "7"))
    assert Result.FAIL in {one.outcome for one in alone if one.rule == "YR-01"}


def test_a_version_is_not_summed_twice_between_levels() -> None:
    county, town, _ = three("10", "4", "6")
    copies = version(town, "town.docx", WORD), version(town, "town.html")
    single = judge_side_by_side((county, copies[0]), 2, LIST, rulebook())
    double = judge_side_by_side((county, *copies), 3, LIST, rulebook())
    (level,) = double.levels
    assert level.below == (1,)
    assert single.levels == double.levels
    assert single.found[Comparison.LEVELS] == double.found[Comparison.LEVELS]
    # Nor is the parent's other version a level of its own.
    parents = version(county, "county.pdf"), version(county, "county.html")
    assert len(judge_side_by_side((*parents, town), 3, LIST, rulebook()).levels) == 1


def test_versions_are_no_copies_of_another_body() -> None:
    town = replace(draft(), body="某市某镇人民政府")
    both = [one for one in findings(draft(), page(), town) if one.rule == "HI-06"]
    assert len(both) == 1


def test_only_pairs_with_a_checked_report_are_told_and_it_comes_first() -> None:
    reports = (version(sample("suqian-2024"), "this.pdf"), draft(), page())
    assert held(*reports, checked=1).versions == ()
    (pair,) = held(page(), draft(), checked=1).versions
    assert (pair.first, pair.other) == (0, 1)
    # The same bytes once more are a duplicate and no version.
    assert held(draft(), draft()).versions == ()
