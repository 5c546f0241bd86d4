"""Which wordings vouch for one another by where the form prints them."""

from __future__ import annotations

from checker.documents.pdf.decipher.printed_order import NEAR, PrintedOrder

ROWS = [f"row {number}" for number in range(30)]
ORDER = PrintedOrder([ROWS, ["head", "row 3"]])


def test_between_two_others_that_are_near() -> None:
    assert ORDER.is_between("row 5", "row 4", "row 6")
    assert ORDER.is_between("row 5", "row 2", "row 8")
    assert not ORDER.is_between("row 5", "row 1", "row 9")
    assert not ORDER.is_between("row 5", "row 6", "row 4")
    assert not ORDER.is_between("row 5", "row 4", "")


def test_near_either_of_two_others_of_one_form() -> None:
    assert ORDER.is_near("row 5", "", f"row {5 + NEAR}")
    assert ORDER.is_near("row 5", "row 29", "row 6")
    assert not ORDER.is_near("row 5", f"row {6 + NEAR}", "")
    assert not ORDER.is_near("row 20", "head", "row 3")
    assert not ORDER.is_near("row 5", "", "")
