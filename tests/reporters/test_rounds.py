"""``checker diff``: two rounds at a terminal and as JSON."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checker.model import Cell, Doubt, PagePlace, Refusal, RefusalReason, Report, State
from checker.reporters import ROUND_REPORTERS, round_reporter
from checker.reporters.options import Look
from checker.rounds import Rounds, paired
from tests.rounds.rounds import FAULT, FAULTY, LICENSES, changed, run, with_text
from tests.support.factory import sample
from tests.support.made_outcomes import rulebook

if TYPE_CHECKING:
    from collections.abc import Callable

LITIGATION = "t4.direct_litigation.upheld"
WRONG = "新收政府信息公开申请92件，主动公开信息310条。我区认真贯彻落实条例。办理提案12件。"
RIGHT = "新收政府信息公开申请93件，主动公开信息310条。全区认真贯彻落实条例。办理提案21件。"


def two_rounds() -> Rounds:
    """A fault put right, one left, one new; numbers moved, one not read; text changed."""
    old = changed(with_text(sample(FAULTY), WRONG), {"t4.review.other": "3"})
    new = changed(
        with_text(sample(FAULTY), RIGHT),
        {
            FAULT: "21",
            LICENSES: "28140",
            "t4.review.other": "4",
            "t4.direct_litigation.upheld": "1",
        },
    )
    unread = Cell(State.DOUBTFUL, "318", place=PagePlace(1), doubt=Doubt.UNREAD_INK)
    new = replace(new, cells={**new.cells, "t2.coercion.decisions": unread}, path="second.pdf")
    other = sample("suqian-2023")
    refused = Report("scan.pdf", "", refusal=Refusal(RefusalReason.NOT_FOUND))
    first = run(old, other, sample("yanghe-2025"))
    second = run(new, replace(other, sha256="1" * 64), sample("suqian-2024"), refused)
    return paired(first, second, {}, rulebook())


def printed(name: str, rounds: Rounds, *, lang: str = "zh", width: int = 80,
            quiet: bool = False) -> str:  # fmt: skip
    stream = io.StringIO()
    look = Look(rulebook().forms, lang, width, quiet=quiet)
    round_reporter(name)(rounds, look, stream)
    return stream.getvalue()


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden_text(golden: Callable[[str, str], None], lang: str, width: int) -> None:
    golden(
        f"rounds/rounds.{lang}.{width}.txt", printed("text", two_rounds(), lang=lang, width=width)
    )


def test_golden_json(golden: Callable[[str, str], None]) -> None:
    golden("rounds/rounds.json", printed("json", two_rounds()))


def test_json_names_every_change_with_its_evidence() -> None:
    record = json.loads(printed("json", two_rounds()))
    assert record["format"] == "checker-rounds/1"
    [one] = [each for each in record["reports"] if each["old"]["body"] == "某区人民政府"]
    unasked = [each for each in one["numbers"] if each["cause"] == "unasked"]
    assert {each["cell"] for each in unasked} == {LICENSES, LITIGATION}
    assert unasked[0]["old"]["place"] == {"kind": "page", "page": 1, "box": None}
    assert [each["path"] for each in record["only_old"]] == ["samples/yanghe-2025.pdf"]


def test_quiet_leaves_out_what_is_in_order() -> None:
    text = printed("text", two_rounds(), quiet=True)
    assert "已改正" not in text
    assert "28140" in text
    assert "宿迁市人民政府2023年" not in text  # nothing of it was changed


def test_a_hostile_name_moves_no_cursor() -> None:
    old, new = sample(FAULTY), replace(sample(FAULTY), path="a\x1b[2J.pdf", title="b\x1b]0;x\x07")
    text = printed("text", paired(run(old), run(new), {}, rulebook()))
    assert "\x1b" not in text


def test_every_format_is_registered() -> None:
    assert set(ROUND_REPORTERS) == {"text", "json"}
