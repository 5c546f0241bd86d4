"""Sentences that are true of their report, or of something else, accuse nobody.

Each stands alone under 依申请公开情况, where most is taken for applications. They were written in
the ways of published reports before anybody looked at what was read in them: 21 accused then.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checker.checks.engine import evaluate
from checker.model import PagePlace, Report, Result, Scope, Section, Severity
from checker.rulebook import kept_rulebook
from tests.support.factory import report

RULEBOOK = kept_rulebook()
HERE = Path(__file__).parent / "clean"
BODIES = {
    "bureau": "长宁县自然资源局", "city": "江北市人民政府", "town": "长宁县清溪镇人民政府",
    "none": "长宁县东门街道办事处",
}  # fmt: skip
FIGURES = {
    "bureau": "new_received 46, carried_over 4, granted 15, partial 6, denied_third_party 2, "
    "denied_internal 3, denied_process 4, denied_admin_query 1, unavailable_not_held 9, "
    "unavailable_needs_making 2, unavailable_unclear 1, refused_petition 1, refused_repeat 1, "
    "other_no_correction 1, other_misc 1, total_handled 47, carried_forward 3, "
    "new_received.natural_person 41, new_received.commercial 3, new_received.legal_service 1, "
    "new_received.other_org 1, t4.review.upheld 3, t4.review.corrected 1, t4.review.pending 1, "
    "t4.review.total 5, t4.direct_litigation.upheld 1, t4.direct_litigation.pending 1, "
    "t4.direct_litigation.total 2, t4.litigation_after_review.upheld 2, "
    "t4.litigation_after_review.corrected 1, t4.litigation_after_review.total 3, "
    "t2.normative_documents.issued 3, t2.normative_documents.repealed 2, "
    "t2.normative_documents.in_force 28, t2.licensing.decisions 1520, t2.penalties.decisions 88, "
    "t2.coercion.decisions 6",
    "city": "new_received 1226, carried_over 58, granted 402, partial 118, denied_third_party 35, "
    "denied_internal 29, denied_process 41, denied_case_file 11, denied_admin_query 6, "
    "unavailable_not_held 377, unavailable_needs_making 22, unavailable_unclear 14, "
    "refused_petition 41, refused_repeat 33, refused_excessive 4, other_no_correction 28, "
    "other_misc 52, total_handled 1213, carried_forward 71, new_received.natural_person 1042, "
    "new_received.commercial 151, new_received.legal_service 12, new_received.other_org 21, "
    "t4.review.upheld 62, t4.review.corrected 9, t4.review.other 14, t4.review.pending 7, "
    "t4.review.total 92, t4.direct_litigation.upheld 11, t4.direct_litigation.pending 4, "
    "t4.direct_litigation.total 15, t4.litigation_after_review.upheld 22, "
    "t4.litigation_after_review.corrected 3, t4.litigation_after_review.pending 5, "
    "t4.litigation_after_review.total 30, t2.regulations.issued 1, t2.regulations.in_force 18, "
    "t2.normative_documents.issued 64, t2.normative_documents.repealed 37, "
    "t2.normative_documents.in_force 912, t2.licensing.decisions 284120, "
    "t2.penalties.decisions 40312, t2.coercion.decisions 1822",
    "town": "new_received 3, granted 1, partial 1, unavailable_not_held 1, total_handled 3, "
    "new_received.natural_person 2, new_received.commercial 1, t4.review.upheld 1, "
    "t4.review.total 1, t2.normative_documents.in_force 2, t2.penalties.decisions 14",
    "none": "",
}


def cells(name: str) -> dict[str, str]:
    """The figures of a report; a row of 表三 by its name is its total."""
    found = {str(ref): "0" for ref in RULEBOOK.form("F2021").refs}
    for one in filter(None, FIGURES[name].split(", ")):
        ref, number = one.split()
        ref = ref if ref.startswith("t") and ref[1].isdigit() else f"t3.{ref}"
        ref = ref if ref.count(".") > 1 else f"{ref}.total"
        assert ref in found, ref
        found[ref] = number
    return found


def saying(sentence: str, name: str) -> Report:
    body = BODIES[name]
    made = report({"form": "F2021", "year": 2023, "body": body, "cells": cells(name)})
    text = f"（二）依申请公开情况\n{sentence}"
    scope = Scope.AGGREGATED if name == "city" else Scope.OWN
    section = Section(1, "一、总体情况", text, PagePlace(1))
    return replace(made, sections=(section,), scope=scope, body=body)


@pytest.mark.parametrize("name", sorted(BODIES))
def test_a_true_sentence_accuses_nobody(name: str) -> None:
    sentences = (HERE / f"{name}.txt").read_text("utf-8").splitlines()
    outcomes = evaluate([saying(one, name) for one in sentences], RULEBOOK)
    accused = [
        (one.rule, sentences[one.report])
        for one in outcomes
        if one.rule.startswith("TX")
        and one.result is Result.FAIL
        and RULEBOOK.rule(one.rule).severity_of(one.case) is not Severity.INFO
    ]
    assert accused == []
